"""What this module does when a person is moved into another, forgotten or told what is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed

from .models import AgreedLevel, OwnLevel

TABLES: tuple[tuple[type[AgreedLevel] | type[OwnLevel], str], ...] = (
    (AgreedLevel, "agreed_on"),
    (OwnLevel, "said_on"),
)


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand the levels over; where both have one the later one stays."""
    for model, day in TABLES:
        for row in model.objects.select_for_update().filter(person=old):
            same = {"mapping": row.mapping_id, "competence": row.competence_id}
            there = model.objects.filter(person=new, **same).first()
            if there and getattr(there, day) >= getattr(row, day):
                row.delete()
                continue
            if there:
                there.delete()
            model.objects.filter(pk=row.pk).update(person=new)
    trail.note(by=by, verb="competence.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    """All their levels; what they answered goes with the instruments."""
    for model, _day in TABLES:
        model.objects.filter(person=person).delete()
    trail.note(by=by, verb="competence.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What was agreed with them and what they said themselves."""
    titles = (_("Levels you have agreed on"), _("Levels you have said yourself"))
    return [
        Disclosed.of(
            model,
            title,
            [
                {
                    _("Mapping"): str(row.mapping),
                    _("Competence"): str(row.competence),
                    _("Level"): str(row.level),
                    _("Day"): getattr(row, day).isoformat(),
                }
                for row in model.objects.filter(person=person)
                .select_related("mapping__round", "competence")
                .order_by("pk")
            ],
        )
        for (model, day), title in zip(TABLES, titles, strict=True)
    ]

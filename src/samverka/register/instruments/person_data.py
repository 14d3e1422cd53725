"""What this module does when a person is moved into another, forgotten or told what is kept."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import Asked, Response
from .queries import answers_in


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand over what was asked and answered. Of two in one round the one that is further stays."""
    _move(old, new, "person")
    _move(old, new, "about")
    trail.note(by=by, verb="instruments.person_moved", about=new, person_id=new.pk)


def _move(old: Person, new: Person, key: str) -> None:
    for row in Asked.objects.select_for_update().filter(**{key: old}):
        other = "about" if key == "person" else "person"
        same = {key: new, other: getattr(row, f"{other}_id")}
        there = Asked.objects.filter(round=row.round_id, answers_as=row.answers_as, **same).first()
        if there and _is_further(row, there):
            there.delete()
        elif there:
            row.delete()
            continue
        Asked.objects.filter(pk=row.pk).update(**{key: new})


def _is_further(row: Asked, there: Asked) -> bool:
    order = [Asked.State.ASKED, Asked.State.DECLINED, Asked.State.BEGUN, Asked.State.DONE]
    return order.index(Asked.State(row.state)) > order.index(Asked.State(there.state))


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    """What they were asked and answered with their name, and what others answered about them."""
    Asked.objects.filter(Q(person=person) | Q(about=person)).delete()
    trail.note(by=by, verb="instruments.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What they were asked, what they answered by name, and what is answered about them."""
    asked = list(
        Asked.objects.filter(Q(person=person) | Q(about=person))
        .select_related("round__version__instrument", "about")
        .order_by("pk")
    )
    told = disclosed(
        _("What you were asked"), asked, of=Asked, fields="answers_as state letter asked_on"
    )
    for row, one in zip(told.rows, asked, strict=True):
        row[_("Round")] = f"{one.round.version.instrument}: {one.round}"
    return [told, Disclosed.of(Response, _("What was answered"), _answers(asked))]


def _answers(asked: list[Asked]) -> list[dict[str, str]]:
    rows = []
    for response in Response.objects.filter(asked__in=asked).select_related("round__version"):
        form = response.round.version.form
        items = {item.name: item for item in form.walk()}
        language = response.language
        said = {_("Round"): str(response.round)}
        for name, value in answers_in(response).items():
            label = form.text(items[name].label, language)[0] if name in items else ""
            said[label or name] = str(value)
        rows.append(said)
    return rows

"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed
from samverka.toolkit.texts import hours

from .models import Certificate, CertifiedLine, Letter, PersonCategory


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Certified lines stay as they were certified, and belong to the one that stays.

    Of two categories from the same day that of the one that stays holds.
    """
    CertifiedLine.objects.filter(person=old).update(person=new)
    for row in PersonCategory.objects.select_for_update().filter(person=old):
        there = PersonCategory.objects.filter(
            person=new,
            organisation=row.organisation_id,
            category__fund=row.category.fund_id,
            valid_from=row.valid_from,
        )
        if there.exists():
            row.delete()
        else:
            row.person = new
            row.save(update_fields=["person"])
    trail.note(by=by, verb="certification.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Names go; certified hours stay, since what is accounted for cannot be brought back."""
    CertifiedLine.objects.filter(person=person).update(name="")
    PersonCategory.objects.filter(person=person).delete()
    if person.user_id is not None:
        Letter.objects.filter(user=person.user_id).delete()
    trail.note(by=by, verb="certification.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    lines = CertifiedLine.objects.filter(person=person).select_related(
        "certificate__programme", "certificate__organisation", "category"
    )
    categories = PersonCategory.objects.filter(person=person).select_related(
        "organisation", "category__fund"
    )
    made, letters = Certificate.objects.none(), Letter.objects.none()
    if person.user_id is not None:
        made = Certificate.objects.filter(certified_by=person.user_id)
        made = made.select_related("programme", "paper")
        letters = Letter.objects.filter(user=person.user_id)
    return [
        Disclosed.of(
            CertifiedLine,
            _("Hours your employer certified"),
            (_line(row) for row in lines.order_by("certificate__month", "pk")),
        ),
        Disclosed.of(
            PersonCategory,
            _("Your category at the funds"),
            (_category(row) for row in categories.order_by("valid_from", "pk")),
        ),
        Disclosed.of(
            Certificate,
            _("Months you certified"),
            (_certificate(row) for row in made.order_by("certified_at", "pk")),
        ),
        disclosed(
            _("When you were last reminded of months"), letters, of=Letter, fields="sent_on"
        ),
    ]


def _certificate(row: Certificate) -> dict[str, str]:
    return {
        _("Programme"): row.programme.name,
        _("Month"): f"{row.month:%Y-%m}",
        _("Certified as"): row.function,
        _("Certified"): row.certified_at.date().isoformat(),
        _("Signed on paper by"): row.paper.signed_by if row.is_on_paper else "",
    }


def _line(row: CertifiedLine) -> dict[str, str]:
    return {
        _("Programme"): row.certificate.programme.name,
        _("Month"): f"{row.certificate.month:%Y-%m}",
        _("Version"): str(row.certificate.number),
        _("Counted for"): row.certificate.organisation.name,
        _("Name then"): row.name,
        _("Category"): str(row.category or ""),
        _("Not paid for by another source"): _("Yes") if row.is_financed_once else _("No"),
        _("Time"): hours(row.minutes),
        _("Claimed"): hours(row.claimed),
    }


def _category(row: PersonCategory) -> dict[str, str]:
    return {
        _("Organisation"): row.organisation.name,
        _("Fund"): row.category.fund.name,
        _("Category"): str(row.category),
        _("From"): row.valid_from.isoformat(),
        _("To"): row.valid_to.isoformat() if row.valid_to else "",
    }

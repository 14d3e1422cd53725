"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.clock import SWEDEN
from samverka.toolkit.personal_data import Disclosed
from samverka.toolkit.sealing import CannotOpen

from .columns import fields_of
from .models import Row, Version
from .sealed import opened_line


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Rows stay as they were sent, with the key of then, and belong to the one that stays."""
    Row.objects.filter(person=old).update(person=new)
    trail.note(by=by, verb="statements.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Sent months keep what they tell of somebody until their time of keeping is over.

    The law asks for what was accounted for: the trail says of which months. Whoever was protected
    since they were sent stays so, though the emptied person no longer says it.
    """
    if person.is_protected:
        Row.objects.filter(person=person).update(is_protected=True)
    months = sorted({f"{month.first_month:%Y-%m}" for month in kept_months(person)})
    trail.note(
        by=by,
        verb="statements.person_forgotten",
        about=person,
        person_id=person.pk,
        fields=months,
    )


@dataclass(frozen=True)
class KeptMonth:
    """A sent month that goes on telling of somebody who is erased."""

    programme: str
    fund: str
    layout: str
    first_month: dt.date


def kept_months(person: Person) -> list[KeptMonth]:
    """Each month once, whichever versions of it tell of the person, the oldest first."""
    rows = (
        Row.objects.filter(person=person)
        .order_by("version__statement__first_month", "version__series__programme__name")
        .values_list(
            "version__series__programme__name",
            "version__series__fund__name",
            "version__series__layout__name",
            "version__statement__first_month",
        )
    )
    return [KeptMonth(*row) for row in dict.fromkeys(rows)]


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What was sent of somebody, cell by cell; and what somebody sent themselves."""
    rows = Row.objects.filter(person=person).select_related(
        "version__series__programme",
        "version__series__fund",
        "version__statement",
        "version__layout",
    )
    sent = Version.objects.none()
    if person.user_id is not None:
        sent = Version.objects.filter(sent_by=person.user_id).select_related(
            "series__programme", "series__fund", "statement"
        )
    return [
        Disclosed.of(
            Row,
            _("What was sent about you to a fund"),
            (_row(row) for row in rows.order_by("version__sent_at", "number")),
        ),
        Disclosed.of(
            Version,
            _("Months you sent to a fund"),
            (_of_version(each) for each in sent.order_by("sent_at", "pk")),
        ),
    ]


def _row(row: Row) -> dict[str, str]:
    """The cells under their own headings; one that cannot be opened says so."""
    told = _of_version(row.version)
    layout = row.version.layout
    try:
        cells = opened_line(row).cells
    except CannotOpen:
        return told | {_("What was sent"): _("It is sealed, and its key is gone.")}
    for column, field, cell in zip(layout.columns, fields_of(layout), cells, strict=True):
        said = field.said(cell)
        told[column["heading"]] = "" if said is None else str(said)
    return told


def _of_version(version: Version) -> dict[str, str]:
    return {
        _("Programme"): version.series.programme.name,
        _("Fund"): version.series.fund.name,
        _("Month"): f"{version.statement.first_month:%Y-%m}",
        _("Version"): str(version.number),
        _("Sent"): f"{version.sent_at.astimezone(SWEDEN):%Y-%m-%d}" if version.sent_at else "",
    }

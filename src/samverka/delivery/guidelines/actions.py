"""Guidelines, their editions, and what municipalities answer."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.toolkit.texts import day

from .models import CheckAnswer, CheckPoint, Edition, Guideline
from .queries import has_answers


class Replaced(Exception):
    """The edition is not the one that holds."""

    def __init__(self, edition: Edition):
        self.edition = edition

    def __str__(self):
        return _("The edition is replaced, so its answers stay as they are. Answer the new one.")


class NotLater(Exception):
    """A new edition that is issued no later than the one that holds."""

    def __init__(self, edition: Edition):
        self.edition = edition

    def __str__(self):
        return _(
            "The edition that holds was issued on %(day)s. A new one is issued later: look at the "
            "day."
        ) % {"day": day(self.edition.issued_on)}


class IsAnswered(Exception):
    """Somebody has answered the edition."""

    def __str__(self):
        return _(
            "Somebody has answered the edition, so its points stand. Add a new edition instead."
        )


@transaction.atomic
def add_guideline(
    *,
    programme: Programme,
    name: str,
    issuer: str,
    edition: str,
    issued_on: dt.date,
    address: str = "",
    points: Sequence[str],
    by: Actor,
) -> Edition:
    """A guideline with its first edition."""
    guideline = Guideline.objects.create(programme=programme, name=name, issuer=issuer)
    trail.note(by=by, verb="guidelines.added", about=guideline)
    return _issue(guideline, edition, issued_on, address, points)


@transaction.atomic
def replace_edition(
    *,
    edition: Edition,
    name: str,
    issued_on: dt.date,
    address: str = "",
    points: Sequence[str],
    by: Actor,
) -> Edition:
    """A new edition in place of one; what was answered on the old one stays with it.

    :raises Replaced: there is a newer one already
    :raises NotLater: the day is not after that of the edition that holds
    """
    old = _holding(edition)
    if issued_on <= old.issued_on:
        raise NotLater(old)
    # Marked first, since only one edition holds at a time; it points to itself for a moment.
    old.replaced_by = old
    old.save(update_fields=["replaced_by"])
    new = _issue(old.guideline, name, issued_on, address, points)
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    trail.note(by=by, verb="guidelines.edition_replaced", about=new)
    return new


@transaction.atomic
def correct_edition(
    *,
    edition: Edition,
    name: str,
    issued_on: dt.date,
    address: str,
    points: Sequence[str],
    by: Actor,
) -> None:
    """What was written wrong, while nobody has answered it.

    :raises Replaced: it does not hold any longer
    :raises IsAnswered: its points stand
    """
    edition = _holding(edition)
    if has_answers(edition):
        raise IsAnswered
    edition.name, edition.issued_on, edition.address = name, issued_on, address
    edition.save(update_fields=["name", "issued_on", "address"])
    edition.points.all().delete()
    _write_points(edition, points)
    trail.note(by=by, verb="guidelines.edition_corrected", about=edition)


@transaction.atomic
def answer(
    *,
    edition: Edition,
    organisation: Organisation,
    answers: Mapping[int, tuple[str, str]],
    on: dt.date,
    by: Actor,
) -> None:
    """What a municipality answers: state and note by the number of the point; others stay.

    :raises Replaced: the edition does not hold any longer
    """
    edition = _holding(edition)
    points = {point.number: point for point in edition.points.all()}
    for number, (state, note) in answers.items():
        CheckAnswer.objects.update_or_create(
            point=points[number],
            organisation=organisation,
            defaults={"state": state, "note": note, "answered_on": on},
        )
    trail.note(by=by, verb="guidelines.answered", about=edition)


def _holding(edition: Edition) -> Edition:
    """The edition, held so that nobody replaces it meanwhile."""
    held = Edition.objects.select_for_update(of=("self",)).select_related("guideline")
    edition = held.get(pk=edition.pk)
    if edition.is_replaced:
        raise Replaced(edition)
    return edition


def _issue(
    guideline: Guideline, name: str, issued_on: dt.date, address: str, points: Sequence[str]
) -> Edition:
    edition = Edition.objects.create(
        guideline=guideline, name=name, issued_on=issued_on, address=address
    )
    _write_points(edition, points)
    return edition


def _write_points(edition: Edition, points: Sequence[str]) -> None:
    CheckPoint.objects.bulk_create(
        CheckPoint(edition=edition, number=number, text=text)
        for number, text in enumerate(points, start=1)
    )

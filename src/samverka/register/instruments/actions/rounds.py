"""Opening a round, choosing who is asked and who reads, closing it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.engine.forms.definition import Kind
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments.models import (
    Asked,
    InstrumentVersion,
    Response,
    Round,
    RoundReader,
)
from samverka.register.instruments.permissions import READERS_ONLY
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person

FACTS = ("name", "opens_on", "closes_on", "others_see", "remind_before")
# Many times a county's staff; more is a mistake, and would be sent letters.
MOST_ASKED = 5_000


@dataclass(frozen=True)
class Reader:
    """Who may read: those in a role at an organisation, figures or each answer."""

    organisation: Organisation
    role: str
    sees: str


class Refused(Exception):
    """What cannot be done with a round; its text says why, and what one can do."""


@transaction.atomic
def open_round(
    *,
    version: InstrumentVersion,
    name: str,
    opens_on: dt.date,
    closes_on: dt.date,
    way: str,
    readers: Iterable[Reader] = (),
    others_see: str = "",
    remind_before: Iterable[int] = (),
    earlier: Round | None = None,
    by: Actor,
) -> Round:
    """A round with a published version; its sphere is the instrument's.

    :raises Refused: the version is a draft, nobody could read it, or it closes before it opens
    """
    named = list(readers)
    if not version.is_published or version.instrument.archived_on:
        raise Refused(_("Publish the version first. Only what no longer changes can be asked."))
    if closes_on < opens_on:
        raise Refused(_("The last day is before the first. Choose a later one."))
    _check_readers(version, way, named)
    _check_way(version, way, earlier)
    made = Round.objects.create(
        version=version,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        way=way,
        sphere=version.instrument.sphere,
        others_see=others_see,
        remind_before=sorted(remind_before, reverse=True),
        earlier=earlier,
    )
    _put_readers(made, named)
    trail.note(by=by, verb="instruments.round_opened", about=made)
    return made


def _check_readers(version: InstrumentVersion, way: str, readers: list[Reader]) -> None:
    if version.instrument.sphere in READERS_ONLY and not readers:
        raise Refused(
            _(
                "Answers about pupils, health and newcomers are read by readers only. "
                "Choose at least one."
            )
        )
    is_anonymous = way == Round.Way.ANONYMOUS
    if is_anonymous and any(one.sees == RoundReader.Sees.ANSWERS for one in readers):
        raise Refused(_("Nobody sees each answer of an anonymous round. Let readers see figures."))


def _check_way(version: InstrumentVersion, way: str, earlier: Round | None) -> None:
    asks_for_files = any(one.kind == Kind.FILE for one in version.form.walk())
    if way == Round.Way.ANONYMOUS and asks_for_files:
        raise Refused(
            _(
                "The questions ask for files, which nobody could open in an anonymous round. "
                "Ask by name or by link, or without files."
            )
        )
    if earlier and (
        way != Round.Way.NAMED
        or earlier.way != Round.Way.NAMED
        or earlier.version.instrument_id != version.instrument_id
    ):
        raise Refused(
            _("One's own earlier answers are shown in named rounds, from a named one before.")
        )


def _put_readers(asked_round: Round, readers: Iterable[Reader]) -> None:
    RoundReader.objects.bulk_create(
        RoundReader(round=asked_round, organisation=one.organisation, role=one.role, sees=one.sees)
        for one in readers
    )


@transaction.atomic
def change_round(
    *, asked_round: Round, values: Mapping[str, object], on: dt.date, by: Actor
) -> None:
    """Name, days, and what others see; that last not after somebody has answered.

    :raises Refused: what people were told would no longer be true, or the days do not fit
    """
    there = Round.objects.select_for_update().get(pk=asked_round.pk)
    changed = [name for name in FACTS if name in values and getattr(there, name) != values[name]]
    if "others_see" in changed and _has_answers(there):
        raise Refused(
            _("Somebody has answered after reading what others see, so it stays as it is.")
        )
    if "closes_on" in changed:
        _check_not_over(there, on)
    for name in changed:
        setattr(there, name, values[name])
    if there.closes_on < there.opens_on:
        raise Refused(_("The last day is before the first. Choose a later one."))
    there.save(update_fields=FACTS)
    trail.note(by=by, verb="instruments.round_changed", about=there, fields=changed)


def _has_answers(asked_round: Round) -> bool:
    return Response.objects.filter(round=asked_round).exists()


def _check_not_over(asked_round: Round, on: dt.date) -> None:
    if asked_round.is_told_once and asked_round.is_over(on):
        raise Refused(_("The figures of this round can be seen now, so it is not opened again."))


@transaction.atomic
def add_reader(*, asked_round: Round, reader: Reader, by: Actor) -> None:
    """:raises Refused: somebody has answered, having read who would see it"""
    there = Round.objects.select_for_update().get(pk=asked_round.pk)
    if _has_answers(there):
        raise Refused(
            _("Somebody has answered after reading who sees it, so readers stay as they are.")
        )
    if there.is_anonymous and reader.sees == RoundReader.Sees.ANSWERS:
        raise Refused(_("Nobody sees each answer of an anonymous round. Let readers see figures."))
    RoundReader.objects.update_or_create(
        round=there,
        organisation=reader.organisation,
        role=reader.role,
        defaults={"sees": reader.sees},
    )
    trail.note(by=by, verb="instruments.reader_added", about=there)


@transaction.atomic
def remove_reader(*, reader: RoundReader, by: Actor) -> None:
    trail.note(by=by, verb="instruments.reader_removed", about=reader.round)
    reader.delete()


@transaction.atomic
def close_round(*, asked_round: Round, on: dt.date, by: Actor) -> None:
    """No more answers. An anonymous round is not opened again."""
    asked_round.closed_on = on
    asked_round.save(update_fields=["closed_on"])
    trail.note(by=by, verb="instruments.round_closed", about=asked_round)


@transaction.atomic
def reopen_round(*, asked_round: Round, on: dt.date, by: Actor) -> None:
    """:raises Refused: it is anonymous"""
    _check_not_over(asked_round, on)
    asked_round.closed_on = None
    asked_round.save(update_fields=["closed_on"])
    trail.note(by=by, verb="instruments.round_reopened", about=asked_round)


@transaction.atomic
def ask(
    *,
    asked_round: Round,
    persons: Iterable[tuple[Person, int]] = (),
    organisations: Iterable[Organisation] = (),
    answers_as: str = Asked.As.ONESELF,
    about: Person | None = None,
    on: dt.date,
    by: Actor,
) -> int:
    """Ask persons (each with the key of the organisation they work at), and organisations.

    Whoever is asked already is asked once. Answers how many were new.

    :raises Refused: it is answered by link, is over, or would ask more than a round can
    """
    there = Round.objects.select_for_update().get(pk=asked_round.pk)
    if not there.asks_each:
        raise Refused(_("Whoever has the link answers in this round. Hand out the link instead."))
    if there.is_over(on):
        raise Refused(_("The round is over. Open a new one to ask more people."))
    rows = [
        Asked(
            round=there,
            person=person,
            about=about,
            organisation_id=place,
            answers_as=answers_as,
            asked_on=on,
        )
        for person, place in persons
    ]
    rows += [
        Asked(round=there, organisation=one, answers_as=Asked.As.INVENTORY, asked_on=on)
        for one in organisations
    ]
    new = _not_asked(there, rows)
    if there.asked.count() + len(new) > MOST_ASKED:
        raise Refused(_("A round asks at most %(most)s. Make several.") % {"most": MOST_ASKED})
    Asked.objects.bulk_create(new, batch_size=500)
    trail.note(by=by, verb="instruments.asked", about=there)
    return len(new)


def _not_asked(asked_round: Round, rows: list[Asked]) -> list[Asked]:
    def key(row: Asked) -> tuple:
        place = None if row.person_id else row.organisation_id
        return row.person_id, row.about_id, row.answers_as, place

    there = {key(row) for row in asked_round.asked.all()}
    new = {key(row): row for row in rows if key(row) not in there}
    return list(new.values())


@transaction.atomic
def withdraw(*, asked: Iterable[Asked], by: Actor) -> None:
    """Ask some no more.

    :raises Refused: one of them has begun, or has answered
    """
    rows = Asked.objects.select_for_update().filter(pk__in=[one.pk for one in asked])
    for row in rows.select_related("round"):
        if row.state == Asked.State.DONE or Response.objects.filter(asked=row).exists():
            raise Refused(_("They have begun to answer, so they stay among those who are asked."))
        trail.note(by=by, verb="instruments.withdrawn", about=row.round, person_id=row.person_id)
        row.delete()

"""Meetings: called, changed, minuted, signed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.groups.models import (
    AgendaItem,
    ConflictOfInterest,
    Group,
    Meeting,
    PresentSeat,
    Term,
)
from samverka.delivery.groups.queries import (
    guests_present,
    members_on,
    open_questions,
    terms_present,
    themes_without_note,
)
from samverka.delivery.programmes.models import Field, Theme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.rows import ChangedMeanwhile, Difference, take_back, what_it_did
from samverka.toolkit.texts import day, listed

from .guarding import guard


class Signed(Exception):
    """The minutes are signed."""

    def __str__(self):
        return _(
            "The minutes are signed, so nothing in them changes. "
            "Take a new decision at the next meeting."
        )


class GoneSince(Exception):
    """What an item hangs on is gone."""

    def __str__(self):
        return _("The item cannot be put back: the meeting was changed since. Write it anew.")


class AlreadyMeets(Exception):
    """The group has a meeting that day."""

    def __init__(self, held_on: dt.date):
        self.held_on = held_on

    def __str__(self):
        return _(
            "The group already meets on %(day)s. Open that meeting, or choose another day."
        ) % {"day": day(self.held_on)}


class NeedsTimes(Exception):
    """Hours are counted from a start and an end."""

    def __str__(self):
        return _("For hours to count the meeting needs a start and an end. Write both.")


class NobodyPresent(Exception):
    """Minutes without anybody present."""

    def __str__(self):
        return _("Nobody is noted as present. Tick the seats that were there, then sign.")


class ThemeWithoutNote(Exception):
    """Themes of the agenda that the minutes say nothing of."""

    def __init__(self, themes: Sequence[str]):
        self.themes = themes

    def __str__(self):
        return _(
            "Write what was said of each theme before you sign. Without a note: %(themes)s."
        ) % {"themes": listed(self.themes)}


class SignedTooEarly(Exception):
    """A day of signing before the meeting."""

    def __str__(self):
        return _("The meeting has not been held on that day. Choose a later day to sign.")


@transaction.atomic
def call_meeting(
    *,
    group: Group,
    held_on: dt.date,
    starts: dt.time | None = None,
    ends: dt.time | None = None,
    place: str = "",
    agenda: Sequence[str] = (),
    fields: Iterable[Field] = (),
    counts_hours: bool = False,
    no_person: str = "",
    on: dt.date,
    by: Actor,
) -> Meeting:
    """A meeting with its agenda; open questions of the last one stand first on it.

    :raises AlreadyMeets: the group has one that day
    :raises NeedsTimes: hours shall count, and start or end is missing
    :raises Identifying: the agenda may tell whom a case is about
    """
    if group.meetings.filter(held_on=held_on).exists():
        raise AlreadyMeets(held_on)
    if counts_hours and not (starts and ends):
        raise NeedsTimes
    carried = [item.title for item in open_questions(group, before=held_on)]
    meeting = Meeting.objects.create(
        group=group, held_on=held_on, starts=starts, ends=ends, place=place
    )
    meeting.fields.set(fields)
    guard(
        group=group,
        about=meeting,
        texts={"agenda": "\n".join(agenda)},
        no_person=no_person,
        by=by,
    )
    titles = [*carried, *(title for title in agenda if title not in carried)]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, title=title)
        for number, title in enumerate(titles, start=1)
    )
    if counts_hours:
        meeting.session = _session_for(meeting, on=on, by=by)
        meeting.save(update_fields=["session"])
    trail.note(by=by, verb="groups.meeting_called", about=meeting)
    return meeting


def _session_for(meeting: Meeting, *, on: dt.date, by: Actor) -> Session:
    """The same meeting as an activity, with a place for each who sits: its sheet is ticked.

    Whoever calls it organises it: a sheet of the convener's would be shut to who leads for them.
    """
    group = meeting.group
    activity = activities.create_activity(
        programme=group.programme,
        organiser=by.organisation or group.convener,
        title=group.name,
        kind=Activity.Kind.MEETING,
        sessions=[_times(meeting)],
        place=meeting.place,
        by=by,
    )
    sitting = members_on(meeting.held_on).filter(seat__group=group)
    for term in sitting.select_related("organisation", "person").order_by("seat__number"):
        if term.person:
            activities.register(
                activity=activity,
                person=term.person,
                organisation=term.organisation,
                on=on,
                late=True,
                by=by,
            )
    return activity.sessions.get()


def _times(meeting: Meeting, key: str = "") -> activities.Times:
    if meeting.starts is None or meeting.ends is None:
        raise NeedsTimes
    return activities.Times(day=meeting.held_on, starts=meeting.starts, ends=meeting.ends, key=key)


@transaction.atomic
def correct_meeting(
    *,
    meeting: Meeting,
    held_on: dt.date,
    starts: dt.time | None,
    ends: dt.time | None,
    place: str,
    fields: Iterable[Field] = (),
    by: Actor,
) -> None:
    """Another day, time or place; the sheet follows where there is one.

    :raises Signed: the minutes are, maybe a moment ago
    """
    meeting = unsigned(meeting)
    if meeting.group.meetings.filter(held_on=held_on).exclude(pk=meeting.pk).exists():
        raise AlreadyMeets(held_on)
    meeting.held_on, meeting.starts, meeting.ends, meeting.place = held_on, starts, ends, place
    meeting.save(update_fields=["held_on", "starts", "ends", "place"])
    meeting.fields.set(fields)
    if meeting.session:
        activities.correct_activity(
            activity=meeting.session.activity,
            values={"place": place},
            sessions=[_times(meeting, meeting.session.public_key)],
            by=by,
        )
    trail.note(by=by, verb="groups.meeting_corrected", about=meeting)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Actor) -> None:
    """It will not be held; the agenda stays.

    :raises Signed: the minutes are, maybe a moment ago
    """
    meeting = unsigned(meeting)
    _set_cancelled(meeting, True)
    if meeting.session:
        activities.cancel_activity(activity=meeting.session.activity, by=by)
    trail.note(by=by, verb="groups.meeting_cancelled", about=meeting)


@transaction.atomic
def restore_meeting(*, meeting: Meeting, by: Actor) -> None:
    """It will be held after all."""
    _set_cancelled(meeting, False)
    if meeting.session:
        activities.restore_activity(activity=meeting.session.activity, by=by)
    trail.note(by=by, verb="groups.meeting_restored", about=meeting)


def _set_cancelled(meeting: Meeting, is_cancelled: bool) -> None:
    meeting.is_cancelled = is_cancelled
    meeting.save(update_fields=["is_cancelled"])


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    papers: str = "",
    said: str = "",
    theme: Theme | None = None,
    no_person: str = "",
    by: Actor,
) -> AgendaItem:
    """One more item, last on the agenda.

    :raises Identifying: it may tell whom a case is about
    """
    meeting = unsigned(meeting)
    last = meeting.items.aggregate(last=Max("number"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, number=last + 1, title=title, papers=papers, said=said, theme=theme
    )
    _guard_item(item, no_person, by)
    trail.note(by=by, verb="groups.agenda_changed", about=meeting)
    return item


@transaction.atomic
def correct_item(
    *,
    item: AgendaItem,
    title: str,
    papers: str,
    said: str,
    is_open_question: bool,
    theme: Theme | None = None,
    no_person: str = "",
    by: Actor,
) -> None:
    """What is to be treated, the papers for it, and what the minutes say.

    :raises Identifying: it may tell whom a case is about
    """
    meeting = unsigned(item.meeting)
    item.title, item.papers, item.said = title, papers, said
    item.is_open_question, item.theme = is_open_question, theme
    item.save(update_fields=["title", "papers", "said", "is_open_question", "theme"])
    _guard_item(item, no_person, by)
    trail.note(by=by, verb="groups.agenda_changed", about=meeting)


def _guard_item(item: AgendaItem, no_person: str, by: Actor) -> None:
    texts = {"title": item.title, "papers": item.papers, "said": item.said}
    group = item.meeting.group
    guard(group=group, about=item, texts=texts, no_person=no_person, by=by)


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Actor) -> Difference:
    """Take an item off the agenda; its decisions stay at the meeting. What is returned undoes it.

    :raises Signed: the minutes are
    """
    meeting = unsigned(item.meeting)
    what = what_it_did(AgendaItem, item.pk, partial(_take_off, item))
    trail.note(by=by, verb="groups.agenda_changed", about=meeting)
    return what


def _take_off(item: AgendaItem) -> None:
    item.decisions.update(item=None)
    AgendaItem.objects.filter(pk=item.pk).delete()


@transaction.atomic
def put_item_back(*, meeting: Meeting, what: Difference, by: Actor) -> None:
    """Put an item on the agenda again, with what was written and its decisions.

    It stands last, if another has its number since.

    :raises Signed: the minutes are
    :raises GoneSince: what hangs on it is gone
    """
    meeting = unsigned(meeting)
    for told in what["deleted"][AgendaItem._meta.label].values():
        if meeting.items.filter(number=told["number"]).exists():
            told["number"] = meeting.items.aggregate(last=Max("number"))["last"] + 1
    try:
        take_back(AgendaItem, what)
    except ChangedMeanwhile:
        raise GoneSince from None
    trail.note(by=by, verb="groups.agenda_changed", about=meeting)


@transaction.atomic
def note_present(*, meeting: Meeting, terms: Iterable[Term], by: Actor) -> None:
    """The seats that were there, all of them at once."""
    meeting = unsigned(meeting)
    meeting.present.all().delete()
    PresentSeat.objects.bulk_create(PresentSeat(meeting=meeting, term=term) for term in terms)
    trail.note(by=by, verb="groups.presence_noted", about=meeting)


@transaction.atomic
def note_conflict(*, item: AgendaItem, term: Term, note: str, by: Actor) -> ConflictOfInterest:
    """That a seat takes no part in an item, and why."""
    unsigned(item.meeting)
    row, _made = ConflictOfInterest.objects.update_or_create(
        item=item, term=term, defaults={"note": note}
    )
    trail.note(by=by, verb="groups.conflict_noted", about=item, person_id=term.person_id)
    return row


@transaction.atomic
def remove_conflict(*, conflict: ConflictOfInterest, by: Actor) -> None:
    """It was noted by mistake."""
    unsigned(conflict.item.meeting)
    person_id = conflict.term.person_id
    conflict.delete()
    trail.note(by=by, verb="groups.conflict_removed", about=conflict.item, person_id=person_id)


@transaction.atomic
def sign_minutes(*, meeting: Meeting, signed_by: str, on: dt.date, by: Actor) -> None:
    """Close the minutes; `signed_by` is who signed, as it stands in them.

    :raises NobodyPresent: no seat is noted as present, and no guest
    :raises SignedTooEarly: the day is before the meeting
    :raises ThemeWithoutNote: the agenda has a theme that nothing is said of
    """
    meeting = unsigned(meeting)
    if on < meeting.held_on:
        raise SignedTooEarly
    if not terms_present(meeting) and not guests_present(meeting):
        raise NobodyPresent
    lacking = themes_without_note(meeting)
    if lacking:
        raise ThemeWithoutNote(lacking)
    meeting.signed_on, meeting.signed_by = on, signed_by
    meeting.save(update_fields=["signed_on", "signed_by"])
    trail.note(by=by, verb="groups.minutes_signed", about=meeting)


def unsigned(meeting: Meeting) -> Meeting:
    """The meeting, held so that nobody signs meanwhile.

    :raises Signed: the minutes are
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.is_signed:
        raise Signed
    return meeting

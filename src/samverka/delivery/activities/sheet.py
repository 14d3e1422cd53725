"""The attendance sheet as it is shown: one row a person, protected persons by an alias."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.people.models import Person, Position, is_opened_to
from samverka.toolkit.periods import in_force
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.texts import comma, hours

from .actions import Conflict
from .models import Attendance, AttendanceVersion, Registration, Session
from .queries import have_no_room
from .spent import field_text

CLEARED = Attendance.Mark.CLEARED
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Swedish has Å before Ä, and both after Z.
SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


@dataclass
class Row:
    """One person on a sheet. `key` is the registration's, `time` what the field shows."""

    key: str
    name: str
    # On the paper list: in the order of registering, so that it stays theirs.
    number: int = 0
    organisation: str = ""
    title: str = ""
    person_id: int = 0
    is_alias: bool = False
    mark: str = ""
    minutes: int = 0
    time: str = ""
    version: int = 0
    changed_in: int = 0
    # When the person checked in, where the mark came so.
    checked_in_at: dt.datetime | None = None
    # In whose stead the person came, as that one may be named here.
    instead_of: str = ""
    fault: str = ""
    conflict: "Theirs | None" = None

    @property
    def is_here(self) -> bool:
        return self.mark == Attendance.Mark.HERE

    @property
    def is_absent(self) -> bool:
        return self.mark == Attendance.Mark.ABSENT


@dataclass(frozen=True)
class Theirs:
    """What somebody else wrote while one wrote oneself, beside one's own."""

    who: str
    when: dt.datetime
    text: str
    mine: str
    mine_text: str
    mine_time: str


@dataclass(frozen=True)
class Sheet:
    """A session's rows, and the two numbers its head shows."""

    session: Session
    rows: list[Row]
    here: int
    saved_at: dt.datetime | None

    @property
    def unmarked(self) -> int:
        return sum(not row.mark for row in self.rows)

    @property
    def version(self) -> int:
        return self.session.sheet_version


# A sheet is read again each time somebody ticks: its questions are prepared, its rows no models.
class _Mark(NamedTuple):
    person_id: int
    mark: str
    minutes: int
    version: int
    sheet_version: int
    marked_at: dt.datetime
    is_check_in: bool


class _Place(NamedTuple):
    public_key: str
    state: str
    instead_of__person_id: int | None
    person_id: int
    person__given_name: str
    person__family_name: str
    person__is_protected: bool
    person__is_child: bool
    person__forgotten_on: dt.date | None
    organisation__name: str


MARKS = Prepared(
    lambda: Attendance.objects.filter(session=Given("session")).values_list(*_Mark._fields)
)
# In the order people registered, so that an alias stays whose it is.
PLACES = Prepared(
    lambda: (
        Registration.objects.filter(activity=Given("activity"))
        .order_by("pk")
        .values_list(*_Place._fields)
    )
)
TITLES = Prepared(
    lambda: (
        Position.objects.filter(
            in_force(Given("on")),
            person__in=Registration.objects.filter(activity=Given("activity")).values("person"),
        )
        .order_by("-pk")
        .values_list("person_id", "title")
    )
)


def sheet_of(
    session: Session,
    actor: Actor,
    *,
    sort: str = "name",
    marks: Iterable[Attendance | _Mark] | None = None,
    keep: Collection[str] = (),
) -> Sheet:
    """Everybody with a place, and those who gave it back after they were marked.

    To a make-up belongs nobody who was at the whole of what it makes up for, but rows to `keep`.

    Two queries, however many rows, and one where the marks are at hand; a make-up asks one more.
    Functions are added by `add_titles`.
    """
    if marks is None:
        marks = map(_Mark._make, MARKS.rows(session=session.pk))
    marks_of = {mark.person_id: mark for mark in marks}
    places = [_Place(*row) for row in PLACES.rows(activity=session.activity_id)]
    full = have_no_room(session) if session.makes_up_id else set()
    names = _Names(places, actor)
    rows = []
    for number, place in enumerate(places, 1):
        mark = marks_of.get(place.person_id)
        is_gone = place.state != Registration.State.REGISTERED
        has_none = mark is None or mark.mark == CLEARED
        is_made_up = place.person_id in full and place.public_key not in keep
        if has_none and (is_gone or is_made_up):
            continue
        rows.append(_row(place, names, mark, session))
        rows[-1].instead_of = names.of_key(place.instead_of__person_id)
        rows[-1].number = number
    key = _by_organisation if sort == "organisation" else _by_name
    here = sum(row.is_here for row in rows)
    saved_at = max((mark.marked_at for mark in marks_of.values()), default=None)
    return Sheet(session, sorted(rows, key=key), here, saved_at)


class _Names:
    """Names, and aliases for protected persons and children whom the reader may not see.

    They have letters by the order they registered, also where the reader may see the
    name behind one: so a letter is the same for all readers.
    """

    def __init__(self, places: Sequence[_Place], actor: Actor):
        self.places = {place.person_id: place for place in places}
        shut = [place.person_id for place in places if _is_shut(place)]
        self.letters = {person_id: _letter(n) for n, person_id in enumerate(shut, 1)}
        self.opened: set[int] = set()
        if shut:
            opened = Person.objects.filter(is_opened_to(actor, person=""), pk__in=shut)
            self.opened = set(opened.values_list("pk", flat=True))

    def are_open(self, place) -> bool:
        return not _is_shut(place) or place.person_id in self.opened

    def of_key(self, person_id: int | None) -> str:
        place = self.places.get(person_id or 0)
        return self.of(place) if place else ""

    def of(self, place) -> str:
        if not self.are_open(place):
            return _("Protected participant %(letter)s") % {
                "letter": self.letters[place.person_id]
            }
        if place.person__forgotten_on:
            return str(Person(forgotten_on=place.person__forgotten_on))
        return f"{place.person__given_name} {place.person__family_name}"


def _is_shut(place) -> bool:
    return place.person__is_protected or place.person__is_child


def _letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    before, last = divmod(number - 1, len(LETTERS))
    return (_letter(before) if before else "") + LETTERS[last]


def _row(place, names: _Names, mark, session: Session) -> Row:
    row = Row(key=place.public_key, name=names.of(place), is_alias=not names.are_open(place))
    if not row.is_alias:
        row.organisation, row.person_id = place.organisation__name, place.person_id
    if mark:
        row.mark = "" if mark.mark == CLEARED else mark.mark
        row.minutes, row.version = mark.minutes, mark.version
        row.changed_in = mark.sheet_version
        if row.is_here and mark.is_check_in:
            row.checked_in_at = mark.marked_at
        if row.is_here and mark.minutes != session.minutes:
            row.time = field_text(mark.minutes)
    return row


def _by_name(row: Row) -> tuple:
    return row.is_alias, row.name.casefold().translate(SWEDISH), row.key


def _by_organisation(row: Row) -> tuple:
    return (row.is_alias, row.organisation.casefold().translate(SWEDISH), *_by_name(row))


def add_titles(sheet: Sheet) -> None:
    """Each person's function on the day of the session; none behind an alias."""
    session = sheet.session
    by_person = {row.person_id: row for row in sheet.rows if row.person_id}
    for person_id, title in TITLES.rows(activity=session.activity_id, on=session.held_on):
        if person_id in by_person:
            by_person[person_id].title = title


def take_in(
    sheet: Sheet,
    faults: Mapping[str, str],
    typed: Mapping[str, str],
    conflicts: Iterable[Conflict],
) -> None:
    """Lay what could not be saved on its rows: the sentence, what was typed, the two to choose."""
    rows = {row.key: row for row in sheet.rows}
    for key in faults.keys() & rows.keys():
        rows[key].fault, rows[key].time = faults[key], typed.get(key, "")
        rows[key].mark = Attendance.Mark.HERE
    conflicts = list(conflicts)
    if not conflicts:
        return
    names = names_of(conflict.theirs.marked_by_id for conflict in conflicts)
    for conflict in conflicts:
        rows[conflict.wanted.key].conflict = _theirs(sheet.session, conflict, names)


def _theirs(session: Session, conflict: Conflict, names: Mapping[int | None, str]) -> Theirs:
    theirs, mine = conflict.theirs, conflict.wanted
    minutes = session.minutes if mine.minutes is None else mine.minutes
    return Theirs(
        who=names.get(theirs.marked_by_id, _("The system")),
        when=theirs.marked_at,
        text=_in_words(theirs.mark, theirs.minutes),
        mine=mine.mark,
        mine_text=_in_words(mine.mark, minutes),
        mine_time="" if minutes == session.minutes else field_text(minutes),
    )


def _in_words(mark: str, minutes: int) -> str:
    label = str(Attendance.Mark(mark).label)
    return f"{label}{comma()}{hours(minutes)}" if mark == Attendance.Mark.HERE else label


def names_of(user_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Who ticked, by the account's number; a closed account has no name any more."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "name"))


def has_place(session: Session, key: str) -> bool:
    """Whether the key names a row of this session's activity."""
    return Registration.objects.filter(activity_id=session.activity_id, public_key=key).exists()


def mark_of(session: Session, key: str) -> Attendance | None:
    """The mark of a row, where it has had one."""
    places = Registration.objects.filter(activity_id=session.activity_id, public_key=key)
    return session.attendances.filter(person__in=places.values("person")).first()


@dataclass(frozen=True)
class Step:
    """One thing a mark has been."""

    mark: str
    minutes: int
    at: dt.datetime
    by: str
    is_check_in: bool = False


def history_of(mark: Attendance) -> list[Step]:
    """What a mark is and has been, latest first."""
    states: list[Attendance | AttendanceVersion] = [mark, *mark.versions.order_by("-version")]
    names = names_of(state.marked_by_id for state in states)
    return [
        Step(
            mark=state.get_mark_display(),
            minutes=state.minutes,
            at=state.marked_at,
            by=names.get(state.marked_by_id, _("The system")),
            is_check_in=state.is_check_in,
        )
        for state in states
    ]

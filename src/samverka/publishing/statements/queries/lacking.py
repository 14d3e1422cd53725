"""What lacks before a period can be made ready: how much, and where it is done."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.activities.queries import unmarked_sessions
from samverka.delivery.certification.models import CountedAs
from samverka.delivery.certification.queries import due
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.queries import is_staff, leaves_staff_out
from samverka.delivery.programmes.models import FundRule, band_of
from samverka.delivery.programmes.queries import asked_of_participants
from samverka.publishing.statements.columns import fields_of
from samverka.publishing.statements.contents import Content, Line
from samverka.publishing.statements.models import Layout, Series
from samverka.publishing.statements.periods import Period

from .standing import Stand

Rows = Layout.Rows
HERE = Attendance.Mark.HERE
NOT_OVER, EARLIER, UNTICKED, UNDECIDED = "not_over", "earlier", "unticked", "undecided"
NEWCOMERS, UNVERIFIED, MISSING = "newcomers", "unverified", "missing"
REPLACEMENT, CERTIFICATES = "replacement", "certificates"
TIME = {"minutes", "whole_hours"}
# Who is younger is asked whether they came without parents, where a layout tells it.
GROWN_UP = 18
# Of the protected a replacement id is asked for by itself, and no way to be reached.
OF_PROTECTED = frozenset({"number", "contact"})


@dataclass(frozen=True)
class Hinder:
    """Something that lacks; `address` is where it is done, empty for the list of periods."""

    kind: str
    text: str
    count: int
    address: str


@dataclass(frozen=True)
class Stay:
    """What lacks for somebody, or at something, from a day until another."""

    of: int
    first: dt.date
    last: dt.date | None

    def touches(self, period: Period) -> bool:
        return self.first < period.after and (self.last is None or self.last >= period.first_month)


class Lacking:
    """What lacks in some periods of a series, asked for once for all of them."""

    def __init__(self, series: Series, stands: list[Stand], periods: list[Period], on: dt.date):
        self._series, self._stands, self._on = series, stands, on
        fields = {field.code for field in fields_of(series.layout)}
        self._found: dict[str, list[Stay]] = {}
        if not periods:
            return
        kind, first, after = series.layout.rows, periods[0].first_month, periods[-1].after
        self._found[UNTICKED] = _unticked(series, first, after, on)
        if kind != Rows.PARTICIPANTS or fields & TIME:
            self._found[UNDECIDED] = _undecided(series, first, after)
        if kind == Rows.PARTICIPANTS:
            self._found[NEWCOMERS] = _newcomers(series, first, after, on)
            self._found[UNVERIFIED] = _unverified(series, on)
        if kind == Rows.HOURS or (kind == Rows.PARTICIPANTS and fields & TIME):
            self._found[CERTIFICATES] = _certificates(series, on)

    def of(self, period: Period, content: Content) -> list[Hinder]:
        """What there is any of, in the order in which it is best done."""
        needs = Needs(content.layout)
        return self.of_counts(
            period,
            missing=sum(map(needs.something_of, content.rows)),
            replacement=sum(map(needs.replacement_of, content.rows)),
        )

    def of_counts(self, period: Period, *, missing: int, replacement: int) -> list[Hinder]:
        """The same where it is known of how many something is missing."""
        counts = {
            NOT_OVER: int(period.last_day >= self._on),
            EARLIER: self._earlier(period),
            **{kind: self._count(kind, period) for kind in self._found},
            MISSING: missing,
            REPLACEMENT: replacement,
        }
        return [
            Hinder(kind, str(text(counts[kind])), counts[kind], self._address(kind))
            for kind, text in TEXTS.items()
            if counts.get(kind)
        ]

    def _earlier(self, period: Period) -> int:
        return sum(
            not stand.is_done
            for stand in self._stands
            if stand.period.first_month < period.first_month
        )

    def _count(self, kind: str, period: Period) -> int:
        return len({stay.of for stay in self._found[kind] if stay.touches(period)})

    def _address(self, kind: str) -> str:
        if kind == UNTICKED:
            return reverse("activities:list")
        if kind not in ADDRESSES:
            return ""
        name, question = ADDRESSES[kind]
        key = {"programme_key": self._series.programme.public_key}
        if kind == UNDECIDED:
            key["fund_code"] = self._series.fund.code
        return reverse(name, kwargs=key) + question


ADDRESSES = {
    UNDECIDED: ("certification:classify", ""),
    NEWCOMERS: ("activities:suggested", ""),
    UNVERIFIED: ("participants:list", f"?lacks={FundRule.Asked.VERIFICATION}"),
    MISSING: ("participants:list", "?lacks=any"),
    REPLACEMENT: ("participants:list", ""),
    CERTIFICATES: ("certification:missing", ""),
}
TEXTS: dict[str, Callable[[int], str]] = {
    NOT_OVER: lambda count: _("It is not over."),
    EARLIER: lambda count: (
        ngettext(
            "%(count)s earlier month is not sent.", "%(count)s earlier months are not sent.", count
        )
        % {"count": count}
    ),
    UNTICKED: lambda count: (
        ngettext("%(count)s session is not ticked.", "%(count)s sessions are not ticked.", count)
        % {"count": count}
    ),
    UNDECIDED: lambda count: (
        ngettext(
            "It is not decided whether %(count)s activity counts.",
            "It is not decided whether %(count)s activities count.",
            count,
        )
        % {"count": count}
    ),
    NEWCOMERS: lambda count: (
        ngettext(
            "%(count)s person has attended and is no participant yet.",
            "%(count)s persons have attended and are no participants yet.",
            count,
        )
        % {"count": count}
    ),
    UNVERIFIED: lambda count: (
        ngettext(
            "%(count)s participant is not verified.",
            "%(count)s participants are not verified.",
            count,
        )
        % {"count": count}
    ),
    MISSING: lambda count: (
        ngettext(
            "Something that the file asks is missing of %(count)s person.",
            "Something that the file asks is missing of %(count)s persons.",
            count,
        )
        % {"count": count}
    ),
    REPLACEMENT: lambda count: (
        ngettext(
            "%(count)s person with protected identity has no replacement id.",
            "%(count)s persons with protected identity have no replacement id.",
            count,
        )
        % {"count": count}
    ),
    CERTIFICATES: lambda count: (
        ngettext("%(count)s certificate is missing.", "%(count)s certificates are missing.", count)
        % {"count": count}
    ),
}


class Needs:
    """What a layout's rows may not lack."""

    def __init__(self, layout: Layout):
        fields = fields_of(layout)
        at = {field.code: number for number, field in enumerate(fields)}
        self._needed = [at[field.code] for field in fields if field.is_needed]
        spared = {at.get(code) for code in OF_PROTECTED}
        self._needed_of_protected = [number for number in self._needed if number not in spared]
        self._number, self._age = at.get("number"), at.get("age_band")
        self._alone = at.get("is_unaccompanied")

    def something_of(self, row: Line) -> bool:
        if row.is_forgotten:
            return False
        needed = self._needed_of_protected if row.is_protected else self._needed
        return any(row.cells[number] in ("", None) for number in needed) or (
            self._alone is not None and row.cells[self._alone] is None and self._is_child(row)
        )

    def replacement_of(self, row: Line) -> bool:
        if self._number is None or not row.is_protected or row.is_forgotten:
            return False
        return row.cells[self._number] == ""

    def _is_child(self, row: Line) -> bool:
        return self._age is not None and is_child(str(row.cells[self._age] or ""))


def is_child(age_band: str) -> bool:
    """Whether an age group, by its code, is one of children."""
    band = band_of(age_band)
    return band is not None and band.high is not None and band.high < GROWN_UP


def _on_days(rows: Iterable[tuple[int, dt.date]]) -> list[Stay]:
    return [Stay(key, day, day) for key, day in rows]


def _unticked(series: Series, first: dt.date, after: dt.date, on: dt.date) -> list[Stay]:
    rows = unmarked_sessions(on=on).filter(
        activity__programme=series.programme_id, held_on__gte=first, held_on__lt=after
    )
    return _on_days(rows.order_by().values_list("pk", "held_on"))


def _undecided(series: Series, first: dt.date, after: dt.date) -> list[Stay]:
    """Activities that somebody attended."""
    said = CountedAs.objects.filter(fund=series.fund_id, activity=OuterRef("activity"))
    marks = Attendance.objects.filter(session=OuterRef("pk"), mark=HERE)
    rows = Session.objects.filter(
        ~Exists(said),
        Exists(marks),
        activity__programme=series.programme_id,
        held_on__gte=first,
        held_on__lt=after,
    )
    return _on_days(rows.order_by().values_list("activity_id", "held_on"))


def _newcomers(series: Series, first: dt.date, after: dt.date, on: dt.date) -> list[Stay]:
    """Persons; whoever only came to information meetings is no participant."""
    begun = Participant.objects.filter(
        person=OuterRef("person"), programme=series.programme_id, started_on__isnull=False
    )
    marks = Attendance.objects.filter(
        ~Exists(begun),
        mark=HERE,
        session__activity__programme=series.programme_id,
        session__activity__is_information=False,
        session__held_on__gte=first,
        session__held_on__lt=after,
        person__forgotten_on=None,
    )
    if leaves_staff_out(series.programme_id, on=on):
        marks = marks.exclude(is_staff(series.programme_id))
    return _on_days(marks.order_by().values_list("person_id", "session__held_on").distinct())


def _unverified(series: Series, on: dt.date) -> list[Stay]:
    if FundRule.Asked.VERIFICATION not in asked_of_participants(series.programme_id, on=on):
        return []
    rows = Participant.objects.filter(
        programme=series.programme_id,
        started_on__isnull=False,
        verified_on=None,
        person__forgotten_on=None,
    )
    if leaves_staff_out(series.programme_id, on=on):
        rows = rows.exclude(is_staff(series.programme_id))
    stays = rows.order_by().values_list("pk", "started_on", "ended_on")
    return [Stay(key, first, last) for key, first, last in stays if first]


def _certificates(series: Series, on: dt.date) -> list[Stay]:
    rows = due(series.programme, on=on)
    return [
        Stay(number, row.month, row.month)
        for number, row in enumerate(rows)
        if row.fund.pk == series.fund_id
    ]

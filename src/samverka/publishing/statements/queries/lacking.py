"""What lacks before a period can be made ready: how much, and where it is done."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.programmes.models import FundRule, band_of
from samverka.publishing.statements.columns import fields_of
from samverka.publishing.statements.contents import Content, Line
from samverka.publishing.statements.models import Layout, Series
from samverka.publishing.statements.periods import Period

from .gaps import CERTIFICATES, NEWCOMERS, UNDECIDED, UNTICKED, UNVERIFIED, Gaps
from .standing import Stand

Rows = Layout.Rows
NOT_OVER, EARLIER, MISSING, REPLACEMENT = "not_over", "earlier", "missing", "replacement"
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


class Lacking:
    """What lacks in some periods of a series, of what lacks in its programme."""

    def __init__(self, series: Series, stands: list[Stand], on: dt.date, gaps: Gaps):
        self._series, self._stands, self._on, self._gaps = series, stands, on, gaps
        fields = {field.code for field in fields_of(series.layout)}
        takes_part = series.layout.rows == Rows.PARTICIPANTS
        self._asked = {UNTICKED}
        if takes_part:
            self._asked |= {NEWCOMERS, UNVERIFIED}
        if not takes_part or fields & TIME:
            self._asked.add(UNDECIDED)
        if series.layout.rows == Rows.HOURS or (takes_part and fields & TIME):
            self._asked.add(CERTIFICATES)

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
            **{kind: self._count(kind, period) for kind in self._asked},
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
        stays = self._gaps.of(kind, self._series.fund_id)
        return len({stay.of for stay in stays if stay.touches(period)})

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

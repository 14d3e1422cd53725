"""A series as a picture: a square a month, a row a year, and what comes next."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.publishing.statements.models import Layout, Series
from samverka.publishing.statements.queries import Month, State
from samverka.toolkit.addresses import address
from samverka.toolkit.periods import months_after
from samverka.toolkit.texts import day

# How a state is coloured where it stands in a line.
KINDS = {
    State.OPEN: "open",
    State.READY: "waiting",
    State.SENT: "done",
    State.RE_SEND: "late",
    State.CORRECTED: "done",
}
TO_DO = {State.OPEN, State.READY, State.RE_SEND}


@dataclass(frozen=True)
class Square:
    month: Month
    kind: str
    icon: str
    word: str
    note: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A series as the page of all months shows it."""

    series: Series
    years: list[tuple[int, list[Square]]]
    next: Month | None
    next_url: str
    next_note: str
    empty: list[Month]
    late: int
    to_re_send: int
    differing: int
    # The first month to correct: what is sent before that would have to be sent again.
    to_correct: Month | None
    correct_url: str
    # A later version of the layout than the one in use.
    newer: Layout | None
    # Nothing of it is ready or sent: what was begun by mistake can be taken away.
    is_untouched: bool


def is_over(month: Month, on: dt.date) -> bool:
    return months_after(month.last_month, 1) <= on


def url_of(series: Series, first_month: dt.date) -> str:
    return address("statements:month", series.programme.public_key, series.public_key, first_month)


def next_of(months: Sequence[Month], on: dt.date) -> Month | None:
    """The first that is over and waits for somebody to do something."""
    return next((each for each in months if each.state in TO_DO and is_over(each, on)), None)


def empty_ones(months: Sequence[Month], on: dt.date) -> list[Month]:
    """The months from the next one on that hold nothing, until one that does."""
    found: list[Month] = []
    for month in months:
        if month.state not in TO_DO and not found:
            continue
        if month.state != State.OPEN or month.persons or month.minutes or not is_over(month, on):
            break
        found.append(month)
    return found


def shown(
    series: Series, months: Sequence[Month], newest: Mapping[str, Layout], on: dt.date
) -> Shown:
    latest = newest.get(series.code)
    wrong = next((month for month in months if month.differs), None)
    then = next_of(months, on)
    by_year = groupby(months, key=lambda month: month.first_month.year)
    return Shown(
        series=series,
        years=[(year, [_square(month, on, then) for month in rows]) for year, rows in by_year][
            ::-1
        ],
        next=then,
        next_url=url_of(series, then.first_month) if then else "",
        next_note=_what_next(then) if then else "",
        empty=empty_ones(months, on),
        late=sum(month.is_late for month in months),
        to_re_send=sum(month.state == State.RE_SEND for month in months),
        differing=sum(month.differs and month.state != State.RE_SEND for month in months),
        to_correct=wrong,
        correct_url=url_of(series, wrong.first_month) if wrong else "",
        newer=latest if latest and latest.version > series.layout.version else None,
        is_untouched=all(month.version is None for month in months),
    )


def _square(month: Month, on: dt.date, then: Month | None) -> Square:
    word, kind, icon = str(month.state.label), month.state.value, month.state.icon
    if not is_over(month, on):
        word, kind = _("Goes on"), "later"
    elif month.is_late:
        word, kind, icon = _("Late"), "late", "late"
    elif month.differs and month.state != State.RE_SEND:
        kind, icon = "differs", "late"
    return Square(
        month, kind, icon, word, _note(month, on, then), url_of(month.series, month.first_month)
    )


def _note(month: Month, on: dt.date, then: Month | None) -> str:
    """The one thing more that one would ask of the month."""
    # That an earlier one is not sent is no news in a row of months.
    lacking = month.hinders - (then is not None and then.first_month < month.first_month)
    if month.differs and month.state != State.RE_SEND:
        return _("changed since")
    if month.state in TO_DO:
        if not is_over(month, on):
            return ""
        if lacking > 0:
            lack = ngettext("%(count)s thing lacks", "%(count)s things lack", lacking)
            return lack % {"count": lacking}
        return _("by %(day)s") % {"day": day(month.due_on)} if month.due_on else ""
    people = ngettext("%(count)s person", "%(count)s persons", month.persons)
    return people % {"count": month.persons} if month.persons else _("nobody")


def _what_next(month: Month) -> str:
    """What is to be done with it, in a sentence."""
    if month.state == State.RE_SEND:
        return _("It is to be sent again, since it or an earlier month was corrected.")
    if month.state == State.READY:
        return _("It is ready to be sent.")
    if month.hinders:
        return ngettext(
            "%(count)s thing lacks before it can be made ready.",
            "%(count)s things lack before it can be made ready.",
            month.hinders,
        ) % {"count": month.hinders}
    return _("Nothing lacks: look it through, and make it ready.")

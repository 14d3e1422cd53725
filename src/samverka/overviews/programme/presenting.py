"""Rows for the map and the chart of a programme's page, its measures and lists of activities."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import Relative
from samverka.publishing.reports.queries import ProgrammeSums
from samverka.toolkit.addresses import address
from samverka.toolkit.markup import format_html, format_html_join
from samverka.toolkit.templatetags.look import dated, progress, status
from samverka.toolkit.texts import amount, clock_time, comma, hours, isolate, month

from .asked import ActivityLine
from .queries import Day, MeasureLine, Partner

# Of each goal.
MOST_OF_GOAL = 20


def map_marks(
    programme: Programme, partners: Sequence[Partner], sums: ProgrammeSums
) -> list[dict]:
    """Each municipality with what its staff has taken part in."""
    return [
        _mark(programme, partner, sums)
        for partner in partners
        if partner.municipality and not partner.part_of_id
    ]


def _mark(programme: Programme, partner: Partner, sums: ProgrammeSums) -> dict:
    mark = {
        "code": partner.municipality_code,
        "label": partner.municipality,
        "value": 0,
        "url": address("organisation:municipality", partner.municipality_code),
    }
    if partner.organisation_id not in sums.parts:
        return {**mark, "kind": "neutral", "text": _("nobody yet")}
    part = sums.parts[partner.organisation_id]
    if part is None:
        return {**mark, "kind": "neutral", "text": _("too few to show")}
    # A figure opens what it is made of.
    mark["url"] = address("programme:taken_part", programme.public_key, partner.public_key)
    text = ngettext("%(count)s person", "%(count)s persons", part.persons)
    text %= {"count": part.persons}
    # From the hours of all months one could work out those of a month that is held back.
    if not sums.sees_all:
        return {**mark, "value": part.persons, "text": text}
    return {
        **mark,
        "value": part.minutes,
        "text": f"{text}{comma()}{hours(part.minutes // 60 * 60)}",
    }


def month_rows(
    programme: Programme, months: Mapping[dt.date, int], organisation: str = ""
) -> list[dict]:
    """Hours of each month that has any, for the chart; each opens its month, or a part of it."""
    part = f"?organisation={organisation}#rows" if organisation else ""
    return [
        {
            "label": month(first),
            "value": minutes / 60,
            "text": hours(minutes),
            "url": f"{address('reports:month', programme.public_key, first)}{part}",
        }
        for first, minutes in months.items()
    ]


def activity_list(programme: Programme, activities: Sequence[ActivityLine]) -> SafeString:
    """The latest activities of a goal by their first day, and where all of them stand.

    Written here, since there are many of them.
    """
    held = format_html(" {}", status("done", _("held")))
    no_day = format_html('<span class="soft">{}</span>', _("no day yet"))
    return format_html_join(
        "\n",
        '<li>{} <a href="{}"><bdi>{}</bdi></a>{}</li>',
        (
            (
                dated(each.first_day) if each.first_day else no_day,
                address("activities:detail", each.public_key),
                each.title,
                held if each.held else "",
            )
            for each in activities[-MOST_OF_GOAL:]
        ),
    ) + _older(programme, len(activities) - MOST_OF_GOAL)


def _older(programme: Programme, count: int) -> SafeString:
    if count <= 0:
        return SafeString("")
    text = ngettext("%(count)s older in the list", "%(count)s older in the list", count)
    url = f"{address('activities:list')}?programme={programme.public_key}&when=past"
    return format_html('<li><a href="{}">{}</a></li>', url, text % {"count": count})


def coming_days(days: Sequence[Day]) -> SafeString:
    """The days to come, each with its place and how many have a place."""
    return format_html_join(
        "\n",
        '<li>{} <a href="{}"><bdi>{}</bdi></a> '
        '<span class="soft"><bdi>{}–{}</bdi>{}. {}</span></li>',
        (
            (
                dated(day.held_on),
                address("activities:detail", day.activity_key),
                day.title,
                clock_time(day.starts_at),
                clock_time(day.ends_at),
                format_html("{}<bdi>{}</bdi>", comma(), day.place) if day.place else "",
                _taken(day),
            )
            for day in days
        ),
    )


def _taken(day: Day) -> str:
    said = _("%(taken)s of %(seats)s seats taken") if day.seats else _("%(taken)s registered")
    return said % {"taken": day.taken, "seats": day.seats}


def measure_list(programme: Programme, lines: Sequence[MeasureLine]) -> SafeString:
    """The measures of a goal, each with how far it has come and what it counts."""
    return format_html_join(
        "\n",
        '<div class="measure">{}<p class="soft small">{}</p></div>',
        (
            (
                measure_told(line, address("measures:detail", programme.public_key, line.code)),
                line.definition,
            )
            for line in lines
        ),
    )


def measure_told(line: MeasureLine, url: str) -> SafeString:
    """One measure: a bar where there is something to reach, else a line."""
    if line.is_quotient:
        said = line.title
    elif untold := _why_untold(line):
        said = f"{line.title}: {untold}"
    elif line.target and not line.is_limit:
        return progress(line.reached or 0, line.target, _in_figures(line), url)
    else:
        said = _in_figures(line)
    return format_html('<p><a href="{}">{}</a></p>', url, said)


def _why_untold(line: MeasureLine) -> str:
    if line.reached is None:
        return _("not counted here")
    if line.is_held_back:
        return _("not given")
    return _("fewer than five") if line.is_few else ""


def _in_figures(line: MeasureLine) -> str:
    if not line.target:
        said = _("%(title)s: %(reached)s %(unit)s")
    elif line.is_limit:
        said = _("%(title)s: %(reached)s %(unit)s, at most %(target)s")
    else:
        said = _("%(title)s: %(reached)s of %(target)s %(unit)s")
    return said % {
        "title": isolate(line.title),
        "reached": amount(line.reached or 0),
        "target": amount(line.target or 0),
        "unit": line.unit,
    }


def with_itself(programme: Programme, relatives: Sequence[Relative]) -> list[dict]:
    """A programme among those that led to it and came of it; nothing where it stands alone."""
    if not relatives:
        return []
    rows = [
        {"programme": each.programme, "link": each.link, "generation": each.generation}
        for each in relatives
    ]
    itself = {"programme": programme, "link": None, "generation": 0}
    return sorted([*rows, itself], key=lambda row: row["generation"])

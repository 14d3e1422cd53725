"""The activities of a programme file: what, for whom, which days."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from . import words
from .facts import ActivityFacts, OccasionFacts
from .fields import Fields

HOURS = dict.fromkeys(words.UNIT_WORDS[words.Unit.HOURS], "")
MEETINGS = dict.fromkeys(words.UNIT_WORDS[words.Unit.MEETINGS], "")
SEATS = dict.fromkeys(words.SEATS, "")
MINUTES = dict.fromkeys(words.MINUTES, "")


def read_activity(fields: Fields, period: tuple[dt.date, dt.date]) -> ActivityFacts:
    activity = ActivityFacts(
        title=fields.text("aktivitet", longest=150),
        kind=fields.choice("slag", words.ACTIVITIES) or "",
        target_group=fields.text("för", required=False, longest=200),
        description=_read_description(fields),
        place=fields.text("plats", required=False, longest=150),
        seats=fields.whole("antal platser", SEATS, "40 platser"),
        occasions=[_read_occasion(row, period) for row in fields.rows("tillfällen")],
    )
    fields.finish()
    return activity


def read_occasion_pattern(fields: Fields) -> tuple[str, ActivityFacts]:
    """Times, place and seats for every activity of a kind."""
    kind = fields.choice("slag", words.ACTIVITIES) or ""
    occasion = OccasionFacts(
        held_on=dt.date.min,
        times=fields.times("klockan"),
        break_minutes=fields.whole("rast", MINUTES, "60 minuter") or 0,
    )
    pattern = ActivityFacts(
        title="",
        kind=kind,
        target_group="",
        description="",
        place=fields.text("plats", required=False, longest=150),
        seats=fields.whole("antal platser", SEATS, "40 platser"),
        occasions=[occasion],
    )
    fields.finish()
    return kind, pattern


def _read_occasion(fields: Fields, period: tuple[dt.date, dt.date]) -> OccasionFacts:
    start, end = period
    day = fields.day("dag")
    if day and not start <= day <= end:
        fields.problem(
            "dag",
            _(
                "%(day)s is outside the programme, which runs %(start)s to %(end)s. "
                "Write a day within it, or change the programme's period."
            ),
            day=day,
            start=start,
            end=end,
        )
    occasion = OccasionFacts(
        held_on=day or dt.date.min,
        times=fields.times("klockan"),
        break_minutes=fields.whole("rast", MINUTES, "60 minuter") or 0,
    )
    fields.finish()
    return occasion


def _read_description(fields: Fields) -> str:
    """What it is about, with extent and languages as sentences: they have no table yet."""
    sentences = [
        fields.text("om", required=False),
        _read_extent(fields),
        _read_languages(fields),
    ]
    return " ".join(filter(None, sentences))


def _read_extent(fields: Fields) -> str:
    meetings = fields.whole("träffar", MEETINGS, "7 träffar")
    length = fields.amount("en träff är", HOURS, "2,5 timmar")
    if meetings is None or length is None:
        return ""
    whole = _comma(meetings * length)
    return f"{meetings} träffar à {_comma(length)} timmar, sammanlagt {whole} timmar."


def _comma(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def _read_languages(fields: Fields) -> str:
    names = fields.words("språk")
    known = [name for name in names if fields.known("språk", name, words.LANGUAGES)]
    if not known:
        return ""
    listed = " och ".join(filter(None, [", ".join(known[:-1]), known[-1]]))
    return f"Ges på {listed}."

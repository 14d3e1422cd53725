"""A second file that adds what the first leaves open, by kind of activity; and says so."""

from dataclasses import replace

from django.utils.translation import gettext as _

from . import words
from .document import Unreadable, parse
from .facts import Facts, Section, read
from .fields import Fields, Known
from .keys import Choice, Key, Whole
from .measured import Clock
from .sections import ACTIVITY

PATTERN = Section(
    "för slag",
    (
        Choice("slag", "kind", required=True, choices=words.ACTIVITIES),
        Clock("klockan", "times"),
        Whole("rast", "break_minutes", units=words.MINUTES, otherwise=0),
        Key("plats", "place", longest=150),
        Whole("antal platser", "seats", units=words.SEATS),
    ),
    lambda nothing: (),
    is_required=True,
)
ADDITION = Section(
    "tillägg",
    (Key("tillägg till", "slug", required=True), Key("påhittat", "note", required=True)),
    lambda nothing: (),
    (PATTERN,),
)


def read_addition(text: str, slug: str) -> Facts:
    """What a second file adds to the programme.

    :raises Unreadable: with every problem of the second file
    """
    fields = Fields(parse(text), [], Known())
    addition = read(ADDITION, fields)
    if addition["slug"] not in {"", slug}:
        fields.problem(
            "tillägg till",
            _("The programme file has the key '%(slug)s'. Write 'tillägg till: %(slug)s'."),
            slug=slug,
        )
    if fields.problems:
        raise Unreadable(fields.problems)
    return addition


def with_addition(facts: Facts, addition: Facts) -> Facts:
    """The programme with times, place and seats where it had none."""
    if facts.section.is_like(ACTIVITY):
        return _added(facts, addition)
    parts = {
        word: [with_addition(row, addition) for row in rows] for word, rows in facts.parts.items()
    }
    return replace(facts, parts=parts)


def _added(activity: Facts, addition: Facts) -> Facts:
    patterns = addition.rows(PATTERN.word)
    more = next((row for row in patterns if row["kind"] == activity["kind"]), None)
    occasions = activity.rows("tillfällen")
    if more is None or not occasions:
        return activity
    values = {
        **activity.values,
        "description": " ".join(filter(None, [activity["description"], addition["note"]])),
        "place": activity["place"] or more["place"],
        "seats": activity["seats"] or more["seats"],
    }
    timed = [
        row
        if row["times"]
        else replace(row, values={**row.values, **more.given("times", "break_minutes")})
        for row in occasions
    ]
    return replace(activity, values=values, parts={**activity.parts, "tillfällen": timed})

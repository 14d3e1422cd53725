"""Persons: who is new, who is there already, what is corrected, who may be somebody else."""

import datetime as dt
from collections import defaultdict, namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samverka.register.imports.models import Import
from samverka.register.people.models import Person, Position
from samverka.register.people.queries import Match, find_same
from samverka.toolkit.tables import cell_name, plain
from samverka.workflows.import_register.columns import label_of
from samverka.workflows.import_register.verdicts import NEW, Verdict

from .given import Given
from .person_reading import Line, read_line
from .places import Units

# Of those in the register only what is compared: there may be tens of thousands.
Known = namedtuple("Known", "pk public_key given_name family_name email phone identity_hash")
Function = namedtuple("Function", "pk organisation_id title valid_from valid_to place")
KNOWN = Known._fields
FUNCTION = (*Function._fields[:-1], "organisation__name")
AT_ONCE = 1000
MOST_CANDIDATES = 5
# More keys than this are not asked for one by one: a database takes only so many.
MANY = 1000


def judge_persons(given: Given, tell: Callable[[int, int], None]) -> list[Verdict]:
    units = Units(given.actor.organisation)
    lines = []
    for count, reading in enumerate(given.read()):
        lines.append(read_line(reading, units))
        if count % AT_ONCE == 0:
            tell(count, 2 * len(given.rows))
    right = [line for line in lines if not line.verdict.problems]
    for line, matches in zip(
        right, find_same(given.actor, [line.sought for line in right], on=given.on), strict=True
    ):
        line.matches = matches
    tell(len(lines), 2 * len(lines))
    _Judge(given, right).judge(tell)
    return [line.verdict for line in lines]


class _Judge:
    """Compares the rows with the persons who are there, and with one another."""

    def __init__(self, given: Given, lines: Sequence[Line]):
        self.given, self.lines = given, lines
        keys = {match.person_id for line in lines for match in line.matches}
        self.persons = _persons(given, keys)
        self.functions = _functions(self.persons)
        # The first row of each person in the file.
        self.first: dict[tuple, Line] = {}

    def judge(self, tell: Callable[[int, int], None]) -> None:
        whole = len(self.given.rows)
        for count, line in enumerate(self.lines):
            self._judge(line)
            if count % AT_ONCE == 0:
                tell(whole + count, 2 * whole)

    def _judge(self, line: Line) -> None:
        earlier = next((self.first[key] for key in line.keys if key in self.first), None)
        if earlier:
            self._again(line, earlier)
        else:
            line.told.add(line.work)
            self._compare(line)
        for key in line.keys:
            self.first.setdefault(key, line)

    def _compare(self, line: Line) -> None:
        verdict = line.verdict
        person = self._found(line)
        if verdict.problems:
            return
        if person:
            self._correct(line, person)
        elif not verdict.candidates or verdict.decided == NEW:
            verdict.is_new = True
            verdict.facts = _facts(line, self.given.on)

    def _found(self, line: Line) -> Known | None:
        """Who it is: surely, or because somebody has decided it."""
        verdict = line.verdict
        matches = [match for match in line.matches if match.person_id in self.persons]
        surest = matches[0] if matches else None
        if surest and surest.is_sure and surest.likeness.is_alike:
            verdict.decided = ""
            return self.persons[surest.person_id]
        verdict.candidates = [
            self._candidate(verdict, match)
            for match in matches[:MOST_CANDIDATES]
            if match.why in {"number", "email"} or match.likeness.is_alike
        ]
        if not verdict.decided or not verdict.candidates:
            return None
        chosen = {self.persons[match.person_id].public_key: match for match in matches}
        if verdict.decided in chosen:
            return self.persons[chosen[verdict.decided].person_id]
        if verdict.decided != NEW or (surest and surest.why == "number"):
            verdict.decided = ""
        return None

    def _candidate(self, verdict: Verdict, match: Match) -> tuple[str, str, str]:
        person = self.persons[match.person_id]
        verdict.persons.append(person.pk)
        name = f"{person.given_name} {person.family_name}"
        works = "; ".join(f"{held.title}, {held.place}" for held in self.functions[person.pk])
        return (person.public_key, f"{name} ({works})" if works else name, match.why)

    def _correct(self, line: Line, person: Known) -> None:
        verdict = line.verdict
        verdict.target = person.pk
        verdict.persons = [person.pk]
        for name in ("given_name", "family_name", "email", "phone"):
            self._changes(verdict, name, getattr(person, name), getattr(line, name))
        if line.number and not person.identity_hash:
            self._changes(verdict, "number", "", line.number.masked)
            verdict.facts["number"] = line.number
        self._function(line, self.functions[person.pk])

    def _changes(self, verdict: Verdict, name: str, old: str, new: str) -> None:
        """An empty cell leaves what is there."""
        if new and new != old:
            verdict.changes.append((label_of(Import.Kind.PERSONS, name), old, new))
            verdict.facts[name] = new

    def _function(self, line: Line, functions: Sequence[Function]) -> None:
        held = _held(line, functions, self.given.on)
        verdict = line.verdict
        if held is None:
            verdict.changes.append((_("Function"), "", line.function))
            verdict.facts["position"] = _function_facts(line, self.given.on)
        elif line.valid_to and held.valid_to is None and line.valid_to > held.valid_from:
            day = line.ends_on.isoformat() if line.ends_on else ""
            verdict.changes.append((_("Last day"), "", day))
            verdict.facts["ends"] = (held.pk, line.valid_to)

    def _again(self, line: Line, earlier: Line) -> None:
        """The person stands in the file before: another function, or the same once more."""
        verdict, number = line.verdict, earlier.verdict.number
        for name in ("given_name", "family_name", "email", "phone", "number"):
            one, other = getattr(line, name), getattr(earlier, name)
            if one and other and one != other:
                label = label_of(Import.Kind.PERSONS, name)
                reason = _(
                    "Row %(number)s is the same person and says something else under "
                    "“%(label)s”. Make them alike, or mend what makes them one person."
                ) % {"number": number, "label": label}
                place = self.given.places.get(name)
                where = label if place is None else cell_name(place, verdict.number)
                verdict.problems.append((where, reason))
        if verdict.problems:
            return
        target = earlier.verdict.target
        held = self.functions[target] if target else []
        if line.work in earlier.told or _held(line, held, self.given.on):
            verdict.notes.append(_("The same as row %(number)s.") % {"number": number})
            return
        earlier.told.add(line.work)
        verdict.changes.append((_("Function"), "", line.function))
        verdict.facts = {"row": number, "position": _function_facts(line, self.given.on)}


def _persons(given: Given, keys: set[int]) -> dict[int, Known]:
    """Those who were found, again only among those whom the actor sees."""
    seen = Person.objects.visible_to(given.actor).filter(forgotten_on=None)
    if len(keys) < MANY:
        seen = seen.filter(pk__in=keys)
    rows = seen.values_list(*KNOWN).iterator()
    return {row[0]: Known(*row) for row in rows if row[0] in keys}


def _functions(persons: dict[int, Known]) -> dict[int, list[Function]]:
    held: dict[int, list[Function]] = defaultdict(list)
    rows = Position.objects.order_by("valid_from")
    if len(persons) < MANY:
        rows = rows.filter(person__in=persons)
    for person, *facts in rows.values_list("person_id", *FUNCTION).iterator():
        if person in persons:
            held[person].append(Function(*facts))
    return held


def _held(line: Line, functions: Sequence[Function], on: dt.date) -> Function | None:
    """The function that the row tells of, if it is written down already."""
    day = line.starts_on or on
    for position in functions:
        work = (plain(position.title), position.organisation_id)
        ends_later = position.valid_to is None or position.valid_to > day
        began = line.starts_on is None or position.valid_from <= day
        if work == line.work and began and (ends_later or position.valid_to == line.valid_to):
            return position
    return None


def _function_facts(line: Line, on: dt.date) -> dict[str, Any]:
    return {
        "organisation": line.employer,
        "title": line.title,
        "contact": line.contact,
        "on": line.starts_on or on,
        "until": line.valid_to,
    }


def _facts(line: Line, on: dt.date) -> dict[str, Any]:
    """What somebody new is written down with."""
    return {
        "given_name": line.given_name,
        "family_name": line.family_name,
        "employer": line.employer,
        "title": line.title,
        "since": line.starts_on or on,
        "until": line.valid_to,
        "contact": line.contact,
        "email": line.email,
        "phone": line.phone,
        "number": line.number,
    }

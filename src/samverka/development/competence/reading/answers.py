"""Answers of a mapping that was made elsewhere: each row is fitted to a person, or mended.

Only staff whom the reader sees by name are found: a protected person stands under their alias.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samverka.development.competence.models import HIGHEST, Competence
from samverka.engine.names import in_latin, likeness
from samverka.register.people.identity import NotANumber
from samverka.register.people.identity import read as read_number
from samverka.register.people.models import Person
from samverka.toolkit.clock import today
from samverka.toolkit.tables import TableProblem, plain

from .tables import lines_of

LIKE = 5
LEFT_OUT = "-"

# A person with the key of the place where they work.
AtWork = tuple[Person, int]


class NoCompetences(TableProblem):
    def __init__(self) -> None:
        super().__init__(
            _(
                "No column is called as a competence of the mapping. Begin with who it is, then a "
                "column for each competence as the mapping calls it."
            )
        )


@dataclass
class Line:
    """A row: who it is of, and the level that they gave each competence."""

    number: int
    who: str
    levels: dict[str, int] = field(default_factory=dict)
    of: AtWork | None = None
    candidates: list[Person] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    is_left_out: bool = False

    @property
    def field(self) -> str:
        """Where one says who it is."""
        return f"who_{self.number}"


@dataclass(frozen=True)
class Reading:
    lines: list[Line]
    # Columns after the first competence that no competence is called.
    not_known: list[str]

    @property
    def faulty(self) -> list[Line]:
        return [one for one in self.lines if one.faults and not one.is_left_out]

    @property
    def taken(self) -> list[Line]:
        return [one for one in self.lines if not one.is_left_out]


def read(
    text: str,
    competences: Iterable[Competence],
    staff: Sequence[AtWork],
    chosen: Mapping[str, str],
) -> Reading:
    """Every row; `chosen` says who some of them are, by their fields.

    :raises TableProblem: with a sentence on why it cannot be read
    """
    (_number, headings), *body = lines_of(text)
    called = {plain(one.name): one.item for one in competences}
    items = {
        place: called[plain(heading)]
        for place, heading in enumerate(headings)
        if plain(heading) in called
    }
    if not items:
        raise NoCompetences
    first = min(items)
    known = _Known(staff)
    lines = [_line(number, cells, first, items) for number, cells in body]
    taken: dict[int, int] = {}
    for line in lines:
        _whose(line, known, chosen.get(line.field, ""), taken)
    unknown = [one for place, one in enumerate(headings) if place > first and one]
    return Reading(lines, [one for one in unknown if plain(one) not in called])


def _line(number: int, cells: Sequence[str], first: int, items: Mapping[int, str]) -> Line:
    who = [cell for cell in cells[:first] if cell]
    exact = [cell for cell in who if "@" in cell]
    line = Line(number, exact[0] if exact else " ".join(who))
    for place, item in items.items():
        level = cells[place] if place < len(cells) else ""
        if level.isascii() and level.isdigit() and int(level) <= HIGHEST:
            line.levels[item] = int(level)
        elif level:
            line.faults.append(_("“%(level)s” is not a level from 0 to 4.") % {"level": level})
    return line


def _whose(line: Line, known: "_Known", chosen: str, taken: dict[int, int]) -> None:
    if chosen == LEFT_OUT:
        line.is_left_out = True
        return
    line.of, line.candidates = known.of(line.who, chosen)
    if line.of is None:
        line.faults.append(
            _("Nobody you see among the staff is written so. Choose who it is, or leave it out.")
        )
    elif line.of[0].pk in taken:
        line.faults.append(
            _("The same person stands in row %(row)s. Choose another, or leave it out.")
            % {"row": taken[line.of[0].pk]}
        )
        line.candidates = [line.of[0]]
    else:
        taken[line.of[0].pk] = line.number


class _Known:
    """Staff by e-mail, number and name."""

    def __init__(self, staff: Sequence[AtWork]):
        self.staff = staff
        self.by_key = {person.public_key: (person, place) for person, place in staff}
        self.by_word: dict[str, list[AtWork]] = defaultdict(list)
        for person, place in staff:
            for word in (person.email.casefold(), person.identity_hash, _in_order(str(person))):
                if word:
                    self.by_word[word].append((person, place))

    def of(self, who: str, chosen: str) -> tuple[AtWork | None, list[Person]]:
        """Who a row is of; or nobody, and who it may be, the likest first."""
        if chosen in self.by_key:
            return self.by_key[chosen], []
        for word in _words(who):
            found = self.by_word.get(word, [])
            if len(found) == 1:
                return found[0], []
            if found:
                return None, [person for person, _place in found]
        scored = [(likeness(who, str(person)).score, person) for person, _place in self.staff]
        alike = sorted((one for one in scored if one[0] > 0), key=lambda one: -one[0])
        return None, [person for _score, person in alike[:LIKE]]


def _words(who: str) -> Iterator[str]:
    yield who.casefold()
    yield _in_order(who)
    with suppress(NotANumber):
        yield read_number(who, on=today()).hash


def _in_order(name: str) -> str:
    """ "Exempel, Amanda" is "Amanda Exempel"."""
    return " ".join(sorted(in_latin(name).split())) or name.casefold()

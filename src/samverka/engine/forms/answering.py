"""What a set of answers shows of a form, what it computes, and what is wrong with it.

`settle(form, answers, today)` says all of it at once; `visible`, `computed` and `faults` are parts
of it. The form is one in which `checks.problems` finds nothing. Answers are plain JSON data as
`definition` describes them; whatever else is given is a fault, never a crash.

What is not shown counts as blank, in conditions, calculations and scores, and is not kept: who
first said to have children and then took it back leaves nothing about them. What is not kept is
named in `left_out`. A hundred items are settled in a few milliseconds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import circles, judging, values
from . import expressions as ex
from .definition import ANSWER_IN_TEXT, HOLDING, UNANSWERED, Form, Item, Kind, Score, Texts
from .evaluating import Setting, is_true, worth
from .judging import Fault, FaultKind, Path

# How often a repeat is asked at most, whatever its `times` comes to.
MOST_TIMES = 200
# All times of all repeats together: those within one another multiply.
MOST_PLACES = 2_000
# A computed text that outgrows any answer, as one that doubles itself, is none.
LONGEST_COMPUTED = 10_000


@dataclass(frozen=True)
class Shown:
    """An item that is asked or told: where in repeats it stands, and whether it must be answered.

    `path` is () outside repeats, and (("child", 0),) the first time of the repeat "child".
    `choices` are the names of the choices that its filter lets through, `told` what the answers
    are that its texts speak of; `filled` puts them in.
    """

    item: Item
    path: Path
    is_required: bool
    choices: tuple[str, ...]
    told: Mapping[str, values.Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Settled:
    """All that follows from a set of answers.

    shown     what is asked or told, in the order of the form
    kept      the answers to what is shown; what is computed is not among them
    computed  {name: value} of calculated items outside repeats, and {name: [value, …]} within
    scores    {name: mean or None where too few are answered}
    faults    in the order of the form
    left_out  answers that are not kept as nobody asks for them any more: "age", "child[2].age"
    """

    shown: tuple[Shown, ...]
    kept: dict[str, Any]
    computed: dict[str, Any]
    scores: dict[str, float | None]
    faults: tuple[Fault, ...]
    left_out: tuple[str, ...]


def settle(form: Form, answers: Mapping[str, Any], today: date) -> Settled:
    """What is shown, kept, computed and wrong."""
    return _Settling(form, answers, today).settled()


def visible(form: Form, answers: Mapping[str, Any], today: date) -> tuple[Shown, ...]:
    """What is asked and told, in order."""
    return settle(form, answers, today).shown


def computed(form: Form, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The calculated items."""
    return settle(form, answers, today).computed


def faults(form: Form, answers: Mapping[str, Any], today: date) -> tuple[Fault, ...]:
    """What is wrong, item by item; empty where the answers can be handed in."""
    return settle(form, answers, today).faults


def filled(form: Form, one: Shown, texts: Texts, language: str) -> tuple[str, str]:
    """(a text of the item with the answers it speaks of put in, the language it is in).

    The answer to a choice is said by the choice's own text.
    """
    text, code = form.text(texts, language)
    if "${" not in text:
        return text, code
    labels = {
        (item.name, choice.name): form.text(choice.label, code)[0]
        for item in form.walk()
        if item.name in one.told
        for choice in item.choices
    }

    def said(found: re.Match[str]) -> str:
        answer = values.as_text(one.told.get(found[1], values.BLANK))
        return labels.get((found[1], answer), answer)

    return ANSWER_IN_TEXT.sub(said, text), code


@dataclass
class _Place:
    """The form as a whole, or one time of a repeat in it: its answers, and what they are worth."""

    given: Mapping[str, Any]
    path: Path = ()
    above: "_Place | None" = None
    worth: dict[str, values.Value] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    times: dict[str, list["_Place"]] = field(default_factory=dict)


class _Settling:
    """One settling of a form: values are found in the order in which they need one another."""

    def __init__(self, form: Form, answers: Mapping[str, Any], today: date) -> None:
        self.form, self.today = form, today
        self.root = _Place(answers)
        self.left = MOST_PLACES
        # The repeats that each name stands in, from the outermost.
        self.repeats: dict[str, tuple[str, ...]] = {}
        self.holders: dict[str, str] = {}
        self.items: dict[str, Item] = {}
        for item in form.items:
            self.learn(item, (), "")
        for name in circles.order(form)[0]:
            for place in self.places(self.repeats[name]):
                self.find(self.items[name], place)

    def learn(self, item: Item, repeats: tuple[str, ...], holder: str) -> None:
        self.items[item.name], self.holders[item.name] = item, holder
        for name in (item.name, *(row.name for row in item.rows)):
            self.repeats[name] = repeats
        within = (*repeats, item.name) if item.kind == Kind.REPEAT else repeats
        for held in item.items:
            self.learn(held, within, item.name)

    # --- Values ---------------------------------------------------------------------------------

    def places(self, repeats: tuple[str, ...], start: _Place | None = None) -> list[_Place]:
        """Every time of the innermost of the repeats, from the form as a whole or from a place."""
        found = [start or self.root]
        for repeat in repeats:
            found = [time for place in found for time in place.times.get(repeat, ())]
        return found

    def find(self, item: Item, place: _Place) -> None:
        """Whether the item is shown there, and what it is worth."""
        if self.is_hidden(item, place):
            place.hidden.add(item.name)
        elif item.kind == Kind.REPEAT:
            place.times[item.name] = self.times_of(item, place)
        elif item.kind == Kind.CALCULATED:
            found = worth(ex.read(item.calculation), self.setting(place))
            is_long = isinstance(found, str) and len(found) > LONGEST_COMPUTED
            place.worth[item.name] = values.BLANK if is_long else found
        elif item.kind not in UNANSWERED:
            place.worth.update(judging.worth_of(item, place.given.get(item.name)))

    def is_hidden(self, item: Item, place: _Place) -> bool:
        holder = self.holders[item.name]
        # A repeat that is hidden has no times, so that nothing in it is looked at.
        if holder in place.hidden:
            return True
        return bool(item.show_when) and not is_true(ex.read(item.show_when), self.setting(place))

    def times_of(self, item: Item, place: _Place) -> list[_Place]:
        given = place.given.get(item.name)
        times = given if isinstance(given, list) else []
        number = min(len(times), MOST_TIMES)
        if item.times:
            asked = values.as_number(worth(ex.read(item.times), self.setting(place)))
            number = int(min(max(asked, 0), MOST_TIMES)) if asked == asked else 0
        number = min(number, self.left)
        self.left -= number
        told = [*times[:number], *({} for _ in range(number - len(times)))]
        return [
            _Place(one if isinstance(one, Mapping) else {}, (*place.path, (item.name, at)), place)
            for at, one in enumerate(told)
        ]

    def setting(self, place: _Place, own: values.Value = values.BLANK) -> Setting:
        return Setting(
            look_up=lambda name: self.look_up(name, place),
            today=self.today,
            own=own,
            position=place.path[-1][1] + 1 if place.path else 0,
            all_of=lambda name: self.all_of(name, place),
        )

    def look_up(self, name: str, place: _Place) -> values.Value | values.Many:
        """One value where the item stands in the same repeats or above, else all of them."""
        item = self.items.get(name)
        repeats = self.repeats.get(name, ())
        if item is not None and item.kind == Kind.REPEAT:
            repeats = (*repeats, name)
        here = tuple(repeat for repeat, _ in place.path)
        shared = 0
        while shared < min(len(here), len(repeats)) and here[shared] == repeats[shared]:
            shared += 1
        start = place
        while len(start.path) > shared and start.above:
            start = start.above
        if shared == len(repeats):
            return start.worth.get(name, values.BLANK)
        found = self.places(repeats[shared:], start)
        return tuple(one.worth.get(name, values.BLANK) for one in found)

    def all_of(self, name: str, place: _Place) -> values.Many:
        """Every answer to an item beside this one: all times of the innermost repeat."""
        repeats = self.repeats.get(name, ())
        start = place
        while start.above and len(start.path) >= len(repeats) > 0:
            start = start.above
        found = self.places(repeats[len(start.path) :], start)
        return tuple(one.worth.get(name, values.BLANK) for one in found)

    # --- What follows ---------------------------------------------------------------------------

    def settled(self) -> Settled:
        shown = tuple(self.shown_in(self.form.items, self.root))
        kept: dict[str, Any] = {}
        return Settled(
            shown=shown,
            kept=kept,
            computed=self.computed(),
            scores={score.name: self.score(score) for score in self.form.scores},
            faults=(*self.judged(shown, kept), *self.unknown()),
            left_out=tuple(self.left_out(kept)),
        )

    def shown_in(self, items: tuple[Item, ...], place: _Place) -> Iterator[Shown]:
        for item in items:
            if item.name in place.hidden:
                continue
            if item.kind != Kind.CALCULATED:
                yield self.one_shown(item, place)
            within = place.times.get(item.name, ()) if item.kind == Kind.REPEAT else [place]
            for time in within if item.kind in HOLDING else ():
                yield from self.shown_in(item.items, time)

    def one_shown(self, item: Item, place: _Place) -> Shown:
        here = self.setting(place)
        is_required = item.required or (
            bool(item.required_when) and is_true(ex.read(item.required_when), here)
        )
        told = {name: values.as_one(here.look_up(name)) for name in item.answers_told()}
        return Shown(item, place.path, is_required, self.choices(item, here), told)

    def choices(self, item: Item, here: Setting) -> tuple[str, ...]:
        if not item.choice_filter:
            return tuple(choice.name for choice in item.choices)
        tree = ex.read(item.choice_filter)
        # Not a copy of the setting for each of perhaps a thousand choices.
        facts: dict[str, str] = {}
        here = Setting(here.look_up, here.today, here.own, facts, here.position, here.all_of)
        let_through = []
        for choice in item.choices:
            facts.clear()
            facts.update(choice.facts, name=choice.name)
            if is_true(tree, here):
                let_through.append(choice.name)
        return tuple(let_through)

    def judged(self, shown: tuple[Shown, ...], kept: dict[str, Any]) -> Iterator[Fault]:
        """The faults of each answer; what is shown is put into `kept` on the way."""
        for one in shown:
            place = self.place_at(one.path)
            if one.item.kind == Kind.REPEAT:
                _put(kept, one, [{} for _ in place.times[one.item.name]])
                yield from judging.of_repeat(one.item, one.path, place.given, MOST_TIMES)
            if one.item.kind in UNANSWERED:
                continue
            given = place.given.get(one.item.name)
            if judging.is_given(given):
                _put(kept, one, given)
            yield from judging.of_answer(one.item, one.path, given, one.is_required, one.choices)
            yield from self.constraint(one, place)

    def constraint(self, one: Shown, place: _Place) -> Iterator[Fault]:
        own = place.worth.get(one.item.name, values.BLANK)
        if not one.item.constraint or values.is_blank(own):
            return
        if not is_true(ex.read(one.item.constraint), self.setting(place, own)):
            yield Fault(one.item.name, one.path, FaultKind.CONSTRAINT, one.item.constraint)

    def place_at(self, path: Path) -> _Place:
        place = self.root
        for repeat, at in path:
            place = place.times[repeat][at]
        return place

    def computed(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, item in self.items.items():
            if item.kind == Kind.CALCULATED:
                places = self.places(self.repeats[name])
                told = [judging.plain(place.worth.get(name, values.BLANK)) for place in places]
                found[name] = told if self.repeats[name] else told[0]
        return found

    def score(self, score: Score) -> float | None:
        numbers = []
        for name in score.items:
            number = values.as_number(values.as_one(self.look_up(name, self.root)))
            if number == number and name in score.turned:
                number = judging.turned(self.holder_of_row(name), number)
            numbers.append(number)
        answered = [number for number in numbers if number == number]
        if len(answered) < max(score.at_least or len(score.items), 1):
            return None
        return sum(answered) / len(answered)

    def holder_of_row(self, name: str) -> Item:
        if name in self.items:
            return self.items[name]
        return next(
            item for item in self.items.values() if name in {row.name for row in item.rows}
        )

    def all_places(self) -> Iterator[_Place]:
        """The form as a whole, and every time of every repeat."""
        waiting = [self.root]
        while waiting:
            place = waiting.pop()
            yield place
            waiting += [time for times in place.times.values() for time in times]

    def unknown(self) -> Iterator[Fault]:
        """Answers to what the form does not have there: it may be another version's."""
        for place in self.all_places():
            here = tuple(repeat for repeat, _ in place.path)
            for name in place.given:
                if name not in self.items or self.repeats[name] != here:
                    yield Fault(str(name), place.path, FaultKind.UNKNOWN)

    def left_out(self, kept: dict[str, Any]) -> Iterator[str]:
        for place in self.all_places():
            here: Any = kept
            for repeat, at in place.path:
                here = here[repeat][at]
            before = "".join(f"{repeat}[{at + 1}]." for repeat, at in place.path)
            for name, given in place.given.items():
                if name not in self.items or not judging.is_given(given):
                    continue
                if name not in here:
                    yield f"{before}{name}"
                elif self.items[name].kind == Kind.REPEAT and isinstance(given, list):
                    lost = range(len(here[name]), len(given))
                    yield from (f"{before}{name}[{at + 1}]" for at in lost)


def _put(kept: dict[str, Any], one: Shown, given: Any) -> None:
    """Into `kept`, at the time of the repeats it stands in."""
    within = kept
    for repeat, at in one.path:
        within = within[repeat][at]
    within[one.item.name] = given

"""The keys of a programme file: each is read from it, written to it, and taken from a table.

A key gives and takes `values`: the fields of a table by their names. One class a kind of value.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Precision

from .document import Part, Rows, Text
from .fields import Fields, nearest

Values = dict[str, Any]
ONE_DAY = dt.timedelta(days=1)
MONEY = re.compile(r"(\d[\d  ]*)(?:,(\d{2}))?\s*(?:kr|kronor)")
PERCENT = re.compile(r"(\d+)(?:[.,](\d{1,2}))?\s*%")
YES, NO = "ja", "nej"
# The sections whose rows a line may name.
ORGANISATION, SUB_REGION, GOAL_NUMBER, FIELD_NAME = "deltar", "delregioner", "delmål", "fält"
MEASURE_CODE, PARTY = "mått", "parter"


@dataclass(frozen=True)
class Key:
    """A text on a line. `of` is where in the table it is found, if not under its own name."""

    word: str
    name: str
    required: bool = False
    longest: int = 0
    of: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return (self.word,)

    def read(self, fields: Fields) -> Values:
        return {self.name: fields.text(self.word, required=self.required, longest=self.longest)}

    def take(self, row: Model) -> Values:
        return {self.name: found(row, self.of or self.name) or ""}

    def write(self, values: Values) -> dict[str, Part]:
        return line(self.word, values[self.name])

    def moved(self, values: Values, years: int) -> Values:
        """The values some years later; only days differ."""
        return values


def found(row: Any, path: str) -> Any:
    """What stands at a path of names, as `owner.name`; None where the path ends early."""
    return reduce(lambda thing, name: getattr(thing, name, None), path.split("."), row)


def line(word: str, text: str) -> dict[str, Part]:
    return {word: Text(text, 0)} if text else {}


def moved_day(day: dt.date | None, years: int) -> dt.date | None:
    """The same day another year; 29 February becomes the 28th where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True)
class Choice(Key):
    """One of a few words, each for a value; the value that goes without saying is not written."""

    choices: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""

    def read(self, fields: Fields) -> Values:
        value = fields.choice(self.word, self.choices, required=self.required)
        return {self.name: self.otherwise if value is None else value}

    def write(self, values: Values) -> dict[str, Part]:
        value = values[self.name]
        if value == self.otherwise:
            return {}
        return line(self.word, next(word for word, each in self.choices.items() if each == value))


@dataclass(frozen=True)
class Yes(Key):
    """Yes or no; no goes without saying."""

    def read(self, fields: Fields) -> Values:
        said = fields.choice(self.word, {YES: True, NO: False}, required=self.required)
        return {self.name: bool(said)}

    def take(self, row: Model) -> Values:
        return {self.name: found(row, self.of or self.name)}

    def write(self, values: Values) -> dict[str, Part]:
        return line(self.word, YES if values[self.name] else "")


@dataclass(frozen=True)
class Day(Key):
    """A day; of a month its first, or its last where a last day is asked for."""

    last: bool = False
    moves: bool = True

    def read(self, fields: Fields) -> Values:
        return {self.name: fields.day(self.word, last=self.last, required=self.required)}

    def take(self, row: Model) -> Values:
        return {self.name: found(row, self.of or self.name)}

    def write(self, values: Values) -> dict[str, Part]:
        day = values[self.name]
        return line(self.word, day.isoformat() if day else "")

    def moved(self, values: Values, years: int) -> Values:
        if not self.moves:
            return values
        return {**values, self.name: moved_day(values[self.name], years)}


@dataclass(frozen=True)
class Until(Day):
    """The last day in the file, as people say it; the first day without in the table."""

    last: bool = True

    def read(self, fields: Fields) -> Values:
        day = super().read(fields)[self.name]
        return {self.name: day + ONE_DAY if day else None}

    def write(self, values: Values) -> dict[str, Part]:
        after = values[self.name]
        return line(self.word, (after - ONE_DAY).isoformat() if after else "")

    def moved(self, values: Values, years: int) -> Values:
        after = values[self.name]
        if not self.moves or after is None:
            return values
        return {**values, self.name: moved_day(after - ONE_DAY, years) + ONE_DAY}  # type: ignore[operator]


@dataclass(frozen=True)
class SaidDay(Key):
    """A day with how exactly it is said: 2018-09-01, 2018-09 or 2018."""

    last: bool = False

    @property
    def precision(self) -> str:
        return f"{self.name.rpartition('_')[0]}_precision"

    def read(self, fields: Fields) -> Values:
        said = fields.said_day(self.word, last=self.last, required=self.required)
        if said is None:
            return {self.name: None, self.precision: Precision.DAY}
        return {self.name: said.day, self.precision: said.precision}

    def take(self, row: Model) -> Values:
        return {name: getattr(row, name) for name in (self.name, self.precision)}

    def write(self, values: Values) -> dict[str, Part]:
        day = values[self.name]
        if day is None:
            return {}
        signs = {Precision.YEAR: 4, Precision.MONTH: 7}.get(values[self.precision], 10)
        return line(self.word, day.isoformat()[:signs])

    def moved(self, values: Values, years: int) -> Values:
        return {**values, self.name: moved_day(values[self.name], years)}


@dataclass(frozen=True)
class Money(Key):
    """A sum in kronor in the file, in öre in the table."""

    def read(self, fields: Fields) -> Values:
        word = fields.text(self.word, required=self.required)
        said = MONEY.fullmatch(word)
        if word and not said:
            sentence = _("'%(word)s' is not a sum. Write it in kronor, as '7 247 750 kr'.")
            fields.problem(self.word, sentence, word=word)
        if not said:
            return {self.name: None}
        kronor = "".join(said.group(1).split())
        return {self.name: int(kronor) * 100 + int(said.group(2) or 0)}

    def take(self, row: Model) -> Values:
        return {self.name: getattr(row, self.name)}

    def write(self, values: Values) -> dict[str, Part]:
        if values[self.name] is None:
            return {}
        kronor, ore = divmod(values[self.name], 100)
        cents = f",{ore:02}" if ore else ""
        return line(self.word, f"{f'{kronor:,}'.replace(',', ' ')}{cents} kr")


@dataclass(frozen=True)
class Percent(Key):
    """A share as people say it, in hundredths of a percent in the table."""

    def read(self, fields: Fields) -> Values:
        word = fields.text(self.word, required=self.required)
        said = PERCENT.fullmatch(word)
        if word and (not said or int(said.group(1)) > 100):
            sentence = _("'%(word)s' is not a share. Write it as '25 %%'.")
            fields.problem(self.word, sentence, word=word)
        if not said:
            return {self.name: None}
        return {self.name: int(said.group(1)) * 100 + int((said.group(2) or "0").ljust(2, "0"))}

    def take(self, row: Model) -> Values:
        return {self.name: getattr(row, self.name)}

    def write(self, values: Values) -> dict[str, Part]:
        share = values[self.name]
        return line(self.word, "" if share is None else f"{comma(Decimal(share) / 100)} %")


def comma(number: Decimal) -> str:
    """A number with a decimal comma, and no decimals that say nothing."""
    return f"{number.normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class Whole(Key):
    """A whole number with its unit, as "40 platser"; one and many of the unit are given."""

    units: tuple[str, str] = ("", "")
    otherwise: int | None = None

    def read(self, fields: Fields) -> Values:
        units = dict.fromkeys(self.units, "")
        number = fields.whole(self.word, units, f"40 {self.units[1]}")
        return {self.name: self.otherwise if number is None else number}

    def take(self, row: Model) -> Values:
        return {self.name: getattr(row, self.name)}

    def write(self, values: Values) -> dict[str, Part]:
        number = values[self.name]
        if number == self.otherwise:
            return {}
        return line(self.word, f"{number} {self.units[number != 1]}")


@dataclass(frozen=True)
class Number(Key):
    """A whole number that needs no unit."""

    otherwise: int | None = None

    def read(self, fields: Fields) -> Values:
        word = fields.text(self.word, required=self.required)
        if word and not (word.isascii() and word.isdigit()):
            sentence = _("'%(word)s' at '%(key)s' should be a whole number, as '%(example)s'.")
            fields.problem(self.word, sentence, word=word, key=self.word, example="4")
            word = ""
        return {self.name: int(word) if word else self.otherwise}

    def take(self, row: Model) -> Values:
        return {self.name: getattr(row, self.name)}

    def write(self, values: Values) -> dict[str, Part]:
        number = values[self.name]
        return line(self.word, "" if number == self.otherwise else str(number))


@dataclass(frozen=True)
class Ref(Key):
    """The name or number of something else in the file; `to` says of what."""

    to: str = ""
    by: str = "name"

    def take(self, row: Model) -> Values:
        return {self.name: found(row, f"{self.of or self.name}.{self.by}") or ""}


@dataclass(frozen=True)
class Names(Key):
    """Several names, as [one, two]."""

    def read(self, fields: Fields) -> Values:
        return {self.name: sorted(fields.words(self.word))}

    def take(self, row: Model) -> Values:
        return {self.name: sorted(thing.name for thing in getattr(row, self.name).all())}

    def write(self, values: Values) -> dict[str, Part]:
        names = values[self.name]
        return {self.word: Rows([Text(name, 0) for name in names], 0)} if names else {}


@dataclass(frozen=True)
class Words(Names):
    """Several of a few words, each for a value."""

    choices: Mapping[str, str] = field(default_factory=dict)

    def read(self, fields: Fields) -> Values:
        said = fields.words(self.word)
        for word in said:
            if word not in self.choices:
                known = ", ".join(self.choices)
                sentence = _("'%(word)s' is not one of: %(known)s.")
                fields.problem(self.word, sentence, word=word, known=known)
        return {self.name: sorted(self.choices[word] for word in said if word in self.choices)}

    def take(self, row: Model) -> Values:
        return {self.name: sorted(found(row, self.of or self.name))}

    def write(self, values: Values) -> dict[str, Part]:
        said = [word for word, value in self.choices.items() if value in values[self.name]]
        return {self.word: Rows([Text(word, 0) for word in said], 0)} if said else {}


@dataclass(frozen=True)
class Places(Names):
    """Several municipalities by their names."""

    def read(self, fields: Fields) -> Values:
        names = super().read(fields)[self.name]
        for name in names:
            if name not in fields.known.places:
                no_such_place(fields, self.word, name)
        return {self.name: names}


@dataclass(frozen=True)
class Place(Key):
    """A municipality by its name and its code, which must belong together."""

    code: str = "kod"

    @property
    def words(self) -> tuple[str, ...]:
        return (self.word, self.code)

    def read(self, fields: Fields) -> Values:
        places = fields.known.places
        name = fields.text(self.word, required=self.required)
        code = fields.text(self.code, required=False)
        if name and name not in places:
            no_such_place(fields, self.word, name)
        elif name and code and code != places[name]:
            fields.problem(
                self.code,
                _("%(name)s has the code %(code)s, not %(written)s. Write 'kod: %(code)s'."),
                name=name,
                code=places[name],
                written=code,
            )
        return {self.name: name, f"{self.name}_code": places.get(name, "")}

    def take(self, row: Model) -> Values:
        return {
            self.name: found(row, f"{self.of or self.name}.name") or "",
            f"{self.name}_code": found(row, f"{self.of or self.name}.code") or "",
        }

    def write(self, values: Values) -> dict[str, Part]:
        return line(self.word, values[self.name]) | line(self.code, values[f"{self.name}_code"])


def no_such_place(fields: Fields, word: str, name: str) -> None:
    near = nearest(name, fields.known.places)
    if near:
        sentence = _(
            "There is no municipality called '%(name)s'. "
            "Did you mean '%(near)s', with the code %(code)s?"
        )
    else:
        sentence = _(
            "There is no municipality called '%(name)s'. Write its short name, as 'Lilla Edet'."
        )
    code = fields.known.places.get(near, "")
    fields.problem(word, sentence, name=name, near=near, code=code)

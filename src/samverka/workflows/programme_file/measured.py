"""Keys whose words belong together: a target with its unit, a rule with its subject, and so on."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import FundRule, NoAgeBands, read_bands
from samverka.toolkit.clock import SWEDEN

from . import words
from .document import Part, Rows, Text
from .fields import Fields, nearest
from .keys import Choice, Day, Key, Ref, Values, comma, found, line

AT_MOST = "högst "
HOURS = dict.fromkeys(words.UNIT_WORDS[words.Unit.HOURS], "")
MEETINGS = dict.fromkeys(words.UNIT_WORDS[words.Unit.MEETINGS], "")
MEETINGS_OF = re.compile(
    r"(?P<count>\d+) träffar à (?P<length>[\d,]+) timmar, sammanlagt [\d,]+ timmar\."
)
GIVEN_IN = re.compile(r"Ges på (?P<names>[^.]+)\.")
DAY_TO_COME = re.compile(r"Dag: (?P<day>\d{4}-\d{2}-\d{2}); klockslag är ännu inte angivna\.")


@dataclass(frozen=True)
class Owner(Ref):
    """Who answers for a goal: it says which goal lacks one."""

    def read(self, fields: Fields) -> Values:
        if not fields.has(self.word):
            sentence = _(
                "Goal %(number)s has no owner. Add a line 'ansvarig: …' with one of the "
                "organisations under 'deltar'."
            )
            number = fields.text("nummer", required=False)
            fields.problem(self.word, sentence, number=number)
            return {self.name: ""}
        return super().read(fields)


@dataclass(frozen=True)
class Rule(Key):
    """What a rule says; hours are counted by the engine, which knows its rules by a word."""

    def read(self, fields: Fields) -> Values:
        subject = fields.text("gäller", required=False).lower()
        if words.SUBJECTS.get(subject) == FundRule.Subject.HOURS:
            return {self.name: fields.choice(self.word, words.HOUR_RULES) or ""}
        values = super().read(fields)
        if words.SUBJECTS.get(subject) == FundRule.Subject.AGE_BANDS:
            self._check_bands(fields, values)
        return values

    def _check_bands(self, fields: Fields, values: Values) -> None:
        try:
            read_bands(values[self.name])
        except NoAgeBands as refused:
            fields.problem(self.word, str(refused))

    def write(self, values: Values) -> dict[str, Part]:
        if values["subject"] == FundRule.Subject.HOURS:
            return Choice(self.word, self.name, choices=words.HOUR_RULES).write(values)
        return super().write(values)


@dataclass(frozen=True)
class Target(Key):
    """What is counted, and how many of it; "högst 10 kurser" is a limit and nothing to reach."""

    @property
    def words(self) -> tuple[str, ...]:
        return ("räknar", "måltal", "enhet")

    def read(self, fields: Fields) -> Values:
        counts = fields.choice("räknar", words.COUNTED, required=False)
        unit = (words.UNIT_OF.get(counts) if counts else None) or fields.choice(
            "enhet", words.UNITS, required=not fields.has("måltal")
        )
        is_limit, target, of_target = _target(fields, unit)
        return {
            "counts": counts or "",
            "unit": unit or of_target,
            "target": target,
            "target_is_limit": is_limit,
        }

    def take(self, row: Model) -> Values:
        names = ("counts", "unit", "target", "target_is_limit")
        return {name: getattr(row, name) for name in names}

    def write(self, values: Values) -> dict[str, Part]:
        counted = {value: word for word, value in words.COUNTED.items()}
        parts = line("räknar", counted.get(values["counts"], ""))
        one, many = words.UNIT_WORDS[values["unit"]]
        if values["target"] is not None:
            limit = AT_MOST if values["target_is_limit"] else ""
            return parts | line(
                "måltal", f"{limit}{values['target']} {one if values['target'] == 1 else many}"
            )
        return parts if values["counts"] else parts | line("enhet", many)


def _target(fields: Fields, unit: words.Unit | None) -> tuple[bool, int | None, str]:
    """Whether it is a limit, how many, and of what."""
    word = fields.text("måltal", required=False)
    is_limit = word.lower().startswith(AT_MOST)
    of_unit: Mapping[str, str] = words.UNITS
    example = "30 kurser"
    if unit:
        one, many = words.UNIT_WORDS[unit]
        of_unit, example = {one: unit, many: unit}, f"4 {many}"
    target = fields.whole("måltal", of_unit, example, without=AT_MOST)
    return is_limit, target, words.UNITS.get(word.rpartition(" ")[2].lower(), words.Unit.PERSONS)


@dataclass(frozen=True)
class PartTarget(Key):
    """How many of its measure's unit a part of it shall reach."""

    def read(self, fields: Fields) -> Values:
        target = fields.whole(self.word, words.UNITS, "18 enheter")
        word = fields.text(self.word, required=False).rpartition(" ")[2].lower()
        return {self.name: target, "unit": words.UNITS.get(word, "")}

    def take(self, row: Model) -> Values:
        target: int | None = row.target  # type: ignore[attr-defined]
        unit = "" if target is None else row.measure.unit  # type: ignore[attr-defined]
        return {self.name: target, "unit": unit}

    def write(self, values: Values) -> dict[str, Part]:
        if values[self.name] is None:
            return {}
        many = words.UNIT_WORDS[values["unit"]][1]
        return line(self.word, f"{values[self.name]} {many}")


@dataclass(frozen=True)
class Clock(Key):
    """When a day begins and ends, in Swedish wall-clock time; nothing where it is not known."""

    def read(self, fields: Fields) -> Values:
        return {self.name: fields.times(self.word)}

    def take(self, row: Model) -> Values:
        starts, ends = getattr(row, "starts_at", None), getattr(row, "ends_at", None)
        if starts is None or ends is None:
            return {self.name: None}
        return {self.name: (_time(starts), _time(ends))}

    def write(self, values: Values) -> dict[str, Part]:
        times: tuple[dt.time, dt.time] | None = values[self.name]
        return line(self.word, f"{times[0]:%H.%M}–{times[1]:%H.%M}" if times else "")


def _time(instant: dt.datetime) -> dt.time:
    return instant.astimezone(SWEDEN).time()


@dataclass(frozen=True)
class About(Key):
    """What an activity is about; extent and languages are sentences, having no table yet."""

    @property
    def words(self) -> tuple[str, ...]:
        return (self.word, "träffar", "en träff är", "språk")

    def read(self, fields: Fields) -> Values:
        sentences = [
            fields.text(self.word, required=False),
            _read_extent(fields),
            _read_languages(fields),
        ]
        return {self.name: " ".join(filter(None, sentences))}

    def take(self, row: Model) -> Values:
        return {self.name: DAY_TO_COME.sub("", row.description).strip()}  # type: ignore[attr-defined]

    def write(self, values: Values) -> dict[str, Part]:
        text = values[self.name]
        extent, languages = MEETINGS_OF.search(text), GIVEN_IN.search(text)
        known = _language_names(languages.group("names")) if languages else []
        if known:
            text = text.replace(languages.group(), "")  # type: ignore[union-attr]
        parts: dict[str, Part] = {}
        if extent:
            text = text.replace(extent.group(), "")
            parts = line("träffar", f"{extent.group('count')} träffar") | line(
                "en träff är", f"{extent.group('length')} timmar"
            )
        if known:
            parts["språk"] = Rows([Text(name, 0) for name in known], 0)
        return line(self.word, " ".join(text.split()) if extent or known else text) | parts


def _language_names(listed: str) -> list[str]:
    names = re.split(r", | och ", listed)
    return names if all(name in words.LANGUAGES for name in names) else []


def _read_extent(fields: Fields) -> str:
    meetings = fields.whole("träffar", MEETINGS, "7 träffar")
    length = fields.amount("en träff är", HOURS, "2,5 timmar")
    if meetings is None or length is None:
        return ""
    whole = comma(meetings * length)
    return f"{meetings} träffar à {comma(length)} timmar, sammanlagt {whole} timmar."


def _read_languages(fields: Fields) -> str:
    names = fields.words("språk")
    known = [name for name in names if fields.one_of("språk", name, words.LANGUAGES)]
    if not known:
        return ""
    listed = " och ".join(filter(None, [", ".join(known[:-1]), known[-1]]))
    return f"Ges på {listed}."


def days_to_come(description: str) -> list[dt.date]:
    """The days of an activity whose times are not known; they stand in its text."""
    return [dt.date.fromisoformat(found["day"]) for found in DAY_TO_COME.finditer(description)]


def said_to_come(day: dt.date) -> str:
    return f"Dag: {day}; klockslag är ännu inte angivna."


@dataclass(frozen=True)
class Organiser(Ref):
    """Who carries it out; goes without saying where it is who answers for the goal."""

    def take(self, row: Model) -> Values:
        name = found(row, "organiser.name")
        return {self.name: "" if name == found(row, "goal.owner.name") else name}


@dataclass(frozen=True)
class FromStart(Day):
    """A first day, which goes without saying where it is the programme's own."""

    def take(self, row: Model) -> Values:
        day = getattr(row, self.name)
        return {self.name: None if day == found(row, "programme.starts_on") else day}


@dataclass(frozen=True)
class TakenFrom(Key):
    """A finding of an earlier programme, as "integration-gavleborg 1"."""

    def take(self, row: Model) -> Values:
        finding = found(row, self.name)
        said = f"{finding.programme.slug} {finding.number}" if finding else ""
        return {self.name: said}


@dataclass(frozen=True)
class Earlier(Key):
    """The key of a programme that is loaded already."""

    def read(self, fields: Fields) -> Values:
        word = fields.text(self.word)
        if word and word not in fields.known.programmes:
            near = nearest(word, fields.known.programmes)
            if near:
                sentence = _("There is no programme with the key '%(word)s'. Is it '%(near)s'?")
            else:
                sentence = _(
                    "There is no programme with the key '%(word)s' yet. Load its file first."
                )
            fields.problem(self.word, sentence, word=word, near=near)
        return {self.name: word}

    def take(self, row: Model) -> Values:
        return {self.name: row.earlier.slug}  # type: ignore[attr-defined]

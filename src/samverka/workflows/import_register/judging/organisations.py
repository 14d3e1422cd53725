"""Organisations and units: found by number or name, added, or corrected in what the row says."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from samverka.engine.org_number import NotAnOrgNumber, org_number
from samverka.register.imports.models import Import
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import DEEPEST, alike, level_of
from samverka.toolkit.tables import plain
from samverka.toolkit.texts import listed
from samverka.workflows.import_register.columns import label_of
from samverka.workflows.import_register.verdicts import NEW, Verdict
from samverka.workflows.import_register.words import values_by_words

from .given import Given, Reading
from .places import Municipalities, Units, UnknownPlace

LONGEST = 120
MOST_CANDIDATES = 5
Kind = Import.Kind
Tell = Callable[[int, int], None]


def judge_organisations(given: Given, tell: Tell) -> list[Verdict]:
    return _Organisations(given).judge(tell)


def judge_units(given: Given, tell: Tell) -> list[Verdict]:
    return _UnitsOfOne(given).judge(tell)


class _Places:
    """What organisations and units have in common."""

    kind: Kind
    fields: tuple[str, ...]
    # What the kinds, or the types of units, are called on the pages.
    labels: dict[str, str]

    def __init__(self, given: Given):
        self.given = given
        self.municipalities = Municipalities()
        # The first row of each that is told of in the file.
        self.first: dict[Any, Verdict] = {}

    def judge(self, tell: Tell) -> list[Verdict]:
        verdicts = []
        for count, reading in enumerate(self.given.read()):
            self.judge_row(reading)
            verdicts.append(reading.verdict)
            tell(count, len(self.given.rows))
        return verdicts

    def judge_row(self, reading: Reading) -> None:
        raise NotImplementedError

    def municipality(self, reading: Reading) -> Any:
        try:
            return self.municipalities.called(reading.text("municipality", 60))
        except UnknownPlace as problem:
            reading.fault("municipality", str(problem))
            return None

    def word(self, reading: Reading, fact: str, known: dict[str, str]) -> str:
        written = reading.text(fact, 60)
        if written and plain(written) not in known:
            reading.fault(
                fact,
                _("“%(words)s” is not known here. Write one of: %(known)s.")
                % {"words": written, "known": listed(self.labels.values())},
            )
        return known.get(plain(written), "")

    def is_told_before(self, verdict: Verdict, keys: list[Any], facts: dict[str, Any]) -> bool:
        """Whether an earlier row is the same one; a row that says something else is wrong."""
        earlier = next((self.first[key] for key in keys if key in self.first), None)
        for key in keys:
            self.first.setdefault(key, verdict)
        if earlier is None:
            return False
        number = {"number": earlier.number}
        if earlier.says == verdict.says and earlier.name == verdict.name:
            verdict.notes.append(_("The same as row %(number)s.") % number)
        else:
            sentence = _("Row %(number)s is the same one and says something else. Keep one.")
            verdict.problems.append((str(verdict.number), sentence % number))
        return True

    def correct(self, verdict: Verdict, place: Organisation, facts: dict[str, Any]) -> None:
        """An empty cell leaves what is there."""
        verdict.target = place
        for name in self.fields:
            old, new = getattr(place, name), facts[name]
            if new and new != old:
                was, becomes = (str(_shown(place, name, value) or "") for value in (old, new))
                verdict.changes.append((label_of(self.kind, name), was, becomes))
                verdict.facts[name] = new


def _shown(place: Organisation, name: str, value: Any) -> Any:
    fields = {field.name: field for field in place._meta.concrete_fields}
    return dict(fields[name].flatchoices).get(value, value)


class _Organisations(_Places):
    kind = Kind.ORGANISATIONS
    fields = ("name", "org_number", "kind", "municipality")

    def __init__(self, given: Given):
        super().__init__(given)
        choices = [choice for choice in Organisation.Kind.choices if choice[0] != "unit"]
        self.kinds = values_by_words("organisation", choices)
        self.labels = {str(value): str(label) for value, label in choices}
        every = Organisation.objects.visible_to(given.actor).filter(part_of=None)
        self.by_number = {place.org_number: place for place in every if place.org_number}
        self.by_name = {plain(place.name): place for place in every}

    def judge_row(self, reading: Reading) -> None:
        verdict = reading.verdict
        facts = {
            "name": reading.needed("name", LONGEST),
            "org_number": _number(reading),
            "kind": self.word(reading, "kind", self.kinds),
            "municipality": self.municipality(reading),
        }
        verdict.name = facts["name"]
        kind = self.labels.get(facts["kind"], "")
        verdict.says = [facts["org_number"], kind, str(facts["municipality"] or "")]
        keys = [("name", plain(facts["name"]))]
        if facts["org_number"]:
            keys.append(("number", facts["org_number"]))
        if verdict.problems or self.is_told_before(verdict, keys, facts):
            return
        place = self._found(verdict, facts)
        if place:
            self._correct_name(verdict, place, facts)
            self.correct(verdict, place, facts)
        elif not verdict.problems and (not verdict.candidates or verdict.decided == NEW):
            self._add(reading, facts)

    def _found(self, verdict: Verdict, facts: dict[str, Any]) -> Organisation | None:
        place = self.by_number.get(facts["org_number"]) or self.by_name.get(plain(facts["name"]))
        if place:
            verdict.decided = ""
            if facts["org_number"] and place.org_number not in {"", facts["org_number"]}:
                sentence = _("%(name)s has the number %(number)s. Write that, or another name.")
                about = {"name": place.name, "number": place.org_number}
                verdict.problems.append((str(verdict.number), sentence % about))
                return None
            return place
        near = alike(facts["name"])[:MOST_CANDIDATES]
        verdict.candidates = [(other.public_key, other.name, "name") for other in near]
        chosen = {other.public_key: other for other in near}
        if verdict.decided != NEW and verdict.decided not in chosen:
            verdict.decided = ""
        return chosen.get(verdict.decided)

    def _correct_name(self, verdict: Verdict, place: Organisation, facts: dict[str, Any]) -> None:
        """Small and large letters alone are no other name; another's name cannot be taken."""
        other = self.by_name.get(plain(facts["name"]))
        if other == place:
            facts["name"] = place.name
        elif other:
            sentence = _("%(name)s has another number. Correct the number or the name.")
            verdict.problems.append((str(verdict.number), sentence % {"name": other.name}))

    def _add(self, reading: Reading, facts: dict[str, Any]) -> None:
        if not facts["kind"]:
            where = "kind" if "kind" in reading.given.places else label_of(self.kind, "kind")
            reading.fault(where, _("Somebody new needs a kind: municipality, authority …"))
            return
        municipality = facts.pop("municipality")
        reading.verdict.is_new = True
        reading.verdict.facts = facts | {
            "municipality_code": municipality.code if municipality else ""
        }


def _number(reading: Reading) -> str:
    written = reading.text("org_number", 20)
    if not written:
        return ""
    try:
        return org_number(written)
    except NotAnOrgNumber as problem:
        reading.fault("org_number", _why(problem.reason) % {"words": written})
        return ""


def _why(reason: str) -> str:
    if reason == "form":
        return _("“%(words)s” is no organisation number. Write ten digits: NNNNNN-NNNN.")
    if reason == "third_digit":
        return _("“%(words)s” is a person's number: the third digit is at least 2.")
    return _("The check digit of “%(words)s” does not agree. Look for a mistyped digit.")


class _UnitsOfOne(_Places):
    kind = Kind.UNITS
    fields = ("unit_type", "municipality")

    def __init__(self, given: Given):
        super().__init__(given)
        self.units = Units(given.actor.organisation)
        self.types = values_by_words("unit", list(Organisation.UnitType.choices))
        self.labels = {
            str(value): str(label) for value, label in Organisation.UnitType.choices if value
        }
        # Units that the file itself adds, and how deep they are.
        self.added: dict[str, tuple[int, int]] = {}

    def judge_row(self, reading: Reading) -> None:
        verdict = reading.verdict
        name, above = reading.needed("name", LONGEST), reading.text("part_of", 250)
        facts = {
            "unit_type": self.word(reading, "unit_type", self.types),
            "municipality": self.municipality(reading),
        }
        verdict.name = name
        unit_type = self.labels.get(facts["unit_type"], "")
        verdict.says = [above, unit_type, str(facts["municipality"] or "")]
        keys = [(plain(above), plain(name))]
        if verdict.problems or self.is_told_before(verdict, keys, facts):
            return
        place = self._found(name, above)
        if place:
            self.correct(verdict, place, facts)
        else:
            self._add(reading, name, above, facts)

    def _found(self, name: str, above: str) -> Organisation | None:
        """The unit of this name: under what the row says, or the only one there is."""
        try:
            found = self.units.called(f"{above}, {name}" if above else name)
        except UnknownPlace:
            return None
        return None if found == self.units.organisation else found

    def _add(self, reading: Reading, name: str, above: str, facts: dict[str, Any]) -> None:
        verdict = reading.verdict
        try:
            parent, row, level = self._parent(above)
        except UnknownPlace as problem:
            reading.fault("part_of", str(problem))
            return
        if level >= DEEPEST:
            reading.fault(
                "part_of",
                _("There would be too many levels: an organisation, its departments and units."),
            )
            return
        self.added[plain(name)] = (verdict.number, level + 1)
        verdict.is_new = True
        verdict.facts = facts | {"name": name, "organisation": parent, "row": row}

    def _parent(self, above: str) -> tuple[Organisation | None, int | None, int]:
        """What it becomes part of: a unit that is there, or a row that adds it; and its level."""
        if plain(above) in self.added:
            row, level = self.added[plain(above)]
            return None, row, level
        parent = self.units.called(above)
        return parent, None, level_of(parent)

"""What was confirmed, written by the actions of the register, in the transaction of the caller."""

import datetime as dt
from collections.abc import Callable, Sequence

from samverka.foundation.accounts.actor import Actor
from samverka.register.imports.models import Import, ImportRow
from samverka.register.partners import actions as partners
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.models import Person, Position

from .verdicts import Verdict

Outcome = ImportRow.Outcome


def write(kind: str, verdicts: Sequence[Verdict], *, on: dt.date, by: Actor) -> None:
    WRITERS[kind](verdicts, on=on, by=by)


def _write_persons(verdicts: Sequence[Verdict], *, on: dt.date, by: Actor) -> None:
    new = [verdict for verdict in verdicts if verdict.outcome == Outcome.NEW]
    made = people.register_many(
        rows=[people.NewPerson(**verdict.facts) for verdict in new], on=on, by=by
    )
    persons = {verdict.number: person for verdict, person in zip(new, made, strict=True)}
    known = {verdict.number: verdict.target for verdict in verdicts if verdict.target}
    for verdict in verdicts:
        if verdict.outcome == Outcome.CHANGED:
            row = verdict.facts.get("row", verdict.number)
            person = persons.get(row) or Person.objects.get(pk=known[row])
            _correct(person, verdict, by)


def _correct(person: Person, verdict: Verdict, by: Actor) -> None:
    facts = verdict.facts
    corrected = {name: facts[name] for name in people.CORRECTABLE if name in facts}
    if corrected:
        people.correct_person(person=person, by=by, **corrected)
    if function := facts.get("position"):
        begun = {name: value for name, value in function.items() if name != "until"}
        position = people.add_position(person=person, by=by, **begun)
        if function["until"]:
            people.end_position(position=position, on=function["until"], by=by)
    if "ends" in facts:
        key, day = facts["ends"]
        people.end_position(position=Position.objects.get(pk=key), on=day, by=by)
    if "number" in facts:
        people.set_identity(person=person, number=facts["number"], by=by)


def _write_organisations(verdicts: Sequence[Verdict], *, on: dt.date, by: Actor) -> None:
    for verdict in verdicts:
        if verdict.outcome == Outcome.NEW:
            partners.add_organisation(**verdict.facts, by=by)
        elif verdict.outcome == Outcome.CHANGED:
            partners.correct_organisation(organisation=verdict.target, values=verdict.facts, by=by)


def _write_units(verdicts: Sequence[Verdict], *, on: dt.date, by: Actor) -> None:
    """In the order of the file: a department stands before its units."""
    made: dict[int, Organisation] = {}
    for verdict in verdicts:
        if verdict.outcome == Outcome.NEW:
            facts = dict(verdict.facts)
            row = facts.pop("row")
            if row is not None:
                facts["organisation"] = made[row]
            made[verdict.number] = partners.add_unit(**facts, by=by)
        elif verdict.outcome == Outcome.CHANGED:
            partners.correct_organisation(organisation=verdict.target, values=verdict.facts, by=by)


WRITERS: dict[str, Callable[..., None]] = {
    Import.Kind.ORGANISATIONS: _write_organisations,
    Import.Kind.UNITS: _write_units,
    Import.Kind.PERSONS: _write_persons,
}

"""The crowd's people: made-up names by the thousand, each at an employer."""

import random
from collections.abc import Sequence

from samverka.foundation.accounts.actor import Actor
from samverka.register.people import actions as people
from samverka.register.people.models import Person
from samverka.workflows.demonstration.names import GIVEN
from samverka.workflows.demonstration.staff import SINCE

from .homes import Home

_BEGINS = "Exempel Påhitt Låtsas Test Prov Fiktiv Attrapp Övnings Mönster Utkast Skiss Saga Modell"
_ENDS = "berg gren lund ström dal holm ås fors lind rot blad"
# Other names than those of the story, so that nobody is taken for one of them.
FAMILY = tuple(first + last for first in _BEGINS.split() for last in _ENDS.split())
TWO_NAMES_SHARE, MAIL_SHARE = 0.3, 0.8
IN_ADDRESSES = str.maketrans("åäöé ", "aaoe.")

# Who works where, by the key of the employer.
Crowd = dict[int, list[Person]]


def employ_crowd(homes: Sequence[Home], number: int, chance: random.Random, by: Actor) -> Crowd:
    """One action for all of them; it writes persons, search keys, functions and who knows whom."""
    rows: list[people.NewPerson] = []
    given: set[tuple[str, str]] = set()
    for home in homes:
        for _each in range(chance.randint(home.least, home.most)):
            name = _name(chance, given)
            title, contact = chance.choice(home.functions)
            rows.append(
                people.NewPerson(
                    *name,
                    employer=home.organisation,
                    title=title,
                    since=SINCE,
                    contact=contact,
                    email=_address(name, number, chance),
                )
            )
    crowd: Crowd = {home.organisation.pk: [] for home in homes}
    persons = people.register_many(rows=rows, on=SINCE, by=by)
    for row, person in zip(rows, persons, strict=True):
        crowd[row.employer.pk].append(person)
    return crowd


def _name(chance: random.Random, given: set[tuple[str, str]]) -> tuple[str, str]:
    """One that nobody else of the same crowd has."""
    while True:
        first = chance.choice(GIVEN)
        if chance.random() < TWO_NAMES_SHARE:
            first += f" {chance.choice(GIVEN)}"
        name = first, chance.choice(FAMILY)
        if name not in given:
            given.add(name)
            return name


def _address(name: tuple[str, str], number: int, chance: random.Random) -> str:
    if chance.random() > MAIL_SHARE:
        return ""
    local = " ".join(name).lower().translate(IN_ADDRESSES)
    # In every crowd somebody may have the name.
    return f"{local}{number or ''}@example.org"

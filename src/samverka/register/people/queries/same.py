"""Who may be the same person: among those the actor sees, so that nobody learns of others."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

from django.db.models import Q, QuerySet

from samverka.engine.names import Likeness, keys_of_word, likeness, words_of
from samverka.foundation.accounts.actor import Actor
from samverka.register.people.identity import IdentityNumber
from samverka.register.people.models import NameKey, NotSame, Person, Position
from samverka.toolkit.periods import in_force

from .persons import with_positions

# As many likely ones as somebody reads through.
MOST_DOUBLES = 10
# Of what is told, what tells most.
WHYS = ("number", "email", "employer", "name", "phone")


@dataclass(frozen=True)
class Sought:
    """Somebody as they are written in a form or a row of a table."""

    given_name: str
    family_name: str
    email: str = ""
    phone: str = ""
    number: IdentityNumber | None = None
    # The organisation they work at.
    employer_id: int | None = None
    # In place of the number, where that is not opened.
    hash_kept: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @cached_property
    def number_hash(self) -> str:
        return self.number.hash if self.number else self.hash_kept


@dataclass(frozen=True)
class Match:
    """A person who is the one sought, or likely is, and why.

    `why` is what they share: "number", "email", "employer" (and the name), "name" or "phone".
    `is_sure` says that they are one and the same; anything else is for a human being to decide.
    """

    person_id: int
    why: str
    is_sure: bool
    likeness: Likeness


@dataclass(frozen=True)
class Double:
    """A likely double, to be shown with the reason."""

    person: Person
    match: Match


@dataclass
class _Known:
    """What a person in the register is compared by."""

    pk: int
    given_name: str
    family_name: str
    email: str
    phone: str
    number_hash: str
    employers: set[int] = field(default_factory=set)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


FACTS = ("pk", "given_name", "family_name", "email", "phone", "identity_hash")


def find_same(actor: Actor, sought: Sequence[Sought], *, on: dt.date) -> list[list[Match]]:
    """For each one sought those who are, or may be, the same: the surest first.

    Two questions however many are sought. Nobody whom the actor does not see is compared.
    """
    known = _known(_seen(actor), on=on)
    places = _Places(known.values())
    return [_matches(one, places.near(one)) for one in sought]


def likely_doubles(actor: Actor, sought: Sought, *, on: dt.date) -> list[Double]:
    """Persons the actor sees who may be the one about to be written down, the surest first."""
    near = Q(pk__in=_named_alike(sought))
    if sought.email:
        near |= Q(email__iexact=sought.email)
    if sought.phone:
        near |= Q(phone=sought.phone)
    if sought.number:
        near |= Q(identity_hash=sought.number_hash)
    seen = _seen(actor).filter(near)
    matches = _matches(sought, _known(seen, on=on).values())[:MOST_DOUBLES]
    persons = with_positions(seen.filter(pk__in=[m.person_id for m in matches]), on=on)
    found = {person.pk: person for person in persons}
    return [Double(found[match.person_id], match) for match in matches]


def likely_pairs(
    persons: QuerySet[Person], *, on: dt.date, at_most: int
) -> list[tuple[Person, Person, Match]]:
    """Pairs of these persons who may be one and whom nobody has told apart, the surest first."""
    known = _known(persons, on=on)
    places = _Places(known.values())
    apart = set(NotSame.objects.values_list("one_id", "other_id"))
    found = [
        (one.pk, match)
        for one in known.values()
        for match in _matches(_as_sought(one), places.near(one))
        if one.pk < match.person_id and (one.pk, match.person_id) not in apart
    ]
    found.sort(key=lambda pair: _surest_first(pair[1]))
    keys = {key for one, match in found[:at_most] for key in (one, match.person_id)}
    there = {each.pk: each for each in with_positions(persons.filter(pk__in=keys), on=on)}
    return [(there[one], there[match.person_id], match) for one, match in found[:at_most]]


def _as_sought(one: _Known) -> Sought:
    return Sought(
        one.given_name,
        one.family_name,
        one.email,
        one.phone,
        hash_kept=one.number_hash,
        employer_id=min(one.employers, default=None),
    )


def _seen(actor: Actor) -> QuerySet[Person]:
    return Person.objects.visible_to(actor).filter(forgotten_on=None)


def _named_alike(sought: Sought) -> QuerySet:
    """Those with a word like one of the given names, and one like one of the family names."""
    given, family = (_with_word_like(name) for name in (sought.given_name, sought.family_name))
    return given.filter(person__in=family)


def _with_word_like(name: str) -> QuerySet:
    keys = set().union(*map(keys_of_word, words_of(name)))
    return NameKey.objects.filter(key__in=keys).values("person")


def _known(persons: QuerySet[Person], *, on: dt.date) -> dict[int, _Known]:
    known = {row[0]: _Known(*row) for row in persons.values_list(*FACTS)}
    work = Position.objects.filter(in_force(on), person__in=persons.values("pk"))
    for person, organisation in work.values_list("person_id", "organisation_id"):
        known[person].employers.add(organisation)
    return known


class _Places:
    """Where to look for somebody among many: by number, e-mail, telephone and pairs of words."""

    def __init__(self, known: Iterable[_Known]):
        self._at: dict[object, list[_Known]] = defaultdict(list)
        for one in known:
            for place in _places_of(one):
                self._at[place].append(one)

    def near(self, sought: Sought | _Known) -> list[_Known]:
        found = {one.pk: one for place in _places_of(sought) for one in self._at.get(place, ())}
        return list(found.values())


def _places_of(one: Sought | _Known) -> set[object]:
    facts = {
        ("number", one.number_hash),
        ("email", one.email.lower()),
        ("phone", one.phone),
    }
    words = [keys_of_word(word) for word in dict.fromkeys(words_of(one.name))]
    pairs = combinations(words, 2) if len(words) > 1 else product(words, [frozenset([""])])
    named = {tuple(sorted(pair)) for both in pairs for pair in product(*both)}
    return {fact for fact in facts if fact[1]} | named


def _matches(sought: Sought, known: Iterable[_Known]) -> list[Match]:
    found = [match for one in known if (match := _match(sought, one))]
    return sorted(found, key=_surest_first)


def _surest_first(match: Match) -> tuple:
    return not match.is_sure, WHYS.index(match.why), -match.likeness.score, match.person_id


def _match(sought: Sought, known: _Known) -> Match | None:
    """Two different numbers are two persons; otherwise what is shared speaks, with the names."""
    have_numbers = sought.number is not None and bool(known.number_hash)
    if have_numbers and sought.number_hash != known.number_hash:
        # Before the names are compared, which costs most: many share one.
        return None
    alike = likeness(sought.name, known.name)
    if have_numbers:
        return Match(known.pk, "number", True, alike)
    if sought.email and sought.email.lower() == known.email.lower():
        # A mailbox may be shared: then it is another name.
        return Match(known.pk, "email", alike.is_alike, alike)
    if alike.is_alike:
        return _match_of_names(sought, known, alike)
    if sought.phone and sought.phone == known.phone:
        return Match(known.pk, "phone", False, alike)
    return None


def _match_of_names(sought: Sought, known: _Known, alike: Likeness) -> Match | None:
    if sought.employer_id in known.employers:
        return Match(known.pk, "employer", not alike.differs, alike)
    other_mail = bool(sought.email and known.email)
    if other_mail and sought.employer_id and known.employers:
        return None
    return Match(known.pk, "name", False, alike)

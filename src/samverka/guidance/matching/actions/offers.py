"""What a municipality offers: room, facts and homes. What is promised can not be taken back."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.guidance.matching.models import (
    Home,
    MatchingRound,
    Place,
    PlaceFact,
    Proposal,
)
from samverka.guidance.matching.queries.offers import (
    Promised,
    fact_key,
    label_key,
    promised,
    same_homes,
)
from samverka.guidance.matching.queries.resting import households_on, promises_at
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import now

from .rounds import check_open
from .versions import changed


class LessThanPromised(Exception):
    """Room would fall below what households are promised."""

    def __init__(self, least: Promised) -> None:
        persons = ngettext(
            "%(count)s person is promised room here",
            "%(count)s persons are promised room here",
            least.persons,
        ) % {"count": least.persons}
        seats = ngettext("%(count)s school seat", "%(count)s school seats", least.school_seats) % {
            "count": least.school_seats
        }
        text = _(
            "%(persons)s, and %(seats)s. There can not be less. Ask the matching officers if "
            "somebody has to be offered another place."
        )
        super().__init__(text % {"persons": persons, "seats": seats})


class OfferedAlready(Exception):
    """The same home stands in an offer that is open, or somebody lives in it."""

    def __init__(self, home: Home) -> None:
        if home.place.round.is_open:
            text = _(
                "%(home)s is offered already, in %(round)s. A home can be offered once: change "
                "it there, or withdraw it there first."
            )
        else:
            text = _(
                "%(home)s was promised to a household in %(round)s, which is closed. It can be "
                "offered anew when it is noted that they have moved out."
            )
        super().__init__(text % {"home": home.label, "round": home.place.round.name})


class IsPromised(Exception):
    """A home is promised as it is."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This home is promised to a household that needs it as it is. Withdraw it if it "
                "can not be had: then the household is found another."
            )
        )


class IsWithdrawn(Exception):
    """The home was withdrawn meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This home is withdrawn already."))


class FactStands(Exception):
    """The place says so already."""

    def __init__(self) -> None:
        super().__init__(_("This stands in your offer already."))


class PromisesRestOn(Exception):
    """Households that are promised a place need it or wished it: that is told before."""

    def __init__(self, households: int) -> None:
        self.households = households
        super().__init__(households)


@dataclass(frozen=True)
class Withdrawn:
    """What came of withdrawing a home: whether somebody had said yes to it, or was asked."""

    had_said_yes: bool
    was_promised: bool


@transaction.atomic
def write_place(
    *,
    matching: MatchingRound,
    organisation: Organisation,
    persons: int,
    school_seats: int,
    about: str,
    by: Actor,
) -> Place:
    """A municipality's offer, the first time or changed.

    :raises RoundIsClosed:
    :raises LessThanPromised: room would fall below what households are promised
    """
    check_open(matching)
    place = Place.objects.filter(round=matching, organisation=organisation).first()
    place = place or Place(round=matching, organisation=organisation)
    if place.pk:
        least = promised(place)
        if persons < least.persons or school_seats < least.school_seats:
            raise LessThanPromised(least)
    place.persons, place.school_seats, place.about = persons, school_seats, about
    place.changed_at = now()
    place.save()
    trail.note(by=by, verb="matching.place_written", about=place)
    return place


@transaction.atomic
def add_fact(
    *, place: Place, dimension: str, code: str, text: str, seats: int | None, by: Actor
) -> PlaceFact:
    """
    :raises RoundIsClosed:
    :raises FactStands: the same code or words stand there
    """
    check_open(place.round)
    if fact_key(dimension, code, text) in _facts_of(place):
        raise FactStands
    made = PlaceFact.objects.create(
        place=place, dimension=dimension, code=code, text=text, seats=seats
    )
    _touched(place)
    trail.note(by=by, verb="matching.fact_added", about=place)
    return made


def _facts_of(place: Place) -> dict[tuple[str, str], PlaceFact]:
    return {fact_key(one.dimension, one.code, one.text): one for one in place.facts.all()}


@transaction.atomic
def write_facts(*, place: Place, facts: Sequence[Mapping], by: Actor) -> None:
    """All of them, or none; what the place tells already gets the new number and words.

    :raises RoundIsClosed:
    """
    check_open(place.round)
    there = _facts_of(place)
    new = []
    for fact in facts:
        key = fact_key(fact["dimension"], fact["code"], fact["text"])
        if (made := there.get(key)) is not None:
            made.text, made.seats = fact["text"], fact["seats"]
        else:
            new.append(PlaceFact(place=place, **fact))
    PlaceFact.objects.bulk_update(there.values(), ["text", "seats"])
    PlaceFact.objects.bulk_create(new)
    _touched(place)
    trail.note(by=by, verb="matching.fact_added", about=place)


@transaction.atomic
def remove_fact(*, fact: PlaceFact, told: int, by: Actor) -> None:
    """`told` is of how many households one was told before; it must be as many as there are.

    :raises RoundIsClosed:
    :raises PromisesRestOn: with how many households
    """
    check_open(fact.place.round)
    resting = households_on(fact, promises_at(fact.place))
    if len(resting) != told:
        raise PromisesRestOn(len(resting))
    for proposal in resting:
        changed(proposal.case, by=by)
    fact.delete()
    _touched(fact.place)
    trail.note(by=by, verb="matching.fact_removed", about=fact.place)


def _touched(place: Place) -> None:
    Place.objects.filter(pk=place.pk).update(changed_at=now())


@transaction.atomic
def add_homes(*, place: Place, homes: Sequence[Mapping], by: Actor) -> list[Home]:
    """All of them, or none.

    :raises RoundIsClosed:
    :raises OfferedAlready: one of them is offered here, or in another open round
    """
    check_open(place.round)
    made = [Home(place=place, label_key=label_key(facts["label"]), **facts) for facts in homes]
    _check_overlap(place, made)
    found = Home.objects.bulk_create(made)
    _touched(place)
    trail.note(by=by, verb="matching.homes_added", about=place)
    return found


@transaction.atomic
def take_in(
    *,
    place: Place,
    homes: Sequence[Mapping],
    facts: Sequence[Mapping],
    room: Mapping[str, int],
    by: Actor,
) -> None:
    """What a workbook tells of a place: all of it, or nothing.

    :raises RoundIsClosed:
    :raises OfferedAlready: a home is offered here, or in another open round
    :raises LessThanPromised: room would fall below what households are promised
    """
    if homes:
        add_homes(place=place, homes=homes, by=by)
    if facts:
        write_facts(place=place, facts=facts, by=by)
    if room:
        write_place(
            matching=place.round,
            organisation=place.organisation,
            persons=room.get("persons", place.persons),
            school_seats=room.get("school_seats", place.school_seats),
            about=place.about,
            by=by,
        )


@transaction.atomic
def change_home(*, home: Home, by: Actor, **facts) -> None:
    """
    :raises RoundIsClosed:
    :raises IsWithdrawn: it is not offered any more
    :raises IsPromised: a household is promised it as it is
    :raises OfferedAlready: it gets the label of another
    """
    check_open(home.place.round)
    locked = Home.objects.select_for_update().get(pk=home.pk)
    if locked.is_withdrawn:
        raise IsWithdrawn
    others = [name for name, value in facts.items() if getattr(locked, name) != value]
    if others and locked.proposals.filter(state__in=Proposal.HOLDS_ROOM).exists():
        raise IsPromised
    for name in others:
        setattr(locked, name, facts[name])
    locked.label_key = label_key(locked.label)
    _check_overlap(locked.place, [locked])
    locked.save()
    _touched(locked.place)
    trail.note(by=by, verb="matching.home_changed", about=locked.place, fields=others)


def _check_overlap(place: Place, homes: Iterable[Home]) -> None:
    """Nobody offers a home twice: not in one round, and not in two that are open."""
    homes = list(homes)
    # Two rounds are two locks, and a municipality offers in both.
    Organisation.objects.select_for_update(no_key=True).get(pk=place.organisation_id)
    there = same_homes(place, [home.label_key for home in homes])
    taken = there.exclude(pk__in=[home.pk for home in homes if home.pk]).first()
    if taken is not None:
        raise OfferedAlready(taken)
    seen: dict[str, Home] = {}
    for home in homes:
        if home.label_key in seen:
            raise OfferedAlready(home)
        seen[home.label_key] = home


@transaction.atomic
def withdraw_home(*, home: Home, why: str, on: dt.date, by: Actor) -> Withdrawn:
    """Take a home out of the offer, also after a yes.

    Whoever was promised it keeps the place and the yes; what lacks is a home, and the officers see
    that first of all.

    :raises RoundIsClosed:
    :raises IsWithdrawn: somebody did so before
    """
    check_open(home.place.round)
    locked = Home.objects.select_for_update().get(pk=home.pk)
    if locked.is_withdrawn:
        raise IsWithdrawn
    held = list(Proposal.objects.select_for_update().live().filter(home=locked))
    for proposal in held:
        proposal.home = None
        proposal.changed_at = now()
        proposal.save(update_fields=["home", "changed_at"])
        changed(proposal.case, by=by)
    locked.withdrawn_on, locked.withdrawn_why = on, why
    locked.save(update_fields=["withdrawn_on", "withdrawn_why"])
    _touched(locked.place)
    trail.note(by=by, verb="matching.home_withdrawn", about=locked.place)
    return Withdrawn(
        had_said_yes=any(proposal.state == Proposal.State.YES for proposal in held),
        was_promised=bool(held),
    )

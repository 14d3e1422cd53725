"""Opening a round, and giving parts in it."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.guidance.matching.models import Home, MatchingRound, RoundRole, Weight
from samverka.guidance.matching.queries.offers import offered_elsewhere
from samverka.register.partners.models import Organisation


class NameTaken(Exception):
    """The programme has a round of that name."""

    def __init__(self) -> None:
        super().__init__(_("There is a round of this name. Choose another name."))


class HasThePart(Exception):
    """The user has that part for that organisation already."""

    def __init__(self) -> None:
        super().__init__(_("This person has that part in the round already."))


class RoundIsClosed(Exception):
    """Nothing of a closed round is changed."""

    def __init__(self) -> None:
        super().__init__(_("The round is closed. Whoever leads the programme can open it again."))


class OfferedElsewhere(Exception):
    """A home of a closed round is offered in another meanwhile."""

    def __init__(self, home: Home) -> None:
        super().__init__(
            _(
                "%(home)s is offered in another round meanwhile. A home can be offered once: "
                "%(municipality)s withdraws it there first; then this round can be opened."
            )
            % {"home": home.label, "municipality": home.place.organisation.name}
        )


def in_turn(matching: MatchingRound) -> MatchingRound:
    """The round, locked: offers and households of it change one after the other."""
    return MatchingRound.objects.select_for_update().get(pk=matching.pk)


def check_open(matching: MatchingRound) -> MatchingRound:
    """The round, locked.

    :raises RoundIsClosed:
    """
    locked = in_turn(matching)
    if not locked.is_open:
        raise RoundIsClosed
    return locked


@transaction.atomic
def open_round(
    *,
    programme: Programme,
    name: str,
    about: str,
    move_by: dt.date,
    weights: Mapping[str, int],
    on: dt.date,
    by: Actor,
) -> MatchingRound:
    """
    :raises NameTaken:
    """
    _check_name(programme, name)
    made = MatchingRound.objects.create(
        programme=programme, name=name, about=about, move_by=move_by, made_on=on
    )
    Weight.objects.bulk_create(
        Weight(round=made, criterion=criterion, points=points)
        for criterion, points in weights.items()
    )
    trail.note(by=by, verb="matching.round_opened", about=made)
    return made


@transaction.atomic
def change_round(
    *, matching: MatchingRound, name: str, about: str, move_by: dt.date, state: str, by: Actor
) -> None:
    """
    :raises NameTaken:
    :raises OfferedElsewhere: it was closed, and a home of it is offered in another round
    """
    locked = in_turn(matching)
    if name != locked.name:
        _check_name(locked.programme, name)
    if not locked.is_open and state != MatchingRound.State.CLOSED:
        _check_homes(locked)
    facts = {"name": name, "about": about, "move_by": move_by, "state": state}
    changed = [field for field, value in facts.items() if getattr(locked, field) != value]
    for field in changed:
        setattr(locked, field, facts[field])
    locked.save(update_fields=changed)
    trail.note(by=by, verb="matching.round_changed", about=locked, fields=changed)


def _check_name(programme: Programme, name: str) -> None:
    if MatchingRound.objects.filter(programme=programme, name=name).exists():
        raise NameTaken


def _check_homes(matching: MatchingRound) -> None:
    offering = Organisation.objects.filter(pk__in=matching.places.values("organisation"))
    # Whoever offers a home just now in another round waits until this one is open.
    list(offering.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    if (home := offered_elsewhere(matching)) is not None:
        raise OfferedElsewhere(home)


@transaction.atomic
def give_part(
    *,
    matching: MatchingRound,
    user: User,
    organisation: Organisation,
    part: str,
    on: dt.date,
    by: Actor,
) -> RoundRole:
    """
    :raises HasThePart:
    """
    in_turn(matching)
    facts = {"round": matching, "user": user, "organisation": organisation, "part": part}
    if RoundRole.objects.filter(**facts, valid_to=None).exists():
        raise HasThePart
    given = RoundRole.objects.create(**facts, valid_from=on)
    trail.note(by=by, verb="matching.part_given", about=matching)
    return given


@transaction.atomic
def end_part(*, role: RoundRole, on: dt.date, by: Actor) -> None:
    """From today on; a part that began today goes as if it had not been given."""
    if role.valid_from >= on:
        role.delete()
    else:
        role.valid_to = on
        role.save(update_fields=["valid_to"])
    trail.note(by=by, verb="matching.part_ended", about=role.round)

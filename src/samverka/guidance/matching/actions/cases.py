"""Households: who is in them, what they need and wish, their grounds, in and out of the round."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.guidance.matching.models import (
    AnswerLink,
    Case,
    CaseInterest,
    CaseNeed,
    CaseTie,
    LegalGround,
    Lock,
    MatchingRound,
    Member,
    NotTo,
    Proposal,
    RelativeNear,
    Wish,
)
from samverka.guidance.matching.queries.one_case import held_place, lacks_room, not_met_by
from samverka.guidance.matching.saying import thing
from samverka.guidance.matching.shipped import need_said
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
from samverka.toolkit.texts import listed

from .receivers import LacksGrounds, end
from .rounds import check_open
from .versions import changed

LEFT = Case.State.WITHDRAWN


class IsInAHousehold(Exception):
    """The person is in a household of the round."""

    def __init__(self, case: Case) -> None:
        text = _(
            "This person is in household %(number)s of this round already. Nobody is in two "
            "households: take them out there first."
        )
        super().__init__(text % {"number": case.label})


class HasAProposal(Exception):
    """A household with a proposal is not divided, and does not grow."""

    def __init__(self, case: Case) -> None:
        text = _(
            "Household %(number)s has a proposal, made for as many as they are. Take the proposal "
            "back first, then change who is in the household."
        )
        super().__init__(text % {"number": case.label})


class MoreThanPromised(Exception):
    """What the household is promised would not do any more."""

    def __init__(self, case: Case, proposal: Proposal, what: str) -> None:
        text = _(
            "Household %(number)s is promised a place in %(place)s, which does not have this: "
            "%(what)s. Nothing is changed. Ask the municipality if it can offer it, and write it "
            "then; or take the proposal back, write it, and decide anew."
        )
        facts = {"number": case.label, "place": proposal.place.organisation.name, "what": what}
        super().__init__(text % facts)


class LastAdult(Exception):
    """A household has an adult."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody adult must be left. If all leave, let the household leave the round.")
        )


class HasMoved(Exception):
    """Who has moved does not leave the round any more."""

    def __init__(self) -> None:
        super().__init__(_("This household has moved. What comes after stands in its hand-over."))


class CannotBeTied(Exception):
    """Those that belong together are two households of one round."""

    def __init__(self) -> None:
        super().__init__(_("Choose another household of this round."))


@transaction.atomic
def enter_case(
    *,
    matching: MatchingRound,
    person: Person,
    member: Mapping,
    language: str,
    lives_now: Organisation,
    on: dt.date,
    by: Actor,
    **facts,
) -> Case:
    """A household with its first adult; it is in the round when its grounds are noted.

    :raises RoundIsClosed:
    :raises IsInAHousehold: the person is in another
    """
    check_open(matching)
    _check_free(matching, person)
    last = matching.cases.aggregate(last=Max("number"))["last"] or 0
    made = Case.objects.create(
        round=matching,
        number=last + 1,
        contact=person,
        language=language,
        lives_now=lives_now,
        entered_on=on,
        **facts,
    )
    Member.objects.create(case=made, round=matching, person=person, is_adult=True, **member)
    trail.note(by=by, verb="matching.case_entered", about=matching)
    return made


def _check_free(matching: MatchingRound, person: Person) -> None:
    there = Member.objects.filter(round=matching, person=person).select_related("case").first()
    if there is not None:
        raise IsInAHousehold(there.case)


@transaction.atomic
def change_case(*, case: Case, by: Actor, **facts) -> None:
    """Language of letters, where they live, school seats, the language they want around them.

    :raises RoundIsClosed:
    :raises MoreThanPromised: more school seats than there are where they are promised a place
    """
    check_open(case.round)
    _check_seats(case, facts.get("school_seats", 0))
    names = [name for name, value in facts.items() if getattr(case, name) != value]
    Case.objects.filter(pk=case.pk).update(**{name: facts[name] for name in names})
    _noted(case, names, by)


def _check_seats(case: Case, seats: int) -> None:
    there = Case.objects.get(pk=case.pk)
    proposal = held_place(there)
    if proposal is None or seats <= there.school_seats:
        return
    there.school_seats = seats
    if lacks_room(there, proposal.place):
        raise MoreThanPromised(case, proposal, thing("school", seats))


def _check_needs(case: Case, hard: Sequence[str]) -> None:
    """What was needed before stays as it was promised; what is new must be there."""
    proposal = held_place(case)
    before = set(case.needs.filter(is_hard=True).values_list("code", flat=True))
    lacking = not_met_by(proposal, {*hard} - before) if proposal else []
    if proposal and lacking:
        raise MoreThanPromised(case, proposal, listed(map(need_said, lacking)))


def _noted(case: Case, fields: Sequence[str], by: Actor) -> None:
    changed(case, by=by)
    trail.note(by=by, verb="matching.case_changed", about=case, fields=fields)


@transaction.atomic
def add_member(*, case: Case, person: Person | None, by: Actor, **facts) -> Member:
    """
    :raises RoundIsClosed:
    :raises HasAProposal: it was made for as many as they were
    :raises IsInAHousehold: the person is in another
    """
    check_open(case.round)
    _check_whole(case)
    if person is not None:
        _check_free(case.round, person)
    made = Member.objects.create(case=case, round_id=case.round_id, person=person, **facts)
    _noted(case, ["members"], by)
    return made


@transaction.atomic
def change_member(*, member: Member, by: Actor, **facts) -> None:
    """
    :raises RoundIsClosed:
    """
    check_open(member.round)
    for name, value in facts.items():
        setattr(member, name, value)
    member.save()
    _noted(member.case, ["members"], by)


@transaction.atomic
def remove_member(*, member: Member, by: Actor) -> None:
    """
    :raises RoundIsClosed:
    :raises HasAProposal: a household is not divided by a plan that was made for all of it
    :raises LastAdult: nobody adult would be left
    """
    check_open(member.round)
    case = member.case
    _check_whole(case)
    adults = case.members.filter(is_adult=True).exclude(pk=member.pk).order_by("pk")
    first = adults.first()
    if first is None:
        raise LastAdult
    member.delete()
    if case.contact_id == member.person_id:
        case.contact = first.person
        case.save(update_fields=["contact"])
    _noted(case, ["members"], by)


def _check_whole(case: Case) -> None:
    if case.proposals.live().exists():
        raise HasAProposal(case)


@transaction.atomic
def write_needs(
    *, case: Case, hard: Sequence[str], soft: Sequence[str], interests: Sequence[str], by: Actor
) -> None:
    """What must be met, what would be good, and what the household wants near.

    :raises RoundIsClosed:
    :raises MoreThanPromised: what they are promised does not meet a need that is new
    """
    check_open(case.round)
    _check_needs(case, hard)
    case.needs.all().delete()
    CaseNeed.objects.bulk_create(
        CaseNeed(case=case, code=code, is_hard=code in hard) for code in {*hard, *soft}
    )
    case.interests.all().delete()
    CaseInterest.objects.bulk_create(CaseInterest(case=case, code=code) for code in interests)
    _noted(case, ["needs"], by)


@transaction.atomic
def write_wishes(
    *,
    case: Case,
    wishes: Sequence[Organisation],
    not_to: Sequence[Organisation],
    relatives: Sequence[Organisation],
    by: Actor,
) -> None:
    """The household's own order, where it does not want to live, and where it has relatives.

    :raises RoundIsClosed:
    """
    check_open(case.round)
    case.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(case=case, organisation=place, order=order) for order, place in enumerate(wishes, 1)
    )
    case.not_to.all().delete()
    NotTo.objects.bulk_create(NotTo(case=case, organisation=place) for place in not_to)
    case.relatives.all().delete()
    RelativeNear.objects.bulk_create(
        RelativeNear(case=case, organisation=place) for place in relatives
    )
    _noted(case, ["wishes"], by)


@transaction.atomic
def tie(*, case: Case, other: Case, kind: str, by: Actor) -> None:
    """Two households that want to be together, or near one another; said again it is changed.

    :raises RoundIsClosed:
    :raises CannotBeTied:
    """
    check_open(case.round)
    if other.round_id != case.round_id or other.pk == case.pk:
        raise CannotBeTied
    first, second = sorted((case, other), key=lambda one: one.pk)
    CaseTie.objects.update_or_create(case=first, other=second, defaults={"kind": kind})
    for each in (case, other):
        _noted(each, ["ties"], by)


@transaction.atomic
def untie(*, case: Case, other: Case, by: Actor) -> None:
    """
    :raises RoundIsClosed:
    """
    check_open(case.round)
    first, second = sorted((case, other), key=lambda one: one.pk)
    CaseTie.objects.filter(case=first, other=second).delete()
    for each in (case, other):
        _noted(each, ["ties"], by)


@transaction.atomic
def note_grounds(
    *, case: Case, data_protection: str, secrecy: str, on: dt.date, by: Actor
) -> None:
    """Two rows, one of each law; one that is taken away takes the household out of the plans.

    :raises RoundIsClosed:
    """
    check_open(case.round)
    for kind, code in (("data_protection", data_protection), ("secrecy", secrecy)):
        if not code:
            case.grounds.filter(kind=kind).delete()
        elif not case.grounds.filter(kind=kind, code=code).exists():
            LegalGround.objects.update_or_create(
                case=case,
                kind=kind,
                defaults={"code": code, "noted_on": on, "noted_by": by.user},
            )
    if case.state == Case.State.IN_ROUND and missing_grounds(case):
        Case.objects.filter(pk=case.pk).update(state=Case.State.PREPARING)
    _noted(case, ["grounds"], by)


def missing_grounds(case: Case) -> list[str]:
    there = set(case.grounds.values_list("kind", flat=True))
    return [str(kind.label) for kind in LegalGround.Kind if kind not in there]


@transaction.atomic
def put_in_round(*, case: Case, by: Actor) -> None:
    """Also somebody who left, and wants to come back.

    :raises RoundIsClosed:
    :raises LacksGrounds: a ground is missing
    """
    check_open(case.round)
    if missing := missing_grounds(case):
        raise LacksGrounds(missing)
    case.state, case.left_on = Case.State.IN_ROUND, None
    case.save(update_fields=["state", "left_on"])
    changed(case, by=by)
    trail.note(by=by, verb="matching.case_put_in", about=case)


@transaction.atomic
def leave_round(*, case: Case, on: dt.date, by: Actor) -> None:
    """Any day, without a reason: what was proposed is taken back, and nobody is told any more.

    :raises RoundIsClosed:
    :raises HasMoved: they live there now
    """
    check_open(case.round)
    live = Proposal.objects.select_for_update().filter(case=case).live()
    if live.filter(state=Proposal.State.MOVED).exists():
        raise HasMoved
    AnswerLink.objects.filter(proposal__case=case).delete()
    live.update(state=Proposal.State.WITHDRAWN, home=None, changed_at=now())
    Lock.objects.filter(case=case).delete()
    end(list(case.receivers.filter(valid_to=None)), on)
    case.state, case.left_on = LEFT, on
    case.save(update_fields=["state", "left_on"])
    changed(case, by=by)
    trail.note(by=by, verb="matching.case_left", about=case)

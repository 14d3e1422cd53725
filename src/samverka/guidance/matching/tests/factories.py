"""A round in the programme of the cast, places that are offered, and households."""

import datetime as dt

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.guidance.matching.models import (
    OBJECTION,
    AnswerLink,
    Case,
    CaseChange,
    CaseHandOver,
    CaseHandOverItem,
    CaseInterest,
    CaseNeed,
    CaseTie,
    Home,
    HouseholdAnswer,
    HouseholdSentence,
    LegalGround,
    Lock,
    MatchingDecision,
    MatchingRound,
    Member,
    NotTo,
    Objection,
    Part,
    Place,
    Placement,
    Proposal,
    Receiver,
    RelativeNear,
    RoundRole,
    Scenario,
    Stay,
    Wish,
)
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit import sealing
from samverka.toolkit.clock import now
from tests.people import LONG_AGO, TODAY, appoint, person

MOVE_BY = TODAY + dt.timedelta(days=120)
State = MatchingRound.State


def a_round(cast, name: str = "Våren 2026", state: str = State.OPEN) -> MatchingRound:
    return MatchingRound.objects.create(
        programme=cast.programme, name=name, state=state, move_by=MOVE_BY, made_on=LONG_AGO
    )


def gets(
    matching: MatchingRound, user: User, organisation: Organisation, part: Part = Part.OFFICER
) -> RoundRole:
    return RoundRole.objects.create(
        round=matching, user=user, organisation=organisation, part=part, valid_from=LONG_AGO
    )


def officer(matching: MatchingRound, organisation: Organisation, name: str = "mats") -> Actor:
    """Somebody who may do nothing but what the round gives."""
    actor = appoint(name, Role.STAFF_MEMBER, organisation)
    gets(matching, actor.user, organisation)
    return actor


def receiver(matching: MatchingRound, organisation: Organisation, name: str = "gunilla") -> Actor:
    actor = appoint(name, Role.STAFF_MEMBER, organisation)
    gets(matching, actor.user, organisation, Part.MUNICIPALITY)
    return actor


def reviewer(matching: MatchingRound, organisation: Organisation, name: str = "rakel") -> Actor:
    actor = appoint(name, Role.STAFF_MEMBER, organisation)
    gets(matching, actor.user, organisation, Part.REVIEWER)
    return actor


def a_place(
    matching: MatchingRound, organisation: Organisation, persons: int = 20, school_seats: int = 10
) -> Place:
    return Place.objects.create(
        round=matching, organisation=organisation, persons=persons, school_seats=school_seats
    )


def a_home(place: Place, label: str = "Skolgatan 1, lgh 1001", **facts) -> Home:
    told = {"rooms": 3, "most_persons": 5, "from_day": TODAY} | facts
    return Home.objects.create(
        place=place, label=label, label_key="".join(filter(str.isalnum, label.lower())), **told
    )


def a_case(
    matching: MatchingRound,
    lives_now: Organisation,
    *adults: Person,
    children: int = 0,
    state: str = Case.State.IN_ROUND,
) -> Case:
    """A household; without named adults it has one of its own."""
    adults = adults or (person("Amina", lives_now),)
    made = Case.objects.create(
        round=matching,
        number=matching.cases.count() + 1,
        contact=adults[0],
        language="ar",
        lives_now=lives_now,
        state=state,
        school_seats=children,
        entered_on=TODAY,
    )
    for adult in adults:
        Member.objects.create(case=made, round=matching, person=adult, age_group=Member.Age.MIDDLE)
    for _each in range(children):
        Member.objects.create(
            case=made, round=matching, is_adult=False, age_group=Member.Age.SCHOOL
        )
    return made


def a_proposal(case: Case, place: Place, state: str = Proposal.State.TO_DECIDE, **facts):
    return Proposal.objects.create(case=case, place=place, state=state, **facts)


def full_case(cast, contact: Person) -> Case:
    """A household of somebody with a row in every table about households."""
    matching = a_round(cast, name="Hela omgången")
    place = a_place(matching, cast.partille)
    other = a_case(matching, cast.kungalv, person("Bilal", cast.kungalv))
    case = a_case(matching, cast.kungalv, contact)
    if contact.user:
        gets(matching, contact.user, cast.kungalv)
        HouseholdSentence.objects.create(
            key="title",
            language="so",
            text="Halkan",
            swedish="Här",
            approved_by=contact.user,
            approved_on=TODAY,
        )
        HouseholdSentence.objects.create(
            key="why", language="so", text="Sababta", written_by=contact.user
        )
    first, second = sorted((case, other), key=lambda one: one.pk)
    CaseTie.objects.create(case=first, other=second, kind=CaseTie.Kind.NEAR)
    # The tie is told of the first of the two.
    Case.objects.filter(pk=first.pk).update(contact=contact)
    CaseNeed.objects.create(case=case, code="step_free")
    CaseInterest.objects.create(case=case, code="sport")
    Wish.objects.create(case=case, organisation=cast.partille, order=1)
    NotTo.objects.create(case=case, organisation=cast.osby)
    RelativeNear.objects.create(case=case, organisation=cast.partille)
    LegalGround.objects.create(
        case=case, kind=LegalGround.Kind.SECRECY, code="consent", noted_on=TODAY
    )
    Receiver.objects.create(
        case=case,
        organisation=cast.partille,
        what="size",
        ground="consent",
        valid_from=TODAY,
    )
    CaseChange.objects.create(case=case, version=2)
    scenario = Scenario.objects.create(round=matching, name="Allt lika")
    Placement.objects.create(scenario=scenario, case=case, place=place)
    Lock.objects.create(scenario=scenario, case=case, place=place)
    _decided(a_proposal(case, place, Proposal.State.MOVED))
    return case


def _decided(proposal: Proposal) -> None:
    MatchingDecision.objects.create(
        proposal=proposal, kind=MatchingDecision.Kind.ACCEPT, opened_at=now()
    )
    HouseholdAnswer.objects.create(
        proposal=proposal, says_yes=True, given_how=HouseholdAnswer.How.LINK, given_on=TODAY
    )
    AnswerLink.objects.create(proposal=proposal, secret_hash="a" * 64, valid_until=MOVE_BY)
    Objection.objects.create(
        proposal=proposal,
        text_sealed=sealing.seal("Plantinvändning", context=OBJECTION),
        made_on=TODAY,
    )
    hand_over = CaseHandOver.objects.create(
        proposal=proposal,
        receiving=proposal.place.organisation,
        move_on=TODAY,
        begun_on=TODAY,
    )
    CaseHandOverItem.objects.create(
        hand_over=hand_over,
        code="school",
        side=CaseHandOverItem.Side.RECEIVING,
        due_on=TODAY,
    )
    Stay.objects.create(hand_over=hand_over, moved_in_on=TODAY, known_until=TODAY)

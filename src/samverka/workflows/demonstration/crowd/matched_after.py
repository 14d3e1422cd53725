"""What was decided in the matching round, what households said, how those before them stay."""

import datetime as dt
import random
from collections.abc import Sequence

from samverka.foundation.accounts.models import User
from samverka.guidance.matching.models import (
    OBJECTION,
    Case,
    CaseHandOver,
    CaseHandOverItem,
    Home,
    HouseholdAnswer,
    MatchingDecision,
    MatchingRound,
    Member,
    Objection,
    Place,
    Proposal,
    Receiver,
    Stay,
)
from samverka.toolkit import sealing
from samverka.toolkit.clock import at
from samverka.toolkit.public_key import ALPHABET, LENGTH
from samverka.workflows.demonstration.plan import GAVLE, TODAY

State = Proposal.State
# The first households are decided; what came of them, as often as it stands here.
CAME_TO = (*[State.YES] * 7, *[State.SHOWN] * 3, *[State.DECIDED] * 3, State.NO, State.TO_DECIDE)
DECIDED = 60
WRONG = "Vi är en person mer än det står. Min syster kom förra veckan."
# Code, whose it is, days from the move, and whether it is often late.
ITEMS = (
    ("contact", "sending", -45, False),
    ("home", "receiving", -30, True),
    ("journey", "sending", -14, False),
    ("study_plan", "sending", -10, True),
    ("income", "receiving", -10, False),
    ("welcome", "receiving", 3, False),
)
SCHOOL = (("school", "receiving", -21, True), ("school_report", "sending", -21, False))


def decide_some(
    matching: MatchingRound,
    cases: Sequence[Case],
    places: Sequence[Place],
    officer: User,
    chance: random.Random,
) -> None:
    """By the household's own order while there is room and a home that fits."""
    room = _Room(matching, places)
    rows: list[Proposal] = []
    for case in [one for one in cases if one.state == Case.State.IN_ROUND]:
        if len(rows) == DECIDED:
            break
        if proposal := room.proposal_for(case, CAME_TO[len(rows) % len(CAME_TO)], chance):
            rows.append(proposal)
    Proposal.objects.bulk_create(rows)
    decided = [row for row in rows if row.state != State.TO_DECIDE]
    MatchingDecision.objects.bulk_create(_decision(row, officer, chance) for row in decided)
    answered = [row for row in rows if row.state in {State.YES, State.NO}]
    HouseholdAnswer.objects.bulk_create(_answer(row, chance) for row in answered)
    _tell([row for row in rows if row.state in {State.SHOWN, State.YES}])
    _hand_over([row for row in rows if row.state == State.YES], chance)
    _object(rows, chance)


class _Room:
    """Room that is left, and the homes that nobody has."""

    def __init__(self, matching: MatchingRound, places: Sequence[Place]) -> None:
        self.places = {place.organisation_id: place for place in places}
        self.left = {place.pk: [place.persons, place.school_seats] for place in places}
        self.homes = list(
            Home.objects.filter(place__round=matching).order_by("most_persons", "from_day", "pk")
        )
        members = Member.objects.filter(round=matching).values_list("case", flat=True)
        self.sizes: dict[int, int] = {}
        for case in members:
            self.sizes[case] = self.sizes.get(case, 0) + 1
        cases = Case.objects.filter(round=matching).prefetch_related("wishes", "needs", "not_to")
        self.known = {case.pk: case for case in cases}

    def proposal_for(self, case: Case, state: str, chance: random.Random) -> Proposal | None:
        known, size = self.known[case.pk], self.sizes[case.pk]
        if known.not_to.all() or any(need.is_hard for need in known.needs.all()):
            return None
        for wish in known.wishes.all():
            place = self.places[wish.organisation_id]
            home = self._home(place, size)
            persons, seats = self.left[place.pk]
            if home and persons >= size and seats >= case.school_seats:
                self.homes.remove(home)
                self.left[place.pk] = [persons - size, seats - case.school_seats]
                return _proposal(case, place, home, state, chance)
        return None

    def _home(self, place: Place, size: int) -> Home | None:
        fits = (one for one in self.homes if one.place_id == place.pk)
        return next((one for one in fits if one.most_persons >= size), None)


def _proposal(
    case: Case, place: Place, home: Home | None, state: str, chance: random.Random
) -> Proposal:
    made = at(TODAY - dt.timedelta(days=10 + case.number % 9), dt.time(10))
    return Proposal(
        case=case,
        place=place,
        home=None if state == State.NO else home,
        state=state,
        public_key="".join(chance.choices(ALPHABET, k=LENGTH)),
        made_at=made,
        changed_at=made,
    )


def _decision(proposal: Proposal, officer: User, chance: random.Random) -> MatchingDecision:
    opened = proposal.made_at + dt.timedelta(hours=2)
    return MatchingDecision(
        proposal=proposal,
        **_kind(proposal),
        opened_at=opened,
        decided_at=opened + dt.timedelta(seconds=chance.randint(25, 900)),
        decided_by=officer,
    )


def _kind(proposal: Proposal) -> dict[str, object]:
    """Now and then the officer chose another place than was proposed."""
    if proposal.case.number % 6:
        return {"kind": MatchingDecision.Kind.ACCEPT}
    return {
        "kind": MatchingDecision.Kind.OTHER,
        "place": proposal.place,
        "reason": MatchingDecision.Reason.OWN_WISH,
        "cost": 1500,
    }


def _answer(proposal: Proposal, chance: random.Random) -> HouseholdAnswer:
    return HouseholdAnswer(
        proposal=proposal,
        says_yes=proposal.state != State.NO,
        given_how=chance.choice(HouseholdAnswer.How.values),
        given_on=proposal.made_at.date() + dt.timedelta(days=3),
    )


def _tell(proposals: Sequence[Proposal]) -> None:
    """Before a proposal is shown, the municipality is written as a receiver."""
    Receiver.objects.bulk_create(
        Receiver(
            case=proposal.case,
            organisation=proposal.place.organisation,
            what=what,
            ground="consent",
            valid_from=proposal.made_at.date(),
        )
        for proposal in proposals
        for what in ("names", "size", "needs")
    )


def _hand_over(proposals: Sequence[Proposal], chance: random.Random) -> None:
    """Some soon, some later; now and then something is late."""
    made = [
        CaseHandOver(
            proposal=proposal,
            receiving=proposal.place.organisation,
            move_on=_move_day(proposal, number),
            begun_on=proposal.made_at.date() + dt.timedelta(days=4),
            public_key="".join(chance.choices(ALPHABET, k=LENGTH)),
        )
        for number, proposal in enumerate(proposals)
    ]
    CaseHandOver.objects.bulk_create(made)
    CaseHandOverItem.objects.bulk_create(
        _item(hand_over, item, chance)
        for hand_over in made
        for item in (*ITEMS, *(SCHOOL if hand_over.proposal.case.school_seats else ()))
    )


def _move_day(proposal: Proposal, number: int) -> dt.date:
    """Not before the home is free."""
    soon = TODAY + dt.timedelta(days=5 + 9 * (number % 7))
    return max(soon, proposal.home.from_day) if proposal.home else soon


def _object(proposals: Sequence[Proposal], chance: random.Random) -> None:
    """One household thinks that something is wrong, and waits for an answer."""
    shown = next(row for row in proposals if row.state == State.SHOWN)
    Objection.objects.create(
        proposal=shown,
        public_key="".join(chance.choices(ALPHABET, k=LENGTH)),
        text_sealed=sealing.seal(WRONG, context=OBJECTION),
        made_on=TODAY - dt.timedelta(days=1),
    )


def _item(
    hand_over: CaseHandOver, item: tuple[str, str, int, bool], chance: random.Random
) -> CaseHandOverItem:
    code, side, days, is_often_late = item
    due = hand_over.move_on + dt.timedelta(days=days)
    # Gunilla in Gävle has something to do.
    waits = code == "home" and hand_over.receiving.name == GAVLE
    is_done = due <= TODAY and not waits and not (is_often_late and chance.random() < 0.4)
    return CaseHandOverItem(
        hand_over=hand_over,
        code=code,
        side=side,
        due_on=due,
        done_on=due if is_done else None,
        missing_at_arrival=hand_over.move_on < TODAY and not is_done,
    )


def tell_of_earlier(cases: Sequence[Case], places: Sequence[Place], chance: random.Random) -> None:
    """Who moved in 2024, what was missing when they came, and who has moved on."""
    moved = [case for case in cases if case.state == Case.State.IN_ROUND]
    rooms = [place.persons for place in places]
    proposals = [
        _proposal(case, chance.choices(places, rooms)[0], None, State.MOVED, chance)
        for case in moved
    ]
    Proposal.objects.bulk_create(proposals)
    hand_overs = [
        CaseHandOver(
            proposal=proposal,
            receiving=proposal.place.organisation,
            # Most have been followed for two years and a little more.
            move_on=dt.date(2023, 11, 25) + dt.timedelta(days=chance.randint(0, 130)),
            begun_on=dt.date(2023, 10, 20),
            public_key="".join(chance.choices(ALPHABET, k=LENGTH)),
        )
        for proposal in proposals
    ]
    CaseHandOver.objects.bulk_create(hand_overs)
    CaseHandOverItem.objects.bulk_create(
        _item(hand_over, item, chance) for hand_over in hand_overs for item in ITEMS
    )
    Stay.objects.bulk_create(_stay(hand_over, chance) for hand_over in hand_overs)


def _stay(hand_over: CaseHandOver, chance: random.Random) -> Stay:
    """A quarter moved on; of some one does not know how it went after a while."""
    begun, lot = hand_over.move_on, chance.random()
    gone = begun + dt.timedelta(days=chance.randint(60, 700)) if lot < 0.25 else None
    if gone and gone >= TODAY:
        gone = None
    known = gone or (begun + dt.timedelta(days=chance.randint(90, 360)) if lot > 0.9 else TODAY)
    return Stay(
        hand_over=hand_over, moved_in_on=begun, moved_out_on=gone, known_until=min(known, TODAY)
    )

"""After a yes: what is done by whom, what was missing, and how many stay."""

import datetime as dt
import random

import pytest

from samverka.guidance.matching.actions import after
from samverka.guidance.matching.models import (
    Case,
    CaseHandOver,
    CaseHandOverItem,
    LegalGround,
    MatchingDecision,
    Proposal,
    Receiver,
    Stay,
)
from samverka.guidance.matching.queries.after import after_months, missing_at_arrival, stayed
from samverka.toolkit.clock import now
from tests.people import TODAY, person

from .factories import (
    a_case,
    a_home,
    a_place,
    a_proposal,
    a_round,
    gets,
    officer,
    receiver,
    reviewer,
)
from .test_rounds import as_, page

State = Proposal.State
MOVE_ON = TODAY + dt.timedelta(days=20)


@pytest.fixture
def matching(cast):
    made = a_round(cast)
    gets(made, cast.karin.user, cast.kungalv)
    return made


@pytest.fixture
def place(cast, matching):
    return a_place(matching, cast.partille)


def said_yes(cast, matching, place, number: int = 1, children: int = 0) -> Proposal:
    amina = person(f"Amina{number}", cast.kungalv)
    case = a_case(matching, cast.kungalv, amina, children=children)
    LegalGround.objects.create(case=case, kind="secrecy", code="consent", noted_on=TODAY)
    home = a_home(place, f"Skolgatan {number}")
    return a_proposal(case, place, State.YES, home=home)


def begun(cast, proposal: Proposal, move_on: dt.date = MOVE_ON):
    case = proposal.case
    url = page("hand_over_new", case.round, key=case.public_key)
    return as_(cast.karin).post(url, {"move_on": move_on.isoformat()})


def codes() -> set[str]:
    return set(CaseHandOverItem.objects.values_list("code", flat=True))


def test_nobody_moves_without_a_yes_a_home_and_a_ground(cast, matching, place):
    proposal = said_yes(cast, matching, place)
    for facts, why in (
        ({"state": State.SHOWN}, "Nobody moves without a yes"),
        ({"home": None}, "There is no home"),
    ):
        Proposal.objects.filter(pk=proposal.pk).update(**facts)
        assert why in begun(cast, proposal).content.decode()
        Proposal.objects.filter(pk=proposal.pk).update(state=State.YES, home=proposal.home)
    LegalGround.objects.all().delete()
    assert "No ground in secrecy law" in begun(cast, proposal).content.decode()
    assert not CaseHandOver.objects.exists()


def test_the_checklist_is_that_of_the_household_and_says_whose_each_thing_is(
    cast, matching, place
):
    begun(cast, said_yes(cast, matching, place))
    assert {"home", "journey", "income"} <= codes()
    assert not {"school", "preschool", "need"} & codes()
    CaseHandOver.objects.all().delete()
    family = said_yes(cast, matching, place, 2, children=1)
    family.case.needs.create(code="step_free")
    begun(cast, family)
    assert {"school", "school_report", "preschool", "need"} <= codes()
    school = CaseHandOverItem.objects.get(code="school")
    assert (school.side, school.due_on) == ("receiving", MOVE_ON - dt.timedelta(days=21))
    told = Receiver.objects.filter(case=family.case, organisation=cast.partille)
    assert set(told.values_list("what", "ground")) == {
        ("names", "consent"),
        ("size", "consent"),
        ("needs", "consent"),
    }


def test_each_side_ticks_its_own_and_the_receiver_reads_what_it_is_told(cast, matching, place):
    proposal = said_yes(cast, matching, place)
    begun(cast, proposal)
    hand_over = CaseHandOver.objects.get()
    gunilla = as_(receiver(matching, cast.partille))
    stranger = as_(receiver(matching, cast.osby, "sven"))

    def tick(browser, code):
        return browser.post(
            page("hand_over_tick", matching, key=hand_over.public_key, code=code)
        ).status_code

    assert tick(gunilla, "home") == 302
    assert tick(gunilla, "journey") == 403, "the journey is booked where they live now"
    assert tick(as_(cast.karin), "journey") == 302
    assert tick(as_(cast.karin), "income") == 403
    assert tick(stranger, "home") == 404
    done = CaseHandOverItem.objects.filter(done_on=TODAY).values_list("code", flat=True)
    assert set(done) == {"home", "journey"}
    url = page("hand_over", matching, key=hand_over.public_key)
    assert str(proposal.case.contact) in gunilla.get(url).content.decode()
    Receiver.objects.filter(what="names").delete()
    assert str(proposal.case.contact) not in gunilla.get(url).content.decode()
    assert stranger.get(url).status_code == 404


def test_what_is_late_is_told_on_both_sides(cast, matching, place):
    begun(cast, said_yes(cast, matching, place))
    gunilla = as_(receiver(matching, cast.partille))
    for browser in (gunilla, as_(cast.karin)):
        (row,) = browser.get(page("hand_overs", matching)).context["listing"].page
        # Contacts 45 days and the lease 30 days before a move in 20 days.
        assert (row.late_sending, row.late_receiving) == (1, 1)


def test_each_side_finds_what_is_late_and_its_own_to_do(cast, matching, place):
    begun(cast, said_yes(cast, matching, place))
    gunilla, karin = as_(receiver(matching, cast.partille)), as_(cast.karin)

    def found() -> list[int]:
        url = page("hand_overs", matching)
        asked = [browser.get(url, {"where": "ours"}) for browser in (karin, gunilla)]
        return [answer.context["listing"].count for answer in asked]

    assert found() == [1, 1]
    CaseHandOverItem.objects.filter(side="receiving").update(done_on=TODAY)
    assert found() == [1, 0]
    CaseHandOverItem.objects.filter(side="sending").update(done_on=TODAY)
    assert found() == [0, 0]


def test_the_list_is_in_pages_and_searched_by_number_and_municipality(
    cast, matching, place, django_assert_max_num_queries
):
    for number in range(27):
        begun(cast, said_yes(cast, matching, place, number))
    karin, url = as_(cast.karin), page("hand_overs", matching)
    with django_assert_max_num_queries(10):
        listing = karin.get(url).context["listing"]
    assert (len(listing.page), listing.count, bool(listing.further)) == (25, 27, True)
    last = CaseHandOver.objects.order_by("pk").last()
    Proposal.objects.filter(hand_over=last).update(state="moved")

    def found(**asked: str) -> int:
        return karin.get(url, asked).context["listing"].count

    label = last.proposal.case.label
    assert [found(q=words) for words in (label, label.lower(), "partille", "osby")] == [
        1,
        1,
        27,
        0,
    ]
    assert found(q=f"{label} partille", where="moved") == 1
    assert found(where="coming") == found(where="late") == 26
    assert karin.get(url, {"where": "late"}).context["listing"].page[-1] != last


def test_a_later_day_moves_what_is_not_done(cast, matching, place):
    begun(cast, said_yes(cast, matching, place))
    hand_over, later = CaseHandOver.objects.get(), MOVE_ON + dt.timedelta(days=30)
    CaseHandOverItem.objects.filter(code="contact").update(done_on=TODAY)
    url = page("hand_over_day", matching, key=hand_over.public_key)
    as_(cast.karin).post(url, {"move_on": later.isoformat()})
    due = dict(CaseHandOverItem.objects.values_list("code", "due_on"))
    assert due["home"] == later - dt.timedelta(days=30)
    assert due["contact"] == MOVE_ON - dt.timedelta(days=45)


def test_what_was_not_there_when_they_came_is_counted(cast, matching, place):
    """S92: of six households that came, five without the lease; few are held back."""
    for number in range(6):
        begun(cast, said_yes(cast, matching, place, number))
    items = CaseHandOverItem.objects.all()
    items.exclude(code__in=["home", "journey"]).update(done_on=TODAY)
    first = CaseHandOver.objects.order_by("pk").first()
    items.filter(code="home", hand_over=first).update(done_on=TODAY)
    items.filter(code="journey").exclude(hand_over=first).update(done_on=TODAY)
    karin = as_(cast.karin)
    for hand_over in CaseHandOver.objects.all():
        karin.post(page("hand_over_arrive", matching, key=hand_over.public_key))
    assert set(Proposal.objects.values_list("state", flat=True)) == {State.MOVED}
    told = {row.said: (row.missing, row.of) for row in missing_at_arrival(matching)}
    assert told["Lease and keys are ready"] == (5, 6)
    assert told["The journey is booked"] == (None, 6)
    assert told["Contacts on both sides are exchanged"] == (0, 6)
    assert "Lease and keys are ready" in karin.get(page("hand_overs", matching)).content.decode()
    # Whoever has come has a stay, to be followed.
    assert Stay.objects.count() == 6


def test_nobody_comes_to_a_home_that_was_withdrawn_or_by_a_hand_over_that_is_gone(
    cast, matching, place
):
    begun(cast, said_yes(cast, matching, place))
    karin, made = as_(cast.karin), CaseHandOver.objects.get()
    Proposal.objects.update(home=None)
    arrive = page("hand_over_arrive", matching, key=made.public_key)
    refused = karin.post(arrive)
    assert refused.status_code == 422
    assert "Their home was withdrawn. Find another home" in refused.content.decode()
    assert not Stay.objects.exists()
    # Somebody takes the place back while the page is open.
    case = made.proposal.case
    back = {"version": Case.objects.get().version}
    karin.post(page("take_back", matching, key=case.public_key), back)
    for act in (
        lambda: after.arrive(hand_over=made, on=TODAY, by=cast.karin),
        lambda: after.move_day(hand_over=made, move_on=TODAY, by=cast.karin),
    ):
        with pytest.raises(after.TakenBack, match="there is no hand-over any more"):
            act()


def test_how_it_went_is_noted_without_a_reason(cast, matching, place):
    begun(cast, said_yes(cast, matching, place))
    key = CaseHandOver.objects.get().public_key
    karin = as_(cast.karin)
    karin.post(page("hand_over_arrive", matching, key=key))
    Stay.objects.update(moved_in_on=TODAY - dt.timedelta(days=400))
    url = page("hand_over_stay", matching, key=key)
    karin.post(url, {"moved_out_on": ""})
    assert Stay.objects.get().known_until == TODAY
    out = TODAY - dt.timedelta(days=30)
    karin.post(url, {"moved_out_on": out.isoformat()})
    stay = Stay.objects.get()
    assert (stay.moved_out_on, stay.known_until) == (out, out)
    early = karin.post(url, {"moved_out_on": "2020-01-01"})
    assert "before the household moved in" in early.content.decode()


def moved(cast, matching, place, number: int, months: int, left: bool) -> None:
    proposal = a_proposal(
        a_case(matching, cast.kungalv, person(f"Amina{number}", cast.kungalv)),
        place,
        State.MOVED,
    )
    hand_over = CaseHandOver.objects.create(
        proposal=proposal, receiving=place.organisation, move_on=TODAY, begun_on=TODAY
    )
    began = TODAY - dt.timedelta(days=round(months * 365.25 / 12) + 1)
    Stay.objects.create(
        hand_over=hand_over,
        moved_in_on=began,
        moved_out_on=TODAY if left else None,
        known_until=TODAY,
    )


def test_the_share_that_stays_after_12_and_24_months_and_fewer_than_five_are_held_back(
    cast, matching, place
):
    """S87: eight in Partille, of whom two left after six months; three in Osby tell nothing."""
    osby = a_place(matching, cast.osby)
    spans = [(6, True), (6, True), *[(30, False)] * 6]
    random.Random(8).shuffle(spans)
    for number, (months, left) in enumerate(spans):
        moved(cast, matching, place, number, months, left)
    for number in range(3):
        moved(cast, matching, osby, 20 + number, 30, left=False)
    everybody, first, second = stayed(matching)
    assert (everybody.households, first.name, second.name) == (
        11,
        "Osby kommun",
        "Partille kommun",
    )
    assert first.curve is None, "three are too few"
    twelve, twenty_four = after_months(second.curve, (12, 24))
    assert twelve.share == pytest.approx(6 / 8)
    assert (twenty_four.at_risk, twenty_four.share) == (6, pytest.approx(6 / 8))
    assert twelve.low < 0.75 < twelve.high
    shown = as_(cast.petra).get(page("stayed", matching)).content.decode()
    assert "fewer than five" in shown
    assert "75 %" in shown
    assert "<svg" in shown


def test_where_few_are_followed_so_long_no_share_is_told(cast, matching, place):
    for number in range(6):
        moved(cast, matching, place, number, 30 if number < 4 else 8, left=False)
    _all, partille = stayed(matching)
    six, twelve = after_months(partille.curve, (6, 12))
    assert (six.share, twelve.share) == (1, None)


def test_a_reviewer_sees_who_accepts_faster_than_one_reads(cast, matching, place):
    proposal = said_yes(cast, matching, place)
    mats = officer(matching, cast.kungalv)
    for actor, seconds, kinds in (
        (cast.karin, 4, ["accept"] * 12),
        (mats, 240, ["accept"] * 12),
        (cast.ulla, 4, ["accept"] * 9 + ["decline"] * 3),
        (cast.petra, 4, ["accept"] * 9),
    ):
        for kind in kinds:
            MatchingDecision.objects.create(
                proposal=proposal,
                kind=kind,
                opened_at=now() - dt.timedelta(seconds=seconds),
                decided_by=actor.user,
            )
    rakel = as_(reviewer(matching, cast.kungalv))
    answer = rakel.get(page("habits", matching))
    rows = {row.name: row for row in answer.context["rows"]}
    assert rows["Karin Exempel"].looks_like_a_stamp
    assert (rows["Karin Exempel"].seconds, rows["Karin Exempel"].share) == (4, 100)
    assert not rows["Mats Exempel"].looks_like_a_stamp
    assert (rows["Mats Exempel"].seconds, rows["Mats Exempel"].share) == (240, 100)
    assert not rows["Ulla Exempel"].looks_like_a_stamp, "who also declines reads"
    assert not rows["Petra Exempel"].looks_like_a_stamp, "nine are too few to say"
    assert proposal.case.label not in answer.content.decode()
    assert as_(cast.karin).get(page("habits", matching)).status_code == 403


def test_the_list_of_hand_overs_asks_as_much_for_many_as_for_few(
    cast, matching, place, django_assert_max_num_queries
):
    for number in range(4):
        begun(cast, said_yes(cast, matching, place, number))
    karin = as_(cast.karin)
    karin.get(page("hand_overs", matching))
    with django_assert_max_num_queries(10):
        karin.get(page("hand_overs", matching))

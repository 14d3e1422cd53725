"""One household from the proposal to its answer: decided by a person, answered as it pleases."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.guidance.matching.models import (
    AnswerLink,
    HouseholdAnswer,
    LegalGround,
    MatchingDecision,
    Objection,
    Placement,
    Proposal,
    Receiver,
    Scenario,
    Wish,
)
from samverka.toolkit.clock import now
from tests.people import TODAY, person
from tests.who_may.table import browser_of

from .factories import a_case, a_home, a_place, a_proposal, a_round, gets, officer, receiver
from .test_rounds import as_, page

State = Proposal.State


def other_place(key: str, regret: int | None, kind: str = "LESS") -> dict:
    return {
        "place": key,
        "kind": kind,
        "score": 20_000,
        "difference": -10_000,
        "regret": regret,
        "lacks": [],
        "reason": "",
    }


class Told:
    """Karin's household, which the plan has in Partille and could have in Osby for 10 points."""

    def __init__(self, cast):
        self.cast = cast
        self.matching = a_round(cast)
        gets(self.matching, cast.karin.user, cast.kungalv)
        self.partille = a_place(self.matching, cast.partille)
        self.osby = a_place(self.matching, cast.osby)
        self.homes = [a_home(self.partille), a_home(self.osby, "Torget 1")]
        self.case = self.household("Amina")
        scenario = Scenario.objects.create(
            round=self.matching, name="Allt lika", state="ready", is_current=True
        )
        Placement.objects.create(
            scenario=scenario,
            case=self.case,
            place=self.partille,
            score=30_000,
            parts={"wish": 20_000, "home": 10_000},
            alternatives=[other_place(self.osby.public_key, 10_000)],
        )
        self.karin = as_(cast.karin)

    def household(self, name: str, children: int = 0):
        case = a_case(
            self.matching,
            self.cast.kungalv,
            person(name, self.cast.kungalv),
            children=children,
        )
        for kind, code in (("data_protection", "public_task"), ("secrecy", "consent")):
            LegalGround.objects.create(case=case, kind=kind, code=code, noted_on=TODAY)
        return case

    def url(self, name: str, **more) -> str:
        return page(name, self.matching, key=self.case.public_key, **more)

    def version(self) -> int:
        self.case.refresh_from_db()
        return self.case.version

    def decided(self, **more):
        data = {"kind": "accept", "version": self.version(), "place": "", "reason": ""} | more
        return self.karin.post(self.url("decide"), data)

    def shown(self) -> str:
        """The address that the household gets."""
        self.decided()
        return self.linked()

    def linked(self) -> str:
        said = {"version": self.version(), "tells": "on"}
        answer = self.karin.post(self.url("show"), said)
        return "/" + answer.context["link"].split("/", 3)[3]

    def proposal(self) -> Proposal:
        return Proposal.objects.get()


@pytest.fixture
def told(cast):
    return Told(cast)


def anybody():
    return browser_of(None)


def test_karin_reads_why_and_what_else_and_accepts(told):
    begin = page("detail", told.matching)
    assert told.url("decide") in told.karin.get(begin).content.decode(), "next to decide about"
    shown = told.karin.get(told.url("decide")).content.decode()
    assert "Partille kommun is proposed" in shown
    assert "Partille kommun is worth most of the places where it can be." in shown
    assert "Osby kommun is worth 10 points less. There is room." in shown
    assert "Osby kommun: costs 10 points all together" in shown, "the cost beside the choice"
    told.decided()
    proposal = told.proposal()
    assert (proposal.state, proposal.place, proposal.home) == (
        State.DECIDED,
        told.partille,
        told.homes[0],
    )
    assert told.url("decide") not in told.karin.get(begin).content.decode()


def test_another_place_has_a_reason_and_its_cost_is_kept(told):
    osby = {"kind": "other", "place": told.osby.public_key}
    assert "Say why another place is better" in told.decided(**osby).content.decode()
    assert not Proposal.objects.exists()
    told.decided(**osby, reason="own_wish", text="De har jobb där")
    decision = MatchingDecision.objects.get()
    assert (decision.place, decision.cost, decision.reason) == (told.osby, 10_000, "own_wish")
    assert "De har jobb" not in decision.text_sealed
    assert told.proposal().home == told.homes[1]


def test_a_reason_that_names_somebody_is_refused(told):
    named = {"kind": "decline", "text": "Ring Amina på 070-174 06 05"}
    assert "may tell who somebody is" in told.decided(**named).content.decode()
    assert not MatchingDecision.objects.exists()


def test_a_place_that_is_declined_holds_nothing(told):
    told.decided(kind="decline", reason="changed")
    assert told.proposal().state == State.WITHDRAWN
    assert told.decided().status_code == 302, "it can be decided anew"


def test_of_two_officers_the_second_is_told_who_decided_and_when(told):
    mats = as_(officer(told.matching, told.cast.kungalv))
    seen = told.version()
    told.decided()
    late = mats.post(
        told.url("decide"),
        {"kind": "other", "place": told.osby.public_key, "reason": "home", "version": seen},
    )
    assert late.status_code == 422
    assert "Karin Exempel changed this household on" in late.content.decode()
    assert told.proposal().place == told.partille
    assert MatchingDecision.objects.count() == 1


def test_who_opened_the_page_when_is_kept_and_cannot_be_made_up(told):
    form = told.karin.get(told.url("decide")).context["form"]
    before = now()
    told.decided(opened=form.initial["opened"])
    assert MatchingDecision.objects.get().opened_at < before
    told.karin.post(told.url("take_back"), {"version": told.version()})
    told.decided(opened="1577836800.0:made:up")
    assert MatchingDecision.objects.latest("pk").opened_at >= before


def test_where_room_or_homes_do_not_suffice_any_more_nothing_is_decided(told):
    told.partille.persons = 0
    told.partille.save()
    assert "has not room enough left" in told.decided().content.decode()
    told.partille.persons = 20
    told.partille.save()
    a_proposal(told.household("Bilal"), told.partille, State.YES, home=told.homes[0])
    assert "has no home left that fits" in told.decided().content.decode()
    assert Proposal.objects.count() == 1


def test_a_home_is_given_so_that_others_still_have_one(told):
    """Who needs no steps is to have the home without, also when a smaller household is first."""
    large = a_home(told.partille, "Skolgatan 3", most_persons=6)
    other = told.household("Bilal", children=4)
    told.homes[0].most_persons, told.homes[0].step_free = 5, True
    told.homes[0].ground_floor_or_lift = True
    told.homes[0].save()
    other.needs.create(code="step_free")
    Placement.objects.create(
        scenario=Scenario.objects.get(), case=other, place=told.partille, score=1
    )
    told.decided()
    assert told.proposal().home == large


def test_the_household_reads_it_and_says_yes(told):
    Wish.objects.create(case=told.case, organisation=told.cast.partille, order=1)
    told.case.language = "sv"
    told.case.save()
    url = told.shown()
    shown = anybody().get(url).content.decode()
    assert "Vi föreslår Partille kommun." in shown
    assert "Ni har själva önskat den här kommunen." in shown
    assert "Ett datorprogram har jämfört" in shown
    assert "Be om en tolk" in shown
    assert "Ja, vi vill flytta dit" in shown
    assert "Nej, vi vill inte" in shown
    assert told.proposal().links.get().opened_at
    assert anybody().post(url, {"says": "yes"}).status_code == 302
    assert told.proposal().state == State.YES
    answer = HouseholdAnswer.objects.get()
    assert (answer.says_yes, answer.given_how, answer.noted_by) == (True, "link", None)


def test_nothing_is_shown_before_the_municipality_is_written_as_a_receiver(told):
    """The household reads who is told what: so that stands first, or is written with the link."""
    told.decided()
    version = {"version": told.version()}
    for name in ("show", "on_paper"):
        refused = told.karin.post(told.url(name), version)
        assert refused.status_code == 422
        assert "Partille kommun is not written as a receiver" in refused.content.decode()
    assert told.proposal().state == State.DECIDED
    assert not AnswerLink.objects.exists()
    told.karin.post(told.url("show"), version | {"tells": "on"})
    assert told.proposal().state == State.SHOWN
    written = Receiver.objects.values_list("organisation__name", "what", "ground", "valid_from")
    assert sorted(written) == [
        ("Partille kommun", what, "consent", TODAY) for what in ("names", "needs", "size")
    ]
    # A receiver that ended is none; one who stands needs not be written anew.
    again = told.karin.post(told.url("show"), {"version": told.version()})
    assert "link" in again.context
    Receiver.objects.update(valid_from=TODAY - dt.timedelta(days=1), valid_to=TODAY)
    assert told.karin.post(told.url("show"), {"version": told.version()}).status_code == 422


def test_only_a_hash_of_the_link_is_kept_and_an_older_or_overdue_one_opens_nothing(told):
    first = told.shown()
    secret = first.strip("/").rpartition("/")[2]
    assert secret not in str(AnswerLink.objects.values_list())
    second = told.linked()
    assert anybody().get(first).status_code == 404
    assert anybody().get(second).status_code == 200
    AnswerLink.objects.update(valid_until=TODAY - dt.timedelta(days=1))
    assert anybody().get(second).status_code == 404
    made_up = reverse("matching_answer:household", args=["aaaaaaaaaaaaaaaaaaaaaaaa"])
    assert anybody().get(made_up).status_code == 404


def test_a_no_keeps_no_reason_and_changes_nothing_elsewhere(told):
    """S87: the same household, its wishes, scores and every other row are as they were."""
    Wish.objects.create(case=told.case, organisation=told.cast.partille, order=1)
    url = told.shown()
    gunilla = receiver(told.matching, told.cast.partille)
    kept = [told.case.wishes, told.case.placements, told.case.not_to, told.case.needs]
    before = [list(rows.values()) for rows in kept]
    anybody().post(url, {"says": "yes"})
    anybody().post(url, {"says": "no", "why": "Min son är sjuk"})
    proposal = told.proposal()
    assert (proposal.state, proposal.home) == (State.NO, None)
    answer = HouseholdAnswer.objects.values().get()
    assert set(answer) == {
        "id",
        "proposal_id",
        "says_yes",
        "given_how",
        "given_on",
        "noted_by_id",
    }, "there is no place for a reason"
    assert [list(rows.values()) for rows in kept] == before
    told.case.refresh_from_db()
    assert told.case.state == "in_round"
    assert "Ni har svarat nej" in anybody().get(f"{url}?sprak=sv").content.decode()
    # Nobody at the municipality learns of it, and the household may be asked anew.
    assert not type(told.case).objects.visible_to(gunilla).exists()
    assert told.decided().status_code == 302


def test_after_a_no_a_yes_is_not_taken_by_the_old_link(told):
    url = told.shown()
    anybody().post(url, {"says": "no"})
    late = anybody().post(f"{url}?sprak=en", {"says": "yes"})
    assert "This place is not held for you any more" in late.content.decode()
    assert told.proposal().state == State.NO


def test_a_language_that_nobody_has_reviewed_is_no_decision_text(told, settings):
    settings.DEMONSTRATION = False
    url = told.shown()
    shown = anybody().get(f"{url}?sprak=ar").content.decode()
    assert "نقترح" not in shown
    assert "Vi föreslår Partille kommun." in shown
    settings.DEMONSTRATION = True
    shown = anybody().get(url).content.decode()
    assert "نقترح عليكم Partille kommun." in shown, "the household's own language"
    assert "لم يقرأ هذه الترجمة" in shown, "and it says that nobody has reviewed it"
    assert "Vi föreslår Partille kommun." in shown, "with what counts below"


def test_what_the_household_thinks_is_wrong_lies_sealed_and_is_answered(told):
    url = told.shown()
    anybody().post(f"{url}fel/", {"text": "Vi är fem, inte en"})
    objection = Objection.objects.get()
    assert "fem" not in objection.text_sealed
    assert "Vi är fem, inte en" in told.karin.get(told.url("decide")).content.decode()
    told.karin.post(
        told.url("reply", objection_key=objection.public_key), {"text": "Vi har rättat det"}
    )
    assert "Vi har rättat det" in anybody().get(url).content.decode()


def test_an_answer_to_a_household_that_is_refused_is_not_lost(told):
    anybody().post(f"{told.shown()}fel/", {"text": "Vi är fem, inte en"})
    reply = told.url("reply", objection_key=Objection.objects.get().public_key)
    turned = told.karin.post(reply, {"text": "Vi har rättat \u202edet"})
    assert turned.status_code == 422
    assert "Vi har rättat" in turned.text.partition("<textarea id=")[2]
    told.karin.post(reply, {"text": "Vi har rättat det"})
    # Her stand-in had the same page open, and what the household has read stands.
    late = told.karin.post(reply, {"text": "Ni får en annan kommun"})
    assert late.status_code == 422
    assert "Somebody has answered this already" in late.text
    assert "You wrote: Ni får en annan kommun" in late.text
    assert "Vi har rättat det" in late.text


def test_programs_and_floods_of_messages_are_not_kept(told):
    url = told.shown()
    browser = anybody()
    browser.post(f"{url}fel/", {"text": "Köp", "website": "x"})
    assert not Objection.objects.exists()
    for _each in range(12):
        last = browser.post(f"{url}fel/?sprak=en", {"text": "Hej"})
    assert last.status_code == 422
    assert "Wait a while" in last.content.decode()
    assert Objection.objects.count() < 12


def test_an_answer_in_person_is_noted_by_the_officer(told):
    told.shown()
    told.karin.post(told.url("note_answer"), {"says": "yes", "how": "in_person"})
    answer = HouseholdAnswer.objects.get()
    assert (answer.given_how, answer.noted_by) == ("in_person", told.cast.karin.user)
    assert told.proposal().state == State.YES


def test_a_home_withdrawn_after_a_yes_leaves_the_yes_and_another_home_is_found(told):
    url = told.shown()
    anybody().post(url, {"says": "yes"})
    gunilla = as_(receiver(told.matching, told.cast.partille))
    gone = page(
        "withdraw",
        told.matching,
        key=told.partille.public_key,
        home_key=told.homes[0].public_key,
    )
    gunilla.post(gone, {"why": "Vattenskada"})
    assert "The home is gone" in told.karin.get(told.url("decide")).content.decode()
    none = told.karin.post(told.url("find_home"), {"version": told.version()})
    assert "has no home left that fits" in none.content.decode()
    assert "Bostaden är inte bestämd än" in anybody().get(f"{url}?sprak=sv").content.decode()
    another = a_home(told.partille, "Skolgatan 2")
    told.karin.post(told.url("find_home"), {"version": told.version()})
    proposal = told.proposal()
    assert (proposal.state, proposal.home) == (State.YES, another)


def test_the_paper_is_a_tagged_document_with_a_link_that_opens(told):
    told.decided()
    answer = told.karin.post(told.url("on_paper"), {"version": told.version(), "tells": "on"})
    assert answer["Content-Type"] == "application/pdf"
    assert b"/StructTreeRoot" in answer.content
    assert told.proposal().state == State.SHOWN
    assert AnswerLink.objects.count() == 1


def test_what_is_taken_back_tells_nobody_any_more(told):
    url = told.shown()
    anybody().post(url, {"says": "yes"})
    assert Receiver.objects.filter(organisation=told.cast.partille).exists()
    told.karin.post(told.url("take_back"), {"version": told.version()})
    assert told.proposal().state == State.WITHDRAWN
    assert not Receiver.objects.exists()
    assert anybody().get(url).status_code == 404


def test_who_is_told_of_a_change_reads_it_as_it_is_now_and_may_go_on(told):
    seen = told.version()
    told.karin.post(told.url("wishes"), {"wish_1": told.cast.osby.public_key})
    late = told.decided(version=seen, kind="accept")
    assert "changed this household on" in late.content.decode()
    assert f'name="version" value="{told.version()}"' in late.content.decode()
    assert told.decided().status_code == 302

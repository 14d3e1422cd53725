"""Households: found among those whom one may see, grounded twice, whole, and free to leave."""

import pytest

from samverka.foundation.audit.models import Event
from samverka.guidance.matching.actions import cases
from samverka.guidance.matching.models import Case, Member, Part, Proposal
from samverka.guidance.matching.person_data import disclose_person
from samverka.register.people.models import Access, Person
from tests.people import TODAY, person

from .factories import a_case, a_home, a_place, a_proposal, a_round, gets, receiver
from .test_rounds import as_, page

State = Proposal.State


@pytest.fixture
def matching(cast):
    """Karin, who sees persons of Kungälv in the register, is officer."""
    made = a_round(cast)
    gets(made, cast.karin.user, cast.kungalv)
    return made


def of(case: Case) -> dict:
    return {"key": case.public_key}


def test_karin_enters_a_household_from_the_register_to_the_round(cast, matching):
    amina, other = person("Amina", cast.kungalv), person("Amina", cast.osby)
    karin, url = as_(cast.karin), page("enter", matching)
    found = karin.get(url, {"q": "amina"}).context["found"]
    assert found == [amina], "who works in Osby is nobody to Karin"
    assert karin.get(url, {"person": other.public_key}).status_code == 404
    told = {
        "language": "ar",
        "lives_now": cast.kungalv.public_key,
        "school_seats": 2,
        "member-age_group": "25-54",
        "member-sex": "woman",
        "member-occupation": "5120",
    }
    karin.post(f"{url}?person={amina.public_key}", told)
    case = Case.objects.get()
    assert (case.label, case.contact, case.state) == ("R-001", amina, "preparing")
    twice = karin.post(f"{url}?person={amina.public_key}", told)
    assert "is in household R-001 of this round already" in twice.content.decode()
    child = {"age_group": "6-15", "sex": "", "occupation": "", "practice": "", "studies": ""}
    karin.post(page("member", matching, **of(case)) + "?child=1", child)
    assert case.members.count() == 2
    shown = karin.get(page("case", matching, **of(case))).content.decode()
    assert "Cook" in shown


def test_two_grounds_stand_before_a_household_is_in_the_round(cast, matching):
    case = a_case(matching, cast.kungalv, state=Case.State.PREPARING)
    karin, put_in = as_(cast.karin), page("put_in", matching, **of(case))
    one = {"data_protection": "public_task", "secrecy": ""}
    karin.post(page("grounds", matching, **of(case)), one)
    said = karin.post(put_in, follow=True).content.decode()
    assert "Before the household is in the round, note: Ground in secrecy law." in said
    karin.post(page("grounds", matching, **of(case)), one | {"secrecy": "consent"})
    karin.post(put_in)
    case.refresh_from_db()
    assert case.state == Case.State.IN_ROUND
    # Waived no longer: out of the plans at once.
    karin.post(page("grounds", matching, **of(case)), one)
    case.refresh_from_db()
    assert case.state == Case.State.PREPARING


def test_wishes_keep_their_order_and_no_place_is_both_wished_and_not_wanted(cast, matching):
    case = a_case(matching, cast.kungalv)
    for place in (cast.partille, cast.osby):
        a_place(matching, place)
    karin, url = as_(cast.karin), page("wishes", matching, **of(case))
    first = {"wish_1": cast.osby.public_key, "wish_2": cast.partille.public_key}
    karin.post(url, first)
    said = [wish.organisation for wish in case.wishes.order_by("order")]
    assert said == [cast.osby, cast.partille]
    both = karin.post(url, first | {"not_to": [cast.osby.public_key]})
    assert "is both wished and not wanted" in both.content.decode()
    assert not case.not_to.exists()


def test_a_household_with_a_proposal_is_not_divided(cast, matching):
    amina, bilal = person("Amina", cast.kungalv), person("Bilal", cast.kungalv)
    case = a_case(matching, cast.kungalv, amina, bilal)
    proposal = a_proposal(case, a_place(matching, cast.partille), State.SHOWN)
    one = case.members.get(person=bilal)
    with pytest.raises(cases.HasAProposal, match="Take the proposal back first"):
        cases.remove_member(member=one, by=cast.karin)
    with pytest.raises(cases.HasAProposal):
        cases.add_member(case=case, person=None, is_adult=False, age_group="0-5", by=cast.karin)
    assert case.members.count() == 2
    proposal.state = State.WITHDRAWN
    proposal.save()
    cases.remove_member(member=one, by=cast.karin)
    with pytest.raises(cases.LastAdult):
        cases.remove_member(member=case.members.get(), by=cast.karin)


def test_a_household_leaves_any_day_and_what_was_proposed_is_free_again(cast, matching):
    place = a_place(matching, cast.partille)
    case, home = a_case(matching, cast.kungalv), a_home(place)
    a_proposal(case, place, State.YES, home=home)
    as_(cast.karin).post(page("leave", matching, **of(case)))
    case.refresh_from_db()
    assert case.state == Case.State.WITHDRAWN
    assert case.left_on == TODAY
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.home) == (State.WITHDRAWN, None)
    # The home is free for somebody else, and the household may come back.
    a_proposal(a_case(matching, cast.kungalv), place, State.SHOWN, home=home)


def test_who_moved_stays_where_they_moved(cast, matching):
    case = a_case(matching, cast.kungalv)
    a_proposal(case, a_place(matching, cast.partille), State.MOVED)
    with pytest.raises(cases.HasMoved):
        cases.leave_round(case=case, on=TODAY, by=cast.karin)


def test_a_municipality_learns_of_a_household_when_it_has_said_yes(cast, matching):
    place = a_place(matching, cast.partille)
    gunilla = receiver(matching, cast.partille)
    case = a_case(matching, cast.kungalv)
    proposal = a_proposal(case, place, State.SHOWN)
    assert not Case.objects.visible_to(gunilla).exists()
    proposal.state = State.YES
    proposal.save()
    assert Case.objects.visible_to(gunilla).get() == case
    # Its facts are changed by officers alone.
    assert as_(gunilla).get(page("case", matching, **of(case))).status_code == 404
    other = receiver(matching, cast.osby, name="greta")
    assert not Case.objects.visible_to(other).exists()


def test_somebody_protected_opens_to_those_on_the_access_list_alone(cast, matching):
    amina = person("Amina", cast.kungalv)
    case = a_case(matching, cast.kungalv, person("Bilal", cast.kungalv), amina)
    assert Case.objects.of_officer(cast.karin).exists()
    Person.objects.filter(pk=amina.pk).update(is_protected=True)
    url = page("case", matching, **of(case))
    assert as_(cast.karin).get(url).status_code == 404
    Access.objects.create(person=amina, user=cast.karin.user, since=TODAY)
    assert as_(cast.karin).get(url).status_code == 200


def test_the_trail_tells_of_the_round_and_never_who_is_in_it(cast, matching):
    case = a_case(matching, cast.kungalv)
    karin = as_(cast.karin)
    karin.get(page("case", matching, **of(case)))
    karin.post(page("needs", matching, **of(case)), {"hard": ["step_free"]})
    karin.post(page("leave", matching, **of(case)))
    ours = Event.objects.filter(about__startswith="matching.")
    assert ours.filter(verb="matching.case_left").exists()
    assert not ours.exclude(person_id=None).exists()
    read = Event.objects.get(verb="read", person_id=case.contact_id)
    assert (read.about, read.about_id) == ("programmes.Programme", str(cast.programme.pk))


def test_whoever_has_no_part_gets_the_same_answer_with_and_without_a_household(cast, matching):
    there = a_case(matching, cast.kungalv)
    gets(matching, cast.rut.user, cast.gr, Part.REVIEWER)
    for actor in (cast.petra, cast.ulla, cast.sara, cast.rut, cast.ada):
        browser = as_(actor)
        answers = [
            browser.get(page("case", matching, key=key)) for key in (there.public_key, "x" * 12)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert Member.objects.count() == 1


def test_an_extract_tells_the_person_and_officers_of_a_household_and_nobody_else(cast, matching):
    sara = person("Sara", cast.kungalv)
    Person.objects.filter(pk=sara.pk).update(user=cast.sara.user)
    sara.refresh_from_db()
    before = disclose_person(person=sara, to=cast.ulla)
    a_case(matching, cast.kungalv, sara)
    assert disclose_person(person=sara, to=cast.ulla) == before
    assert "Whether somebody is in a matching round" in str(before)
    for who in (cast.sara, cast.karin):
        assert "Våren 2026" in str(disclose_person(person=sara, to=who))

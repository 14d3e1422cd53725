import re

import pytest
from django.test import Client
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.register.people import actions, identity
from samverka.register.people.models import Person
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


def as_user(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def names(response) -> list[str]:
    return [str(somebody) for somebody in response.context["listing"].page]


@pytest.fixture
def paula(cast):
    """Somebody with protected identity, whom Ulla protects and Karin does not see."""
    made = person("Paula", cast.kungalv, cast.gr)
    actions.protect(person=made, access=[], reason="Handlägger", on=TODAY, by=cast.ulla)
    return made


# --- The list -----------------------------------------------------------------------------------


def test_the_list_shows_those_the_organisation_knows_and_nobody_else(cast):
    person("Amanda", cast.kungalv)
    person("Bo", cast.partille)
    person("Cecilia", cast.partille, cast.kungalv)
    response = as_user(cast.karin).get(reverse("people:list"))
    assert names(response) == ["Amanda Exempel", "Cecilia Exempel"]


@pytest.mark.parametrize("words", ["åsa", "ÅSA", "exempel åsa", "sa@", "1740605"])
def test_a_person_is_found_by_parts_of_name_mail_or_telephone_in_any_case(cast, words):
    asa = person("Åsa", cast.kungalv)
    person("Bo", cast.kungalv)
    actions.correct_person(person=asa, by=cast.karin, email="asa@example.org", phone="0701740605")
    response = as_user(cast.karin).get(reverse("people:list"), {"words": words})
    assert names(response) == ["Åsa Exempel"]


def test_signs_with_a_meaning_in_patterns_are_ordinary_letters_in_a_search(cast):
    person("Amanda", cast.kungalv)
    response = as_user(cast.karin).get(reverse("people:list"), {"words": ".* ( ["})
    assert names(response) == []


def test_the_list_is_narrowed_to_an_organisation(cast):
    person("Amanda", cast.kungalv, cast.gr)
    person("Bo", cast.partille, cast.gr)
    asked = {"organisation": cast.partille.public_key}
    assert names(as_user(cast.olga).get(reverse("people:list"), asked)) == ["Bo Exempel"]


def test_a_protected_person_is_on_the_list_of_those_who_may_open_her_only(cast, paula):
    assert names(as_user(cast.ulla).get(reverse("people:list"))) == ["Paula Exempel"]
    assert names(as_user(cast.karin).get(reverse("people:list"))) == []


def test_everybody_on_the_page_is_noted_as_read_in_one_insert(cast):
    shown = {person(name, cast.kungalv).pk for name in ("Amanda", "Bo")}
    as_user(cast.karin).get(reverse("people:list"))
    read = Event.objects.filter(verb="read", user_id=cast.karin.user_id)
    assert {event.person_id for event in read} == shown


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    cast, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_user(cast.karin)
    person("Amanda", cast.kungalv)
    with django_assert_max_num_queries(12) as short:
        client.get(reverse("people:list"))
    for number in range(40):
        person(f"Bo {number}", cast.kungalv)
    with django_assert_num_queries(len(short)):
        client.get(reverse("people:list"))
    # Signing in asks three of them: session, user, roles.
    assert len(short) <= 10, [query["sql"] for query in short.captured_queries]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_holds_what_one_sees_and_says_so_in_the_trail(cast, paula, form):
    amanda = person("Amanda", cast.kungalv)
    response = as_user(cast.karin).get(reverse("people:list"), {"format": form})
    assert response.status_code == 200
    if form == "csv":
        text = response.content.decode("utf-8-sig")
        assert "Exempel, Amanda;Kungälv kommun;Handläggare" in text
        assert "Paula" not in text
    assert [event.person_id for event in Event.objects.filter(verb="read")] == [amanda.pk]


# --- Somebody new -------------------------------------------------------------------------------

AMANDA = {"given_name": "Amanda", "family_name": "Exempel", "title": "Kurator", "on": "2026-03-01"}


def new(cast, actor, **facts):
    facts = {**AMANDA, "employer": cast.kungalv.public_key, **facts}
    return as_user(actor).post(reverse("people:create"), facts)


def test_somebody_new_is_saved_and_opened(cast):
    response = new(cast, cast.karin, phone="+46 70-174 06 05", number="890630-2396")
    amanda = Person.objects.get()
    assert response["Location"] == reverse("person:detail", args=[amanda.public_key])
    assert amanda.phone == "0701740605"
    assert identity.opened(amanda.identity_sealed).number == "19890630-2396"


def test_somebody_with_the_same_name_is_shown_before_anything_is_saved(cast):
    person("amanda", cast.kungalv)
    response = new(cast, cast.karin)
    assert [str(double.person) for double, *_ in response.context["doubles"]] == ["amanda Exempel"]
    assert Person.objects.count() == 1
    assert response.context["form"]["title"].value() == "Kurator"


def test_family_name_first_is_the_same_name(cast):
    person("Amanda", cast.kungalv)
    response = new(cast, cast.karin, given_name="Exempel", family_name="Amanda")
    assert len(response.context["doubles"]) == 1


def test_whoever_says_that_it_is_none_of_them_saves(cast):
    person("Amanda", cast.kungalv)
    new(cast, cast.karin, is_new="on")
    assert Person.objects.count() == 2


def test_nobody_learns_of_somebody_with_another_partner(cast):
    other = person("Amanda", cast.partille)
    actions.correct_person(person=other, by=cast.olga, phone="0701740605", email="a@example.org")
    response = new(cast, cast.karin, phone="0701740605", email="a@example.org")
    assert response.status_code == 302


def test_nobody_learns_of_somebody_protected(cast, paula):
    assert new(cast, cast.karin, given_name="Paula").status_code == 302


def test_a_unit_head_writes_down_own_staff_only(cast):
    response = new(cast, cast.ulla, employer=cast.partille.public_key)
    assert "employer" in response.context["form"].errors


def test_a_wrong_number_is_told_at_its_field_and_what_was_typed_stays(cast):
    response = new(cast, cast.karin, number="890630-2397", phone="abc")
    form = response.context["form"]
    assert set(form.errors) == {"number", "phone"}
    assert form["number"].value() == "890630-2397"
    assert Person.objects.count() == 0


def test_an_organiser_is_not_asked_for_number_and_protection(cast):
    form = as_user(cast.olga).get(reverse("people:create")).context["form"]
    assert not {"number", "protected"} & set(form.fields)


def test_somebody_protected_is_seen_by_whoever_wrote_her_down_only(cast):
    new(cast, cast.karin, protected="on")
    amanda = Person.objects.get()
    assert amanda in Person.objects.visible_to(cast.karin)
    assert amanda not in Person.objects.visible_to(cast.ulla)


# --- The number ---------------------------------------------------------------------------------


@pytest.fixture
def numbered(cast):
    amanda = person("Amanda", cast.kungalv, cast.gr)
    number = identity.read("198906302396", on=TODAY)
    actions.set_identity(person=amanda, number=number, by=cast.karin)
    return amanda


def test_the_persons_page_shows_the_number_masked(cast, numbered):
    page = as_user(cast.karin).get(reverse("person:detail", args=[numbered.public_key]))
    assert "••••••••-••96" in page.content.decode()
    assert "2396" not in page.content.decode()


def test_the_whole_number_is_shown_once_kept_nowhere_and_noted(cast, numbered):
    shown = as_user(cast.karin).post(reverse("people:show_identity", args=[numbered.public_key]))
    assert "19890630-2396" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    event = Event.objects.get(verb="people.identity_shown")
    assert (event.person_id, event.user_id) == (numbered.pk, cast.karin.user_id)


def test_a_number_left_empty_is_taken_away(cast, numbered):
    as_user(cast.karin).post(reverse("people:set_identity", args=[numbered.public_key]), {})
    numbered.refresh_from_db()
    assert (numbered.identity_kind, numbered.identity_sealed, numbered.identity_hash) == ("",) * 3


def test_a_replacement_id_asks_for_protection_first(cast, numbered):
    url = reverse("people:set_identity", args=[numbered.public_key])
    response = as_user(cast.karin).post(url, {"number": "19850412-TF12"})
    assert "number" in response.context["form"].errors
    actions.protect(person=numbered, access=[], reason="", on=TODAY, by=cast.karin)
    assert as_user(cast.karin).post(url, {"number": "19850412-TF12"}).status_code == 302


# --- Protection ---------------------------------------------------------------------------------


def test_whoever_protects_is_on_the_list_with_the_one_named(cast):
    amanda = person("Amanda", cast.kungalv)
    url = reverse("people:protection", args=[amanda.public_key])
    as_user(cast.karin).post(url, {"user": cast.ulla.user.public_key, "reason": "Handlägger"})
    on_the_list = {access.user for access in amanda.access_list.all()}
    assert on_the_list == {cast.karin.user, cast.ulla.user}


def test_a_protected_person_cannot_be_told_from_nobody(cast, paula):
    """The same answer, and nothing in the trail that her name could be read from."""
    client = as_user(cast.karin)
    events = Event.objects.count()
    hers = client.get(reverse("person:detail", args=[paula.public_key]))
    nobodys = client.get(reverse("person:detail", args=["nobodyatall2"]))
    assert hers.status_code == nobodys.status_code == 404
    texts = [re.sub(rb'value="\w{64}"', b"", page.content) for page in (hers, nobodys)]
    assert texts[0].replace(paula.public_key.encode(), b"nobodyatall2") == texts[1]
    assert Event.objects.count() == events


def test_the_last_one_stays_on_the_list(cast, paula):
    url = reverse("people:withdraw_access", args=[paula.public_key, cast.ulla.user.public_key])
    as_user(cast.ulla).post(url)
    assert paula.access_list.count() == 1


def test_whoever_leaves_the_list_does_not_see_the_person_any_more(cast, paula):
    actions.grant_access(
        person=paula, user=cast.karin.user, reason="Ersätter", on=TODAY, by=cast.ulla
    )
    url = reverse("people:withdraw_access", args=[paula.public_key, cast.ulla.user.public_key])
    assert as_user(cast.ulla).post(url)["Location"] == reverse("people:list")
    assert paula not in Person.objects.visible_to(cast.ulla)


def test_after_the_protection_everybody_who_knows_the_person_sees_her(cast, paula):
    as_user(cast.ulla).post(reverse("people:end_protection", args=[paula.public_key]))
    assert Person.objects.visible_to(cast.karin).filter(pk=paula.pk).exists()
    assert paula.access_list.count() == 0


# --- Functions and facts ------------------------------------------------------------------------


def test_a_function_ends_after_its_last_day(cast):
    amanda = person("Amanda", cast.kungalv)
    position = amanda.positions.get()
    url = reverse("people:end_position", args=[amanda.public_key, position.pk])
    as_user(cast.karin).post(url, {"last_day": "2026-03-31"})
    position.refresh_from_db()
    assert position.valid_to.isoformat() == "2026-04-01"
    assert position.last_day.isoformat() == "2026-03-31"


def test_a_function_does_not_end_before_it_began(cast):
    amanda = person("Amanda", cast.kungalv)
    url = reverse("people:end_position", args=[amanda.public_key, amanda.positions.get().pk])
    response = as_user(cast.karin).post(url, {"last_day": "2019-12-01"})
    assert "last_day" in response.context["form"].errors


def test_a_function_elsewhere_lets_the_new_employer_see_the_person(cast):
    amanda = person("Amanda", cast.kungalv)
    actions.add_position(
        person=amanda, organisation=cast.partille, title="Chef", on=TODAY, by=cast.karin
    )
    assert amanda.known_to.filter(organisation=cast.partille, reason="employs").exists()


def test_a_correction_notes_what_changed_and_not_to_what(cast):
    amanda = person("Amanda", cast.kungalv)
    url = reverse("people:correct", args=[amanda.public_key])
    as_user(cast.karin).post(url, {"given_name": "Amanda", "family_name": "Påhitt"})
    event = Event.objects.get(verb="people.person_corrected")
    assert event.fields == ["family_name"]
    amanda.refresh_from_db()
    assert str(amanda) == "Amanda Påhitt"


def test_an_account_is_linked_to_one_person_only(cast):
    sara, other = person("Sara", cast.kungalv), person("Amanda", cast.kungalv)
    actions.link_user(person=sara, user=cast.sara.user, by=cast.ada)
    with pytest.raises(actions.HasAnAccount):
        actions.link_user(person=other, user=cast.sara.user, by=cast.ada)


def test_the_same_function_twice_is_told_at_the_field(cast):
    amanda = person("Amanda", cast.kungalv)
    facts = {"employer": cast.kungalv.public_key, "title": "Kurator", "on": "2026-03-01"}
    url = reverse("people:add_position", args=[amanda.public_key])
    first, second = [as_user(cast.karin).post(url, facts) for _ in range(2)]
    assert (first.status_code, second.status_code) == (302, 200)
    assert amanda.positions.filter(title="Kurator").count() == 1

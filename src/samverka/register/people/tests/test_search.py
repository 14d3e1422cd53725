import pytest
from django.test import Client
from django.urls import reverse

from samverka.register.people import actions, identity
from samverka.register.people.queries import persons_seen
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


def found(actor, words: str = "", **asked: str) -> list[str]:
    return [p.given_name for p in persons_seen(actor, words=words, on=TODAY, **asked)]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Mohamed", "محمد"),
        ("محمد", "Muhammad"),
        ("Maxamed", "mohammed"),
        ("Abdirahman", "abd al-rahman"),
        ("عبد الرحمن", "Abdulrahman"),
        ("Tsegay", "Tzegai"),
        ("ጸጋይ", "tsegay"),
        ("Олександр", "Oleksandr"),
        ("Serhii", "Сергій"),
        ("Åsa", "asa"),
        ("Björn", "bjor"),
        ("Ann-Marie", "marie"),
    ],
)
def test_a_name_is_found_in_another_spelling_or_script_and_by_its_beginning(cast, written, words):
    person(written, cast.kungalv)
    person("Greta", cast.kungalv)
    assert found(cast.karin, words) == [written]


def test_a_corrected_name_is_found_and_the_old_one_is_not(cast):
    amanda = person("Amanda", cast.kungalv)
    actions.correct_person(person=amanda, given_name="Tsegay", by=cast.karin)
    assert found(cast.karin, "Tzegai") == ["Tsegay"]
    assert found(cast.karin, "Amanda") == []


def test_another_spelling_finds_nobody_whom_one_does_not_see(cast):
    person("Mohamed", cast.partille)
    protected = person("Maxamed", cast.kungalv)
    actions.protect(person=protected, access=[], reason="", on=TODAY, by=cast.ulla)
    assert found(cast.karin, "Muhammad") == []


@pytest.fixture
def amanda(cast):
    amanda = person("Amanda", cast.kungalv, cast.gr)
    number = identity.read("19890630-2396", on=TODAY)
    actions.set_identity(person=amanda, number=number, by=cast.karin)
    return amanda


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.mark.parametrize("written", ["890630-2396", "19890630-2396"])
def test_a_whole_number_finds_its_person_and_never_stands_in_an_address(cast, amanda, written):
    answer = signed_in(cast.karin).post(reverse("people:by_number"), {"number": written})
    # The person's own page, which can be opened again.
    assert answer.headers["Location"] == reverse("person:detail", args=[amanda.public_key])
    assert signed_in(cast.olga).post(reverse("people:by_number")).status_code == 403


def test_nobody_learns_that_somebody_they_do_not_see_has_a_number(cast, amanda):
    answer = signed_in(cast.eve).post(reverse("people:by_number"), {"number": "890630-2396"})
    assert answer.status_code in {403, 422}
    other = person("Bo", cast.partille)
    actions.set_identity(
        person=other, number=identity.read("19811218-9876", on=TODAY), by=cast.karin
    )
    answer = signed_in(cast.karin).post(reverse("people:by_number"), {"number": "811218-9876"})
    assert answer.status_code == 422
    assert "Nobody whom you see has this number." in answer.content.decode()


def test_a_number_in_the_search_field_leads_away_from_its_address(cast, amanda):
    client = signed_in(cast.karin)
    address = reverse("people:list")
    answer = client.get(address, {"words": "890630-2396"})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("people:by_number"))
    typing = client.get(address, {"words": "890630-2396"}, headers={"HX-Request": "true"})
    assert typing.headers["HX-Redirect"] == reverse("people:by_number")
    assert "890630" not in str(dict(client.session))
    telephone = client.get(address, {"words": "0701740605"})
    assert telephone.status_code == 200


def test_the_list_is_narrowed_by_function_contact_reason_and_what_is_missing(cast):
    amanda = person("Amanda", cast.kungalv, title="Kurator")
    amanda.positions.update(contact="direct")
    person("Bo", cast.kungalv)
    gone = person("Cecilia", cast.partille, cast.kungalv)
    gone.positions.update(valid_to=TODAY)
    assert found(cast.karin, function="Kurator") == ["Amanda"]
    assert found(cast.karin, contact="direct") == ["Amanda"]
    assert found(cast.karin, known="activity") == ["Cecilia"]
    assert found(cast.karin, lacks="function") == ["Cecilia"]
    assert found(cast.karin, lacks="contact") == ["Bo"]


def test_an_international_telephone_number_finds_the_national_one(cast):
    amanda = person("Amanda", cast.kungalv)
    actions.correct_person(person=amanda, phone="0701740605", by=cast.karin)
    assert found(cast.karin, "+46701740605") == ["Amanda"]


def test_a_whole_address_finds_whose_it_is_and_nobody_called_so(cast):
    """Family names are Exempel here: the address is not a name that sounds like it."""
    amanda = person("Amanda", cast.kungalv)
    actions.correct_person(person=amanda, email="amanda@example.org", by=cast.karin)
    actions.correct_person(person=person("Ammanda", cast.kungalv), email="a@post", by=cast.karin)
    assert found(cast.karin, "Amanda") == ["Amanda", "Ammanda"]
    assert found(cast.karin, "amanda@example.org") == ["Amanda"]
    assert found(cast.karin, "Ammanda a@post") == ["Ammanda"]


@pytest.mark.parametrize("written", ["Zebedeus", "070-174 06 05"])
def test_what_one_types_to_find_somebody_is_kept_nowhere(cast, client, written):
    client.force_login(cast.karin.user)
    url = reverse("people:list")
    client.get(url, {"words": written, "lacks": "contact"})
    assert written not in str(dict(client.session))
    assert client.get(url).url == f"{url}?lacks=contact"

"""What somebody finds by words from the head of any page, and what they never learn."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.groups.models import Group
from samverka.delivery.guidelines.models import Guideline
from samverka.delivery.questions.models import Question
from samverka.delivery.series.models import ActivitySeries
from samverka.development.methods.models import Method
from samverka.foundation.audit.models import Event
from samverka.publishing.materials.models import Material, MaterialVersion
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from tests.people import TODAY, person

SEARCH = "/sok/"
MOST = 10


@pytest.fixture
def look(client, cast):
    """What somebody reads when looking for some words."""
    client.cookies["django_language"] = "en"

    def looks(name: str, words: str) -> str:
        client.force_login(cast.actor(name).user)
        return client.get(SEARCH, {"words": words}).content.decode()

    return looks


def one_of_each(cast, word: str) -> list[str]:
    """One thing of every kind with the word in its name; the addresses of their pages."""
    of = {"programme": cast.programme}
    unit = Organisation.objects.create(name=f"{word} sfi", kind="unit", part_of=cast.kungalv)
    activity = training_day(cast, TODAY, title=f"{word} i vardagen")
    group = Group.objects.create(**of, name=f"{word}nätverket", kind="network", convener=cast.gr)
    question = Question.objects.create(**of, title=f"Vem bokar {word}?", asked_for=cast.gr)
    method = Method.objects.create(**of, name=f"{word} i grupp")
    agreement = Agreement.objects.create(title=f"Om {word}", kind="local", keeper=cast.gr)
    agreement.versions.create(number=1)
    material = Material.objects.create(**of, owner=cast.gr)
    for number, title in ((1, f"{word} förr"), (2, f"{word} nu")):
        MaterialVersion.objects.create(
            material=material,
            number=number,
            title=title,
            language="sv",
            licence="CC0-1.0",
            creator="Amanda Exempel",
            changelog="Nytt" if number > 1 else "",
            published_on=TODAY,
            version_hash=str(number) * 64,
        )
    series = ActivitySeries.objects.create(**of, organiser=cast.gr, title=f"{word} i fyra delar")
    course = CourseTemplate.objects.create(**of, name=f"{word} på jobbet", minutes=150)
    advice = Guideline.objects.create(**of, name=f"Råd om {word}", issuer="Skolverket")
    edition = advice.editions.create(name="2026", issued_on=TODAY)
    somebody = person(word, cast.gr)
    key = cast.programme.public_key
    return [
        reverse("organisation:detail", args=[unit.public_key]),
        reverse("activities:detail", args=[activity.public_key]),
        reverse("groups:detail", args=[key, group.public_key]),
        reverse("series:detail", args=[key, series.public_key]),
        reverse("courses:detail", args=[key, course.public_key]),
        reverse("guidelines:edition", args=[key, edition.public_key]),
        reverse("questions:detail", args=[question.public_key]),
        reverse("methods:detail", args=[key, method.public_key]),
        reverse("agreements:detail", args=[agreement.public_key]),
        reverse("materials:detail", args=[key, material.public_key]),
        reverse("person:detail", args=[somebody.public_key]),
    ]


def test_a_word_finds_things_of_every_kind_and_each_opens(client, look, cast):
    pages = one_of_each(cast, "Tolkning")
    found = look("petra", "tolkning")
    assert [page for page in pages if f'href="{page}"' not in found] == []
    assert [page for page in pages if client.get(page).status_code != 200] == []
    # A material once, as it is called now.
    assert "Tolkning nu" in found
    assert "Tolkning förr" not in found


def test_a_word_of_what_is_said_of_a_series_a_course_or_a_material_finds_it(look, cast):
    of = {"programme": cast.programme}
    ActivitySeries.objects.create(**of, organiser=cast.gr, title="Hösten", description="Om tolkar")
    CourseTemplate.objects.create(**of, name="Våren", description="Att tolka", minutes=150)
    found = look("sara", "tolk")
    assert "Hösten" in found
    assert "Våren" in found


def test_what_one_may_not_see_is_not_found(look, cast):
    """Eve's municipality is not in the programme; which units there are is no secret."""
    unit, *others = one_of_each(cast, "Tolkning")
    found = look("eve", "tolkning")
    assert [page for page in [unit, *others] if page in found] == [unit]


def test_a_place_is_found_without_its_dots_and_in_either_case(look, cast):
    found = reverse("organisation:detail", args=[cast.kungalv.public_key])
    for words in ("kungalv", "KUNGÄLV", "kung kommun"):
        assert found in look("sara", words), words
    assert found not in look("sara", "kungalv partille")


def test_a_person_is_found_by_another_spelling_and_that_it_was_read_is_noted(look, cast):
    mohamed = person("Mohamed", cast.kungalv)
    assert reverse("person:detail", args=[mohamed.public_key]) in look("karin", "محمد")
    assert Event.objects.filter(verb="read", person_id=mohamed.pk, role=cast.karin.role).exists()


def test_whoever_is_called_so_stands_before_those_who_only_sound_so(look, cast):
    """The list of people goes by family name; whoever looks for Karin means Karin."""
    names = ("Karim", "Carin", "Karin Övning")
    people = [person(name, cast.kungalv) for name in names]
    found = look("karin", "karin")
    places = [found.find(reverse("person:detail", args=[one.public_key])) for one in people]
    assert -1 not in places
    assert min(places) == places[-1]


def test_the_kind_whose_thing_is_called_so_stands_first(look, cast):
    training_day(cast, TODAY, title="Nätverk i Kungälv")
    found = look("petra", "kungälv")
    assert found.index(cast.kungalv.public_key) < found.index("Nätverk i Kungälv")


def asked_for(look, name: str, words: str) -> list[str]:
    """Each question to the database, with what it asks for."""
    with CaptureQueriesContext(connection) as asked:
        look(name, words)
    sessions = ("django_session", "accounts_user", "SAVEPOINT")
    return [one["sql"] for one in asked if not any(word in one["sql"] for word in sessions)]


def test_that_somebody_unseen_exists_shows_neither_in_the_page_nor_in_what_is_asked(look, cast):
    """Neither Partille's own nor somebody protected at home, under any spelling."""
    empty, questions = look("karin", "Maxamed"), asked_for(look, "karin", "Maxamed")
    person("Mohamed", cast.partille)
    Person.objects.filter(pk=person("Muhammad", cast.kungalv).pk).update(is_protected=True)
    assert asked_for(look, "karin", "Maxamed") == questions
    assert without_token(look("karin", "Maxamed")) == without_token(empty)


def without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_as_many_questions_are_asked_whatever_is_found(look, cast):
    one_of_each(cast, "Tolkning")
    few = asked_for(look, "petra", "tolkning vardagen")
    for number in range(12):
        training_day(cast, TODAY - dt.timedelta(days=number), title=f"Tolkning {number}")
        person(f"Tolkning{number}", cast.gr)
    many = asked_for(look, "petra", "tolkning")
    assert len(many) <= MOST
    # Only the note of who was read comes to it, and the functions of those found.
    assert len(many) - len(few) <= 2


def test_the_first_of_many_are_shown_and_the_list_has_the_others(look, cast):
    for number in range(9):
        training_day(cast, TODAY - dt.timedelta(days=number), title=f"Träff {number}")
    found = look("petra", "träff")
    assert "Träff 0" in found  # the latest first
    assert "Träff 8" not in found
    assert f"{reverse('activities:list')}?q=tr%C3%A4ff" in found


def test_an_identity_number_leaves_the_address_before_anything_is_looked_for(client, look, cast):
    for name, where in (("karin", reverse("people:by_number")), ("olga", SEARCH)):
        client.force_login(cast.actor(name).user)
        answer = client.get(SEARCH, {"words": "19890630-2396"})
        assert answer.headers["Location"] == where


def test_without_words_the_page_says_what_can_be_looked_for(look):
    assert "What can be looked for" in look("petra", "")
    assert "Write at least two letters." in look("petra", "x")
    assert "Nothing that you may see fits" in look("petra", "xyzzy")

import datetime as dt
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.people import TODAY, person

from .factories import TOMORROW, YESTERDAY, place, training_day

LIST = reverse("activities:list")


@pytest.fixture
def page(client, cast):
    def get(actor=cast.sara, **choices):
        client.force_login(actor.user)
        return client.get(LIST, choices)

    return get


def titles(response):
    return [activity.title for activity in response.context["listing"].page]


def test_shows_what_is_to_come_soonest_first_and_what_has_been_on_its_own(cast, page):
    training_day(cast, TOMORROW, title="Sedan")
    training_day(cast, TODAY, title="Snart")
    training_day(cast, YESTERDAY, title="Förut")
    training_day(cast, YESTERDAY, TOMORROW, title="Pågår")
    assert titles(page()) == ["Snart", "Pågår", "Sedan"]
    assert titles(page(when="past")) == ["Förut"]


def test_finds_by_words_in_title_and_place_whatever_their_case(cast, page):
    training_day(cast, title="Åldrar i förskolan")
    training_day(cast, title="Annat", place="Örgryte")
    assert titles(page(q="åldrar")) == ["Åldrar i förskolan"]
    assert titles(page(q="örgr")) == ["Annat"]
    assert titles(page(q="finns(inte")) == []


def test_narrows_to_a_programme_and_ignores_what_cannot_be_read(cast, page):
    training_day(cast)
    assert len(titles(page(programme=cast.programme.public_key))) == 1
    assert len(titles(page(programme="nonsense"))) == 1


def test_the_list_as_it_is_opened_is_that_which_is_narrowed_by_nothing(cast, page):
    for number in range(40):
        days = [TODAY + dt.timedelta(number % 7 + more) for more in (-9, 0, 3)]
        about = {"title": f"Dag {number % 5}", "seats": 20, "registration_closes_on": TODAY}
        activity = training_day(cast, *days[: number % 4], **about)
        if number % 3:
            place(cast, activity, person(f"Amanda{number}", cast.kungalv))
    for actor in (cast.sara, cast.olga, cast.petra, cast.erik, cast.eve):
        opened, asked = page(actor), page(actor, when="")
        assert opened.context["listing"].page == list(asked.context["listing"].page)
        assert opened.context["listing"].body == asked.context["listing"].body
        assert opened.context["listing"].further == asked.context["listing"].further
    assert len(page().context["listing"].page) == 25
    assert page().context["listing"].further


def test_somebody_outside_the_programme_sees_none_of_it(cast, page):
    training_day(cast)
    response = page(cast.eve)
    assert titles(response) == []
    assert "Att arbeta med tolk" not in response.content.decode()


def test_only_those_who_run_activities_are_offered_to_make_one(cast, page):
    assert reverse("activities:create") in page(cast.olga).content.decode()
    assert reverse("activities:create") not in page(cast.erik).content.decode()


def test_what_is_seen_leaves_as_a_spreadsheet(cast, page):
    activity = training_day(cast, seats=20, place="Göteborg")
    training_day(cast, YESTERDAY, title="Förut")
    place(cast, activity, person("Amanda", cast.kungalv))
    book = CalamineWorkbook.from_filelike(io.BytesIO(page(format="xlsx").content))
    heading, row, *others = book.get_sheet_by_index(0).to_python()
    assert heading == ["Activity", "Day", "Place", "Organiser", "Registered"]
    assert row == ["Att arbeta med tolk", TODAY, "Göteborg", "Göteborgsregionen", 1]
    assert others == []
    assert "Förut" in page(format="csv", when="past").content.decode("utf-8-sig")


def test_asks_as_many_questions_for_many_activities_as_for_few(
    cast, client, django_assert_max_num_queries
):
    client.force_login(cast.sara.user)
    training_day(cast)
    with django_assert_max_num_queries(10) as few:
        client.get(LIST)
    for number in range(20):
        activity = training_day(cast, TODAY + dt.timedelta(number), title=f"Fler {number}")
        place(cast, activity, person(f"Amanda{number}", cast.kungalv))
    with django_assert_max_num_queries(10) as many:
        client.get(LIST)
    assert len(many) == len(few)

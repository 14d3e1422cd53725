"""Who of the newly employed has completed the introduction, by municipality, and who sees them."""

import datetime as dt
import io

from django.urls import reverse
from openpyxl import load_workbook

from samverka.development.introduction import queries
from samverka.register.people.models import Position
from tests.people import LONG_AGO, TODAY, person

from .factories import been, chosen, held, new

BEGAN = TODAY - dt.timedelta(weeks=8)


def region(cast):
    """In Kungälv three are new: Amanda completed with a make-up, Bashir has begun, Dalia not.

    In Partille Ermias is new and no course is planned. Cecilia began long ago, and Farah has a
    new function at an old employer.
    """
    introduction = chosen(cast)
    course = held(cast, introduction, BEGAN)
    held(cast, introduction, TODAY + dt.timedelta(days=7))
    meetings = list(course.activity.sessions.order_by("starts_at"))
    amanda, bashir, dalia = (new(name, cast.kungalv) for name in ("Amanda", "Bashir", "Dalia"))
    made_up = course.activity.sessions.create(
        starts_at=meetings[4].starts_at + dt.timedelta(days=2),
        ends_at=meetings[4].ends_at + dt.timedelta(days=2),
        held_on=meetings[4].held_on + dt.timedelta(days=2),
        makes_up=meetings[4],
    )
    been(amanda, *meetings[:4], made_up)
    been(bashir, *meetings[:2])
    cecilia, farah = person("Cecilia", cast.kungalv), person("Farah", cast.kungalv)
    been(cecilia, *meetings)
    Position.objects.create(
        person=farah, organisation=cast.kungalv, title="Samordnare", valid_from=BEGAN
    )
    new("Ermias", cast.partille)
    return introduction, (amanda, bashir, dalia)


def rows_of(answer) -> list[list]:
    """The workbook of a list, its head first."""
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_completion_is_counted_by_municipality_of_those_who_are_new(cast, client):
    region(cast)
    client.force_login(cast.petra.user)
    url = reverse("introduction:overview", args=[cast.programme.public_key])
    [_head, *rows] = rows_of(client.get(url, {"format": "xlsx"}))
    assert [row[:6] for row in rows] == [
        ["Göteborgsregionen", 0, 0, 0, 0, 0],
        ["Kungälv", 3, 1, 1, 1, 0],
        ["Partille", 1, 0, 0, 0, 1],
    ]
    assert "33" in client.get(url).content.decode()


def test_how_long_somebody_is_new_is_written_in_the_programme_and_changed_on_the_page(cast):
    introduction, _persons = region(cast)
    facts = {"counts_all": True, "of": cast.petra}
    shorter = queries.completion(introduction, TODAY, months=2, **facts)
    assert not shorter.newcomers
    assert len(queries.completion(introduction, TODAY, months=12, **facts).newcomers) == 4


def test_a_number_opens_the_persons_one_may_see_and_counts_the_others(cast, client):
    _introduction, (amanda, _bashir, dalia) = region(cast)
    dalia.is_protected = True
    dalia.save()
    url = reverse("introduction:persons", args=[cast.programme.public_key])
    client.force_login(cast.karin.user)
    page = client.get(url, {"state": "completed"}).content.decode()
    assert str(amanda) in page
    assert "Bashir" not in page
    page = client.get(url, {"state": "not_begun"}).content.decode()
    assert "Dalia" not in page
    client.force_login(cast.petra.user)
    answer = client.get(url, {"place": "1482", "state": ""})
    assert answer.context["not_shown"] == 3
    assert "Amanda" not in answer.content.decode()


def test_whoever_leads_a_part_counts_the_own_staff_they_may_see(cast, client):
    _introduction, (_amanda, _bashir, dalia) = region(cast)
    dalia.is_protected = True
    dalia.save()
    client.force_login(cast.karin.user)
    url = reverse("introduction:overview", args=[cast.programme.public_key])
    [_head, *rows] = rows_of(client.get(url, {"format": "xlsx"}))
    assert [row[:6] for row in rows] == [["Kungälv", 2, 1, 1, 0, 0]]


def test_both_pages_ask_a_fixed_number_of_questions(cast, client, django_assert_max_num_queries):
    introduction, _persons = region(cast)
    for number in range(12):
        new(f"Nyanställd {number}", cast.kungalv)
    client.force_login(cast.petra.user)
    for name in ("overview", "persons"):
        url = reverse(f"introduction:{name}", args=[introduction.programme.public_key])
        client.get(url, {"months": 11})
        with django_assert_max_num_queries(10):
            client.get(url, {"months": 11})


def test_somebody_reads_where_they_are_themselves(cast):
    introduction, (amanda, bashir, dalia) = region(cast)
    [own] = queries.own_ways(amanda)
    assert (own.introduction, own.way.state) == (introduction, queries.COMPLETED)
    assert own.way.last_on == BEGAN + dt.timedelta(weeks=4, days=2)
    [other] = queries.own_ways(bashir)
    assert (other.way.state, other.way.been, other.way.meetings) == (queries.UNDER_WAY, 2, 5)
    assert queries.own_ways(dalia) == []
    assert LONG_AGO < BEGAN

"""S124: a plan's roles and wheel, who gets the tasks, and three years on as counted by hand."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.development.competence.tests.factories import (
    an_account,
    answered,
    competences,
    mapping,
    staff,
)
from samverka.development.supply import actions
from samverka.development.supply.models import SupplyPlan, WheelTask
from tests.people import TODAY

from .factories import ROLE, ROW, plan, role, row, task


def page_of(client, actor, name: str, *keys: str, **asked) -> str:
    client.cookies["django_language"] = "en"
    client.force_login(actor.user)
    return client.get(reverse(f"supply:{name}", args=keys), asked).content.decode()


def cells(page: str) -> list[str]:
    """The numbers of the table's first row: level, now, and after each of three years."""
    body = page.partition("<tbody>")[2]
    parts = body.split('<td class="num"')[1:6]
    return [part.partition(">")[2].partition("<")[0] for part in parts]


def test_three_years_on_are_as_counted_by_hand(cast, client):
    """Five hold the function, three at level 2 and two at 3; level 3 is needed.

    In a year 20 % leave, half of those who stay rise a level, and the new begin at level 1.
    Now 2. After one year: 2.4 stay at 2, of which 1.2 rise to 3; 1.6 stay at 3, of which 0.8 rise
    to 4; one is new: 1.2 + 0.8 + 0.8 = 2.8. After two: of 1 at 1, 1.2 at 2, 2 at 3 and 0.8 at 4
    reach it 0.48 + 1.6 + 0.64 = 2.72. After three: of 1.4, 0.88, 1.28 and 1.44 it is
    0.352 + 1.024 + 1.152 = 2.528.
    """
    competences(cast, "Samtal med tolk")
    people = staff(cast, "Amanda", "Bo", "Cia", "Dan", "Eva")
    of = mapping(cast)
    for one, level in zip(people, (2, 2, 2, 3, 3), strict=True):
        answered(of, one, all=level)
    made = role(cast)
    keys = (cast.programme.public_key, made.plan.public_key, made.public_key)
    page = page_of(client, cast.karin, "projection", *keys)
    assert cells(page) == ["3", "2.0", "2.8", "2.7", "2.5"]
    assert "20 % leave in a year (Kommunens personalsiffror 2025" in page
    # Nobody leaves and nobody learns: it stays as it is, and nothing is saved.
    page = page_of(client, cast.karin, "projection", *keys, leaves=0, rises=0, new_level=1)
    assert cells(page) == ["3", "2.0", "2.0", "2.0", "2.0"]
    assert "Nothing is saved" in page
    made.refresh_from_db()
    assert (made.leaves, made.rises) == (20, 50)


def test_of_fewer_than_five_answers_nothing_is_told(cast, client):
    competences(cast, "Samtal med tolk")
    people = staff(cast, "Amanda", "Bo", "Cia", "Dan")
    of = mapping(cast)
    for one in people:
        answered(of, one, all=2)
    made = role(cast)
    keys = (cast.programme.public_key, made.plan.public_key, made.public_key)
    page = page_of(client, cast.karin, "projection", *keys)
    assert "Of 1 competence nothing is told" in page
    assert "<tbody>" not in page


def test_a_plan_says_who_holds_a_role_who_follows_and_how_many_leave(cast, client):
    amanda, *_others = staff(cast, "Amanda", "Bo", "Cia", "Dan", "Eva")
    role(cast, successor=amanda)
    role(cast, function="Skolkurator", needed=1)
    of = plan(cast)
    page = page_of(client, cast.karin, "plan", cast.programme.public_key, of.public_key)
    assert "Amanda Exempel" in page
    assert "1.0" in page  # a fifth of five
    assert page.count("Nobody follows") == 2  # the figure, and the role without
    with pytest.raises(actions.TwoSuccessors):
        role(cast, successor=amanda, successor_function="Biträdande chef")


def test_the_programme_reads_a_plan_without_names_it_does_not_know(cast, client):
    bo = staff(cast, "Bo")[0]
    bo.known_to.filter(organisation=cast.gr).delete()
    role(cast, successor=bo)
    of = plan(cast)
    page = page_of(client, cast.petra, "plan", cast.programme.public_key, of.public_key)
    assert "Bo Exempel" not in page
    assert "Somebody whom you do not see" in page


def test_the_wheel_makes_each_task_of_a_year_once_and_none_of_months_that_are_over(cast):
    for month in (2, 5, 11):
        row(cast, month=month)
    of = plan(cast)
    assert actions.make_year(plan=of, year=2026, on=TODAY, by=cast.karin) == 2
    assert actions.make_year(plan=of, year=2026, on=TODAY, by=cast.karin) == 2
    assert actions.make_year(plan=of, year=2027, on=TODAY, by=cast.karin) == 3
    days = set(WheelTask.objects.values_list("due_on", flat=True))
    assert {dt.date(2026, 5, 31), dt.date(2027, 2, 28)} <= days
    # A row that comes later gets its tasks in the years that are made.
    late = actions.write_row(plan=of, values=ROW | {"month": 9}, on=TODAY, by=cast.karin)
    assert [one.due_on for one in late.tasks.all()] == [dt.date(2026, 9, 30), dt.date(2027, 9, 30)]


def test_whoever_holds_the_function_has_the_task_on_their_home_late_ones_said(cast, client):
    an_account(cast, staff(cast, "Sara", title="Översättare")[0], cast.sara)
    made = task(cast, function="översättare")
    assert made.due_on < TODAY
    client.cookies["django_language"] = "en"
    client.force_login(cast.sara.user)
    home = client.get("/").content.decode()
    assert "Do a task of the year" in home
    assert "late" in home.partition("Do a task of the year")[2][:200]
    assert reverse("supply:mine") in home
    assert made.row.text in page_of(client, cast.sara, "mine")
    client.post(reverse("supply:mark_task", args=[made.public_key]), {"done": ""})
    made.refresh_from_db()
    assert made.done_on == TODAY
    assert "Do a task of the year" not in client.get("/").content.decode()
    # It is not done after all. Karin leads the part, and has what nobody holds, not this.
    client.post(reverse("supply:mark_task", args=[made.public_key]))
    made.refresh_from_db()
    assert made.done_on is None
    assert made.row.text not in page_of(client, cast.karin, "mine")


def test_a_task_that_nobody_with_an_account_holds_lies_with_whoever_leads_the_part(cast, client):
    made = task(cast, function="Mottagningschef")
    client.cookies["django_language"] = "en"
    for actor, has in ((cast.karin, True), (cast.sara, False), (cast.petra, False)):
        client.force_login(actor.user)
        assert ("Do a task of the year" in client.get("/").content.decode()) is has
        assert (made.row.text in page_of(client, actor, "mine")) is has


def test_a_plan_is_written_on_the_pages_and_what_is_taken_away_comes_back(cast, client):
    client.force_login(cast.karin.user)
    key = cast.programme.public_key
    begin = reverse("supply:begin", args=[key])
    assert client.post(begin, {"organisation": cast.kungalv.public_key}).status_code == 302
    of = SupplyPlan.objects.get()
    facts = {**ROLE, "leaves_on": "2025-12-31"}
    there = client.post(reverse("supply:add_role", args=[key, of.public_key]), facts)
    assert there.status_code == 302
    wrong = client.post(
        reverse("supply:add_role", args=[key, of.public_key]), facts | {"leaves": 120}
    )
    assert wrong.status_code == 422
    made = of.roles.get()
    asked = [key, of.public_key, "roll", made.public_key]
    client.post(reverse("supply:remove", args=asked))
    shown = reverse("supply:plan", args=[key, of.public_key])
    assert "Handläggare" not in client.get(shown).content.decode().partition("<h3>")[2][:100]
    client.post(reverse("supply:restore", args=asked))
    assert "Handläggare" in client.get(shown).content.decode().partition("<h3>")[2][:100]


def test_lists_ask_as_much_of_many_as_of_few(cast, client, django_assert_max_num_queries):
    staff(cast, "Amanda", "Bo")
    for number in range(8):
        role(cast, function=f"Funktion {number}")
        row(cast, text=f"Rad {number}")
    of = plan(cast)
    client.force_login(cast.karin.user)
    for address in (
        reverse("supply:plan", args=[cast.programme.public_key, of.public_key]),
        reverse("supply:overview", args=[cast.programme.public_key]),
        reverse("supply:mine"),
    ):
        client.get(address)
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200

"""An officer computes a plan, tries what would be otherwise, and chooses."""

import os
import re
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.urls import reverse

from samverka.engine.allocation.standing import asking
from samverka.foundation.audit.models import Event
from samverka.guidance.matching import facts as plain
from samverka.guidance.matching.criteria import CRITERIA
from samverka.guidance.matching.models import Case, Member, PlaceFact, Scenario, Wish
from samverka.guidance.matching.queries import trying
from samverka.guidance.matching.tests.factories import (
    a_case,
    a_home,
    a_place,
    a_round,
    officer,
)
from samverka.guidance.matching.tests.made_up import a_round as a_small_round
from tests.people import person
from tests.post import do_what_waits

KEEP = """
import sys
from pathlib import Path
from samverka.engine.allocation.standing.keeper import keep
keep(Path(sys.argv[1]), "samverka.guidance.matching.tests.dying")
"""


@pytest.fixture(scope="module")
def solver(tmp_path_factory):
    """The real process, as `samverka solver` keeps it; another one for each of pytest's."""
    before, settings.SOLVER = settings.SOLVER, tmp_path_factory.mktemp("s") / "s"
    die = {"DIE_ONCE": str(settings.SOLVER.with_name("die"))}
    begun = [sys.executable, "-c", KEEP, str(settings.SOLVER)]
    with subprocess.Popen(begun, env=os.environ | die) as process:
        try:
            # What it loads takes seconds, on a busy machine many.
            while not settings.SOLVER.exists():
                assert process.poll() is None
                time.sleep(0.02)
            small = plain.as_json(a_small_round(2, 1, seed=1))
            asking.ask(settings.SOLVER, "", {"weights": {"wish": 1}}, lambda: small, seconds=90)
            yield process
        finally:
            # It is waited for; where nobody ended it, for ever.
            process.terminate()
    settings.SOLVER = before


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A test waits as long as it takes."""
    monkeypatch.setattr(trying, "SECONDS", 90.0)
    monkeypatch.setattr(trying, "CLOSER_SECONDS", 90.0)


@pytest.fixture
def told(cast, client):
    """Twelve households, half of whose first wish is the one place and half the other."""
    made = a_round(cast)
    for place in (a_place(made, cast.kungalv, 8, 8), a_place(made, cast.partille, 8, 8)):
        for number in range(5):
            a_home(place, f"{place.organisation} {number}", most_persons=2)
    for number in range(12):
        case = a_case(made, cast.osby, person(f"Namn{number}", cast.osby))
        first = cast.kungalv if number % 2 else cast.partille
        Wish.objects.create(case=case, organisation=first, order=1)
    mats = officer(made, cast.gr)
    client.force_login(mats.user)
    return made, mats


def at(made, name: str, *more: str) -> str:
    return reverse(f"matching:{name}", args=[made.programme.public_key, made.public_key, *more])


def points(**weights) -> dict[str, int]:
    return {f"w_{one.key}": weights.get(one.key, one.usual) for one in CRITERIA}


def computed(client, made, name="Som vanligt", **facts) -> Scenario:
    client.post(at(made, "plan_new"), points() | {"name": name, **facts})
    do_what_waits()
    return Scenario.objects.get(name=name)


def test_a_scenario_is_begun_waited_for_looked_at_and_chosen(told, client):
    made, _mats = told
    sent = client.post(at(made, "plan_new"), points() | {"name": "Som vanligt"})
    page = client.get(sent.url)
    assert b"You may leave the page" in page.content
    do_what_waits()
    page = client.get(sent.url).content.decode()
    assert "It is proven that no plan is better." in page
    assert "Others have the room where it can be." in page
    assert "Namn" not in page
    scenario = Scenario.objects.get()
    client.post(at(made, "plan_choose", scenario.public_key))
    listed = client.get(at(made, "plans")).content.decode()
    assert "Proposals come from it" in listed
    for name in ("plan_four", "plan_rooms", "plan_groups", "what_if"):
        assert client.get(at(made, name, scenario.public_key)).status_code == 200
    row = scenario.placements.first()
    told_page = client.get(at(made, "plan_household", scenario.public_key, row.case.public_key))
    assert "is worth" in told_page.content.decode()
    assert "What speaks for it" in told_page.content.decode()


def test_the_four_dimensions_are_read_a_page_and_a_municipality_at_a_time(
    told, client, monkeypatch, cast
):
    """Whom nobody laid out on the page is not noted as read, and a wrong filter shows all."""
    monkeypatch.setattr("samverka.guidance.matching.views.groups.ON_A_PAGE", 4)
    made, mats = told
    scenario = computed(client, made)
    address = at(made, "plan_four", scenario.public_key)
    for other in (f"{address}?place=ingenstans", address):
        page = client.get(other)
        assert len(page.context["households"]) == 4
        assert "1–4 of 10" in page.content.decode()
    before = Event.objects.filter(verb="read", user_id=mats.user.pk).count()
    last = client.get(f"{address}?page=3")
    assert len(last.context["households"]) == 2
    assert Event.objects.filter(verb="read", user_id=mats.user.pk).count() - before == 2
    here = made.places.get(organisation=cast.partille).public_key
    first = client.get(f"{address}?place={here}")
    assert "1–4 of 5" in first.content.decode()
    assert f"?place={here}&amp;page=2" in first.content.decode()
    second = client.get(f"{address}?place={here}&page=2").context["households"]
    assert [one["place"] for one in second] == ["Partille kommun"]


def test_room_is_folded_by_municipality_with_its_sum_and_the_menu_says_where_one_is(told, client):
    made, _mats = told
    address = at(made, "plan_rooms", computed(client, made).public_key)
    page = client.get(address).content.decode()
    assert page.count('<details class="section"') == made.places.count()
    assert page.count('<details class="section" open') == 1
    assert "Persons: " in page
    [here] = re.findall(r'<a class="button quiet" href="([^"]+)" aria-current="page">Room', page)
    assert here == address


def test_where_nobody_gets_a_place_the_four_dimensions_say_so(told, client, cast):
    made, _mats = told
    scenario = computed(client, made)
    empty = a_place(made, cast.osby)
    page = client.get(f"{at(made, 'plan_four', scenario.public_key)}?place={empty.public_key}")
    assert "No household gets a place there in this plan." in page.content.decode()
    assert "Show all" in page.content.decode()


def test_a_group_of_a_thousand_is_read_with_its_thousands_apart(told, client):
    made, _mats = told
    scenario = computed(client, made)
    row = next(row for row in scenario.facts["groups"] if row["group"] == "all")
    row["persons"] = 1013
    scenario.save()
    page = client.get(at(made, "plan_groups", scenario.public_key))
    assert "1,013" in page.content.decode()


def test_without_any_points_nothing_is_computed_and_the_form_says_so(told, client):
    made, _mats = told
    nothing = dict.fromkeys(points(), 0) | {"name": "Noll"}
    page = client.post(at(made, "plan_new"), nothing)
    assert page.status_code == 422
    assert b"Nothing counts. Give at least one criterion points." in page.content


def test_what_if_without_a_solver_says_so_and_shows_the_other_way(
    told, client, settings, tmp_path
):
    made, _mats = told
    scenario = computed(client, made)
    settings.SOLVER = tmp_path / "nobody"
    page = client.post(at(made, "what_if", scenario.public_key), points())
    assert b"There is no quick answer just now." in page.content


def test_what_if_whose_solver_is_killed_half_way_says_so_and_the_next_one_is_answered(
    told, client, solver
):
    made, _mats = told
    address = at(made, "what_if", computed(client, made).public_key)
    settings.SOLVER.with_name("die").touch()
    page = client.post(address, points())
    assert b"There is no quick answer just now. Try again in a moment" in page.content
    assert not settings.SOLVER.with_name("die").exists()
    assert client.post(address, points()).context["tried"].placed == 10


def test_what_if_answers_who_would_be_elsewhere_and_keeps_nothing(told, client, solver):
    made, _mats = told
    scenario = computed(client, made)
    before = dict(scenario.placements.values_list("case", "place"))
    address = at(made, "what_if", scenario.public_key)
    same = client.post(address, points()).context["tried"]
    assert (same.problem, same.placed, same.is_proven, same.moved) == ("", 10, True, ())
    closer = client.post(f"{address}?closer", points()).context["tried"]
    assert (closer.placed, closer.is_proven, closer.is_of_as_many) == (10, True, False)
    place = made.places.get(organisation__name="Kungälv kommun")
    more = {f"m_{place.public_key}_home:2:0": 1, f"m_{place.public_key}_persons": 4}
    # What is proven at once is of plans for as many as before; then the page asks again.
    at_once = client.post(address, points() | more)
    tried = at_once.context["tried"]
    assert (tried.placed, tried.is_proven, tried.is_open) == (11, False, True)
    assert b"how much better a plan could be is not known" in at_once.content
    assert b"A closer answer comes here" in at_once.content
    asked_again = client.post(f"{address}?closer", points() | more)
    assert asked_again.context["tried"].placed == 11
    assert b"A closer answer comes here" not in asked_again.content
    row = scenario.placements.filter(place=place).select_related("case").first()
    other = made.places.exclude(pk=place.pk).get()
    there = {"number": row.case.number, "place": other.public_key}
    moved = client.post(address, points() | there).context["tried"].moved
    assert (row.case, place.organisation.name, other.organisation.name) in [
        (one.case, one.before, one.after) for one in moved
    ]
    full = {f"m_{place.public_key}_home:2:0": -5} | {"number": row.case.number}
    refused = client.post(address, points() | full | {"place": place.public_key})
    assert refused.context["tried"].problem.startswith("Kungälv kommun has not room enough")
    assert dict(scenario.placements.values_list("case", "place")) == before


def test_the_list_of_plans_asks_few_questions_however_many_there_are(
    told, client, django_assert_max_num_queries
):
    made, _mats = told
    scenario = computed(client, made)
    for number in range(6):
        scenario.pk, scenario.name, scenario.public_key = None, f"Nr {number}", f"nr{number}"
        scenario.save()
    with django_assert_max_num_queries(10):
        client.get(at(made, "plans"))


def test_s93_another_weight_moves_households_as_the_four_dimensions_show(
    told, client, solver, cast
):
    """Those whose work is in Partille wished for Kungälv: which of the two counts is seen."""
    made, _mats = told
    place = made.places.get(organisation=cast.partille)
    PlaceFact.objects.create(place=place, dimension="work", code="5321")
    nurses = Case.objects.filter(round=made, wishes__organisation=cast.kungalv)
    Member.objects.filter(case__in=nurses).update(occupation="5321")
    scenario = computed(client, made, **points(wish=40, work=0))
    address = at(made, "what_if", scenario.public_key)
    tried = client.post(f"{address}?closer", points(wish=0, work=100)).context["tried"]
    there = {one.case for one in tried.moved if one.after == "Partille kommun"}
    assert len(there) >= 4
    assert there <= set(nurses)
    after = computed(client, made, "Mer arbete", **points(wish=0, work=100))
    page = client.get(at(made, "plan_four", after.public_key))
    shown = {row["case"]: dict(row["cells"]) for row in page.context["households"]}
    # There are five homes in Partille, and six whose work is there.
    assert sum(shown.get(case, {}).get("Work") == "100 points" for case in nurses) == 5
    assert page.context["met"][0] == ("Work", 100, "83 %")
    # No hidden weight: the criteria's points are the whole score of each household.
    for one in after.placements.all():
        assert sum(one.parts.values()) == one.score

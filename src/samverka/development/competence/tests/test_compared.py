"""A mapping beside an earlier one, and newcomers asked without signing in."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.development.competence import actions, queries
from samverka.development.competence.models import NewcomerSurvey
from samverka.register.instruments import limits
from samverka.register.instruments.models import Response, Round
from tests.people import TODAY

from .factories import answered, competences, mapping, staff

# Levels of six persons in three competences, the first time.
A = [0, 1, 1, 2, 2, 3]
B = [1, 1, 2, 2, 3, 3]
C = [0, 1, 0, 1, 2, 2]
# And in the first competence the second time: the changes are 1 1 2 1 0 1.
A_AFTER = [1, 2, 3, 3, 2, 4]
# Quantile of Student's t with five degrees of freedom, as tables print it.
T_OF_FIVE = 2.570582


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    limits.SENDERS.clear()


def _earlier(of):
    day = TODAY - dt.timedelta(days=365)
    Round.objects.filter(pk=of.round_id).update(opens_on=day, closes_on=day)
    of.round.refresh_from_db()
    return of


@pytest.fixture
def twice(cast):
    """Two mappings of nine persons: six answer both times, two the first time only."""
    one, other, third = competences(cast, "Tolk", "Klarspråk", "Hälsa")
    people = staff(cast, *(f"Person{n}" for n in range(9)))
    first = mapping(cast, "Våren 2025")
    for n, somebody in enumerate(people[:6]):
        answered(first, somebody, **{one.item: A[n], other.item: B[n], third.item: C[n]})
    for somebody in people[6:8]:
        answered(first, somebody, all=0)
    _earlier(first)
    second = mapping(cast, "Våren 2026", asks_then=True)
    then = f"t_{one.area.public_key}"
    for n, somebody in enumerate(people[:6]):
        said = {one.item: A_AFTER[n], other.item: B[n], third.item: C[n], then: 1}
        answered(second, somebody, **said)
    answered(second, people[8], all=4)
    return first, second


def _page(cast, client, later, **asked):
    client.force_login(cast.petra.user)
    url = reverse("competence:compare", args=[cast.programme.public_key, later.public_key])
    return client.get(url, asked)


def test_s119_change_and_its_interval_are_as_computed_by_hand(cast, client, twice):
    _first, second = twice
    page = _page(cast, client, second)
    rows = {one.name: one for one in page.context["found"].changed}
    told = rows["Tolk"].told
    # The changes' mean is 1; their spread is the root of 2/5.
    half = T_OF_FIVE * (0.4 / 6) ** 0.5
    assert (told.persons, told.before, told.after, told.mean) == (6, 1.5, 2.5, 1)
    assert (told.low, told.high) == (pytest.approx(1 - half), pytest.approx(1 + half))
    assert rows["Samtal"].told.mean == pytest.approx(1 / 3), "an area is the mean of its three"
    assert rows["Klarspråk"].told.mean == 0


def test_s119_reliability_is_as_computed_by_hand_with_how_many_answered(cast, twice):
    first, second = twice
    # Only those six in the first round: the variances are 1.1, 0.8, 0.8 and of the sum 7.1.
    Response.objects.filter(asked__person__given_name__in=("Person6", "Person7")).delete()
    was, now = queries.comparison(first, second).measured
    assert (was.answered, was.questions, now.is_later) == (6, 3, True)
    assert was.told.alpha == pytest.approx(1.5 * (1 - 2.7 / 7.1))
    # Covariances 0.8, 0.8 and 0.6 give one factor's loadings in closed form.
    loadings = (0.64 / 0.6) ** 0.5 + 2 * 0.6**0.5
    assert was.told.omega == pytest.approx(loadings**2 / 7.1, abs=1e-3)


def test_who_left_is_counted_and_not_named_and_fewer_than_five_are_held_back(cast, client, twice):
    first, second = twice
    page = _page(cast, client, second)
    who = page.context["found"].who
    assert (who.asked_before, who.answered_before, who.answered_both) == (9, 8, 6)
    assert (who.left, who.came) == (2, 1)
    assert page.context["found"].left[0].told is None, "two are too few to say where they began"
    text = page.content.decode()
    assert "Person7" not in text
    Response.objects.filter(asked__person__given_name="Person0").delete()
    Response.objects.filter(asked__person__given_name="Person1").delete()
    few = queries.comparison(first, second)
    assert few.who.answered_both == 4
    assert all(one.told is None for one in (*few.changed, *few.looking_back))


def test_how_it_was_as_one_sees_it_afterwards_stands_beside(cast, client, twice):
    _first, second = twice
    (back,) = _page(cast, client, second).context["found"].looking_back
    # Six said 1 of before; their mean now is that of fifteen, twelve and six levels over three.
    assert back.told.before == 1
    assert back.told.after == pytest.approx((15 + 12 + 6) / 3 / 6)


def test_the_spreadsheet_says_what_the_page_says(cast, client, twice):
    first, second = twice
    file = _page(cast, client, second, mot=first.public_key, format="xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0)
    rows = {(row[0], row[1]): row for row in sheet.to_python()}
    tolk = next(row for (_what, name), row in rows.items() if name == "Tolk")
    assert tolk[2:6] == [6, 1.5, 2.5, 1]


def test_a_first_mapping_says_that_there_is_nothing_to_compare_with(cast, client, twice):
    first, second = twice
    assert _page(cast, client, first).context["found"] is None
    assert _page(cast, client, first, mot=second.public_key).status_code == 404


# --- Newcomers ----------------------------------------------------------------------------------


def _asked(cast, client) -> NewcomerSurvey:
    client.force_login(cast.petra.user)
    url = reverse("competence:ask_newcomers", args=[cast.programme.public_key])
    data = {"name": "Våren 2026", "opens_on": f"{TODAY}", "closes_on": f"{TODAY}"}
    assert client.post(url, data).status_code == 302
    return NewcomerSurvey.objects.get()


def _answers(survey: NewcomerSurvey, language: str, level: int) -> None:
    """Somebody who has never signed in, with the link alone."""
    stranger = Client()
    link = reverse("instruments_answer:by_link", args=[survey.round.public_key])
    assert stranger.get(link).status_code == 200
    begun = stranger.post(link, {"language": language, "how": "whole"})
    page = stranger.get(begun["Location"]).content.decode()
    assert f'lang="{language if language in ("sv", "en", "ar") else "sv"}"' in page
    names = ("respect", "listen", "understand", "help", "whom")
    done = stranger.post(begun["Location"], {f"a.{name}": f"{level}" for name in names})
    assert done["Location"] == reverse("instruments_answer:thanks")


def test_s119_newcomers_answer_in_their_language_without_signing_in(cast, client):
    survey = _asked(cast, client)
    for language, level in (("ar", 5), ("en", 4), ("sv", 3), ("so", 4)):
        _answers(survey, language, level)
    day = TODAY - dt.timedelta(days=1)
    Round.objects.update(opens_on=day, closes_on=TODAY)
    (open_still,) = queries.surveys_of(cast.programme, on=TODAY)
    assert open_still.figures.not_over
    (held_back,) = queries.surveys_of(cast.programme, on=TODAY + dt.timedelta(days=1))
    assert held_back.figures.too_few
    _answers(survey, "ar", 5)
    (shown,) = queries.surveys_of(cast.programme, on=TODAY + dt.timedelta(days=1))
    assert [(n, mean) for _text, n, mean in shown.statements] == [(5, 4.2)] * 5
    assert not Response.objects.exclude(asked=None).exists()


def test_the_next_round_asks_the_same_so_that_it_can_be_compared(cast, client):
    first = _asked(cast, client)
    facts = {"name": "Hösten", "opens_on": TODAY, "closes_on": TODAY, "on": TODAY}
    again = actions.ask_newcomers(programme=cast.programme, by=cast.petra, **facts)
    assert again.round.version == first.round.version

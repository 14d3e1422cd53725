"""All programmes beside one another: how they stand, who pays, and when."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import (
    Fund,
    Participation,
    Programme,
    ProgrammeFund,
    Theme,
)
from samverka.overviews.portfolio import queries
from samverka.overviews.portfolio.timeline import time_line
from samverka.toolkit.money import kronor
from tests.people import LONG_AGO, TODAY

PAGE = reverse("portfolio:portfolio")


def day(text):
    return dt.date.fromisoformat(text)


def programme(cast, slug, *, starts=None, ends=None, **facts) -> Programme:
    made = Programme.objects.create(
        slug=slug,
        name=slug.upper(),
        owner=cast.gr,
        starts_on=day(starts) if starts else None,
        ends_on=day(ends) if ends else None,
        **facts,
    )
    Participation.objects.create(
        programme=made, organisation=cast.gr, part="owner", valid_from=LONG_AGO
    )
    return made


def paid_by(fund, *programmes):
    for one in programmes:
        ProgrammeFund.objects.create(programme=one, fund=fund)


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def names(answer) -> set[str]:
    return {row.name for row in answer.context["listing"].rows}


def test_each_programme_says_how_it_stands_on_the_day(cast):
    programme(cast, "ended", starts="2020-01-01", ends="2026-03-15")
    programme(cast, "last day", starts="2020-01-01", ends="2026-03-16")
    programme(cast, "extended", starts="2020-01-01", ends="2021-01-01", extended_to=TODAY)
    programme(cast, "coming", starts="2026-03-17")
    programme(cast, "not told")
    for row in queries.seen(cast.petra):
        state = queries.state_of(row, on=TODAY)
        assert row in queries.listed(cast.petra, on=TODAY, state=state)
        every = {queries.COMING, queries.GOING_ON, queries.ENDED, queries.NOT_TOLD}
        others = every - {state}
        for other in others:
            assert row not in queries.listed(cast.petra, on=TODAY, state=other)
    told = {row.name: queries.state_of(row, on=TODAY) for row in queries.seen(cast.petra)}
    assert told["ENDED"] == queries.ENDED
    assert told["LAST DAY"] == told["EXTENDED"] == queries.GOING_ON
    assert told["NOT TOLD"] == queries.NOT_TOLD
    assert told["COMING"] == queries.COMING


def test_programmes_are_found_by_theme_whoever_they_were_made_by(cast, petra):
    """S20: which projects worked with newcomers in upper secondary school?"""
    theme = Theme.objects.create(slug="nyanlanda-i-gymnasiet", name="Nyanlända i gymnasieskolan")
    for slug in ("plug in 2.0", "invast"):
        programme(cast, slug).themes.add(theme)
    programme(cast, "grint")
    answer = petra.get(PAGE, {"theme": theme.slug})
    assert names(answer) == {"PLUG IN 2.0", "INVAST"}


def test_each_fund_tells_what_it_pays_and_how_much_is_not_known(cast, petra):
    fund = Fund.objects.create(code="erf", name="Europeiska flyktingfonden")
    first = programme(cast, "first", budget=100_00)
    second = programme(cast, "second", budget=250_00)
    paid_by(fund, first, second, programme(cast, "third"))
    total = next(row for row in queries.fund_totals(cast.petra) if row.fund == fund)
    assert (total.programmes, total.budgets, total.unknown) == (3, 350_00, 1)
    text = petra.get(PAGE).content.decode()
    assert kronor(350_00) in text
    assert names(petra.get(PAGE, {"fund": "erf"})) == {"FIRST", "SECOND", "THIRD"}


def test_a_stranger_sees_neither_programmes_nor_what_they_cost(cast, client):
    paid_by(Fund.objects.create(code="erf", name="Flyktingfonden"), programme(cast, "first"))
    client.force_login(cast.eve.user)
    text = client.get(PAGE).content.decode()
    assert "FIRST" not in text
    assert "Flyktingfonden" not in text


def test_the_time_line_runs_whole_years_and_leaves_open_what_is_not_told(cast):
    rows = [
        programme(cast, "a", starts="2008-09-01", ends="2009-12-31"),
        programme(cast, "b", ends="2008-06-30"),
        programme(cast, "c"),
    ]
    line = time_line(rows, on=TODAY)
    assert line.labels == ["2008", "2009"]
    assert line.today is None
    first, second, third = line.lines
    assert (first.start, first.start + first.length) == (334, 1000)
    assert (second.start, second.open_start, second.open_end) == (0, True, False)
    assert third.start is None


def test_the_list_leaves_as_a_file_of_what_is_seen(cast, petra):
    programme(cast, "first", starts="2008-09-01")
    answer = petra.get(PAGE, {"q": "first", "format": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("FIRST;")


def test_the_page_asks_the_same_number_of_questions_for_many_programmes(
    cast, petra, django_assert_max_num_queries
):
    fund = Fund.objects.create(code="erf", name="Flyktingfonden")
    paid_by(fund, *(programme(cast, f"p{number}") for number in range(12)))
    with django_assert_max_num_queries(12):
        petra.get(PAGE)

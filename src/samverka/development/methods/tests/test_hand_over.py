"""What goes on is handed over to the ordinary organisation, whole (S115)."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.development.methods import actions, queries
from samverka.development.methods.models import HandOver
from tests.people import TODAY

from .factories import WHOLE, Choice, decided, described, pelle, stages, tried


def address(cast, name: str, *more: str) -> str:
    return reverse(f"methods:{name}", args=[cast.programme.public_key, *more])


@pytest.fixture
def method(cast):
    """Tried and gone on with in Kungälv, adopted in Partille."""
    pilot, _second = stages(cast)
    made = described(cast)
    source = tried(made, cast.karin, pilot)
    decided(made, cast.karin, pilot, Choice.CONTINUE)
    decided(made, pelle(cast), pilot, Choice.ADOPT, source)
    return made


def waiting(cast) -> dict:
    return {row.organisation: row.missing for row in queries.not_handed_over(cast.programme)}


def test_the_programme_waits_for_every_method_in_use(cast, method):
    assert set(waiting(cast)) == {cast.kungalv, cast.partille}
    for organisation in (cast.kungalv, cast.partille):
        actions.hand_over(method=method, organisation=organisation, values=WHOLE, by=cast.karin)
    assert queries.not_handed_over(cast.programme) == []


@pytest.mark.parametrize("missing", queries.HANDED_OVER)
def test_each_part_of_a_hand_over_is_asked_for(cast, method, missing):
    values = {**WHOLE, missing: None if missing == "follow_up_on" else ""}
    actions.hand_over(method=method, organisation=cast.kungalv, values=values, by=cast.karin)
    assert waiting(cast)[cast.kungalv] == (missing,)


def test_what_was_stopped_is_not_handed_over(cast, method):
    pilot, _second = stages(cast)
    decided(method, cast.karin, pilot, Choice.STOP)
    assert set(waiting(cast)) == {cast.partille}


def test_who_has_no_owner_in_the_line_is_told_by_itself(cast, method):
    values = {**WHOLE, "budget": ""}
    actions.hand_over(method=method, organisation=cast.kungalv, values=values, by=cast.karin)
    lacking = queries.without_line_owner(cast.programme)
    assert [row.organisation for row in lacking] == [cast.partille]


def test_the_follow_up_is_planned_six_months_after_the_end(cast, client, method):
    client.force_login(cast.karin.user)
    page = client.get(address(cast, "hand_over", method.public_key)).content.decode()
    assert cast.programme.ends_on == dt.date(2026, 12, 31)
    assert 'value="2027-06-30"' in page
    client.post(
        address(cast, "hand_over", method.public_key),
        {**WHOLE, "follow_up_on": "2027-06-30"},
    )
    assert HandOver.objects.get().follow_up_on == dt.date(2027, 6, 30)
    listed = client.get(address(cast, "hand_overs")).content.decode()
    assert "Wed 30 Jun 2027" in listed.replace("\u00a0", " ")
    assert "1 of 2 are handed over." in listed


def test_a_follow_up_that_is_past_its_day_is_late(cast, client, method):
    values = {**WHOLE, "follow_up_on": TODAY - dt.timedelta(days=1)}
    actions.hand_over(method=method, organisation=cast.kungalv, values=values, by=cast.karin)
    client.force_login(cast.karin.user)
    listed = client.get(address(cast, "hand_overs")).content.decode()
    row = next(part for part in listed.split("<tr><td>")[1:] if "Kungälv" in part)
    assert "status late" in row


def test_it_is_written_bit_by_bit_and_says_what_is_missing(cast, client, method):
    client.force_login(cast.karin.user)
    page = client.post(
        address(cast, "hand_over", method.public_key), {"line_owner": "Enhetschef"}, follow=True
    )
    said = page.content.decode()
    assert "Still missing: budget, routine, training, to be followed up." in said


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (dt.date(2026, 10, 31), dt.date(2027, 4, 30)),
        (dt.date(2026, 6, 30), dt.date(2026, 12, 30)),
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
    ],
)
def test_half_a_year_ends_within_the_month(day, after):
    assert queries.six_months_after(day) == after

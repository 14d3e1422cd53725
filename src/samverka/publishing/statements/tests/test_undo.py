"""Undo of beginning to tell a fund: no row is left, or it is said what is ready."""

import pytest
from django.urls import reverse

from samverka.publishing.statements.models import Series, Statement, Version
from tests.undoing import done, press, rows, signed_in

from .factories import JANUARY, layout, ready, series

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def begins(cast, client) -> str:
    """Erik lets the programme tell another file of the fund that it tells one of."""
    told = series(cast)
    more = layout(code="tider")
    address = reverse("statements:begin", args=[cast.programme.public_key])
    sent = {"fund": told.fund.pk, "layout": more.pk, "first_month": f"{JANUARY:%Y-%m}"}
    return done(client, address, sent)


def test_what_was_begun_by_mistake_leaves_the_rows_that_were_there(cast):
    erik = signed_in(cast.erik)
    undo = begins(cast, erik)
    assert Series.objects.count() == 2
    assert "It is no longer told month by month." in press(erik, undo)
    assert [one.code for one in Series.objects.all()] == ["fil-participants"]
    assert "It is undone already" in press(erik, undo)


def test_what_has_a_month_that_is_ready_is_not_taken_away_and_it_is_said(cast):
    erik = signed_in(cast.erik)
    undo = begins(cast, erik)
    made = Series.objects.get(code="tider")
    ready(cast, made, JANUARY)
    left = rows(Series, Statement, Version)
    assert "A month of it is made ready or sent, so it stays." in press(erik, undo)
    assert rows(Series, Statement, Version) == left


def test_olga_who_does_not_tell_the_fund_takes_nothing_away(cast):
    undo = begins(cast, signed_in(cast.erik))
    assert signed_in(cast.olga).post(undo).status_code in {403, 404}
    assert Series.objects.count() == 2

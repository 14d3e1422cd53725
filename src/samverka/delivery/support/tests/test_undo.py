"""Undo of closing a request for support: open as before, with the result it had."""

import pytest
from django.urls import reverse

from samverka.delivery.support import actions
from samverka.delivery.support.models import SupportRequest
from tests.people import TODAY
from tests.undoing import done, press, rows, signed_in

from .factories import asked

pytestmark = pytest.mark.both


def of(cast, made: SupportRequest, name: str) -> str:
    return reverse(f"support:{name}", args=[cast.programme.public_key, made.public_key])


def closed(client, cast, made, result: str = "En ny grupp") -> str:
    return done(client, of(cast, made, "close"), {"result": result})


def test_an_earlier_result_stands_again_when_closing_anew_is_undone(cast):
    made = asked(cast)
    actions.close_request(request=made, result="En träff", on=TODAY, by=cast.petra)
    actions.open_request(request=made, by=cast.petra)
    petra, before = signed_in(cast.petra), rows(SupportRequest)
    undo = closed(petra, cast, made)
    assert rows(SupportRequest) != before
    press(petra, undo)
    assert rows(SupportRequest) == before
    assert "It is undone already" in press(petra, undo)
    assert rows(SupportRequest) == before


def test_a_first_result_waits_in_the_form_when_closing_is_undone(cast):
    made = asked(cast)
    petra = signed_in(cast.petra)
    page = press(petra, closed(petra, cast, made, "Tre möten, och en grupp som går vidare"))
    assert SupportRequest.objects.get().closed_on is None
    assert "Tre möten, och en grupp som går vidare</textarea>" in page


def test_what_petra_has_closed_keeps_her_result_and_olgas_words_are_said_to_her(cast):
    made = asked(cast)
    closed(signed_in(cast.petra), cast, made)
    left = rows(SupportRequest)
    sent = {"result": "Vi hann ett möte till"}
    answer = signed_in(cast.olga).post(of(cast, made, "close"), sent, follow=True)
    assert "You wrote: Vi hann ett möte till" in answer.text
    assert rows(SupportRequest) == left


def test_a_request_closed_anew_since_stays_closed_with_its_result(cast):
    made = asked(cast)
    petra, olga = signed_in(cast.petra), signed_in(cast.olga)
    undo = closed(petra, cast, made)
    olga.post(of(cast, made, "open"))
    closed(olga, cast, made, "Två grupper")
    left = rows(SupportRequest)
    assert "It was changed after you did it" in press(petra, undo)
    assert rows(SupportRequest) == left


def test_karin_who_does_not_help_opens_nothing(cast):
    made = asked(cast)
    undo = closed(signed_in(cast.petra), cast, made)
    assert signed_in(cast.karin).post(undo).status_code == 403
    assert SupportRequest.objects.get().closed_on

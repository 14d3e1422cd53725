"""Undo of closing a deviation: open as before, with what both sides have answered."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.interpreting.models import Deviation, DeviationNote
from tests.undoing import done, press, rows, signed_in

from .factories import late

pytestmark = pytest.mark.both


def of(cast, deviation: Deviation, name: str) -> str:
    return reverse(f"interpreting:{name}", args=[cast.programme.public_key, deviation.public_key])


def test_a_deviation_closed_by_mistake_is_open_as_before(cast):
    deviation = late(cast)
    karin, before = signed_in(cast.karin), rows(Deviation, DeviationNote)
    undo = done(karin, of(cast, deviation, "close_deviation"))
    assert rows(Deviation) != before
    assert "It is open again." in press(karin, undo)
    assert rows(Deviation, DeviationNote) == before
    # Petra closes it for good: what Karin presses once more leaves it.
    done(signed_in(cast.petra), of(cast, deviation, "close_deviation"))
    assert "It is undone already" in press(karin, undo)
    assert Deviation.objects.get().closed_on


def test_what_petra_has_closed_keeps_its_day_and_is_not_karins_to_undo(cast):
    deviation = late(cast)
    done(signed_in(cast.petra), of(cast, deviation, "close_deviation"))
    Deviation.objects.update(closed_on=dt.date(2026, 1, 7))
    assert done(signed_in(cast.karin), of(cast, deviation, "close_deviation")) == ""
    assert Deviation.objects.get().closed_on == dt.date(2026, 1, 7)


def test_a_deviation_closed_anew_since_stays_closed(cast):
    deviation = late(cast)
    karin = signed_in(cast.karin)
    undo = done(karin, of(cast, deviation, "close_deviation"))
    Deviation.objects.update(closed_on=dt.date(2026, 1, 7))
    assert "It was changed after you did it" in press(karin, undo)
    assert Deviation.objects.get().closed_on == dt.date(2026, 1, 7)

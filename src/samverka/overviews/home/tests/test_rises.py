"""Where more come than usual is told to whoever leads, and to whom the municipality is the own."""

from django.urls import reverse

from samverka.development.signals.tests.factories import typed
from samverka.overviews.home.asked_at_once import asked_at_once
from samverka.toolkit.together import together
from tests.people import TODAY


def waits(actor) -> list[str]:
    (found,) = together(asked_at_once(actor, on=TODAY))
    return [one.url for one in found]


def test_s118_a_rise_is_counted_at_home_and_opens_the_signals(cast):
    calm = [10, 9, 12, 8, 10, 11, 9, 10, 12, 8, 11, 10]
    typed(cast, cast.partille, [*calm, 10, 22, 24])
    url = reverse("signals:overview", args=[cast.programme.public_key])
    assert waits(cast.petra) == [url]
    assert waits(cast.karin) == [], "Karin leads in Kungälv, where it is as usual"
    typed(cast, cast.kungalv, [*calm, 10, 22, 24])
    assert waits(cast.karin) == [url]
    assert waits(cast.sara) == []

"""The clock."""

import datetime as dt

from samverka.toolkit.clock import at, local_now, now, stopped_at


def test_what_happens_in_a_demonstrations_past_has_its_instant_and_time_goes_on_after():
    then = at(dt.date(2025, 10, 6), dt.time(9, 15))
    with stopped_at(then):
        assert local_now() == now() == then == dt.datetime(2025, 10, 6, 7, 15, tzinfo=dt.UTC)
    assert now() > then

"""Undo of numbers that were typed: what stood before stands again, or it is said why not."""

import pytest
from django.urls import reverse

from samverka.development.signals.models import MonthCount, TypedTable, WatchedSeries
from tests.undoing import done, press, rows, signed_in

from .factories import typed

pytestmark = pytest.mark.both


def types(client, cast, *lines: str) -> str:
    """Numbers of January 2014 and on; the address of their undo."""
    text = "\n".join(["\t2014-01\t2014-02", *lines])
    data = {"kind": "received", "source": "Migrationsverket", "text": text}
    return done(client, reverse("signals:add_table", args=[cast.programme.public_key]), data)


def standing() -> list[tuple]:
    facts = ("pk", "municipality", "month", "count", "replaced_by")
    return list(MonthCount.objects.filter(stands=True).order_by("pk").values_list(*facts))


def watched() -> list[dict]:
    return [{**row, "id": 0} for row in rows(WatchedSeries)["signals.WatchedSeries"]]


def test_numbers_taken_back_leave_the_rows_that_stood_before_and_the_rise_they_told(cast):
    typed(cast, cast.kungalv, [10, 9, 12, 8, 10, 11, 9, 10, 12, 8, 11, 10, 24, 25])
    before, rise = standing(), watched()
    petra = signed_in(cast.petra)
    undo = types(petra, cast, "Kungälv\t30\t31", "Partille\t4\t5")
    assert standing() != before
    assert watched() != rise
    assert "What stood before stands again." in press(petra, undo)
    assert (standing(), watched()) == (before, rise)
    # The table itself stays, as what was typed and taken back.
    assert TypedTable.objects.filter(is_taken_back=True).count() == 1
    assert "It is undone already" in press(petra, undo)
    assert standing() == before


def test_numbers_that_a_later_table_corrected_stay_until_that_one_is_taken_back(cast):
    petra, karin = signed_in(cast.petra), signed_in(cast.karin)
    first = types(petra, cast, "Kungälv\t5\t6")
    second = types(karin, cast, "Kungälv\t5\t7")
    left = standing()
    assert "Take that one back first." in press(petra, first)
    assert standing() == left
    press(karin, second)
    press(petra, first)
    assert standing() == []


def test_karin_takes_back_her_own_municipality_and_not_what_tells_of_partille(cast):
    petra, karin = signed_in(cast.petra), signed_in(cast.karin)
    both = types(petra, cast, "Kungälv\t5\t6", "Partille\t1\t2")
    left = standing()
    assert karin.post(both).status_code == 403
    assert standing() == left

"""Numbers are pasted, a rise is told within the stated delay, and corrections keep what was."""

import io

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.development.signals import actions, queries
from samverka.development.signals.models import Kind, MonthCount, WatchedSeries
from samverka.development.signals.reading import NoMonths, from_file, from_text, read_month
from samverka.toolkit.spreadsheet import xlsx

from .factories import month, typed

CALM = [10, 9, 12, 8, 10, 11, 9, 10, 12, 8, 11, 10]


def address(cast, name: str, *keys: str) -> str:
    return reverse(f"signals:{name}", args=[cast.programme.public_key, *keys])


def pasted(rows: list[list]) -> str:
    return "\n".join("\t".join(str(cell) for cell in row) for row in rows)


def test_s118_a_rise_in_a_simulated_series_is_found_within_the_stated_delay_on_the_page(
    cast, client
):
    """Twenty made-up series: usual 10 a month, from month 24 on half as many again."""
    client.force_login(cast.petra.user)
    dealt = np.random.default_rng(2015)
    waits, stated = [], []
    for _series in range(20):
        counts = [*CALM, *dealt.poisson(10, 12), *dealt.poisson(15, 18)]
        rows = [["Månad", "Kungälv"]]
        rows += [[f"{month(n):%Y-%m}", count] for n, count in enumerate(counts)]
        data = {"kind": "received", "source": "Migrationsverket", "text": pasted(rows)}
        assert client.post(address(cast, "add_table"), data).status_code == 302
        signal = _of(cast.kungalv, client.get(address(cast, "overview")).context["signals"])
        if any(one.told < month(24) and one.over is None for one in signal.rises):
            continue  # told for nothing before it rose
        told = [one for one in signal.rises if one.told >= month(24)]
        assert told
        waits.append(1 + (told[0].told.year - 2016) * 12 + told[0].told.month - 1)
        stated.append(signal.watched.delay_months)
    assert np.mean(waits) <= np.mean(stated) + 2 * np.std(waits) / np.sqrt(len(waits))
    assert signal.watched.false_alarm_months >= 120
    page = client.get(address(cast, "detail", cast.kungalv.public_key)).content.decode()
    assert f"{signal.watched.false_alarm_months:.0f}" in page


def _of(place, signals):
    return next(one for one in signals if one.municipality == place)


def test_a_municipality_with_a_rise_stands_first_with_since_and_how_large(cast, client):
    typed(cast, cast.kungalv, [*CALM, 10, 9, 11])
    typed(cast, cast.partille, [*CALM, 10, 22, 24])
    typed(cast, cast.partille, [12], Kind.STAFF, begin=14)
    client.force_login(cast.petra.user)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(address(cast, "overview"))
    first, second = page.context["signals"]
    assert (first.municipality, first.stands, second.stands) == (cast.partille, True, False)
    assert (first.watched.risen_since, first.now, first.percent) == (month(13), 23, 130)
    assert first.for_each == 2
    of_ours = [one for one in asked if "signals_" in one["sql"]]
    assert len(of_ours) <= 8
    assert "Petra Exempel" in page.content.decode()


def test_what_a_month_said_before_is_kept_and_comes_back(cast, client):
    typed(cast, cast.kungalv, [5, 6, 7])
    later = typed(cast, cast.kungalv, [6, 8], begin=1)
    (kept,) = MonthCount.objects.filter(replaced_by=later)
    assert (kept.month, kept.count, kept.stands) == (month(2), 7, False)
    client.force_login(cast.petra.user)
    page = client.get(address(cast, "detail", cast.kungalv.public_key))
    assert page.context["before"] == [kept]
    client.post(address(cast, "take_back", later.public_key))
    series = queries.series_of(cast.programme, Kind.RECEIVED)[cast.kungalv.pk]
    assert [count for _month, count in series] == [5, 6, 7]


def test_a_table_that_was_corrected_is_not_taken_back_before_the_correction(cast):
    first = typed(cast, cast.kungalv, [5])
    typed(cast, cast.kungalv, [6])
    with pytest.raises(actions.SaidOtherwiseSince):
        actions.take_back(table=first, by=cast.petra)
    with pytest.raises(actions.NothingNew):
        typed(cast, cast.kungalv, [6])


def test_faults_are_told_cell_by_cell_and_nothing_is_saved_until_they_are_mended(cast, client):
    client.force_login(cast.petra.user)
    text = pasted([["", "2015-09", "hösten"], ["Kungälv", "4,5", "3"], ["Atlantis", "2", ""]])
    data = {"kind": "received", "source": "Migrationsverket", "text": text}
    page = client.post(address(cast, "add_table"), data)
    assert page.status_code == 422
    assert [one.cell for one in page.context["faults"]] == ["C1", "B2", "A3"]
    assert "Atlantis\t2" in page.content.decode()
    assert not MonthCount.objects.exists()


def test_a_sub_project_leader_types_for_the_own_municipality_alone(cast, client):
    client.force_login(cast.karin.user)
    text = pasted([["", "2015-09"], ["Kungälv", "4"], ["Partille", "3"]])
    data = {"kind": "received", "source": "Egen statistik", "text": text}
    page = client.post(address(cast, "add_table"), data)
    assert [one.text for one in page.context["faults"]] == ["Partille"]


def test_a_workbook_is_read_like_what_is_pasted(cast):
    places = queries.municipalities_of(cast.programme)
    rows = [[month(0), 5, 7], [month(1), 1200, None]]
    book = from_file(io.BytesIO(xlsx("T", ["Månad", "1482", "Partille kommun"], rows)), places)
    text = from_text("Månad;Kungälv;Partille\n2014-01;5;7\nfeb 2014;1 200;\n", places)
    assert book.values == text.values
    assert book.values[cast.kungalv, month(1)] == 1200
    with pytest.raises(NoMonths):
        from_text("Kommun\tAntal\nKungälv\t3", places)


@pytest.mark.parametrize("text", ["2015-09", "201509", "2015-09-01", "sep 2015", "september 2015"])
def test_months_are_read_as_people_write_them(text):
    assert read_month(text) == month(20)


@pytest.mark.parametrize("text", ["", "2015-13", "0000-01", "Kungälv", "hej 2015", "2015-09-31x"])
def test_what_is_no_month_is_none(text):
    assert read_month(text) is None


def test_a_higher_rise_to_be_told_of_needs_more(cast):
    typed(cast, cast.kungalv, [*CALM, 13, 14, 15, 16, 15, 16])
    assert WatchedSeries.objects.get().risen_since == month(12)
    facts = {"base_months": 12, "rise_percent": 300, "false_alarm_months": 600}
    actions.settle(programme=cast.programme, **facts, by=cast.petra)
    assert WatchedSeries.objects.get().risen_since is None

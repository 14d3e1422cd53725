"""What was sent can be shown to be what was sent, and whoever changes it is found out."""

from dataclasses import replace

import pytest
from django.db import connection

from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.models import Row, SentFile, Version
from samverka.publishing.statements.sealed import closed_line, opened_line
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    NUMBERS,
    participant,
    sent,
    series,
)
from samverka.toolkit import keyring, sealing
from tests.people import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_sent(cast):
    participant(cast, "Amina", NUMBERS[0])
    participant(cast, "Bo", NUMBERS[1])
    months = series(cast, fields=("number", "started_on"))
    sent(cast, months, JANUARY, FEBRUARY)
    assert queries.broken_link(months) is None
    return months


def test_two_months_cost_as_many_questions_as_one(cast, two_sent, django_assert_num_queries):
    other = series(cast, rows="activities", fields=("title",))
    sent(cast, other, JANUARY)
    for months in (other, two_sent):
        with django_assert_num_queries(3):
            assert queries.broken_link(months) is None


def first_of(months) -> Version:
    return Version.objects.get(series=months, place=1)


def test_a_row_sealed_anew_with_another_number_is_found(two_sent):
    row = Row.objects.filter(version=first_of(two_sent)).first()
    line = opened_line(row)
    row.cells = closed_line(replace(line, cells=(NUMBERS[2], "2026-01-01")))
    row.save()
    assert queries.broken_link(two_sent) == first_of(two_sent)


def test_a_row_that_was_changed_in_the_table_is_found(two_sent):
    row = Row.objects.filter(version__place=2).first()
    row.cells = row.cells[:-6] + "AAAAA="
    row.save()
    assert queries.broken_link(two_sent).place == 2


def test_a_row_that_was_taken_away_is_found(two_sent):
    Row.objects.filter(version__place=1).first().delete()
    assert queries.broken_link(two_sent) == first_of(two_sent)


def test_another_file_in_the_place_of_the_one_sent_is_found(two_sent):
    file = SentFile.objects.filter(version__place=2).first()
    file.close(b"another file")
    file.save()
    assert queries.broken_link(two_sent).place == 2


@pytest.mark.parametrize(
    ("column", "value"), [("minutes", 60), ("reason", "en annan"), ("persons", 3)]
)
def test_sums_and_reasons_that_were_changed_are_found(two_sent, column, value):
    Version.objects.filter(place=1).update(**{column: value})
    assert queries.broken_link(two_sent) == first_of(two_sent)


def test_a_version_that_was_taken_out_of_the_chain_is_found(two_sent):
    first = first_of(two_sent)
    Row.objects.filter(version=first).delete()
    SentFile.objects.filter(version=first).delete()
    first.delete()
    assert queries.broken_link(two_sent).place == 2


def test_the_chain_holds_when_the_time_of_keeping_is_over(cast, two_sent):
    first = first_of(two_sent)
    actions.empty_version(version=first, on=TODAY, by=cast.petra)
    assert not first.rows.exists()
    assert not first.files.exists()
    assert queries.broken_link(two_sent) is None
    assert not queries.months_of(two_sent, on=TODAY)[0].differs


def test_rows_and_files_are_sealed_anew_when_keys_are_changed(cast, two_sent, settings, tmp_path):
    settings.KEY_FILE = _copy(settings.KEY_FILE, tmp_path)
    keyring.add_encryption_key(settings.KEY_FILE)
    assert actions.seal_statements_anew(at_most=3, by=cast.ada) == 3
    while actions.seal_statements_anew(at_most=3, by=cast.ada):
        pass
    old = [key for key in keyring.load(settings.KEY_FILE).encryption if key not in _now()]
    assert all("statements" not in str(sealing.values_sealed_with(key)) for key in old)
    assert queries.broken_link(two_sent) is None


def _copy(file, folder):
    kept = folder / "keys.json"
    kept.write_text(file.read_text())
    kept.chmod(0o600)
    return kept


def _now():
    return {sealing.current_key()}


def test_a_key_that_a_sent_file_needs_counts_as_in_use(two_sent):
    """A file is bytes, which nobody searches: it says itself which key opens it."""
    found = sealing.values_sealed_with(sealing.current_key())
    assert {"statements.Row", "statements.SentFile"} <= set(found)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM statements_sentfile WHERE sealed_with = ''")
        assert cursor.fetchone()[0] == 0

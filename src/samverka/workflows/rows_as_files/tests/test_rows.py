"""All rows of a programme as files, for whoever wants to compute its figures anew."""

import csv
import io
import re
import zipfile
from collections import Counter

import pytest

from samverka.delivery.certification.tests.factories import FEBRUARY, certify, counts, course
from samverka.delivery.rates.actions import choose_rates, set_rate
from samverka.delivery.rates.tests.factories import category, esf
from samverka.foundation.audit.models import Event
from samverka.publishing.statements import person_data as statements
from samverka.publishing.statements.tests.factories import (
    JANUARY,
    NUMBERS,
    participant,
    sent,
    series,
)
from samverka.register.people.actions import protect
from samverka.workflows.rows_as_files.queries import README, tables_of
from tests.people import TODAY, person


@pytest.fixture
def worked(cast):
    """Amina's and Bo's February at Kungälv, certified at 200 kronor an hour."""
    amina, bo = person("Amina", cast.kungalv), person("Bo", cast.kungalv)
    counts(cast, course(cast, {amina: [150] * 7, bo: [474]}))
    kind = category(cast)
    certify(cast, category=kind)
    set_rate(category=kind, year=2026, region="whole", amount=20_000, source="X", by=cast.petra)
    choose_rates(
        programme=cast.programme,
        fund=esf(cast),
        year=2026,
        region="whole",
        source="X",
        by=cast.petra,
    )
    return bo


def taken_out(client, cast, name="erik"):
    """The files by name: tables as rows by their columns, the rest as text."""
    client.force_login(cast.actor(name).user)
    answer = client.post(f"/program/{cast.programme.public_key}/underlag/")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    found = {}
    for name in archive.namelist():
        text = archive.read(name).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text), delimiter=";")
        found[name] = list(rows) if name.endswith(".csv") else text
    return found


def test_what_is_certified_and_its_worth_can_be_computed_from_the_files_alone(
    client, cast, worked
):
    files = taken_out(client, cast)
    counting = {row["activity"] for row in files["classified.csv"] if row["counts"] == "yes"}
    minutes = Counter()
    for row in files["attendance.csv"]:
        if row["mark"] == "here" and row["activity"] in counting:
            minutes[row["person"]] += int(row["minutes"])
    claimed = sum(each // 60 * 60 for each in minutes.values())
    (rate,) = files["rates.csv"]
    figures = {(row["figure"], row["month"]): int(row["value"]) for row in files["figures.csv"]}
    month = f"{FEBRUARY}"
    assert figures["ticked", month] == sum(minutes.values()) == 7 * 150 + 474
    assert figures["certified_claimed", month] == claimed == (17 + 7) * 60
    assert figures["worth", ""] == claimed // 60 * int(rate["ore_an_hour"])


def test_nobody_is_named_and_the_protected_stand_by_a_number_of_the_files_own(
    client, cast, worked
):
    protect(person=worked, access=[], reason="Prov", on=TODAY, by=cast.karin)
    files = taken_out(client, cast)
    whole = str(files)
    assert "Amina" not in whole
    assert worked.public_key not in whole
    assert {row["person"] for row in files["certified_lines.csv"]} > {"protected-1"}


def test_the_days_of_the_protected_and_how_many_they_are_elsewhere_are_not_told(
    client, cast, worked
):
    for somebody in (person("Cala", cast.osby), worked):
        protect(person=somebody, access=[], reason="Prov", on=TODAY, by=cast.karin)
    files = taken_out(client, cast)
    [row] = [row for row in files["attendance.csv"] if row["minutes"] == "474"]
    assert (row["person"], row["session"], row["held_on"]) == ("protected-1", "", f"{FEBRUARY}")
    files.pop("README.md")
    assert "protected-2" not in str(files)
    assert {row["session"] for row in files["attendance.csv"]} - {""}


def test_whoever_was_joined_with_somebody_protected_is_called_the_same_in_what_was_sent(
    client, cast
):
    amina, bo = (
        participant(cast, name, number) for name, number in zip("AB", NUMBERS, strict=False)
    )
    sent(cast, series(cast, fields=("number", "sex", "end_reason")), JANUARY)
    old, new = amina.person, bo.person
    protect(person=new, access=[], reason="Prov", on=TODAY, by=cast.karin)
    statements.move_person(old=old, new=new, by=cast.karin)
    rows = taken_out(client, cast)["statement_rows.csv"]
    assert {(row["person"], row["field"]) for row in rows} == {("protected-1", "sex")}


def test_the_file_to_read_first_names_every_column_of_every_table(cast):
    parts = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", README.read_text(), re.M | re.S))
    for table in tables_of(cast.programme, on=TODAY):
        lacking = [name for name in table.columns if f"`{name}`" not in parts[table.name]]
        assert not lacking, f"{table.name}: {lacking}"


def test_every_figure_is_explained(client, cast, worked):
    files = taken_out(client, cast)
    for row in files["figures.csv"]:
        name = re.sub("^co_financing_.*", "co_financing_…", row["figure"])
        assert f"**{name}**" in files["README.md"], name


def test_it_is_noted_who_took_the_rows_out(client, cast, worked):
    taken_out(client, cast)
    assert Event.objects.get(verb="rows_as_files.taken").user_id == cast.erik.user_id


def test_whoever_leads_another_programme_takes_out_nothing(client, cast):
    client.force_login(cast.karin.user)
    assert client.post(f"/program/{cast.programme.public_key}/underlag/").status_code == 403

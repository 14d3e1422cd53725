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
from samverka.foundation.accounts.actor import SYSTEM
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
from samverka.workflows.rows_as_files.actions import write_rows
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


def test_nobody_is_named_and_the_codes_hold_in_these_files_only(client, cast, worked):
    files = taken_out(client, cast)
    assert "Amina" not in str(files)
    assert worked.public_key not in str(files)
    marked = {row["person"] for row in files["attendance.csv"]}
    assert {row["person"] for row in files["certified_lines.csv"]} == marked
    again = taken_out(client, cast)
    assert not marked & {row["person"] for row in again["attendance.csv"]}


def test_the_protected_have_no_row_and_are_in_the_programmes_sums_only(client, cast, worked):
    for somebody in (person("Cala", cast.osby), worked):
        protect(person=somebody, access=[], reason="Prov", on=TODAY, by=cast.karin)
    files = taken_out(client, cast)
    month, employer = f"{FEBRUARY}", cast.kungalv.public_key
    assert {row["minutes"] for row in files["attendance.csv"]} == {"150"}
    assert [row["minutes"] for row in files["certified_lines.csv"]] == [f"{7 * 150}"]
    certified = {
        (row["month"], row["about"]): int(row["value"])
        for row in files["figures.csv"]
        if row["figure"] == "certified"
    }
    assert certified == {(month, employer): 7 * 150, (month, ""): 7 * 150 + 474}
    adds = {(row["figure"], row["month"]): row["value"] for row in files["protected.csv"]}
    assert adds["certified", month] == adds["ticked", month] == "474"
    assert {row["about"] for row in files["protected.csv"]}.isdisjoint({employer})


def test_a_certificate_that_lacks_because_of_somebody_protected_tells_of_no_employer(
    client, cast, worked
):
    counts(cast, course(cast, {worked: [60]}))
    assert lacks(taken_out(client, cast))
    protect(person=worked, access=[], reason="Prov", on=TODAY, by=cast.karin)
    assert not lacks(taken_out(client, cast))


def lacks(files) -> list[dict[str, str]]:
    return [row for row in files["figures.csv"] if row["figure"] == "certificate_lacks"]


def test_whoever_was_joined_with_somebody_protected_has_no_row_in_what_was_sent(client, cast):
    amina, bo = (
        participant(cast, name, number) for name, number in zip("AB", NUMBERS, strict=False)
    )
    sent(cast, series(cast, fields=("number", "sex", "end_reason")), JANUARY)
    before = taken_out(client, cast)["statement_rows.csv"]
    assert len({row["person"] for row in before}) == 2
    old, new = amina.person, bo.person
    protect(person=new, access=[], reason="Prov", on=TODAY, by=cast.karin)
    statements.move_person(old=old, new=new, by=cast.karin)
    files = taken_out(client, cast)
    assert not files["statement_rows.csv"]
    [row] = files["statements.csv"]
    assert (row["persons"], row["protected_persons"]) == ("2", "1")


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


def test_so_it_is_when_they_are_written_on_the_server_and_nothing_where_they_are_not(
    cast, worked, tmp_path
):
    rows = {"programme": cast.programme, "on": TODAY, "by": SYSTEM}
    write_rows(**rows, folder=tmp_path / "rows")
    assert (tmp_path / "rows" / "figures.csv").exists()
    with pytest.raises(OSError, match="not empty"):
        write_rows(**rows, folder=tmp_path / "rows")
    assert Event.objects.get(verb="rows_as_files.taken").role == "system"


def test_whoever_leads_another_programme_takes_out_nothing(client, cast):
    client.force_login(cast.karin.user)
    assert client.post(f"/program/{cast.programme.public_key}/underlag/").status_code == 403

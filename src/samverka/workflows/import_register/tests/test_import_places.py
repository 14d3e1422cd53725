"""Organisations and units from a table."""

import pytest

from samverka.register.partners.models import Organisation

from .sending import decided, looked_through, outcomes, problems, table, written

pytestmark = pytest.mark.django_db

ORGANISATIONS = ["Organisation", "Organisationsnummer", "Typ", "Kommun"]
UNITS = ["Enhet", "Del av", "Enhetstyp", "Kommun"]
PROVBY = ["Provbyns museum", "222000-9993", "Förening", 1482]


def organisations(cast, *rows):
    return looked_through(
        table(*rows, headings=ORGANISATIONS), by=cast.petra, kind="organisations"
    )


def units(cast, *rows):
    return looked_through(table(*rows, headings=UNITS), by=cast.karin, kind="units")


def test_an_organisation_is_written_with_number_kind_and_municipality(cast):
    batch = organisations(cast, PROVBY)
    assert outcomes(batch) == ["new"]
    written(batch, by=cast.petra)
    made = Organisation.objects.get(name="Provbyns museum")
    assert (made.org_number, made.kind) == ("222000-9993", "association")
    assert made.municipality.name == "Kungälv"


def test_the_same_organisations_twice_change_nothing(cast):
    written(organisations(cast, PROVBY), by=cast.petra)
    assert outcomes(organisations(cast, PROVBY)) == ["same"]


def test_an_organisation_is_found_by_its_number_under_a_new_name(cast):
    written(organisations(cast, PROVBY), by=cast.petra)
    batch = organisations(cast, ["Provbyns hus", *PROVBY[1:]])
    assert batch.rows.get().said["changes"] == [["Name", "Provbyns museum", "Provbyns hus"]]
    written(batch, by=cast.petra)
    assert Organisation.objects.filter(name="Provbyns hus").exists()


def test_an_organisation_with_a_name_alike_is_asked_about(cast):
    batch = organisations(cast, ["Kungelv kommun", "", "Kommun", "Kungälv"])
    assert outcomes(batch) == ["ask"]
    assert outcomes(decided(batch, {"2": cast.kungalv.public_key}, by=cast.petra)) == ["changed"]


def test_a_number_a_kind_and_a_municipality_that_are_wrong_are_told_by_their_cells(cast):
    batch = organisations(cast, ["Provby", "222000-9994", "Månbas", "Månen"])
    assert [where for where, _ in problems(batch)] == ["B2", "C2", "D2"]


def test_units_are_written_with_the_department_that_the_file_itself_adds(cast):
    rows = [["Utbildning", "", "Förvaltning", ""], ["Sfi Kungälv", "Utbildning", "sfi", ""]]
    batch = units(cast, *rows)
    assert outcomes(batch) == ["new", "new"]
    written(batch, by=cast.karin)
    unit = Organisation.objects.get(name="Sfi Kungälv")
    assert (unit.unit_type, unit.part_of.name) == ("sfi", "Utbildning")
    assert unit.part_of.part_of == cast.kungalv
    assert outcomes(units(cast, *rows)) == ["same", "same"]


def test_a_unit_below_a_unit_of_a_department_is_too_deep(cast):
    rows = [["A", "", "", ""], ["B", "A", "", ""], ["C", "B", "", ""]]
    batch = units(cast, *rows)
    assert outcomes(batch) == ["new", "new", "wrong"]
    assert "too many levels" in problems(batch)[0][1]


def test_what_a_unit_is_part_of_must_be_there(cast):
    assert problems(units(cast, ["A", "Månen", "", ""]))[0][0] == "B2"

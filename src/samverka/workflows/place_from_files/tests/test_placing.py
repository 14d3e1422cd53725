"""What a plan from two tables promises: nobody divided, no place overfilled, every point shown."""

import io
from decimal import Decimal

import numpy as np
import pytest
from django.utils import translation

from samverka.engine.allocation.plan import Stopped
from samverka.engine.allocation.solving import Method, Settings, solve
from samverka.toolkit.spreadsheet import Sheet
from samverka.toolkit.spreadsheet import workbook as as_workbook
from samverka.toolkit.tables import in_words, open_book
from samverka.workflows.place_from_files.checking import flaw_in_words, verdict_on
from samverka.workflows.place_from_files.faults import Unusable
from samverka.workflows.place_from_files.placing import placed, prepared_from
from samverka.workflows.place_from_files.plan_file import read_plan
from samverka.workflows.place_from_files.preparing import Asked

from .files import CASES, PLACES, changed, workbook, written

NOTHING = Asked()


def exactly(problem, tell):
    return solve(problem, Settings(gap=0), progress=tell)


def by_highs(problem, tell):
    return solve(problem, Settings(gap=0, method=Method.HIGHS), progress=tell)


def plan_of(folder, cases=CASES, places=PLACES, asked=NOTHING, solver=exactly):
    files = written(folder, "hushall.csv", cases), written(folder, "kommuner.csv", places)
    return placed(prepared_from(*files, asked), solver, lambda *_step: None)


def sheet(found, title: str) -> list[list[str]]:
    """The rows of a sheet as they are read back, the heading first."""
    rows = open_book(io.BytesIO(found.as_workbook())).read(title).rows
    return [[in_words(row[column]) for column in range(len(rows[0].cells))] for row in rows]


def by_case(found) -> dict[str, dict[str, str]]:
    heading, *rows = sheet(found, "Plan")
    return {row[0]: dict(zip(heading, row, strict=True)) for row in rows}


def test_no_place_holds_more_than_it_has_and_no_household_is_divided(tmp_path):
    found = plan_of(tmp_path)

    problem = found.prepared.problem
    for column, room in enumerate(problem.capacity):
        assert (problem.needs[found.plan.place == column].sum(axis=0) <= room).all()
    assert len(by_case(found)) == len(problem.cases)
    assert found.verdict.is_accepted


def test_the_value_is_the_one_that_an_integer_programme_proves(tmp_path):
    one, other = plan_of(tmp_path), plan_of(tmp_path, solver=by_highs)

    assert one.plan.stopped == other.plan.stopped == Stopped.OPTIMAL
    assert (one.plan.placed, one.plan.value) == (other.plan.placed, other.plan.value)


def test_origin_and_sex_are_not_in_the_score_so_without_them_every_rank_is_the_same(tmp_path):
    with_them = CASES.replace("Anhöriga i;Kön", "Anhöriga i;Kön;Födelseland")
    with_them = with_them.replace(";kvinna", ";kvinna;A").replace(";man", ";man;B")
    without = "\n".join(line.rsplit(";", 2)[0] for line in with_them.splitlines())

    one, other = plan_of(tmp_path, with_them), plan_of(tmp_path, without)

    assert "Födelseland: A" in {row[1] for row in sheet(one, "Groups")}
    assert sheet(one, "Plan") == sheet(other, "Plan")
    assert sheet(one, "Reasons") == sheet(other, "Reasons")


def test_every_point_is_shown_by_its_criterion_and_they_add_up(tmp_path):
    for row in by_case(plan_of(tmp_path)).values():
        parts = [text for heading, text in row.items() if heading.startswith("of which")]
        points = [float(text.replace(",", ".")) for text in [*parts, row["Points"]] if text]
        assert sum(points[:-1]) == pytest.approx(points[-1])


def test_a_weight_that_is_changed_changes_the_order_of_places_as_shown(tmp_path):
    places = changed(PLACES, "Bollnäs", ";lärare", ";lärare, svetsare")
    wishes = plan_of(tmp_path, places=places, asked=Asked(weights={"Önskemål": Decimal(9)}))
    work = plan_of(tmp_path, places=places, asked=Asked(weights={"Yrke": Decimal(9)}))

    assert by_case(wishes)["H2"]["Place"] == "Sandviken"
    assert by_case(wishes)["H2"]["of which Önskemål"] == "9"
    assert by_case(work)["H2"]["of which Yrke"] == "9"
    assert by_case(wishes)["H5"]["Place"] == "Gävle" != by_case(work)["H5"]["Place"]


def test_work_practice_studies_and_a_home_are_weighed_in_one_view_without_a_hidden_weight(
    tmp_path,
):
    cases = (
        "Hushåll;Arbete;Praktik;Studier;Bostad;Skolplatser\n"
        "A;kock;vård;sfi kväll;tvåa;0\nB;svets;bygg;sfi dag;fyra;0\n"
    )
    places = (
        "Kommun;Platser;Arbete;Praktik;Studier;Bostad\n"
        "Gävle;2;kock;;sfi kväll;\nOckelbo;2;;vård;;tvåa\nBollnäs;2;svets;vård, bygg;;tvåa\n"
    )

    even = plan_of(tmp_path, cases, places)
    home = plan_of(tmp_path, cases, places, asked=Asked(weights={"Bostad": Decimal(5)}))

    assert {heading for heading in by_case(even)["A"] if heading.startswith("of which")} == {
        "of which Arbete",
        "of which Bostad",
        "of which Praktik",
        "of which Studier",
    }
    points = ["Points", "of which Arbete", "of which Bostad", "of which Praktik"]
    assert [by_case(home)["A"][heading] for heading in points] == ["6", "0", "5", "1"]
    assert [row[1] for row in sheet(even, "Reasons") if row[0] == "B"] == ["Gävle", "Ockelbo"]
    weights = dict(sheet(home, "Certificate"))
    assert [weights[f"Weight: {name}"] for name in ("Arbete", "Bostad")] == ["1", "5"]


def test_a_no_to_one_place_is_kept_and_changes_no_score_elsewhere(tmp_path):
    says_no = CASES.replace("Hushåll;", "Hushåll;Inte till;").replace("H1;4", "H1;Gävle;4")
    says_no = "".join(
        line if line.startswith(("Hushåll", "H1")) else line.replace(";", ";;", 1)
        for line in says_no.splitlines(keepends=True)
    )

    one, other = plan_of(tmp_path), plan_of(tmp_path, says_no)

    assert by_case(one)["H1"]["Place"] == "Gävle" != by_case(other)["H1"]["Place"]
    assert one.prepared.score.utility.tolist() == other.prepared.score.utility.tolist()
    said = {(row[0], row[1]): row[4] for row in sheet(other, "Reasons")}
    assert said["H1", "Gävle"] == "Gävle cannot be: the list of cases says “not there”."


def test_the_order_of_rows_changes_neither_the_plan_nor_its_fingerprint(tmp_path):
    heading, *rows = CASES.splitlines()

    one, other = plan_of(tmp_path), plan_of(tmp_path, "\n".join([heading, *reversed(rows)]))

    assert sheet(one, "Plan") == sheet(other, "Plan")
    assert one.plan.fingerprint == other.plan.fingerprint


def test_groups_are_followed_with_and_without_each_criterion(tmp_path):
    rows = sheet(plan_of(tmp_path), "Groups")

    assert ["All criteria", "Kön: kvinna", "12", "12"] in [row[:4] for row in rows]
    assert {row[0] for row in rows[1:]} == {
        "All criteria",
        "Without Anhöriga i",
        "Without Önskemål",
        "Without Yrke",
    }


def test_a_group_of_fewer_than_five_is_not_told_apart(tmp_path):
    cases = "Hushåll;Kön;Önskemål;Skolplatser\nA;kvinna;Gävle;0\nB;man;Gävle;0\n"

    rows = sheet(plan_of(tmp_path, cases), "Groups")

    assert ["Kön: man", "fewer than 5", "", ""] in [row[1:5] for row in rows]


LEFT = {
    "larger than any home": (changed(CASES, "H3", ";6;", ";9;"), "H3 has no place: something"),
    "more school places than anywhere": (
        changed(CASES, "H3", ";4;", ";5;"),
        "H3 has no place: it needs 5 skolplatser, and the most that any place has is 4.",
    ),
    "barred from every place": (
        changed(CASES, "H4", "Gävle;;", "Gävle;isbana;"),
        "H4 has no place: something stands against every place.",
    ),
}


@pytest.mark.parametrize("what", LEFT)
def test_whoever_cannot_be_placed_is_listed_with_the_reason_and_the_others_are_placed(
    tmp_path, what
):
    cases, sentence = LEFT[what]

    rows = by_case(plan_of(tmp_path, cases))

    left = {case for case, row in rows.items() if not row["Place"]}
    assert len(left) == 1
    assert sentence in rows[left.pop()]["Why"]


def test_where_there_is_too_little_room_as_many_persons_as_possible_are_placed(tmp_path):
    cases = "Hushåll;Personer;Önskemål\nA;3;Gävle\nB;2;Gävle\nC;2;\n"
    places = "Kommun;Platser\nGävle;4\n"

    found = plan_of(tmp_path, cases, places)

    assert found.plan.placed == 4
    assert by_case(found)["A"]["Why"] == "A has no place: others have the room where it can be."


def test_the_workbook_is_accepted_by_the_verifier_when_it_is_read_back(tmp_path):
    found = plan_of(tmp_path)
    file = tmp_path / "plan.xlsx"
    file.write_bytes(found.as_workbook())

    kept = read_plan(file)

    assert kept.plan.fingerprint == found.plan.fingerprint
    assert verdict_on(kept) == found.verdict


TAMPERED = {
    "a household moved": ("proof cases", 1, 2, "2", "points add up to"),
    "another fingerprint": ("proof facts", -1, 1, "0" * 64, "The fingerprint is another"),
    "fewer places": ("proof places", 1, 2, "1", "has room for 1 of “Platser”"),
    "a score": ("proof pairs 1", 2, 3, "999999", "points add up to"),
    "a need": ("proof cases", 3, 5, "60", "has room for"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_workbook_that_was_tampered_with_is_refused_with_what_is_wrong(tmp_path, what):
    title, row, column, text, sentence = TAMPERED[what]
    book = open_book(io.BytesIO(plan_of(tmp_path).as_workbook()))
    sheets = []
    for name in book.sheets:
        read = book.read(name).rows
        cells = [[line[at] for at in range(len(read[0].cells))] for line in read]
        if name == title:
            cells[row][column] = text
        sheets.append(Sheet(name, [str(cell) for cell in cells[0]], cells[1:]))
    file = tmp_path / "tampered.xlsx"
    file.write_bytes(as_workbook(sheets))

    kept = read_plan(file)
    said = [flaw_in_words(flaw, kept.problem.unit) for flaw in verdict_on(kept).flaws]

    assert any(sentence in each for each in said), said


def test_a_table_that_is_no_plan_is_told_so(tmp_path):
    with pytest.raises(Unusable, match=r"hushall\.xlsx is no plan with its proof"):
        read_plan(workbook(tmp_path, "hushall.xlsx", CASES, title="Hushåll"))


def test_a_floor_for_a_group_is_held_and_its_cost_is_the_points_that_are_lost(tmp_path):
    cases = "Hushåll;Kön;Gävle;Ockelbo\nA;man;9;1\nB;kvinna;8;3\n"
    places = "Kommun;Platser\nGävle;1\nOckelbo;1\n"

    free = plan_of(tmp_path, cases, places)
    floored = plan_of(tmp_path, cases, places, asked=Asked(floors={"Kön: kvinna": Decimal(5)}))

    assert (by_case(free)["B"]["Place"], free.plan.value) == ("Ockelbo", 12_000)
    assert (by_case(floored)["B"]["Place"], floored.plan.value) == ("Gävle", 9_000)
    assert floored.verdict.is_accepted


def test_stopped_half_way_it_answers_the_best_so_far_and_says_so(tmp_path):
    chance = np.random.default_rng(5)
    towns = ["Gävle", "Sandviken", "Ockelbo", "Bollnäs"]
    lines = ["Hushåll;Personer;Skolplatser;" + ";".join(towns)]
    for number in range(80):
        persons = int(chance.integers(1, 8))
        points = ";".join(str(value) for value in chance.integers(1, 900, 4))
        lines.append(f"H{number};{persons};{int(chance.integers(0, persons))};{points}")
    places = "Kommun;Personer;Skolplatser\n" + "".join(f"{town};85;32\n" for town in towns)

    def stopped(problem, tell):
        return solve(problem, Settings(gap=0), progress=tell, stop=lambda: True)

    found = plan_of(tmp_path, "\n".join(lines), places, solver=stopped)

    assert found.plan.stopped == Stopped.INTERRUPTED
    assert found.verdict.is_accepted
    said = dict(sheet(found, "Certificate"))["How sure it is"]
    assert said.startswith("It was stopped.")


def test_two_who_could_as_well_change_places_are_told_so(tmp_path):
    cases = "Ärende;Önskemål\nA;Gävle\nB;Gävle\n"
    places = "Kommun;Platser\nGävle;1\nBollnäs;1\n"

    rows = sheet(plan_of(tmp_path, cases, places), "Reasons")

    assert rows[1][5] == "Nothing much: the whole is worth as much either way."


def test_reasons_can_be_read_aloud_in_swedish(tmp_path):
    with translation.override("sv"):
        found = plan_of(tmp_path)
        heading, *rows = sheet(found, "Skäl")

    assert heading[:2] == ["Ärende", "Annan plats"]
    said = {(row[0], row[1]): row[4] for row in rows}
    assert said["H1", "Bollnäs"] == (
        "Bollnäs går inte: studiehandledare på arabiska behövs och finns inte där."
    )


def test_whoever_can_be_nowhere_is_told_what_stands_against_it(tmp_path):
    found = plan_of(tmp_path, changed(CASES, "H3", "H3;6", "H3;9"))

    said = by_case(found)["H3"]["Why"]
    assert said == (
        "H3 has no place: something stands against every place. "
        "Bollnäs cannot be: the largest home there takes 6 persons."
    )


def test_what_is_counted_is_called_by_its_name_without_the_word_number(tmp_path):
    cases = CASES.replace("Skolplatser", "Antal skolplatser")
    places = PLACES.replace("Skolplatser", "Antal skolplatser")

    said = " ".join(row[4] for row in sheet(plan_of(tmp_path, cases, places), "Reasons"))

    assert "skolplats" in said
    assert "antal" not in said.lower()


def test_points_of_those_who_stay_together_are_counted_together_and_it_is_said(tmp_path):
    cases = "Hushåll;Yrke;Tillsammans med\nA;kock;B\nB;svets;\n"
    places = "Kommun;Platser;Yrke\nGävle;2;kock, svets\nOckelbo;2;svets\n"

    heading, *rows = sheet(plan_of(tmp_path, cases, places), "Reasons")

    there = dict(zip(heading, rows[0], strict=True))
    assert (there["Case"], there["Other place"], there["Points there"]) == ("A", "Ockelbo", "1")
    assert there["What stands against it"] == (
        "Ockelbo is worth 1 point less. There is room. Counted together with B."
    )

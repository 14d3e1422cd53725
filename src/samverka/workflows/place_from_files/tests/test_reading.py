"""Two tables as people write them become a problem, or every row that is wrong is named."""

from decimal import Decimal

import pytest
import xlsxwriter

from samverka.workflows.place_from_files.faults import Unusable
from samverka.workflows.place_from_files.placing import prepared_from
from samverka.workflows.place_from_files.preparing import Asked

from .files import CASES, PLACES, changed, workbook, written

NOTHING = Asked()


def prepared(folder, cases=CASES, places=PLACES, asked=NOTHING):
    return prepared_from(
        written(folder, "hushall.csv", cases), written(folder, "kommuner.csv", places), asked
    )


def refusal(folder, cases=CASES, places=PLACES, asked=NOTHING) -> str:
    with pytest.raises(Unusable) as refused:
        prepared(folder, cases, places, asked)
    return str(refused.value)


def test_swedish_headings_become_cases_places_needs_and_criteria(tmp_path):
    found = prepared(tmp_path)

    problem = found.problem
    assert problem.cases == ("H1", "H2", "H3", "H4", "H5", "H6")
    assert problem.places == ("Bollnäs", "Gävle", "Ockelbo", "Sandviken")
    assert problem.resources == ("Platser", "Skolplatser")
    assert problem.needs[0].tolist() == [4, 2]
    assert problem.capacity[1].tolist() == [6, 3]
    assert [each.name for each in found.score.criteria] == ["Anhöriga i", "Yrke", "Önskemål"]
    assert found.score.parts_at(0, 1) == (0, 1000, 1000)
    assert found.score.parts_at(0, 3) == (0, 0, 500)


def test_a_workbook_with_a_merged_title_and_a_sum_is_the_same_problem(tmp_path):
    as_text = prepared(tmp_path)

    found = prepared_from(
        workbook(tmp_path, "hushall.xlsx", CASES, title="Hushåll våren 2026"),
        workbook(tmp_path, "kommuner.xlsx", PLACES, title="Platser", total="Summa;22;11;;;"),
        Asked(),
    )

    assert found.problem.cases == as_text.problem.cases
    assert found.problem.utility.tolist() == as_text.problem.utility.tolist()
    assert found.problem.capacity.tolist() == as_text.problem.capacity.tolist()
    assert found.notices == ("Row 8 of kommuner.xlsx is not read: it is no case and no place.",)


def test_of_several_sheets_the_one_with_most_known_headings_is_read(tmp_path):
    file = tmp_path / "allt.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for name, text in (("Om", "Nummer;Text\n1;Utkast\n"), ("Hushåll", CASES)):
            page = book.add_worksheet(name)
            for number, line in enumerate(text.splitlines()):
                page.write_row(number, 0, line.split(";"))

    found = prepared_from(file, written(tmp_path, "kommuner.csv", PLACES), NOTHING)

    assert len(found.problem.cases) == 6


def test_a_cell_that_is_merged_over_several_rows_holds_for_each(tmp_path):
    file = tmp_path / "kommuner.xlsx"
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        rows = [
            ["Kommun", "Platser", "Område"],
            ["Gävle", 1, ""],
            ["Ockelbo", 1, ""],
            ["Ljusdal", 1],
        ]
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        page.merge_range(1, 2, 2, 2, "söder")
        page.write_string(3, 2, "norr")
    cases = written(tmp_path, "h.csv", "Ärende;Nära;Önskemål\nA;B;Gävle\nB;;Ockelbo\n")

    found = prepared_from(cases, file, NOTHING)

    assert found.problem.places == ("Gävle", "Ljusdal", "Ockelbo")
    assert found.problem.area.tolist() == [1, 0, 1]


def test_english_headings_and_decimal_commas_are_read(tmp_path):
    found = prepared(
        tmp_path,
        "Case;Persons;Alta;Brook\nA;2;3,5;1\nB;1;0;7\n",
        "Place;Capacity\nAlta;2\nBrook;1\n",
    )

    assert found.problem.utility.tolist() == [[3500, 1000], [0, 7000]]
    assert found.problem.resources == ("Capacity",)


def test_the_order_of_rows_and_columns_changes_nothing(tmp_path):
    lines = CASES.splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])])

    one, other = prepared(tmp_path), prepared(tmp_path, turned)

    assert one.problem.cases == other.problem.cases
    assert one.problem.utility.tolist() == other.problem.utility.tolist()
    assert one.problem.barred.tolist() == other.problem.barred.tolist()


def test_what_a_case_requires_and_a_place_lacks_keeps_them_apart(tmp_path):
    problem = prepared(tmp_path).problem

    assert problem.reasons[problem.barred[0, 0]] == "requires: studiehandledare på arabiska"
    assert problem.barred[0, 1] == 0
    assert problem.reasons[problem.barred[2, 1]] == "largest: 5"


def test_a_wished_language_counts_and_a_language_alone_does_not(tmp_path):
    places = "Kommun;Platser;Språk\nGävle;2;arabiska\nOckelbo;2;somaliska\n"
    wished = prepared(tmp_path, "Hushåll;Önskat språk;Önskemål\nA;arabiska;\nB;;Gävle\n", places)
    alone = prepared(tmp_path, "Hushåll;Språk;Önskemål\nA;arabiska;\nB;;Gävle\n", places)

    assert [each.name for each in wished.score.criteria] == ["Önskat språk", "Önskemål"]
    assert [each.name for each in alone.score.criteria] == ["Önskemål"]
    assert [each.name for each in alone.groups] == ["Everybody", "Språk: arabiska"]


@pytest.mark.parametrize("heading", ["Kön", "Religion", "Födelseland", "Country of birth"])
def test_who_people_are_never_counts_though_both_tables_have_it(tmp_path, heading):
    found = prepared(
        tmp_path,
        f"Hushåll;{heading};Önskemål\nA;ett;Gävle\nB;annat;Gävle\n",
        f"Kommun;Platser;{heading}\nGävle;1;ett\nOckelbo;1;annat\n",
    )

    assert [each.name for each in found.score.criteria] == ["Önskemål"]
    assert found.problem.utility.tolist() == [[1000, 0], [1000, 0]]


def test_weights_are_taken_from_a_sheet_and_those_asked_for_come_before(tmp_path):
    found = prepared(
        tmp_path, asked=Asked(weights={"yrke": Decimal("2.5"), "Önskemål": Decimal(0)})
    )

    assert found.score.parts_at(0, 1) == (0, 2500, 0)


def test_a_column_that_nobody_uses_is_told(tmp_path):
    found = prepared(
        tmp_path,
        "Hushåll;Handläggare;Önskemål\nA;Amanda Exempel;Gävle\n",
        "Kommun;Platser;Läge\nGävle;1;kust\n",
    )

    assert found.notices == (
        "The column “Handläggare” of hushall.csv does not count.",
        "The column “Läge” of kommuner.csv does not count.",
    )


def test_homes_are_one_a_household_where_nothing_else_is_said(tmp_path):
    found = prepared(
        tmp_path,
        "Hushåll;Personer;Önskemål\nA;3;Gävle\nB;2;Gävle\n",
        "Kommun;Bostäder;Minst bostäder\nGävle;2;1\n",
    )

    assert found.problem.needs.tolist() == [[1], [1]]
    assert found.problem.minimum.tolist() == [[1]]
    assert found.problem.heads.tolist() == [3, 2]


def test_those_who_are_to_be_together_or_near_are_bound(tmp_path):
    found = prepared(
        tmp_path,
        "Hushåll;Tillsammans med;Nära;Önskemål\nA;B;;Gävle\nB;;;\nC;;B;\n",
        "Kommun;Platser;Område\nGävle;3;söder\nBollnäs;2;norr\n",
    )

    assert found.problem.together == ((0, 1),)
    assert found.problem.near == ((1, 2),)
    assert found.problem.area.tolist() == [0, 1]


WRONG_CASES = {
    "one id twice": (
        changed(CASES, "H2", "H2", "H1"),
        "“H1” stands on row 2 and on row 3 of hushall.csv. Each may stand there once.",
    ),
    "a word for a number": (
        changed(CASES, "H3", "6", "sex"),
        "Cell B4 of hushall.csv (Antal personer) holds “sex”, which is no number.",
    ),
    "NaN": (
        changed(CASES, "H3", "6", "NaN"),
        "Cell B4 of hushall.csv (Antal personer) holds “NaN”, which is no number.",
    ),
    "nobody": (changed(CASES, "H3", "6", "0"), "“H3” (row 4 of hushall.csv) has 0 persons."),
    "half a person": (
        changed(CASES, "H3", "6", "2,5"),
        "“H3” (row 4 of hushall.csv) has the number 2.5 where only whole numbers can stand.",
    ),
    "a wish for nowhere": (
        changed(CASES, "H3", "Gävle", "Gevle"),
        "“gevle” on row 4 of hushall.csv is none of the places.",
    ),
    "no key": (CASES.replace("Hushåll", "Vad"), "hushall.csv has no column that names the cases."),
    "no rows": (CASES.splitlines()[0], "hushall.csv has no rows below a heading."),
    "nothing that counts": (
        "Hushåll;Personer;Skolplatser\nA;1;0\n",
        "Nothing says which place suits a case.",
    ),
    "no school places said": (
        "Hushåll;Önskemål\nA;Gävle\n",
        "kommuner.csv has a column “Skolplatser” with numbers, and hushall.csv does not say",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_CASES)
def test_a_table_of_cases_that_cannot_be_used_names_the_row(tmp_path, wrong):
    table, sentence = WRONG_CASES[wrong]

    assert sentence in refusal(tmp_path, table)


WRONG_PLACES = {
    "negative capacity": (
        changed(PLACES, "Gävle", ";6;", ";-6;"),
        "Cell B2 of kommuner.csv (Platser) holds -6. Nothing here can be less than 0.",
    ),
    "an empty capacity": (
        changed(PLACES, "Gävle", ";6;", ";;"),
        "Cell B2 of kommuner.csv (Platser) is empty. Write a number there; 0 if there is nothing.",
    ),
    "no room at all": (
        "Kommun;Finns\nGävle;bad\nSandviken;\nOckelbo;\nBollnäs;\n",
        "kommuner.csv does not say how much room there is.",
    ),
    "a least above the room": (
        "Kommun;Platser;Minst platser;Skolplatser\nGävle;2;3;1\nSandviken;1;0;1\nOckelbo;1;0;1\n"
        "Bollnäs;1;0;1\n",
        "“Gävle” (row 2 of kommuner.csv) is to have at least 3, and there is room for 2 only.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_PLACES)
def test_a_table_of_places_that_cannot_be_used_names_the_row(tmp_path, wrong):
    table, sentence = WRONG_PLACES[wrong]

    assert sentence in refusal(tmp_path, places=table)


def test_weights_that_are_all_zero_are_refused(tmp_path):
    nothing = dict.fromkeys(["Önskemål", "Yrke", "Anhöriga i"], Decimal(0))

    assert refusal(tmp_path, asked=Asked(weights=nothing)).startswith("All weights are 0")


def test_a_weight_for_something_that_does_not_count_is_refused_with_what_does(tmp_path):
    said = refusal(tmp_path, asked=Asked(weights={"Kön": Decimal(1)}))

    assert said == "There is no criterion “kön”. What counts here is: Anhöriga i, Yrke, Önskemål."


def test_a_floor_for_a_group_that_there_is_not_is_refused_with_those_that_are(tmp_path):
    said = refusal(tmp_path, asked=Asked(floors={"Kön: flicka": Decimal(1)}))

    assert "The groups are: Everybody, Kön: kvinna, Kön: man." in said


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    cases = changed(changed(CASES, "H3", "6", "sex"), "H4", "2", "-2")

    assert len(refusal(tmp_path, cases).splitlines()) == 2


def test_ten_million_rows_are_refused_before_they_are_read(tmp_path):
    file = tmp_path / "hushall.csv"
    with file.open("wb") as lines:
        lines.write("Hushåll;Önskemål\n".encode())
        lines.truncate(10_000_000 * 9)

    with pytest.raises(Unusable, match=r"hushall.csv: The file is larger than 20 MB"):
        prepared_from(file, written(tmp_path, "kommuner.csv", PLACES), Asked())


def test_points_for_each_of_290_municipalities_stand_in_a_column_each(tmp_path):
    towns = [f"Kommun {number:03}" for number in range(290)]
    points = [";".join(f"{(row * 7 + n) % 11},5" for n in range(290)) for row in range(3)]
    lines = [f"Hushåll;{';'.join(towns)}", *(f"H{n};{row}" for n, row in enumerate(points))]
    cases = written(tmp_path, "poang.csv", "\n".join(lines))
    places = written(
        tmp_path, "kommuner.csv", "\n".join(["Kommun;Platser", *(f"{town};1" for town in towns)])
    )

    found = prepared_from(cases, places, NOTHING)

    assert found.problem.shape[:2] == (3, 290)
    assert found.score.utility.max() == 10_500

"""Gunilla brings Kungälv's offer in from a workbook: homes, what there is, and room."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from samverka.guidance.matching import sheets, shipped
from samverka.guidance.matching.models import Home, Place, PlaceFact, Proposal
from samverka.guidance.matching.sheets import there
from samverka.toolkit.spreadsheet import XLSX_TYPE

from .factories import a_case, a_home, a_place, a_proposal, a_round, receiver
from .test_offers import of
from .test_rounds import as_, page

HOMES = ("Bostad", "Rum", "Personer", "Hiss", "Inga steg", "Ledig från")
THERE = ("Gäller", "Vad", "Hur många", "Förklaring")
MAY = dt.date(2026, 5, 1)


@pytest.fixture
def place(cast) -> Place:
    return a_place(a_round(cast), cast.kungalv)


@pytest.fixture
def gunilla(cast, place):
    return as_(receiver(place.round, cast.kungalv))


def workbook(**titled) -> SimpleUploadedFile:
    book = Workbook()
    book.remove(book.active)
    for title, rows in titled.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("erbjudande.xlsx", file.getvalue(), XLSX_TYPE)


def look(gunilla, place, **sent):
    return gunilla.post(page("take_in", place.round, **of(place)), sent)


def rows_of(answer) -> dict:
    return {
        (table.key, row.number): row for table, rows in answer.context["tables"] for row in rows
    }


def typed(answer) -> dict:
    """What the page would send if nothing in it were touched."""
    sent: dict = {}
    for (key, number), row in rows_of(answer).items():
        sent.setdefault(key, []).append(number)
        sent |= {f"{column.name}-{number}": said for column, said, _size in row.cells}
    return sent


def save(gunilla, place, answer, **mended):
    return look(gunilla, place, **typed(answer) | mended | {"save": "1"})


def facts_of(place) -> set[tuple]:
    return set(place.facts.values_list("dimension", "code", "text", "seats"))


def test_a_whole_offer_comes_from_one_workbook_and_nothing_is_saved_before_it_is_seen(
    place, gunilla
):
    file = workbook(
        Läs=[("Kungälvs erbjudande",)],
        Bostäder=[("Bostäder i maj",), HOMES, ("Skolgatan 1", 3, 5, "ja", None, MAY)],
        Finns=[
            THERE,
            ("Arbete", "undersköterska ", 3, "Äldreboendet"),
            ("praktik", "9111", None, None),
            ("Utbildning", "Komvux", 12, None),
            ("Skola", "Plats i förskola", 4, None),
            ("SFI", "Sfi studieväg 2", 15, None),
            ("Föreningar", "Schackklubben Tornet", None, "på torsdagar"),
            ("Plats", "Personer", 40, None),
            ("Plats", "Skolplatser", 9, None),
        ],
    )
    looked = look(gunilla, place, file=file)
    assert looked.status_code == 200
    assert not Home.objects.exists()
    assert not PlaceFact.objects.exists()
    own = rows_of(looked)["there", 7]
    assert own.notes == ["Not on the list: it is kept in your words, and not matched."]
    assert rows_of(looked)["there", 8].notes == ["Today: 20."]
    assert save(gunilla, place, looked).status_code == 302
    place.refresh_from_db()
    assert (place.persons, place.school_seats) == (40, 9)
    assert place.homes.get().from_day == MAY
    assert facts_of(place) == {
        ("work", "5321", "Äldreboendet", 3),
        ("practice", "9111", "", None),
        ("studies", "adult_education", "", 12),
        ("school", "preschool", "", 4),
        ("sfi", "track_2", "", 15),
        ("network", "", "Schackklubben Tornet: på torsdagar", None),
    }


FAULTY = """Gäller\tVad\tHur många\tFörklaring
Arbeten och sånt\tSvetsare\t2\t
Arbete\tSvetsare\tett par\t
Arbete\tSvetsare\t0\t
Arbete\tsvetsare\t2\t
Arbete\tSVETSARE\t4\t
Plats\tHundar\t2\t
Studier\t\t2\t
"""


def test_faults_are_told_row_by_row_and_mended_where_they_stand(place, gunilla):
    looked = look(gunilla, place, text=FAULTY)
    assert looked.status_code == 422
    faults = {number: row.faults for (_key, number), row in rows_of(looked).items()}
    assert faults[2][0].startswith("About: write one of Room, Work, Practice,")
    assert faults[3] == ["How many: write a whole number from 1 to 10000."]
    assert faults[4] == faults[3]
    assert faults[5] == []
    assert faults[6] == ["The same stands in row 5."]
    assert faults[7] == ["What: of room there are persons and school seats."]
    assert faults[8] == ["What: say what there is."]
    # One is mended: nothing is saved, and nothing that was typed is lost.
    again = save(gunilla, place, looked, **{"about-2": "Praktik"})
    assert again.status_code == 422
    assert 'value="ett par"' in again.content.decode()
    assert not PlaceFact.objects.exists()
    emptied = {f"what-{number}": "" for number in (3, 4, 6, 7)}
    assert save(gunilla, place, again, **emptied).status_code == 302
    assert facts_of(place) == {("work", "7212", "", 2), ("practice", "7212", "", 2)}


def test_faults_of_homes_are_told_row_by_row_too(place, gunilla):
    said = [
        ("Skolgatan 1", "3", "fem", "ja", "", "2026-05-01"),
        ("Björkgatan 2", "2", "4", "kanske", "", "1 maj"),
        ("Torget 3", "4", "6", "", "x", "2026-06-01"),
        ("torget 3", "4", "6", "", "x", "2026-06-01"),
        ("– –", "4", "6", "", "x", "2026-06-01"),
    ]
    looked = look(gunilla, place, text="\n".join("\t".join(row) for row in (HOMES, *said)))
    assert looked.status_code == 422
    faults = {number: row.faults for (_key, number), row in rows_of(looked).items()}
    assert faults[2] == ["Persons: write a whole number from 1 to 20."]
    assert faults[3] == ["Ground floor or lift: write yes or no.", *faults[3][1:]]
    assert faults[3][1:] == ["Free from: write a day as 2026-05-01."]
    assert faults[4] == []
    assert faults[5] == ["The same home stands in row 4."]
    assert faults[6] == ["Home: say which home it is."]
    again = save(gunilla, place, looked, **{"most_persons-2": "5"})
    assert again.status_code == 422
    assert not Home.objects.exists()
    mended = {"ground_floor_or_lift-3": "nej", "from_day-3": "2026-05-01"}
    mended |= {"label-5": "", "label-6": ""}
    assert save(gunilla, place, again, **mended).status_code == 302
    homes = {home.label: home for home in place.homes.all()}
    assert set(homes) == {"Skolgatan 1", "Björkgatan 2", "Torget 3"}
    assert homes["Torget 3"].step_free
    assert homes["Torget 3"].ground_floor_or_lift
    assert homes["Skolgatan 1"].from_day == MAY


def test_a_whole_list_is_sent_anew_and_what_stands_already_is_passed_over(place, gunilla):
    a_home(place, "Skolgatan 1")
    PlaceFact.objects.create(place=place, dimension="work", code="5321", text="Natt", seats=3)
    PlaceFact.objects.create(place=place, dimension="network", text="Kören")
    PlaceFact.objects.create(place=place, dimension="sfi", code="track_1", seats=5)
    home = place.homes.get()
    there = (home.label, home.rooms, home.most_persons, home.ground_floor_or_lift)
    file = workbook(
        A=[HOMES, (*there, home.step_free, home.from_day)],
        B=[
            THERE,
            ("Arbete", "Undersköterska", 3, None),
            ("Nätverk", "KÖREN", None, None),
            ("Sfi", "Sfi studieväg 1", 8, None),
            ("Plats", "Personer", 20, None),
        ],
    )
    looked = look(gunilla, place, file=file)
    outcomes = {key: row.outcome for key, row in rows_of(looked).items()}
    assert outcomes["homes", 2] == "same"
    assert [outcomes["there", number] for number in (2, 3, 4, 5)] == [
        "same",
        "same",
        "changed",
        "same",
    ]
    assert rows_of(looked)["there", 4].notes == ["Today: 5."]
    saved = look(gunilla, place, **typed(looked), save="1")
    assert saved.status_code == 302
    assert facts_of(place) == {
        ("work", "5321", "Natt", 3),
        ("network", "", "Kören", None),
        ("sfi", "track_1", "", 8),
    }
    assert place.homes.count() == 1
    # Once more, and there is nothing left to save.
    nothing = look(gunilla, place, **typed(looked), save="1")
    assert "There is nothing to save." in nothing.content.decode()
    # The same home with another size is no repetition.
    other = workbook(A=[HOMES, (home.label, 9, 9, "", "", MAY)])
    (row,) = rows_of(look(gunilla, place, file=other)).values()
    assert row.faults == ["This home is offered already, in Våren 2026."]


def test_room_is_not_lowered_under_what_is_promised_by_a_sheet_either(cast, place, gunilla):
    case = a_case(place.round, cast.kungalv, children=2)
    a_proposal(case, place, Proposal.State.YES)
    looked = look(gunilla, place, text="Gäller\tVad\tAntal\nPlats\tPersoner\t2")
    (row,) = rows_of(looked).values()
    assert row.faults == ["How many: so many are promised: 3. There can not be less."]
    assert save(gunilla, place, looked).status_code == 422
    assert save(gunilla, place, looked, **{"seats-2": "3"}).status_code == 302
    place.refresh_from_db()
    assert place.persons == 3


def test_two_full_sheets_are_looked_through_and_saved_with_few_questions(
    cast, place, gunilla, django_assert_max_num_queries
):
    a_proposal(a_case(place.round, cast.kungalv), place, Proposal.State.YES)
    numbers = range(200)
    file = workbook(
        A=[HOMES, *((f"Skolgatan {one}", 3, 5, "ja", None, MAY) for one in numbers)],
        B=[THERE, *(("Nätverk", f"Förening {one}", 9, None) for one in numbers)],
    )
    with django_assert_max_num_queries(25):
        looked = look(gunilla, place, file=file)
    with django_assert_max_num_queries(45):
        assert save(gunilla, place, looked).status_code == 302
    assert (place.homes.count(), place.facts.count()) == (200, 200)
    fewer = "\n".join(f"Nätverk\tFörening {one}\t1" for one in numbers)
    with django_assert_max_num_queries(25):
        assert look(gunilla, place, text=f"Gäller\tVad\tAntal\n{fewer}").status_code == 200


HOSTILE = ("=1+1", "#REF!", "#SPILL!", "vänd\u202egnilps", "a" * 201)


@pytest.mark.parametrize("said", HOSTILE)
def test_what_would_hide_or_compute_is_refused_with_a_sentence(place, gunilla, said):
    for text in (f"Gäller\tVad\nArbete\t{said}", "\t".join(HOMES) + f"\n{said}\t1\t1\t\t\t{MAY}"):
        looked = look(gunilla, place, text=text)
        assert looked.status_code == 422
        assert "\u202e" not in "".join(
            fault for row in rows_of(looked).values() for fault in row.faults
        )
        assert save(gunilla, place, looked).status_code == 422
    # What no form would send is refused as well, and what no database keeps.
    forged = {"there": [2], "about-2": "Arbete", "what-2": "nolla\x00", "save": "1"}
    assert look(gunilla, place, **forged).status_code == 422
    assert not PlaceFact.objects.exists()
    assert not Home.objects.exists()


def test_markup_is_text_and_a_formula_without_a_kept_value_is_told(place, gunilla):
    file = workbook(B=[THERE, ("Arbete", "<script>alert(1)</script>", "=1+1", None)])
    looked = look(gunilla, place, file=file)
    (row,) = rows_of(looked).values()
    assert row.faults == ["How many: write a whole number from 1 to 10000."]
    assert "<script>alert" not in looked.content.decode()
    saved = save(gunilla, place, looked, **{"seats-2": "2"})
    assert saved.status_code == 302
    assert facts_of(place) == {("work", "", "<script>alert(1)</script>", 2)}
    offer = gunilla.get(page("offer", place.round, **of(place))).content.decode()
    assert "<script>alert" not in offer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Namn\tÅlder\nA\t3", "There is no table here with headings that are known."),
        ("Bostad\tRum\nSkolgatan 1\t3", "The column Persons, Free from is not found."),
        ("Gäller\tVad", "There are no rows below the heading."),
        ("Gäller\tVad\n" + "Arbete\tKock\n" * 201, "more than 200 rows"),
    ],
)
def test_what_is_no_offer_is_refused_with_what_one_can_do(place, gunilla, text, told):
    looked = look(gunilla, place, text=text)
    assert looked.status_code == 422
    assert told in looked.content.decode()


def test_two_sheets_of_one_kind_are_told_by_name(place, gunilla):
    rows = [THERE, ("Arbete", "Kock", 1, None)]
    looked = look(gunilla, place, file=workbook(Norr=rows, Söder=rows))
    assert "Two sheets hold “What there is”: Norr and Söder." in looked.content.decode()


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_workbook_to_fill_comes_back_in_any_language_and_its_examples_are_left_out(
    place, gunilla, language
):
    url = page("table_to_fill", place.round, **of(place))
    assert gunilla.get(url)["Content-Type"] == XLSX_TYPE
    with translation.override(language):
        content = sheets.workbook_to_fill()
    book = load_workbook(BytesIO(content))
    assert len(book.sheetnames) == 4
    chosen = book.worksheets[2]
    assert chosen.max_column == len(there.choices())
    work = [cell.value for cell in chosen["B"][1:] if cell.value]
    with translation.override(language):
        assert work == [said for _code, said in shipped.choices(shipped.codes("work"))]
    for reader in ("sv", "en", "ar"):
        with translation.override(reader):
            rows = sheets.from_file(BytesIO(content))
            sheets.judge(place, rows)
        told = [row for some in rows.values() for row in some]
        assert [(row.outcome, row.faults) for row in told] == [("example", [])] * 2
    # Filled in beside the example, it is an offer.
    book.worksheets[0].append(("Skolgatan 1", 3, 5, "", "x", MAY))
    book.worksheets[1].append((book.worksheets[1]["A2"].value, work[0], 2, ""))
    file = BytesIO()
    book.save(file)
    sent = SimpleUploadedFile("offer.xlsx", file.getvalue(), XLSX_TYPE)
    looked = look(gunilla, place, file=sent)
    assert looked.status_code == 200
    assert save(gunilla, place, looked).status_code == 302
    assert place.homes.get().step_free
    assert place.facts.get().code


@pytest.mark.django_db
def test_every_word_on_the_list_is_recognised_in_each_of_its_languages():
    for sort in PlaceFact.Dimension:
        assert all(all(told.values()) for told in shipped.codes(sort).values())
        words = [
            (code, word) for code, told in shipped.codes(sort).items() for word in told.values()
        ]
        for code, word in words:
            for said in (word, word.upper(), f"  {word.lower()}. "):
                assert there.code_of(sort, said) == code
    for language in there.LANGUAGES:
        with translation.override(language):
            assert [there.sort_of(one.label) for one in there.choices()] == [
                one.key for one in there.choices()
            ]


CELL = st.text(max_size=40) | st.sampled_from(
    ["Arbete", "Plats", "Personer", "Kock", "sfi", "3", "0", "=1", "#N/A", "-", "ja"]
)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=8))
def test_whatever_is_written_each_row_holds_or_says_why_not(rows):
    """No text makes it fall, and what holds can be written."""
    sent = [
        sheets.SheetRow(
            there.TABLE, number, dict(zip(("about", "what", "seats", "text"), row, strict=True))
        )
        for number, row in enumerate(rows, start=2)
    ]
    there.read_rows(sent)
    held = [row for row in sent if row.facts and not row.faults]
    assert len({there.key_of(row) for row in held}) == len(held)
    for row in sent:
        assert row.facts or row.faults or row.outcome == "example"
        if row in held:
            assert row.facts["code"] or row.facts["text"]
            assert len(row.facts["text"]) <= there.LONGEST
            assert row.facts["seats"] is None or 0 <= row.facts["seats"] <= there.MOST_SEATS

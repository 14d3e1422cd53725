"""A sheet kept elsewhere: pasted or sent, mended row by row, saved without starting again."""

import io
import re

import openpyxl
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Attendance, Registration
from samverka.delivery.activities.paper_list import told
from samverka.delivery.activities.sheet import sheet_of
from samverka.register.people.models import Person
from samverka.toolkit import spreadsheet
from tests.people import TODAY, person

from .factories import only_session, place, training_day

HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT
LETTERS = "abcdefghijklmnopqrst"


@pytest.fixture
def session(cast):
    return only_session(training_day(cast))


def some(cast, session, *names):
    return [place(cast, session.activity, person(name, cast.kungalv)) for name in names]


def two_hundred(cast, session):
    """Amandaa Exempel to Amandtt Exempel, each with a mail of their own."""
    endings = [one + other for one in LETTERS for other in LETTERS[:10]]
    people = Person.objects.bulk_create(
        Person(
            given_name=f"{ending.capitalize()}manda",
            family_name="Exempel",
            email=f"{ending}@example.org",
        )
        for ending in endings
    )
    Registration.objects.bulk_create(
        Registration(activity=session.activity, person=one, organisation=cast.kungalv)
        for one in people
    )
    return people


def address(session):
    return reverse("activities:paste", args=[session.public_key])


def paste(client, cast, session, text, by=None):
    client.force_login((by or cast.olga).user)
    return client.post(address(session), {"text": text})


def as_shown(page, **mended):
    """What the form of the rows holds, with what somebody writes into it."""
    lines = page.context["lines"]
    fields = {"seen": page.context["seen"], "line": [line.number for line in lines]}
    for line in lines:
        fields |= {f"who-{line.number}": line.who, f"time-{line.number}": line.time}
    return fields | mended


def marks_of(session):
    rows = session.attendances.order_by("person__given_name")
    return [(row.person.given_name, row.mark, row.minutes) for row in rows]


def faults(page):
    return {line.number: line.fault for line in page.context["lines"] if line.fault}


def test_a_sheet_of_200_with_15_faults_is_mended_row_by_row(client, cast, session):
    people = two_hundred(cast, session)
    rows = [[f"{one.given_name} Exempel", "3,5"] for one in people]
    for row in range(0, 50, 10):  # five names that nobody has
        rows[row][0] = f"Zzz{row} Qqq"
    for row in range(60, 110, 10):  # five times that cannot be read
        rows[row][1] = "hela"
    for row in range(120, 145, 10):  # three stand twice
        rows[row] = list(rows[row + 1])
    rows[160][1], rows[170][1] = "9 h", "07-09"  # too long, and before it began
    page = paste(client, cast, session, "\n".join("\t".join(row) for row in rows))
    assert page.status_code == 422
    assert len(faults(page)) == 15
    # What is to be mended is pointed out: eight times the person, seven times the time.
    marked = re.findall(r'<input name="(who|time)-\d+"[^>]* aria-invalid="true"', page.text)
    assert (marked.count("who"), marked.count("time")) == (8, 7)
    assert [bool(line.fault) for line in page.context["lines"][:16]] == [True] * 15 + [False]
    # The others are saved at once; only the fifteen are left, as they were written.
    page = client.post(address(session), as_shown(page, save="1"))
    assert session.attendances.count() == 185
    assert len(page.context["lines"]) == 15
    mended = {}
    for line in page.context["lines"]:
        one = people[line.number - 1]
        mended |= {f"who-{line.number}": one.email, f"time-{line.number}": "3:30"}
    wrong = page.context["lines"][0].number
    page = client.post(address(session), as_shown(page, **mended | {f"time-{wrong}": "later"}))
    assert set(faults(page)) == {wrong}
    assert session.attendances.count() == 185
    done = client.post(address(session), as_shown(page, save="1", **{f"time-{wrong}": "210"}))
    assert done.status_code == 302
    assert set(session.attendances.values_list("mark", "minutes")) == {(HERE, 210)}
    assert session.attendances.count() == 200


def test_headings_numbers_employers_and_absence_are_understood(client, cast, session):
    amanda, *_ = some(cast, session, "Amanda", "Bashir", "Cecilia", "Dawit")
    Person.objects.filter(pk=amanda.person_id).update(email="amanda@example.org")
    text = (
        "Nr\tNamn\tArbetsgivare\tTid\n1\tAMANDA@example.org\tOsby\t\n"
        "2\tExempel, Bashir\tKungälv\t09–12\n3\tCecilia Exempel\tKungälv\tAbsent\n"
        "4\tDawit  Exempel\tKungälv\t-\n"
    )
    page = paste(client, cast, session, text)
    assert faults(page) == {}
    client.post(address(session), as_shown(page, save="1"))
    assert marks_of(session) == [
        ("Amanda", HERE, 360),
        ("Bashir", HERE, 180),
        ("Cecilia", ABSENT, 0),
        ("Dawit", ABSENT, 0),
    ]


def test_a_workbook_is_read_and_not_kept_and_a_picture_is_refused(client, cast, session):
    some(cast, session, "Amanda")
    content = spreadsheet.workbook(
        [spreadsheet.Sheet("Blad", ["Namn", "Timmar"], [["Amanda Exempel", 2]])]
    )
    client.force_login(cast.olga.user)
    page = client.post(address(session), {"file": SimpleUploadedFile("blad.xlsx", content)})
    client.post(address(session), as_shown(page, save="1"))
    assert marks_of(session) == [("Amanda", HERE, 120)]
    picture = SimpleUploadedFile("blad.xlsx", b"\x89PNG\r\n")
    assert client.post(address(session), {"file": picture}).status_code == 422


def test_a_formula_without_its_value_is_a_row_to_mend_and_not_lost(client, cast, session):
    """As programs write workbooks that no spreadsheet program has computed."""
    some(cast, session, "Amanda", "Bashir", "Cecilia", "Dalia")
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (
        ["Namn", "Timmar"],
        ['="Amanda"&" Exempel"', ""],
        ["Bashir Exempel", "=1+1"],
        ["Cecilia Exempel", 2],
        ["Dalia Exempel", "2 h"],
    ):
        book.active.append(row)
    book.save(kept)
    client.force_login(cast.olga.user)
    sheet = SimpleUploadedFile("blad.xlsx", kept.getvalue())
    assert set(faults(client.post(address(session), {"file": sheet}))) == {2, 3}


def test_a_column_of_times_with_formulas_alone_is_no_name(client, cast, session):
    some(cast, session, "Amanda", "Bashir")
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (["Amanda Exempel", "=1+1"], ["Bashir Exempel", "=2+1"]):
        book.active.append(row)
    book.save(kept)
    client.force_login(cast.olga.user)
    sheet = SimpleUploadedFile("blad.xlsx", kept.getvalue())
    said = faults(client.post(address(session), {"file": sheet}))
    assert set(said) == {1, 2}
    assert all("formula without value" in text for text in said.values())
    assert not any("Exempel" in text for text in said.values())


def test_what_somebody_else_marked_meanwhile_is_told_before_it_is_changed(client, cast, session):
    [amanda] = some(cast, session, "Amanda")
    page = paste(client, cast, session, "Amanda Exempel\n")
    theirs = [actions.Mark(amanda.public_key, ABSENT)]
    actions.record_attendance(session=session, marks=theirs, on=TODAY, by=cast.petra)
    page = client.post(address(session), as_shown(page, save="1"))
    assert "meanwhile" in faults(page)[1]
    assert marks_of(session) == [("Amanda", ABSENT, 0)]
    client.post(address(session), as_shown(page, save="1"))
    assert marks_of(session) == [("Amanda", HERE, 360)]


def test_the_list_on_paper_has_the_order_of_the_sheet_and_is_written_in_by_its_numbers(
    client, cast, session
):
    some(cast, session, "Dawit", "Cecilia", "Bashir", "Amanda", "Emil")
    client.force_login(cast.olga.user)
    answer = client.get(reverse("activities:paper_list", args=[session.public_key]))
    with pikepdf.open(io.BytesIO(answer.content)) as file:
        assert file.Root.MarkInfo.Marked
        assert file.Root.StructTreeRoot is not None
    rows = told(sheet_of(session, cast.olga))["rows"]
    assert [row[0] + row[1][0] for row in rows[:5]] == ["4A", "3B", "2C", "1D", "5E"]
    written = {"numbers": "2-3 4=2,5 77", "others_absent": "on"}
    page = client.post(address(session), written)
    assert list(faults(page)) == [4]
    client.post(address(session), as_shown(page, save="1") | {"who-4": ""})
    assert marks_of(session) == [
        ("Amanda", HERE, 150),
        ("Bashir", HERE, 360),
        ("Cecilia", HERE, 360),
        ("Dawit", ABSENT, 0),
        ("Emil", ABSENT, 0),
    ]


def test_a_protected_person_is_not_found_by_name_and_hostile_text_is_text(client, cast, session):
    some(cast, session, "Amanda", "Bashir")
    Person.objects.filter(given_name="Bashir").update(is_protected=True, email="b@example.org")
    page = paste(client, cast, session, "Bashir Exempel\nb@example.org\n<script>x</script>\n")
    assert [line.row for line in page.context["lines"]] == [None] * 3
    text = page.content.decode()
    assert "<script>x" not in text
    assert 'value="Bashir Exempel"' in text
    assert "Bashir Exempel, Kung" not in text

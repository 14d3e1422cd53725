"""What Erik sees and does on the pages: months as squares, one month, sending, correcting."""

import datetime as dt
import io

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.foundation.audit.models import Event
from samverka.publishing.statements.models import Layout, Version
from samverka.publishing.statements.queries import State, month_of, standing
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    NUMBERS,
    certified,
    layout,
    participant,
    sent,
    series,
    work,
)
from samverka.register.people import actions as people
from tests.people import TODAY

pytestmark = pytest.mark.django_db
OWN = """
code: var-egen
name: Vår egen fil
rows: participants
source: Fondens mall den 2 mars
is_verified: true
columns:
  - heading: Nummer
    field: number
  - heading: Timmar
    field: whole_hours
"""


@pytest.fixture
def erik(cast, client):
    client.force_login(cast.erik.user)
    return client


def book(content: bytes) -> list[list[list]]:
    """The rows of each sheet."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names]


def at(cast, name: str, of=None, *more) -> str:
    keys = [cast.programme.public_key, *([of.public_key] if of else []), *more]
    return reverse(f"statements:{name}", args=keys)


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def squares(answer) -> list[tuple[str, str]]:
    rows = answer.context["rows"][0].years
    return [(square.kind, square.note) for _year, year in rows for square in year]


def test_where_nothing_is_told_yet_the_page_has_a_first_step(cast, erik):
    page = erik.get(at(cast, "overview")).content.decode()
    assert "Nothing is told to any fund yet" in page
    assert at(cast, "begin") in page


def test_a_series_is_begun_by_choosing_fund_and_columns(cast, erik):
    chosen = layout()
    from_factory = series(cast, layout=layout("hours", ("number", "minutes")))
    form = {"fund": from_factory.fund_id, "layout": chosen.pk, "first_month": "2026-01"}
    assert erik.post(at(cast, "begin"), form).url == at(cast, "overview")
    again = erik.post(at(cast, "begin"), form)
    assert "already" in str(again.context["form"].non_field_errors())


@pytest.mark.parametrize("month", ["0001-01", "0206-03", "1999-12", "9999-12", "0000-13"])
def test_a_first_month_that_nobody_can_have_meant_is_refused(cast, erik, month):
    """Its months would fill no page, and a series is not begun twice."""
    from_factory = series(cast, layout=layout("hours", ("number", "minutes")))
    form = {"fund": from_factory.fund_id, "layout": layout().pk, "first_month": month}
    assert erik.post(at(cast, "begin"), form).context["form"].errors["first_month"]
    assert erik.get(at(cast, "overview")).status_code == 200


def test_months_stand_as_squares_with_their_state_and_what_comes_next(cast, erik):
    participant(cast, "Amina", NUMBERS[0])
    of = series(cast)
    sent(cast, of, JANUARY)
    answer = erik.get(at(cast, "overview"))
    assert squares(answer) == [("sent", "1 person"), ("open", ""), ("later", "")]
    assert at(cast, "month", of, FEBRUARY) in answer.content.decode()


def test_the_page_of_all_months_asks_the_same_for_a_year_as_for_a_month(
    cast, erik, django_assert_max_num_queries
):
    participant(cast, "Amina", NUMBERS[0])
    series(cast, first_month=dt.date(2025, 3, 1))
    erik.get(at(cast, "overview"))
    with django_assert_max_num_queries(40):
        assert len(squares(erik.get(at(cast, "overview")))) == 13


def test_a_month_is_looked_through_made_ready_opened_again_and_sent(cast, erik):
    amina = participant(cast, "Amina", NUMBERS[0])
    certified(cast, JANUARY, {amina.person: [150] * 7}, cast.karin)
    of = series(cast)
    page = erik.get(at(cast, "month", of, JANUARY))
    text = page.content.decode()
    assert "Amina Exempel" in text
    assert NUMBERS[0] not in text
    seen = {"seen": page.context["content"].digest}
    ready = erik.post(at(cast, "make_ready", of, JANUARY), seen)
    assert said(ready) == ["The month is ready to be sent."]
    erik.post(at(cast, "take_back", of, JANUARY))
    assert month_of(of, JANUARY, on=TODAY).state == State.OPEN
    erik.post(at(cast, "make_ready", of, JANUARY), seen)
    erik.post(at(cast, "send", of, JANUARY))
    assert "being sent" in erik.get(at(cast, "month", of, JANUARY)).content.decode()
    work(Version.objects.get())
    assert erik.get(at(cast, "progress", of, JANUARY)).headers["HX-Refresh"] == "true"
    assert "Sent" in erik.get(at(cast, "month", of, JANUARY)).content.decode()


def test_what_was_changed_after_the_page_was_opened_is_not_made_ready(cast, erik):
    participant(cast, "Amina", NUMBERS[0])
    of = series(cast)
    seen = {"seen": erik.get(at(cast, "month", of, JANUARY)).context["content"].digest}
    participant(cast, "Bo", NUMBERS[1])
    assert "changed" in said(erik.post(at(cast, "make_ready", of, JANUARY), seen))[0]
    assert not Version.objects.exists()


def test_what_lacks_is_listed_with_where_it_is_mended(cast, erik):
    participant(cast, "Amina")
    answer = erik.get(at(cast, "month", series(cast), JANUARY))
    assert "Something that the file asks is missing of 1 person." in answer.content.decode()
    assert reverse("participants:list", args=[cast.programme.public_key]) in str(
        answer.context["hinders"]
    )


def test_the_sum_opens_the_certificate_and_the_name_opens_the_marks(cast, erik):
    amina = participant(cast, "Amina", NUMBERS[0])
    certified(cast, JANUARY, {amina.person: [150] * 7}, cast.karin)
    answer = erik.get(at(cast, "month", series(cast), JANUARY))
    (certificate,) = answer.context["certificates"]
    key = cast.programme.public_key
    page = answer.content.decode()
    assert (certificate.minutes, certificate.claimed) == (1050, 1020)
    assert reverse("certification:certificate", args=[key, certificate.public_key]) in page
    assert reverse("reports:person", args=[key, JANUARY, amina.person.public_key]) in page


def test_a_sent_file_is_in_the_columns_and_says_what_it_is(cast, erik):
    """S25, S99: the columns are data, and whether they are the authority's own is said."""
    participant(cast, "Amina", NUMBERS[0])
    of = series(cast)
    file = sent(cast, of, JANUARY).files.get(kind="xlsx")
    answer = erik.get(at(cast, "file", of, JANUARY, file.public_key))
    rows, about, _columns = book(answer.content)
    assert rows[0] == [column["heading"] for column in of.layout.columns]
    assert rows[1][0] == NUMBERS[0]
    told = dict(about)
    assert of.layout.note in told.values()
    assert of.layout.source in told.values()
    assert Event.objects.filter(verb="statements.file_fetched").exists()


def test_the_paper_is_a_tagged_pdf(cast, erik):
    of = series(cast)
    file = sent(cast, of, JANUARY).files.get(kind="pdf")
    answer = erik.get(at(cast, "file", of, JANUARY, file.public_key))
    assert answer.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in answer.content


def test_a_protected_person_is_in_no_ordinary_file_and_on_no_page_of_others(cast, erik):
    hidden = participant(cast, "Xantippa", "19900101-T291").person
    people.protect(person=hidden, access=[cast.petra.user], reason="", on=TODAY, by=cast.karin)
    participant(cast, "Amina", NUMBERS[0])
    of = series(cast)
    version = sent(cast, of, JANUARY)
    page = erik.get(at(cast, "month", of, JANUARY))
    assert "Xantippa" not in page.content.decode()
    assert page.context["content"].sums.persons == 2
    files = {file.kind: file for file in version.files.all()}
    ordinary = erik.get(at(cast, "file", of, JANUARY, files["xlsx"].public_key)).content
    assert len(book(ordinary)[0]) == 2
    own = at(cast, "file", of, JANUARY, files["protected_xlsx"].public_key)
    assert erik.get(own).status_code == 403
    erik.force_login(cast.petra.user)
    assert len(book(erik.get(own).content)[0]) == 2


def test_a_correction_says_first_which_later_months_go_again(cast, erik):
    amina = participant(cast, "Amina", NUMBERS[0])
    of = series(cast)
    sent(cast, of, JANUARY, FEBRUARY)
    amina.started_on = dt.date(2026, 1, 12)
    amina.save()
    page = erik.get(at(cast, "correct", of, JANUARY))
    assert [period.first_month for period in page.context["later"]] == [FEBRUARY]
    assert [(row.heading, row.kind) for row in page.context["differences"]] == [
        ("STARTED_ON", "changed")
    ]
    erik.post(at(cast, "correct", of, JANUARY), {"reason": "Fel dag"})
    assert [stand.state for stand in standing(of, on=TODAY)][:2] == [State.RE_SEND] * 2
    for month in (JANUARY, FEBRUARY):
        erik.post(at(cast, "send", of, month))
        work(Version.objects.get(statement__first_month=month, number=2))
    page = erik.get(at(cast, "month", of, JANUARY))
    assert page.context["month"].state == State.CORRECTED


def test_after_a_month_is_sent_again_one_button_leads_to_the_next(cast, erik):
    amina = participant(cast, "Amina", NUMBERS[0])
    of = series(cast)
    sent(cast, of, JANUARY, FEBRUARY)
    amina.started_on = dt.date(2026, 1, 12)
    amina.save()
    erik.post(at(cast, "correct", of, JANUARY), {"reason": "Fel dag"})
    erik.post(at(cast, "send", of, JANUARY))
    work(Version.objects.get(statement__first_month=JANUARY, number=2))
    page = erik.get(at(cast, "month", of, JANUARY)).content.decode()
    assert "Next to send again" in page
    assert at(cast, "month", of, FEBRUARY) in page


def test_two_versions_are_compared_row_by_row(cast, erik):
    participant(cast, "Amina", NUMBERS[0])
    of = series(cast)
    sent(cast, of, JANUARY)
    participant(cast, "Bo", NUMBERS[1])
    page = erik.get(at(cast, "differences", of, JANUARY))
    assert [(row.name, row.kind) for row in page.context["differences"]] == [
        ("Bo Exempel", "added")
    ]
    same = erik.get(at(cast, "differences", of, JANUARY), {"before": "1", "now": "1"})
    assert same.context["differences"] == []


def test_months_without_anybody_are_sent_together(cast, erik):
    participant(cast, "Amina", NUMBERS[0], started_on=FEBRUARY)
    of = series(cast, first_month=dt.date(2025, 11, 1))
    assert said(erik.post(at(cast, "send_empty", of))) == ["3 months without anybody are sent."]
    states = [stand.state for stand in standing(of, on=TODAY)]
    assert states == [State.SENT] * 3 + [State.OPEN] * 2


def test_a_receipt_is_noted_once(cast, erik):
    of = series(cast)
    sent(cast, of, JANUARY)
    erik.post(at(cast, "note_receipt", of, JANUARY), {"receipt": "SCB 4711"})
    assert "SCB 4711" in erik.get(at(cast, "month", of, JANUARY)).content.decode()
    again = erik.post(at(cast, "note_receipt", of, JANUARY), {"receipt": "SCB 4712"})
    assert "SCB 4711" in said(again)[0]


def test_the_chain_is_shown_whole_or_broken(cast, erik):
    of = series(cast)
    version = sent(cast, of, JANUARY)
    assert "Whole" in erik.get(at(cast, "chain", of)).content.decode()
    Version.objects.filter(pk=version.pk).update(persons=7)
    assert "Something was changed" in erik.get(at(cast, "chain", of)).content.decode()


def test_ones_own_columns_are_brought_as_a_file_and_taken_out_again(cast, erik):
    file = SimpleUploadedFile("egen.yaml", OWN.encode())
    made = erik.post(at(cast, "add_layout"), {"file": file})
    kept = Layout.objects.get(code="var-egen")
    assert made.url == reverse(
        "statements:layout", args=[cast.programme.public_key, kept.public_key]
    )
    out = erik.get(
        reverse("statements:layout_file", args=[cast.programme.public_key, kept.public_key])
    )
    again = SimpleUploadedFile("egen.yaml", out.content)
    assert erik.post(at(cast, "add_layout"), {"file": again}).url == made.url


def test_what_is_wrong_in_a_file_of_columns_is_told_with_its_line(cast, erik):
    wrong = OWN.replace("field: whole_hours", "field: timmar").replace("source:", "kalla:")
    file = SimpleUploadedFile("egen.yaml", wrong.encode())
    answer = erik.post(at(cast, "add_layout"), {"file": file})
    assert answer.status_code == 422
    told = " ".join(answer.context["problems"])
    assert "'timmar'" in told
    assert "Line 10: Column 2" in told
    assert "Line 5" in told


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a" * 300_000])
def test_what_is_no_text_is_refused_with_a_sentence(cast, erik, content):
    file = SimpleUploadedFile("egen.yaml", content)
    assert erik.post(at(cast, "add_layout"), {"file": file}).context["form"].errors


def test_a_month_says_which_certified_time_is_of_somebody_who_had_ended(cast, erik):
    of = series(cast)
    stays, ended = participant(cast, "Amina"), participant(cast, "Bo")
    ended.ended_on = JANUARY + dt.timedelta(days=9)
    ended.save()
    certified(cast, FEBRUARY, {stays.person: [150], ended.person: [90]}, cast.karin)
    page = erik.get(at(cast, "month", of, FEBRUARY))
    assert page.context["not_told"] == 90
    assert "who does not take part in the month" in page.content.decode()

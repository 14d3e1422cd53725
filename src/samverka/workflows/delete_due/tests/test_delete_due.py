"""What is due is looked through, deleted whole, and proved; nothing goes by a clock."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.delivery.activities.models import Activity, Attendance, Registration
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.certification.tests.factories import certified_month
from samverka.delivery.retention import actions as retention
from samverka.delivery.retention.models import Deletion, DueNote
from samverka.delivery.retention.tests.factories import ended, fund_keeps
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Appointment
from samverka.toolkit.deletion import digest_of
from samverka.workflows.delete_due import actions, queries
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db
State = Deletion.State


@pytest.fixture
def amanda(cast):
    """She was there once, in a programme that ended in 2019 and whose fund asks for three."""
    amanda = person("Amanda", cast.kungalv, cast.gr)
    activity = training_day(cast, TODAY)
    place(cast, activity, amanda)
    Attendance.objects.create(
        session=activity.sessions.get(),
        person=amanda,
        organisation=cast.kungalv,
        mark=Attendance.Mark.HERE,
        minutes=360,
    )
    ended(cast)
    fund_keeps(cast, 3, code="amif")
    return amanda


@pytest.fixture
def petra(cast):
    client = Client()
    client.force_login(cast.petra.user)
    return client


def begin(cast, seen=2, records="attendance", by=None):
    return actions.begin(
        programme=cast.programme,
        records=records,
        seen=seen,
        language="en",
        on=TODAY,
        by=by or cast.petra,
    )


def carried_out(deletion):
    actions.carry_out.func(deletion.pk)
    deletion.refresh_from_db()
    return deletion


def test_what_is_due_is_listed_with_counts_rule_and_day(cast, amanda, petra):
    text = petra.get(reverse("delete_due:overview")).content.decode()
    assert "Registrations and attendance" in text
    assert "Handboken amif" in text
    assert "1 kind of record can be deleted." in text
    look = reverse("delete_due:look", args=[cast.programme.public_key, "attendance"])
    page = petra.get(look).content.decode()
    assert "Delete 2 rows" in page
    assert "31 December 2022" in page


def test_all_rows_go_and_the_proof_tells_what_by_which_rule_and_who(cast, amanda, petra):
    kept = list(Attendance.objects.values_list("pk", flat=True))
    place_key = Registration.objects.get().pk
    look = reverse("delete_due:look", args=[cast.programme.public_key, "attendance"])
    proof_url = petra.post(look, {"seen": "2"})["Location"]
    deletion = carried_out(Deletion.objects.get())
    assert not Attendance.objects.exists()
    assert not Registration.objects.exists()
    assert Activity.objects.exists(), "An activity names nobody, so it stays"
    assert deletion.state == State.DONE
    assert deletion.counts == {"activities.Attendance": 1, "activities.Registration": 1}
    assert (deletion.source, deletion.kept_until) == ("Handboken amif", dt.date(2022, 12, 31))
    assert deletion.digest == digest_of(
        {
            "activities.AttendanceVersion": [],
            "activities.Attendance": kept,
            "activities.Need": [],
            "activities.Registration": [place_key],
            "activities.ActivityReader": [],
        }
    )
    text = petra.get(proof_url).content.decode()
    assert deletion.digest in text
    assert "Petra Exempel" in text
    assert "Amanda" not in text + json.dumps(deletion.counts) + deletion.rule
    assert Event.objects.filter(verb="retention.deleted").exists()


def test_the_proof_is_taken_out_as_pdf_and_as_workbook(cast, amanda, petra, tmp_path):
    deletion = carried_out(begin(cast))
    pdf = petra.get(reverse("delete_due:proof_file", args=[deletion.public_key, "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    xlsx = petra.get(reverse("delete_due:proof_file", args=[deletion.public_key, "xlsx"]))
    (tmp_path / "proof.xlsx").write_bytes(xlsx.content)
    book = CalamineWorkbook.from_path(tmp_path / "proof.xlsx")
    cells = [
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert deletion.digest in cells
    assert "activities.Attendance" in cells


def test_nothing_that_must_still_be_kept_is_deleted(cast, amanda):
    fund_keeps(cast, 10, code="esf")
    with pytest.raises(actions.IsNotDue):
        begin(cast)
    assert Attendance.objects.exists()


def test_a_rule_written_while_it_waits_stops_it(cast, amanda):
    deletion = begin(cast)
    fund_keeps(cast, None, code="utan")
    deletion = carried_out(deletion)
    assert (deletion.state, deletion.digest) == (State.STOPPED, "")
    assert "must still be kept" in deletion.problem
    assert Attendance.objects.exists()


def test_a_hold_on_one_person_among_the_rows_stops_all_of_them(cast, amanda):
    deletion = begin(cast)
    retention.place_hold(person=amanda, reason="Ärende 7", on=TODAY, by=cast.karin)
    deletion = carried_out(deletion)
    assert deletion.state == State.STOPPED
    assert "a hold on 1 person" in deletion.problem
    with pytest.raises(actions.SomebodyIsHeld):
        begin(cast)
    assert Attendance.objects.count() == 1


def test_what_changed_since_it_was_looked_at_is_not_deleted(cast, amanda):
    with pytest.raises(actions.HasChanged):
        begin(cast, seen=1)
    deletion = begin(cast)
    place(cast, Activity.objects.get(), person("Bo", cast.kungalv))
    assert carried_out(deletion).state == State.STOPPED
    assert Attendance.objects.exists()


def test_whoever_has_lost_the_role_meanwhile_deletes_nothing(cast, amanda):
    deletion = begin(cast)
    Appointment.objects.filter(user=cast.petra.user).update(valid_to=TODAY)
    assert carried_out(deletion).state == State.STOPPED
    assert Attendance.objects.exists()


def test_of_two_who_ask_one_is_told_to_wait(cast, amanda):
    begin(cast)
    with pytest.raises(retention.IsBeingDeleted):
        begin(cast, by=cast.ada)


def test_a_proof_never_changes_and_a_task_that_is_begun_anew_does_nothing(cast, amanda):
    deletion = carried_out(begin(cast))
    before = deletion.deleted_at
    assert carried_out(deletion).deleted_at == before


def test_certificates_go_with_their_lines(cast):
    certified_month(cast)
    ended(cast)
    fund_keeps(cast, 3)
    line = queries.line_of(cast.programme, "certificates", on=TODAY)
    assert line.counts == {"certification.Certificate": 1, "certification.CertifiedLine": 2}
    assert carried_out(begin(cast, seen=3, records="certificates")).state == State.DONE
    assert not Certificate.objects.exists()
    assert not CertifiedLine.objects.exists()


def test_what_certificates_were_made_from_goes_after_them(cast, petra):
    certified_month(cast)
    ended(cast)
    fund_keeps(cast, 3)
    look = reverse("delete_due:look", args=[cast.programme.public_key, "attendance"])
    assert "other records of the programme stand on them" in petra.get(look).content.decode()
    assert "button danger" not in petra.get(look).content.decode()
    marks = queries.line_of(cast.programme, "attendance", on=TODAY).rows
    with pytest.raises(actions.OthersStandOnIt):
        begin(cast, seen=marks)
    carried_out(begin(cast, seen=3, records="certificates"))
    assert carried_out(begin(cast, seen=marks)).state == State.DONE


def test_the_timetable_only_notes_what_is_due_and_the_home_page_tells(cast, amanda, petra):
    assert actions.note_due(on=TODAY, by=SYSTEM) == 1
    assert Attendance.objects.exists()
    note = DueNote.objects.get()
    assert (note.records, note.kept_until) == ("attendance", dt.date(2022, 12, 31))
    assert "Decide about 1 kind of record" in petra.get("/").content.decode()
    fund_keeps(cast, 10, code="esf")
    assert actions.note_due(on=TODAY, by=SYSTEM) == 0
    assert not DueNote.objects.exists()


def test_the_list_takes_as_many_questions_for_many_programmes(
    cast, amanda, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        [line] = queries.due_lines(queries.led_programmes(cast.petra), on=TODAY)
    assert line.rows == 2

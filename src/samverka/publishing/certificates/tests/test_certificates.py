"""Certificates as they are given: their hours, their file, and what becomes of them."""

import datetime as dt
import hashlib
import io

import pikepdf
import pytest

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.courses.tests.factories import meeting
from samverka.delivery.series.tests.factories import series
from samverka.publishing.certificates import actions, problems
from samverka.publishing.certificates.attended import attended
from samverka.publishing.certificates.models import AttendanceCertificate
from samverka.publishing.certificates.said import read
from samverka.publishing.certificates.subject import Subject
from samverka.register.people.models import Person
from tests.people import TODAY, person
from tests.post import do_what_waits

from .factories import SITE, a_day, at_meetings, came, course_that_has_been, give


def test_s36_a_parent_at_5_of_7_meetings_gets_12_and_a_half_hours_and_one_at_all_17_and_a_half(
    cast,
):
    made = course_that_has_been(cast)
    amina, berta = (person(name, cast.kungalv, cast.gr) for name in ("Amina", "Berta"))
    at_meetings(cast, made, amina, 1, 2, 3, 4, 5)
    at_meetings(cast, made, berta, 1, 2, 3, 4, 5, 6, 7)
    subject = Subject(made.activity)
    said = read(give(cast, subject, amina, language="en"))
    assert (len(said.meetings), said.of, said.minutes, said.whole) == (5, 7, 750, 1050)
    assert [read(give(cast, subject, berta)).minutes] == [1050]


def test_a_make_up_counts_once_and_a_half_meeting_counts_half(cast):
    made = course_that_has_been(cast)
    amina = person("Amina", cast.kungalv, cast.gr)
    third = meeting(made, 3)
    came(cast, made.activity, amina, [third], minutes=75)
    later = dt.time(17), dt.time(19, 30)
    times = activities.Times(TODAY - dt.timedelta(days=5), *later)
    make_up = activities.add_make_up(session=third, times=times, by=cast.olga)
    came(cast, made.activity, amina, [make_up])
    part = attended(Subject(made.activity), on=TODAY)[amina.pk]
    assert [(each.minutes, len(each.days)) for each in part.meetings] == [(150, 2)]
    assert (part.of, part.whole) == (7, 1050)
    made_half = person("Berta", cast.kungalv, cast.gr)
    came(cast, made.activity, made_half, [third], minutes=75)
    assert attended(Subject(made.activity), on=TODAY)[made_half.pk].minutes == 75


def test_the_file_is_tagged_has_its_number_and_is_the_one_whose_hash_is_kept(cast):
    amina = person("Amina", cast.kungalv, cast.gr)
    row = give(cast, a_day(cast, amina), amina)
    file = row.opened()
    said = read(row)
    assert hashlib.sha256(file).hexdigest() == said.sha256
    with pikepdf.open(io.BytesIO(file)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert paper.Root.StructTreeRoot is not None
        assert str(paper.Root.Lang).startswith("sv")
        assert row.number in str(paper.docinfo.get("/Title", paper.open_metadata()["dc:title"]))
    kept = AttendanceCertificate.objects.values_list("said_sealed", "code_hash").get()
    assert "Amina" not in str(kept)
    assert said.code not in str(kept)
    assert len(said.code) == 24


def test_nothing_is_given_of_what_has_not_been_or_to_somebody_who_was_not_there(cast):
    amina, berta = (person(name, cast.kungalv, cast.gr) for name in ("Amina", "Berta"))
    tomorrow = TODAY + dt.timedelta(days=1)
    coming = training_day(cast, TODAY - dt.timedelta(days=1), tomorrow, title="Två dagar")
    came(cast, coming, amina, [coming.sessions.earliest("starts_at")])
    with pytest.raises(problems.HasNotBeen):
        give(cast, Subject(coming), amina)
    subject = a_day(cast, amina)
    with pytest.raises(problems.DidNotCome):
        give(cast, subject, berta)
    activities.cancel_activity(activity=subject.about, by=cast.olga)
    with pytest.raises(problems.HasNotBeen):
        give(cast, Subject(subject.about), amina)


def test_whoever_has_one_keeps_it_and_correcting_makes_another_with_its_own_number(cast):
    amina = person("Amina", cast.kungalv, cast.gr)
    subject = a_day(cast, amina)
    first = give(cast, subject, amina)
    assert give(cast, subject, amina) == first
    with pytest.raises(problems.SaysTheSame):
        actions.correct(certificate=first, language="sv", site=SITE, on=TODAY, by=cast.olga)
    Attendance.objects.update(minutes=180)
    new = actions.correct(certificate=first, language="sv", site=SITE, on=TODAY, by=cast.olga)
    first = AttendanceCertificate.objects.get(pk=first.pk)
    assert first.replaced_by == new
    assert not first.is_in_force
    assert (read(first).minutes, read(new).minutes) == (360, 180)
    assert first.number != new.number
    with pytest.raises(problems.HasEnded):
        actions.revoke(certificate=first, why="other", on=TODAY, by=cast.olga)


def test_one_that_is_revoked_holds_no_more_and_a_new_one_can_be_given(cast):
    amina = person("Amina", cast.kungalv, cast.gr)
    subject = a_day(cast, amina)
    row = give(cast, subject, amina)
    actions.revoke(certificate=row, why="wrong_hours", on=TODAY, by=cast.olga)
    assert give(cast, subject, amina) != row
    assert AttendanceCertificate.objects.in_force().count() == 1


def test_a_series_gives_one_certificate_over_all_its_days(cast):
    amina = person("Amina", cast.kungalv, cast.gr)
    days = [a_day(cast, amina, title=f"Dag {number}").about for number in (1, 2)]
    days.append(training_day(cast, TODAY - dt.timedelta(days=3), title="Dag 3"))
    row = series(cast, *days, title="Tre dagar")
    said = read(give(cast, Subject(row), amina))
    assert (said.title, len(said.meetings), said.of) == ("Tre dagar", 2, 3)
    assert (said.minutes, said.whole) == (720, 1080)


def test_of_a_sensitive_activity_the_neutral_title_stands_and_no_meeting_tells_its_theme(cast):
    amina = person("Amina", cast.kungalv, cast.gr)
    subject = a_day(
        cast, amina, title="Kurs i Kungälv", is_sensitive=True, inner_title="Hälsoskola"
    )
    subject.about.sessions.update(title="Sömn och oro")
    said = read(give(cast, subject, amina))
    assert said.title == "Kurs i Kungälv"
    assert [meeting.title for meeting in said.meetings] == [""]
    assert "Hälsoskola" not in str(said)


def test_protected_identity_gets_one_without_a_code_from_the_access_list_only(cast):
    amina = person("Amina", cast.kungalv, cast.gr)
    subject = a_day(cast, amina)
    Person.objects.filter(pk=amina.pk).update(is_protected=True)
    giving = {"language": "sv", "site": SITE, "on": TODAY, "by": cast.olga}
    with pytest.raises(problems.NobodyChosen):
        actions.give_many(subject=subject, persons=[amina.public_key], **giving)
    amina.access_list.create(user=cast.olga.user, since=TODAY)
    actions.give_many(subject=subject, persons=[amina.public_key], **giving)

    do_what_waits()
    row = AttendanceCertificate.objects.get()
    assert row.code_hash == ""
    assert read(row).code == ""
    assert AttendanceCertificate.objects.visible_to(cast.olga).exists()
    assert not AttendanceCertificate.objects.visible_to(cast.petra).exists()


def test_keys_can_be_exchanged_and_the_file_is_the_same(cast):
    amina = person("Amina", cast.kungalv, cast.gr)
    row = give(cast, a_day(cast, amina), amina)
    assert actions.seal_certificates_anew(at_most=5, by=cast.olga) == 0
    AttendanceCertificate.objects.filter(pk=row.pk).update(sealed_with="old:")
    assert actions.seal_certificates_anew(at_most=5, by=cast.olga) == 1
    kept = AttendanceCertificate.objects.get()
    assert hashlib.sha256(kept.opened()).hexdigest() == read(kept).sha256

"""The pages: giving to many, one's own, and the one that anybody opens by the code."""

import html5lib
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.publishing.certificates import actions, limits
from samverka.publishing.certificates.models import AttendanceCertificate, Giving
from samverka.publishing.certificates.person_data import forget_person
from samverka.publishing.certificates.said import read
from samverka.register.people.models import Person
from tests.people import TODAY, person
from tests.post import do_what_waits

from .factories import (
    SITE,
    a_certificate,
    a_day,
    at_meetings,
    came,
    course_that_has_been,
)


@pytest.fixture
def olga(cast, client):
    client.force_login(cast.olga.user)
    return client


def page_of(row: AttendanceCertificate) -> str:
    return reverse("certificate:verify", args=[read(row).code])


def test_s36_certificates_are_given_to_a_whole_course_and_each_says_its_hours(cast, olga):
    made = course_that_has_been(cast)
    amina, berta = (person(name, cast.kungalv, cast.gr) for name in ("Amina", "Berta"))
    at_meetings(cast, made, amina, 1, 2, 3, 4, 5)
    at_meetings(cast, made, berta, *range(1, 8))
    url = reverse("certificates:of_activity", args=[made.activity.public_key])
    assert "12.5" in olga.get(url).content.decode()
    assert olga.post(url, {"language": "sv"}).status_code == 422
    ticked = [amina.public_key, berta.public_key]
    answer = olga.post(url, {"language": "sv", "person": ticked})
    giving = Giving.objects.get()
    assert answer.url == reverse("certificates:giving", args=[giving.public_key])
    assert "Certificates are being made" in olga.get(answer.url).content.decode()
    do_what_waits()
    assert "2 persons have a certificate now." in olga.get(answer.url).content.decode()
    hours = {row.person_id: read(row).hours for row in AttendanceCertificate.objects.all()}
    assert {key: text.strip("\u2068\u2069") for key, text in hours.items()} == {
        amina.pk: "12.5",
        berta.pk: "17.5",
    }
    row = AttendanceCertificate.objects.get(person=amina)
    shown = Client().get(page_of(row)).content.decode()
    assert "12.5" in shown
    assert "17.5" in shown
    assert olga.get(reverse("certificates:file", args=[row.public_key])).content == row.opened()


def test_a_task_begun_anew_gives_nobody_two(cast):
    amina = person("Amina", cast.kungalv, cast.gr)
    subject = a_day(cast, amina)
    facts = {"language": "sv", "site": SITE, "on": TODAY, "by": cast.olga}
    for _time in range(2):
        actions.give_many(subject=subject, persons=[amina.public_key], **facts)
    do_what_waits()
    assert AttendanceCertificate.objects.count() == 1


def test_anybody_verifies_by_the_code_and_sees_initials_and_no_name(cast, client):
    row = a_certificate(cast)
    answer = client.get(page_of(row))
    text = answer.content.decode()
    assert "This certificate is valid" in text
    for shown in ("A.E.", row.number, "Att arbeta med tolk", read(row).sha256):
        assert shown in text
    assert "Amina" not in text
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_file_somebody_was_sent_is_held_against_what_was_given(cast, client):
    row = a_certificate(cast)

    def compared(content: bytes) -> str:
        sent = SimpleUploadedFile("intyg.pdf", content, "application/pdf")
        return client.post(page_of(row), {"file": sent}).content.decode()

    assert "the very file" in compared(row.opened())
    assert "another file" in compared(row.opened().replace(b"%PDF-1.7", b"%PDF-1.6"))


def test_what_is_forged_erased_or_not_to_be_shown_is_answered_alike(cast, client):
    row = a_certificate(cast)
    url = page_of(row)
    forged = client.get(reverse("certificate:verify", args=["a" * 24]))
    assert forged.status_code == 404
    Person.objects.filter(pk=row.person_id).update(is_protected=True)
    hidden = client.get(url)
    Person.objects.filter(pk=row.person_id).update(is_protected=False)
    assert client.get(url).status_code == 200
    forget_person(person=row.person, on=TODAY, by=cast.petra)
    erased = client.get(url)
    assert {answer.status_code for answer in (hidden, erased)} == {404}
    assert without_address(hidden) == without_address(erased) == without_address(forged)
    assert not AttendanceCertificate.objects.exists()


def without_address(answer) -> str:
    path = answer.wsgi_request.path
    return "".join(
        line
        for line in answer.content.decode().split("\n")
        if path not in line and "csrf" not in line
    )


def test_somebody_whose_certificate_was_revoked_is_not_ticked_beforehand(cast, olga):
    amina, berta = (person(name, cast.kungalv, cast.gr) for name in ("Amina", "Berta"))
    subject = a_day(cast, amina)
    came(cast, subject.about, berta, subject.about.sessions.all())
    given = actions.give(
        subject=subject, person=amina, language="sv", site=SITE, on=TODAY, by=cast.olga
    )
    actions.revoke(certificate=given, why="wrong_person", on=TODAY, by=cast.olga)
    url = reverse("certificates:of_activity", args=[subject.about.public_key])
    page = html5lib.parse(olga.get(url).content, namespaceHTMLElements=False)
    ticks = {box.get("value"): "checked" in box.attrib for box in page.iter("input")}
    assert not ticks[amina.public_key], "a new one is given on purpose only"
    assert ticks[berta.public_key]


def test_a_replaced_and_a_revoked_one_say_so_and_nothing_more(cast, olga):
    amina = person("Amina", cast.kungalv, cast.gr)
    subject = a_day(cast, amina)
    facts = {"site": SITE, "on": TODAY, "by": cast.olga}
    first = actions.give(subject=subject, person=amina, language="sv", **facts)
    olga.post(reverse("certificates:correct", args=[first.public_key]), {"language": "en"})
    second = AttendanceCertificate.objects.in_force().get()
    told = Client().get(page_of(first)).content.decode()
    assert "This certificate is replaced" in told
    assert "A.E." not in told
    revoked = olga.post(
        reverse("certificates:revoke", args=[second.public_key]), {"why": "wrong_person"}
    )
    assert revoked.status_code == 302
    told = Client().get(page_of(second)).content.decode()
    assert "This certificate is revoked" in told
    assert "wrong person" not in told
    assert "Att arbeta med tolk" not in told


def test_codes_are_not_tried_through_from_one_place(cast, client, monkeypatch):
    cache.clear()
    monkeypatch.setattr(limits, "FROM_ONE_SENDER", 2)
    url = page_of(a_certificate(cast))
    assert [client.get(url).status_code for _time in range(3)] == [200, 200, 429]
    assert client.get(reverse("certificate:verify", args=["b" * 24])).status_code == 429
    cache.clear()


def test_somebody_finds_their_own_and_nobody_elses(cast, client):
    sara = person("Sara", cast.kungalv, cast.gr)
    sara.user = cast.sara.user
    sara.save()
    other = a_certificate(cast)
    own = a_certificate(cast, sara)
    client.force_login(cast.sara.user)
    shown = client.get(reverse("certificates:mine")).context["shown"]
    assert [each.row for each in shown] == [own]
    assert client.get(reverse("certificates:file", args=[own.public_key])).status_code == 200
    assert client.get(reverse("certificates:file", args=[other.public_key])).status_code == 404
    assert client.post(reverse("certificates:revoke", args=[own.public_key])).status_code == 403


def test_the_list_takes_as_many_questions_for_one_as_for_four(cast, olga):
    activity = a_day(cast, person("Amina", cast.kungalv, cast.gr)).about
    url = reverse("certificates:of_activity", args=[activity.public_key])
    olga.get(url)
    counts = []
    for name in ("Berta", "Cilla"):
        with CaptureQueriesContext(connection) as queries:
            olga.get(url)
        counts.append(len(queries))
        who = person(name, cast.kungalv, cast.gr)
        came(cast, activity, who, activity.sessions.all())
    assert counts[0] == counts[1] <= 16

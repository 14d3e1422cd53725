"""The papers that employers signed come with a sent claim, for those who see everybody on them."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse

from samverka.delivery.certification.actions import Paper
from samverka.delivery.certification.models import Certificate, SignedPaper
from samverka.delivery.certification.tests.factories import FEBRUARY, certify, counts, course
from samverka.foundation.audit.models import Event
from samverka.publishing.claims import actions
from samverka.publishing.claims.models import Claim
from samverka.publishing.statements.tests import factories as statements
from samverka.register.people.models import Access
from tests.people import TODAY, person

from .factories import FIELDS, begun, send

SCAN = b"%PDF-1.7 underskrift"


@pytest.fixture
def erik(cast, client):
    client.force_login(cast.erik.user)
    return client


def claim_on_paper(cast, somebody) -> Claim:
    """February's hours, signed by Berta on paper, told to the fund and claimed."""
    counts(cast, course(cast, {somebody: [150]}))
    certify(cast, paper=Paper(SCAN, "application/pdf", "Berta Exempel", TODAY))
    series = statements.series(cast, "hours", FIELDS, first_month=FEBRUARY)
    statements.sent(cast, series, FEBRUARY)
    claim = begun(cast)
    actions.make_ready(claim=claim, on=TODAY, by=cast.erik)
    return send(cast, Claim.objects.get(pk=claim.pk))


def package(client, cast, claim) -> zipfile.ZipFile:
    args = [cast.programme.public_key, claim.public_key, "certificate"]
    return zipfile.ZipFile(io.BytesIO(client.get(reverse("claims:file", args=args)).content))


def listed(archive: zipfile.ZipFile) -> list[str]:
    """The one row of the list of certificates."""
    [name] = [name for name in archive.namelist() if name.endswith(".csv")]
    text = archive.read(name).decode("utf-8-sig")
    dialect = csv.Sniffer().sniff(text, ",;")
    _heads, row = csv.reader(io.StringIO(text), dialect)
    return row


def test_the_paper_comes_along_as_it_was_taken_in(cast, erik):
    claim = claim_on_paper(cast, person("Amina", cast.kungalv, cast.gr))
    archive = package(erik, cast, claim)
    digest = Certificate.objects.get().paper_digest
    _file, _content, name, kept = listed(archive)
    assert archive.read(name) == SCAN
    assert kept == digest


def test_with_somebody_on_it_whom_one_may_not_see_it_stays_with_the_employer(cast, erik):
    claim = claim_on_paper(cast, person("Amina", cast.kungalv))
    archive = package(erik, cast, claim)
    _file, _content, where, kept = listed(archive)
    assert len(archive.namelist()) == 2
    assert cast.kungalv.name in where
    assert kept == Certificate.objects.get().paper_digest


def test_nor_does_a_paper_with_somebody_protected_leave_the_employer(cast, erik):
    amina = person("Amina", cast.kungalv, cast.gr)
    claim = claim_on_paper(cast, amina)
    amina.is_protected = True
    amina.save()
    archive = package(erik, cast, claim)
    assert len(archive.namelist()) == 2
    assert cast.kungalv.name in listed(archive)[2]


def test_whom_they_named_takes_it_out_and_the_trail_tells_whose_it_was(cast, erik):
    amina = person("Amina", cast.kungalv, cast.gr)
    claim = claim_on_paper(cast, amina)
    amina.is_protected = True
    amina.save()
    Access.objects.create(person=amina, user=cast.erik.user, since=TODAY)
    archive = package(erik, cast, claim)
    assert archive.read(listed(archive)[2]) == SCAN
    assert Event.objects.filter(verb="read", person_id=amina.pk, about_id=str(claim.pk))


def test_a_paper_that_something_changed_is_not_given_out_and_the_list_says_why(cast, erik):
    claim = claim_on_paper(cast, person("Amina", cast.kungalv, cast.gr))
    paper = SignedPaper.objects.get()
    paper.close(b"%PDF-1.7 something else")
    paper.save()
    archive = package(erik, cast, claim)
    assert len(archive.namelist()) == 2
    assert "not the one" in listed(archive)[2] or "inte den" in listed(archive)[2]

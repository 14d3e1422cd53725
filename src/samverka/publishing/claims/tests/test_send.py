"""A claim is sent whole or not at all, once, and stays as it was sent."""

import datetime as dt
import hashlib
import io
import json
import zipfile

import pikepdf
import pytest
from django.conf import settings as its_settings
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.certification.tests.factories import FEBRUARY, certify
from samverka.delivery.programmes.models import ProgrammeRole
from samverka.delivery.rates.tests.factories import esf
from samverka.foundation.accounts.models import User
from samverka.foundation.audit.models import Event
from samverka.publishing.claims import actions, person_data, queries
from samverka.publishing.claims.models import Claim, ClaimFile
from samverka.publishing.reports.tests.test_download import letters_of, tags_of
from samverka.publishing.statements import actions as statement_actions
from samverka.publishing.statements.models import Series, Version
from samverka.publishing.statements.tests import factories as statements
from samverka.register.partners.models import Appointment
from samverka.register.people.actions import protect
from samverka.register.people.models import Person
from tests.people import TODAY

from .factories import accepted_cost, ready, send, sent, work

MARCH_END = dt.date(2026, 4, 10)


@pytest.fixture
def erik(cast, client):
    client.force_login(cast.erik.user)
    return client


def fetched(client, cast, claim, kind) -> bytes:
    args = [cast.programme.public_key, claim.public_key, kind]
    answer = client.get(reverse("claims:file", args=args))
    assert answer.status_code == 200
    return answer.content


def test_what_is_sent_is_what_was_made_ready_with_its_files_and_their_hashes(cast, erik):
    claim = ready(cast)
    digest = claim.digest
    claim = send(cast, claim)
    assert (claim.is_sent, claim.digest, claim.sent_by_id) == (True, digest, cast.erik.user_id)
    assert claim.certificates.count() == claim.costs.count() == 1
    kinds = {file.kind: file for file in claim.files.all()}
    assert set(kinds) == {"xlsx", "pdf", "certificate"}
    for file in kinds.values():
        assert file.sha256 == hashlib.sha256(file.opened()).hexdigest()
    assert fetched(erik, cast, claim, "xlsx") == kinds["xlsx"].opened()
    assert all(b"PK" not in bytes(file.body[:4]) for file in kinds.values())


def test_the_spreadsheet_goes_down_to_a_row_a_person_by_key_and_names_nobody(cast, erik):
    claim = sent(cast)
    book = CalamineWorkbook.from_filelike(io.BytesIO(fetched(erik, cast, claim, "xlsx")))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    cells = [[*row] for sheet in sheets for row in sheet]
    text = json.dumps(cells, ensure_ascii=False, default=str)
    assert "Amina" not in text
    keys = set(CertifiedLine.objects.values_list("person_key", flat=True))
    persons = [row for row in cells if row[0] in keys]
    assert sorted(row[4] for row in persons) == [7, 17]
    assert 1250 in [cell for row in cells for cell in row]


def test_the_spreadsheet_has_no_key_of_anybody_protected_and_looking_at_it_is_noted(cast, erik):
    claim = ready(cast)
    line = CertifiedLine.objects.get(name__startswith="Amina")
    protect(person=line.person, access=[], reason="Prov", on=TODAY, by=cast.karin)
    args = [cast.programme.public_key, claim.public_key, "xlsx"]
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(erik.get(reverse("claims:preview", args=args)).content)
    )
    cells = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    assert line.person_key not in str(cells)
    assert sum(row[4] for row in cells if row[0] == "Protected identity") == 17
    assert Event.objects.filter(verb="claims.fetched", fields=["xlsx"]).exists()


def test_the_paper_is_tagged_and_holds_what_was_written(cast, erik):
    claim = ready(cast)
    actions.take_back(claim=claim, by=cast.erik)
    texts = {("deviations", ""): "Två kurser flyttades: نقلت"}
    actions.write_texts(claim=claim, texts=texts, by=cast.erik)
    actions.make_ready(claim=Claim.objects.get(pk=claim.pk), on=TODAY, by=cast.erik)
    claim = send(cast, Claim.objects.get(pk=claim.pk))
    with pikepdf.open(io.BytesIO(fetched(erik, cast, claim, "pdf"))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == its_settings.LANGUAGE_CODE
        tags = tags_of(document.Root.StructTreeRoot)
        assert set("نقلت") <= letters_of(document)
    assert "/TH" in tags
    assert tags.count("/H2") >= 4


def call(somebody: Person, name: str) -> None:
    """A name in letters that nothing else on the paper has."""
    somebody.given_name = name
    somebody.save()


def letters_in(package: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".pdf")]
        with pikepdf.open(io.BytesIO(archive.read(name))) as document:
            return letters_of(document)


def test_certificates_come_along_without_the_name_of_anybody_protected(cast, erik):
    claim = ready(cast)
    one, other = (line.person for line in CertifiedLine.objects.order_by("name"))
    call(one, "سلمى")
    other.is_protected = True
    call(other, "ربيع")
    claim = send(cast, claim)
    letters = letters_in(fetched(erik, cast, claim, "certificate"))
    assert set("سلمى") <= letters
    assert not set("ربيع") & letters


def test_whoever_is_protected_after_it_was_sent_is_named_to_nobody_who_takes_it_out(cast, erik):
    claim = ready(cast)
    somebody = CertifiedLine.objects.get(name__startswith="Amina").person
    call(somebody, "سلمى")
    claim = send(cast, claim)
    kept = claim.files.get(kind="certificate").sha256
    protect(person=somebody, access=[], reason="Prov", on=TODAY, by=cast.karin)
    assert not set("سلمى") & letters_in(fetched(erik, cast, claim, "certificate"))
    file = claim.files.get(kind="certificate")
    assert hashlib.sha256(file.opened()).hexdigest() == file.sha256 == kept


def test_whoever_is_erased_leaves_the_certificates_too(cast, erik):
    claim = ready(cast)
    somebody = CertifiedLine.objects.get(name__startswith="Amina").person
    call(somebody, "سلمى")
    claim = send(cast, claim)
    kept = claim.files.get(kind="certificate").sha256
    assert set("سلمى") <= letters_in(fetched(erik, cast, claim, "certificate"))
    person_data.forget_person(person=somebody, by=cast.ada)
    call(somebody, "Borttagen")
    CertifiedLine.objects.filter(person=somebody).update(name="")
    assert bytes(claim.files.get(kind="certificate").body) == b""
    assert not set("سلمى") & letters_in(fetched(erik, cast, claim, "certificate"))
    assert claim.files.get(kind="certificate").sha256 == kept


def test_facts_that_change_after_it_was_made_ready_stop_the_sending_and_nothing_is_half_done(
    cast, erik
):
    claim = ready(cast)
    accepted_cost(cast, 99_00, receipt="18")
    claim = send(cast, claim)
    assert claim.is_ready
    assert not claim.files.exists()
    assert not claim.certificates.exists()
    detail = reverse("claims:detail", args=[cast.programme.public_key, claim.public_key])
    assert "the facts have changed since" in erik.get(detail).content.decode()
    actions.take_back(claim=claim, by=cast.erik)
    claim.refresh_from_db()
    assert (claim.is_open, claim.content) == (True, "")


def test_a_worker_that_comes_twice_sends_it_once(cast):
    claim = sent(cast)
    before = list(claim.files.values_list("pk", flat=True))
    work(cast, claim)
    assert list(claim.files.values_list("pk", flat=True)) == before
    Claim.objects.filter(pk=claim.pk).update(state=Claim.State.READY, sent_at=None)
    claim.refresh_from_db()
    with pytest.raises(Exception, match=r"(?i)unique"):
        actions.freeze(claim=claim, drawn=[], by=cast.erik)


def test_whoever_has_lost_the_role_sends_nothing(cast):
    claim = ready(cast)
    actions.send(claim=claim, by=cast.erik)
    User.objects.filter(pk=cast.erik.user_id).update(is_active=False)
    work(cast, claim)
    claim.refresh_from_db()
    assert claim.is_ready
    assert "you no longer have the role" in claim.problem


def test_whoever_has_the_role_in_this_programme_alone_sends_its_claims_until_it_ends(cast):
    claim = ready(cast)
    Appointment.objects.filter(user=cast.erik.user).delete()
    role = ProgrammeRole.objects.create(
        programme=cast.programme,
        user=cast.erik.user,
        organisation=cast.gr,
        role=cast.erik.role,
        valid_from=dt.date(2025, 1, 1),
        valid_to=TODAY,
    )
    assert not send(cast, claim).is_sent
    role.valid_to = None
    role.save()
    assert send(cast, Claim.objects.get(pk=claim.pk)).is_sent


def test_while_it_is_being_sent_nobody_opens_it_or_sends_it_again(cast, erik):
    claim = ready(cast)
    actions.send(claim=claim, by=cast.erik)
    claim.refresh_from_db()
    for refused in (actions.send, actions.take_back):
        with pytest.raises(actions.IsNotReady):
            refused(claim=claim, by=cast.erik)
    detail = reverse("claims:detail", args=[cast.programme.public_key, claim.public_key])
    assert "Files made" in erik.get(detail).content.decode()


def test_what_is_corrected_after_it_was_claimed_comes_as_the_difference_in_the_next(
    cast, erik, settings
):
    first = sent(cast)
    mark = Attendance.objects.order_by("-minutes", "pk").first()
    mark.minutes = 300
    mark.save()
    certify(cast)
    newer = Certificate.objects.in_force().get()
    detail = reverse("claims:detail", args=[cast.programme.public_key, first.public_key])
    assert newer.public_key in erik.get(detail).content.decode()

    series = Series.objects.get()
    [version] = statement_actions.correct(
        series=series, first_month=FEBRUARY, reason="Närvaro rättad", on=TODAY, by=cast.erik
    )
    statements.send(cast, Version.objects.get(pk=version.pk))
    march = dt.date(2026, 3, 1)
    settings.FIXED_TODAY = MARCH_END.isoformat()
    second = actions.begin_claim(
        programme=cast.programme, fund=esf(cast), last_month=march, by=cast.erik
    )
    statements.send(
        cast,
        statement_actions.make_ready(series=series, first_month=march, on=MARCH_END, by=cast.erik),
    )
    actions.make_ready(claim=second, on=MARCH_END, by=cast.erik)
    second.refresh_from_db()
    second = send(cast, second)
    claimed = [json.loads(claim.content)["sums"]["claimed"] for claim in (first, second)]
    in_force = sum(line.claimed for line in newer.lines.all())
    assert sum(claimed) == in_force
    assert claimed[1] < 0
    assert json.loads(second.content)["sums"]["costs"] == 0
    assert second.certificates.get().replaces_id == first.certificates.get().certificate_id
    assert second.digest_before == first.digest


def test_a_sent_claim_that_somebody_changed_in_the_database_is_told(cast, erik):
    claim = sent(cast)
    assert queries.broken_link(cast.programme, claim.fund) is None
    Claim.objects.update(content=claim.content.replace("125000", "925000"))
    assert queries.broken_link(cast.programme, claim.fund) == claim
    shown = erik.get(reverse("claims:list", args=[cast.programme.public_key])).content.decode()
    assert "is not what was sent" in shown


def test_files_of_a_claim_that_is_not_sent_are_previews(cast, erik):
    claim = ready(cast)
    args = [cast.programme.public_key, claim.public_key]
    assert erik.get(reverse("claims:file", args=[*args, "pdf"])).status_code == 404
    assert erik.get(reverse("claims:preview", args=[*args, "xlsx"])).status_code == 200
    assert erik.get(reverse("claims:preview", args=[*args, "certificate"])).status_code == 404
    assert not ClaimFile.objects.exists()

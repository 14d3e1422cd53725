import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from samverka.delivery.budgets.models import Cost
from samverka.delivery.certification.models import Certificate
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.programmes.queries import acts_still
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import local_now, today
from samverka.toolkit.texts import whole_month

from . import files, paper, queries, sheets
from .contents import Parts, content_of, digest_of
from .hinders import Checks
from .models import Claim, ClaimedCertificate, ClaimedCost, ClaimFile, ClaimText
from .permissions import may_claim, papers_to_see
from .wording import LANGUAGE

State = Claim.State
# One drawn file: its kind, its name, its certificate if it is one, and what is in it.
Drawn = tuple[str, str, Certificate | None, bytes]


class ClaimProblem(Exception):
    """What was asked cannot be done; the message says why and what one can do."""


class OneAtATime(ClaimProblem):
    """What is not claimed yet belongs to one claim."""

    def __init__(self):
        super().__init__(
            _("There is a claim to the fund that is not sent. Send it before the next is begun.")
        )


class NoFirstMonth(ClaimProblem):
    """Nothing says where the first claim begins."""

    def __init__(self):
        super().__init__(
            _(
                "It is not known when the programme began. Whoever leads it writes its first day "
                "among the programme's facts."
            )
        )


class EndsTooEarly(ClaimProblem):
    """A claim begins where the one before it ended."""

    def __init__(self, first: dt.date):
        super().__init__(
            _("The claim begins with %(month)s. Choose that month or a later one.")
            % {"month": whole_month(first)}
        )


class EndsTooLate(ClaimProblem):
    """No claim holds months after the programme's last one (S109)."""

    def __init__(self, last: dt.date):
        super().__init__(
            _("The programme's last month is %(month)s. Choose that month or an earlier one.")
            % {"month": whole_month(last)}
        )


class IsNotOpen(ClaimProblem):
    """What is made ready does not change."""

    def __init__(self):
        super().__init__(_("The claim is not open. Open it again, and change it then."))


class IsNotReady(ClaimProblem):
    """Somebody else has opened it, or it is on its way."""

    def __init__(self):
        super().__init__(_("The claim is not ready, or is being sent already. Open it to see."))


class SomethingHinders(ClaimProblem):
    """Months that are not sent, costs that are not accepted."""

    def __init__(self, count: int):
        super().__init__(
            ngettext(
                "%(count)s thing hinders the claim. It is listed on the claim's page.",
                "%(count)s things hinder the claim. They are listed on the claim's page.",
                count,
            )
            % {"count": count}
        )


class HasChanged(ClaimProblem):
    """What would be sent is not what was made ready."""

    def __init__(self):
        super().__init__(
            _(
                "Nothing was sent: the facts have changed since the claim was made ready. Open it "
                "again, look it through, and make it ready once more."
            )
        )


class MayNoLonger(ClaimProblem):
    """Whoever sent it has lost the role since."""

    def __init__(self):
        super().__init__(
            _(
                "Nothing was sent: you no longer have the role that you sent the claim in. Ask an "
                "administrator for it, or somebody who has it to send the claim."
            )
        )


@transaction.atomic
def begin_claim(*, programme: Programme, fund: Fund, last_month: dt.date, by: Actor) -> Claim:
    """Begin the next claim, from where the one before it ended.

    :raises OneAtATime: one is not sent
    :raises NoFirstMonth: nothing says when the programme began
    :raises EndsTooEarly: before it begins
    :raises EndsTooLate: after the programme
    """
    # Two who press at once get one claim.
    Programme.objects.select_for_update().get(pk=programme.pk)
    latest = Claim.objects.filter(programme=programme, fund=fund).order_by("-number").first()
    if latest and not latest.is_sent:
        raise OneAtATime
    first = queries.first_month_of_next(programme, fund)
    if first is None:
        raise NoFirstMonth
    _check_months(programme, first, last_month)
    claim = Claim.objects.create(
        programme=programme,
        fund=fund,
        number=latest.number + 1 if latest else 1,
        first_month=first,
        last_month=last_month,
    )
    trail.note(by=by, verb="claims.begun", about=claim)
    return claim


def _check_months(programme: Programme, first: dt.date, last: dt.date) -> None:
    if last < first:
        raise EndsTooEarly(first)
    if programme.last_day and last > programme.last_day:
        raise EndsTooLate(programme.last_day)


def _locked(claim: Claim, *states: str) -> Claim:
    found = Claim.objects.select_for_update().filter(pk=claim.pk, state__in=states).first()
    if found is None:
        raise IsNotOpen if State.OPEN in states else IsNotReady
    return found


@transaction.atomic
def set_last_month(*, claim: Claim, last_month: dt.date, by: Actor) -> None:
    """Let an open claim end with another month.

    :raises IsNotOpen: it is ready or sent
    :raises EndsTooEarly: before it begins
    :raises EndsTooLate: after the programme
    """
    claim = _locked(claim, State.OPEN)
    _check_months(claim.programme, claim.first_month, last_month)
    claim.last_month = last_month
    claim.save(update_fields=["last_month"])
    trail.note(by=by, verb="claims.period_set", about=claim)


@transaction.atomic
def remove(*, claim: Claim, by: Actor) -> None:
    """Take away an open claim with what is written in it; the next one gets its number.

    :raises IsNotOpen: it is ready or sent
    """
    claim = _locked(claim, State.OPEN)
    trail.note(by=by, verb="claims.removed", about=claim)
    claim.delete()


@transaction.atomic
def write_texts(*, claim: Claim, texts: Mapping[tuple[str, str], str], by: Actor) -> None:
    """Write what stands under headings, by part and what it is about; the others stay.

    :raises IsNotOpen: it is ready or sent
    """
    claim = _locked(claim, State.OPEN)
    there = {(text.part, text.about): text.text for text in claim.texts.all()}
    changed = {key: text for key, text in texts.items() if there.get(key, "") != text}
    for (part, about), text in changed.items():
        ClaimText.objects.update_or_create(
            claim=claim, part=part, about=about, defaults={"text": text}
        )
    if changed:
        trail.note(by=by, verb="claims.written", about=claim)


@transaction.atomic
def make_ready(*, claim: Claim, on: dt.date, by: Actor) -> None:
    """Settle what the claim holds; nothing of it changes from now on.

    :raises IsNotOpen: it is ready or sent
    :raises SomethingHinders: something is to be done first
    """
    claim = _locked(claim, State.OPEN)
    if found := Checks(claim, on=on).hinders():
        raise SomethingHinders(len(found))
    before = queries.latest_of(claim)
    content = content_of(claim, on=on)
    claim.digest_before = before.digest if before else ""
    claim.content, claim.digest = content, digest_of(content, claim.digest_before)
    claim.state, claim.made_ready_at, claim.problem = State.READY, local_now(), ""
    claim.save()
    trail.note(by=by, verb="claims.made_ready", about=claim)


@transaction.atomic
def take_back(*, claim: Claim, by: Actor) -> None:
    """Open a claim again that was made ready.

    :raises IsNotReady: it is being sent, or is sent
    """
    claim = _locked(claim, State.READY)
    if queries.is_being_sent(claim):
        raise IsNotReady
    claim.state, claim.content, claim.digest, claim.digest_before = State.OPEN, "", "", ""
    claim.made_ready_at, claim.task_id, claim.problem = None, None, ""
    claim.save()
    trail.note(by=by, verb="claims.opened_again", about=claim)


@transaction.atomic
def send(*, claim: Claim, by: Actor) -> None:
    """Have the files made and the claim frozen, all or nothing, as a task.

    :raises IsNotReady: it is open, being sent, or sent
    """
    claim = _locked(claim, State.READY)
    if queries.is_being_sent(claim):
        raise IsNotReady
    task = send_claim.enqueue(
        claim.pk, user_id=by.user_id, role=str(by.role), organisation_id=by.organisation_id
    )
    claim.problem, claim.task_id = "", task.id
    claim.save(update_fields=["problem", "task_id"])
    trail.note(by=by, verb="claims.sending", about=claim)


@task()
def send_claim(claim_id: int, user_id: int, role: str, organisation_id: int) -> None:
    """Make the files, then freeze; begun anew from nothing if the worker ends meanwhile."""
    claim = Claim.objects.filter(pk=claim_id, state=State.READY).first()
    if claim is None:
        return
    by = Actor(
        user=User.objects.get(pk=user_id),
        role=role,
        organisation=Organisation.objects.get(pk=organisation_id),
    )
    try:
        _must_be_as_made_ready(claim, by)
        drawn = list(_draw(claim))
        freeze(claim=claim, drawn=drawn, by=by)
    except (ClaimProblem, work.Cancelled) as problem:
        stop(claim=claim, problem=str(problem), by=by)


def _must_be_as_made_ready(claim: Claim, by: Actor) -> None:
    """The worker acts later than the one who asked: the facts, or the role, may be others now."""
    if not (acts_still(by, claim.programme, on=today()) and may_claim(by, claim.programme)):
        raise MayNoLonger
    kept, claim.content = claim.content, ""
    changed = content_of(claim, on=today()) != kept
    claim.content = kept
    if changed or Checks(claim, on=today()).hinders():
        raise HasChanged


def _draw(claim: Claim) -> Iterable[Drawn]:
    """Every file of the claim, with the bar moved after each."""
    parts = Parts(claim, on=today())
    total = len(parts.taken) + 2
    Kind = ClaimFile.Kind
    yield Kind.XLSX, files.name_of(claim, "xlsx"), None, sheets.claim_workbook(claim, parts)
    yield Kind.PDF, files.name_of(claim, "pdf"), None, paper.claim_pdf(claim, parts)
    for number, taken in enumerate(parts.taken, start=2):
        if claim.task_id:
            work.report_progress(task_id=claim.task_id, done=number, total=total)
        one = taken.certificate
        yield Kind.CERTIFICATE, files.certificate_name(one), one, files.certificate_file(one)


@transaction.atomic
def freeze(*, claim: Claim, drawn: Iterable[Drawn], by: Actor) -> None:
    """The claim is sent: with its files, its certificates and its costs, or not at all.

    :raises IsNotReady: another worker has sent it, or it was opened again
    """
    claim = _locked(claim, State.READY)
    parts = Parts(claim, on=today())
    ClaimedCertificate.objects.bulk_create(
        [
            ClaimedCertificate(claim=claim, certificate=one.certificate, replaces=one.before)
            for one in parts.taken
        ],
        batch_size=500,
    )
    costs = Cost.objects.filter(public_key__in=[cost["key"] for cost in parts["costs"]])
    ClaimedCost.objects.bulk_create(
        [ClaimedCost(claim=claim, cost=cost) for cost in costs], batch_size=500
    )
    for kind, name, certificate, body in drawn:
        digest = hashlib.sha256(body).hexdigest()
        ClaimFile.objects.create(
            claim=claim, kind=kind, certificate=certificate, name=name, sha256=digest, body=body
        )
    claim.state, claim.sent_at, claim.sent_by_id = State.SENT, local_now(), by.user_id
    claim.task_id, claim.problem = None, ""
    claim.save()
    trail.note(by=by, verb="claims.sent", about=claim)


@transaction.atomic
def stop(*, claim: Claim, problem: str, by: Actor) -> None:
    """It was not sent: keep why, and leave it ready."""
    kept = Claim.objects.filter(pk=claim.pk, state=State.READY)
    if kept.update(task_id=None, problem=problem):
        trail.note(by=by, verb="claims.not_sent", about=claim)


@transaction.atomic
def note_looked_at(*, claim: Claim, kind: str, by: Actor) -> None:
    """That a file was taken out as it would be sent: a row a person stands in it."""
    trail.note(by=by, verb="claims.fetched", about=claim, fields=[kind])


@transaction.atomic
def take_out(*, claim: Claim, kind: str, by: Actor) -> tuple[str, bytes]:
    """A file of a sent claim, and its name; of certificates the package of them all.

    A certificate that somebody was erased from is drawn anew, without the name; so is, each time,
    one of somebody whose identity is protected since. A signed paper comes along where whoever
    takes it out may see everybody on it.
    """
    trail.note(by=by, verb="claims.fetched", about=claim, fields=[kind])
    if kind != ClaimFile.Kind.CERTIFICATE:
        file = claim.files.get(kind=kind, certificate=None)
        return file.name, bytes(file.body)
    found = list(queries.certificate_files(claim))
    papers = _papers(found, by)
    persons = {*queries.persons_named_in(claim), *queries.persons_on(papers)}
    trail.note_read(by=by, about=claim, person_ids=sorted(persons))
    hidden = queries.certificates_with_protected(claim)
    for file in found:
        if file.certificate and file.certificate.pk in hidden:
            file.body = files.certificate_file(file.certificate)
        elif not file.body and file.certificate:
            file.body = files.certificate_file(file.certificate)
            file.save(update_fields=["body"])
    return files.name_of(claim, "zip"), files.package(claim, found, papers)


def _papers(found: Iterable[ClaimFile], by: Actor) -> dict[int, files.Paper]:
    signed = {
        one.certificate.pk: one.certificate
        for one in found
        if one.certificate and one.certificate.is_on_paper
    }
    with translation.override(LANGUAGE):
        return {
            key: files.paper_of_certificate(signed[key])
            for key in papers_to_see(by, signed.keys())
        }

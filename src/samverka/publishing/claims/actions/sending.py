"""Sending: a task that makes the files, and freezes all of it or nothing, once."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django_tasks import task

from samverka.delivery.budgets.models import Cost
from samverka.delivery.certification.models import Certificate
from samverka.delivery.programmes.queries import acts_still, who_asked
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.publishing.claims import files, paper, queries, sheets
from samverka.publishing.claims.contents import Parts, content_of
from samverka.publishing.claims.hinders import Checks
from samverka.publishing.claims.models import Claim, ClaimedCertificate, ClaimedCost, ClaimFile
from samverka.publishing.claims.permissions import may_claim
from samverka.toolkit.clock import local_now, today

from .locking import locked
from .problems import ClaimProblem, HasChanged, IsNotReady, MayNoLonger

State = Claim.State
# One drawn file: its kind, its name, its certificate if it is one, and what is in it.
Drawn = tuple[str, str, Certificate | None, bytes]


@transaction.atomic
def send(*, claim: Claim, by: Actor) -> None:
    """Have the files made and the claim frozen, all or nothing, as a task.

    :raises IsNotReady: it is open, being sent, or sent
    """
    claim = locked(claim, State.READY)
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
    by = who_asked(user_id=user_id, role=role, organisation_id=organisation_id)
    try:
        if not (acts_still(by, claim.programme, on=today()) and may_claim(by, claim.programme)):
            raise MayNoLonger
        _must_be_as_made_ready(claim)
        freeze(claim=claim, drawn=list(_draw(claim)), by=by)
    except (ClaimProblem, work.Cancelled) as problem:
        stop(claim=claim, problem=str(problem), by=by)


def _must_be_as_made_ready(claim: Claim) -> None:
    """The worker acts later than the one who asked: the facts may be others now."""
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
    claim = locked(claim, State.READY)
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
        file = ClaimFile(claim=claim, kind=kind, certificate=certificate, name=name, sha256=digest)
        file.close(body)
        file.save()
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

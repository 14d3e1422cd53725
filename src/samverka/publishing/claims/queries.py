import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Min, QuerySet

from samverka.delivery.budgets.models import Cost
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.accounts.models import User
from samverka.foundation.work import queries as work
from samverka.foundation.work.models import Progress
from samverka.toolkit.periods import months_after

from . import hours
from .contents import Parts, digest_of
from .models import Claim, ClaimFile


def claims_of(programme: Programme) -> QuerySet[Claim]:
    """The latest first, fund by fund."""
    found = Claim.objects.filter(programme=programme).select_related("fund", "programme")
    return found.order_by("fund__name", "-number")


def with_sums(programme: Programme) -> list[tuple[Claim, dict]]:
    """Every claim, with its sums where they are settled."""
    return [
        (claim, json.loads(claim.content)["sums"] if claim.content else {})
        for claim in claims_of(programme)
    ]


def funds_of(programme: Programme) -> QuerySet[Fund]:
    return Fund.objects.filter(programmes=programme).order_by("name")


def months_to_end_with(programme: Programme, *, on: dt.date) -> list[dt.date]:
    """Every month that a next claim of some fund could end with, the latest first."""
    firsts = [first_month_of_next(programme, fund) for fund in funds_to_claim(programme)]
    known = [first for first in firsts if first]
    if not known:
        return []
    return months_from(min(known), min(on, programme.last_day or on))


def months_from(first: dt.date, until: dt.date) -> list[dt.date]:
    """The months from a first to that of a day, the latest first."""
    months = []
    while first <= until:
        months.append(first)
        first = months_after(first, 1)
    return months[::-1]


def funds_to_claim(programme: Programme) -> QuerySet[Fund]:
    """Those without a claim that is open or ready: one at a time."""
    open_ones = Claim.objects.filter(programme=programme).exclude(state=Claim.State.SENT)
    return funds_of(programme).exclude(pk__in=open_ones.values("fund"))


def first_month_of_next(programme: Programme, fund: Fund) -> dt.date | None:
    """Where the next claim begins; None where nothing says when the programme began."""
    latest = Claim.objects.filter(programme=programme, fund=fund).order_by("-number").first()
    if latest:
        return months_after(latest.last_month, 1)
    certified = Certificate.objects.filter(programme=programme, fund=fund)
    days = [
        programme.starts_on,
        certified.aggregate(day=Min("month"))["day"],
        Cost.objects.filter(programme=programme).aggregate(day=Min("incurred_on"))["day"],
    ]
    known = [day for day in days if day]
    return min(known).replace(day=1) if known else None


def latest_of(claim: Claim) -> Claim | None:
    """The claim to the fund before it."""
    before = Claim.objects.filter(programme=claim.programme_id, fund=claim.fund_id)
    return before.filter(number__lt=claim.number).order_by("-number").first()


def broken_link(programme: Programme, fund: Fund) -> Claim | None:
    """The first sent claim that is not what was sent; None if all are."""
    before = ""
    sent = Claim.objects.filter(programme=programme, fund=fund, state=Claim.State.SENT)
    for claim in sent.order_by("number"):
        is_whole = claim.digest_before == before and claim.digest == digest_of(
            claim.content, before
        )
        if not is_whole:
            return claim
        before = claim.digest
    return None


def corrected_since(claim: Claim) -> QuerySet[Certificate]:
    """Certificates in force of months that the claim holds in an older version, by month."""
    held = set(claim.certificates.values_list("certificate", flat=True))
    later = [
        one.certificate.pk
        for one in hours.certificates_to_claim(claim)
        if one.before and one.before.pk in held
    ]
    found = Certificate.objects.filter(pk__in=later)
    return found.select_related("organisation", "programme").order_by("month")


@dataclass(frozen=True)
class Seen:
    """A certificate's lines as the actor may see them, and of how many nothing is told."""

    lines: list[CertifiedLine]
    others: int
    others_minutes: int
    others_claimed: int


def lines_seen(certificate: Certificate, visible: QuerySet) -> Seen:
    """Those whose person is among the visible, by name; the others as one sum."""
    lines = list(
        certificate.lines.select_related("person", "category").order_by("person_key", "pk")
    )
    keys = set(
        visible.filter(pk__in=certificate.lines.values("person")).values_list("pk", flat=True)
    )
    seen = sorted((one for one in lines if one.person_id in keys), key=lambda one: str(one.person))
    others = [one for one in lines if one.person_id not in keys]
    return Seen(
        seen,
        len(others),
        sum(one.minutes for one in others),
        sum(one.claimed for one in others),
    )


def certificate_in(parts: Parts, key: str) -> QuerySet[Certificate]:
    """One of those that the claim holds, or takes as it stands now."""
    held = {one.certificate.pk for one in parts.taken}
    return Certificate.objects.filter(pk__in=held, public_key=key).select_related(
        "organisation", "programme", "fund"
    )


def persons_named_in(claim: Claim) -> list[int]:
    """Whose names stand in the claim's certificates; nobody with protected identity."""
    lines = CertifiedLine.objects.filter(certificate__in=claim.certificates.values("certificate"))
    named = lines.filter(person__is_protected=False, person__forgotten_on=None)
    return list(named.values_list("person", flat=True).distinct().order_by("person"))


def certificates_with_protected(claim: Claim) -> set[int]:
    """The claim's certificates on which somebody stands who has protected identity now."""
    lines = CertifiedLine.objects.filter(certificate__in=claim.certificates.values("certificate"))
    protected = lines.filter(person__is_protected=True)
    return set(protected.values_list("certificate", flat=True))


def certificate_files(claim: Claim) -> QuerySet[ClaimFile]:
    found = claim.files.filter(kind=ClaimFile.Kind.CERTIFICATE)
    return found.select_related("certificate__organisation").order_by("name")


def persons_on(certificates: Collection[int]) -> list[int]:
    """Everybody whose hours the certificates hold."""
    lines = CertifiedLine.objects.filter(certificate__in=certificates)
    return list(lines.values_list("person", flat=True).distinct().order_by("person"))


def sender_of(claim: Claim) -> User | None:
    return User.objects.filter(pk=claim.sent_by_id).first() if claim.sent_by_id else None


def progress(claim: Claim) -> Progress | None:
    return work.progress_of(claim.task_id) if claim.task_id else None


def has_failed(claim: Claim) -> bool:
    """Whether the task ended by a fault of ours, so that nothing more will come."""
    return work.has_failed(claim.task_id)


def is_being_sent(claim: Claim) -> bool:
    return claim.is_ready and claim.task_id is not None and not has_failed(claim)

"""The certified hours of a claim: which certificates it takes, and what they come to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Count, Sum

from samverka.delivery.budgets.co_financing import worth_of
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.certification.queries import sums_of
from samverka.delivery.rates.models import Category
from samverka.delivery.rates.queries import priced

from .models import Claim, ClaimedCertificate

Key = tuple[int, dt.date]


@dataclass(frozen=True)
class Taken:
    """A certificate that a claim takes; `before` is what an earlier claim held of its month."""

    certificate: Certificate
    before: Certificate | None


def certificates_to_claim(claim: Claim) -> list[Taken]:
    """Those in force up to the claim's last month that no sent claim holds, by month and name."""
    held = _held(claim)
    taken = {certificate.pk for certificate in held.values()}
    found = Certificate.objects.filter(
        programme=claim.programme_id, fund=claim.fund_id, month__lte=claim.last_month
    ).in_force()
    return [
        Taken(each, held.get((each.organisation_id, each.month)))
        for each in sums_of(found.exclude(pk__in=taken)).order_by(
            "month", "organisation__name", "pk"
        )
    ]


def certificates_named(told: Collection[dict]) -> list[Taken]:
    """The same from what a claim has kept."""
    keys = {row[name] for row in told for name in ("key", "replaces")}
    found = sums_of(Certificate.objects.filter(public_key__in=keys))
    by_key = {one.public_key: one for one in found}
    return [Taken(by_key[row["key"]], by_key.get(row["replaces"])) for row in told]


def _held(claim: Claim) -> dict[Key, Certificate]:
    """What sent claims hold of each employer's month: the latest version that was claimed."""
    rows = ClaimedCertificate.objects.filter(
        claim__programme=claim.programme_id, claim__fund=claim.fund_id
    )
    certificates = sums_of(Certificate.objects.filter(pk__in=rows.values("certificate")))
    return {(one.organisation_id, one.month): one for one in certificates.order_by("number")}


def as_told(taken: Collection[Taken]) -> list[dict]:
    """A row a certificate; minutes are the difference where it was claimed before."""
    persons = dict(
        CertifiedLine.objects.filter(certificate__in=[one.certificate.pk for one in taken])
        .values_list("certificate")
        .annotate(count=Count("person_key"))
    )
    return [
        {
            "key": one.certificate.public_key,
            "organisation": one.certificate.organisation.public_key,
            "month": one.certificate.month.isoformat(),
            "version": one.certificate.number,
            "digest": one.certificate.digest,
            "persons": persons.get(one.certificate.pk, 0),
            "minutes": _sum(one, "minutes"),
            "claimed": _sum(one, "claimed"),
            "replaces": one.before.public_key if one.before else "",
        }
        for one in taken
    ]


def _sum(one: Taken, name: str) -> int:
    before = getattr(one.before, name) or 0 if one.before else 0
    return (getattr(one.certificate, name) or 0) - before


def by_employer(claim: Claim, taken: Collection[Taken]) -> list[dict]:
    """A row an employer and category, with what its hours are worth in öre.

    It is rounded to whole öre here, once: every other sum adds these. None where no amount is
    known, and then it is in no sum.
    """
    sums: dict[tuple[str, int | None], list[int]] = defaultdict(lambda: [0, 0])
    for sign, certificates in _signed(taken):
        rows = (
            CertifiedLine.objects.filter(certificate__in=certificates)
            .values_list("certificate__organisation__public_key", "category")
            .annotate(exact=Sum("minutes"), sum=Sum("claimed"))
            .order_by()
        )
        for organisation, category, minutes, claimed in rows:
            sums[organisation, category][0] += sign * minutes
            sums[organisation, category][1] += sign * claimed
    rates = {one.category.pk: one.amount for one in priced(claim.programme, claim.fund)}
    categories = Category.objects.in_bulk({key for _, key in sums if key})
    told = [
        _employer(organisation, categories.get(key or 0), rates.get(key or 0), *sum_)
        for (organisation, key), sum_ in sums.items()
    ]
    names = {
        one.certificate.organisation.public_key: one.certificate.organisation.name for one in taken
    }
    return sorted(told, key=lambda row: (names[row["organisation"]], row["category"]))


def _employer(
    organisation: str, category: Category | None, rate: int | None, minutes: int, claimed: int
) -> dict:
    return {
        "organisation": organisation,
        "category": category.code if category else "",
        "name": category.name if category else "",
        "minutes": minutes,
        "claimed": claimed,
        "rate": rate,
        "worth": None if rate is None else worth_of(claimed, rate),
    }


def persons_of(taken: Collection[Taken]) -> Iterator[tuple[str, str, int, int, int]]:
    """Person's key, employer's key, months, minutes and minutes claimed; a row each of both.

    Of somebody with protected identity the key is empty.
    """
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for sign, certificates in _signed(taken):
        rows = (
            CertifiedLine.objects.filter(certificate__in=certificates)
            .values_list("person_key", "certificate__organisation__public_key")
            .annotate(months=Count("pk"), exact=Sum("minutes"), sum=Sum("claimed"))
            .order_by()
        )
        for person, organisation, months, minutes, claimed in rows.iterator():
            found = sums[person, organisation]
            found[0] += months if sign > 0 else 0
            found[1] += sign * minutes
            found[2] += sign * claimed
    protected = _protected_on(taken)
    told = (
        ("" if person in protected else person, organisation, months, exact, claims)
        for (person, organisation), (months, exact, claims) in sums.items()
    )
    yield from sorted(told)


def _protected_on(taken: Collection[Taken]) -> set[str]:
    """The keys, as they were then, of those who have protected identity now."""
    certificates = [pk for _sign, keys in _signed(taken) for pk in keys]
    lines = CertifiedLine.objects.filter(certificate__in=certificates, person__is_protected=True)
    return set(lines.values_list("person_key", flat=True))


def _signed(taken: Collection[Taken]) -> list[tuple[int, list[int]]]:
    """What is added, and what an earlier claim held and is taken from it."""
    return [
        (1, [one.certificate.pk for one in taken]),
        (-1, [one.before.pk for one in taken if one.before]),
    ]

"""Certificates as they stand, what changed after them, and what they claim."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from samverka.delivery.certification.models import Certificate, CertifiedLine, SignedPaper
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.rates.models import Category
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.sealed_file import FileProblem

from .counting import by_name, month_marks


def certificate_in_force(
    programme: Programme, fund: Fund, organisation: Organisation, month: dt.date
) -> Certificate | None:
    return (
        Certificate.objects.filter(
            programme=programme, fund=fund, organisation=organisation, month=month
        )
        .order_by("-number")
        .first()
    )


def versions_of(certificate: Certificate) -> QuerySet[Certificate]:
    """Every version of the same month, the newest first."""
    return Certificate.objects.filter(
        programme=certificate.programme_id,
        fund=certificate.fund_id,
        organisation=certificate.organisation_id,
        month=certificate.month,
    ).order_by("-number")


@dataclass(frozen=True)
class Changed:
    """A person whose minutes are others now than those certified."""

    person: Person
    before: int
    now: int


def changes_since(certificate: Certificate) -> list[Changed]:
    """Row by row what the marks say now where it is not what was certified."""
    marks = month_marks(
        certificate.programme, certificate.fund, certificate.organisation, certificate.month
    )
    now = dict(marks.values_list("person").annotate(sum=Sum("minutes")))
    before = dict(certificate.lines.values_list("person").annotate(sum=Sum("minutes")))
    others = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    persons = by_name(Person.objects.filter(pk__in=others))
    return [Changed(each, before.get(each.pk, 0), now.get(each.pk, 0)) for each in persons]


def paper_of(certificate: Certificate) -> tuple[bytes, SignedPaper]:
    """The signed paper as it was taken in.

    :raises FileProblem: it is not what was taken in, or the key is gone
    """
    kept = SignedPaper.objects.get(certificate=certificate)
    body = kept.opened()
    if hashlib.sha256(body).hexdigest() != certificate.paper_digest:
        raise FileProblem(_("The paper is not the one that was taken in: something changed it."))
    return body, kept


def sums_of(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Certificates that carry their `minutes` and `claimed`, the latest month first."""
    lines = CertifiedLine.objects.filter(certificate=OuterRef("pk")).order_by()
    sums = {
        name: Subquery(lines.values("certificate").annotate(sum=Sum(name)).values("sum"))
        for name in ("minutes", "claimed")
    }
    return (
        certificates.annotate(**sums)
        .select_related("organisation", "fund", "programme", "certified_by", "paper")
        .order_by("-month", "organisation__name", "fund__name", "-number")
    )


@dataclass(frozen=True)
class ClaimedHours:
    """Certified time in force of one month and category; None where a line has none."""

    month: dt.date
    category: Category | None
    minutes: int


def claimed(programme: Programme, fund: Fund) -> list[ClaimedHours]:
    """What the certificates in force claim, in minutes that the fund's rule has counted."""
    in_force_ = Certificate.objects.filter(programme=programme, fund=fund).in_force()
    rows = list(
        CertifiedLine.objects.filter(certificate__in=in_force_)
        .values_list("certificate__month", "category")
        .annotate(sum=Sum("claimed"))
        .order_by("certificate__month", "category__code")
    )
    categories = Category.objects.in_bulk([key for _month, key, _sum in rows if key])
    return [ClaimedHours(month, categories.get(key), minutes) for month, key, minutes in rows]

"""Companies of a programme: how it went before and after, and the aid they have had."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import OuterRef
from django.db.models.functions import Coalesce

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor

from .models import (
    Company,
    CompanyLink,
    CompanyResult,
    ProgrammeCompany,
    Recruitment,
    ResultMeasure,
)


def companies_of(
    actor: Actor, programme: Programme, *, q: str = "", size: str = "", part: str = ""
) -> QuerySet[ProgrammeCompany]:
    """Those of a programme by name, with how much has been done."""
    employed = (
        Recruitment.objects.filter(work=OuterRef("pk"))
        .order_by()
        .values("work")
        .annotate(sum=Sum("number"))
        .values("sum")
    )
    found = (
        ProgrammeCompany.objects.visible_to(actor)
        .filter(programme=programme)
        .select_related("programme", "company__municipality")
        .annotate(
            needs_count=Count("needs", distinct=True),
            efforts_count=Count("efforts", distinct=True),
            employed=Coalesce(Subquery(employed), 0),
        )
        .order_by("company__name", "pk")
    )
    if q:
        found = found.filter(
            Q(company__name__icontains=q)
            | Q(company__org_number__icontains=q)
            | Q(company__sector__icontains=q)
        )
    if size:
        found = found.filter(company__size=size)
    return found.filter(is_comparison=part == "comparison") if part else found


def known_as(org_number: str) -> Company | None:
    """The company with a number."""
    return Company.objects.filter(org_number=org_number).first() if org_number else None


def called_the_same(name: str, org_number: str) -> list[Company]:
    """Companies of the name, which may be the one; with a number those without one only."""
    # By pattern, since SQLite's own comparison does not know that Å and å are one letter.
    found = Company.objects.filter(name__iregex=f"^{re.escape(name.strip())}$")
    if org_number:
        found = found.filter(org_number="")
    return list(found.select_related("municipality").order_by("pk"))


def links_between(company: Company, other: Company) -> QuerySet[CompanyLink]:
    return CompanyLink.objects.filter(Q(one=company, other=other) | Q(one=other, other=company))


def links_of(company: Company) -> QuerySet[CompanyLink]:
    """With whom a company belongs together, latest first."""
    found = CompanyLink.objects.filter(Q(one=company) | Q(other=company))
    return found.select_related("one", "other").order_by("-valid_from", "pk")


def measures_of(programme: Programme) -> QuerySet[ResultMeasure]:
    return ResultMeasure.objects.filter(programme=programme).order_by("title")


# --- Before and after -------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """Companies with both values of a measure: their means, to two decimals."""

    count: int
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class BeforeAfter:
    """A measure of the companies worked with, beside those compared with."""

    measure: ResultMeasure
    worked_with: Group | None
    compared_with: Group | None
    # Companies with a value before but none after yet.
    unfinished: int

    @property
    def difference(self) -> Decimal | None:
        """How much more it changed where work was done; None without a comparison."""
        if self.worked_with is None or self.compared_with is None:
            return None
        return self.worked_with.change - self.compared_with.change


def before_and_after(actor: Actor, programme: Programme) -> list[BeforeAfter]:
    """Each measure of the programme, over the companies that the actor may see."""
    works = ProgrammeCompany.objects.visible_to(actor).filter(programme=programme)
    results = CompanyResult.objects.filter(work__in=works).select_related("measure", "work")
    by_measure: dict[ResultMeasure, list[CompanyResult]] = {}
    for result in results.order_by("measure__title"):
        by_measure.setdefault(result.measure, []).append(result)
    return [_compared(measure, rows) for measure, rows in by_measure.items()]


def _compared(measure: ResultMeasure, rows: Sequence[CompanyResult]) -> BeforeAfter:
    whole = [row for row in rows if row.after is not None]
    return BeforeAfter(
        measure,
        _group(row for row in whole if not row.work.is_comparison),
        _group(row for row in whole if row.work.is_comparison),
        len(rows) - len(whole),
    )


def _group(rows: Iterable[CompanyResult]) -> Group | None:
    values = [(row.before, row.after) for row in rows if row.after is not None]
    if not values:
        return None
    before, after = (sum(side, Decimal(0)) for side in zip(*values, strict=True))
    return Group(len(values), _two_decimals(before, values), _two_decimals(after, values))


def _two_decimals(total: Decimal, values: Sequence) -> Decimal:
    return (total / len(values)).quantize(Decimal("0.01"))

"""Companies of a programme: how it went before and after, and the aid they have had."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import OuterRef
from django.db.models.functions import Coalesce

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor

from .models import (
    Aid,
    AidRule,
    Company,
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


def known_as(org_number: str, name: str) -> Company | None:
    """A company that is written down already: by its number, or by name where neither has one."""
    if org_number:
        return Company.objects.filter(org_number=org_number).first()
    return Company.objects.filter(org_number="", name__iexact=name).first()


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


# --- De minimis aid ---------------------------------------------------------------------------


@dataclass(frozen=True)
class AidLine:
    """One grant, with the sum of the years that end on its day, and the rule of that day."""

    aid: Aid
    euro_cents: int
    rule: AidRule | None

    @property
    def is_above(self) -> bool:
        return self.rule is not None and self.euro_cents > self.rule.ceiling


@dataclass(frozen=True)
class AidStanding:
    """What a company has had over the years that end on a day, and what is left."""

    lines: list[AidLine]
    euro_cents: int
    rule: AidRule | None

    @property
    def left(self) -> int | None:
        return max(self.rule.ceiling - self.euro_cents, 0) if self.rule else None

    @property
    def is_above(self) -> bool:
        return self.rule is not None and self.euro_cents > self.rule.ceiling


def aid_standing(company: Company, *, on: dt.date) -> AidStanding:
    """All aid to a company, whoever granted it: the ceiling is for the undertaking."""
    aids = list(company.aids.select_related("programme").order_by("granted_on", "pk"))
    rules = list(AidRule.objects.order_by("valid_from"))
    lines = []
    for aid in aids:
        rule = _rule_on(rules, aid.granted_on)
        lines.append(AidLine(aid, _sum_over(aids, aid.granted_on, rule), rule))
    rule = _rule_on(rules, on)
    return AidStanding(lines, _sum_over(aids, on, rule), rule)


def aid_noted_by(work: ProgrammeCompany) -> QuerySet[Aid]:
    """What this programme may take away again: its own grants, and what the company told."""
    return Aid.objects.filter(
        Q(programme=None) | Q(programme=work.programme), company=work.company
    )


def _rule_on(rules: list[AidRule], day: dt.date) -> AidRule | None:
    for rule in rules:
        if rule.valid_from <= day and (rule.valid_to is None or rule.valid_to > day):
            return rule
    return None


def _sum_over(aids: list[Aid], day: dt.date, rule: AidRule | None) -> int:
    """Granted in the years that end on the day, counted backwards from it and with it."""
    if rule is None:
        return 0
    before = years_before(day, rule.years)
    return sum(aid.euro_cents for aid in aids if before < aid.granted_on <= day)


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day some years ago; the day before for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)

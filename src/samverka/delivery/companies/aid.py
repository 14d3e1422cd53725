"""De minimis aid: what an undertaking has had over three years, whoever granted it (S95).

Companies that are linked, also through others, are one undertaking. Aid that a company had before
it was linked counts from the day it is; when a link ends, each keeps its own.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from .models import Aid, AidRule, Company, CompanyLink, ProgrammeCompany


@dataclass(frozen=True)
class AidLine:
    """One grant, with the undertaking's sum of the years that end on its day, and its rule."""

    aid: Aid
    euro_cents: int
    rule: AidRule | None

    @property
    def is_above(self) -> bool:
        return self.rule is not None and self.euro_cents > self.rule.ceiling


@dataclass(frozen=True)
class AidStanding:
    """What an undertaking has had over the years that end on a day, and what is left."""

    lines: list[AidLine]
    euro_cents: int
    rule: AidRule | None
    # The companies that are one undertaking on the day, the one asked about among them.
    companies: list[Company]

    @property
    def left(self) -> int | None:
        return max(self.rule.ceiling - self.euro_cents, 0) if self.rule else None

    @property
    def is_above(self) -> bool:
        return self.rule is not None and self.euro_cents > self.rule.ceiling


def aid_standing(company: Company, *, on: dt.date) -> AidStanding:
    """All aid to the undertaking of a company, whoever granted it: the ceiling is for that."""
    links = list(CompanyLink.objects.all())
    ever = undertaking(company.pk, links)
    aids = list(
        Aid.objects.filter(company__in=ever)
        .select_related("programme", "company")
        .order_by("granted_on", "pk")
    )
    rules = list(AidRule.objects.order_by("valid_from"))

    def summed(key: int, day: dt.date) -> tuple[int, AidRule | None]:
        rule, one = _rule_on(rules, day), undertaking(key, links, day)
        return _sum_over([aid for aid in aids if aid.company_id in one], day, rule), rule

    on_the_day = undertaking(company.pk, links, on)
    lines = [
        AidLine(aid, *summed(aid.company_id, aid.granted_on))
        for aid in aids
        if aid.company_id in on_the_day | undertaking(company.pk, links, aid.granted_on)
    ]
    companies = Company.objects.filter(pk__in=on_the_day).order_by("name", "pk")
    return AidStanding(lines, *summed(company.pk, on), list(companies))


def undertaking(
    company: int, links: Sequence[CompanyLink], day: dt.date | None = None
) -> set[int]:
    """The keys of the companies that are one with a company on a day; without one, ever."""
    pairs = [(link.one_id, link.other_id) for link in links if day is None or _holds(link, day)]
    found, new = set[int](), {company}
    while new:
        found |= new
        new = {
            there for here, there in (*pairs, *((b, a) for a, b in pairs)) if here in found
        } - found
    return found


def _holds(link: CompanyLink, day: dt.date) -> bool:
    return link.valid_from <= day and (link.valid_to is None or link.valid_to > day)


def aid_noted_by(work: ProgrammeCompany) -> QuerySet[Aid]:
    """What this programme may take away again: its own grants, and what the company told."""
    links = list(CompanyLink.objects.all())
    return Aid.objects.filter(
        Q(programme=None) | Q(programme=work.programme),
        company__in=undertaking(work.company_id, links),
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

"""What keeps a claim from being made ready, and what is to be known of it; each with its place."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.certification.queries import Due, due
from samverka.publishing.statements.models import Series
from samverka.publishing.statements.queries import State, months_of, standing
from samverka.register.partners.models import Organisation
from samverka.toolkit.money import kronor
from samverka.toolkit.texts import hours, isolate, whole_month

from . import money
from .contents import Parts
from .models import Claim
from .untold import untold


@dataclass(frozen=True)
class Hinder:
    """Something to do first, or to know; the address is where it is done, if anywhere."""

    text: str
    address: str = ""


class Checks:
    """What is asked before a claim is made ready. The marks are asked last, and once."""

    def __init__(self, claim: Claim, *, on: dt.date):
        self.claim, self.on = claim, on

    @cached_property
    def due(self) -> list[Due]:
        """Employers' months up to the claim's last without a certificate that says the marks."""
        return [
            row
            for row in due(self.claim.programme, on=self.on)
            if row.fund.pk == self.claim.fund_id and row.month <= self.claim.last_month
        ]

    @cached_property
    def series(self) -> list[Series]:
        found = Series.objects.filter(programme=self.claim.programme_id, fund=self.claim.fund_id)
        return list(found.select_related("layout", "programme", "fund").order_by("pk"))

    def hinders(self) -> list[Hinder]:
        """What must be done first; whether sent months still say the facts only if no other."""
        claim, on = self.claim, self.on
        if claim.last_month >= on.replace(day=1):
            said = {"month": whole_month(claim.last_month)}
            return [Hinder(_("%(month)s is not over yet.") % said)]
        plain = [*_not_sent(claim, self.series, on), *_costs(claim)]
        return plain or [
            *_changed_facts(claim, self.series, on),
            *_changed_hours(self),
            *_untold(claim, on),
        ]

    def notices(self, parts: Parts, *, asks_marks: bool) -> list[Hinder]:
        """What does not keep it from being sent, and ought to be seen before it is."""
        return [
            *(_not_certified(self) if asks_marks else []),
            *_without_amount(self.claim, parts),
            *_about_costs(self.claim, parts),
            *_about_texts(self.claim, parts),
        ]


# --- Months -----------------------------------------------------------------------------------


def _not_sent(claim: Claim, series: list[Series], on: dt.date) -> list[Hinder]:
    """Every month up to the claim's last, also those of earlier claims: they may be corrected."""
    if not series:
        place = reverse("statements:overview", args=[claim.programme.public_key])
        return [Hinder(_("It is not set up what is told to the fund month by month."), place)]
    return [
        Hinder(_why(stand.state, one, month), _place_of(claim, one, month))
        for one in series
        for stand in standing(one, on=on)
        if (month := stand.period.first_month) <= claim.last_month and not stand.is_done
    ]


def _changed_facts(claim: Claim, series: list[Series], on: dt.date) -> list[Hinder]:
    return [
        Hinder(
            _("%(layout)s, %(month)s: the facts have changed since it was sent.")
            % _named(one, month.first_month),
            _place_of(claim, one, month.first_month),
        )
        for one in series
        for month in months_of(one, on=on, until=claim.last_month)
        if month.differs
    ]


def _place_of(claim: Claim, series: Series, month: dt.date) -> str:
    return reverse("statements:month", args=[claim.programme.public_key, series.public_key, month])


def _named(series: Series, month: dt.date) -> dict[str, str]:
    return {"month": whole_month(month), "layout": isolate(series.layout.name)}


def _why(state: str, series: Series, month: dt.date) -> str:
    said = _named(series, month)
    if state == State.RE_SEND:
        return _("%(layout)s, %(month)s is to be sent again.") % said
    if state == State.READY:
        return _("%(layout)s, %(month)s is ready but not sent.") % said
    return _("%(layout)s, %(month)s is not sent.") % said


# --- Hours ------------------------------------------------------------------------------------


def _changed_hours(checks: Checks) -> list[Hinder]:
    """Certificates that no longer say what the marks say: nobody answers for those hours."""
    return [
        Hinder(
            _("%(organisation)s, %(month)s: the hours have changed since they were certified.")
            % {
                "organisation": isolate(row.organisation.name),
                "month": whole_month(row.month),
            },
            reverse(
                "certification:certificate",
                args=[checks.claim.programme.public_key, row.certificate.public_key],
            ),
        )
        for row in checks.due
        if row.certificate
    ]


def _untold(claim: Claim, on: dt.date) -> list[Hinder]:
    """Hours of persons whom no sent file tells of: the fund would be asked to pay for nobody."""
    lines = untold(claim, Parts(claim, on=on).taken)
    found = lines.order_by().aggregate(sum=Sum("claimed"), persons=Count("person", distinct=True))
    if not found["persons"]:
        return []
    text = ngettext(
        "Certified, and in no month that was sent: %(hours)s of %(count)s person.",
        "Certified, and in no month that was sent: %(hours)s of %(count)s persons.",
        found["persons"],
    )
    said = {"hours": isolate(hours(found["sum"])), "count": found["persons"]}
    place = reverse("claims:hours", args=[claim.programme.public_key, claim.public_key])
    return [Hinder(text % said, f"{place}#untold")]


# --- Costs ------------------------------------------------------------------------------------


def _costs(claim: Claim) -> list[Hinder]:
    """Costs up to the claim's last day that whoever leads has not accepted."""
    found = Cost.objects.filter(
        programme=claim.programme_id,
        is_struck=False,
        incurred_on__lte=money.last_day_of(claim.last_month),
    ).exclude(report__state=CostReport.State.ACCEPTED)
    return [*_reports_to_answer(claim, found), *_costs_not_handed_in(claim, found)]


def _reports_to_answer(claim: Claim, found) -> list[Hinder]:
    waiting = CostReport.objects.filter(
        pk__in=found.values("report"), state=CostReport.State.HANDED_IN
    ).select_related("organisation")
    return [
        Hinder(
            _("%(organisation)s: report %(number)s waits to be checked.")
            % {"organisation": isolate(report.organisation.name), "number": report.number},
            reverse("budgets:report", args=[claim.programme.public_key, report.public_key]),
        )
        for report in waiting.order_by("organisation__name", "number")
    ]


def _costs_not_handed_in(claim: Claim, found) -> list[Hinder]:
    kept = Q(report=None) | Q(report__state=CostReport.State.RETURNED)
    sums = dict(
        found.filter(kept).values_list("organisation").annotate(sum=Sum("amount")).order_by()
    )
    return [
        Hinder(
            _("%(organisation)s has costs of %(sum)s that are not handed in.")
            % {
                "organisation": isolate(organisation.name),
                "sum": kronor(sums[organisation.pk]),
            },
            reverse(
                "budgets:account",
                args=[claim.programme.public_key, organisation.public_key],
            ),
        )
        for organisation in Organisation.objects.filter(pk__in=sums).order_by("name")
    ]


# --- What is to be known ----------------------------------------------------------------------


def _not_certified(checks: Checks) -> list[Hinder]:
    count = sum(1 for row in checks.due if not row.certificate)
    if not count:
        return []
    text = ngettext(
        "%(count)s month of an employer is not certified. Its hours come in a later claim.",
        "%(count)s months of employers are not certified. Their hours come in a later claim.",
        count,
    )
    place = reverse("certification:overview", args=[checks.claim.programme.public_key])
    return [Hinder(text % {"count": count}, place)]


def _without_amount(claim: Claim, parts: Parts) -> list[Hinder]:
    found = []
    if parts["sums"]["lacks"]:
        place = reverse("rates:overview", args=[claim.programme.public_key])
        text = _(
            "Some hours have no amount: what an hour of their category is worth is not known."
        )
        found.append(Hinder(text, place))
    if len(parts["co_financing"]) > 1:
        place = reverse("budgets:overview", args=[claim.programme.public_key])
        found.append(Hinder(_("It is not chosen what the budget is, so both are shown."), place))
    return found


def _about_costs(claim: Claim, parts: Parts) -> list[Hinder]:
    place = reverse("claims:costs", args=[claim.programme.public_key, claim.public_key])
    found = []
    if count := len(parts["left_out"]):
        text = ngettext(
            "%(count)s accepted cost is left out, since the fund does not pay it.",
            "%(count)s accepted costs are left out, since the fund does not pay them.",
            count,
        )
        found.append(Hinder(text % {"count": count}, place))
    if count := sum(1 for cost in parts["costs"] if not cost["paid_on"]):
        text = ngettext(
            "%(count)s cost in the claim is not noted as paid.",
            "%(count)s costs in the claim are not noted as paid.",
            count,
        )
        found.append(Hinder(text % {"count": count}, place))
    return found


def _about_texts(claim: Claim, parts: Parts) -> list[Hinder]:
    place = reverse("claims:texts", args=[claim.programme.public_key, claim.public_key])
    found = []
    if count := sum(1 for text in parts["texts"] if not text["text"]):
        text = ngettext(
            "%(count)s text is not written.", "%(count)s texts are not written.", count
        )
        found.append(Hinder(text % {"count": count}, place))
    if not any(text["part"] == "principle" for text in parts["texts"]):
        text = _("The fund's rules here name no horizontal principles.")
        found.append(Hinder(text, reverse("programmes:set_up", args=[claim.programme.public_key])))
    return found

"""What an hour of staff costs: for the economists of the employer and of whoever leads."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.working_time import actions, permissions, queries
from samverka.delivery.working_time.forms import ActivitiesForm, HourlyRateForm, PayRuleForm
from samverka.delivery.working_time.known import ACTIVITIES, PAY_RULES
from samverka.foundation.audit import trail
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Filters, Listing
from samverka.toolkit.money import ORE, kronor
from samverka.toolkit.sent import sent
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import hours, whole_month

from .staff import rule_page


@dataclass
class Row:
    """A person's approved time at a fund's rate, and where the rate is written."""

    cost: queries.StaffCost
    opens: str

    @property
    def name(self) -> str:
        return str(self.cost.person) if self.cost.is_seen else _("A member of staff")

    @property
    def employer(self) -> str:
        return self.cost.organisation.name

    @property
    def hours(self) -> float:
        return round(self.cost.minutes / 60, 2)

    @property
    def rate(self) -> int | None:
        return self.cost.pay.hourly if self.cost.pay else None

    @property
    def monthly_pay(self) -> int | None:
        return self.cost.pay.monthly if self.cost.pay else None


def _lacks(row: Row) -> str:
    return status("waiting", _("The rate lacks"))


COSTS = Listing(
    key="staff_costs",
    title=gettext_lazy("What staff cost"),
    columns=(
        Column("name", gettext_lazy("Person"), opens=lambda row: row.opens),
        Column("employer", gettext_lazy("Employer"), sort="employer"),
        Column(
            "pay",
            gettext_lazy("Monthly pay"),
            lambda row: row.monthly_pay and row.monthly_pay / ORE,
            show=lambda row: kronor(row.monthly_pay) if row.monthly_pay else _lacks(row),
            is_number=True,
            at_first=False,
        ),
        Column(
            "rate",
            gettext_lazy("Kronor an hour"),
            lambda row: row.rate and row.rate / ORE,
            show=lambda row: kronor(row.rate) if row.rate else _lacks(row),
            is_number=True,
        ),
        Column(
            "from_month",
            gettext_lazy("Fixed from"),
            lambda row: row.cost.rate and row.cost.rate.from_month,
            show=lambda row: whole_month(row.cost.rate.from_month) if row.cost.rate else "–",
        ),
        Column(
            "hours",
            gettext_lazy("Approved hours"),
            show=lambda row: hours(row.cost.minutes),
            is_number=True,
        ),
        Column(
            "cost",
            gettext_lazy("Cost"),
            lambda row: None if row.cost.cost is None else row.cost.cost / ORE,
            show=lambda row: "–" if row.cost.cost is None else kronor(row.cost.cost),
            is_number=True,
        ),
    ),
    filters=Filters,
    empty_title=gettext_lazy("No time is handed in"),
    empty_text=gettext_lazy(
        "When staff have handed in a month, what their hours cost stands here."
    ),
)


def _read(request, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not permissions.may_see_pay(request.actor):
        raise PermissionDenied
    return programme


def _fund(programme: Programme, code: str) -> Fund:
    return get_object_or_404(queries.funds_of(programme), code=code)


@require_safe
def costs(request, programme_key: str, fund_code: str):
    programme = _read(request, programme_key)
    fund = _fund(programme, fund_code)
    found = queries.staff_costs(request.actor, programme, fund)
    keys = (programme_key, fund_code)

    def opens(one: queries.StaffCost) -> str:
        if not permissions.may_set_pay(request.actor, one.organisation) or not one.is_seen:
            return ""
        return address("working_time:set_rate", *keys, one.person.public_key)

    context = {
        "programme": programme,
        "fund": fund,
        "rules": queries.pay_rules_of(fund, on=today()),
        "total": queries.total_of(found),
        "lacking": sum(one.rate is None for one in found),
        "intro": _("Approved hours at the rate of %(fund)s.") % {"fund": fund},
        "back_url": reverse("working_time:staff", args=[programme_key]),
        "back_label": _("Working time"),
    }

    def noted(rows: list[Row]) -> None:
        persons = {row.cost.person.pk for row in rows}
        trail.note_read(by=request.actor, about=programme, person_ids=persons)

    rows = [Row(one, opens(one)) for one in found]
    return COSTS.answer(request, lambda: rows, "working_time/costs.html", context, noted=noted)


@require_http_methods(["GET", "POST"])
def set_rate(request, programme_key: str, fund_code: str, key: str):
    programme = _read(request, programme_key)
    fund, employer = _fund(programme, fund_code), request.actor.organisation
    if not permissions.may_set_pay(request.actor, employer):
        raise PermissionDenied
    reports = queries.reports_to_price(request.actor, programme).filter(organisation=employer)
    persons = queries.persons_of(reports).visible_to(request.actor)
    person = get_object_or_404(persons, public_key=key)
    trail.note_read(by=request.actor, about=person, person_ids=[person.pk])
    numbers = queries.rates_of(person, programme, employer, fund)
    form = HourlyRateForm(sent(request), is_fixed=bool(numbers))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_hourly_rate(
                person=person,
                programme=programme,
                organisation=employer,
                fund=fund,
                **form.cleaned_data,
                by=request.actor,
            )
        except actions.WhyLacks as refused:
            form.add_error("why", str(refused))
        except (actions.NoPayRule, actions.NothingReported) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The hourly rate is fixed."))
            return redirect("working_time:costs", programme_key, fund_code)
    context = {
        "programme": programme,
        "form": form,
        "title": _("What an hour of %(person)s costs") % {"person": person},
        "numbers": numbers,
        "back": reverse("working_time:costs", args=[programme_key, fund_code]),
    }
    status_ = 422 if form.is_bound else 200
    return render(request, "working_time/set_rate.html", context, status=status_)


@require_http_methods(["GET", "POST"])
def set_pay_rule(request, programme_key: str):
    return rule_page(
        request,
        programme_key,
        PayRuleForm,
        actions.set_pay_rule,
        known=PAY_RULES,
        title=_("How a fund gets an hour's cost from monthly pay"),
        noted=_("The rule is noted."),
    )


@require_http_methods(["GET", "POST"])
def activities(request, programme_key: str, fund_code: str):
    """The fund's fixed activities: an empty table until somebody writes their names."""
    programme = seen_programme(request.actor, programme_key)
    fund = _fund(programme, fund_code)
    if not permissions.may_see_staff_time(request.actor):
        raise PermissionDenied
    may_write = permissions.funds_one_may_limit(request.actor, programme).filter(pk=fund.pk)
    written = queries.activities_of(fund)
    form = ActivitiesForm(sent(request), written=written, count=ACTIVITIES["number"])
    if request.method == "POST":
        if not may_write.exists():
            raise PermissionDenied
        if form.is_valid():
            actions.name_activities(fund=fund, **form.facts, by=request.actor)
            messages.success(request, _("The activities are noted."))
            return redirect("working_time:activities", programme_key, fund_code)
    context = {
        "programme": programme,
        "fund": fund,
        "form": form,
        "rows": [(n, written.get(n)) for n in range(1, ACTIVITIES["number"] + 1)],
        "is_unknown": not written,
        "may_write": may_write.exists(),
        "source": ACTIVITIES["source"],
    }
    status_ = 422 if form.is_bound else 200
    return render(request, "working_time/activities.html", context, status=status_)

"""Certifying a month, and a certificate as it stands."""

import datetime as dt
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.certification import actions, chain, paper, queries
from samverka.delivery.certification.actions import Paper
from samverka.delivery.certification.forms import CertifyForm
from samverka.delivery.certification.models import Certificate
from samverka.delivery.certification.permissions import may_certify, may_see_paper
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.rates.queries import categories_of
from samverka.engine.hours import Rule
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE

from .fetching import fund_of, month_of, programme_of

REFUSED = (
    actions.MonthIsNotOver,
    actions.NoRule,
    actions.OwnHours,
    actions.SignedTooEarly,
    actions.SignedLater,
    actions.ChangedMeanwhile,
    actions.NothingNew,
    actions.CategoryLacks,
)


class Month(NamedTuple):
    """A month of one's own employer that may be certified, with its rows and their names."""

    programme: Programme
    fund: Fund
    first: dt.date
    rule: Rule | None
    rows: list[queries.Worked]
    names: dict[int, str]

    @property
    def told(self) -> dict[str, object]:
        """What both pages show of it."""
        return {
            "programme": self.programme,
            "fund": self.fund,
            "month": self.first,
            "rule": self.rule,
            "total": queries.totals(self.rows),
        }

    def certified(self, request, form: CertifyForm, paper: Paper | None = None) -> Certificate:
        """
        :raises Exception: one of `REFUSED`, with a sentence
        """
        return actions.certify(
            programme=self.programme,
            fund=self.fund,
            organisation=request.actor.organisation,
            month=self.first,
            words=form.words(),
            function=form.cleaned_data["function"],
            on=today(),
            by=request.actor,
            paper=paper,
        )


def month_to_certify(request, programme_key: str, fund_code: str, month: str) -> Month:
    programme = programme_of(request, programme_key)
    fund = fund_of(programme, fund_code)
    if not may_certify(request.actor, request.actor.organisation):
        raise PermissionDenied
    first = month_of(month)
    rule = queries.rule_of(fund, first)
    # Without a rule the time is shown as it was; certifying it says what lacks.
    rows = queries.worked_in(
        programme, fund, request.actor.organisation, first, rule or Rule.EXACT
    )
    people = [row.person for row in rows]
    names = queries.names_seen(request.actor, people)
    trail.note_read(by=request.actor, about=programme, person_ids=[person.pk for person in people])
    return Month(programme, fund, first, rule, rows, names)


@require_http_methods(["GET", "POST"])
def certify(request, programme_key: str, fund_code: str, month: str):
    shown = month_to_certify(request, programme_key, fund_code, month)
    form = CertifyForm(
        request.POST or None,
        worked=shown.rows,
        names=shown.names,
        categories=list(categories_of(shown.fund)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = shown.certified(request, form)
        except REFUSED as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The month is certified."))
            return redirect("certification:certificate", programme_key, made.public_key)
    before = queries.certificate_in_force(
        shown.programme, shown.fund, request.actor.organisation, shown.first
    )
    context = {**shown.told, "form": form, "before": before}
    return render(request, "certification/certify.html", context)


@require_safe
def form_pdf(request, programme_key: str, fund_code: str, month: str):
    """The month on paper, to be signed where somebody cannot sign in."""
    shown = month_to_certify(request, programme_key, fund_code, month)
    document = paper.form_to_sign(
        shown.programme,
        shown.fund,
        request.actor.organisation,
        shown.first,
        shown.rows,
        shown.names,
    )
    return _as_pdf(document, f"{shown.programme.slug}-{shown.first:%Y-%m}.pdf")


def certificate_of(request, programme_key: str, key: str) -> Certificate:
    programme = programme_of(request, programme_key)
    seen = queries.sums_of(Certificate.objects.visible_to(request.actor))
    return get_object_or_404(seen, programme=programme, public_key=key)


def _lines_seen(request, certificate: Certificate) -> list[paper.Line]:
    """The lines, to the employer's own; those who lead see the sums."""
    if not may_certify(request.actor, certificate.organisation):
        return []
    lines = certificate.lines.select_related("person", "category").order_by("name", "pk")
    people = [line.person for line in lines]
    trail.note_read(
        by=request.actor, about=certificate, person_ids=[person.pk for person in people]
    )
    return paper.lines_of(lines, queries.names_seen(request.actor, people))


@require_safe
def certificate(request, programme_key: str, key: str):
    found = certificate_of(request, programme_key, key)
    versions = list(queries.versions_of(found))
    is_latest = versions[0] == found
    changes = queries.changes_since(found) if is_latest else []
    is_own = may_certify(request.actor, found.organisation)
    names = queries.names_seen(request.actor, [row.person for row in changes])
    context = {
        "programme": found.programme,
        "certificate": found,
        "lines": _lines_seen(request, found),
        "is_own": is_own,
        "may_see_paper": found.is_on_paper and may_see_paper(request.actor, found),
        "is_latest": is_latest,
        "versions": versions,
        "changes": [(names[row.person.pk], row) for row in changes] if is_own else [],
        "has_changed": bool(changes),
        "broken": chain.broken_link(found.programme, found.organisation),
    }
    return render(request, "certification/certificate.html", context)


@require_safe
def certificate_pdf(request, programme_key: str, key: str):
    found = certificate_of(request, programme_key, key)
    lines = _lines_seen(request, found)
    document = paper.certificate_as_pdf(found, lines, found.minutes, found.claimed)
    return _as_pdf(document, f"{found.programme.slug}-{found.month:%Y-%m}-{found.number}.pdf")


def _as_pdf(document: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(document, content_type=PDF_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

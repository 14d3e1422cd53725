"""The list of claims, one claim, and its way to the fund."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.publishing.claims import actions, queries, wording
from samverka.publishing.claims.forms import BeginForm, PeriodForm
from samverka.publishing.claims.hinders import Checks
from samverka.publishing.claims.models import Claim
from samverka.toolkit.clock import today

from .fetching import claim_of, parts_of, programme_of


@require_http_methods(["GET", "POST"])
def claim_list(request: HttpRequest, programme_key: str) -> HttpResponse:
    """Every claim to every fund, and the next one to begin."""
    programme = programme_of(request, programme_key)
    form = BeginForm(
        request.POST or None,
        funds=queries.funds_to_claim(programme),
        months=queries.months_to_end_with(programme, on=today()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            claim = actions.begin_claim(programme=programme, by=request.actor, **form.cleaned_data)
        except actions.ClaimProblem as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("claims:detail", programme_key, claim.public_key)
    funds = queries.funds_of(programme)
    context = {
        "programme": programme,
        "form": form,
        "has_funds": bool(funds),
        "claims": [
            (claim, wording.months_in_words(claim.first_month, claim.last_month), sums)
            for claim, sums in queries.with_sums(programme)
        ],
        "broken": [broken for fund in funds if (broken := queries.broken_link(programme, fund))],
    }
    return render(request, "claims/list.html", context)


@require_safe
def detail(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    """One claim: what hinders it, its sums and parts, and what can be done with it."""
    claim = claim_of(request, programme_key, key)
    parts = parts_of(claim)
    checks = Checks(claim, on=today())
    found = checks.hinders() if claim.is_open else []
    context = {
        **_standing(claim),
        "parts": parts,
        "period": wording.months_in_words(claim.first_month, claim.last_month),
        "hinders": found,
        "notices": [] if claim.is_sent else checks.notices(parts, asks_marks=not found),
        "months": [(wording.day_of(row["first_month"]), row) for row in parts["months"]],
        "corrected": queries.corrected_since(claim) if claim.is_sent else [],
        "sender": queries.sender_of(claim),
        "written": sum(1 for text in parts["texts"] if text["text"]),
    }
    return render(request, "claims/detail.html", context)


def _standing(claim: Claim) -> dict:
    return {
        "programme": claim.programme,
        "claim": claim,
        "progress": queries.progress(claim),
        "is_being_sent": queries.is_being_sent(claim),
        "has_failed": claim.is_ready and queries.has_failed(claim),
    }


@require_safe
def progress(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    """How far the sending has come; when it is done, the page is asked for anew."""
    claim = claim_of(request, programme_key, key)
    context = _standing(claim)
    if not context["is_being_sent"]:
        return HttpResponseClientRefresh()
    return render(request, "claims/_progress.html", context)


@require_http_methods(["GET", "POST"])
def period(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    """Let the claim end with another month."""
    claim = claim_of(request, programme_key, key)
    until = min(today(), claim.programme.last_day or today())
    form = PeriodForm(
        request.POST or None,
        months=queries.months_from(claim.first_month, until),
        initial={"last_month": claim.last_month.isoformat()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_last_month(claim=claim, by=request.actor, **form.cleaned_data)
        except actions.ClaimProblem as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("claims:detail", programme_key, key)
    context = {"programme": claim.programme, "claim": claim, "form": form}
    return render(request, "claims/period.html", context)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    """Take away an open claim; asked back, since what is written in it goes along."""
    claim = claim_of(request, programme_key, key)
    if request.method == "POST":
        try:
            what = actions.remove(claim=claim, by=request.actor)
        except actions.ClaimProblem as refusal:
            messages.error(request, str(refusal))
            return redirect("claims:detail", programme_key, key)
        token = request.deeds.keep("claims", "claims:bring_back", [what])
        undo = reverse("claims:bring_back", args=[programme_key, token])
        messages.success(request, _("The claim is removed."), extra_tags=undo)
        return redirect("claims:list", programme_key)
    context = {
        "programme": claim.programme,
        "claim": claim,
        "period": wording.months_in_words(claim.first_month, claim.last_month),
        "written": claim.texts.exclude(text="").count(),
    }
    return render(request, "claims/remove.html", context)


@require_POST
def bring_back(request: HttpRequest, programme_key: str, token: str) -> HttpResponse:
    """Undo the removing of a claim, as long as it stands among what one did lately."""
    programme = programme_of(request, programme_key)
    told = request.deeds.take(token)
    if not told:
        raise Http404
    try:
        actions.bring_back(programme=programme, what=told[0], by=request.actor)
    except actions.BegunSince as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The claim is back, with all that was written in it."))
    return redirect("claims:list", programme_key)


@require_POST
def make_ready(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    claim = claim_of(request, programme_key, key)
    try:
        actions.make_ready(claim=claim, on=today(), by=request.actor)
    except actions.ClaimProblem as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The claim is ready. Look through its files, and send it."))
    return redirect("claims:detail", programme_key, key)


@require_POST
def take_back(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    claim = claim_of(request, programme_key, key)
    try:
        actions.take_back(claim=claim, by=request.actor)
    except actions.ClaimProblem as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The claim is open again."))
    return redirect("claims:detail", programme_key, key)


@require_POST
def send(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    claim = claim_of(request, programme_key, key)
    try:
        actions.send(claim=claim, by=request.actor)
    except actions.ClaimProblem as refusal:
        messages.error(request, str(refusal))
    return redirect("claims:detail", programme_key, key)

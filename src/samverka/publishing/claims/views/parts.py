"""The parts of a claim, each down to what it is made of."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.foundation.audit import trail
from samverka.publishing.claims import actions, money, queries, wording
from samverka.publishing.claims.contents import Parts
from samverka.publishing.claims.forms import TextsForm
from samverka.publishing.claims.models import Claim
from samverka.publishing.claims.untold import reasons, untold
from samverka.register.people.models import Person
from samverka.toolkit.clock import local_now

from .fetching import claim_of, parts_of


def _page(request: HttpRequest, claim: Claim, parts: Parts, name: str, **context) -> HttpResponse:
    shared = {"programme": claim.programme, "claim": claim, "parts": parts}
    return render(request, f"claims/{name}.html", {**shared, **context})


@require_safe
def partners(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    """The owner's account of all partners together; its sums are the sums of theirs (S108)."""
    claim = claim_of(request, programme_key, key)
    parts = parts_of(claim)
    earlier = money.sums_before(claim)
    rows = [
        {**row, "since_start": row["together"] + earlier.get(row["key"], 0)}
        for row in parts["partners"]
    ]
    since_start = parts["sums"]["together"] + sum(earlier.values())
    return _page(request, claim, parts, "partners", rows=rows, since_start=since_start)


@require_safe
def hours(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    claim = claim_of(request, programme_key, key)
    parts = parts_of(claim)
    names = wording.names_of(parts)
    context = {
        "untold": _untold(request, claim, parts) if claim.is_open else None,
        "hours": [(names[row["organisation"]], row) for row in parts["hours"]],
        "certificates": [
            (names[row["organisation"]], wording.day_of(row["month"]), row)
            for row in parts["certificates"]
        ],
    }
    return _page(request, claim, parts, "hours", **context)


def _untold(request: HttpRequest, claim: Claim, parts: Parts) -> dict | None:
    """Whose hours no sent month tells, by name as far as one may see."""
    lines = untold(claim, parts.taken)
    claimed = list(lines.values_list("claimed", flat=True))
    if not claimed:
        return None
    seen = reasons(claim, lines.filter(person__in=Person.objects.visible_to(request.actor)))
    trail.note_read(by=request.actor, about=claim, person_ids=[row.line.person_id for row in seen])
    return {
        "claimed": sum(claimed),
        "seen": seen,
        "others": len(claimed) - len(seen),
        "others_claimed": sum(claimed) - sum(row.line.claimed for row in seen),
    }


@require_safe
def certificate(
    request: HttpRequest, programme_key: str, key: str, certificate_key: str
) -> HttpResponse:
    """Whose hours a certificate holds, as far as one may see; each opens the marks."""
    claim = claim_of(request, programme_key, key)
    parts = parts_of(claim)
    found = get_object_or_404(queries.certificate_in(parts, certificate_key))
    seen = queries.lines_seen(found, Person.objects.visible_to(request.actor))
    trail.note_read(
        by=request.actor, about=found, person_ids=[line.person_id for line in seen.lines]
    )
    return _page(request, claim, parts, "certificate", certificate=found, seen=seen)


@require_safe
def costs(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    claim = claim_of(request, programme_key, key)
    parts = parts_of(claim)
    names = wording.names_of(parts)
    context = {
        "costs": [_cost(names, row) for row in parts["costs"]],
        "left_out": [_cost(names, row) for row in parts["left_out"]],
        "rule": money.paid_rule(claim),
        "paid_until": money.paid_until(claim),
    }
    return _page(request, claim, parts, "costs", **context)


def _cost(names: dict[str, str], row: dict) -> dict:
    return {
        **row,
        "name": names.get(row["organisation"], ""),
        "kind": wording.kind_of(row["kind"]),
        "incurred": wording.day_of(row["incurred_on"]),
        "paid": wording.day_of(row["paid_on"]),
        "why": money.REASONS.get(row.get("reason", ""), ""),
    }


@require_safe
def results(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    claim = claim_of(request, programme_key, key)
    parts = parts_of(claim)
    names = wording.names_of(parts)
    context = {
        "sexes": [(wording.sex_of(row["sex"]), row["persons"]) for row in parts["sexes"]["rows"]],
        "training": [
            (one, [(wording.attended(row, one["days"]), row[1]) for row in one["rows"]])
            for one in parts["training"]
        ],
        "not_done": [
            {
                **row,
                "name": names.get(row["organisation"], ""),
                "day": wording.day_of(row["ends_on"]),
                "standing": wording.status_of(row["status"]),
            }
            for row in parts["not_done"]
        ],
    }
    return _page(request, claim, parts, "results", **context)


@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, programme_key: str, key: str) -> HttpResponse:
    """What is written in the claim; each text is kept as it is written."""
    claim = claim_of(request, programme_key, key)
    parts = parts_of(claim)
    form = TextsForm(request.POST or None, texts=parts["texts"])
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_texts(claim=claim, texts=form.texts(), by=request.actor)
        except actions.ClaimProblem as refusal:
            form.add_error(None, str(refusal))
        else:
            if request.htmx:
                return render(request, "claims/_saved.html", {"saved_at": local_now()})
            messages.success(request, _("The texts are saved."))
            return redirect("claims:texts", programme_key, key)
    shown = [(wording.heading_of(text), text["text"]) for text in parts["texts"]]
    if request.htmx:
        return render(request, "claims/_saved.html", {"form": form})
    return _page(request, claim, parts, "texts", form=form, shown=shown)

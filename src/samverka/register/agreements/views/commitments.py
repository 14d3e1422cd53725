from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.register.agreements import actions, queries
from samverka.register.agreements.forms import CommitmentForm, next_number
from samverka.register.agreements.models import Agreement, Commitment
from samverka.toolkit.sent import sent

from .fetching import kept, stands


def create(request, key):
    agreement = kept(request, key)
    there = queries.commitments_in(stands(agreement).newest.version)
    form = CommitmentForm(
        sent(request), agreement=agreement, initial={"number": next_number(there)}
    )
    if form.is_valid():
        try:
            actions.add_commitment(agreement=agreement, **form.cleaned_data, by=request.actor)
        except actions.NumberIsTaken as refused:
            form.add_error("number", str(refused))
        except actions.IsSigned as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The commitment is added."))
            return redirect("agreements:detail", key)
    return _form_page(request, form, agreement)


def edit(request, key, commitment_key):
    agreement = kept(request, key)
    commitment = _commitment(agreement, commitment_key)
    initial = {
        "number": commitment.number,
        "text": commitment.text,
        "party": commitment.party,
    }
    form = CommitmentForm(sent(request), agreement=agreement, initial=initial)
    if form.is_valid():
        try:
            actions.correct_commitment(
                commitment=commitment, **form.cleaned_data, by=request.actor
            )
        except actions.NumberIsTaken as refused:
            form.add_error("number", str(refused))
        except actions.IsSigned as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The commitment is saved."))
            return redirect("agreements:detail", key)
    return _form_page(request, form, agreement, commitment)


@require_POST
def end(request, key, commitment_key):
    agreement = kept(request, key)
    commitment = _commitment(agreement, commitment_key)
    try:
        actions.end_commitment(commitment=commitment, by=request.actor)
    except actions.IsSigned as refused:
        messages.error(request, str(refused))
    else:
        text = _("Commitment %(number)s is taken away.") % {"number": commitment.number}
        # One that no version before has is gone; the others can go on after all.
        undo = reverse("agreements:commitment_keep", args=[key, commitment_key])
        messages.success(request, text, extra_tags=undo if commitment.pk else "")
    return redirect("agreements:detail", key)


@require_POST
def keep(request, key, commitment_key):
    agreement = kept(request, key)
    commitment = _commitment(agreement, commitment_key)
    try:
        actions.keep_commitment(commitment=commitment, by=request.actor)
    except actions.IsSigned as refused:
        messages.error(request, str(refused))
    else:
        text = _("Commitment %(number)s goes on.") % {"number": commitment.number}
        messages.success(request, text)
    return redirect("agreements:detail", key)


def _commitment(agreement: Agreement, key: str) -> Commitment:
    for commitment in agreement.commitments.select_related("party__organisation", "agreement"):
        if commitment.public_key == key:
            return commitment
    raise Http404


def _form_page(request, form, agreement, commitment=None):
    context = {"form": form, "agreement": agreement, "commitment": commitment}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/commitment_form.html", context, status=status)

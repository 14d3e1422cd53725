from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.register.agreements import actions, permissions, queries
from samverka.register.agreements.forms import LeaveForm, PartiesForm, SignForm
from samverka.toolkit.as_seen import mark_of
from samverka.toolkit.clock import today
from samverka.toolkit.lists import holding
from samverka.toolkit.sent import sent

from .fetching import kept, party_of, seen, stands


def add(request, key):
    """Choose several at once, of all or of those whose name one looks for."""
    agreement = kept(request, key)
    words = request.GET.get("q", "").strip()
    every = queries.not_parties_yet(agreement, on=today())
    choosable = every.filter(holding(words, "name")) if words else every
    form = PartiesForm(sent(request), choosable=choosable, initial={"valid_from": today()})
    if form.is_valid():
        try:
            actions.add_parties(
                agreement=agreement,
                organisations=form.cleaned_data["organisations"],
                valid_from=form.cleaned_data["valid_from"],
                on=today(),
                by=request.actor,
            )
        except actions.PartyOfAll as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The parties are added, and asked to sign."))
            return redirect("agreements:detail", key)
    context = {"words": words, "found": choosable.count(), "every": every.count()}
    return _page(request, "agreements/add_parties.html", form, agreement, **context)


def leave(request, key, party_key):
    agreement = kept(request, key)
    party = party_of(agreement, party_key)
    form = LeaveForm(sent(request), initial={"on": today()})
    if form.is_valid():
        try:
            actions.let_party_leave(party=party, on=form.cleaned_data["on"], by=request.actor)
        except actions.LeavesBeforeItCame as refused:
            form.add_error("on", str(refused))
        else:
            undo = reverse("agreements:come_back", args=[key, party_key])
            text = _("%(party)s leaves the agreement.") % {"party": party.organisation}
            messages.success(request, text, extra_tags=undo)
            return redirect("agreements:detail", key)
    return _page(request, "agreements/leave.html", form, agreement, party=party)


@require_POST
def come_back(request, key, party_key):
    agreement = kept(request, key)
    party = party_of(agreement, party_key)
    actions.let_party_back(party=party, by=request.actor)
    messages.success(request, _("%(party)s is a party.") % {"party": party.organisation})
    return redirect("agreements:detail", key)


def sign(request, key, party_key):
    agreement = seen(request, key)
    party = party_of(agreement, party_key)
    if not permissions.may_sign(request.actor, party):
        raise PermissionDenied
    is_own = party.organisation_id == request.actor.organisation_id
    form = SignForm(sent(request), initial={"signed_on": today()})
    if form.is_valid():
        try:
            signature = actions.sign(
                party=party,
                **form.cleaned_data,
                from_paper=not is_own,
                today=today(),
                by=request.actor,
            )
        except actions.CannotBeSigned as refused:
            form.add_error(None, str(refused))
        else:
            undo = reverse("agreements:take_back", args=[key, party_key])
            undo += f"?seen={mark_of(signature)}"
            text = _("%(party)s has signed.") % {"party": party.organisation}
            messages.success(request, text, extra_tags=undo)
            return redirect("agreements:detail", key)
    return _page(
        request,
        "agreements/sign.html",
        form,
        agreement,
        party=party,
        is_own=is_own,
        standing=stands(agreement).newest,
    )


@require_POST
def take_back(request, key, party_key):
    agreement = seen(request, key)
    party = party_of(agreement, party_key)
    if not permissions.may_sign(request.actor, party):
        raise PermissionDenied
    seen_mark = request.POST.get("seen") or request.GET.get("seen", "")
    try:
        actions.take_back_signature(party=party, seen=seen_mark, by=request.actor)
    except actions.SignedAnew as refused:
        messages.error(request, str(refused))
    else:
        text = _("The signature of %(party)s is taken back.") % {"party": party.organisation}
        messages.success(request, text)
    return redirect("agreements:detail", key)


def _page(request, template, form, agreement, **context):
    status = 422 if form.is_bound else 200
    context |= {"form": form, "agreement": agreement}
    return render(request, template, context, status=status)

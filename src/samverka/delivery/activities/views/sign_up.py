"""Applying for a place without signing in, and the page behind the secret link of a place."""

import secrets

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.activities import actions, queries
from samverka.delivery.activities.instead import gave_place
from samverka.delivery.activities.links import place_with, token_of
from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.activities.public_forms import ApplyForm, NeedsForm
from samverka.delivery.activities.sharing import rule_told
from samverka.delivery.activities.waiting_list import has_need
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.clock import now, today
from samverka.toolkit.from_outside import HOUR, sender_of, within
from samverka.toolkit.sent import sent
from samverka.toolkit.text_messages import can_be_texted

# A whole school may apply from one network.
FROM_ONE_SENDER = 100
LETTERS_TO_ONE_ADDRESS = 3


def _activity(key: str) -> Activity:
    return get_object_or_404(queries.open_to_anybody(), public_key=key)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def apply(request, key):
    """The answer is the same whether or not somebody was known, or had a place before."""
    activity = _activity(key)
    once = request.POST.get("once") or secrets.token_urlsafe(12)
    form = ApplyForm(sent(request), activity=activity, on=today())
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program:
            return redirect("sign_up:sent", key)
        if not within(f"apply:{key}:{sender_of(request)}", FROM_ONE_SENDER, at=now()):
            form.add_error(None, _("Many have applied from here just now. Try again in an hour."))
            status = 429
        else:
            try:
                place = actions.apply_in_public(
                    activity=activity,
                    stranger=actions.Stranger(**form.facts),
                    language=translation.get_language(),
                    site=request.build_absolute_uri("/"),
                    once=once,
                    is_told=_may_be_told(form.cleaned_data["email"]),
                    by=SYSTEM,
                )
            except actions.Refused as refused:
                form.add_error(None, str(refused))
            else:
                return _answered(form, key, place)
    return _form_page(request, activity, form, once, status)


def _may_be_told(address: str) -> bool:
    """Whether an address may get one more letter this hour, whoever writes it on the page."""
    return within(f"told:{address.casefold()}", LETTERS_TO_ONE_ADDRESS, at=now())


def _answered(form: ApplyForm, key: str, place: Registration):
    """By letter to whoever has the address; who gave none is new, and sees it at once."""
    if form.cleaned_data["email"]:
        return redirect("sign_up:sent", key)
    return redirect("sign_up:mine", token_of(place))


def _form_page(request, activity: Activity, form: ApplyForm, once: str, status: int):
    if form.errors and status == 200:
        status = 422
    context = {
        "activity": activity,
        "sessions": activity.sessions.order_by("starts_at"),
        "form": form,
        "once": once,
        "rule": rule_told(activity, on=today()),
        "sums": queries.places_of(activity),
        "closes": queries.last_day_to_register(activity),
        "is_open": queries.last_day_to_register(activity) >= today(),
    }
    response = render(request, "activities/apply.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(HOUR)
    return response


@login_not_required
@require_safe
def was_sent(request, key):
    return render(request, "activities/applied.html", {"activity": _activity(key)})


def _place(token: str) -> Registration:
    place = place_with(token, on=today())
    if place is None:
        raise Http404
    return place


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def mine(request, token):
    """What the place is now; what one needs can be written anew."""
    place = _place(token)
    form = NeedsForm(sent(request))
    if request.method == "POST" and form.is_valid():
        actions.write_need(registration=place, text=form.cleaned_data["needs"], by=SYSTEM)
        return redirect("sign_up:mine", token)
    return _place_page(request, place, token, form)


def _place_page(request, place: Registration, token: str, form: NeedsForm, refused: str = ""):
    lapsed = place.state == place.State.OFFERED and not place.is_offered
    context = {
        "place": place,
        "activity": place.activity,
        "sessions": place.activity.sessions.order_by("starts_at"),
        "token": token,
        "form": form,
        "has_need": has_need(place),
        "is_lapsed": lapsed,
        "gave_place": gave_place(place),
        "is_texted": can_be_texted(place.person.phone),
        "refused": refused,
        "rule": rule_told(place.activity, on=today()),
    }
    status = 422 if form.errors or refused else 200
    return render(request, "activities/my_place.html", context, status=status)


@login_not_required
@never_cache
@require_POST
def give_back(request, token):
    actions.give_back(registration=_place(token), by=SYSTEM)
    return redirect("sign_up:mine", token)


@login_not_required
@never_cache
@require_POST
def accept(request, token):
    place = _place(token)
    try:
        actions.accept_offer(registration=place, by=SYSTEM)
    except actions.Refused as refused:
        return _place_page(request, place, token, NeedsForm(), str(refused))
    return redirect("sign_up:mine", token)


@login_not_required
@never_cache
@require_POST
def decline(request, token):
    actions.decline_offer(registration=_place(token), by=SYSTEM)
    return redirect("sign_up:mine", token)


@login_not_required
@never_cache
@require_POST
def again(request, token):
    """Whoever gave the place back may want it after all."""
    place = _place(token)
    try:
        actions.apply(
            activity=place.activity,
            person=place.person,
            organisation=place.organisation,
            function=place.function,
            way=Registration.Way.PUBLIC,
            language=place.language,
            by=SYSTEM,
        )
    except actions.Refused as refused:
        return _place_page(request, place, token, NeedsForm(), str(refused))
    return redirect("sign_up:mine", token)

"""What municipalities offer: as officers see it, as it is described, and as a newcomer sees it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.guidance.matching import permissions
from samverka.guidance.matching.actions import offers as actions
from samverka.guidance.matching.actions.rounds import RoundIsClosed
from samverka.guidance.matching.forms.offers import (
    FactForm,
    HomeForm,
    PlaceForm,
    WithdrawForm,
)
from samverka.guidance.matching.models import Home, Place
from samverka.guidance.matching.queries import offers as queries
from samverka.toolkit.clock import today
from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.sent import sent
from samverka.toolkit.texts import whole_number

from .as_newcomer import said_of, shown
from .showing import MUNICIPALITY, context, seen, status_of

# Texts of an offer are in these; what is not in another language stands in Swedish.
SEEN_IN = ("sv", "en", "ar")


@require_safe
def offer_list(request, programme_key, round_key):
    matching, held = seen(request, programme_key, round_key)
    places = list(queries.places_of(matching, Place.objects.visible_to(request.actor)))
    mine = request.actor.organisation_id if MUNICIPALITY in held else None
    told = {
        "places": places,
        "mine": next((one for one in places if one.organisation_id == mine), None),
        "may_offer": MUNICIPALITY in held,
    }
    return render(
        request, "matching/offer_list.html", context(matching, held, "matching:offers", **told)
    )


def write(request, programme_key, round_key):
    """The municipality's own offer, the first time or changed."""
    matching, held = seen(request, programme_key, round_key, MUNICIPALITY)
    place = queries.offer_of(matching, request.actor)
    form = PlaceForm(sent(request), instance=place)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_place(
                matching=matching,
                organisation=request.actor.organisation,
                **form.cleaned_data,
                by=request.actor,
            )
        except (actions.LessThanPromised, RoundIsClosed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("matching:offer", programme_key, round_key, made.public_key)
    told = context(matching, held, "", form=form, title=_("Your offer"))
    return render(request, "matching/form.html", told, status=status_of(request))


@require_safe
def offer(request, programme_key, round_key, key):
    """One offer: its room, what there is, and its homes; the municipality itself changes it."""
    matching, held = seen(request, programme_key, round_key)
    place = permissions.seen_place(request.actor, programme_key, round_key, key)
    told = {
        "place": place,
        "facts": shown(place).facts,
        "promised": queries.promised(place),
        "homes": queries.homes_of(place),
        "languages": [LANGUAGES[code] for code in SEEN_IN],
        "is_mine": MUNICIPALITY in held and place.organisation_id == request.actor.organisation_id,
    }
    return render(request, "matching/offer.html", context(matching, held, "", **told))


@require_safe
def as_newcomer(request, programme_key, round_key, key, language):
    """The offer as a newcomer reads it, in one of the languages."""
    if language not in SEEN_IN:
        raise Http404
    matching, held = seen(request, programme_key, round_key)
    place = permissions.seen_place(request.actor, programme_key, round_key, key)
    with translation.override(language):
        page = shown(place, language)
        titles = page.titles
    told = {
        "place": place,
        "page": page,
        "titles": titles,
        "language": LANGUAGES[language],
        "languages": [LANGUAGES[code] for code in SEEN_IN],
    }
    return render(request, "matching/as_newcomer.html", context(matching, held, "", **told))


def add_fact(request, programme_key, round_key, key):
    place, told = own(request, programme_key, round_key, key)
    form = FactForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_fact(place=place, **form.cleaned_data, by=request.actor)
        except (actions.FactStands, RoundIsClosed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("matching:offer", programme_key, round_key, key)
    told |= {"form": form, "title": _("What there is"), "back_label": str(place)}
    return render(request, "matching/form.html", told, status=status_of(request))


def own(request, programme_key: str, round_key: str, key: str) -> tuple[Place, dict]:
    matching, held = seen(request, programme_key, round_key, MUNICIPALITY)
    place = permissions.own_place(request.actor, programme_key, round_key, key)
    back = {"place": place, "back": ("matching:offer", key)}
    return place, context(matching, held, "", **back)


@require_POST
def remove_fact(request, programme_key, round_key, key, fact_key):
    """At once where nobody rests on it; else it is told first, and done when it is sent again."""
    place, context_of = own(request, programme_key, round_key, key)
    fact = get_object_or_404(place.facts.select_related("place__round"), public_key=fact_key)
    told = whole_number(request.POST.get("told", "")) or 0
    try:
        actions.remove_fact(fact=fact, told=told, by=request.actor)
    except RoundIsClosed as refused:
        messages.error(request, str(refused))
    except actions.PromisesRestOn as resting:
        title = _("Take away “%(what)s”?") % {"what": said_of(fact)}
        context_of |= {"title": title, "told": resting.households, "back_label": str(place)}
        return render(request, "matching/fact_remove.html", context_of, status=422)
    return redirect("matching:offer", programme_key, round_key, key)


def add_home(request, programme_key, round_key, key):
    place, told = own(request, programme_key, round_key, key)
    form = HomeForm(sent(request), initial={"from_day": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_homes(place=place, homes=[form.cleaned_data], by=request.actor)
        except (actions.OfferedAlready, RoundIsClosed) as refused:
            form.add_error("label", str(refused))
        else:
            messages.success(request, _("The home is in your offer."))
            return redirect("matching:offer", programme_key, round_key, key)
    told |= {"form": form, "title": _("A home"), "back_label": str(place)}
    return render(request, "matching/form.html", told, status=status_of(request))


def edit_home(request, programme_key, round_key, key, home_key):
    place, told = own(request, programme_key, round_key, key)
    home = _home(place, home_key)
    form = HomeForm(sent(request), instance=home)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_home(home=home, **form.cleaned_data, by=request.actor)
        except (
            actions.OfferedAlready,
            actions.IsPromised,
            actions.IsWithdrawn,
            RoundIsClosed,
        ) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("matching:offer", programme_key, round_key, key)
    told |= {"form": form, "title": home.label, "back_label": str(place), "home": home}
    return render(request, "matching/form.html", told, status=status_of(request))


def _home(place: Place, key: str) -> Home:
    homes = place.homes.select_related("place__round", "place__organisation")
    return get_object_or_404(homes, public_key=key)


def withdraw_home(request, programme_key, round_key, key, home_key):
    place, told = own(request, programme_key, round_key, key)
    home = _home(place, home_key)
    form = WithdrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            gone = actions.withdraw_home(
                home=home, **form.cleaned_data, on=today(), by=request.actor
            )
        except (actions.IsWithdrawn, RoundIsClosed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _said_of(gone))
            return redirect("matching:offer", programme_key, round_key, key)
    title = _("Withdraw %(home)s") % {"home": home.label}
    told |= {"form": form, "title": title, "back_label": str(place), "home": home}
    return render(request, "matching/form.html", told, status=status_of(request))


def _said_of(gone: actions.Withdrawn) -> str:
    if gone.had_said_yes:
        return _(
            "The home is withdrawn. A household had said yes to it: it keeps its place with you, "
            "and the officers see that it needs another home."
        )
    if gone.was_promised:
        return _("The home is withdrawn. The officers see that a household needs another home.")
    return _("The home is withdrawn.")

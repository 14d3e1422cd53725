"""Who acts in this request: one role at a time, chosen in the page head."""

from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import roles_held
from samverka.foundation.accounts.actor import ACTING_AS, Actor
from samverka.foundation.accounts.queries import has_second_factor
from samverka.toolkit.clock import today

# What one must reach to set the second factor up, or to leave.
OPEN_WITHOUT_SECOND_FACTOR = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_index",
    "language",
    "health",
}


def actors_of(user, roles: list) -> list[Actor]:
    """What the user may act as."""
    return [
        Actor(user=user, role=held.role, organisation=held, programme=_programme(held))
        for held in roles
    ]


def _programme(held) -> Programme | None:
    """What a role is for, with no more of it than its name: most pages ask for no more."""
    if held.programme_pk is None:
        return None
    return Programme(pk=held.programme_pk, name=held.programme_name)


def acting(get_response):
    def middleware(request):
        user = request.user
        roles = list(roles_held(user, on=today())) if user.is_authenticated else []
        request.asks_second_factor = any(held.asks_second_factor for held in roles)
        request.actors = actors_of(user, roles)
        request.actor = chosen(request.actors, request.session.get(ACTING_AS, ""))
        response = get_response(request)
        if user.is_authenticated:
            # At a shared computer, "back" must not show what the one before saw.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def second_factor(get_response):
    """Nothing else opens before one has the second factor that one of one's roles asks for."""

    def middleware(request):
        if (
            request.asks_second_factor
            and not _is_open(request.path_info)
            and not has_second_factor(request.user)
        ):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return get_response(request)

    return middleware


def _is_open(path: str) -> bool:
    try:
        return resolve(path).view_name in OPEN_WITHOUT_SECOND_FACTOR
    except Resolver404:
        return True


def chosen(actors: list[Actor], key: str) -> Actor | None:
    """The actor last chosen, else the first; None for somebody without any role."""
    by_key = {actor.choice: actor for actor in actors}
    return by_key.get(key) or next(iter(actors), None)

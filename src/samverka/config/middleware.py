"""Who acts in this request: one role at a time, chosen in the page head."""

from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from samverka.delivery.programmes.queries import roles_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.queries import has_second_factor
from samverka.register.partners.queries import appointments_of
from samverka.toolkit.clock import today

SESSION_KEY = "acting_as"
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


def actor_id(actor: Actor) -> str:
    return f"{actor.role}-{actor.organisation_id}"


def roles_held(user) -> list:
    """Every role the user holds today, at organisations and in programmes."""
    if not user.is_authenticated:
        return []
    on = today()
    return [*appointments_of(user, on=on), *roles_of(user, on=on)]


def actors_of(user, roles: list) -> list[Actor]:
    """What the user may act as, without doubles."""
    actors: dict[str, Actor] = {}
    for row in roles:
        actor = Actor(user=user, role=row.role, organisation=row.organisation)
        actors.setdefault(actor_id(actor), actor)
    return list(actors.values())


def acting(get_response):
    def middleware(request):
        roles = roles_held(request.user)
        request.asks_second_factor = any(row.asks_second_factor for row in roles)
        request.actors = actors_of(request.user, roles)
        request.actor = chosen(request.actors, request.session.get(SESSION_KEY, ""))
        response = get_response(request)
        if request.user.is_authenticated:
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
    by_key = {actor_id(actor): actor for actor in actors}
    return by_key.get(key) or next(iter(actors), None)

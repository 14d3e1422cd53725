"""Who acts in this request: one role at a time, chosen in the page head."""

from samverka.delivery.programmes.queries import roles_of
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.queries import appointments_of
from samverka.toolkit.clock import today

SESSION_KEY = "acting_as"


def actor_id(actor: Actor) -> str:
    return f"{actor.role}-{actor.organisation_id}"


def actors_of(user) -> list[Actor]:
    """Every role the user may act in today, without doubles."""
    if not user.is_authenticated:
        return []
    on = today()
    rows = [*appointments_of(user, on=on), *roles_of(user, on=on)]
    actors = {}
    for row in rows:
        actor = Actor(user=user, role=row.role, organisation=row.organisation)
        actors.setdefault(actor_id(actor), actor)
    return list(actors.values())


def acting(get_response):
    def middleware(request):
        request.actors = actors_of(request.user)
        request.actor = chosen(request.actors, request.session.get(SESSION_KEY, ""))
        return get_response(request)

    return middleware


def chosen(actors: list[Actor], key: str) -> Actor | None:
    """The actor last chosen, else the first; None for somebody without any role."""
    by_key = {actor_id(actor): actor for actor in actors}
    return by_key.get(key) or next(iter(actors), None)

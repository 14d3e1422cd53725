import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme, ProgrammeRole
from samverka.delivery.programmes.queries import users_acting_for
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Appointment, Organisation
from samverka.register.partners.permissions import administered_by
from samverka.register.people.models import Person, is_opened_to
from samverka.toolkit import clock
from samverka.toolkit.periods import in_force


def users(
    actor: Actor, *, words: str = "", state: str = "", on: dt.date | None = None
) -> QuerySet[User]:
    """Those who act for what the actor administers, by part of name or address."""
    found = users_acting_for(administered_by(actor))
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if state in {"open", "closed"}:
        found = found.filter(is_active=state == "open")
    if state == "without_a_role" and on:
        found = found.filter(~has_a_role(on), is_active=True)
    return found


def has_a_role(on: dt.date) -> Q:
    """Users who may act as something, for anybody, on a day."""
    here = Q(in_force(on), user=OuterRef("pk"))
    return Q(Exists(Appointment.objects.filter(here))) | Q(
        Exists(ProgrammeRole.objects.filter(here))
    )


def roles_of_users(actor: Actor, page: Iterable[User]) -> dict[int, list]:
    """The roles of each user for what the actor administers, the newest first."""
    here = {"user__in": page, "organisation__in": administered_by(actor)}
    rows = [
        *Appointment.objects.filter(**here).select_related("organisation"),
        *ProgrammeRole.objects.filter(**here).select_related("organisation", "programme"),
    ]
    by_user: dict[int, list] = {}
    for row in sorted(rows, key=lambda row: row.valid_from, reverse=True):
        by_user.setdefault(row.user_id, []).append(row)
    return by_user


def events(actor: Actor) -> QuerySet[Event]:
    """What was done and seen for what the actor administers, the latest first."""
    unit_ids = administered_by(actor).values_list("pk", flat=True)
    return Event.objects.visible_to(actor, unit_ids=unit_ids).order_by("-happened_at", "-pk")


def events_like(
    actor: Actor,
    *,
    user: str,
    verb: str,
    person: str,
    since: dt.date | None,
    until: dt.date | None,
) -> QuerySet[Event]:
    """The events of a search; whatever is empty is not asked for. Both days count."""
    found = events(actor)
    if user:
        found = found.filter(user_id__in=users(actor, words=user).values("pk"))
    if verb:
        found = found.filter(verb=verb)
    if person:
        found = found.filter(person_id__in=_told_to(actor).filter(public_key=person).values("pk"))
    if since:
        found = found.filter(happened_at__gte=clock.at(since, dt.time()))
    if until:
        found = found.filter(happened_at__lt=clock.at(until + dt.timedelta(days=1), dt.time()))
    return found


def _told_to(actor: Actor) -> QuerySet[Person]:
    """Whose codes the trail tells: of those who are shut, only to whom they are opened."""
    return Person.objects.filter(is_opened_to(actor, person=""))


def after(found: QuerySet[Event], event_id: int) -> QuerySet[Event]:
    """What stands after an event in the list: paging that costs the same on every page."""
    last = found.filter(pk=event_id).values("happened_at")[:1]
    same_moment = Q(happened_at=last, pk__lt=event_id)
    return found.filter(Q(happened_at__lt=last) | same_moment)


@dataclass(frozen=True)
class Told:
    """An event with the names that belong to it."""

    event: Event
    user: User | None
    thing: str
    person_key: str


# What a note is told about by name; each costs a query, so only what is common.
NAMED: tuple[type[Model], ...] = (Activity, Organisation, Programme)


def told(actor: Actor, page: list[Event]) -> list[Told]:
    """Names for a page of events: as many queries however long it is."""
    user_ids = {event.user_id for event in page if event.user_id} | _ids_of(page, User)
    user_by_id = User.objects.in_bulk(user_ids)
    names: dict[tuple[str, str], str] = {
        (model._meta.label, str(pk)): str(thing)
        for model in NAMED
        if (ids := _ids_of(page, model))
        for pk, thing in model._default_manager.in_bulk(ids).items()
    }
    for pk, user in user_by_id.items():
        names[User._meta.label, str(pk)] = user.name
    seen = _told_to(actor).filter(pk__in={event.person_id for event in page if event.person_id})
    key_by_id = dict(seen.values_list("pk", "public_key"))
    return [
        Told(
            event=event,
            user=user_by_id.get(event.user_id or 0),
            thing=names.get((event.about, event.about_id), ""),
            person_key=key_by_id.get(event.person_id or 0, ""),
        )
        for event in page
    ]


def _ids_of(page: list[Event], model: type[Model]) -> set[int]:
    about = model._meta.label
    return {int(event.about_id) for event in page if event.about == about}

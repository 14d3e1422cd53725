"""What is held between two days, for whom it concerns."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.delivery.courses.models import SchoolBreak
from samverka.delivery.groups.models import Group, Meeting, Term
from samverka.delivery.programmes.models import (
    Participation,
    Programme,
    SubRegion,
    keys_seen_by,
)
from samverka.delivery.programmes.queries import roles_held, themes_in
from samverka.delivery.series.models import ActivitySeries, SeriesActivity
from samverka.foundation.accounts.actor import NOBODY, Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.accounts.queries import has_second_factor
from samverka.foundation.classifications.models import Municipality
from samverka.register.people.models import Person
from samverka.toolkit import clock
from samverka.toolkit.periods import in_force
from samverka.toolkit.prepared import Given

Row = tuple[Any, ...]
Day = dt.date | Given
GROUP, SERIES, MUNICIPALITY, SUB_REGION, THEME = "group", "series", "place", "part", "theme"


@dataclass(frozen=True)
class Asked:
    """What one narrows by; each is a public key, a code or a slug, and "" narrows nothing."""

    programme: str = ""
    municipality: str = ""
    sub_region: str = ""
    group: str = ""
    series: str = ""
    theme: str = ""
    only_mine: bool = False


# A page has hundreds, and a tuple is made in a fifth of the time of a dataclass.
class Held(NamedTuple):
    """One session or one meeting, as a calendar shows it."""

    key: str
    day: dt.date
    # Empty where only the day is set.
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    title: str
    about: str
    place: str
    programme: str
    is_cancelled: bool
    # The page of the activity or the meeting: name of its address, and keys.
    address: tuple[str, ...]
    is_mine: bool = False


# --- Who looks ----------------------------------------------------------------------------------


def acting_of(user: User, *, on: dt.date) -> list[Actor]:
    """All that somebody may act as on a day; nobody without the second factor a role asks for."""
    if not user.is_active:
        return []
    held = list(roles_held(user, on=on))
    if any(one.asks_second_factor for one in held) and not has_second_factor(user):
        return []
    return [Actor(user, one.role, one, _bound_to(one.programme_pk)) for one in held]


def _bound_to(programme: int | None) -> Programme | None:
    return None if programme is None else Programme(pk=programme)


def programmes_seen(actors: Iterable[Actor]) -> QuerySet[Programme]:
    """The programmes of all that somebody acts as."""
    seen = Q(pk__in=[])
    for actor in actors:
        seen |= Q(pk__in=keys_seen_by(actor))
    return Programme.objects.filter(seen).order_by("name")


def is_protected(user: User) -> bool:
    return Person.objects.filter(user=user, is_protected=True).exists()


def without_place(held: Held) -> Held:
    """For whoever is protected: that somebody is somewhere at nine tells where they are found."""
    return held._replace(place="", about="")


# --- What one may narrow by ---------------------------------------------------------------------


def choices(programmes: Collection[int]) -> list[tuple[str, str, str]]:
    """Kind, key and name of all that days in the programmes may be narrowed by: one question."""
    return sorted(choices_in(programmes), key=lambda row: row[2].casefold())


def choices_in(programmes: Any) -> QuerySet[Any, Any]:
    activities = Activity.objects.filter(programme__in=programmes).order_by()
    places = Municipality.objects.filter(pk__in=activities.values("municipality"))
    parts = SubRegion.objects.filter(programme__in=programmes)
    groups = Group.objects.filter(programme__in=programmes)
    series = ActivitySeries.objects.kept().filter(programme__in=programmes)
    return _named(parts, SUB_REGION, "public_key").union(
        _named(places, MUNICIPALITY, "code"),
        _named(groups, GROUP, "public_key"),
        _named(series, SERIES, "public_key", "title"),
        _named(themes_in(programmes), THEME, "slug"),
        all=True,
    )


def _named(rows: QuerySet, kind: str, key: str, name: str = "name") -> QuerySet:
    text = CharField()
    return (
        rows.order_by()
        .annotate(kind_=Value(kind, text), key_=F(key), name_=F(name))
        .values_list("kind_", "key_", "name_")
    )


def breaks_asked(first: Day, after: Day, programmes: Any, asked: Asked) -> QuerySet[SchoolBreak]:
    """School breaks that touch the days, where what is asked for is."""
    found = SchoolBreak.objects.filter(
        programme__in=programmes, is_dropped=False, first_day__lt=after, last_day__gte=first
    )
    if asked.programme:
        found = found.filter(programme__public_key=asked.programme)
    if asked.municipality:
        found = found.filter(Q(municipality=None) | Q(municipality=asked.municipality))
    return found.select_related("municipality")


def each_once(breaks: Iterable[SchoolBreak]) -> list[SchoolBreak]:
    """By day; several programmes write down the same one."""
    seen: dict[tuple[str, dt.date, dt.date, str | None], SchoolBreak] = {}
    for row in sorted(breaks, key=lambda row: (row.first_day, row.name, row.pk)):
        seen.setdefault((row.name, row.first_day, row.last_day, row.municipality_id), row)
    return list(seen.values())


# --- What is held -------------------------------------------------------------------------------


def held_between(
    first: dt.date,
    after: dt.date,
    *,
    programmes: Collection[int],
    actors: Sequence[Actor],
    asked: Asked,
    on: dt.date,
) -> list[Held]:
    """Sessions and meetings from one day until another, soonest first: two questions."""
    asked_for = (first, after, programmes, actors, asked)
    sessions = told_of(sessions_held(*asked_for), OF_SESSIONS, actors)
    return in_order(sessions, meetings_asked(*asked_for, on))


def in_order(sessions: Iterable[Row], meetings: Iterable[Row]) -> list[Held]:
    """By day and time; what has no time stands first on its day."""
    held = [*map(_of_session, sessions), *map(_of_meeting, meetings)]
    return sorted(
        held,
        key=lambda one: (
            one.day,
            one.starts_at or clock.at(one.day, dt.time()),
            one.title,
            one.key,
        ),
    )


def sessions_held(
    first: Day, after: Day, programmes: Any, actors: Sequence[Actor], asked: Asked
) -> QuerySet[Session, Session]:
    # A meeting whose hours count has a session too; it is told as the meeting it is.
    # Asked for all meetings once: those with a sheet are few beside the sessions of a region.
    of_meetings = Meeting.objects.filter(session__isnull=False).order_by().values("session")
    sessions = _sessions(first, after, programmes).filter(_narrowed(asked))
    sessions = sessions.exclude(pk__in=of_meetings)
    return sessions.filter(own_sessions(actors)) if asked.only_mine else sessions


def told_of(
    sessions: QuerySet[Session, Session], columns: Sequence[Any], actors: Sequence[Actor]
) -> QuerySet[Any, Any]:
    """Their columns, and whether each is one's own."""
    return _rows(sessions, columns, own_sessions(actors))


def meetings_asked(
    first: Day, after: Day, programmes: Any, actors: Sequence[Actor], asked: Asked, on: dt.date
) -> QuerySet[Any, Any]:
    meetings = Meeting.objects.filter(
        _narrowed_meetings(asked),
        group__programme__in=programmes,
        held_on__gte=first,
        held_on__lt=after,
    )
    own = _own_meetings(actors, on=on)
    return _rows(meetings.filter(own) if asked.only_mine else meetings, OF_MEETINGS, own)


def open_between(first: dt.date, after: dt.date, *, asked: Asked) -> list[Held]:
    """What anybody may know: activities of public programmes, no meeting of a group."""
    public = Programme.objects.filter(is_public=True)
    is_for_a_group = Exists(Meeting.objects.filter(session__activity=OuterRef("activity")))
    sessions = _sessions(first, after, public.values("pk"))
    sessions = sessions.filter(~is_for_a_group, _narrowed(asked))
    return in_order(_rows(sessions, OF_SESSIONS, Q(pk=None)), [])


def _sessions(first: Day, after: Day, programmes: Any) -> QuerySet[Session]:
    return Session.objects.filter(
        of_programme__in=programmes, held_on__gte=first, held_on__lt=after
    )


def _narrowed(asked: Asked) -> Q:
    wanted = Q()
    if asked.programme:
        wanted &= Q(activity__programme__public_key=asked.programme)
    if asked.municipality:
        wanted &= Q(activity__municipality__code=asked.municipality)
    if asked.sub_region:
        wanted &= Q(activity__municipality__in=_places_of(asked.sub_region)) | _of_part(
            asked.sub_region, "activity__organiser"
        )
    if asked.theme:
        wanted &= Q(activity__in=Activity.objects.filter(themes__slug=asked.theme).values("pk"))
    if asked.group:
        wanted &= Q(pk__in=[])
    if asked.series:
        members = SeriesActivity.objects.filter(
            Q(series__public_key=asked.series)
            | Q(series__part_of__public_key=asked.series, series__removed_on=None)
        )
        wanted &= Q(activity__in=members.values("activity"))
    return wanted


def _narrowed_meetings(asked: Asked) -> Q:
    wanted = Q()
    if asked.programme:
        wanted &= Q(group__programme__public_key=asked.programme)
    if asked.municipality:
        wanted &= Q(group__convener__municipality__code=asked.municipality)
    if asked.sub_region:
        wanted &= _of_part(asked.sub_region, "group__convener")
    if asked.group:
        wanted &= Q(group__public_key=asked.group)
    if asked.series or asked.theme:
        wanted &= Q(pk__in=[])
    return wanted


def _of_part(sub_region: str, organisation: str) -> Q:
    """What an organisation of the sub-region holds, or the one that leads it."""
    takes_part = Participation.objects.filter(via__public_key=sub_region)
    leads = SubRegion.objects.filter(public_key=sub_region)
    return Q(**{f"{organisation}__in": takes_part.values("organisation")}) | Q(
        **{f"{organisation}__in": leads.values("lead")}
    )


def _places_of(sub_region: str) -> QuerySet:
    there = Participation.objects.filter(via__public_key=sub_region)
    return there.exclude(organisation__municipality=None).values("organisation__municipality")


def own_sessions(actors: Sequence[Actor], *, of_many: bool = False) -> Q:
    """Where one has a place; what one's organisation holds, for whoever organises there.

    :param of_many: asked of so many that all one holds is better read once than each looked up
    """
    own = Registration.objects.filter(
        state=Registration.State.REGISTERED, person__user=_user_of(actors)
    )
    mine = Q(activity__in=own.values("activity"))
    for actor in actors:
        if actor.is_one_of(Role.ORGANISER):
            held = Activity.objects.filter(organiser=actor.organisation_id)
            by_us = Q(activity__organiser=actor.organisation_id)
            mine |= Q(activity__in=held.values("pk")) if of_many else by_us
    return mine


def _own_meetings(actors: Sequence[Actor], *, on: dt.date) -> Q:
    """Of the groups in which one sits; those with a sheet also where one has a place."""
    user = _user_of(actors)
    sits = Term.objects.filter(in_force(on), person__user=user, seat__group=OuterRef("group"))
    place = Registration.objects.filter(
        state=Registration.State.REGISTERED,
        person__user=user,
        activity=OuterRef("session__activity"),
    )
    return Q(Exists(sits)) | Q(Exists(place))


def _user_of(actors: Sequence[Actor]) -> int:
    return actors[0].user_id if actors else NOBODY


def _rows(rows: QuerySet[Any], columns: Sequence[Any], mine: Q) -> QuerySet[Any, Any]:
    is_mine = Case(When(mine, then=Value(True)), default=Value(False))
    return rows.order_by().annotate(is_mine=is_mine).values_list(*columns, "is_mine")


# A page has some hundred: what a calendar shows of each, and no more of the row.
OF_SESSIONS = (
    *("public_key", "held_on", "starts_at", "ends_at", "title"),
    *("activity__public_key", "activity__title", "activity__place"),
    *("activity__is_cancelled", "activity__is_sensitive", "activity__programme__name"),
)
OF_MEETINGS = (
    *("public_key", "held_on", "starts", "ends", "place", "is_cancelled"),
    *("group__name", "group__programme__public_key", "group__programme__name"),
)


def _of_session(row: Row) -> Held:
    key, day, starts, ends, about, activity, title, place, cancelled, sensitive, *rest = row
    programme, mine = rest
    return Held(
        key=key,
        day=day,
        starts_at=starts,
        ends_at=ends,
        title=title,
        # What a meeting is about could tell what the activity is.
        about="" if sensitive else about,
        place=place,
        programme=programme,
        is_cancelled=cancelled,
        address=("activities:detail", activity),
        is_mine=mine,
    )


def _of_meeting(row: Row) -> Held:
    key, day, starts, ends, place, cancelled, group, programme_key, programme, mine = row
    return Held(
        key=key,
        day=day,
        starts_at=clock.at(day, starts) if starts else None,
        ends_at=clock.at(day, ends) if starts and ends else None,
        title=group,
        about="",
        place=place,
        programme=programme,
        is_cancelled=cancelled,
        address=("groups:meeting", programme_key, key),
        is_mine=mine,
    )


# --- Open feeds ---------------------------------------------------------------------------------


def open_programmes() -> QuerySet[Programme]:
    return Programme.objects.filter(is_public=True)


def open_municipalities() -> QuerySet[Municipality]:
    """All of them: that nothing is held there yet is no secret."""
    return Municipality.objects.order_by("name")


def open_series() -> QuerySet[ActivitySeries]:
    return ActivitySeries.objects.kept().filter(programme__is_public=True)


def open_address(asked: Asked) -> tuple[str, ...]:
    """Name and key of the open feed of what one narrowed to; nothing where there is none."""
    if asked == Asked(municipality=asked.municipality) and asked.municipality:
        return ("feed:municipality", asked.municipality)
    if asked == Asked(programme=asked.programme) and asked.programme:
        slugs = open_programmes().filter(public_key=asked.programme)
        return next((("feed:programme", one.slug) for one in slugs), ())
    if asked == Asked(series=asked.series) and asked.series:
        found = open_series().filter(public_key=asked.series)
        return next((("feed:series", one.public_key) for one in found), ())
    return ()

"""What is held between two days, for whom it concerns."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.delivery.courses.models import SchoolBreak
from samverka.delivery.groups.models import Group, Meeting, Term
from samverka.delivery.programmes.models import (
    Participation,
    Programme,
    SubRegion,
    Theme,
    keys_seen_by,
)
from samverka.delivery.programmes.queries import roles_held
from samverka.delivery.series.models import ActivitySeries, SeriesActivity
from samverka.foundation.accounts.actor import NOBODY, Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.accounts.queries import has_second_factor
from samverka.foundation.classifications.models import Municipality
from samverka.register.people.models import Person
from samverka.toolkit import clock
from samverka.toolkit.periods import in_force

from .models import CalendarLink

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


@dataclass(frozen=True)
class Held:
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
    return replace(held, place="", about="")


def link_of(actor: Actor) -> CalendarLink | None:
    return CalendarLink.objects.filter(user=actor.user_id).first()


# --- What one may narrow by ---------------------------------------------------------------------


def choices(programmes: Collection[int]) -> list[tuple[str, str, str]]:
    """Kind, key and name of all that days in the programmes may be narrowed by: one question."""
    activities = Activity.objects.filter(programme__in=programmes).order_by()
    places = Municipality.objects.filter(pk__in=activities.values("municipality"))
    themes = Theme.objects.filter(pk__in=activities.values("themes"))
    parts = SubRegion.objects.filter(programme__in=programmes)
    groups = Group.objects.filter(programme__in=programmes)
    series = ActivitySeries.objects.kept().filter(programme__in=programmes)
    rows = _named(parts, SUB_REGION, "public_key").union(
        _named(places, MUNICIPALITY, "code"),
        _named(groups, GROUP, "public_key"),
        _named(series, SERIES, "public_key", "title"),
        _named(themes, THEME, "slug"),
        all=True,
    )
    return sorted(rows, key=lambda row: row[2].casefold())


def _named(rows: QuerySet, kind: str, key: str, name: str = "name") -> QuerySet:
    text = CharField()
    return (
        rows.order_by()
        .annotate(kind_=Value(kind, text), key_=F(key), name_=F(name))
        .values_list("kind_", "key_", "name_")
    )


def breaks_between(
    first: dt.date, after: dt.date, *, programmes: Collection[int], asked: Asked
) -> list[SchoolBreak]:
    """School breaks that touch the days, where what is asked for is: one question."""
    found = SchoolBreak.objects.filter(
        programme__in=programmes, is_dropped=False, first_day__lt=after, last_day__gte=first
    )
    if asked.programme:
        found = found.filter(programme__public_key=asked.programme)
    if asked.municipality:
        found = found.filter(Q(municipality=None) | Q(municipality=asked.municipality))
    seen = {}
    for row in found.select_related("municipality").order_by("first_day", "name", "pk"):
        # Several programmes write down the same one.
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
    # A meeting whose hours count has a session too; it is told as the meeting it is.
    is_a_meeting = Exists(Meeting.objects.filter(session=OuterRef("pk")))
    sessions = _sessions(first, after, programmes).filter(~is_a_meeting, _narrowed(asked))
    meetings = _meetings(first, after, programmes).filter(_narrowed_meetings(asked))
    mine, sits = _own_sessions(actors), _own_meetings(actors, on=on)
    found = [_of_session(row) for row in _rows_of_sessions(sessions, mine, asked.only_mine)]
    found += [_of_meeting(row) for row in _rows_of_meetings(meetings, sits, asked.only_mine)]
    return _in_order(found)


def open_between(first: dt.date, after: dt.date, *, asked: Asked) -> list[Held]:
    """What anybody may know: activities of public programmes, no meeting of a group."""
    public = Programme.objects.filter(is_public=True)
    is_for_a_group = Exists(Meeting.objects.filter(session__activity=OuterRef("activity")))
    sessions = _sessions(first, after, public.values("pk"))
    sessions = sessions.filter(~is_for_a_group, _narrowed(asked))
    rows = _rows_of_sessions(sessions, Q(pk=None), only_mine=False)
    return _in_order([_of_session(row) for row in rows])


def _in_order(held: Iterable[Held]) -> list[Held]:
    """By day and time; what has no time stands first on its day."""
    return sorted(
        held,
        key=lambda one: (
            one.day,
            one.starts_at or clock.at(one.day, dt.time()),
            one.title,
            one.key,
        ),
    )


def _sessions(first: dt.date, after: dt.date, programmes) -> QuerySet[Session]:
    return Session.objects.filter(
        activity__programme__in=programmes, held_on__gte=first, held_on__lt=after
    )


def _meetings(first: dt.date, after: dt.date, programmes: Collection[int]) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        group__programme__in=programmes, held_on__gte=first, held_on__lt=after
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


def _own_sessions(actors: Sequence[Actor]) -> Q:
    """Where one has a place; what one's organisation holds, for whoever organises there."""
    own = Registration.objects.filter(
        state=Registration.State.REGISTERED,
        person__user=_user_of(actors),
        activity=OuterRef("activity"),
    )
    organises = [a.organisation_id for a in actors if a.is_one_of(Role.ORGANISER)]
    return Q(Exists(own)) | Q(activity__organiser__in=organises)


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


def _rows_of_sessions(sessions: QuerySet[Session], mine: Q, only_mine: bool) -> QuerySet:
    narrowed = sessions.filter(mine) if only_mine else sessions
    return (
        narrowed.annotate(is_mine=_told(mine))
        .select_related("activity__programme")
        .order_by("starts_at", "pk")
    )


def _rows_of_meetings(meetings: QuerySet[Meeting], mine: Q, only_mine: bool) -> QuerySet:
    narrowed = meetings.filter(mine) if only_mine else meetings
    return (
        narrowed.annotate(is_mine=_told(mine))
        .select_related("group__programme")
        .order_by("held_on", "pk")
    )


def _told(mine: Q):
    """Whether it holds, as a column."""
    return Case(When(mine, then=Value(True)), default=Value(False))


def _of_session(session: Session) -> Held:
    activity = session.activity
    return Held(
        key=session.public_key,
        day=session.held_on,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=activity.public_title,
        # What a meeting is about could tell what the activity is.
        about="" if activity.is_sensitive else session.title,
        place=activity.place,
        programme=activity.programme.name,
        is_cancelled=activity.is_cancelled,
        address=("activities:detail", activity.public_key),
        is_mine=session.is_mine,
    )


def _of_meeting(meeting: Meeting) -> Held:
    programme = meeting.group.programme
    starts, ends = meeting.starts, meeting.ends
    return Held(
        key=meeting.public_key,
        day=meeting.held_on,
        starts_at=clock.at(meeting.held_on, starts) if starts else None,
        ends_at=clock.at(meeting.held_on, ends) if starts and ends else None,
        title=meeting.group.name,
        about="",
        place=meeting.place,
        programme=programme.name,
        is_cancelled=meeting.is_cancelled,
        address=("groups:meeting", programme.public_key, meeting.public_key),
        is_mine=meeting.is_mine,
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

"""What greets each role. A block asks once or twice: the page stays within ten queries."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity, Attendance, Registration, Session
from samverka.delivery.activities.queries import Taken, next_sessions
from samverka.delivery.programmes.models import Goal, Programme, keys_led_by
from samverka.delivery.programmes.queries import Deadline, coming_deadlines
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.foundation.accounts.models import Role
from samverka.overviews.administration.queries import users
from samverka.overviews.months.queries import Picture, picture_of, series_told_by
from samverka.overviews.months.showing import GREETING, lines, months_until, tasks
from samverka.publishing.reports.queries import months_of, programmes_read_by
from samverka.toolkit.together import Ask, Part, part_of, together

from .days import SOME, days_seen, own_days, to_tick
from .waiting import waiting

FEW, LATEST_MONTHS = 3, 5
# Where in a programme each role goes most: a word, and the address of the page.
PLACES: dict[str, tuple] = {
    Role.PROGRAMME_LEADER: (
        (_("Measures"), "measures:list"),
        (_("Plans"), "plans:overview"),
        (_("Groups"), "groups:list"),
    ),
    Role.SUB_PROJECT_LEADER: (
        (_("Plans"), "plans:overview"),
        (_("Methods"), "methods:list"),
        (_("Groups"), "groups:list"),
    ),
    Role.ECONOMIST: (
        (_("Money"), "budgets:overview"),
        (_("Certified hours"), "certification:overview"),
        (_("Claims"), "claims:list"),
    ),
    Role.RESEARCHER: (
        (_("Measures"), "measures:list"),
        (_("Methods"), "methods:list"),
        (_("Feedback"), "feedback:list"),
    ),
    Role.ADMINISTRATOR: ((_("Keeping of records"), "retention:keeping"),),
}
REGISTERED = Registration.State.REGISTERED
WAITS = (Registration.State.OFFERED, Registration.State.WAITING)
# A report is begun about so long before it is handed in.
SOON = dt.timedelta(days=90)


@dataclass(frozen=True)
class Block:
    """A part of the page: its template, and what it shows."""

    template: str
    facts: dict = field(default_factory=dict)


def _to_tick(actor: Actor, on: dt.date) -> Block:
    """Days of one's own organisation that wait for somebody to tick who was there."""
    sessions = to_tick(actor, on=on)
    late = sessions[0].counted if sessions else 0
    return Block("home/_to_tick.html", {"sessions": sessions, "late": late})


def _waiting(actor: Actor, on: dt.date) -> Block:
    """What somebody has sent or asked, and that the one who acts answers."""
    return Block("home/_waiting.html", {"waiting": waiting(actor, on=on)})


def _own_days(actor: Actor, on: dt.date) -> Block:
    """What one's own organisation holds next."""
    # Asked only where nothing is to come: without a programme the first step is another.
    programmes = Programme.objects.visible_to(actor)
    facts = {"sessions": own_days(actor, on=on), "programmes": programmes}
    return Block("home/_own_days.html", facts)


def _next_days(actor: Actor, on: dt.date) -> Block:
    """What is next in the programmes one takes part in, and to report of those one leads."""
    led = Programme.objects.visible_to(actor).filter(pk__in=keys_led_by(actor))
    soon = on + SOON
    deadlines = _next_of_each(one for one in coming_deadlines(led, on=on) if one.day <= soon)
    facts = {"sessions": days_seen(actor, on=on), "deadlines": deadlines}
    return Block("home/_next_days.html", facts)


def _next_of_each(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """The soonest of each programme and fund: the same report again next month says nothing."""
    first: dict[tuple[int, str], Deadline] = {}
    for one in deadlines:
        first.setdefault((one.programme.pk, one.fund), one)
    return list(first.values())[:SOME]


def _own_staff(actor: Actor, on: dt.date) -> Block:
    """Who of one's own staff is registered to what comes, and may be."""
    ours = Q(
        activity__registrations__state=Registration.State.REGISTERED,
        activity__registrations__organisation_id=actor.organisation_id,
    )
    to_others_alone = Q(activity__registration_by=Activity.RegistrationBy.ORGANISER) & ~Q(
        activity__organiser=actor.organisation_id
    )
    sessions = (
        next_sessions(on=on)
        .visible_to(actor)
        .annotate(ours=Count("activity__registrations", filter=ours))
        .filter(~to_others_alone | Q(ours__gt=0))
    )
    return Block("home/_own_staff.html", {"sessions": list(sessions[:SOME])})


def _programmes(actor: Actor, on: dt.date) -> Block:
    (programmes,) = together(Ask(_latest_first, part_for(_latest_programmes, actor, on)))
    facts = {"programmes": programmes, "places": PLACES.get(actor.role, ())}
    # Their sums are dear: each card fetches its own when the page has come.
    facts["follows_goals"] = actor.role == Role.PROGRAMME_LEADER
    if actor.role == Role.SUB_PROJECT_LEADER:
        facts["own"] = actor.organisation
    return Block("home/_programmes.html", facts)


_PERIOD = (
    *("starts_on", "starts_precision", "ends_on", "ends_precision"),
    *("extended_to", "extended_precision"),
)


def _latest_programmes(actor: Actor, on: dt.date) -> Part:
    """The next day of those few alone: of all of them it is dear."""
    latest = Programme.objects.visible_to(actor).order_by(
        F("starts_on").desc(nulls_last=True), "name"
    )
    next_day = next_sessions(on=on).filter(of_programme=OuterRef("pk"))
    return part_of(
        Programme.objects.filter(pk__in=latest.values("pk")[:FEW])
        .annotate(
            next_day=Subquery(next_day.values("held_on")[:1]),
            has_goals=Exists(Goal.objects.filter(programme=OuterRef("pk"))),
        )
        .only("public_key", "name", *_PERIOD)
    )


def _latest_first(programmes: Iterable[Programme]) -> list[Programme]:
    def place(programme: Programme) -> tuple[int, str]:
        return -(programme.starts_on or dt.date.min).toordinal(), programme.name

    return sorted(programmes, key=place)


def _months(actor: Actor, on: dt.date) -> Block:
    """The latest months of the latest programme, each opening its sum."""
    programme = programmes_read_by(actor).first()
    squares = months_of(programme, actor, on=on)[-LATEST_MONTHS:] if programme else []
    return Block("home/_months.html", {"programme": programme, "squares": squares})


def _economist(actor: Actor, on: dt.date) -> list[Block]:
    """Where the months of every programme one leads stand; before that, hours by month."""
    series = series_told_by(actor)
    if not series:
        return [_months(actor, on), _waiting(actor, on)]
    whole = picture_of(series, actor, on=on)
    waits = waiting(actor, on=on, changed=whole.changed)
    return [_months_to_tell(whole, on), Block("home/_waiting.html", {"waiting": waits})]


def _months_to_tell(whole: Picture, on: dt.date) -> Block:
    months = months_until(on.replace(day=1), SOME)
    facts = {
        "months": months,
        "lines": lines(whole, months),
        "late": whole.late,
        "tasks": tasks(whole)[:FEW],
        "not_sent": whole.not_sent,
    }
    return Block(GREETING, facts)


def _own_places(actor: Actor, on: dt.date) -> Block:
    """What one is registered to oneself."""
    place = _own_registrations(actor).filter(activity=OuterRef("activity"))
    sessions = next_sessions(on=on).filter(Exists(place))
    waits = _own_registrations(actor, *WAITS).select_related("activity")
    # An offer before what only waits, on both databases.
    waits = waits.order_by(F("answer_by").asc(nulls_last=True), "pk")
    # Somebody has few of them, and each may lapse: none is left out.
    facts = {"sessions": list(sessions[:SOME]), "waits": list(waits.filter(_to_come(on)))}
    return Block("home/_own_places.html", facts)


def _to_come(on: dt.date) -> Q:
    coming = next_sessions(on=on).filter(activity=OuterRef("activity"))
    return Q(Exists(coming.order_by()))


def _own_hours(actor: Actor, on: dt.date) -> Block:
    """What one has taken part in oneself."""
    marks = Attendance.objects.filter(
        person__user_id=actor.user_id, mark=Attendance.Mark.HERE
    ).order_by("-session__held_on")
    in_all = Window(Sum("minutes"))
    rows = marks.annotate(in_all=in_all).select_related("session__activity", "person")
    latest = list(rows[:FEW])
    minutes = latest[0].in_all if latest else 0
    return Block("home/_own_hours.html", {"minutes": minutes, "latest": latest})


def _open_places(actor: Actor, on: dt.date) -> Block:
    """What one may still register to."""
    place = _own_registrations(actor, REGISTERED, *WAITS).filter(activity=OuterRef("activity"))
    open_still = Q(activity__registration_closes_on=None) | Q(
        activity__registration_closes_on__gte=on
    )
    sessions = (
        _with_places(next_sessions(on=on))
        .visible_to(actor)
        .filter(~Exists(place), open_still)
        .exclude(activity__registration_by=Activity.RegistrationBy.ORGANISER)
        .filter(Q(activity__seats=None) | Q(taken__lt=F("activity__seats")))
    )
    return Block("home/_open_places.html", {"sessions": list(sessions[:SOME])})


def _administration(actor: Actor, on: dt.date) -> Block:
    without = users(actor, state="without_a_role", on=on).count()
    return Block("home/_administration.html", {"without_a_role": without})


def _own_registrations(actor: Actor, *states: str) -> QuerySet[Registration]:
    return Registration.objects.filter(
        state__in=states or [REGISTERED], person__user_id=actor.user_id
    )


def _with_places(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions that carry how many places are `taken`."""
    return sessions.annotate(taken=Taken("activity"))


GREETINGS: dict[str, tuple[Callable[[Actor, dt.date], Block], ...]] = {
    Role.PROGRAMME_LEADER: (_waiting, _to_tick, _programmes, _next_days),
    Role.SUB_PROJECT_LEADER: (_waiting, _to_tick, _own_staff, _programmes),
    Role.ECONOMIST: (_programmes,),
    Role.ORGANISER: (_waiting, _to_tick, _own_days),
    Role.UNIT_HEAD: (_waiting, _own_staff, _months),
    Role.STAFF_MEMBER: (_waiting, _own_places, _open_places, _own_hours),
    Role.RESEARCHER: (_waiting, _programmes, _months),
    Role.ADMINISTRATOR: (_waiting, _administration, _programmes),
}


def greeting(actor: Actor, *, on: dt.date) -> list[Block]:
    """The blocks of the role one acts in, the most urgent first."""
    first = _economist(actor, on) if actor.role == Role.ECONOMIST else []
    return [*first, *(block(actor, on) for block in GREETINGS[actor.role])]

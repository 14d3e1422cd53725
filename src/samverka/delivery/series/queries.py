"""Who came to a series: how often, from which municipalities, and where nobody came from."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.programmes.models import Participation, Programme, keys_seen_by
from samverka.engine.disclosure import suppress
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.lists import holding

from .models import ActivitySeries, SeriesActivity

# Whoever works in no municipality stands under this key.
ELSEWHERE = "-"


# --- Series and their activities ----------------------------------------------------------------


def series_of(actor: Actor, programme: Programme, *, q: str = "") -> QuerySet[ActivitySeries]:
    """Those of a programme, by title, each with how many activities are in it and its parts."""
    in_it = SeriesActivity.objects.filter(
        Q(series=OuterRef("pk")) | Q(series__part_of=OuterRef("pk"), series__removed_on=None)
    )
    counted = (
        in_it.order_by()
        .values(whole=Value(1))
        .annotate(found=Count("activity", distinct=True))
        .values("found")
    )
    return (
        ActivitySeries.objects.visible_to(actor)
        .filter(holding(q, "title"), programme=programme)
        .select_related("organiser", "part_of", "programme")
        .annotate(activities=Coalesce(Subquery(counted), 0))
        .order_by("title", "pk")
    )


def removed_series(actor: Actor) -> QuerySet[ActivitySeries]:
    """What one may still want back, as far as one sees the programme."""
    if actor is None:
        return ActivitySeries.objects.none()
    return ActivitySeries.objects.filter(programme__in=keys_seen_by(actor)).exclude(
        removed_on=None
    )


def parts_of(series: ActivitySeries) -> QuerySet[ActivitySeries]:
    return series.parts.kept().order_by("title")


def members_of(series: ActivitySeries) -> QuerySet[SeriesActivity]:
    """What is in the series and in those that are part of it."""
    return SeriesActivity.objects.filter(
        Q(series=series) | Q(series__part_of=series, series__removed_on=None)
    )


def activities_of(series: ActivitySeries) -> QuerySet[Activity]:
    """In the order of their days, each once; what has no day yet comes last.

    A cancelled one is not held, so nobody can have missed it.
    """
    return (
        Activity.objects.filter(pk__in=members_of(series).values("activity"), is_cancelled=False)
        .annotate(first_day=Min("sessions__held_on"))
        .order_by("first_day", "title", "pk")
    )


def in_which(series: ActivitySeries) -> dict[int, list[ActivitySeries]]:
    """Of each activity the series it is in, of those that stand together."""
    found = defaultdict(list)
    for row in members_of(series).select_related("series").order_by("series__title"):
        found[row.activity_id].append(row.series)
    return dict(found)


def could_be_added(actor: Actor, series: ActivitySeries, *, q: str = "") -> QuerySet[Activity]:
    """The programme's activities that are not in it yet, latest first."""
    return (
        Activity.objects.visible_to(actor)
        .filter(holding(q, "title", "place"), programme=series.programme_id, is_cancelled=False)
        .exclude(pk__in=SeriesActivity.objects.filter(series=series).values("activity"))
        .select_related("organiser")
        .annotate(first_day=Min("sessions__held_on"))
        .order_by("-first_day", "title", "pk")
    )


def could_be_part_of(series: ActivitySeries | None, programme: Programme, organiser: Organisation):
    """One step only: what is part of another holds none itself."""
    found = (
        ActivitySeries.objects.kept()
        .filter(programme=programme, organiser=organiser, part_of=None)
        .order_by("title")
    )
    if series is None:
        return found
    return found.none() if parts_of(series).exists() else found.exclude(pk=series.pk)


# --- Who came -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Came:
    """One person, counted where they came last, and the activities they came to."""

    person_id: int
    municipality: str
    activities: frozenset[int]


@dataclass(frozen=True)
class Line:
    """A municipality: how many came how often, how many in all, and to which activities nobody.

    `times` holds them by how often, the most times first; None is a number that is held back.
    """

    key: str
    label: str
    times: tuple[int | None, ...]
    total: int | None
    days: tuple[int, ...]
    lacks: tuple[Activity, ...] = ()

    @property
    def has_nobody(self) -> bool:
        return self.total == 0


@dataclass(frozen=True)
class Report:
    """How often each came, by municipality; the lines add up to the sums."""

    activities: Sequence[Activity]
    # Those of them that somebody is noted at: to the others nobody can have come yet.
    held: Sequence[Activity]
    lines: Sequence[Line]
    sums: Line

    @property
    def often(self) -> range:
        """How often one can have come, the most times first."""
        return range(len(self.held), 0, -1)

    @property
    def hides_something(self) -> bool:
        return any(None in (*line.times, line.total) for line in (*self.lines, self.sums))


def report_on(
    series: ActivitySeries,
    activities: Sequence[Activity],
    *,
    sees_small: bool,
    own: str | None = None,
) -> Report:
    """Everybody once; `own` is the municipality whose numbers the reader knows anyway."""
    came = came_to(Attendance.objects.all(), activities)
    names = _names(series.programme, activities, {one.municipality for one in came})
    # Where nobody is ticked yet nobody is known to be missing.
    ticked = {pk for one in came for pk in one.activities}
    held = [each for each in activities if each.pk in ticked]
    lines = [_line(key, name, came, activities, held) for key, name in names]
    sums = _line("", "", came, activities, held)
    if not sees_small:
        lines, sums = _held_back(lines, sums, own)
    return Report(activities, held, lines, sums)


def came_to(marks: QuerySet[Attendance], activities: Collection[Activity]) -> list[Came]:
    """Whoever was there at least once, by the given marks."""
    rows = (
        marks.filter(mark=Attendance.Mark.HERE, session__activity__in=activities)
        .order_by("session__held_on", "session__starts_at", "pk")
        .values_list("person_id", "organisation_id", "session__activity_id")
    )
    last: dict[int, int] = {}
    were: dict[int, set[int]] = defaultdict(set)
    for person, organisation, activity in rows:
        last[person] = organisation
        were[person].add(activity)
    places = _municipalities(set(last.values()))
    return [Came(pk, places[last[pk]], frozenset(there)) for pk, there in were.items()]


def _municipalities(organisations: Collection[int]) -> dict[int, str]:
    """Of each organisation its municipality, or that of what it is part of."""
    found = {}
    rows = Organisation.objects.filter(pk__in=organisations).select_related("part_of__part_of")
    for row in rows:
        above = row.part_of and row.part_of.part_of
        line = [each for each in (row, row.part_of, above) if each and each.municipality_id]
        found[row.pk] = (line[0].municipality_id if line else None) or ELSEWHERE
    return found


def _names(
    programme: Programme, activities: Sequence[Activity], came: Collection[str]
) -> list[tuple[str, str]]:
    """The municipalities that take part in the programme and those somebody came from, by name."""
    days = [each.first_day for each in activities if each.first_day]
    taking_part = Participation.objects.filter(
        programme=programme, organisation__kind=Organisation.Kind.MUNICIPALITY
    )
    if days:
        taking_part = taking_part.filter(
            Q(valid_from=None) | Q(valid_from__lte=max(days)),
            Q(valid_to=None) | Q(valid_to__gt=min(days)),
        )
    found = Municipality.objects.filter(
        Q(pk__in=came) | Q(pk__in=taking_part.values("organisation__municipality"))
    )
    names = [(row.pk, row.name) for row in found.order_by("name")]
    return [*names, (ELSEWHERE, "")] if ELSEWHERE in came else names


def _line(
    key: str,
    label: str,
    came: Iterable[Came],
    activities: Sequence[Activity],
    held: list[Activity],
) -> Line:
    """`held` are those that somebody can have missed; who works nowhere here lacks none."""
    theirs = [one for one in came if key in ("", one.municipality)]
    times = Counter(len(one.activities) for one in theirs)
    days = Counter(pk for one in theirs for pk in one.activities)
    return Line(
        key=key,
        label=label,
        times=tuple(times[number] for number in range(len(held), 0, -1)),
        total=len(theirs),
        days=tuple(days[each.pk] for each in activities),
        lacks=tuple(each for each in held if not days[each.pk])
        if key not in ("", ELSEWHERE)
        else (),
    )


def _held_back(lines: Sequence[Line], sums: Line, own: str | None) -> tuple[list[Line], Line]:
    """No number under five, nor what it could be computed from.

    How many came to each activity would, with how often they came, tell more than either: of
    that only whether somebody came is told.
    """
    counts = [[number or 0 for number in line.times] for line in lines]
    width = len(sums.times)
    known = [
        (row, column)
        for row, line in enumerate(lines)
        if line.key == own
        for column in range(width + 1)
    ]
    told = suppress(counts, known)
    shown = [
        Line(
            line.key, line.label, told.rows[row], told.row_totals[row], _whether(line), line.lacks
        )
        for row, line in enumerate(lines)
    ]
    return shown, Line("", "", told.column_totals, told.total, _whether(sums))


def _whether(line: Line) -> tuple[int, ...]:
    return tuple(min(number, 1) for number in line.days)


# --- The persons behind a number ----------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A person the actor may see, and what of their coming the actor may see."""

    person: Person
    organisation: str
    activities: tuple[Activity, ...]
    # Whether there is a page about the person that the actor may open.
    has_page: bool

    @property
    def name(self) -> str:
        return str(self.person)

    @property
    def times(self) -> int:
        return len(self.activities)


def persons_behind(
    actor: Actor,
    activities: Sequence[Activity],
    *,
    q: str = "",
    municipality: str = "",
    times: str = "",
    activity: str = "",
) -> list[Row]:
    """Those behind a number whom the actor may see, by name."""
    seen = Attendance.objects.visible_to(actor)
    came = [
        one
        for one in came_to(seen, activities)
        if municipality in ("", one.municipality) and times in ("", str(len(one.activities)))
    ]
    persons = Person.objects.in_bulk([one.person_id for one in came])
    worked = dict(
        seen.filter(person__in=persons, session__activity__in=activities)
        .order_by("session__held_on", "session__starts_at", "pk")
        .values_list("person_id", "organisation__name")
    )
    known = set(
        Person.objects.visible_to(actor).filter(pk__in=persons).values_list("pk", flat=True)
    )
    rows = [
        Row(
            persons[one.person_id],
            worked[one.person_id],
            tuple(each for each in activities if each.pk in one.activities),
            one.person_id in known,
        )
        for one in came
    ]
    chosen = [row for row in rows if _is_asked_for(row, q, activity)]
    return sorted(chosen, key=lambda row: (row.name, row.person.pk))


def _is_asked_for(row: Row, words: str, activity: str) -> bool:
    is_there = not activity or any(each.public_key == activity for each in row.activities)
    said = f"{row.name} {row.organisation}".casefold()
    return is_there and all(word in said for word in words.casefold().split())


def number_of(
    activities: Sequence[Activity], *, municipality: str = "", times: str = "", activity: str = ""
) -> int:
    """The number itself, whoever looks."""
    keys = {each.pk for each in activities if each.public_key == activity}
    return sum(
        municipality in ("", one.municipality)
        and times in ("", str(len(one.activities)))
        and (not activity or bool(keys & one.activities))
        for one in came_to(Attendance.objects.all(), activities)
    )

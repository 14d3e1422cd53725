import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Min, Q, QuerySet

from samverka.delivery.activities.queries import attendance_rows
from samverka.delivery.programmes.models import Participation, Programme
from samverka.engine.needs.signals import rises
from samverka.foundation.accounts.models import User
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Organisation

from .models import Kind, MonthCount, SignalSetting, TypedTable, WatchedSeries

# (first day of the month, count), the first month first.
Series = list[tuple[dt.date, int]]
# First months that vary more than so many times what is taken for granted are pointed out.
VARIES = 2.0


def setting_of(programme: Programme) -> SignalSetting:
    """As it was settled, else as it begins."""
    return SignalSetting.objects.filter(programme=programme).first() or SignalSetting(
        programme=programme
    )


def municipalities_of(programme: Programme) -> QuerySet[Organisation]:
    """Those that take part, whenever, by name."""
    part = Participation.objects.filter(programme=programme).values("organisation")
    return (
        Organisation.objects.filter(pk__in=part, kind=Organisation.Kind.MUNICIPALITY)
        .select_related("municipality")
        .order_by("name")
    )


def series_of(programme: Programme, kind: str) -> dict[int, Series]:
    """{key of the municipality: its months}, as they stand."""
    rows = MonthCount.objects.filter(programme=programme, kind=kind, stands=True)
    found: defaultdict[int, Series] = defaultdict(list)
    for place, month, count in rows.order_by("month").values_list(
        "municipality_id", "month", "count"
    ):
        found[place].append((month, count))
    return dict(found)


@dataclass(frozen=True)
class PastRise:
    """A rise that was, or stands; `over` is the month in which it was usual again."""

    since: dt.date
    told: dt.date
    over: dt.date | None


@dataclass(frozen=True)
class Signal:
    """What a municipality's numbers tell."""

    municipality: Organisation
    received: Series
    staff: Series
    trained: Series
    # Counted from who was there, since nobody typed it.
    is_trained_counted: bool
    # None where there are too few months to say what is usual.
    watched: WatchedSeries | None
    rises: list[PastRise] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        return bool(self.watched and self.watched.risen_since)

    @property
    def latest(self) -> tuple[dt.date, int] | None:
        return self.received[-1] if self.received else None

    @property
    def now(self) -> float | None:
        """The mean of the months since it rose."""
        if not (self.watched and self.watched.risen_since):
            return None
        risen = [count for month, count in self.received if month >= self.watched.risen_since]
        return sum(risen) / len(risen)

    @property
    def percent(self) -> int | None:
        """How much more than usual that is."""
        if self.now is None or self.watched is None:
            return None
        return round(100 * (self.now / self.watched.usual - 1))

    @property
    def staff_count(self) -> int | None:
        return self.staff[-1][1] if self.staff else None

    @property
    def trained_count(self) -> int | None:
        return self.trained[-1][1] if self.trained else None

    @property
    def for_each(self) -> float | None:
        """Received for each of the staff, in the newest month that says both."""
        staff = dict(self.staff)
        both = [(count, staff[month]) for month, count in self.received if staff.get(month)]
        return both[-1][0] / both[-1][1] if both else None

    @property
    def missing(self) -> int:
        """Months between the first and the last that say nothing."""
        if not self.received:
            return 0
        first, last = self.received[0][0], self.received[-1][0]
        span = (last.year - first.year) * 12 + last.month - first.month + 1
        return span - len(self.received)

    @property
    def varies(self) -> bool:
        return self.watched is not None and self.watched.spread > VARIES


def signals_of(programme: Programme) -> list[Signal]:
    """Every municipality, those with a rise first: seven questions, however many there are."""
    setting = setting_of(programme)
    received, staff, typed = (series_of(programme, kind) for kind in Kind.values)
    counted = _counted(programme)
    watched = {one.municipality_id: one for one in _watched_of(programme)}
    found = [
        Signal(
            municipality=place,
            received=received.get(place.pk, []),
            staff=staff.get(place.pk, []),
            trained=typed.get(place.pk) or counted.get(place.pk, []),
            is_trained_counted=place.pk not in typed,
            watched=watched.get(place.pk),
            rises=_rises(watched.get(place.pk), received.get(place.pk, [])[setting.base_months :]),
        )
        for place in municipalities_of(programme)
    ]
    return sorted(found, key=lambda one: (not one.stands, -(one.percent or 0)))


def _watched_of(programme: Programme) -> QuerySet[WatchedSeries]:
    return WatchedSeries.objects.filter(programme=programme)


def _rises(watched: WatchedSeries | None, later: Series) -> list[PastRise]:
    if watched is None:
        return []
    months = [month for month, _count in later]
    return [
        PastRise(
            months[one.since], months[one.told], None if one.over is None else months[one.over]
        )
        for one in rises([count for _month, count in later], watched.watch)
    ]


def _counted(programme: Programme) -> dict[int, Series]:
    """Persons of a municipality and its units who had been at a session by each month."""
    rows = (
        attendance_rows(programme)
        .order_by()
        .values_list("organisation_id", "organisation__part_of_id", "person_id")
        .annotate(first=Min("session__held_on"))
    )
    first: dict[tuple[int, int], dt.date] = {}
    for place, home, person, day in rows:
        key = (home or place, person)
        first[key] = min(day, first.get(key, day))
    new: defaultdict[int, defaultdict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
    for (place, _person), day in first.items():
        new[place][day.replace(day=1)] += 1
    return {place: _summed(sorted(months.items())) for place, months in new.items()}


def _summed(months: Iterable[tuple[dt.date, int]]) -> Series:
    total, found = 0, []
    for month, count in months:
        total += count
        found.append((month, total))
    return found


@dataclass(frozen=True)
class Typed:
    """A table that was typed, by whom as the trail says, and how much of it still stands."""

    table: TypedTable
    by: str


def tables_of(programme: Programme, municipality: Organisation | None = None) -> list[Typed]:
    """The newest first, with who typed each: three questions."""
    rows = TypedTable.objects.filter(programme=programme)
    of = Q(counts__municipality=municipality) if municipality else Q()
    if municipality:
        rows = rows.filter(counts__municipality=municipality)
    tables = list(
        rows.annotate(
            months=Count("counts", filter=of, distinct=True),
            standing=Count("counts", filter=of & Q(counts__stands=True), distinct=True),
        )
    )
    events = Event.objects.filter(
        verb="signals.table_typed",
        about=TypedTable._meta.label,
        about_id__in=[str(one.pk) for one in tables],
    )
    by = dict(events.values_list("about_id", "user_id"))
    names = dict(User.objects.filter(pk__in=by.values()).values_list("pk", "name"))
    return [Typed(one, names.get(by.get(str(one.pk)) or 0, "")) for one in tables]


def before(programme: Programme, municipality: Organisation) -> list[MonthCount]:
    """What a municipality's months said before they were corrected, the newest first."""
    rows = MonthCount.objects.filter(
        programme=programme, municipality=municipality, replaced_by__isnull=False
    )
    return list(rows.select_related("table", "replaced_by").order_by("-month", "-pk"))


def tells_of_others(table: TypedTable, organisation: int) -> bool:
    """Whether a table has numbers of another municipality too."""
    return table.counts.exclude(municipality=organisation).exists()

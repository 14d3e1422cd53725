"""Series are made, changed, filled and taken away."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .models import ActivitySeries, SeriesActivity


class NameIsTaken(Exception):
    """Two series of a programme have not the same name."""

    def __str__(self):
        return _("The programme has a series of that name. Give that one another name first.")


@transaction.atomic
def create_series(
    *,
    programme: Programme,
    organiser: Organisation,
    title: str,
    description: str = "",
    part_of: ActivitySeries | None = None,
    activities: Iterable[Activity] = (),
    by: Actor,
) -> ActivitySeries:
    series = ActivitySeries.objects.create(
        programme=programme,
        organiser=organiser,
        title=title,
        description=description,
        part_of=part_of,
    )
    _add(series, activities)
    trail.note(by=by, verb="series.created", about=series)
    return series


@transaction.atomic
def correct_series(*, series: ActivitySeries, values: dict, by: Actor) -> None:
    changed = [name for name, value in values.items() if getattr(series, name) != value]
    for name in changed:
        setattr(series, name, values[name])
    series.save(update_fields=changed)
    if changed:
        trail.note(by=by, verb="series.corrected", about=series, fields=changed)


@transaction.atomic
def add_activities(*, series: ActivitySeries, activities: Iterable[Activity], by: Actor) -> None:
    """Those that are in it already stay."""
    _add(series, activities)
    trail.note(by=by, verb="series.activities_added", about=series)


def _add(series: ActivitySeries, activities: Iterable[Activity]) -> None:
    SeriesActivity.objects.bulk_create(
        [SeriesActivity(series=series, activity=activity) for activity in activities],
        ignore_conflicts=True,
    )


@transaction.atomic
def take_out(*, series: ActivitySeries, activities: Iterable[Activity], by: Actor) -> None:
    """The activities stay as they are, with all who came."""
    SeriesActivity.objects.filter(series=series, activity__in=list(activities)).delete()
    trail.note(by=by, verb="series.activities_taken_out", about=series)


@transaction.atomic
def remove_series(*, series: ActivitySeries, on: dt.date, by: Actor) -> None:
    """The series goes, not what was in it; its parts are as if they stood by themselves."""
    series.removed_on = on
    series.save(update_fields=["removed_on"])
    trail.note(by=by, verb="series.removed", about=series)


@transaction.atomic
def restore_series(*, series: ActivitySeries, by: Actor) -> None:
    """
    :raises NameIsTaken: another has got the name meanwhile
    """
    same = ActivitySeries.objects.kept().filter(programme=series.programme_id, title=series.title)
    if same.exclude(pk=series.pk).exists():
        raise NameIsTaken
    series.removed_on = None
    series.save(update_fields=["removed_on"])
    trail.note(by=by, verb="series.restored", about=series)

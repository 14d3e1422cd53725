"""What a certificate is over: an activity, or all of a series."""

import datetime as dt
from dataclasses import dataclass
from typing import TypedDict

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.programmes.models import Programme
from samverka.delivery.series.models import ActivitySeries
from samverka.delivery.series.queries import activities_of

from .models import AttendanceCertificate, Giving


class Columns(TypedDict):
    """As a row holds it: exactly one of the two is there."""

    activity: Activity | None
    series: ActivitySeries | None


@dataclass(frozen=True)
class Subject:
    """An activity or a series, as far as a certificate has to know."""

    about: Activity | ActivitySeries

    @property
    def programme(self) -> Programme:
        return self.about.programme

    @property
    def title(self) -> str:
        """The one that anybody may read: of a sensitive activity the neutral one."""
        return self.about.public_title if isinstance(self.about, Activity) else self.about.title

    @property
    def columns(self) -> Columns:
        if isinstance(self.about, Activity):
            return {"activity": self.about, "series": None}
        return {"activity": None, "series": self.about}

    def activities(self) -> list[Activity]:
        """Those that are held."""
        if isinstance(self.about, Activity):
            return [] if self.about.is_cancelled else [self.about]
        return list(activities_of(self.about))

    def has_been(self, *, at: dt.datetime) -> bool:
        """Whether all of its meetings are over; make-ups may come later."""
        meetings = Session.objects.filter(activity__in=self.activities(), makes_up=None)
        return meetings.exists() and not meetings.filter(ends_at__gt=at).exists()


def subject_of(row: AttendanceCertificate | Giving) -> Subject:
    about = row.activity or row.series
    # The database keeps that one of them is there.
    return Subject(about)  # type: ignore[arg-type]

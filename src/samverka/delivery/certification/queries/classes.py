"""Which activities count for a fund, and what nobody has decided."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Sum

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.certification.models import CountedAs
from samverka.delivery.programmes.models import Fund, Programme

from .counting import HERE


def classified(programme: Programme, fund: Fund) -> list[tuple[Activity, CountedAs | None]]:
    """Every activity of the programme with what was said of it; those not decided first."""
    said = {
        row.activity_id: row
        for row in CountedAs.objects.filter(fund=fund, activity__programme=programme)
    }
    rows = [
        (activity, said.get(activity.pk))
        for activity in Activity.objects.filter(programme=programme).order_by("title", "pk")
    ]
    return sorted(rows, key=lambda row: row[1] is not None)


@dataclass(frozen=True)
class NotDecided:
    """Activities that nobody has classified for a fund, and the minutes ticked at them."""

    fund: Fund
    activities: int
    minutes: int


def not_decided(programme: Programme) -> list[NotDecided]:
    """For each fund what is in no sum yet; funds of which all is said are left out."""
    rows = []
    for fund in Fund.objects.filter(programmes=programme).order_by("name"):
        said = CountedAs.objects.filter(fund=fund, activity=OuterRef("pk"))
        open_ones = Activity.objects.filter(~Exists(said), programme=programme)
        marks = Attendance.objects.filter(mark=HERE, session__activity__in=open_ones)
        number = open_ones.count()
        if number:
            minutes = marks.aggregate(sum=Sum("minutes"))["sum"] or 0
            rows.append(NotDecided(fund, number, minutes))
    return rows

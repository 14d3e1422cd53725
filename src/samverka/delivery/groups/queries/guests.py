"""Those at a group's meeting who hold no seat there (S63)."""

from django.db.models import Count

from samverka.delivery.activities.models import Attendance
from samverka.delivery.groups.models import Meeting

from .meetings import HERE, terms_present


def guests_present(meeting: Meeting) -> list[tuple[str, int]]:
    """How many came as guests from each organisation, by the sheet; who it was is not told."""
    if meeting.session_id is None:
        return []
    members = [term.person_id for term in terms_present(meeting)]
    marks = Attendance.objects.filter(session=meeting.session_id, mark=HERE)
    rows = marks.exclude(person__in=members).values("organisation__name")
    counted = rows.annotate(guests=Count("person")).order_by("organisation__name")
    return list(counted.values_list("organisation__name", "guests"))

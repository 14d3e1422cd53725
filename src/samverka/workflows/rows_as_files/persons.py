"""Who takes part, and the hours that staff gave."""

from collections.abc import Iterator

from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.queries import is_staff
from samverka.delivery.working_time.models import TimeEntry

from .tables import SHOWN, Asked, Table, yes


def tables(about: Asked) -> Iterator[Table]:
    rows = Participant.objects.filter(programme=about.programme, **SHOWN).order_by("pk")
    staff = set(rows.filter(is_staff(about.programme.pk)).values_list("pk", flat=True))
    yield Table(
        "participants",
        (
            *("person", "organisation", "sex", "age_band", "is_unaccompanied", "started_on"),
            *("ended_on", "end_reason", "verified_on", "verified_how", "is_project_staff"),
            "is_erased",
        ),
        (
            (
                about.person(row.person_id),
                row.organisation.public_key if row.organisation else "",
                *(row.sex, row.age_band, yes(row.is_unaccompanied), row.started_on),
                *(row.ended_on, row.end_reason, row.verified_on, row.verified_how),
                yes(row.pk in staff),
                yes(row.emptied_on is not None),
            )
            for row in rows.select_related("organisation").iterator()
        ),
    )
    entries = TimeEntry.objects.filter(
        report__programme=about.programme, report__person__is_protected=False
    ).order_by("pk")
    yield Table(
        "working_time",
        ("person", "organisation", "month", "state", "day", "minutes"),
        (
            (about.person(person), organisation, month, state, day, minutes)
            for person, organisation, month, state, day, minutes in entries.values_list(
                "report__person",
                "report__organisation__public_key",
                "report__month",
                "report__state",
                "day",
                "minutes",
            ).iterator()
        ),
    )

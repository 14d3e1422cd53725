import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail


@transaction.atomic
def note_download(
    *, programme: Programme, month: dt.date, form: str, person_ids: Iterable[int], by: Actor
) -> None:
    """That the month left as a file, and whose rows were in it."""
    trail.note(
        by=by,
        verb="reports.month_downloaded",
        about=programme,
        fields=[f"{month:%Y-%m}", form],
    )
    trail.note_read(by=by, about=programme, person_ids=person_ids)

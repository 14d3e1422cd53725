from collections.abc import Mapping

from django.db import transaction

from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .models import ReportText


@transaction.atomic
def write_texts(*, programme: Programme, fund: Fund, texts: Mapping[str, str], by: Actor) -> None:
    """Write what stands under each heading; those not named stay as they are."""
    before = dict(
        ReportText.objects.select_for_update()
        .filter(programme=programme, fund=fund)
        .values_list("heading", "text")
    )
    changed = {heading: text for heading, text in texts.items() if before.get(heading, "") != text}
    for heading, text in changed.items():
        ReportText.objects.update_or_create(
            programme=programme, fund=fund, heading=heading, defaults={"text": text}
        )
    if changed:
        trail.note(by=by, verb="final_reports.written", about=programme)

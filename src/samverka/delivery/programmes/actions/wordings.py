import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from samverka.delivery.programmes.models import Programme, Wording
from samverka.foundation.accounts.actor import Actor

from .rows import Outcome, set_row


@transaction.atomic
def set_wording(
    *,
    programme: Programme,
    language: str,
    texts: Mapping[str, str],
    written_by: str,
    written_on: dt.date,
    reviewed_by: str = "",
    reviewed_on: dt.date | None = None,
    by: Actor,
) -> Outcome[Wording]:
    """What a programme says of itself in a language, found by the language."""
    facts = {
        "texts": {key: text for key, text in sorted(texts.items()) if text},
        "written_by": written_by,
        "written_on": written_on,
        "reviewed_by": reviewed_by,
        "reviewed_on": reviewed_on,
    }
    where = {"programme": programme, "language": language}
    return set_row(Wording, where, facts, by=by)

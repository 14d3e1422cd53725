import json
from typing import Any

from samverka.register.people.models import Merge
from samverka.toolkit import sealing

MERGE_CONTEXT = "person.merge"


def remembered(merge: Merge) -> dict[str, Any]:
    """What was done to the rows of two persons who are one now, opened."""
    what: dict[str, Any] = json.loads(sealing.unseal(merge.sealed, context=MERGE_CONTEXT))
    return what

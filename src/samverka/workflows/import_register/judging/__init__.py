"""What would be done with each row, and what stands in the way: nothing is written here."""

import hashlib
import json
from collections.abc import Callable, Sequence

from samverka.register.imports.models import Import
from samverka.workflows.import_register.verdicts import Verdict

from .given import Given
from .organisations import judge_organisations, judge_units
from .persons import judge_persons

__all__ = ["Given", "digest", "judge"]

Tell = Callable[[int, int], None]
JUDGES: dict[str, Callable[[Given, Tell], list[Verdict]]] = {
    Import.Kind.ORGANISATIONS: judge_organisations,
    Import.Kind.UNITS: judge_units,
    Import.Kind.PERSONS: judge_persons,
}


def judge(kind: str, given: Given, tell: Tell) -> list[Verdict]:
    """One verdict for each row of the file; `tell` says how many are done of how many."""
    return JUDGES[kind](given, tell)


def digest(verdicts: Sequence[Verdict]) -> str:
    """The same for two judgements that would do the same."""
    whole = hashlib.sha256()
    for verdict in verdicts:
        whole.update(json.dumps(verdict.as_compared()).encode())
    return whole.hexdigest()

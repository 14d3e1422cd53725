"""Which of a form's fields are kept: what was typed, but no secrets and no identity numbers."""

import re
from collections.abc import Iterable

from samverka.engine.check_digit import passes_luhn

Fields = list[tuple[str, str]]
# Django's token, and what the page itself adds.
OURS = {"csrfmiddlewaretoken", "_draft", "draft_page", "_carried_on", "_undo"}
SECRET = re.compile(r"passw|secret|token|(^|[-_])(otp|code)$", re.IGNORECASE)
# A whole value that is somebody's number, in any of the ways people write one.
PERSONAL = re.compile(r"\s*(?:\d\d)?(\d{6})\s*[-+–]?\s*(\d{4})\s*")
REPLACEMENT = re.compile(r"\s*(?:\d\d)?\d{6}\s*-?\s*T[F\d]\d\d\s*", re.IGNORECASE)
# Other numbers look like amounts, so the name of the field decides.
LMA = re.compile(r"\s*\d\d\s*-?\s*\d{5,6}(/\d{1,2})?\s*")
NAMED_NUMBER = re.compile(r"(^|[-_])(identity|number)$", re.IGNORECASE)


def worth_keeping(fields: Iterable[tuple[str, str]]) -> Fields:
    """What is kept of a form, in its order."""
    return [(name, value) for name, value in fields if name not in OURS and _is_kept(name, value)]


def lacks_some(fields: Iterable[tuple[str, str]]) -> bool:
    """Whether something that was typed is not kept."""
    return any(name not in OURS and value and not _is_kept(name, value) for name, value in fields)


def size(fields: Fields) -> int:
    return sum(len(name) + len(value) for name, value in fields)


def _is_kept(name: str, value: str) -> bool:
    if SECRET.search(name) or REPLACEMENT.fullmatch(value):
        return False
    if NAMED_NUMBER.search(name) and LMA.fullmatch(value):
        return False
    written = PERSONAL.fullmatch(value)
    return not (written and passes_luhn(written[1] + written[2]))

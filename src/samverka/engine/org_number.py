"""Swedish organisation numbers: ten digits, of which the last checks the others.

Source: the Swedish Tax Agency's brochure SKV 709, "Organisationsnummer", after the law (1974:174)
on identity numbers of legal persons: the third digit is at least 2, so that no organisation number
is anybody's personal number; the tenth is a check digit by the Luhn algorithm.
"""

import re

from .check_digit import passes_luhn

_WRITTEN = re.compile(r"(?:16)?(\d{6})[- ]?(\d{4})")
_LEAST_THIRD_DIGIT = 2


class NotAnOrgNumber(ValueError):
    """The text is no organisation number. `reason` is "form", "third_digit" or "check_digit"."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def org_number(text: str) -> str:
    """The number as it is written, "NNNNNN-NNNN".

    Arguments:
        text: ten digits, with or without hyphen, and with or without the century "16" that some
            systems put before.

    Raises:
        NotAnOrgNumber: it has another form, is a person's number, or a digit is wrong.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise NotAnOrgNumber("form")
    digits = "".join(found.groups())
    if int(digits[2]) < _LEAST_THIRD_DIGIT:
        raise NotAnOrgNumber("third_digit")
    if not passes_luhn(digits):
        raise NotAnOrgNumber("check_digit")
    return f"{digits[:6]}-{digits[6:]}"

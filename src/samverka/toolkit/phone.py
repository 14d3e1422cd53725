"""Telephone numbers as people write them, in the one form in which equal ones are equal."""

import re

from django.utils.translation import gettext as _


class NotAPhoneNumber(ValueError):
    """What was written is no telephone number; the message says how to write one."""

    def __init__(self) -> None:
        super().__init__(_("Write the telephone number with digits: 070-123 45 67."))


def read_phone(text: str) -> str:
    """ "+46 70-123 45 67" is 0701234567, and "" is none.

    :raises NotAPhoneNumber: with a sentence on how to write one
    """
    written = re.sub(r"[\s()./-]", "", text)
    if written and not re.fullmatch(r"\+?\d{6,15}", written):
        raise NotAPhoneNumber
    return re.sub(r"^(\+|00)46", "0", written)

"""Signs that nobody sees: some turn what stands after them, some no file bears."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Unicode's embeddings, overrides and isolates. Joiners stay: Persian and Dari are written so.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def no_turning_signs(text: str) -> None:
    """A name with one would turn the rest of every line it stands in, and look like another's."""
    if TURNING & {*text}:
        raise ValidationError(_("There is a hidden sign in the text. Type it instead of pasting."))


# What a pasted text may hold and XML 1.0 forbids, so that a whole feed would not open.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def readable(text: str) -> str:
    """The text without control signs, for a file of XML."""
    return CONTROLS.sub("", text)

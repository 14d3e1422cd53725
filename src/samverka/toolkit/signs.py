"""Signs that nobody sees and that turn what stands after them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Unicode's embeddings, overrides and isolates. Joiners stay: Persian and Dari are written so.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def no_turning_signs(text: str) -> None:
    """A name with one would turn the rest of every line it stands in, and look like another's."""
    if TURNING & {*text}:
        raise ValidationError(_("There is a hidden sign in the text. Type it instead of pasting."))

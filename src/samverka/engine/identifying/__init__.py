"""What in a text tells whom it is about: numbers, ways to reach somebody, addresses, names.

For notes of cases that are discussed without saying who they are. Every kind is looked for in a
file of its own:

1. `plain`: a text as one writes it to a text with plain digits, hyphens and spaces, sign by sign.
2. `numbers`: personal and co-ordination numbers, replacement ids, LMA numbers, days of birth.
3. `contacts`: telephone numbers, e-mail addresses, postal and street addresses.
4. `naming`: names, of those one knows and by how they are written.

Nothing here knows anybody: names that are known are handed in, and a finding says that something
is a name, never whose. What this misses stands in docs/engine.md with figures; it helps whoever
writes, and does not make a text anonymous.
"""

from .finding import CHECKED, KINDS, Finding, identifying
from .naming import Known, KnownName, words_to_look_up

__all__ = [
    "CHECKED",
    "KINDS",
    "Finding",
    "Known",
    "KnownName",
    "identifying",
    "words_to_look_up",
]

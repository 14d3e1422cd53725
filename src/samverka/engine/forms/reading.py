"""What somebody typed or ticked, read as the answer to an item; what is none stays as typed.

`read` turns the texts of a posted form into the plain data that `answering` works on. What is no
number or day where one is due is given back as it was typed: the page keeps it, and `answering`
says what is wrong with it.
"""

import re
import unicodedata
from collections.abc import Sequence

from . import values
from .definition import Form, Item, Kind

# A minus as it is typed on some keyboards, and spaces that part thousands.
MINUS = {"\u2212": "-", "\u2013": "-"}
SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?:\D|$))")
# Longer is no count of anything.
LONGEST_NUMBER = 20

Read = str | int | float | list[str] | None


def read(item: Item, typed: str | Sequence[str] | None) -> Read:
    """The answer that was typed: None where nothing was, the text itself where it is not one.

    `typed` is a text, or for `multiple` the list of what was ticked. Rows of a matrix are read one
    by one, as `single`.
    """
    if item.kind == Kind.MULTIPLE:
        ticked = typed.split() if isinstance(typed, str) else [*(typed or ())]
        return [name for name in dict.fromkeys(ticked) if name] or None
    text = typed if isinstance(typed, str) else next(iter(typed or ()), "")
    if not text.strip():
        return None
    if item.kind in {Kind.NUMBER, Kind.WHOLE_NUMBER, Kind.SCALE}:
        return _number(text)
    return text if item.kind in {Kind.TEXT, Kind.LONG_TEXT} else text.strip()


def first_answers(form: Form) -> dict[str, Read]:
    """What stands in the form before anybody has answered; what a repeat holds begins blank."""
    found: dict[str, Read] = {}
    waiting = list(reversed(form.items))
    while waiting:
        item = waiting.pop()
        if item.kind == Kind.SECTION:
            waiting += reversed(item.items)
        elif item.default:
            found[item.name] = read(item, item.default)
    return found


def _number(text: str) -> int | float | str:
    """12,5 and 12.5, 1 200, and the digits of every script."""
    digits = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else MINUS.get(letter, letter)
        for letter in text.strip()
    )
    plain = SPACES.sub("", digits).replace("\u066b", ".").replace(",", ".")
    if len(plain) > LONGEST_NUMBER or not values.NUMBER.fullmatch(plain):
        return text
    number = float(plain)
    return int(number) if number == int(number) else number

"""From the text of a programme file to facts: all of its problems at once, or none."""

from .checks import check
from .document import Unreadable, parse
from .facts import Facts, read
from .fields import Fields, Known
from .sections import PROGRAMME


def read_programme(text: str, known: Known) -> Facts:
    """The facts of a programme file.

    :raises Unreadable: with every problem of the file
    """
    fields = Fields(parse(text), [], known)
    facts = read(PROGRAMME, fields)
    check(facts)
    if fields.problems:
        raise Unreadable(fields.problems)
    return facts

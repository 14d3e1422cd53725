"""What in a form must be known before what, and where that runs in a circle.

Whether an item is shown, and what it is worth, depends on the items its `show_when`, `calculation`
and `times` ask about, on the section or repeat that holds it, and on the matrix a row stands in.
"""

from collections.abc import Iterator

from . import expressions as ex
from .definition import Form, Item

DEPENDING = ("show_when", "calculation", "times")


def asked_about(text: str) -> frozenset[str]:
    """The names an expression asks about; none where it can not be read."""
    try:
        return ex.names_in(ex.read(text)) if text else frozenset()
    except ex.UnreadableExpression:
        return frozenset()


def needs(form: Form) -> dict[str, list[str]]:
    """For each item the items that must be known before it, in the order of the form."""
    of_row = {row.name: item.name for item in form.walk() for row in item.rows}
    found: dict[str, list[str]] = {}

    def add(item: Item, holder: str) -> None:
        asked = {name for part in DEPENDING for name in asked_about(getattr(item, part))}
        before = {of_row.get(name, name) for name in asked} | ({holder} if holder else set())
        found.setdefault(item.name, []).extend(sorted(before))
        for held in item.items:
            add(held, item.name)

    for item in form.items:
        add(item, "")
    return {name: [one for one in before if one in found] for name, before in found.items()}


def order(form: Form) -> tuple[list[str], list[list[str]]]:
    """(names so that each comes after what it needs, circles as a → b → a).

    Names on a circle come in some order; without circles the order is the form's own wherever that
    will do. No recursion: a chain may be as long as the form.
    """
    before = needs(form)
    done: dict[str, None] = {}
    circles: list[list[str]] = []
    for start in before:
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(before[start])
        while path:
            name = next(reversed(path))
            needed = next((one for one in path[name] if one not in done), None)
            if needed is None:
                done[name] = None
                del path[name]
            elif needed in path:
                names = list(path)
                circles.append([*names[names.index(needed) :], needed])
            else:
                path[needed] = iter(before[needed])
    return list(done), circles


def of(form: Form) -> list[list[str]]:
    """Each circle once, as the names along it with the first repeated at the end."""
    return order(form)[1]

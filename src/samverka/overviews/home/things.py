"""What waits, as the page says it; of many of one kind the first, and a way to the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from samverka.toolkit.addresses import address

MOST = 5


@dataclass(frozen=True)
class Thing:
    """One thing to do: what it is, of what, and where it is done."""

    what: str
    about: str
    url: str
    is_late: bool = False
    kind: str = ""


def first_of(
    kind: str, found: Sequence[Thing], most: int | None, *, left: int = 0, what: str = ""
) -> list[Thing]:
    """All of a kind, or the first of it and how many more there are.

    :param left: how many there are besides those found
    :param what: what is said of those not shown, where it is another than of the next
    """
    shown = [replace(one, kind=kind) for one in found]
    if most is None or len(shown) + left <= most:
        return shown
    hidden = shown[most:]
    count = len(hidden) + left
    about = ngettext("and %(count)s more", "and %(count)s more", count) % {"count": count}
    more = Thing(
        what or shown[min(most, len(shown) - 1)].what,
        about,
        f"{address('home:waiting')}?kind={kind}",
        any(one.is_late for one in hidden),
        kind,
    )
    return [*shown[:most], more]

"""What every page of a round has: the round, what the reader is in it, and where one can go."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from samverka.guidance.matching import permissions
from samverka.guidance.matching.models import MatchingRound, Part
from samverka.toolkit.addresses import address

OFFICER, MUNICIPALITY, REVIEWER = Part.OFFICER, Part.MUNICIPALITY, Part.REVIEWER


def seen(request, programme_key: str, round_key: str, *parts: str):
    """The round of an address and what the reader is in it; 403 to who has none of the parts."""
    matching = permissions.seen_round(request.actor, programme_key, round_key)
    held = permissions.parts_of(request.actor, matching)
    if parts and not held & set(parts):
        raise PermissionDenied
    return matching, held


def context(matching: MatchingRound, held: frozenset[str], here: str, **more) -> dict:
    """For a page that extends matching/page.html; `here` is its place in the round's menu."""
    return {
        "programme": matching.programme,
        "matching": matching,
        "held": held,
        "nav": places(matching, held, here),
        **more,
    }


# Where one can go in a round: label, address, and who; an empty set is everybody who sees it.
def places(matching: MatchingRound, held: frozenset[str], here: str) -> list[dict]:
    entries: tuple[tuple[str, str, frozenset[str]], ...] = (
        (_("The round"), "matching:detail", frozenset()),
        (_("Offers"), "matching:offers", frozenset()),
        (_("Households"), "matching:cases", frozenset({OFFICER})),
        (_("Plans"), "matching:plans", frozenset({OFFICER})),
        (_("Hand-overs"), "matching:hand_overs", frozenset({OFFICER, MUNICIPALITY})),
        (_("Who stayed"), "matching:stayed", frozenset()),
        (_("Check"), "matching:audit", frozenset({OFFICER, REVIEWER})),
        (_("How it is decided"), "matching:habits", frozenset({REVIEWER})),
    )
    return [
        {
            "label": label,
            "url": address(name, matching.programme.public_key, matching.public_key),
            "is_here": name == here,
        }
        for label, name, parts in entries
        if not parts or held & parts
    ]


def status_of(request) -> int:
    """A form that is shown again was not accepted."""
    return 422 if request.method == "POST" else 200

"""What may count in a round: each criterion with how far a place meets it, and its sentence.

There is no criterion of origin, religion, sex or health, and what households are told of them can
not hold one. The language of a community counts only where the household itself wished so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .facts import CaseFacts, PlaceFacts

# A share of a million: the place meets the criterion fully.
WHOLE = 1_000_000
SAME_GROUP = WHOLE // 2  # another occupation of the same group of SSYK 2012
EACH_WISH_DOWN = WHOLE // 5
EACH_PERSON_MORE = WHOLE // 5


@dataclass(frozen=True)
class Criterion:
    """One thing that may count; `share` is 0 … WHOLE."""

    key: str
    label: str | Promise
    says: str | Promise
    usual: int
    share: Callable[[CaseFacts, PlaceFacts], int]


def _wish(case: CaseFacts, place: PlaceFacts) -> int:
    if place.key not in case.wishes:
        return 0
    return max(EACH_WISH_DOWN, WHOLE - EACH_WISH_DOWN * list(case.wishes).index(place.key))


def _met(wanted: Sequence[str], there: Sequence[str]) -> int:
    """How many of those that are wanted are there, as a share."""
    if not wanted:
        return 0
    return WHOLE * sum(code in there for code in wanted) // len(wanted)


def _occupations(wanted: Sequence[str], there: Sequence[str]) -> int:
    if not wanted:
        return 0
    groups = {code[:3] for code in there}
    each = [WHOLE if one in there else SAME_GROUP * (one[:3] in groups) for one in wanted]
    return sum(each) // len(each)


def _work(case: CaseFacts, place: PlaceFacts) -> int:
    return _occupations(case.occupations, place.has.get("work", ()))


def _practice(case: CaseFacts, place: PlaceFacts) -> int:
    return _occupations(case.practice, place.has.get("practice", ()))


def _studies(case: CaseFacts, place: PlaceFacts) -> int:
    return _met(case.studies, place.has.get("studies", ()))


def _home(case: CaseFacts, place: PlaceFacts) -> int:
    """The home that fits closest: full for the very size, less for each person it is too large."""
    sizes = [home.size for home in place.homes if home.fits(case.persons, case.home_level)]
    if not sizes:
        return 0
    return max(EACH_PERSON_MORE, WHOLE - EACH_PERSON_MORE * (min(sizes) - case.persons))


def _network(case: CaseFacts, place: PlaceFacts) -> int:
    return _met(case.interests, place.has.get("network", ()))


def _relatives(case: CaseFacts, place: PlaceFacts) -> int:
    return WHOLE if place.key in case.relatives else 0


def _language(case: CaseFacts, place: PlaceFacts) -> int:
    return WHOLE if case.language and case.language in place.has.get("language", ()) else 0


def _support(case: CaseFacts, place: PlaceFacts) -> int:
    return _met(case.prefers, offered(place))


def offered(place: PlaceFacts) -> list[str]:
    """What a need can be met by, as "service:interpreter"."""
    return [
        f"{about}:{code}"
        for about in ("school", "sfi", "service")
        for code in place.has.get(about, ())
    ]


CRITERIA = (
    Criterion(
        "wish",
        _("The household's own order"),
        _("All points for the first wish, a fifth less for each that comes after."),
        40,
        _wish,
    ),
    Criterion(
        "work",
        _("Work"),
        _("All points where there is work in the adults' occupations, half for one close to it."),
        30,
        _work,
    ),
    Criterion(
        "practice",
        _("Practice"),
        _("All points where there is practice in what the adults asked for, half close to it."),
        10,
        _practice,
    ),
    Criterion(
        "studies",
        _("Studies"),
        _("Points for as many of the wished studies as there are in the place."),
        15,
        _studies,
    ),
    Criterion(
        "home",
        _("A home that fits"),
        _("All points for a home of the right size, a fifth less for each person too many."),
        10,
        _home,
    ),
    Criterion(
        "network",
        _("People and associations"),
        _("Points for as many of the wished associations as there are in the place."),
        5,
        _network,
    ),
    Criterion(
        "relatives",
        _("Near relatives"),
        _("All points where the household says that it has relatives it wants to live near."),
        15,
        _relatives,
    ),
    Criterion(
        "language",
        _("Others who speak the language"),
        _("Counts only for households that wished so themselves."),
        5,
        _language,
    ),
    Criterion(
        "support",
        _("Support that would be good to have"),
        _("Points for as many of the wished sorts of support as there are in the place."),
        5,
        _support,
    ),
)
BY_KEY = {criterion.key: criterion for criterion in CRITERIA}
USUAL = {criterion.key: criterion.usual for criterion in CRITERIA}
# Those that are looked at side by side: what one is traded for another.
FOUR = ("work", "practice", "studies", "home")

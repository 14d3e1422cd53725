"""Why, in short sentences that can be read aloud, in the language that is on.

What the engine answered is kept as codes and numbers; here it becomes words. Names of places are
handed in by their keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.toolkit.texts import amount, listed

from .criteria import BY_KEY
from .facts import LIFT, STEP_FREE
from .models import Placement, Scenario
from .shipped import code_said

UNIT = 1000
SHOWN = Decimal("0.1")
Names = Mapping[str, str]


@dataclass(frozen=True)
class Other:
    """Another place: what speaks for it and against it, and what it would cost in all."""

    place: str
    name: str
    worth: str
    against: str
    change: str
    cost: str
    is_possible: bool


def in_points(units: float) -> Decimal | int:
    number = (Decimal(str(units)) / UNIT).quantize(SHOWN).normalize()
    return number if number % 1 else int(number)


def points(units: float) -> str:
    """ "1.5 points", without sign."""
    number = in_points(abs(units))
    return ngettext("%(points)s point", "%(points)s points", 1 if number == 1 else 2) % {
        "points": amount(number)
    }


# --- One household -------------------------------------------------------------------------------


def why(placement: Placement, names: Names) -> str:
    """Why a household is where it is, or has no place, in one or two sentences."""
    if placement.place is None:
        return left(placement, names)
    place = names[placement.place.public_key]
    others = placement.alternatives
    if not others or is_held(placement):
        return _("%(place)s is decided on; the others are placed around it.") % {"place": place}
    allowed = [other for other in others if other["kind"] not in {"BARRED", "TOO_LARGE"}]
    if not allowed:
        return _("%(place)s is the only place where it can be.") % {"place": place}
    better = [other for other in allowed if other["difference"] > 0]
    if not better:
        return _("%(place)s is worth most of the places where it can be.") % {"place": place}
    best = max(better, key=lambda other: other["difference"])
    facts = {
        "place": place,
        "other": names.get(best["place"], ""),
        "points": points(best["difference"]),
    }
    sentences = {
        "AREA": _(
            "%(other)s is worth %(points)s more, but is not near those whom the case is to be "
            "near."
        ),
        "HELD": _(
            "%(other)s is worth %(points)s more and has room, but a rule for the whole holds."
        ),
    }
    usual = _(
        "%(other)s is worth %(points)s more, but its room does more for others. %(place)s is the "
        "best of the rest."
    )
    return sentences.get(best["kind"], usual) % facts


def is_held(placement: Placement) -> bool:
    """Whether it was decided before the plan was made."""
    return placement.against == "DECIDED"


def left(placement: Placement, names: Names) -> str:
    """Why a household has no place."""
    kind, resource, number, limit = (*placement.against.split("|"), "", "", "")[:4]
    if kind == "BARRED_EVERYWHERE":
        said = _("Something stands against every place.")
        return " ".join([said, *_each_reason(placement, names)])
    if kind == "TOO_LARGE" and not resource.startswith("stair"):
        return _("It needs %(need)s, and the most that any place has is %(limit)s.") % {
            "need": thing(resource, int(number)),
            "limit": amount(int(limit)),
        }
    sentences = {
        "TOO_LARGE": _("No place where it can be has a home that fits."),
        "NOWHERE_FITS": _("No place where it can be has all that it needs."),
        "TOGETHER_NOWHERE": _("No place has room for all who are to be together."),
        "NEAR_NOWHERE": _("No area has room for all who are to be near each other."),
    }
    return sentences.get(kind, _("Others have the room where it can be."))


def _each_reason(placement: Placement, names: Names) -> list[str]:
    """Each reason once, with one place where it holds."""
    found: dict[str, str] = {}
    for other in placement.alternatives:
        if other["reason"]:
            found.setdefault(other["reason"], names.get(other["place"], ""))
    return [
        _("%(place)s cannot be: %(reason)s.") % {"place": place, "reason": reason(code)}
        for code, place in sorted(found.items(), key=lambda pair: pair[1])
    ][:3]


def others(placement: Placement, names: Names) -> list[Other]:
    """Every other place, nearest to being chosen first, with what speaks against it."""
    return [_other(other, names) for other in placement.alternatives if other["place"] in names]


def _other(other: Mapping[str, Any], names: Names) -> Other:
    regret = other["regret"]
    return Other(
        place=other["place"],
        name=names[other["place"]],
        worth=worth(other.get("parts", {})),
        against=against(other, names),
        change=change(other, names),
        cost="" if regret is None else points(regret),
        is_possible=other["kind"] not in {"BARRED", "TOO_LARGE"},
    )


def worth(parts: Mapping[str, int]) -> str:
    """ "Work 15 points, Practice 5 points": what a place would give, most first."""
    most_first = sorted(parts.items(), key=lambda part: -part[1])
    said = (f"{BY_KEY[key].label} {points(units)}" for key, units in most_first if key in BY_KEY)
    return listed(said) or _("Nothing of what counts.")


def against(other: Mapping[str, Any], names: Names) -> str:
    facts = {
        "place": names[other["place"]],
        "points": points(other["difference"]),
        "lack": lacks(other["lacks"]),
        "reason": reason(other["reason"]),
    }
    return _against_sentence(other) % facts


def _against_sentence(other: Mapping[str, Any]) -> str:
    kind = other["kind"]
    if kind == "LESS" and other["lacks"]:
        return _("%(place)s is worth %(points)s less, and there is not room enough either.")
    if kind == "DECIDED" and other["lacks"]:
        return _(
            "%(place)s is worth %(points)s more to the household, but is short of %(lack)s, and "
            "it is decided otherwise."
        )
    if kind == "FULL" and other["regret"] is None:
        return _(
            "%(place)s has not enough left: it is short of %(lack)s, and others have the rest."
        )
    if kind == "FULL" and other["difference"] == 0:
        return _("%(place)s is worth as much, but others have the room: it is short of %(lack)s.")
    return {
        "BARRED": _("%(place)s cannot be: %(reason)s."),
        "TOO_LARGE": _("%(place)s is too small: even empty it would be short of %(lack)s."),
        "AREA": _("%(place)s is not near those whom the case is to be near."),
        "DECIDED": _(
            "%(place)s is worth %(points)s more to the household and has room, but it is decided "
            "otherwise."
        ),
        "LESS": _("%(place)s is worth %(points)s less. There is room."),
        "SAME": _("%(place)s is worth as much and has room: either would do."),
        "HELD": _(
            "%(place)s is worth %(points)s more and has room, but a rule for the whole holds."
        ),
    }.get(
        kind,
        _(
            "%(place)s is worth %(points)s more, but its room does more for others: it is short "
            "of %(lack)s."
        ),
    )


def change(other: Mapping[str, Any], names: Names) -> str:
    """What would have to be otherwise for this place to be the one."""
    facts = {
        "place": names[other["place"]],
        "points": points(other["regret"] or 0),
        "lack": lacks(other["lacks"]),
    }
    if other["kind"] == "BARRED":
        return _removed(other["reason"]) % facts
    if other["kind"] == "AREA":
        return _("Those whom it is to be near would have to move too.")
    if other.get("is_held") and not other["lacks"]:
        return _("What is decided or held fast would have to be let go.")
    if other["kind"] == "TOO_LARGE" or (other["regret"] is None and other["lacks"]):
        return _("There would have to be %(lack)s more in %(place)s.") % facts
    if not other["regret"]:
        return _("Nothing much: the whole is worth as much either way.")
    return _("%(place)s would have to be worth at least %(points)s more to this case.") % facts


def _removed(code: str) -> str:
    kind = code.partition(":")[0]
    if kind == "home":
        return _("There would have to be a home that fits in %(place)s.")
    if kind == "need":
        return _("What the household needs would have to be offered in %(place)s.")
    if kind == "held":
        return _("What is decided for those it belongs with would have to be changed.")
    return _("The household would have to wish it itself.")


def reason(code: str) -> str:
    """What stands against a place, as the end of a sentence."""
    kind, _colon, rest = code.partition(":")
    if kind == "not_to":
        return _("the household does not want to live there")
    if kind == "need":
        about, _mark, what = rest.partition(":")
        return _("it lacks “%(what)s”, which the household needs") % {
            "what": code_said(about, what)
        }
    if kind == "home":
        persons, _mark, level = rest.partition(":")
        return _("it has no %(home)s") % {"home": home(int(persons), int(level))}
    if kind == "held":
        return _("those it belongs with are decided for another place")
    return ""


# --- Room ----------------------------------------------------------------------------------------


def home(persons: int, level: int) -> str:
    """ "home for 4 persons without steps"."""
    said = ngettext("home for %(count)s person", "home for %(count)s persons", persons) % {
        "count": amount(persons)
    }
    if level == STEP_FREE:
        return _("%(home)s without steps") % {"home": said}
    if level == LIFT:
        return _("%(home)s on the ground floor or with a lift") % {"home": said}
    return said


def thing(name: str, count: int) -> str:
    """ "2 school seats"."""
    facts = {"count": amount(count)}
    if name == "school":
        return ngettext("%(count)s school seat", "%(count)s school seats", count) % facts
    if name == "persons":
        return ngettext("room for %(count)s person", "room for %(count)s persons", count) % facts
    return ngettext("%(count)s home that fits", "%(count)s homes that fit", count) % facts


def thing_named(name: str) -> str:
    """What there is room in, as a heading."""
    kind, *rest = name.split(":")
    if kind == "home":
        said = home(*map(int, rest))
        return said[:1].upper() + said[1:]
    return _("School seats") if kind == "school" else _("Persons")


def lacks(found: Sequence[tuple[str, int]]) -> str:
    """ "1 school seat and 1 home that fits"."""
    parts = [thing(name, count) for name, count in found]
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": listed(parts[:-1]), "last": parts[-1]}


def room(row: Mapping[str, Any], worth: int) -> str:
    """What one more of something at a place would do."""
    if 0 < worth <= 2 * row["price"]:
        return _("One more could give somebody without a place one.")
    if in_points(row["price"]) > 0:
        return _("One more could add at most %(points)s to the whole.") % {
            "points": points(row["price"])
        }
    if row["is_full"]:
        return _("Just enough; one more would add nothing.")
    return _("Something is left over; more would add nothing.")


# --- The whole -----------------------------------------------------------------------------------


def ending(scenario: Scenario) -> str:
    """How sure it is that nothing better exists."""
    value, bound = scenario.value or 0, scenario.bound or 0
    placed, most = scenario.placed or 0, scenario.most or 0
    if bound <= value and most <= placed:
        return _("It is proven that no plan is better.")
    gap = Decimal(100 * (bound - value)) / max(bound, 1)
    said = _("No plan that places as many is worth more than %(gap)s per cent more.") % {
        "gap": amount(gap.quantize(Decimal("0.01")).normalize() if gap else 0)
    }
    if most > placed:
        more = _("It is not proven that no more than %(count)s persons can be placed.")
        return f"{said} {more % {'count': amount(placed)}}"
    return said


def refused(facts: Mapping[str, str], names: Names) -> str:
    """Why a question has no answer, and what one can do."""
    if facts.get("why") == "no_room":
        return _(
            "%(place)s has not room enough for those who are decided on there. Give it more room, "
            "or let somebody go."
        ) % {"place": names.get(facts.get("place", ""), "")}
    if facts.get("why") == "weights":
        return _("Nothing counts. Give at least one criterion points.")
    return _("It did not come to an end. Compute it once more.")

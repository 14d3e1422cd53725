"""Why, said so that it can be read aloud: short sentences in the language that is on."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.engine.allocation.checks import Finding, FindingKind
from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import Problem
from samverka.engine.allocation.score import Score
from samverka.engine.allocation.why import Against, Alternative, Explanation, Lack, Room
from samverka.toolkit.texts import amount

from .barring import LARGEST, REQUIRES, reason_in_words
from .words import counted

SHOWN = Decimal("0.01")
MOST_REASONS_SAID = 3


def as_points(units: float | Fraction, unit: int) -> Decimal:
    """Units as points with at most two decimals, as they are shown."""
    exact = Fraction(units) / unit
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(SHOWN)


def points(units: float | Fraction, unit: int) -> str:
    """ "1.5 points", without sign."""
    number = abs(as_points(units, unit)).normalize()
    text = amount(number if number % 1 else int(number))
    return ngettext("%(points)s point", "%(points)s points", 1 if number == 1 else 2) % {
        "points": text
    }


class Voice:
    """Says what the engine found about one plan."""

    def __init__(self, problem: Problem, plan: Plan, score: Score) -> None:
        self.problem, self.plan = problem, plan
        # What a place would be worth, also where it cannot be.
        self.worth = score.utility

    def why(self, told: Explanation) -> str:
        """Why a case has its place, in one or two sentences."""
        said = [*self._out_of_reach(told), self._main_reason(told)]
        if told.together:
            names = ", ".join(self.problem.cases[row] for row in told.together)
            said.append(_("It has the same place as %(names)s.") % {"names": names})
        return " ".join(said)

    def counted_with(self, told: Explanation) -> str:
        """Whose points stand beside the case's own, where some must be together."""
        names = ", ".join(self.problem.cases[row] for row in told.together)
        return _("Counted together with %(names)s.") % {"names": names} if names else ""

    def against(self, other: Alternative) -> str:
        """What stands against another place."""
        facts = {
            "place": self.problem.places[other.place],
            "points": self._points(other.difference),
            "lack": self.lacks(other.lacks),
        }
        if other.against == Against.BARRED:
            reason = reason_in_words(self.problem.reasons[other.reason])
            return _("%(place)s cannot be: %(reason)s.") % {**facts, "reason": reason}
        return self._sentence(other) % facts

    def change(self, other: Alternative) -> str:
        """What would have to be otherwise for this place to be the one."""
        facts = {
            "place": self.problem.places[other.place],
            "lack": self.lacks(other.lacks),
            "points": self._points(other.regret or 0),
        }
        if other.against == Against.BARRED:
            return _removed(self.problem.reasons[other.reason], facts["place"])
        if other.against == Against.TOO_LARGE:
            return _("There would have to be %(lack)s more in %(place)s.") % facts
        if other.against == Against.AREA:
            return _("Those whom it is to be near would have to move too.") % facts
        if other.regret is None:
            return _("There would have to be %(lack)s more in %(place)s.") % facts
        if self._costs_a_place(other.regret):
            return (
                _(
                    "There would have to be %(lack)s more in %(place)s; otherwise somebody else "
                    "is left without a place."
                )
                % facts
            )
        if as_points(other.regret, self.problem.unit) <= 0:
            # Single cases can change places; a household may need more room than another leaves.
            if other.lacks and not self.problem.is_single:
                return _("There would have to be %(lack)s more in %(place)s.") % facts
            return _("Nothing much: the whole is worth as much either way.")
        if other.against == Against.FULL:
            return (
                _(
                    "There would have to be %(lack)s more in %(place)s, or it would have to be "
                    "worth at least %(points)s more to this case."
                )
                % facts
            )
        return _("%(place)s would have to be worth at least %(points)s more to this case.") % facts

    def room(self, room: Room) -> str:
        """What one more of a resource at a place would do."""
        facts = {
            "resource": self.problem.resources[room.resource],
            "points": self._points(room.price),
        }
        if room.waiting:
            return _("One more could give somebody without a place one.")
        if as_points(room.price, self.problem.unit) > 0:
            return _("One more could add at most %(points)s to the whole.") % facts
        if as_points(room.price, self.problem.unit) < 0:
            return _("The least that is asked for here costs up to %(points)s for each.") % facts
        if room.taken < room.capacity:
            return _("Something is left over; more would add nothing.")
        return _("Just enough; one more would add nothing.")

    def finding(self, finding: Finding) -> str:
        """Who is left without a place, or which least is not reached, and why."""
        scale = self.problem.unit if finding.kind == FindingKind.FLOOR_MISSED else 1
        facts = {
            "name": finding.key,
            "need": counted(int(finding.number), finding.resource),
            "number": amount(short(finding.number / scale)),
            "limit": amount(short(finding.limit / scale)),
        }
        said = _finding_sentences().get(finding.kind, str(finding)) % facts
        if finding.kind == FindingKind.BARRED_EVERYWHERE:
            said = f"{said} {self._each_reason(finding.key)}"
        return said

    def ending(self) -> str:
        """How sure it is that nothing better exists."""
        if self.plan.bound <= self.plan.value and self.plan.most <= self.plan.placed:
            return _("It is proven that no plan is better.")
        gap = amount(short(self.plan.gap * 100, Decimal("0.001")))
        sentences = {
            Stopped.GAP: _(
                "No plan that places as many is worth more than %(gap)s per cent more: so sure "
                "was asked for."
            ),
            Stopped.TIME: _(
                "The time was up. No plan that places as many is worth more than %(gap)s per cent "
                "more."
            ),
            Stopped.INTERRUPTED: _(
                "It was stopped. No plan that places as many is worth more than %(gap)s per cent "
                "more."
            ),
        }
        said = sentences.get(self.plan.stopped, sentences[Stopped.GAP])
        whole = said % {"gap": gap}
        if self.plan.most > self.plan.placed:
            more = _("It is not proven that no more than %(count)s persons can be placed.")
            whole = f"{whole} {more % {'count': amount(self.plan.placed)}}"
        return whole

    def lacks(self, lacks: tuple[Lack, ...]) -> str:
        """ "1 school place and 2 homes"."""
        names = self.problem.resources
        parts = [counted(lack.amount, names[lack.resource]) for lack in lacks]
        if len(parts) < 2:
            return "".join(parts)
        return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}

    def _each_reason(self, case: str) -> str:
        """What stands against every place: each reason once, with one place where it holds; of
        homes that are too small the largest."""
        barred = self.problem.barred[self.problem.cases.index(case)].tolist()
        sentences = [
            _("%(place)s cannot be: %(reason)s.")
            % {
                "place": self.problem.places[barred.index(number)],
                "reason": reason_in_words(self.problem.reasons[number]),
            }
            for number in self._telling(set(barred))
        ]
        return " ".join(sentences[:MOST_REASONS_SAID])

    def _telling(self, numbers: set[int]) -> list[int]:
        """Reasons in order; of those about the largest home only the one that comes nearest."""
        parts = {number: self.problem.reasons[number].partition(": ") for number in numbers}
        homes = [number for number in numbers if parts[number][0] == LARGEST]
        nearest = max(homes, key=lambda number: Decimal(parts[number][2]), default=None)
        return [number for number in sorted(numbers) if number not in homes or number == nearest]

    def _out_of_reach(self, told: Explanation) -> list[str]:
        """The place that would be worth most, if it cannot be for a reason."""
        worth = self.worth[told.case]
        best = max(told.alternatives, key=lambda each: int(worth[each.place]), default=None)
        if best is None or not best.reason or worth[best.place] <= worth[told.place]:
            return []
        return [
            _("%(other)s would be worth %(points)s more, but cannot be: %(reason)s.")
            % {
                "other": self.problem.places[best.place],
                "points": self._points(int(worth[best.place] - worth[told.place])),
                "reason": reason_in_words(self.problem.reasons[best.reason]),
            }
        ]

    def _main_reason(self, told: Explanation) -> str:
        place = self.problem.places[told.place]
        allowed = [each for each in told.alternatives if each.against != Against.BARRED]
        better = [each for each in allowed if each.difference > 0]
        if all(each.against == Against.TOO_LARGE for each in allowed):
            return _("%(place)s is the only place where it can be.") % {"place": place}
        if not better:
            return self._best(place, told)
        best = max(better, key=lambda each: (each.difference, -each.place))
        facts = {
            "place": place,
            "other": self.problem.places[best.place],
            "points": self._points(best.difference),
            "lack": self.lacks(best.lacks),
        }
        return _better_sentences()[best.against] % facts

    def _best(self, place: str, told: Explanation) -> str:
        if not any(each.against == Against.LESS for each in told.alternatives):
            return _("%(place)s is worth as much as any other place where it can be.") % {
                "place": place
            }
        return _("%(place)s is worth most of the places where it can be.") % {"place": place}

    def _sentence(self, other: Alternative) -> str:
        if other.against == Against.TOO_LARGE:
            return _("%(place)s is too small: even empty it would be short of %(lack)s.")
        if other.against == Against.AREA:
            return _("%(place)s is not near those whom the case is to be near.")
        if other.against == Against.LESS and other.lacks:
            return _("%(place)s is worth %(points)s less, and there is not room enough either.")
        if other.against == Against.LESS:
            return _("%(place)s is worth %(points)s less. There is room.")
        if other.against == Against.SAME:
            return _("%(place)s is worth as much and has room: either would do.")
        if other.against == Against.HELD:
            return _(
                "%(place)s is worth %(points)s more and has room, but a rule for the whole holds."
            )
        if other.regret is None:
            return _(
                "%(place)s has not enough left: it is short of %(lack)s, and others have the rest."
            )
        if other.difference == 0:
            return _(
                "%(place)s is worth as much, but others have the room: it is short of %(lack)s."
            )
        return _(
            "%(place)s is worth %(points)s more, but its room does more for others: it is short "
            "of %(lack)s."
        )

    def _points(self, units: float) -> str:
        return points(units, self.problem.unit)

    def _costs_a_place(self, units: float) -> bool:
        """Prices this high stand for a person who would get, or lose, a place."""
        return 0 < self.plan.worth <= 2 * units and units > self.plan.bound


def short(number: float, step: Decimal = SHOWN) -> Decimal | int:
    """A number with few decimals, and none where it is whole."""
    rounded = Decimal(str(number)).quantize(step).normalize()
    return rounded if rounded % 1 else int(rounded)


def _removed(reason: str, place: str) -> str:
    kind, _mark, what = reason.partition(": ")
    facts = {"what": what[:1].upper() + what[1:], "place": place}
    if kind == REQUIRES:
        return _("%(what)s would have to be offered in %(place)s.") % facts
    if kind == LARGEST:
        return _("There would have to be a larger home in %(place)s.") % facts
    return _("What stands against %(place)s would have to be taken back.") % facts


def _better_sentences() -> dict[Against, str]:
    room = _(
        "%(other)s is worth %(points)s more, but its room does more for others. %(place)s is the "
        "best of the rest."
    )
    return {
        Against.FULL: room,
        Against.TOO_LARGE: _(
            "%(other)s is worth %(points)s more, but it is too small: it would be short of "
            "%(lack)s."
        ),
        Against.AREA: _(
            "%(other)s is worth %(points)s more, but is not near those whom the case is to be "
            "near."
        ),
        Against.HELD: _(
            "%(other)s is worth %(points)s more and has room, but a rule for the whole holds."
        ),
    }


def _finding_sentences() -> dict[FindingKind, str]:
    return {
        FindingKind.BARRED_EVERYWHERE: _(
            "%(name)s has no place: something stands against every place."
        ),
        FindingKind.TOO_LARGE: _(
            "%(name)s has no place: it needs %(need)s, and the most that any place has is "
            "%(limit)s."
        ),
        FindingKind.NOWHERE_FITS: _(
            "%(name)s has no place: no place where it can be has all that it needs."
        ),
        FindingKind.TOGETHER_NOWHERE: _(
            "%(name)s has no place: no place has room for all who are to be together."
        ),
        FindingKind.NEAR_NOWHERE: _(
            "%(name)s has no place: no area has room for all who are to be near each other."
        ),
        FindingKind.FULL: _("%(name)s has no place: others have the room where it can be."),
        FindingKind.MINIMUM_SHORT: _(
            "%(name)s gets %(need)s and was to get at least %(limit)s: no more can be there."
        ),
        FindingKind.MINIMUM_MISSED: _("%(name)s gets %(need)s and was to get at least %(limit)s."),
        FindingKind.FLOOR_MISSED: _(
            "%(name)s reaches %(number)s points on average and was to reach %(limit)s."
        ),
        FindingKind.ALL_ALIKE: _(
            "Every place is worth the same to every case: nothing tells them apart."
        ),
    }

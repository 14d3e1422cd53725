"""What the verifier found about a plan, in words."""

from django.utils.translation import gettext as _

from samverka.engine.allocation.verify import Flaw, FlawKind, Verdict, verify
from samverka.toolkit.texts import amount

from .plan_file import Kept
from .sentences import short


def verdict_on(kept: Kept) -> Verdict:
    """The plan of a file against the problem in it; a version's plans are sealed with its name."""
    return verify(kept.problem, kept.plan, version=kept.version)


def accepted(kept: Kept, verdict: Verdict) -> list[str]:
    """What is true of a plan that was accepted."""
    unit = kept.problem.unit
    facts = {
        "placed": amount(verdict.placed),
        "persons": amount(int(kept.problem.heads.sum())),
        "value": amount(short(verdict.value / unit)),
        "bound": amount(short(kept.plan.bound / unit)),
        "fingerprint": kept.plan.fingerprint,
    }
    said = [
        _("The plan holds: nobody is where they cannot be, and no place has more than it holds."),
        _("%(placed)s of %(persons)s persons have a place. In all: %(value)s points.") % facts,
    ]
    if verdict.is_best:
        said.append(_("The prices prove that no plan is better."))
    elif verdict.by_search:
        said.append(
            _(
                "The plan says that none can have more than %(bound)s points. A search found "
                "that, and the prices alone do not prove it."
            )
            % facts
        )
    else:
        said.append(
            _("The prices prove that no plan that places as many has more than %(bound)s points.")
            % facts
        )
    return [*said, _("Fingerprint: %(fingerprint)s") % facts]


def flaw_in_words(flaw: Flaw, unit: int) -> str:
    """One thing that is wrong."""
    is_points = flaw.kind in {FlawKind.VALUE, FlawKind.BOUND_TOO_LOW, FlawKind.BOUND_NOT_PROVEN}
    scale = unit if is_points else 1
    facts = {
        "case": flaw.case,
        "place": flaw.place,
        "resource": flaw.resource,
        "said": amount(short(flaw.said / scale)),
        "found": amount(short(flaw.found / scale)),
    }
    return _sentences()[flaw.kind] % facts


def _sentences() -> dict[FlawKind, str]:
    return {
        FlawKind.SHAPE: _("The plan is not about as many cases and places as its problem."),
        FlawKind.NO_SUCH_PLACE: _("%(case)s is given a place that there is not."),
        FlawKind.BARRED: _("%(case)s is placed in %(place)s and cannot be there."),
        FlawKind.OVER_CAPACITY: _(
            "%(place)s has room for %(found)s of “%(resource)s”, and %(said)s are placed there."
        ),
        FlawKind.PARTED: _("%(case)s is to have the same place as %(place)s, and has not."),
        FlawKind.NOT_NEAR: _("%(case)s is to be near %(place)s, and is not."),
        FlawKind.PLACED: _("%(found)s persons have a place, and the plan says %(said)s."),
        FlawKind.VALUE: _("The points add up to %(found)s, and the plan says %(said)s."),
        FlawKind.MISSED: _("What is missing of the least is %(found)s; the plan says %(said)s."),
        FlawKind.PRICE: _("A price is no number."),
        FlawKind.BOUND_TOO_LOW: _(
            "The plan says that none has more than %(said)s points, and has %(found)s itself."
        ),
        FlawKind.BOUND_NOT_PROVEN: _(
            "The plan says that none has more than %(said)s points; its prices prove %(found)s."
        ),
        FlawKind.MOST_TOO_LOW: _(
            "The plan says that at most %(said)s persons can have a place, and gives one to "
            "%(found)s."
        ),
        FlawKind.MOST_NOT_PROVEN: _(
            "The plan says that at most %(said)s persons can have a place; proven is %(found)s."
        ),
        FlawKind.LEAST_TOO_HIGH: _(
            "The plan misses less than it says can be missed at the least."
        ),
        FlawKind.NOT_OPTIMAL: _(
            "The plan says that none is better, and its own figures leave room."
        ),
        FlawKind.FINGERPRINT: _(
            "The fingerprint is another: cases, places, weights or settings were changed after "
            "the plan was made."
        ),
    }

"""A programme's goals in short: how far each measure has come, and whether it is behind."""

import datetime as dt

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.overviews.programme.presenting import map_marks, measure_told
from samverka.overviews.programme.queries import MeasureLine
from samverka.overviews.programme.telling import telling
from samverka.toolkit.addresses import address
from samverka.toolkit.templatetags.look import status


def goals_in_short(programme: Programme, actor: Actor, *, on: dt.date) -> dict:
    """What the card shows; what the sums cost is remembered until something changes."""
    _progress, partners, sums, goals = telling(programme, actor, on=on)
    gone = share_gone(programme, on)
    return {
        "goals": [
            (goal, [_measure(programme, line, gone) for line in goal.measures]) for goal in goals
        ],
        "gone": None if gone is None else int(100 * gone),
        "marks": map_marks(programme, partners, sums),
        "sees_all": sums.sees_all,
        "hides_something": sums.total is None or None in sums.parts.values(),
    }


def share_gone(programme: Programme, on: dt.date) -> float | None:
    """How much of the programme's time has gone, where its time is decided."""
    first, last = programme.starts_on, programme.last_day
    if first is None or last is None or last <= first:
        return None
    return min(max((on - first) / (last - first), 0), 1)


def _measure(
    programme: Programme, line: MeasureLine, gone: float | None
) -> tuple[SafeString, SafeString]:
    told = measure_told(line, address("measures:detail", programme.public_key, line.code))
    return told, how_it_stands(line, gone)


def how_it_stands(line: MeasureLine, gone: float | None) -> SafeString:
    """A word on what is told; behind is less of the target than of the time.

    Nothing is said of what is held back: the word would tell about where the number is.
    """
    if line.target is None or line.reached is None or line.is_held_back or line.is_few:
        return SafeString("")
    if line.is_limit:
        is_over = line.reached > line.target
        return status("late", _("over the limit")) if is_over else status("done", _("within"))
    if line.reached >= line.target:
        return status("done", _("reached"))
    if gone is None:
        return SafeString("")
    if line.reached < line.target * gone:
        return status("late", _("behind"))
    return status("open", _("in time"))

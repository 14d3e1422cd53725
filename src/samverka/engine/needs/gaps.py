"""What is required and lacks, person by person and in all.

A competence is answered on a scale of levels (0 none ... 4 can teach others). A role asks for a
level of some competences. The gap is what is asked less what is there, never under zero; the need
of a competence is gap times people times importance, summed.

Not everybody answers. In a role, those who did not are taken to lack as much as those who did, on
average: anything less would make the need smaller the fewer who answer. That is an assumption, so
`least` and `most` say what the need would be if all who did not answer lacked nothing, or
everything. Of a role where nobody answered nothing is assumed: its people are in `unknown`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samverka.engine.arrays import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]
else:
    Numbers = Whole = Any


@dataclass(frozen=True)
class Needs:
    """What lacks of each of k competences; every field is an array of k.

    :ivar asked: persons whose role asks for the competence
    :ivar answered: those of them who answered
    :ivar lacking: those of them who have less than is asked
    :ivar unknown: persons asked in roles where nobody answered
    :ivar need: levels lacking in all, times importance
    :ivar least: the same if those who did not answer lacked nothing
    :ivar most: the same if they lacked all that is asked
    """

    asked: Whole
    answered: Whole
    lacking: Whole
    unknown: Whole
    need: Numbers
    least: Numbers
    most: Numbers


def gaps(required: Numbers, current: Numbers) -> Numbers:
    """Levels that lack, (n, k): NaN where nothing is asked or nothing was answered.

    :param required: (n, k) levels asked of each person; NaN where the role does not ask
    :param current: (n, k) levels there are; NaN where not answered
    :raises ValueError: if the two are not of one shape
    """
    if required.shape != current.shape or required.ndim != 2:
        raise ValueError("required and current are not two tables of one shape")
    return np.maximum(required - current, 0.0)


def needs(required: Numbers, current: Numbers, importance: Numbers, roles: Whole) -> Needs:
    """The need of each competence, with what is not known.

    :param required: (n, k) levels asked, alike for all of a role; NaN where it does not ask
    :param current: (n, k) levels there are; NaN where not answered
    :param importance: (k,) weights, not negative
    :param roles: (n,) the role of each person, as a number from 0
    :raises ValueError: if shapes do not fit or a weight is negative
    """
    lacks = gaps(required, current)
    _check(lacks, importance, roles)
    asks = ~np.isnan(required)
    known = ~np.isnan(lacks)
    level = np.nan_to_num(required)
    found = np.nan_to_num(lacks)
    of_role = _members(roles)
    asked, answered = of_role @ asks, of_role @ known
    return Needs(
        asked=asked.sum(axis=0).astype(np.int64),
        answered=answered.sum(axis=0).astype(np.int64),
        lacking=(found > 0).sum(axis=0),
        unknown=np.where(answered == 0, asked, 0.0).sum(axis=0).astype(np.int64),
        need=scaled_up(of_role @ found, asked, answered).sum(axis=0) * importance,
        least=found.sum(axis=0) * importance,
        most=(found + np.where(asks & ~known, level, 0.0)).sum(axis=0) * importance,
    )


def scaled_up(found: Numbers, asked: Numbers, answered: Numbers) -> Numbers:
    """Sums of those who answered, as sums of all who were asked; nothing where nobody answered.

    All three (..., roles, k).
    """
    share = np.divide(asked, answered, out=np.zeros(found.shape), where=answered > 0)
    scaled: Numbers = found * share
    return scaled


def _members(roles: Whole) -> Numbers:
    """(roles, n): one where the person has the role."""
    of_role: Numbers = np.equal.outer(np.arange(roles.max(initial=-1) + 1), roles).astype(float)
    return of_role


def _check(lacks: Numbers, importance: Numbers, roles: Whole) -> None:
    if importance.shape != lacks.shape[1:] or roles.shape != lacks.shape[:1]:
        raise ValueError("importance or roles do not fit the answers")
    if importance.size and not (importance >= 0).all():
        raise ValueError("a weight of importance is negative or no number")

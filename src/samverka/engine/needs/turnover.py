"""How many stand at each level in the time to come, when some leave, some come and some learn.

A Markov chain in people: in each step those who stay move between the levels, a share of each
level leaves, and whoever leaves is replaced by somebody new. Counts are expectations, so they are
not whole numbers.
"""

from __future__ import annotations

from samverka.engine.arrays import np

from .gaps import Numbers

_CLOSE = 1e-9


def projected(
    counts: Numbers, learns: Numbers, leaves: Numbers, joins: Numbers, *, steps: int
) -> Numbers:
    """(steps + 1, L) people at each of L levels, now and after each step.

    :param counts: (L,) people at each level now
    :param learns: (L, L) of those at a level who stay, the share that stands at each level next
    :param leaves: (L,) the share of each level that leaves in a step
    :param joins: (L,) the share of the new ones at each level
    :raises ValueError: if a row of shares does not sum to one, or a share is not from 0 to 1
    """
    _check(learns, leaves, joins)
    told = [np.asarray(counts, dtype=float)]
    for _step in range(steps):
        now = told[-1]
        gone = now * leaves
        told.append((now - gone) @ learns + gone.sum() * joins)
    return np.array(told)


def _check(learns: Numbers, leaves: Numbers, joins: Numbers) -> None:
    shares = np.concatenate([learns.ravel(), leaves, joins])
    if not ((shares >= 0) & (shares <= 1)).all():
        raise ValueError("a share is not from 0 to 1")
    if np.abs(learns.sum(axis=1) - 1).max() > _CLOSE or abs(joins.sum() - 1) > _CLOSE:
        raise ValueError("the shares of a row do not sum to one")

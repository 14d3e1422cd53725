"""A solved problem, kept warm: what one change needs to find the new optimum at once."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.problem import UNPLACED, Counts

from . import repair, rows
from .prices import Prices

Places = NDArray[np.int32]
# Room beyond this is not told apart: no problem has so many cases.
MOST_ROOM = 2**40
NO_LIMIT = 2**62


class TooWide(OverflowError):
    """Prices would leave the range of the whole numbers that are reckoned with.

    It takes more places than 500 with utilities near 1,000,000 that chain through all of them.
    """


@dataclass(eq=False)
class State:
    """Where cases stand, at which prices, and what moving them costs.

    worth     (n, k) int32, `rows.BARRED` where a pair is not allowed
    asked     (k + 1,) int64: the minimums that were asked for; the last is 0
    penalty   what missing one of a minimum counts as: more than any way of moving may gain
    place     (n,) int32, k where a case has no place, -1 where it is taken out
    prices    (k + 1,) int64 that prove the plan; the last is that of having no place
    capacity  (k + 1,) int64; the last is how many have no place
    least     (k + 1,) int64: the minimums, as far as they can be met
    flow      (k + 1,) int64: how much of the capacity is held, by cases or by a price
    loss      (k + 1, k + 1) int32, see `rows.differences`; an entry may be too low where stale
    stale     (k + 1, k + 2) bool; the last column says whether the row has any
    head, after, before, load   who stands where, see `repair.link`
    paths     how many paths the repair took
    fixed     cases that somebody has decided on, with their places (k: no place)
    """

    worth: NDArray[np.int32]
    asked: Counts
    penalty: int
    place: Places
    prices: Prices
    capacity: Counts
    least: Counts
    flow: Counts
    loss: NDArray[np.int32]
    stale: NDArray[np.bool_]
    head: NDArray[np.int32]
    after: NDArray[np.int32]
    before: NDArray[np.int32]
    load: Counts
    paths: int = 0
    fixed: dict[int, int] = field(default_factory=dict)

    def copy(self) -> "State":
        """The same, for a change that is only tried. The matrix is shared: it never changes."""
        own = ("asked", "place", "prices", "capacity", "least", "flow", "loss", "stale",
               "head", "after", "before", "load")  # fmt: skip
        return replace(
            self, fixed=dict(self.fixed), **{name: getattr(self, name).copy() for name in own}
        )

    def places(self) -> Places:
        """(n,) each case's place, decided on or found; UNPLACED where it has none."""
        place = self.place.copy()
        for case, held in self.fixed.items():
            place[case] = held
        return np.where(place == self.worth.shape[1], np.int32(UNPLACED), place)

    def settle(self) -> None:
        """Move cases until nothing is better, from any loads and prices at which all are best."""
        self.least[:] = np.clip(self.asked, 0, self.capacity)
        self.flow[:] = np.clip(self.load, self.least, self.capacity)
        self.flow[:] = np.where(self.prices > 0, self.capacity, self.flow)
        self.flow[:] = np.where(self.prices < 0, self.least, self.flow)
        given_up = self.prices <= -self.penalty
        self.flow[:] = np.where(given_up, np.minimum(self.load, self.least), self.flow)
        paths = repair.settle(
            self.worth, self.prices, self.capacity, self.least, self.penalty, self.flow,
            self.place, self.loss, self.stale, self.head, self.after, self.before, self.load,
        )  # fmt: skip
        if paths < 0:
            raise TooWide(f"A price has left the range up to {repair.GREATEST_PRICE}.")
        # An empty place without a minimum may have come below nothing: nobody is there to mind.
        self.prices[:] = np.where(self.least == 0, np.maximum(self.prices, 0), self.prices)
        self.least[:] = np.minimum(self.least, self.load)
        self.paths += paths

    def price_range(self) -> tuple[Prices, Prices]:
        """The least and the greatest prices that prove the plan, (k + 1,) int64 each.

        The least price of a place is what one more place there adds, the greatest what one less
        takes away, as long as it changes neither how many are placed nor which minimums are met
        (Shapley and Shubik 1971, doi 10.1007/BF01753437, for the lattice of prices). NO_LIMIT
        where without that place one case more would be left over. Prices below nothing, of places
        held filled by a minimum, are as near nothing as they can be in the least.
        """
        repair.freshen_all(self.worth, self.loss, self.stale, self.head, self.after)
        lengths = self._lengths()
        down = repair.distances(lengths, lengths.shape[0] - 1)[:-1]
        up = repair.distances(np.ascontiguousarray(lengths.T), lengths.shape[0] - 1)[:-1]
        least = self._eased(self.prices - down)
        return least, np.where(up < NO_LIMIT, self.prices + up, NO_LIMIT)

    def _eased(self, prices: Prices) -> Prices:
        """The prices with those below nothing as near it as they can be; the others stay.

        Where minimums are missed prices are the same, and none is lower: without that they would
        not prove that nothing better misses as little (one node more stands for it).
        """
        below = prices < 0
        if not below.any():
            return prices
        k = self.worth.shape[1]
        ground, missed = k + 1, k + 2
        lengths = np.full((k + 3, k + 3), NO_LIMIT, np.int64)
        lengths[: k + 1, : k + 1] = self._moves(prices)
        lengths[: k + 1, ground] = np.maximum(-prices, 0)
        lengths[: k + 1, missed] = np.where(
            self.load < np.clip(self.asked, 0, self.capacity), 0, NO_LIMIT
        )
        lengths[missed, : k + 1] = np.where(below, prices - prices.min(), NO_LIMIT)
        up = repair.distances(np.ascontiguousarray(lengths.T), ground)[: k + 1]
        return np.asarray(prices + up)

    def _moves(self, prices: Prices) -> NDArray[np.int64]:
        """(k + 1, k + 1): what moving a case costs at the prices; NO_LIMIT where none may."""
        at_prices = self.loss - prices[:, None] + prices[None, :]
        return np.where(self.loss < rows.NO_ARC, at_prices, NO_LIMIT)

    def _lengths(self) -> NDArray[np.int64]:
        """(k + 2, k + 2): what each arc costs at the prices, ≥ 0; the ground comes last."""
        k = self.worth.shape[1]
        lengths = np.full((k + 2, k + 2), NO_LIMIT, np.int64)
        lengths[: k + 1, : k + 1] = self._moves(self.prices)
        lengths[: k + 1, k + 1] = np.where(self.flow < self.capacity, -self.prices, NO_LIMIT)
        lengths[k + 1, : k + 1] = np.maximum(self.prices, 0)
        return lengths

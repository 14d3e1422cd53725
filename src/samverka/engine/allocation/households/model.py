"""The placement problem as a mixed-integer programme for HiGHS, whole or a core of its columns.

HiGHS: Huangfu and Hall 2018, doi 10.1007/s12532-017-0130-5. It counts in floating numbers, so
whatever plan it answers is counted again in whole numbers before it is believed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import highspy
import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.problem import UNPLACED

from .kernels import Flags, Floats, Longs
from .units import Units

INFINITE = highspy.kHighsInf


class Goal(StrEnum):
    """What a programme seeks the most, or least, of."""

    PERSONS = "persons"
    MISSED = "missed"
    WORTH = "worth"


@dataclass(frozen=True)
class Ask:
    """One programme: its goal, what is settled already, and when it is to stop.

    placed    persons that are to be placed at the least
    missed    how much minimums and floors may be missed in all; None where nothing is settled
    gap       share of its own bound at which it may stop
    target    value at which it may stop, or None
    """

    goal: Goal
    placed: int = 0
    missed: int | None = None
    gap: float = 0.0
    target: float | None = None
    seconds: float = INFINITE
    is_over: Callable[[], bool] = field(default=lambda: False)


@dataclass(frozen=True, eq=False)
class Answer:
    """The plan found (None where none was), what none exceeds, and whether it was told to stop."""

    place: NDArray[np.int32] | None
    bound: float
    is_interrupted: bool


@dataclass(frozen=True, eq=False)
class Duals:
    """Prices (k, r), worth of a person placed and lift of each floor, from a relaxation."""

    prices: Floats
    worth: float
    lifts: tuple[float, ...]


class Model:
    """The programme of some units over the pairs where `keep` (n, k) is true."""

    def __init__(self, units: Units, keep: Flags, ask: Ask) -> None:
        self.units, self.ask = units, ask
        self.row, self.column = np.nonzero(keep & units.allowed)
        self.pairs = len(self.row)
        self.lower: list[Floats] = []
        self.upper: list[Floats] = []
        self.parts: list[tuple[Longs, Longs, Floats]] = []
        self.rows = 0
        self.columns = self.pairs
        self.scale = max(1.0, float(units.worth.max(initial=1)) / 1000)
        self.short = np.flatnonzero(units.minimum.ravel() > 0)
        self._choose_once()
        self._keep_to_capacity()
        self._keep_near()
        self.misses = self.columns
        self._fill_minimum()
        self._keep_floors()
        self._settle()

    def _add(
        self, lower: Floats, upper: Floats, *parts: tuple[Longs, Longs, Floats | Longs]
    ) -> int:
        """Add rows; parts are (row within these, column, coefficient). Answers the first's row."""
        first = self.rows
        for row, column, value in parts:
            self.parts.append((row + first, column, np.asarray(value, np.float64)))
        self.lower.append(lower)
        self.upper.append(upper)
        self.rows += len(lower)
        return first

    def _choose_once(self) -> None:
        """Every unit gets one place at most; exactly one where everybody is to be placed."""
        units = self.units
        everybody = int(units.heads[units.placeable].sum())
        lower = np.zeros(len(units.heads))
        if self.ask.placed >= everybody:
            lower[units.placeable] = 1.0
        every = np.arange(self.pairs)
        self._add(lower, np.ones(len(lower)), (self.row, every, np.ones(self.pairs)))

    def _taken(self) -> tuple[Longs, Longs, Longs]:
        """What each pair takes: (place · r + resource, pair, amount), where it is not nothing."""
        need = self.units.needs[self.row]
        pair, resource = np.nonzero(need)
        return (
            self.column[pair] * need.shape[1] + resource,
            pair,
            need[pair, resource],
        )

    def _keep_to_capacity(self) -> None:
        room = self.units.capacity.ravel().astype(np.float64)
        self.capacity_row = self._add(np.full(len(room), -INFINITE), room, self._taken())

    def _fill_minimum(self) -> None:
        number = np.full(self.units.minimum.size, -1)
        number[self.short] = np.arange(len(self.short))
        row, pair, amount = self._taken()
        some = number[row] >= 0
        slack = self.columns + np.arange(len(self.short))
        least = self.units.minimum.ravel()[self.short].astype(np.float64)
        self.minimum_row = self._add(
            least,
            np.full(len(least), INFINITE),
            (number[row[some]], pair[some], amount[some]),
            (np.arange(len(least)), slack, np.ones(len(least))),
        )
        self.columns += len(least)

    def _keep_near(self) -> None:
        """All units of a near group stand in one area, or none of them anywhere."""
        for group in self.units.near:
            areas = np.unique(self.units.area)
            chosen = self.columns + np.arange(len(areas))
            self.columns += len(areas)
            self._add(
                np.zeros(1), np.ones(1), (np.zeros(len(areas), int), chosen, np.ones(len(areas)))
            )
            for unit in group:
                pair = np.flatnonzero(self.row == unit)
                area = np.searchsorted(areas, self.units.area[self.column[pair]])
                zero = np.zeros(len(areas))
                self._add(
                    zero,
                    zero,
                    (area, pair, np.ones(len(pair))),
                    (np.arange(len(areas)), chosen, -np.ones(len(areas))),
                )

    def _keep_floors(self) -> None:
        """Utility of a floor's units, and what is missed of it, reach its aim; scaled as worth."""
        self.floor_row = self.rows
        for floor in self.units.floors:
            number = np.full(len(self.units.heads), -1)
            number[floor.rows] = np.arange(len(floor.rows))
            pair = np.flatnonzero(number[self.row] >= 0)
            got = floor.utility[number[self.row[pair]], self.column[pair]]
            self._add(
                np.array([floor.aim / self.scale]),
                np.array([INFINITE]),
                (np.zeros(len(pair), int), pair, got / self.scale),
                (np.zeros(1, int), np.array([self.columns]), np.ones(1)),
            )
            self.columns += 1

    def _settle(self) -> None:
        """What was decided before: how many persons are placed, and how much may be missed."""
        persons = self.units.heads[self.row]
        every = np.arange(self.pairs)
        self.persons_row = self._add(
            np.array([float(self.ask.placed)]),
            np.array([INFINITE]),
            (np.zeros(self.pairs, int), every, persons),
        )
        if self.ask.missed is not None and self.columns > self.misses:
            slack = np.arange(self.misses, self.columns)
            self._add(
                np.array([-INFINITE]),
                np.array([float(self.ask.missed)]),
                (np.zeros(len(slack), int), slack, self._missed_units()),
            )

    def _missed_units(self) -> Floats:
        floors = self.columns - self.misses - len(self.short)
        units: Floats = np.r_[np.ones(len(self.short)), np.full(floors, self.scale)]
        return units

    def _costs(self) -> tuple[Floats, highspy.ObjSense]:
        cost = np.zeros(self.columns)
        if self.ask.goal is Goal.PERSONS:
            cost[: self.pairs] = self.units.heads[self.row]
        elif self.ask.goal is Goal.WORTH:
            cost[: self.pairs] = self.units.worth[self.row, self.column] / self.scale
        else:
            cost[self.misses :] = self._missed_units()
            return cost, highspy.ObjSense.kMinimize
        return cost, highspy.ObjSense.kMaximize

    def _programme(self, *, whole: bool) -> highspy.HighsLp:
        row, column, value = (np.concatenate(part) for part in zip(*self.parts, strict=True))
        order = np.lexsort((row, column))
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = self.columns, self.rows
        programme.col_cost_, programme.sense_ = self._costs()
        programme.col_lower_ = np.zeros(self.columns)
        programme.col_upper_ = np.r_[
            np.ones(self.misses), np.full(self.columns - self.misses, INFINITE)
        ]
        programme.row_lower_ = np.concatenate(self.lower)
        programme.row_upper_ = np.concatenate(self.upper)
        matrix = programme.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kColwise
        matrix.start_ = np.searchsorted(column[order], np.arange(self.columns + 1)).astype(
            np.int32
        )
        matrix.index_ = row[order].astype(np.int32)
        matrix.value_ = value[order]
        if whole:
            kinds = [highspy.HighsVarType.kInteger] * self.misses
            kinds += [highspy.HighsVarType.kContinuous] * (self.columns - self.misses)
            programme.integrality_ = kinds
        return programme

    def _highs(self, *, whole: bool) -> highspy.Highs:
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)  # several threads would not answer alike each time
        highs.setOptionValue("time_limit", max(0.01, self.ask.seconds))
        highs.passModel(self._programme(whole=whole))
        return highs

    def relax(self) -> Duals | None:
        """The duals of the programme without whole numbers, or None if it did not get there."""
        highs = self._highs(whole=False)
        self._listen(highs)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        dual = np.array(highs.getSolution().row_dual) * self.scale
        size = self.units.capacity.size
        prices = np.maximum(dual[self.capacity_row : self.capacity_row + size], 0.0)
        held = dual[self.minimum_row : self.minimum_row + len(self.short)]
        prices[self.short] += np.minimum(held, 0.0)
        lifts = dual[self.floor_row : self.floor_row + len(self.units.floors)] / self.scale
        return Duals(
            prices.reshape(self.units.capacity.shape),
            max(0.0, -float(dual[self.persons_row])),
            tuple(max(0.0, -float(lift)) for lift in lifts),
        )

    def solve(self, start: NDArray[np.int32] | None) -> Answer:
        """A plan in whole numbers, beginning from `start` where there is one."""
        highs = self._highs(whole=True)
        highs.setOptionValue("mip_rel_gap", self.ask.gap)
        highs.setOptionValue("mip_abs_gap", 0.0 if self.ask.goal is Goal.WORTH else 0.999)
        if self.ask.target is not None:
            highs.setOptionValue("objective_target", self.ask.target / self._unit())
        if start is not None:
            first = np.zeros(self.pairs)
            first[start[self.row] == self.column] = 1.0
            highs.setSolution(self.pairs, np.arange(self.pairs, dtype=np.int32), first)
        interrupted = self._listen(highs)
        highs.run()
        chosen = np.array(highs.getSolution().col_value[: self.pairs])
        bound = float(highs.getInfo().mip_dual_bound) * self._unit()
        return Answer(self._plan(chosen), bound, bool(interrupted))

    def _unit(self) -> float:
        return self.scale if self.ask.goal is Goal.WORTH else 1.0

    def _listen(self, highs: highspy.Highs) -> list[bool]:
        """Ask now and then whether it is over; the list is filled when it was."""
        told: list[bool] = []

        def ask(event: highspy.HighsCallbackEvent) -> None:
            if not told and self.ask.is_over():
                told.append(True)
            if told:
                event.interrupt()

        highs.cbMipInterrupt.subscribe(ask)
        highs.cbSimplexInterrupt.subscribe(ask)  # a linear programme may take seconds too
        return told

    def _plan(self, chosen: Floats) -> NDArray[np.int32] | None:
        if len(chosen) != self.pairs or not np.isfinite(chosen).all():
            return None
        place = np.full(len(self.units.heads), UNPLACED, np.int32)
        taken = chosen > 0.5
        place[self.row[taken]] = self.column[taken]
        return place if is_feasible(self.units, place) else None


def is_feasible(units: Units, place: NDArray[np.int32]) -> bool:
    """Whether a plan keeps to capacities and near groups, in whole numbers."""
    at = np.flatnonzero(place != UNPLACED)
    if (units.loads(place) > units.capacity).any() or not units.allowed[at, place[at]].all():
        return False
    for group in units.near:
        areas = {-1 if place[row] == UNPLACED else int(units.area[place[row]]) for row in group}
        if len(areas) > 1:
            return False
    return True

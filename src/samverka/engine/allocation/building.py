"""Make a placement problem from tables in any order, or say everything that is wrong with them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .checks import Fault, FaultKind, FaultyInput
from .problem import Counts, Floor, Problem, Utilities

MOST_UTILITY = 1_000_000
MOST_AMOUNT = 2_000_000_000
MOST_PAIRS = 500_000_000
MOST_REASONS = 255
MOST_FAULTS = 100  # of each sort: whoever mends the first hundred asks again

Group = Iterable[str]


@dataclass(frozen=True, eq=False)
class Tables:
    """What a problem is built from, by key, in any order.

    cases, places, resources   their keys, each once; n, k and r of them
    points    (n, k) what each pair is worth, in the officer's points, ≥ 0
    needs     (n, r) whole numbers ≥ 0
    capacity  (k, r) whole numbers ≥ 0
    minimum   (k, r) whole numbers ≥ 0, or None
    persons   (n,) whole numbers ≥ 1, or None where each case is one person
    barred    the reason by (case, place)
    together, near   groups of keys of cases
    areas     the name of the area by place; needed where `near` is used
    floors    by name: the keys of the group's cases, and the least mean in points
    unit      how many whole units make a point; points · unit is rounded, at most 1,000,000
    """

    cases: Sequence[str]
    places: Sequence[str]
    resources: Sequence[str]
    points: ArrayLike
    needs: ArrayLike
    capacity: ArrayLike
    minimum: ArrayLike | None = None
    persons: ArrayLike | None = None
    barred: Mapping[tuple[str, str], str] = field(default_factory=dict)
    together: Sequence[Group] = ()
    near: Sequence[Group] = ()
    areas: Mapping[str, str] = field(default_factory=dict)
    floors: Mapping[str, tuple[Group, float]] = field(default_factory=dict)
    unit: int = 1


def build(tables: Tables, *, most_pairs: int = MOST_PAIRS) -> Problem:
    """The problem of some tables, rows and columns sorted by key.

    Raises `FaultyInput` with everything that is wrong, up to a hundred of each sort. Tables whose
    n · k exceeds `most_pairs` are refused before anything of that size is made.
    """
    return _Builder(tables).build(most_pairs)


class _Builder:
    """One building: gathers the faults so that all are told at once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.faults: list[Fault] = []
        self.cases = [str(key) for key in tables.cases]
        self.places = [str(key) for key in tables.places]
        self.resources = [str(key) for key in tables.resources]

    def build(self, most_pairs: int) -> Problem:
        self._check_keys(most_pairs)
        self._raise_if_any()
        self.row = {key: number for number, key in enumerate(sorted(self.cases))}
        self.column = {key: number for number, key in enumerate(sorted(self.places))}
        by_case, by_place = _order(self.cases), _order(self.places)
        by_resource = _order(self.resources)
        utility = self._utility()
        needs = self._amounts("needs", self.tables.needs, self.cases, self.resources)
        capacity = self._amounts("capacity", self.tables.capacity, self.places, self.resources)
        minimum = self._minimum(capacity)
        persons = self._persons()
        barred, reasons = self._barred()
        together, near = self._groups("together"), self._groups("near")
        area, floors = self._area(), self._floors()
        self._raise_if_any()
        return Problem(
            cases=tuple(self.row),
            places=tuple(self.column),
            resources=tuple(self.resources[r] for r in by_resource),
            utility=np.ascontiguousarray(utility[by_case][:, by_place]),
            needs=np.ascontiguousarray(needs[by_case][:, by_resource]),
            capacity=np.ascontiguousarray(capacity[by_place][:, by_resource]),
            minimum=np.ascontiguousarray(minimum[by_place][:, by_resource]),
            barred=barred,
            reasons=reasons,
            together=together,
            near=near,
            area=area,
            floors=floors,
            unit=self.tables.unit,
            persons=persons[by_case],
        )

    def _fault(
        self, kind: FaultKind, where: str, key: str = "", number: float = 0, limit: float = 0
    ) -> None:
        self.faults.append(Fault(kind, where, key, number, limit))

    def _raise_if_any(self) -> None:
        if self.faults:
            raise FaultyInput(tuple(self.faults))

    def _check_keys(self, most_pairs: int) -> None:
        for where, keys in (
            ("cases", self.cases),
            ("places", self.places),
            ("resources", self.resources),
        ):
            if not keys:
                self._fault(FaultKind.EMPTY, where)
            for key in _twice(keys)[:MOST_FAULTS]:
                self._fault(FaultKind.TWICE, where, key)
        pairs = len(self.cases) * len(self.places)
        if pairs > most_pairs:
            self._fault(FaultKind.TOO_MANY, "cases", "", pairs, most_pairs)
        if self.tables.unit < 1:
            self._fault(FaultKind.BELOW_ZERO, "unit", "unit", self.tables.unit)

    def _table(self, where: str, raw: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """The numbers of a table, of zeros where they can not be read (a fault is told)."""
        try:
            table = np.asarray(raw, dtype=np.float64)
        except (TypeError, ValueError):
            self._fault(FaultKind.NOT_A_NUMBER, where, _first_unreadable(raw))
            return np.zeros(shape)
        if table.shape == shape:
            return table
        for number, wanted in zip(table.shape, shape, strict=False):
            if number != wanted:
                self._fault(FaultKind.SHAPE, where, "", number, wanted)
                return np.zeros(shape)
        self._fault(FaultKind.SHAPE, where, "", table.ndim, len(shape))
        return np.zeros(shape)

    def _check_range(
        self, where: str, table: NDArray[np.float64], rows: list[str], most: float
    ) -> NDArray[np.float64]:
        """Tell each row with a number that can not be used; the others are kept."""
        flat = table.reshape(len(rows), -1)
        for kind, wrong, limit in (
            (FaultKind.NOT_A_NUMBER, ~np.isfinite(flat), 0.0),
            (FaultKind.BELOW_ZERO, flat < 0, 0.0),
            (FaultKind.TOO_GREAT, np.isfinite(flat) & (flat > most), most),
        ):
            for row in np.flatnonzero(wrong.any(axis=1))[:MOST_FAULTS].tolist():
                self._fault(kind, where, rows[row], float(flat[row][wrong[row]][0]), limit)
        return np.where(np.isfinite(table) & (table >= 0) & (table <= most), table, 0)

    def _utility(self) -> Utilities:
        unit = self.tables.unit
        points = self._table("points", self.tables.points, (len(self.cases), len(self.places)))
        points = self._check_range("points", points, self.cases, MOST_UTILITY / unit)
        return np.rint(points * unit).astype(np.int32)

    def _amounts(
        self, where: str, raw: ArrayLike, rows: list[str], columns: list[str] | None
    ) -> Counts:
        shape = (len(rows),) if columns is None else (len(rows), len(columns))
        table = self._check_range(where, self._table(where, raw, shape), rows, MOST_AMOUNT)
        broken = (table != np.floor(table)).reshape(len(rows), -1)
        for row in np.flatnonzero(broken.any(axis=1))[:MOST_FAULTS].tolist():
            number = float(table.reshape(len(rows), -1)[row][broken[row]][0])
            self._fault(FaultKind.NOT_WHOLE, where, rows[row], number)
        return table.astype(np.int64)

    def _minimum(self, capacity: Counts) -> Counts:
        if self.tables.minimum is None:
            return np.zeros_like(capacity)
        minimum = self._amounts("minimum", self.tables.minimum, self.places, self.resources)
        for j, r in np.argwhere(minimum > capacity)[:MOST_FAULTS].tolist():
            self._fault(
                FaultKind.CROSSED, "minimum", self.places[j], minimum[j, r], capacity[j, r]
            )
        return minimum

    def _persons(self) -> Counts:
        if self.tables.persons is None:
            return np.ones(len(self.cases), np.int64)
        persons = self._amounts("persons", self.tables.persons, self.cases, None)
        for row in np.flatnonzero(persons < 1)[:MOST_FAULTS].tolist():
            self._fault(FaultKind.NOBODY, "persons", self.cases[row])
        return persons

    def _barred(self) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
        matrix = np.zeros((len(self.cases), len(self.places)), np.uint8)
        reasons = sorted(set(self.tables.barred.values()))
        if len(reasons) > MOST_REASONS:
            self._fault(FaultKind.TOO_MANY_REASONS, "barred", "", len(reasons), MOST_REASONS)
            return matrix, ("",)
        number = {reason: position for position, reason in enumerate(reasons, 1)}
        for (case, place), reason in self.tables.barred.items():
            if self._known("barred", case, self.row) and self._known("barred", place, self.column):
                matrix[self.row[case], self.column[place]] = number[reason]
        return matrix, ("", *reasons)

    def _known(self, where: str, key: str, keys: Container[str]) -> bool:
        if key in keys:
            return True
        self._fault(FaultKind.UNKNOWN, where, key)
        return False

    def _rows(self, where: str, keys: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({self.row[key] for key in keys if self._known(where, key, self.row)}))

    def _groups(self, where: str) -> tuple[tuple[int, ...], ...]:
        """Groups of rows; groups that share a case are one group."""
        groups: list[set[int]] = []
        for keys in self.tables.together if where == "together" else self.tables.near:
            joined = set(self._rows(where, keys))
            apart = [group for group in groups if not group & joined]
            for group in groups:
                if group & joined:
                    joined |= group
            groups = [*apart, joined]
        return tuple(sorted(tuple(sorted(group)) for group in groups if len(group) > 1))

    def _area(self) -> NDArray[np.int32]:
        areas = self.tables.areas
        if not areas:
            if self.tables.near:
                self._fault(FaultKind.NO_AREAS, "near")
            return np.zeros(0, np.int32)
        for place in self.places:
            self._known("areas", place, areas)
        names = sorted(set(areas.values()))
        return np.array(
            [names.index(areas.get(place, names[0])) for place in self.column], np.int32
        )

    def _floors(self) -> tuple[Floor, ...]:
        made = []
        for name, (keys, mean) in sorted(self.tables.floors.items()):
            if not np.isfinite(mean) or mean < 0:
                kind = FaultKind.BELOW_ZERO if mean < 0 else FaultKind.NOT_A_NUMBER
                self._fault(kind, "floors", name, mean)
                continue
            rows = self._rows("floors", keys)
            made.append(Floor(name, rows, int(np.ceil(mean * self.tables.unit))))
        return tuple(made)


def _order(keys: list[str]) -> list[int]:
    return sorted(range(len(keys)), key=keys.__getitem__)


def _twice(keys: list[str]) -> list[str]:
    seen: set[str] = set()
    double: dict[str, None] = {}
    for key in keys:
        if key in seen:
            double[key] = None
        seen.add(key)
    return list(double)


def _first_unreadable(raw: ArrayLike) -> str:
    rows = raw if isinstance(raw, list | tuple) else ()
    for number, row in enumerate(rows, 1):
        try:
            np.asarray(row, dtype=np.float64)
        except (TypeError, ValueError):
            return f"row {number}"
    return "row 1"

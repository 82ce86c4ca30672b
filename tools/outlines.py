"""Make the outlines that the reading room's maps are drawn on, out of Natural Earth.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python tools/outlines.py package/countries-50m.json outputs/web/static/map

`world-atlas` is Natural Earth (public domain) as TopoJSON. Its arcs are simplified before they are
put together, so that neighbours keep one border; what lies beyond the lands that the files speak of
is cut off. Written are `outlines.svg`, in Mercator as `outputs/web/drawings/cartography.py`
projects, for pages without scripts, and `outlines.json` (GeoJSON) for the map that can be moved.
"""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Line = list[Point]
WEST, SOUTH, EAST, NORTH = 14.0, 27.0, 180.0, 76.5
COARSENESS = 0.04  # degrees that a simplified line may lie off
SMALLEST = 0.12  # square degrees of an island that is still drawn
SCALE = 10.0  # units of the drawing in a degree of longitude
KAZAKHSTAN = "398"


def read_arcs(topology: dict[str, Any]) -> list[Line]:
    """The arcs in degrees, simplified."""
    (scale_x, scale_y), (at_x, at_y) = (topology["transform"][k] for k in ("scale", "translate"))
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + at_x, y * scale_y + at_y))
        arcs.append(simplify(line))
    return arcs


def simplify(line: Line) -> Line:
    """The line without the points that change little (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    far, where = max((offset(point, first, last), n) for n, point in enumerate(line[1:-1], 1))
    if far <= COARSENESS:
        return [first, last] if first != last else [first, line[where], last]
    return [*simplify(line[: where + 1])[:-1], *simplify(line[where:])]


def offset(point: Point, first: Point, last: Point) -> float:
    """How far a point lies off the straight line between two others."""
    (x, y), (ax, ay), (bx, by) = point, first, last
    length = math.hypot(bx - ax, by - ay)
    if not length:
        return math.hypot(x - ax, y - ay)
    return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length


def rings_of(geometry: dict[str, Any], arcs: Sequence[Line]) -> Iterator[Line]:
    """The rings of a country, holes among them, cut to the lands drawn."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for numbers in polygon:
            ring: Line = []
            for number in numbers:
                ring += (arcs[number] if number >= 0 else arcs[~number][::-1])[:-1]
            ring = cut(ring)
            if len(ring) > 3 and abs(area(ring)) >= SMALLEST:
                yield [*ring, ring[0]]


def cut(ring: Line) -> Line:
    """The ring within the lands drawn (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
        kept: Line = []
        for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            inside = [sign * (point[axis] - limit) >= 0 for point in (one, other)]
            if inside[0]:
                kept.append(one)
            if inside[0] != inside[1]:
                share = (limit - one[axis]) / (other[axis] - one[axis])
                kept.append(
                    (one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1]))
                )
        ring = kept
        if not ring:
            break
    return ring


def area(ring: Line) -> float:
    """In square degrees, signed."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def path_of(rings: Sequence[Line]) -> str:
    """The rings as an SVG path in Mercator."""
    parts = []
    for ring in rings:
        points = []
        for lon, lat in ring[:-1]:
            north = math.degrees(math.asinh(math.tan(math.radians(lat))))
            points.append(f"{lon * SCALE:.1f},{-north * SCALE:.1f}")
        parts.append(f"M{' '.join(dict.fromkeys(points))}z")
    return "".join(parts)


def main() -> None:
    """Read the topology named first, write into the folder named second."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(sys.argv[2])
    arcs = read_arcs(topology)
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if rings := list(rings_of(geometry, arcs)):
            countries.append((geometry.get("id"), geometry["properties"]["name"], rings))
    countries.sort(key=lambda each: each[0] == KAZAKHSTAN)  # its border is drawn over the others'
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "home": number == KAZAKHSTAN},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[[[round(x, 2), round(y, 2)] for x, y in r]] for r in rings],
            },
        }
        for number, name, rings in countries
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "outlines.json").write_text(json.dumps(collection, separators=(",", ":")) + "\n")
    home = "".join(path_of(rings) for number, _, rings in countries if number == KAZAKHSTAN)
    others = "".join(path_of(rings) for number, _, rings in countries if number != KAZAKHSTAN)
    (folder / "outlines.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">'
        f'<path id="lands" fill-rule="evenodd" d="{others}"/>'
        f'<path id="home" fill-rule="evenodd" d="{home}"/></svg>\n'
    )


main()

"""Where places stand on a map of Kazakhstan and its neighbours, and where their names fit."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from models.places import Gazetteer, Place

WIDTH: Final = 1000
# West, south, east, north: Kazakhstan, shown on every map, so that readers know where they are.
_HOME: Final = (46.0, 40.2, 88.0, 55.8)
_SCALE: Final = 10.0  # units of static/map/outlines.svg in a degree of longitude
_MARGIN: Final = 2.0  # degrees around the farthest place
_LOWEST: Final = 0.5  # height of a map as a share of its width
_UNITS: Final = frozenset({"oblast", "guberniya", "uezd", "okrug", "rayon", "krai"})
_TOO_LARGE: Final = frozenset({"republic", "country", "type"})  # to be a ring around a town
# Towns that are written in faintly, where there is room for them.
_LANDMARKS: Final = (
    "astana", "almaty", "karaganda", "semey", "shymkent", "aktobe", "oral", "kyzylorda", "atyrau",
    "kostanay", "pavlodar", "petropavl", "oskemen", "aktau", "balkhash",
)  # fmt: skip
_LETTER: Final = 8.6  # width of a letter of a name, in units of the drawing
_LINE: Final = 19.0  # its height
_SMALL: Final = 2.0  # how much larger letters are drawn on a phone, to be as large to the eye
Projection = Callable[[Place], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Located:
    """A place to be drawn: its name in the collection, its page, and how often it is named."""

    name: str
    link: str
    place: Place
    times: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A place on the map; an area has no point, its ring lies around the seat it was ruled from.

    Attributes:
        located: the place.
        x: of its middle, in units of the drawing.
        y: of its middle.
        radius: of its circle.
        is_area: whether it is an administrative unit and no settlement.
        label: start of its name; None where it would lie over another.
        label_on_phone: the same where letters are larger.
    """

    located: Located
    x: float
    y: float
    radius: float
    is_area: bool
    label: float | None
    label_on_phone: float | None


@dataclass(frozen=True, slots=True)
class Landmark:
    """A town for orientation, with its name."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing `WIDTH` wide; the outlines are moved into it by `scale` and then `left`, `top`."""

    height: float
    scale: float
    left: float
    top: float
    markers: tuple[Marker, ...]
    landmarks: tuple[Landmark, ...]
    width: int = WIDTH


def is_area(place: Place) -> bool:
    """Whether a place is an administrative unit; its coordinates are those of its seat."""
    return place.kind in _UNITS or place.kind in _TOO_LARGE


def _can_be_drawn(place: Place) -> bool:
    return place.kind not in _TOO_LARGE and place.lat is not None and place.lon is not None


def draw_map(places: Iterable[Located]) -> Map | None:
    """A map of the places whose coordinates are known; None where there are none."""
    located = sorted(
        (each for each in places if _can_be_drawn(each.place)),
        key=lambda each: (-each.times, each.name),
    )
    if not located:
        return None
    west, south, east, north = _frame([each.place for each in located])
    scale = WIDTH / ((east - west) * _SCALE)
    left, top = west * _SCALE * scale, -_mercator(north) * _SCALE * scale
    height = -_mercator(south) * _SCALE * scale - top

    def project(place: Place) -> tuple[float, float]:
        assert place.lat is not None
        assert place.lon is not None
        unit = _SCALE * scale
        return place.lon * unit - left, -_mercator(place.lat) * unit - top

    most = located[0].times
    names, on_phone = _Names(1.0), _Names(_SMALL)
    points = [(each, *project(each.place), _radius(each, most)) for each in located]
    for _, x, y, radius in points:
        for taken in (names, on_phone):
            taken.add(x - radius, y - radius, x + radius, y + radius)
    markers = tuple(
        Marker(
            each, x, y, radius, is_area(each.place),
            names.place(each.name, x, y, radius), on_phone.place(each.name, x, y, radius),
        )
        for each, x, y, radius in points
    )  # fmt: skip
    landmarks = _landmarks(located, names, project)
    return Map(height, scale, left, top, tuple(reversed(markers)), landmarks)


def _landmarks(
    located: Sequence[Located], names: "_Names", project: Projection
) -> tuple[Landmark, ...]:
    """Towns that nothing stands on and whose names are in nobody's way."""
    shown = {each.place.id for each in located} | {each.place.centre for each in located}
    found = []
    for town in _LANDMARKS:
        place = Gazetteer.load().get(town)
        if place is None or town in shown:
            continue
        x, y = project(place)
        if names.place(place.canonical, x, y, 3, only_right=True) is not None:
            found.append(Landmark(place.canonical, x, y))
    return tuple(found)


class _Names:
    """The room that circles and names have taken; names are set in turn, the first ones best."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._taken: list[tuple[float, float, float, float]] = []

    def add(self, left: float, top: float, right: float, bottom: float) -> None:
        self._taken.append((left, top, right, bottom))

    def place(
        self, name: str, x: float, y: float, radius: float, *, only_right: bool = False
    ) -> float | None:
        """Where a name begins that finds room to the right of its circle, or to the left."""
        width, half = len(name) * _LETTER * self._size, _LINE * self._size / 2
        starts = [x + radius + 5] if only_right else [x + radius + 5, x - radius - 5 - width]
        for start in starts:
            box = (start, y - half, start + width, y + half)
            if start >= 0 and start + width <= WIDTH and not self._is_taken(box):
                self.add(*box)
                return start
        return None

    def _is_taken(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        return any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self._taken
        )


def _frame(places: Sequence[Place]) -> tuple[float, float, float, float]:
    """West, south, east and north of what is shown: Kazakhstan and all places."""
    lons = [place.lon for place in places if place.lon is not None]
    lats = [place.lat for place in places if place.lat is not None]
    west = min(_HOME[0], min(lons) - _MARGIN)
    south = min(_HOME[1], min(lats) - _MARGIN)
    east = max(_HOME[2], max(lons) + _MARGIN)
    north = min(80.0, max(_HOME[3], max(lats) + _MARGIN))
    lacking = (east - west) * _LOWEST - (_mercator(north) - _mercator(south))
    if lacking > 0:
        south, north = south - lacking / 4, north + lacking / 4
    return west, south, east, north


def _mercator(latitude: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def _radius(each: Located, most: int) -> float:
    grown = 5 + 11 * math.sqrt(each.times / most) if most > 1 else 8
    return max(grown, 16) if is_area(each.place) else grown

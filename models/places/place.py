"""A place with the names it has had, and the table that they are read from."""

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Final

TABLE: Final = files("models") / "reference" / "gazetteer.tsv"
_CENTRE: Final = re.compile(r"centre: (\w+);")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One historical name; years are inclusive, `None` is an open or unknown end."""

    text: str
    language: str
    valid_from: int | None = None
    valid_to: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer; `lat` and `lon` are WGS 84 degrees, `None` when unknown.

    `centre` is the id of the town that an administrative unit was ruled from, or empty.
    """

    id: str
    canonical: str
    kind: str
    valid_from: int | None
    valid_to: int | None
    modern_name: str
    lat: float | None
    lon: float | None
    parent: str
    confidence: str
    names: tuple[PlaceName, ...]
    centre: str = ""


def read_places() -> Iterator[Place]:
    """Yield the places of the table that comes with the project."""
    rows = csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    yield from map(_read_place, rows)


def kilometres(one: Place, two: Place) -> float:
    """Return the distance of two located places, flat enough for a few hundred kilometres."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return math.inf
    east = (one.lon - two.lon) * math.cos(math.radians((one.lat + two.lat) / 2))
    return 111.2 * math.hypot(one.lat - two.lat, east)


def _read_place(row: dict[str, str]) -> Place:
    names = [
        _read_name(text, language)
        for language in ("ru", "kk", "en")
        for text in row[f"variants_{language}"].split(";")
        if text
    ]
    if row["canonical"] not in {name.text for name in names}:
        names.insert(0, PlaceName(row["canonical"], "ru"))
    dated = {name.text: name for name in names if name.valid_from or name.valid_to}
    dated.pop(row["canonical"], None)  # Алматы was the Kazakh name long before the Russian one
    names = [replace(dated.get(name.text, name), language=name.language) for name in names]
    return Place(
        id=row["id"],
        canonical=row["canonical"],
        kind=row["type"],
        valid_from=_year(row["valid_from"]),
        valid_to=_year(row["valid_to"]),
        modern_name=row["modern_name"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        parent=row["parent"],
        confidence=row["confidence"] or "low",
        names=tuple(names),
        centre=centre[1] if (centre := _CENTRE.match(row["note"])) else "",
    )


def _read_name(text: str, language: str) -> PlaceName:
    """Read «Целиноград@1961-1992»; an open end is left out."""
    name, _, validity = text.partition("@")
    first, _, last = validity.partition("-")
    return PlaceName(name.strip(), language, _year(first), _year(last))


def _year(text: str | None) -> int | None:
    match = re.match(r"\d{4}", text or "")
    return int(match.group()) if match else None

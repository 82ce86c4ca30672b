"""The names of all places as they are looked up: whole, bare, inflected, as adjectives, misread."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import Levenshtein

from models.misreading.homoglyphs import fold_letters
from models.places.place import Place, PlaceName
from models.places.scoring import ONE_LETTER, Entry, fit
from models.places.toponyms import (
    Kind,
    Unit,
    adjective_stem,
    case_forms,
    name_roots,
    read_units,
    seat_roots,
    without_kazakh_ending,
)

_KIND_OF_TYPE: Final = {
    "camp": Kind.CAMP,
    "oblast": Kind.OBLAST,
    "guberniya": Kind.GUBERNIYA,
    "uezd": Kind.UEZD,
    "okrug": Kind.OKRUG,
    "rayon": Kind.RAYON,
    "krai": Kind.KRAI,
    "country": Kind.REPUBLIC,
    "republic": Kind.REPUBLIC,
}
_SHORTEST_FUZZY: Final = 6


class NameIndex:
    """Ways to places, by folded name, by `~` and the stem of an adjective, and by one edit."""

    def __init__(self, places: Collection[Place]) -> None:
        self._index: dict[str, list[Entry]] = defaultdict(list)
        self._deletions: dict[str, set[str]] = defaultdict(set)
        self._capitals = {place.centre for place in places if place.kind in {"oblast", "krai"}}
        named = [
            (place, name, *_main_unit(place, name)) for place in places for name in place.names
        ]
        for each in named:
            self._add(*each)
        for key in [key for key in self._index if len(key.lstrip("~")) >= _SHORTEST_FUZZY]:
            for shorter in _deletions(key):
                self._deletions[shorter].add(key)
        for each in named:
            self._add_forms(*each)

    def whole(self, surface: str) -> list[Entry]:
        """Return the ways that a wording as it stands names, its kind word included."""
        return self._index.get(fold_letters(surface), [])

    def _add(self, place: Place, name: PlaceName, unit: Unit | None, kind: Kind) -> None:
        """Index a name as it stands: whole, without its kind word, and as an adjective."""
        self._put(fold_letters(name.text), Entry(place, name, kind, "name", 1.0))
        numbered = kind is Kind.SETTLEMENT and "№" in name.text  # «форт № 1» is not any fort
        if unit is None or not unit.words or numbered:
            return
        stem = adjective_stem(unit.key)
        if kind is Kind.SETTLEMENT or stem is None:
            bare = unit.kind is None
            self._put(unit.key, Entry(place, name, kind, "name", 1.0, bare))
        if stem is not None:
            self._put(f"~{stem}", Entry(place, name, kind, "name", 1.0))

    def _add_forms(self, place: Place, name: PlaceName, unit: Unit | None, kind: Kind) -> None:
        """Index the Russian case forms of a settlement's or camp's name and its adjectives."""
        if (
            unit is None
            or not unit.words
            or "№" in name.text
            or kind not in {Kind.SETTLEMENT, Kind.CAMP, Kind.REPUBLIC}
        ):
            return
        if name.language != "kk":
            for form in case_forms(unit.words):
                self._put(form, Entry(place, name, kind, "inflected", 0.97))
        if kind is Kind.SETTLEMENT:
            for root in name_roots(unit.key):
                self._put(f"~{root}", Entry(place, name, kind, "adjective", 0.95))

    def _put(self, key: str, entry: Entry) -> None:
        if key and not any(
            each.place is entry.place and each.name == entry.name for each in self._index[key]
        ):
            self._index[key].append(entry)

    def entries(self, unit: Unit) -> list[Entry]:
        """Return the index entries that answer a unit: as named, as adjective, Kazakh, then OCR."""
        found = [e for e in self._index.get(unit.key, ()) if self._fits(unit.kind, e)]
        stem = adjective_stem(unit.key)
        if not found and stem is not None:
            found = self._by_adjective(stem, unit.kind)
        if not found:
            bare = self._index.get(without_kazakh_ending(unit.key), ())
            found = [
                replace(e, reason="inflected", weight=0.95)
                for e in bare
                if e.name.language == "kk" and e.reason == "name" and self._fits(unit.kind, e)
            ]
        return found or self._by_one_edit(unit, stem)

    def _by_adjective(self, stem: str, kind: Kind | None) -> list[Entry]:
        for root in seat_roots(stem):
            found = [
                e
                for e in self._index.get(f"~{root}", ())
                if self._fits(kind, e) and (root == stem or e.kind is Kind.SETTLEMENT)
            ]
            if found:
                return found
        return []

    def _by_one_edit(self, unit: Unit, stem: str | None) -> list[Entry]:
        key = f"~{stem}" if stem else unit.key
        if len(key.lstrip("~")) < _SHORTEST_FUZZY:
            return []
        near = {
            known
            for shorter in (key, *_deletions(key))
            for known in (*self._deletions.get(shorter, ()), shorter)
            if known in self._index and Levenshtein.distance(known, key, score_cutoff=1) <= 1
        }
        return [
            replace(e, reason=ONE_LETTER, weight=0.6)
            for known in sorted(near)
            for e in self._index[known]
            if e.reason == "name" and self._fits(unit.kind, e)
        ]

    def _fits(self, asked: Kind | None, entry: Entry) -> bool:
        """Whether an entry can answer a kind; an oblast's town is never one of its districts."""
        if asked in {Kind.RAYON, Kind.VOLOST} and entry.kind is Kind.SETTLEMENT:
            return entry.place.id not in self._capitals
        return fit(asked, entry.kind) > 0


def _deletions(key: str) -> set[str]:
    return {key[:i] + key[i + 1 :] for i in range(len(key))}


def _main_unit(place: Place, name: PlaceName) -> tuple[Unit | None, Kind]:
    """Return the unit a name consists of and its kind, the name's own kind word first."""
    units = [unit for unit in read_units(name.text) if unit.kind is not Kind.OTHER]
    unit = units[0] if units else None
    kind = _KIND_OF_TYPE.get(place.kind, Kind.SETTLEMENT)
    if unit is not None and unit.kind is not None and kind is not Kind.CAMP:
        kind = unit.kind
    return unit, kind

"""Places in time: which places of the gazetteer a wording may mean in a given year."""

import csv
import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final, Self

from rapidfuzz.distance import Levenshtein

from models.homoglyphs import fold_letters
from models.misread import form_words
from models.toponyms import (
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
# How far a name of a kind (second) answers a wording of a kind (first). A district or a volost is
# mostly missing from the gazetteer and then stands for its seat; an oblast never means its town.
_FIT: Final = {
    (None, Kind.SETTLEMENT): 1.0,
    (None, Kind.REPUBLIC): 1.0,
    (None, Kind.CAMP): 1.0,
    (Kind.PRISON, Kind.SETTLEMENT): 0.95,
    (Kind.CAMP, Kind.SETTLEMENT): 0.8,
    (Kind.RAYON, Kind.SETTLEMENT): 0.6,
    (Kind.VOLOST, Kind.SETTLEMENT): 0.6,
}
_UNNAMED_KIND_FIT: Final = 0.6  # «Семиречье» without a kind word
# «baseline»: modern names only, nobody checked when they were in use.
_CONFIDENCE: Final = {"high": 1.0, "medium": 0.98, "low": 0.96, "baseline": 0.9}
_CENTRE: Final = re.compile(r"centre: (\w+);")
_TABLE: Final = files("models") / "reference" / "gazetteer.tsv"
_SHORTEST_FUZZY: Final = 6
_NEAR_KM: Final = 450.0
_ROUNDED: Final = 0.001  # scores have four decimals
# Kind words that OCR may have left one letter off; short ones are read as they stand.
_KIND_WORDS: Final = form_words(
    "области область областью областях губернии губерния губернию волости волость района районе"
    " району округа округе станция станции станице деревня деревни поселок поселка поселке"
    " колония колонии облысы облысының облысында ауданы ауданының ауданында уезінің уезінде"
    " болысы болысының болысында қаласы қаласының қаласында ауылының ауылында республика"
    " республики тюрьма тюрьме тюрьмы отделение отделения отделении"
)
# Two rows of one name so near each other are one place, one of them from a modern list.
_SAME_KM: Final = 10.0
_SAME_NAME_FIT: Final = {Kind.CAMP: 0.6}  # «Казахстан» without its «лагерь» is not the camp
ONE_LETTER: Final = "one letter differs"
"""Reason of a candidate that only resembles the wording: never more than a suggestion."""


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


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place a wording may mean, by which of its historical names, and why."""

    place_id: str
    name: str
    score: float
    reasons: tuple[str, ...]

    @property
    def is_guess(self) -> bool:
        """Whether the wording is no form of the name and only resembles it."""
        return ONE_LETTER in self.reasons


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way into the index: a name of a place, the kind it means and how it was reached."""

    place: Place
    name: PlaceName
    kind: Kind
    reason: str
    weight: float
    bare: bool = True  # the name has no kind word of its own


class Gazetteer:
    """All places by folded name, case form and adjective; the ambiguous stay several candidates."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.id: place for place in places}
        self._index: dict[str, list[_Entry]] = defaultdict(list)
        self._deletions: dict[str, set[str]] = defaultdict(set)
        self._capitals = {
            place.centre for place in self._places.values() if place.kind in {"oblast", "krai"}
        }
        for place in self._places.values():
            for name in place.names:
                self._add(place, name)
        for key in [key for key in self._index if len(key.lstrip("~")) >= _SHORTEST_FUZZY]:
            for shorter in _deletions(key):
                self._deletions[shorter].add(key)
        for place in self._places.values():
            for name in place.names:
                self._add_forms(place, name)

    @classmethod
    @cache
    def load(cls) -> Self:
        """Return the gazetteer that comes with the project, read once."""
        text = _TABLE.read_text(encoding="utf-8")
        rows = csv.DictReader(text.splitlines(), delimiter="\t")
        return cls(_read_place(row) for row in rows)

    @staticmethod
    @cache
    def identity() -> str:
        """Digest of the table: a changed gazetteer makes what was made by it stale."""
        return f"gazetteer sha256:{hashlib.sha256(_TABLE.read_bytes()).hexdigest()[:16]}"

    def get(self, place_id: str) -> Place | None:
        """Return the place of this id, or `None`."""
        return self._places.get(place_id)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def candidates(
        self,
        surface: str,
        *,
        year: int | None = None,
        parents: Sequence[str] = (),
        region: Sequence[str] = (),
    ) -> tuple[PlaceCandidate, ...]:
        """Return the places `surface` may mean, best first; empty when the gazetteer has none.

        Args:
            surface: the wording in the text, Russian, Kazakh or English, kind words included.
            year: of the statement; names not in use then score lower.
            parents: ids or wordings of larger units named beside it; far-off places score lower.
            region: ids or wordings of what the document as a whole is about, such as the oblast
                of the body that wrote it; without a parent, far-off places score a little lower.
        """
        whole = self._index.get(fold_letters(surface), [])
        if whole:
            around = _Around(year, self._anchors(parents), self._anchors(region))
            return self._rank(whole, None, around, whole=True)
        named = _named_units(surface)
        if not named:
            return ()
        unit = min(named, key=lambda each: each.kind.value if each.kind else 0)
        larger = [each for each in named if each is not unit]
        anchors = self._anchors(parents) + self._anchor_units(larger)
        around = _Around(year, anchors, self._anchors(region))
        found = self._rank(self._entries(unit), unit.kind, around)
        meant = _KIND_WORDS.plain(surface).text
        if found or meant == surface:
            return found
        return self.candidates(meant, year=year, parents=parents, region=region)

    def decided(self, found: Sequence[PlaceCandidate], margin: float) -> PlaceCandidate | None:
        """Return the candidate that the wording surely means, or `None` to leave it open.

        Args:
            found: candidates as `candidates` gives them, best first.
            margin: lead over the next place that is another one, as a share of the best score.
        """
        if not found or found[0].is_guess:
            return None
        others = (each for each in found[1:] if not self._is_double(each, found[0]))
        rival = next(others, None)
        is_ahead = rival is None or rival.score < found[0].score * (1 - margin) - _ROUNDED
        return found[0] if is_ahead else None

    def _is_double(self, candidate: PlaceCandidate, best: PlaceCandidate) -> bool:
        """Whether a baseline row only repeats the best place, or is a village named after it."""
        one, other = self._places[candidate.place_id], self._places[best.place_id]
        if other.kind == "country":
            return one.confidence == "baseline"
        both = {one.confidence == "baseline", other.confidence == "baseline"}
        return both == {True, False} and _kilometres(one, other) <= _SAME_KM

    # -- index ------------------------------------------------------------------------------------

    def _add(self, place: Place, name: PlaceName) -> None:
        """Index a name as it stands: whole, without its kind word, and as an adjective."""
        unit, kind = _main_unit(place, name)
        self._put(fold_letters(name.text), _Entry(place, name, kind, "name", 1.0))
        if unit is None or not unit.words:
            return
        stem = adjective_stem(unit.key)
        if kind is Kind.SETTLEMENT or stem is None:
            bare = unit.kind is None
            self._put(unit.key, _Entry(place, name, kind, "name", 1.0, bare))
        if stem is not None:
            self._put(f"~{stem}", _Entry(place, name, kind, "name", 1.0))

    def _add_forms(self, place: Place, name: PlaceName) -> None:
        """Index the Russian case forms of a settlement's or camp's name and its adjectives."""
        unit, kind = _main_unit(place, name)
        if (
            unit is None
            or not unit.words
            or kind not in {Kind.SETTLEMENT, Kind.CAMP, Kind.REPUBLIC}
        ):
            return
        if name.language != "kk":
            for form in case_forms(unit.words):
                self._put(form, _Entry(place, name, kind, "inflected", 0.97))
        if kind is Kind.SETTLEMENT:
            for root in name_roots(unit.key):
                self._put(f"~{root}", _Entry(place, name, kind, "adjective", 0.95))

    def _put(self, key: str, entry: _Entry) -> None:
        if key and not any(
            each.place is entry.place and each.name == entry.name for each in self._index[key]
        ):
            self._index[key].append(entry)

    # -- look-up ----------------------------------------------------------------------------------

    def _entries(self, unit: Unit) -> list[_Entry]:
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

    def _by_adjective(self, stem: str, kind: Kind | None) -> list[_Entry]:
        for root in seat_roots(stem):
            found = [
                e
                for e in self._index.get(f"~{root}", ())
                if self._fits(kind, e) and (root == stem or e.kind is Kind.SETTLEMENT)
            ]
            if found:
                return found
        return []

    def _by_one_edit(self, unit: Unit, stem: str | None) -> list[_Entry]:
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

    def _fits(self, asked: Kind | None, entry: _Entry) -> bool:
        """Whether an entry can answer a kind; an oblast's town is never one of its districts."""
        if asked in {Kind.RAYON, Kind.VOLOST} and entry.kind is Kind.SETTLEMENT:
            return entry.place.id not in self._capitals
        return _fit(asked, entry.kind) > 0

    # -- ranking ----------------------------------------------------------------------------------

    def _rank(
        self,
        entries: Iterable[_Entry],
        kind: Kind | None,
        around: "_Around",
        *,
        whole: bool = False,
    ) -> tuple[PlaceCandidate, ...]:
        best: dict[str, PlaceCandidate] = {}
        for entry in entries:
            candidate = _score(entry, entry.kind if whole and entry.bare else kind, around)
            known = best.get(candidate.place_id)
            if known is None or candidate.score > known.score:
                best[candidate.place_id] = candidate
        return tuple(sorted(best.values(), key=lambda each: (-each.score, each.place_id)))

    def _anchors(self, parents: Sequence[str]) -> list[Place]:
        """Return the located places that ids or wordings of larger units surely mean."""
        anchors = []
        for parent in parents:
            place = self._places.get(parent)
            if place is None and (found := self.candidates(parent)):
                place = self._places[found[0].place_id]
            if place is not None and place.lat is not None and place.kind != "country":
                anchors.append(place)
        return anchors

    def _anchor_units(self, units: list[Unit]) -> list[Place]:
        larger = (entry.place for unit in units for entry in self._entries(unit)[:1])
        return [place for place in larger if place.lat is not None and place.kind != "country"]


def _deletions(key: str) -> set[str]:
    return {key[:i] + key[i + 1 :] for i in range(len(key))}


def _fit(asked: Kind | None, kind: Kind) -> float:
    if asked is kind:
        return 1.0
    return _FIT.get((asked, kind), _UNNAMED_KIND_FIT if asked is None else 0.0)


def _main_unit(place: Place, name: PlaceName) -> tuple[Unit | None, Kind]:
    """Return the unit a name consists of and its kind, the name's own kind word first."""
    units = [unit for unit in read_units(name.text) if unit.kind is not Kind.OTHER]
    unit = units[0] if units else None
    kind = _KIND_OF_TYPE.get(place.kind, Kind.SETTLEMENT)
    if unit is not None and unit.kind is not None and kind is not Kind.CAMP:
        kind = unit.kind
    return unit, kind


def _named_units(surface: str) -> list[Unit]:
    return [unit for unit in read_units(surface) if unit.words and unit.kind is not Kind.OTHER]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a document says around a wording: its year, the larger units, its own region."""

    year: int | None
    parents: list[Place]
    region: list[Place]


def _score(entry: _Entry, kind: Kind | None, around: _Around) -> PlaceCandidate:
    place, name = entry.place, entry.name
    in_time, why = _in_time(place, name, around.year)
    fit = _fit(kind, entry.kind)
    if kind is None and not entry.bare:
        fit = _SAME_NAME_FIT.get(entry.kind, fit)
    nearness, where = _nearness(place, around)
    score = entry.weight * fit * in_time * nearness * _CONFIDENCE[place.confidence]
    return PlaceCandidate(place.id, name.text, round(score, 4), (entry.reason, *why, *where))


def _nearness(place: Place, around: _Around) -> tuple[float, list[str]]:
    """Return the factor and reason of a place by the larger units named beside it."""
    anchors = around.parents or around.region
    if not anchors or place.lat is None:
        return 1.0, []
    near = min(_kilometres(place, anchor) for anchor in anchors) <= _NEAR_KM
    if around.parents:
        return (1.0, ["near its parent"]) if near else (0.8, ["far from its parent"])
    return (1.0, []) if near else (0.95, ["far from the document's region"])


def _in_time(place: Place, name: PlaceName, year: int | None) -> tuple[float, list[str]]:
    """Return the factor and reasons of a name in a year; old names live on, new ones cannot."""
    if year is None:
        return 1.0, []
    if name.valid_from is not None and year < name.valid_from:
        return 0.6, ["name not yet in use"]
    if name.valid_to is not None and year > name.valid_to:
        return 0.85, ["older name"]
    if place.valid_from is not None and year < place.valid_from:
        return 0.7, ["place not yet founded"]
    if place.valid_to is not None and year > place.valid_to:
        return 0.9, ["place abolished before"]
    return (1.0, ["name in use"]) if name.valid_from or name.valid_to else (0.98, [])


def _kilometres(one: Place, two: Place) -> float:
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

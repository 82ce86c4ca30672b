"""How well a place answers a wording: by its kind, its years, and what is named beside it."""

from dataclasses import dataclass
from typing import Final

from models.places.place import Place, PlaceName, kilometres
from models.places.toponyms import Kind

# How far a name of a kind (second) answers a wording of a kind (first). Districts and volosts are
# mostly missing from the gazetteer: their seat is suggested; an oblast never means its town.
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
_NEAR_KM: Final = 450.0
_SAME_NAME_FIT: Final = {Kind.CAMP: 0.6}  # «Казахстан» without its «лагерь» is not the camp
ONE_LETTER: Final = "one letter differs"
"""Reason of a candidate that only resembles the wording: never more than a suggestion."""
SEAT: Final = "seat of it"
"""Reason of a settlement that answers for the district or volost that is named after it."""
_SEATED: Final = frozenset({Kind.RAYON, Kind.VOLOST})


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place a wording may mean, by which of its historical names, and why."""

    place_id: str
    name: str
    score: float
    reasons: tuple[str, ...]

    @property
    def is_guess(self) -> bool:
        """Whether the wording is not the place's name: it resembles it, or is its district's."""
        return ONE_LETTER in self.reasons or self.is_seat

    @property
    def is_seat(self) -> bool:
        """Whether the wording names the district or volost around the place."""
        return SEAT in self.reasons


@dataclass(frozen=True, slots=True)
class Entry:
    """One way into the index: a name of a place, the kind it means and how it was reached."""

    place: Place
    name: PlaceName
    kind: Kind
    reason: str
    weight: float
    bare: bool = True  # the name has no kind word of its own


@dataclass(frozen=True, slots=True)
class Around:
    """What a document says around a wording: its year, the larger units, its own region."""

    year: int | None
    parents: list[Place]
    region: list[Place]


def fit(asked: Kind | None, kind: Kind) -> float:
    """Return how far a name of `kind` answers a wording of the kind asked for, 0 to 1."""
    if asked is kind:
        return 1.0
    return _FIT.get((asked, kind), _UNNAMED_KIND_FIT if asked is None else 0.0)


def score(entry: Entry, kind: Kind | None, around: Around) -> PlaceCandidate:
    """Weigh one way to a place for a wording of `kind` among what stands around it."""
    place, name = entry.place, entry.name
    in_time, why = _in_time(place, name, around.year)
    share = fit(kind, entry.kind)
    if kind is None and not entry.bare:
        share = _SAME_NAME_FIT.get(entry.kind, share)
    nearness, where = _nearness(place, around)
    weight = entry.weight * share * in_time * nearness * _CONFIDENCE[place.confidence]
    seat = [SEAT] if kind in _SEATED and entry.kind is Kind.SETTLEMENT else []
    reasons = (entry.reason, *seat, *why, *where)
    return PlaceCandidate(place.id, name.text, round(weight, 4), reasons)


def _nearness(place: Place, around: Around) -> tuple[float, list[str]]:
    """Return the factor and reason of a place by the larger units named beside it."""
    anchors = around.parents or around.region
    if not anchors or place.lat is None:
        return 1.0, []
    near = min(kilometres(place, anchor) for anchor in anchors) <= _NEAR_KM
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

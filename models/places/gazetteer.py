"""Which places of the gazetteer a wording may mean in a given year."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, Self

from models.misreading.meant import form_words
from models.places.index import NameIndex
from models.places.place import TABLE, Place, kilometres, read_places
from models.places.scoring import ONE_LETTER, Around, Entry, PlaceCandidate, score
from models.places.toponyms import Kind, Unit, read_units

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


class Gazetteer:
    """All places by folded name, case form and adjective; the ambiguous stay several candidates."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.id: place for place in places}
        self._names = NameIndex(self._places.values())

    @classmethod
    @cache
    def load(cls) -> Self:
        """Return the gazetteer that comes with the project, read once."""
        return cls(read_places())

    @staticmethod
    @cache
    def identity() -> str:
        """Digest of the table: a changed gazetteer makes what was made by it stale."""
        return f"gazetteer sha256:{hashlib.sha256(TABLE.read_bytes()).hexdigest()[:16]}"

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
        whole = self._names.whole(surface)
        if whole:
            around = Around(year, self._anchors(parents), self._anchors(region))
            return self._rank(whole, None, around, whole=True)
        named = _named_units(surface)
        if not named:
            return ()
        unit = min(named, key=lambda each: each.kind.value if each.kind else 0)
        larger = [each for each in named if each is not unit]
        anchors = self._anchors(parents) + self._anchor_units(larger)
        around = Around(year, anchors, self._anchors(region))
        found = self._rank(self._names.entries(unit), unit.kind, around)
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
        leader = self._leader(found, margin)
        return leader if leader and not leader.is_guess else None

    def seat(self, found: Sequence[PlaceCandidate], margin: float) -> PlaceCandidate | None:
        """Return the seat of the district or volost that the wording names, where it is sure."""
        leader = self._leader(found, margin)
        sure = leader is not None and leader.is_seat and ONE_LETTER not in leader.reasons
        return leader if sure else None

    def _leader(self, found: Sequence[PlaceCandidate], margin: float) -> PlaceCandidate | None:
        if not found:
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
        return both == {True, False} and kilometres(one, other) <= _SAME_KM

    def _rank(
        self,
        entries: Iterable[Entry],
        kind: Kind | None,
        around: Around,
        *,
        whole: bool = False,
    ) -> tuple[PlaceCandidate, ...]:
        best: dict[str, PlaceCandidate] = {}
        for entry in entries:
            candidate = score(entry, entry.kind if whole and entry.bare else kind, around)
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
        larger = (entry.place for unit in units for entry in self._names.entries(unit)[:1])
        return [place for place in larger if place.lat is not None and place.kind != "country"]


def _named_units(surface: str) -> list[Unit]:
    return [unit for unit in read_units(surface) if unit.words and unit.kind is not Kind.OTHER]

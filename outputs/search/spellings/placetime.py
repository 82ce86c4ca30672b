"""Places across time: a query for Астана that also asks for Акмолинск and Целиноград."""

from functools import lru_cache
from typing import Final

from models.misreading.homoglyphs import fold_letters
from models.places import Gazetteer
from outputs.search.queries.query import And, Asked, Nearby, Or, Words

# A place that leads the next by less is not surely meant; see `Gazetteer.decided`.
_LEAD: Final = 0.1


@lru_cache(maxsize=10_000)
def other_names(text: str) -> tuple[str, ...]:
    """Return the other names that the place `text` has had; empty for what is surely no place."""
    gazetteer = Gazetteer.load()
    meant = gazetteer.decided(gazetteer.candidates(text), _LEAD)
    place = gazetteer.get(meant.place_id) if meant else None
    if place is None:
        return ()
    names = {fold_letters(name.text): name.text for name in place.names}
    return tuple(name for folded, name in names.items() if folded != fold_letters(text))


def across_time(asked: Asked) -> Asked:
    """Return `asked` with every place in it also under its other names, unless unwanted."""
    match asked:
        case Words(text, prefix):
            names = () if prefix else other_names(text)
            return Or((asked, *map(Words, names))) if names else asked
        case Or(parts):
            return Or(tuple(map(across_time, parts)))
        case And(wanted, unwanted):
            return And(tuple(map(across_time, wanted)), unwanted)
        case Nearby():
            return asked

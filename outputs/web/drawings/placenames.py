"""The names of a place in the order of time, as bars over the years in which each was used."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from models.misreading.homoglyphs import fold_letters
from models.places import Place
from outputs.web.queries.mentions import Spelling

_FIRST_YEAR: Final = 1820  # of the drawing; hardly a file speaks of earlier names
_LAST_YEAR: Final = 2030


@dataclass(frozen=True, slots=True)
class NameInTime:
    """A name, the languages it belongs to, and when it was in use, as far as that is known.

    `begins` and `lasts` are shares of the years drawn; `is_read` says that pages here write it.
    """

    text: str
    languages: tuple[str, ...]
    first: int | None
    last: int | None
    is_read: bool

    @property
    def begins(self) -> float:
        """Where its bar begins."""
        return _share(self.first or _FIRST_YEAR)

    @property
    def lasts(self) -> float:
        """How long its bar is."""
        return max(0.004, _share(self.last or _LAST_YEAR) - self.begins)

    @property
    def is_dated(self) -> bool:
        """Whether anything is known of when it was used."""
        return self.first is not None or self.last is not None


def names_in_time(place: Place, spellings: Iterable[Spelling]) -> tuple[NameInTime, ...]:
    """All names of a place, those whose years are known first and by their years."""
    read = [fold_letters(each.text) for each in spellings]
    found: dict[tuple[str, int | None, int | None], list[str]] = {}
    for name in place.names:
        found.setdefault((name.text, name.valid_from, name.valid_to), []).append(name.language)
    names = [
        NameInTime(text, tuple(languages), first, last, _is_read(text, read))
        for (text, first, last), languages in found.items()
    ]
    return tuple(sorted(names, key=_place))


def decades() -> tuple[tuple[int, float], ...]:
    """Years to be written over the bars, with their places."""
    return tuple((year, _share(year)) for year in range(1850, _LAST_YEAR, 50))


def _is_read(name: str, read: Iterable[str]) -> bool:
    """Whether a page writes the name, in whatever case: the last letters may differ."""
    folded = fold_letters(name)
    root = folded[: max(4, len(folded) - 2)]
    return any(root in each for each in read)


def _place(name: NameInTime) -> tuple[bool, int, int, str]:
    return not name.is_dated, name.first or 0, name.last or _LAST_YEAR, name.text


def _share(year: int) -> float:
    return min(1.0, max(0.0, (year - _FIRST_YEAR) / (_LAST_YEAR - _FIRST_YEAR)))

"""The words of a collection, to look up which of them nearly are, or sound like, a given one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from models.names.blocking import bone
from models.names.keys import surname_stem
from outputs.search.terms import CountedTerm

MOST_TERMS: Final = 2_000_000
"""Of more, those of the most pages are kept: about 20 deletions of 8 bytes each a term."""
SHORTEST: Final = 4
_LONGEST: Final = 24
_ARRAYS: Final = ("letters", "starts", "pages", "deletions", "bones")
_PRIME: Final = 0x100000001B3
_WIDTH: Final = np.uint64(32)

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Arrays:
    """What a vocabulary is kept as; `deletions` and `bones` are sorted, a hash above a number.

    Attributes:
        letters: the terms one after the other, in UTF-8.
        starts: of each term in `letters`, and the end.
        pages: how many pages each term stands on.
        deletions: hash of each term, and of it without one of its letters; 32 bits, then 32 bits
            that tell which term.
        bones: the same for the coarse sound of terms that stand in names.
    """

    letters: Array
    starts: Array
    pages: Array
    deletions: Array
    bones: Array


class Vocabulary:
    """Terms by near spelling, after SymSpell (Garbe 2012), and by sound."""

    def __init__(self, arrays: _Arrays) -> None:
        self._arrays = arrays

    @classmethod
    def build(cls, counted: Iterable[CountedTerm], *, most: int = MOST_TERMS) -> Self:
        """Take in the words of the index: 4 to 24 letters, at most a quarter of them figures."""
        terms = [term for term in counted if _is_word(term.text)]
        if len(terms) > most:
            terms = sorted(terms, key=lambda term: (-term.pages, term.text))[:most]
        encoded = [term.text.encode() for term in terms]
        return cls(
            _Arrays(
                letters=np.frombuffer(b"".join(encoded), dtype=np.uint8),
                starts=np.cumsum([0, *map(len, encoded)], dtype=np.int64),
                pages=np.array([term.pages for term in terms], dtype=np.uint32),
                deletions=_deletions([term.text for term in terms]),
                bones=_bones(terms),
            )
        )

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Map what `save` wrote; nothing is read before it is asked for."""
        return cls(_Arrays(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS)))

    def save(self, folder: Path) -> None:
        """Write the arrays to a folder that is not there yet."""
        folder.mkdir(parents=True)
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self._arrays, name))

    def __len__(self) -> int:
        return len(self._arrays.pages)

    def pages(self, term: str) -> int:
        """On how many pages `term` stands; 0 for one that is unknown."""
        found = self._found(self._arrays.deletions, [_hash(term)])
        return next((count for text, count in found if text == term), 0)

    def near(self, terms: Sequence[str], *, via: Sequence[str] = ()) -> dict[str, int]:
        """Return the known terms that one letter more, less or other makes of any of `terms`.

        Those of `terms` that are known are among them; each with its number of pages.

        Args:
            terms: asked for.
            via: misreadings of them; what is so near to one of these and at most two letters off
                from one of `terms` is returned, too.
        """
        keys = [_hash(shorter) for term in (*terms, *via) for shorter in (term, *_shorter(term))]
        farthest = 2 if via else 1
        return {
            text: count
            for text, count in self._found(self._arrays.deletions, keys)
            if any(
                Levenshtein.distance(text, term, score_cutoff=farthest) <= farthest
                for term in terms
            )
        }

    def alike(self, sound: str) -> dict[str, int]:
        """Return the terms of names that have this `bone`, each with its number of pages."""
        return dict(self._found(self._arrays.bones, [crc32(sound.encode())]))

    def _found(self, table: Array, keys: Sequence[int]) -> Iterator[tuple[str, int]]:
        wanted = np.unique(np.array(keys, dtype=np.uint64))
        first = np.searchsorted(table, wanted << _WIDTH)
        last = np.searchsorted(table, (wanted + np.uint64(1)) << _WIDTH)
        numbers: set[int] = set()
        for start, end in zip(first.tolist(), last.tolist(), strict=True):
            if start < end:
                numbers.update((table[start:end] & np.uint64(0xFFFFFFFF)).tolist())
        for number in sorted(numbers):
            start, end = self._arrays.starts[number : number + 2]
            yield bytes(self._arrays.letters[start:end]).decode(), int(self._arrays.pages[number])


def _is_word(term: str) -> bool:
    if not SHORTEST <= len(term) <= _LONGEST:
        return False
    return term.isalpha() or sum(map(str.isalpha, term)) * 4 >= len(term) * 3


def _shorter(term: str) -> list[str]:
    return [term[:place] + term[place + 1 :] for place in range(len(term))]


def _hash(term: str) -> int:
    """The polynomial of the code points in 64 bits, its upper half."""
    value = 0
    for letter in reversed(term):
        value = (value * _PRIME + ord(letter)) & 0xFFFFFFFFFFFFFFFF
    return _mixed(value)


def _mixed(value: int) -> int:
    return ((value ^ (value >> 33)) * 0xFF51AFD7ED558CCD & 0xFFFFFFFFFFFFFFFF) >> 32


def _deletions(terms: Sequence[str]) -> Array:
    """The hashes of all terms and of their deletions, all terms of one length at a time."""
    by_length: dict[int, list[int]] = {}
    for number, term in enumerate(terms):
        by_length.setdefault(len(term), []).append(number)
    parts = [np.zeros(0, dtype=np.uint64)]
    for length, numbers in by_length.items():
        joined = "".join(terms[number] for number in numbers)
        codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
        hashes = _hashes(codes.reshape(-1, length).astype(np.uint64))
        which = np.array(numbers, dtype=np.uint64)[:, None]
        parts.append(((hashes << _WIDTH) | which).ravel())
    keys = np.sort(np.concatenate(parts))  # ten times as fast as numpy's unique
    return np.asarray(keys[np.append(keys[:1] == keys[:1], keys[1:] != keys[:-1])])


def _hashes(codes: Array) -> Array:
    """Rows of code points to rows of hashes: the whole first, then without each letter."""
    length = codes.shape[1]
    powers = np.array([pow(_PRIME, place, 1 << 64) for place in range(length)], dtype=np.uint64)
    inverse = np.uint64(pow(_PRIME, -1, 1 << 64))
    sums = np.cumsum(codes * powers, axis=1, dtype=np.uint64)
    whole = sums[:, -1:]
    before = np.concatenate([np.zeros_like(whole), sums[:, :-1]], axis=1)
    values = np.concatenate([whole, before + (whole - sums) * inverse], axis=1)
    mixed = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return np.asarray(mixed >> _WIDTH)


def _bones(terms: Sequence[CountedTerm]) -> Array:
    keys = [
        crc32(sound.encode()) << 32 | number
        for number, term in enumerate(terms)
        if term.named and (sound := _bone_of(term.text))
    ]
    return np.sort(np.array(keys, dtype=np.uint64))


def _bone_of(term: str) -> str:
    """The coarse sound of a term as a surname without its ending; empty for too short a one."""
    stem, _ = surname_stem(term)
    return bone(stem) if len(stem) > 2 else ""

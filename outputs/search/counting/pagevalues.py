"""Values of pages as two long arrays, so that counting them over a set of pages is a few steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Ints = NDArray[np.int64]

# Below this share of all pages their values are gathered one page after the other.
_FEW: Final = 0.02


@dataclass(frozen=True, slots=True)
class PageValues:
    """Pairs of a page and a value of it, each once.

    Attributes:
        pages: ids in order.
        codes: of the value that stands at the same place, an index into `values`.
        values: all that occur, in order.
    """

    pages: NDArray[np.int32]
    codes: NDArray[np.int32]
    values: Ints

    @classmethod
    def of(cls, pages: Iterable[int] | Ints, values: Iterable[int] | Ints) -> Self:
        """Put pairs in order, leaving out what occurs twice."""
        pairs = np.stack([_ints(pages), _ints(values)])
        known, codes = np.unique(pairs[1], return_inverse=True)
        joined = np.unique(pairs[0] * (len(known) or 1) + codes)
        rows, codes = np.divmod(joined, len(known) or 1)
        return cls(rows.astype(np.int32), codes.astype(np.int32), known)

    def count(self, chosen: BitMap) -> tuple[Ints, Ints]:
        """Return the values on the chosen pages, and on how many pages each stands."""
        if not len(self.pages) or not chosen:
            return _ints(()), _ints(())
        counts = np.bincount(self._codes_on(chosen), minlength=len(self.values))
        found = np.flatnonzero(counts)
        return self.values[found], counts[found]

    def _codes_on(self, chosen: BitMap) -> NDArray[np.int32]:
        ids = _array(chosen)
        last = int(self.pages[-1])
        if len(ids) > _FEW * last:
            is_chosen = np.zeros(last + 1, np.bool_)
            is_chosen[ids[ids <= last]] = True
            codes: NDArray[np.int32] = self.codes[is_chosen[self.pages]]
            return codes
        starts = np.searchsorted(self.pages, ids, "left")
        lengths = np.searchsorted(self.pages, ids, "right") - starts
        before = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
        gathered: NDArray[np.int32] = self.codes[places]
        return gathered

    def merged(self, other: Self, instead: BitMap) -> Self:
        """Return these values with those of some pages replaced by the other's."""
        stays = ~np.isin(self.pages, _array(instead))
        pages = np.concatenate([self.pages[stays], other.pages])
        values = [self.values[self.codes[stays]], other.values[other.codes]]
        return self.of(pages.astype(np.int64), np.concatenate(values))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """What is to be kept, under keys that begin with `name`."""
        return {
            f"{name}.pages": self.pages,
            f"{name}.codes": self.codes,
            f"{name}.values": self.values,
        }

    @classmethod
    def among(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> Self:
        """Take what `arrays` gave out of what was kept."""
        return cls(*(arrays[f"{name}.{part}"] for part in ("pages", "codes", "values")))


def added(one: tuple[Ints, Ints], other: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Add up two counts."""
    if not len(other[0]):
        return one
    values, places = np.unique(np.concatenate([one[0], other[0]]), return_inverse=True)
    counts = np.bincount(places, np.concatenate([one[1], other[1]]), len(values))
    return values, counts.astype(np.int64)


def _ints(numbers: Iterable[int] | Ints) -> Ints:
    if isinstance(numbers, np.ndarray):
        return numbers
    return np.array(list(numbers), np.int64)


def _array(pages: BitMap) -> NDArray[np.int32]:
    """Page ids of a record stay below 2 to the 31st."""
    return np.array(pages.to_array(), np.uint32).view(np.int32)

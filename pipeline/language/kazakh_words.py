"""Which words are Kazakh: 240,000 of them, kept as numbers (weights/README.md)."""

from functools import lru_cache
from typing import Any, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from models.weights import FOLDER

WORDS: Final = FOLDER / "kazakh_words.npy"


def is_listed_kazakh(word: str) -> bool:
    """Whether a word in small letters is on the list; of 17,000 that are not, one is said to be."""
    listed = _listed()
    number = np.uint32(crc32(word.encode()))
    place = int(np.searchsorted(listed, number))
    return place < len(listed) and bool(listed[place] == number)


@lru_cache(maxsize=1)
def _listed() -> npt.NDArray[np.uint32]:
    found: Any = np.load(WORDS, mmap_mode="r")
    return np.asarray(found)

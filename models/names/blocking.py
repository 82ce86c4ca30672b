"""Which of many names need comparing at all."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from models.names.keys import skeleton
from models.names.person import PersonName
from models.names.variants import variant_group
from models.names.views import View, beginnings, views

_COARSE: Final = str.maketrans("gdbzcm", "ktpssn")


@lru_cache(maxsize=500_000)
def bone(sound: str) -> str:
    """Return a key that every spelling of a K1 key shares: its group, or its coarse skeleton."""
    group = variant_group(sound)
    if group is not None:
        return f"={group}"
    coarse = skeleton(sound).translate(_COARSE)
    return coarse.replace("w", "") if len(coarse) > 2 else coarse


def block_keys(name: PersonName) -> frozenset[str]:
    """Return the keys of which two names share one, where they may match.

    A key is the surname's coarse skeleton and a letter of the given name or initial; a name
    without either has the surname's alone, one without surname has none.
    """
    return frozenset(key for view in views(name) for key in _keys_of(view))


def _keys_of(view: View) -> Iterator[str]:
    if not view.stem:
        return
    letters = beginnings(view.given) if view.given else frozenset(*view.initials[:1])
    for letter in letters or {""}:
        yield f"{bone(view.stem)}|{letter}"


def pairs_sharing(keys: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield each pair of indices whose sets of keys meet, once, the smaller index first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(keys):
        for key in own:
            blocks[key].append(index)
    for key, block in blocks.items():
        for at, first in enumerate(block):
            for second in block[at + 1 :]:
                shared = keys[first] & keys[second]
                if len(shared) == 1 or min(shared) == key:
                    yield first, second

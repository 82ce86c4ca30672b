"""The folder of a tantivy index: opened, made and dropped by the name of its generation."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tantivy

from outputs.search.backends.tantivypages import MARKER, SCHEMA, among_pages, translated

# Which words were common when the index was made, null if it was too small to tell; an index
# without this file is of an earlier layout.
_COMMON: Final = "common.json"


@dataclass(frozen=True, slots=True)
class Opened:
    """One generation of the index.

    Attributes:
        generation: its name.
        index: in tantivy.
        common: words of which neighbouring pairs were indexed; None when that is not decided yet.
    """

    generation: str
    index: tantivy.Index
    common: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class View:
    """One state of the index, and how far it had taken changes in; `common` as in `Opened`."""

    searcher: tantivy.Searcher
    sequence: int
    common: frozenset[str]


class IndexFolder:
    """Generations of an index, each in a folder of its own; the last one opened is kept open."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._opened: Opened | None = None

    def open(self, generation: str) -> Opened | None:
        """Open a generation; None when it is not there, or as an earlier version laid it out."""
        if self._opened and self._opened.generation == generation:
            return self._opened
        path = self._path(generation)
        with translated():
            if not (path / _COMMON).is_file() or not tantivy.Index.exists(str(path)):
                return None
            common = json.loads((path / _COMMON).read_text(encoding="utf-8"))
            return self._remember(generation, tantivy.Index.open(str(path)), common)

    def create(self, generation: str, common: frozenset[str] | None = None) -> Opened:
        """Make an empty index of this generation, in place of what may be left of one."""
        path = self._path(generation)
        with translated():
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir(parents=True)
            listed = None if common is None else sorted(common)
            (path / _COMMON).write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
            index = tantivy.Index(SCHEMA, path=str(path), sort_by_field="page")
            return self._remember(generation, index, listed)

    def drop_others(self, generation: str) -> None:
        """Drop every generation but this one."""
        for path in self._root.glob("tantivy-*"):
            if path != self._path(generation):
                shutil.rmtree(path, ignore_errors=True)

    def _path(self, generation: str) -> Path:
        return self._root / f"tantivy-{generation}"

    def _remember(self, generation: str, index: tantivy.Index, common: list[str] | None) -> Opened:
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("terms", blanks)
        decided = None if common is None else frozenset(common)
        self._opened = Opened(generation, index, decided)
        return self._opened


def view_of(opened: Opened, begun: int) -> View:
    """The newest state of an index that began after the change `begun`."""
    with translated():
        opened.index.reload()
        searcher = opened.index.searcher()
        marker = searcher.search(among_pages((MARKER,)), 1, count=False).hits
        taken = searcher.fast_field_values("sequence", [at for _, at in marker])
    sequence = int(taken[0] or 0) if taken else begun
    return View(searcher, sequence, opened.common or frozenset())

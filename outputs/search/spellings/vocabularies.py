"""Where the vocabulary of a collection is kept: a folder for each state, the newest is read."""

import re
import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from models.tables import PageRow
from outputs.search import changes
from outputs.search.analyzer import ANALYZER_VERSION
from outputs.search.backends.lineage import Stamp, descends_from, stamp
from outputs.search.index import SearchIndex
from outputs.search.spellings.vocabulary import Vocabulary

_NAME: Final = re.compile(
    rf"analyzer{re.escape(ANALYZER_VERSION)}-(?P<sequence>\d+)(?:-(?P<stretch>\w+))?"
)
_UNFINISHED: Final = "unfinished"
_SHARE: Final = 100


class VocabularyFolder:
    """Derived from the search index, and made anew when that has changed; see `keep_up`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._current: tuple[Stamp, Vocabulary] | None = None

    def __call__(self) -> Vocabulary | None:
        """Return the newest vocabulary, also one that another process made since; or None."""
        try:
            return self._newest()
        except FileNotFoundError:  # dropped between two looks, for a newer one
            return self._newest()

    def _newest(self) -> Vocabulary | None:
        state = self.state
        if state is None:
            return None
        if self._current is None or self._current[0] != state:
            self._current = state, Vocabulary.load(self._of(state))
        return self._current[1]

    @property
    def state(self) -> Stamp | None:
        """The state of the record that the vocabulary was made of; None without any."""
        if not self._path.is_dir():
            return None
        names = (_NAME.fullmatch(folder.name) for folder in self._path.iterdir())
        states = [Stamp(int(name["sequence"]), name["stretch"] or "") for name in names if name]
        return max(states, key=lambda state: state.sequence, default=None)

    def keep_up(self, connection: Connection, index: SearchIndex) -> bool:
        """Make the vocabulary anew once a hundredth of the pages changed; returns whether it was.

        What it lacks until then are only words that no earlier page has.
        """
        known = self.state
        if known is not None and descends_from(connection, known):
            changed = changes.count_since(connection, known.sequence)
            pages = connection.execute(select(func.count()).select_from(PageRow)).scalar_one()
            if changed * _SHARE < pages or not changed:
                return False
        self._make(connection, index, stamp(connection))
        return True

    def _make(self, connection: Connection, index: SearchIndex, state: Stamp) -> None:
        unfinished = self._path / _UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)
        Vocabulary.build(index.vocabulary(connection)).save(unfinished)
        shutil.rmtree(self._of(state), ignore_errors=True)
        unfinished.rename(self._of(state))
        for folder in self._path.iterdir():
            if folder != self._of(state):  # who reads it keeps its mapped files
                shutil.rmtree(folder, ignore_errors=True)

    def _of(self, state: Stamp) -> Path:
        stretch = f"-{state.stretch}" if state.stretch else ""
        return self._path / f"analyzer{ANALYZER_VERSION}-{state.sequence}{stretch}"

"""Where the vocabulary of a collection is kept: a folder for each state, the newest is read."""

import re
import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from outputs.search.analyzer import ANALYZER_VERSION
from outputs.search.index import SearchIndex
from outputs.search.vocabulary import Vocabulary

_NAME: Final = re.compile(rf"analyzer{re.escape(ANALYZER_VERSION)}-(?P<state>\d+)")
_UNFINISHED: Final = "unfinished"


class VocabularyFolder:
    """Derived from the search index, and made anew when that has changed; see `refresh`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._current: tuple[int, Vocabulary] | None = None

    def __call__(self) -> Vocabulary | None:
        """Return the newest vocabulary, also one that another process made since; or None."""
        state = self.state
        if state is None:
            return None
        if self._current is None or self._current[0] != state:
            self._current = state, Vocabulary.load(self._of(state))
        return self._current[1]

    @property
    def state(self) -> int | None:
        """The newest state that there is a vocabulary of; None without any."""
        if not self._path.is_dir():
            return None
        names = (_NAME.fullmatch(folder.name) for folder in self._path.iterdir())
        return max((int(name["state"]) for name in names if name), default=None)

    def refresh(self, connection: Connection, index: SearchIndex, state: int) -> None:
        """Make the vocabulary of the index as it is now, in place of every other.

        Args:
            connection: to the record.
            index: whose terms they are.
            state: a number that grows with every change of the index.
        """
        unfinished = self._path / _UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)
        Vocabulary.build(index.vocabulary(connection)).save(unfinished)
        shutil.rmtree(self._of(state), ignore_errors=True)
        unfinished.rename(self._of(state))
        for folder in self._path.iterdir():
            if folder != self._of(state):  # who reads it keeps its mapped files
                shutil.rmtree(folder, ignore_errors=True)

    def _of(self, state: int) -> Path:
        return self._path / f"analyzer{ANALYZER_VERSION}-{state}"

"""Keep a folder of files that can be had again within a stated size: the longest unused go."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Final

_SLACK: Final = 8


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


class Room:
    """Room for files of which a later one may take an earlier one's place.

    An eighth of the size is slack: the folder is looked through once that much was written, and
    shrunk by that much, so that most writes cost nothing.
    """

    def __init__(
        self,
        files: Callable[[], Iterable[Path]],
        *,
        most_bytes: int,
        remove: Callable[[Path], None] = _remove,
    ) -> None:
        """Look at nothing yet.

        Args:
            files: all that lie in the folder.
            most_bytes: that they may take together.
            remove: what removes one, or leaves it where it is in use.
        """
        self._files = files
        self._most = most_bytes
        self._slack = most_bytes // _SLACK
        self._written = self._slack  # what an earlier process left is looked through at first
        self._remove = remove
        self._lock = Lock()

    def make(self, size: int) -> None:
        """Make room for a file of so many bytes."""
        with self._lock:
            self._written += size
            if self._written > self._slack:
                self._shrink()
                self._written = size

    def _shrink(self) -> None:
        """Remove the files used longest ago until an eighth of the size is free."""
        found = sorted(
            (status.st_mtime_ns, status.st_size, path)
            for path in self._files()
            if (status := _status(path)) is not None
        )
        excess = sum(size for _, size, _ in found) - (self._most - self._slack)
        for _, size, path in found:
            if excess <= 0:
                return
            self._remove(path)
            excess -= size


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:  # another process was here
        return None

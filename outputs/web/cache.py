"""A folder of files that can be made again, which never grows beyond a stated size."""

import os
import tempfile
from pathlib import Path
from threading import Lock
from typing import Final

MOST_BYTES: Final = 512 << 20
"""Some 600 page images or 20 000 lines."""
_SLACK: Final = 8


class Cache:
    """Files by name under `folder`; those used longest ago go first, and all may go any time.

    An eighth of the size is slack: the folder is looked through once that much was written, and
    shrunk by that much, so that most writes cost nothing.
    """

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most_bytes
        self._slack = most_bytes // _SLACK
        self._written = self._slack  # what an earlier process left is looked through at first
        self._lock = Lock()

    def find(self, name: str) -> Path | None:
        """The file of this name, None when it has to be made; finding it counts as use."""
        path = self._path(name)
        try:
            os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def keep(self, name: str, content: bytes) -> Path:
        """Keep a file, making room for it first."""
        with self._lock:
            self._written += len(content)
            if self._written > self._slack:
                self._shrink()
                self._written = len(content)
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and renamed, so that two requests at once never see half a file.
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as stream:
            try:
                stream.write(content)
            except BaseException:
                Path(stream.name).unlink(missing_ok=True)
                raise
        Path(stream.name).replace(path)
        return path

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _shrink(self) -> None:
        """Remove the files used longest ago until an eighth of the size is free."""
        found = sorted(
            (status.st_mtime_ns, status.st_size, path)
            for path in self._folder.glob("*/*")
            if (status := _status(path)) is not None
        )
        excess = sum(size for _, size, _ in found) - (self._most - self._slack)
        for _, size, path in found:
            if excess <= 0:
                return
            path.unlink(missing_ok=True)
            excess -= size


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:  # another process was here
        return None

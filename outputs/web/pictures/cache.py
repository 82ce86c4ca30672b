"""A folder of files that can be made again, which never grows beyond a stated size."""

import os
import tempfile
from pathlib import Path
from typing import Final

from models.blobs.longest_unused import Room

MOST_BYTES: Final = 512 << 20
"""Some 600 page images or 20 000 lines."""


class Cache:
    """Files by name under `folder`; those used longest ago go first, and all may go any time."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._room = Room(lambda: folder.glob("*/*"), most_bytes=most_bytes)

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
        self._room.make(len(content))
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

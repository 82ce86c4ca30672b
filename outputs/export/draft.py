"""What an export writes before it is published, and how an interrupted one is taken up again."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

from models.blobs import digest_of
from models.holding import held
from models.jsonlines import json_line

MANIFEST: Final = "manifest-sha256.txt"
"""In the form of `sha256sum --check`."""
REPORT: Final = "export.json"
_JOURNAL: Final = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class ExportCount:
    """What an export holds: pages (all lines), those with an error among them, and mentions."""

    pages: int = 0
    errors: int = 0
    mentions: int = 0

    def __add__(self, other: "ExportCount") -> "ExportCount":
        return ExportCount(*map(sum, zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Closed:
    """A part of the export that was written: what of it, and how many pages it has.

    Attributes:
        unit: path of the archival unit; empty for formats that write all units at once.
        count: of the pages of the unit.
        files: digests by path, by format.
    """

    unit: str
    count: ExportCount
    files: dict[str, dict[str, str]]


class Draft:
    """The folder in which an export is written: one folder for each format, and a journal.

    A line of the journal says which unit was closed and what was written for it, so the same
    request goes on after the last one, however it ended. What the journal does not know is
    removed when it goes on; what is not there as the journal says is written again.
    """

    def __init__(self, root: Path, identity: str) -> None:
        """Take up what lies in `root`, if it is of the same identity, or begin anew.

        Args:
            root: folder of the draft.
            identity: digest of all on which the written bytes depend.
        """
        self.root = root
        self._journal = root / _JOURNAL
        earlier = list(self._read()) if self._journal.is_file() else []
        self.is_outdated = bool(earlier) and earlier[0] != {"identity": identity}
        self.closed: dict[str, Closed] = {}
        if not self.is_outdated:
            for line in earlier[1:]:
                self._take_up(line)
        self._remove_unknown()
        root.mkdir(parents=True, exist_ok=True)
        lines = [{"identity": identity}, *map(_line, self.closed.values())]
        self._journal.write_text("".join(map(_text, lines)), encoding="utf-8")

    @classmethod
    @contextmanager
    def open(cls, root: Path, identity: str) -> Iterator[Self]:
        """Take it up for one command at a time; one that nothing could go on after is removed.

        Raises:
            StoreError: another export is writing there.
        """
        with held(root):
            draft = cls(root, identity)
            try:
                yield draft
            finally:
                if not any(draft.closed):
                    draft.remove()

    def remove(self) -> None:
        """Leave nothing of it."""
        shutil.rmtree(self.root, ignore_errors=True)

    def folder(self, name: str) -> Path:
        """The folder of a format."""
        folder = self.root / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def has(self, unit: str, name: str) -> bool:
        """Whether a format has written a unit already."""
        return unit in self.closed and name in self.closed[unit].files

    def note(self, unit: str, count: ExportCount, written: Mapping[str, Iterable[Path]]) -> None:
        """Remember that formats have closed a unit, or the whole, and which files they wrote."""
        files = {name: self._digests(paths) for name, paths in written.items()}
        before = self.closed.get(unit)
        closed = Closed(unit, count, {**(before.files if before else {}), **files})
        self.closed[unit] = closed
        self._known.update(path for paths in files.values() for path in paths)
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.write(_text(_line(closed)))

    def files(self, name: str) -> Iterator[tuple[str, str]]:
        """Path and digest of each file that a format wrote, in the order of writing."""
        for closed in self.closed.values():
            yield from closed.files.get(name, {}).items()

    def units(self, name: str) -> int:
        """How many archival units a format has written."""
        return sum(name in closed.files for unit, closed in self.closed.items() if unit)

    def discard(self, name: str) -> None:
        """Remove what a format wrote."""
        shutil.rmtree(self.root / name, ignore_errors=True)

    def _digests(self, paths: Iterable[Path]) -> dict[str, str]:
        """Of the files that no other unit has; one unit's folder may lie in another's."""
        named = {path.relative_to(self.root).as_posix(): path for path in paths}
        return {name: digest_of(named[name]) for name in sorted(named.keys() - self._known)}

    @cached_property
    def _known(self) -> set[str]:
        return {
            path
            for closed in self.closed.values()
            for files in closed.files.values()
            for path in files
        }

    def _read(self) -> Iterator[Any]:
        with self._journal.open(encoding="utf-8", newline="\n") as journal:
            for line in journal:
                try:
                    yield json.loads(line)
                except ValueError:  # cut off by a kill, or never flushed before a power cut
                    return

    def _take_up(self, line: dict[str, Any]) -> None:
        whole = {
            name: files
            for name, files in line["files"].items()
            if all(self._is_whole(path, digest) for path, digest in files.items())
        }
        if line["unit"] and whole:
            self.closed[line["unit"]] = Closed(line["unit"], ExportCount(*line["count"]), whole)

    def _is_whole(self, path: str, digest: str) -> bool:
        written = self.root / path
        return written.is_file() and digest_of(written) == digest

    def _remove_unknown(self) -> None:
        """Remove what was begun only."""
        for folder in self.root.glob("*/"):
            for path in folder.rglob("*"):
                if path.is_file() and path.relative_to(self.root).as_posix() not in self._known:
                    path.unlink()
            _remove_empty(folder)


def _remove_empty(folder: Path) -> None:
    for place, _folders, _files in os.walk(folder, topdown=False):
        if not any(Path(place).iterdir()):
            Path(place).rmdir()


def flush(path: Path) -> None:
    """Let a file reach the medium, so that a power cut undoes nothing that was published."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _line(closed: Closed) -> dict[str, Any]:
    return {"unit": closed.unit, "count": astuple(closed.count), "files": closed.files}


def _text(line: dict[str, Any]) -> str:
    return json_line(line)

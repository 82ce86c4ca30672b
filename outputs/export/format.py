"""The seam of the exports: what a format must be able to do, and where it may write."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Protocol

from sqlalchemy import Connection

from models.blobs import Blobs
from outputs.export.selection import EVERYTHING, Selection
from outputs.export.traversal import ExportedPage
from outputs.export.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSource:
    """What a format may read besides the pages that it is fed.

    Attributes:
        connection: to the record, one snapshot for the whole export.
        blobs: originals and page images.
        rights: address of the statement of rights that goes with the pages, or empty.
        address: of the reading room, with which addresses of pages begin; ends in "/".
        language: of labels that a person reads: "ru", "kk" or "en".
        selection: which pages are fed.
        as_of: when the record last changed; formats write it where they need a time, never the
            present one, so that the same record gives the same bytes.
    """

    connection: Connection
    blobs: Blobs
    rights: str = ""
    address: str = "http://127.0.0.1:8000/"
    language: str = "ru"
    selection: Selection = EVERYTHING
    as_of: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a format writes: a draft that is published when all of it is done.

    Attributes:
        root: folder of the format; what is written there gets into the manifest.
        unit: the archival unit that is written, None for a format that writes all units at once.
    """

    root: Path
    unit: Unit | None = None
    _beside: list[Path] = field(default_factory=list, init=False, repr=False, compare=False)

    def inside(self, name: str) -> Path:
        """Path of a file in the folder of the unit, or of the format; its folders are made."""
        folder = self.root / self.unit.path if self.unit else self.root
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def beside(self, ending: str) -> Path:
        """Path of the one file that stands for the unit: its path with `ending`, as `.pdf`."""
        if self.unit is None:
            raise ValueError("a format that writes all units at once has no file for each")
        path = self.root / f"{self.unit.path}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._beside.append(path)
        return path

    def written(self) -> Iterator[Path]:
        """What lies in the folder of the unit, or of the format, and beside it."""
        folder = self.root / self.unit.path if self.unit else self.root
        for path in (folder, *self._beside):
            inner = path.rglob("*") if path.is_dir() else [path]
            yield from (each for each in inner if each.is_file())


class Exporter(Protocol):
    """One format; `name` is what the command line and the published folder call it.

    A format `by_unit` is opened, fed and closed for each archival unit in turn, and an export
    that was interrupted goes on after the last unit that was closed. Any other is opened once,
    fed every page and closed, and starts anew. Whatever it raises ends this format alone:
    nothing of it is published, the others go on. It is closed then as well, so that it can let
    go of what it holds open; what it writes is thrown away.
    """

    name: ClassVar[str]
    media_type: ClassVar[str]
    by_unit: ClassVar[bool]

    def __init__(self, source: ExportSource) -> None: ...

    def open(self, target: Target) -> None:
        """Begin a unit, or the whole."""

    def feed(self, page: ExportedPage) -> None:
        """Take the next page: of a unit by sheet, of the whole by source and number."""

    def close(self) -> None:
        """Finish what was begun."""

"""Find the scan that a file of page text belongs to: by what it names, or by its own name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.orm import aliased

from ingest.imported.found import PageText
from models.printable import printable
from models.tables import PageRow, SourceRow

# `scan.alto.xml`, `scan_page.xml`, `scan.tif.hocr`
_ENDING: Final = re.compile(r"(?i)(?:[._-](?:alto|page|pagexml|hocr|ocr))?\.[a-z]{3,5}\Z")


@dataclass(slots=True)
class Scans:
    """The scans of a delivery by their names, and those of the collection where it has no other."""

    collection_id: int
    _names: set[str] = field(default_factory=set)
    _by_base: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_stem: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, names: Iterable[str]) -> None:
        """Take in names of delivered scans."""
        for name in names:
            path = PurePosixPath(name)
            self._names.add(name)
            self._by_base[path.name].add(name)
            self._by_stem[path.stem].add(name)
            self._by_stem[str(path.with_suffix(""))].add(name)

    def named(self, connection: Connection, text: str, image: str) -> str | None:
        """The scan that a file of page text called `text`, which names `image`, belongs to.

        A scan in the same folder goes before one elsewhere, what the file names before its name.
        """
        for name in self._wanted(text, image):
            if name in self._names:
                return name
        path = PurePosixPath(text)
        stem = _ENDING.sub("", path.name)
        beside = str(path.parent / stem)
        for found in (
            self._by_stem.get(beside),
            self._by_base.get(_base(image)),
            self._by_stem.get(stem),
        ):
            if found and len(found) == 1:
                return next(iter(found))
        known = select(SourceRow.name).where(
            SourceRow.collection_id == self.collection_id,
            SourceRow.name.in_(list(self._wanted(text, image))),
        )
        return connection.execute(known).scalars().first()

    def _wanted(self, text: str, image: str) -> Iterator[str]:
        path = PurePosixPath(text)
        if image:
            yield printable(image)
            yield str(path.parent / _base(image))
        # `scan.tif.hocr` beside `scan.tif`
        yield str(path.parent / _ENDING.sub("", path.name))


def _base(image: str) -> str:
    """The file name of a path, as any system writes it."""
    return printable(re.split(r"[/\\]", image)[-1])


def pages_of(connection: Connection, collection_id: int, source: str) -> list[Row[Any]]:
    """The pages of a delivered file, or of the one whose bytes it has, by number."""
    original = aliased(SourceRow)
    return list(
        connection.execute(
            select(PageRow.id, PageRow.number, PageRow.width, PageRow.height, PageRow.dpi)
            .select_from(SourceRow)
            .outerjoin(original, original.id == SourceRow.duplicate_of_id)
            .join(PageRow, PageRow.source_id == func.coalesce(original.id, SourceRow.id))
            .where(SourceRow.collection_id == collection_id, SourceRow.name == source)
            .order_by(PageRow.number)
        )
    )


def page_for(text: PageText, place: int, texts: int, pages: list[Row[Any]]) -> Row[Any] | None:
    """The page of a scan that a text is of.

    Args:
        text: one of those in a file.
        place: which of them, from 0.
        texts: how many there are for this scan.
        pages: of the scan.
    """
    if len(pages) == 1 and texts == 1:
        return pages[0]
    numbered = {page.number: page for page in pages}
    if text.number is not None and (texts < len(pages) or len(pages) > 1):
        return numbered.get(text.number)
    return pages[place] if texts == len(pages) else None

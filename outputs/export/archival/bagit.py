"""BagIt: a unit as one folder that proves itself, and that `aigaq ingest` takes in again."""

import csv
import shutil
from collections.abc import Iterator
from datetime import UTC
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from models.bag import PAYLOAD, Bag, Item
from models.blobs import digest_of
from models.errors import BLOB_CHANGED, BLOB_MISSING, FixityError, StoreError
from models.store import image_path
from models.tables import CollectionRow, DocumentRow, PageRow, SourceRow
from outputs.export.archival.description import Description, describe_target, relative
from outputs.export.archival.holdings import Holdings, Places, Text
from outputs.export.archival.mets import make_mets
from outputs.export.archival.preservation import read_history
from outputs.export.format import ExportSource, Target
from outputs.export.pagetext.alto import Alto
from outputs.export.pagetext.pagefiles import has_text
from outputs.export.traversal import ExportedPage
from outputs.export.xml import write_xml
from outputs.references import FILE_COLUMNS, with_file

_VERSION: Final = "0.97"
_ORIGINALS: Final = "originals"
_COLUMNS: Final = {
    "path": "name", "page": "number", "archive": "archive", "fond": "fond", "opis": "inventory",
    "delo": "file", "list": "sheet", "title": "title", "date_from": "edtf", "access": "access",
    "language": "language",
}  # fmt: skip
"""Columns of the manifest of a delivery, and of the record."""


class BagIt:
    """One bag for each unit: originals, their description, METS and ALTO."""

    name: ClassVar[str] = "bagit"
    media_type: ClassVar[str] = "inode/directory"
    by_unit: ClassVar[bool] = True

    def __init__(self, source: ExportSource) -> None:
        self._source = source
        self._alto = Alto(source)

    def open(self, target: Target) -> None:
        """Begin a unit."""
        self._target = target
        places = Places(_original_place, self._text)
        self._holdings = Holdings(
            self._source.blobs, places, self._source.address, self._source.language
        )

    def feed(self, page: ExportedPage) -> None:
        """Write the ALTO of a page, and take in its files."""
        self._holdings.add(page)

    def close(self) -> None:
        """Bring the originals, describe all of it, and seal the bag."""
        described = describe_target(self._source, self._target)
        history = read_history(self._source.connection, described.unit)
        write_xml(self._payload("mets.xml"), make_mets(described, self._holdings, history))
        names = [each.source for each in self._holdings.files if each.use == "original"]
        for row in self._source.connection.execute(_sources(described, names)):
            self._bring(row)
        self._describe(described, names)
        bag = Bag(self._target.inside("data").parent, _VERSION)
        at = (history.latest() or self._source.as_of).astimezone(UTC)
        info = {
            "Bag-Software-Agent": f"aigaq {version('aigaq')}",
            "Bagging-Date": at.date().isoformat(),
            "External-Identifier": described.identifier,
            "External-Description": described.title,
            **({"Source-Organization": described.archive} if described.archive else {}),
        }
        bag.declare(info)
        bag.seal(_items(bag), info)

    def _payload(self, name: str) -> Path:
        return self._target.inside(f"{PAYLOAD}/{name}")

    def _text(self, page: ExportedPage) -> Text | None:
        if not has_text(page):
            return None
        content, name = self._alto.content(page), f"{Alto.name}/{page.name}{Alto.ending}"
        self._payload(name).write_bytes(content)
        return Text(relative(name), Alto.media_type, content)

    def _bring(self, row: Any) -> None:
        """Copy a delivered file, under the name that it was delivered by."""
        path = self._payload(f"{_ORIGINALS}/{row.name}")
        blobs = self._source.blobs
        try:
            with blobs.held(row.sha256):
                shutil.copyfile(image_path(blobs, row.sha256, row.location, row.sha256), path)
        except FileNotFoundError as error:
            raise StoreError(BLOB_MISSING, row.sha256) from error
        if digest_of(path) != row.sha256:
            raise FixityError(BLOB_CHANGED, row.sha256)

    def _describe(self, described: Description, names: list[str]) -> None:
        """Write what is known of every page of the delivered files, as ingest reads it."""
        path = self._payload(f"{_ORIGINALS}/manifest.csv")
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(_COLUMNS)
            for row in self._source.connection.execute(_pages(described, names)):
                said = row._mapping
                table.writerow(_one_line(said[column]) for column in _COLUMNS.values())


def _original_place(name: str, _digest: str) -> str:
    return relative(f"{_ORIGINALS}/{name}")


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _items(bag: Bag) -> Iterator[Item]:
    for path in sorted(bag.payload.rglob("*")):
        if path.is_file():
            yield Item(path.relative_to(bag.root).as_posix(), digest_of(path))


def _sources(described: Description, names: list[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(SourceRow.name, SourceRow.sha256, SourceRow.location)
        .join(CollectionRow, CollectionRow.id == SourceRow.collection_id)
        .where(CollectionRow.code == described.unit.collection, SourceRow.name.in_(names))
        .order_by(SourceRow.name)
    )


def _pages(described: Description, names: list[str]) -> Select[*tuple[Any, ...]]:
    """Every page of the delivered files, those that lie in other units as well.

    A file of several units is in the bag of each, and each says the same of all of it.
    """
    original = aliased(SourceRow)
    pages = (
        select(
            SourceRow.name,
            PageRow.number,
            PageRow.sheet,
            DocumentRow.title,
            DocumentRow.edtf,
            DocumentRow.access,
            DocumentRow.language,
            *FILE_COLUMNS,
        )
        .select_from(SourceRow)
        .join(CollectionRow, CollectionRow.id == SourceRow.collection_id)
        .outerjoin(original, original.id == SourceRow.duplicate_of_id)
        .outerjoin(PageRow, PageRow.source_id == func.coalesce(original.id, SourceRow.id))
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
        .where(CollectionRow.code == described.unit.collection, SourceRow.name.in_(names))
        .order_by(SourceRow.name, PageRow.number)
    )
    return with_file(pages)

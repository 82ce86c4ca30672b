"""Which pages of the record an export takes."""

from dataclasses import dataclass, replace
from typing import Final, Self

from pyroaring import BitMap
from sqlalchemy import ColumnElement, Connection, select

from models.archive.known import archive_named
from models.archive.levels import canonical_level
from models.database.expressions import among
from models.errors import ARGUMENT_INVALID, ConfigError
from models.tables import (
    ArchiveRow,
    CollectionRow,
    FileRow,
    FondRow,
    InventoryRow,
    PageRow,
)
from outputs.collections import collection_id

_LEVELS: Final = (ArchiveRow.code, FondRow.number, InventoryRow.number, FileRow.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a page must answer to be exported; all of it holds together.

    Attributes:
        collection: code of the one that is asked for; None for all.
        under: archive, fond, inventory and file, as many of them as are asked for; the archive by
            any of its names.
        pages: their ids, where a search selected them; sources without a page are left out then.
    """

    collection: str | None = None
    under: tuple[str, ...] = ()
    pages: BitMap | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether less than whole collections is asked for."""
        return bool(self.under) or self.pages is not None

    @property
    def of_any_page(self) -> Self:
        """The same without regard to what a search selected."""
        return replace(self, pages=None)

    def takes(self, page_id: int | None) -> bool:
        """Whether a search, if there was one, selected the page."""
        return self.pages is None or (page_id is not None and page_id in self.pages)

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same of a select that joins page, collection and the description of files."""
        levels = zip(_LEVELS, self.under, strict=False)
        found: list[ColumnElement[bool]] = [level.in_(_written(name)) for level, name in levels]
        if self.collection is not None:
            found.append(CollectionRow.code == self.collection)
        if self.pages is not None:
            found.append(among(PageRow.id, self.pages))
        return found

    def check(self, connection: Connection) -> None:
        """Refuse a collection or an archival unit that the record does not know.

        Raises:
            ConfigError: `argument-invalid`.
        """
        collection_id(connection, self.collection)
        if not self.under:
            return
        # The levels above the file may be without one, so this begins at the archive.
        unit = (
            select(ArchiveRow.id)
            .outerjoin(FondRow, FondRow.archive_id == ArchiveRow.id)
            .outerjoin(InventoryRow, InventoryRow.fond_id == FondRow.id)
            .outerjoin(FileRow, FileRow.inventory_id == InventoryRow.id)
            .where(*Selection(under=self.under).conditions())
        )
        if connection.execute(unit.limit(1)).first() is None:
            raise ConfigError(ARGUMENT_INVALID, f"unit={'/'.join(self.under)}")


EVERYTHING: Final = Selection()


def _written(name: str) -> set[str]:
    """How the record may have a level that was typed so: «АП РК» for «KZ-APRK», «Р-9414»."""
    known = archive_named(name)
    return {name, canonical_level(name.lower()), *([known.names["ru"]] if known else [])}


def parse_unit(text: str) -> tuple[str, ...]:
    """Read `archive/fond/inventory/file` or its beginning; a file's number may hold a slash."""
    return tuple(text.strip("/").split("/", len(_LEVELS) - 1))

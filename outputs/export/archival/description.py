"""What the record says of an archival unit as a whole, for every format that describes one."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import aliased

from models.archive import ReferenceCode, SheetRange, parse_sheet
from models.archive.known import archive_named
from models.tables import CollectionRow, DocumentRow, PageRow, SourceRow
from outputs.export.format import ExportSource, Target
from outputs.export.units import Unit, in_unit
from outputs.references import cite, sheet_place


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a unit, as its description has it; `id` is None for pages without one."""

    id: int | None
    title: str | None
    edtf: str | None
    lower: date | None
    upper: date | None
    language: str | None
    access: str | None
    pages: int


@dataclass(frozen=True)
class Description:
    """An archival unit as a whole.

    Attributes:
        unit: which one.
        documents: in the order of their sheets.
        media_types: of the delivered files that it lies in.
        rights: address of the terms of use, or empty.
        room: address of the reading room, ending in "/".
        language: of what a person reads: "ru", "kk" or "en".
    """

    unit: Unit
    documents: tuple[Document, ...]
    media_types: tuple[str, ...]
    rights: str
    room: str
    language: str

    @cached_property
    def reference(self) -> ReferenceCode | None:
        """Archive, fond, inventory and file; None where none is described."""
        if not self.unit.reference:
            return None
        archive, fond, inventory, file = self.unit.reference
        return ReferenceCode(archive, fond, inventory, file)

    @property
    def archive(self) -> str:
        """Name of the archive in the language asked for, or empty."""
        return archive_name(self.reference.archive or "", self.language) if self.reference else ""

    @property
    def citation(self) -> str:
        """«ЦГА РК. Ф. 109. Оп. 1. Д. 25», or the name of the delivered file."""
        return cite(self.reference, self.language) or self.unit.source

    @property
    def identifier(self) -> str:
        """`KZ-CGARK/109/1/25`, or collection and name of the delivered file."""
        if self.reference is None:
            return f"{self.unit.collection}/{self.unit.source}"
        return self.reference.normal_form().rstrip("/")

    @property
    def title(self) -> str:
        """Of the archival file, of its only document, or else how it is cited."""
        titles = {each.title for each in self.documents}
        only = titles.pop() if len(titles) == 1 else None
        return self.unit.title or only or self.citation

    @property
    def address(self) -> str:
        """Where the reading room shows it."""
        if self.unit.file_id is not None:
            return f"{self.room}files/{self.unit.file_id}"
        return f"{self.room}sources/{self.unit.source_id}"

    @property
    def pages(self) -> int:
        """How many page sides it has."""
        return sum(each.pages for each in self.documents)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that its documents are of."""
        return span(self.documents)

    @property
    def languages(self) -> list[str]:
        """Codes of two letters, as the description has them."""
        return sorted({each.language for each in self.documents if each.language})

    @property
    def access(self) -> list[str]:
        """Levels of access, in the words of the archive."""
        return sorted({each.access for each in self.documents if each.access})


def archive_name(code: str, language: str) -> str:
    """The archive's short name in a language, or as it is recorded."""
    known = archive_named(code)
    return known.names["kk" if language == "kk" else "ru"] if known else code


def span(documents: tuple[Document, ...]) -> tuple[date, date] | None:
    """The first and the last day of dated documents; None where none is bounded."""
    days = [day for each in documents for day in (each.lower, each.upper) if day]
    return (min(days), max(days)) if days else None


def page_address(room: str, page_id: int) -> str:
    """Where the reading room shows a page."""
    return f"{room}pages/{page_id}"


def sheet_label(sheet: str | None, language: str) -> str | None:
    """«Л. 12об.» as archivists write it; as recorded where it is no number, None without one."""
    known = parse_sheet(sheet) if sheet else None
    if known is None:
        return sheet
    return cite(ReferenceCode(None, None, None, None, (SheetRange(known, known),)), language)


def relative(path: str) -> str:
    """A path as a relative reference (RFC 3986): Cyrillic and blanks are escaped."""
    return quote(path, safe="/-._~!$&'()*+,;=@")


def describe(
    connection: Connection, unit: Unit, *, rights: str, room: str, language: str
) -> Description:
    """Read what is said of a unit."""
    return Description(
        unit,
        tuple(Document(*row[:-1]) for row in connection.execute(_documents(unit))),
        tuple(kind for kind in connection.scalars(_media_types(unit)) if kind),
        rights,
        room,
        language,
    )


def describe_target(source: ExportSource, target: Target) -> Description:
    """What is said of the unit that an export is at.

    Raises:
        ValueError: the target is not of one unit.
    """
    if target.unit is None:
        raise ValueError("only a unit can be described")
    return describe(
        source.connection,
        target.unit,
        rights=source.rights,
        room=source.address,
        language=source.language,
    )


def _documents(unit: Unit) -> Select[*tuple[Any, ...]]:
    columns = (
        DocumentRow.id,
        DocumentRow.title,
        DocumentRow.edtf,
        DocumentRow.lower,
        DocumentRow.upper,
        DocumentRow.language,
        DocumentRow.access,
    )
    place = func.min(sheet_place())
    found = of_unit(unit, *columns, func.count(PageRow.id.distinct()), place)
    return found.group_by(*columns).order_by(place, DocumentRow.id)


def _media_types(unit: Unit) -> Select[*tuple[Any, ...]]:
    return of_unit(unit, SourceRow.media_type).distinct().order_by(SourceRow.media_type)


def of_unit(unit: Unit, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Select of the pages of a unit, those of duplicates with them."""
    return of_every_unit(*columns).where(in_unit(unit))


def of_every_unit(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Select of the pages of all units, those of duplicates with them."""
    original = aliased(SourceRow)
    return (
        select(*columns)
        .select_from(SourceRow)
        .join(CollectionRow, CollectionRow.id == SourceRow.collection_id)
        .outerjoin(original, original.id == SourceRow.duplicate_of_id)
        .outerjoin(PageRow, PageRow.source_id == func.coalesce(original.id, SourceRow.id))
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
    )

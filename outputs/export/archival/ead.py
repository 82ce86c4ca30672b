"""EAD3: an inventory (опись, тізбе) with its files and documents, as archives exchange them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, ClassVar, Final

from sqlalchemy import Connection, Select, select

from models.archive import ReferenceCode
from models.archive.levels import numbers_in_order
from models.entity import Label
from models.tables import (
    ArchiveRow,
    DeliveryItemRow,
    DeliveryRow,
    DocumentRow,
    EntityRow,
    FileRow,
    FondRow,
    InventoryRow,
    MentionRow,
    PageRow,
)
from outputs.export.archival.description import archive_name, page_address, sheet_label
from outputs.export.format import ExportSource, Target
from outputs.export.traversal import ExportedPage
from outputs.export.units import safe_name
from outputs.export.xml import elements, write_xml
from outputs.references import sheet_place

EAD: Final = "http://ead3.archivists.org/schema/"
_E: Final = elements(EAD, ead=EAD)
_FOND: Final = "Фонд / Қор"
_INVENTORY: Final = "Опись / Тізбе"
_FILE: Final = "Дело / Іс"
_DOCUMENT: Final = "Документ / Құжат"
# ISO 639-2, which EAD counts on; others stay as the description has them.
_LANGUAGES: Final = {
    "ru": ("rus", "русский / орыс"),
    "kk": ("kaz", "казахский / қазақ"),
    "en": ("eng", "английский / ағылшын"),
}
_NAMED: Final = {Label.PERSON: "persname", Label.PLACE: "geogname", Label.ORG: "corpname"}


class Ead:
    """One finding aid for each inventory that a selected page lies in."""

    name: ClassVar[str] = "ead3"
    media_type: ClassVar[str] = "application/ead+xml"
    by_unit: ClassVar[bool] = False

    def __init__(self, source: ExportSource) -> None:
        self._source = source

    def open(self, target: Target) -> None:
        """Begin."""
        self._target = target
        self._documents: set[int] = set()

    def feed(self, page: ExportedPage) -> None:
        """Remember which documents are asked for."""
        if page.row.document_id is not None and page.reference:
            self._documents.add(page.row.document_id)

    def close(self) -> None:
        """Write every inventory."""
        for inventory in self._source.connection.execute(_inventories()).all():
            rows = self._source.connection.execute(_pages(inventory.id)).all()
            chosen = [row for row in rows if row.document_id in self._documents]
            if chosen:
                path = "/".join(map(safe_name, inventory[1:]))
                write_xml(self._target.inside(f"{path}.xml"), self._finding_aid(inventory, chosen))

    def _finding_aid(self, inventory: Any, rows: Sequence[Any]) -> Any:
        source = self._source
        reference = _reference(inventory[1:])
        archive = archive_name(inventory.archive, source.language)
        title = reference.citation(source.language)
        names = _names(source.connection, inventory.id)
        return _E.ead(
            _control(reference, archive, title, _deliveries(source, inventory.id)),
            _E.archdesc(
                {"level": "fonds"},
                _E.did(
                    _E.unitid({"label": _FOND}, inventory.fond),
                    _E.unittitle(_reference(inventory[1:3]).citation(source.language)),
                    _dates(rows),
                    _E.repository(_E.corpname(_E.part(archive or inventory.archive or "-"))),
                ),
                _E.userestrict(_E.p(_E.ref({"href": source.rights}, source.rights)))
                if source.rights
                else None,
                _E.dsc(
                    _E.c(
                        {"level": "series"},
                        _E.did(
                            _E.unitid({"label": _INVENTORY}, inventory.inventory),
                            _E.unittitle(title),
                            _dates(rows),
                        ),
                        [self._file(inventory, [*pages], names) for pages in _by_file(rows)],
                    )
                ),
            ),
        )

    def _file(self, inventory: Any, rows: Sequence[Any], names: "_Names") -> Any:
        source, first = self._source, rows[0]
        reference = _reference((*inventory[1:], first.file))
        address = f"{source.address}files/{first.file_id}"
        return _E.c(
            {"level": "file"},
            _E.did(
                _E.unitid(
                    {"label": _FILE, "identifier": reference.normal_form().rstrip("/")}, first.file
                ),
                _E.unittitle(first.file_title or reference.citation(source.language)),
                _dates(rows),
                _E.physdescstructured(
                    {"physdescstructuredtype": "spaceoccupied", "coverage": "whole"},
                    _E.quantity(len(rows)),
                    _E.unittype("pages"),
                ),
                _languages(rows),
                _E.dao({"daotype": "derived", "href": address, "label": _FILE}),
            ),
            [self._document(pages, names) for pages in _by_document(rows)],
        )

    def _document(self, rows: Sequence[Any], names: "_Names") -> Any:
        first = rows[0]
        named = [
            _E(
                _NAMED[label],
                {"identifier": f"{self._source.address}entities/{entity}"},
                _E.part(name),
            )
            for label, name, entity in names.get(first.document_id, ())
        ]
        return _E.c(
            {"level": "item"},
            _E.did(
                _E.unitid({"label": _DOCUMENT}, _sheets(rows, self._source.language)),
                _E.unittitle(first.title) if first.title else None,
                _dates(rows),
                _languages(rows),
                self._scans(rows),
            ),
            _E.accessrestrict(_E.p(first.access)) if first.access else None,
            _E.controlaccess(named) if named else None,
        )

    def _scans(self, rows: Sequence[Any]) -> Any:
        scans = [
            _E.dao(
                {
                    "daotype": "derived",
                    "href": page_address(self._source.address, row.page_id),
                    "label": sheet_label(row.sheet, self._source.language),
                }
            )
            for row in rows
        ]
        return _E.daoset(scans) if len(scans) > 1 else scans[0]


_Names = dict[int, list[tuple[Label, str, int]]]
"""What is named in a document, by its id: label, name, id of the entity."""


def _control(reference: ReferenceCode, archive: str, title: str, deliveries: Sequence[Any]) -> Any:
    """What the finding aid is itself: when it came to be is when its pages did."""
    return _E.control(
        _E.recordid(reference.normal_form().rstrip("/")),
        _E.filedesc(_E.titlestmt(_E.titleproper(title))),
        _E.maintenancestatus({"value": "derived"}),
        _E.maintenanceagency(_E.agencyname(archive or reference.archive or "-")),
        _E.conventiondeclaration(_E.abbr("ISAD(G)"), _E.citation("ISAD(G): 2nd ed., ICA 2000")),
        _E.maintenancehistory(
            [
                _E.maintenanceevent(
                    _E.eventtype({"value": "updated" if number else "created"}),
                    _E.eventdatetime({"standarddatetime": at.isoformat(timespec="seconds")}),
                    _E.agenttype({"value": "machine"}),
                    _E.agent("aigaq"),
                )
                for number, at in enumerate(deliveries)
            ]
        ),
    )


def _dates(rows: Sequence[Any]) -> Any:
    days: list[date] = [day for row in rows for day in (row.lower, row.upper) if day]
    if not days:
        return None
    first, last = min(days).isoformat(), max(days).isoformat()
    written = {row.edtf for row in rows}
    text = written.pop() if len(written) == 1 else f"{first} – {last}"  # noqa: RUF001 - a dash
    return _E.unitdate({"normal": first if first == last else f"{first}/{last}"}, text)


def _languages(rows: Sequence[Any]) -> Any:
    codes = sorted({row.language for row in rows if row.language})
    named = [_LANGUAGES.get(code, (code, code)) for code in codes]
    languages = [_E.language({"langcode": code}, text) for code, text in named]
    return _E.langmaterial(languages) if languages else None


def _sheets(rows: Sequence[Any], language: str) -> str:
    ends = dict.fromkeys((rows[0].sheet, rows[-1].sheet))
    return " – ".join(sheet_label(each, language) or "?" for each in ends)  # noqa: RUF001


def _reference(levels: Sequence[str]) -> ReferenceCode:
    archive, fond, inventory, file = (*levels, None, None)[:4]
    return ReferenceCode(archive, fond, inventory, file)


def _by_file(rows: Sequence[Any]) -> Iterator[Iterator[Any]]:
    """The rows of each file, in the order of the files' numbers."""
    ordered = sorted(rows, key=lambda row: numbers_in_order(row.file))
    return (pages for _file, pages in groupby(ordered, key=lambda row: row.file_id))


def _by_document(rows: Sequence[Any]) -> list[list[Any]]:
    """The rows of each document, which need not lie together."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.document_id, []).append(row)
    return list(found.values())


def _inventories() -> Select[*tuple[Any, ...]]:
    return (
        select(
            InventoryRow.id,
            ArchiveRow.code.label("archive"),
            FondRow.number.label("fond"),
            InventoryRow.number.label("inventory"),
        )
        .join(FondRow, FondRow.id == InventoryRow.fond_id)
        .join(ArchiveRow, ArchiveRow.id == FondRow.archive_id)
        .order_by(ArchiveRow.code, FondRow.number, InventoryRow.number)
    )


def _pages(inventory_id: int) -> Select[*tuple[Any, ...]]:
    """The page sides of an inventory; documents stand in the order of their first sheet."""
    return (
        select(
            PageRow.id.label("page_id"),
            PageRow.sheet,
            DocumentRow.id.label("document_id"),
            DocumentRow.title,
            DocumentRow.edtf,
            DocumentRow.lower,
            DocumentRow.upper,
            DocumentRow.language,
            DocumentRow.access,
            FileRow.id.label("file_id"),
            FileRow.number.label("file"),
            FileRow.title.label("file_title"),
        )
        .join(DocumentRow, DocumentRow.id == PageRow.document_id)
        .join(FileRow, FileRow.id == DocumentRow.file_id)
        .where(FileRow.inventory_id == inventory_id)
        .order_by(FileRow.id, sheet_place(), PageRow.id)
    )


def _deliveries(source: ExportSource, inventory_id: int) -> list[Any]:
    """When pages of an inventory were delivered; of older records, when these last changed."""
    of_inventory = (
        select(PageRow.source_id)
        .join(DocumentRow, DocumentRow.id == PageRow.document_id)
        .join(FileRow, FileRow.id == DocumentRow.file_id)
        .where(FileRow.inventory_id == inventory_id)
    )
    found = source.connection.scalars(
        select(DeliveryRow.received_at)
        .join(DeliveryItemRow, DeliveryItemRow.delivery_id == DeliveryRow.id)
        .where(DeliveryItemRow.source_id.in_(of_inventory))
        .distinct()
        .order_by(DeliveryRow.received_at)
    )
    return list(found) or [source.as_of]


def _names(connection: Connection, inventory_id: int) -> _Names:
    rows = connection.execute(
        select(PageRow.document_id, MentionRow.label, EntityRow.normal, EntityRow.id)
        .join(MentionRow, MentionRow.page_id == PageRow.id)
        .join(EntityRow, EntityRow.id == MentionRow.entity_id)
        .join(DocumentRow, DocumentRow.id == PageRow.document_id)
        .join(FileRow, FileRow.id == DocumentRow.file_id)
        .where(FileRow.inventory_id == inventory_id, MentionRow.label.in_(_NAMED))
        .distinct()
        .order_by(PageRow.document_id, MentionRow.label, EntityRow.normal)
    )
    found: _Names = defaultdict(list)
    for document_id, label, normal, entity in rows:
        found[int(document_id or 0)].append((Label(label), normal, entity))
    return found

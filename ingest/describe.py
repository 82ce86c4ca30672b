"""Write what is known of a source's pages: archival reference, document, sheet, date, language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, delete, exists, insert, select, update
from sqlalchemy.orm import DeclarativeBase

from ingest.manifest import Facts, Manifest
from models.archive import Side, parse_sheet, reference_from_path
from models.archive.known import archive_named
from models.printable import printable
from models.store import forget_values
from models.tables import (
    ArchiveRow,
    DocumentRow,
    FileRow,
    FondRow,
    InventoryRow,
    LedgerRow,
    PageRow,
)

FactsOf = Callable[[int], Facts]
"""From the number of a page, from 1, to what is known of it."""

_FIRST_LETTER: Final = ord("а")


def facts_for(manifest: Manifest, name: str, path: Path, pages: int) -> FactsOf:
    """What the manifest says of each page of a file, and what folder and file names say."""
    found = reference_from_path(Path(printable(str(path))))
    spelled = Facts()
    if found is not None:
        spelled = Facts(found.archive, found.fond, found.inventory, found.file)
        if found.sheets and pages == 1:
            spelled = replace(spelled, sheet=str(found.sheets[0].first))
    whole = manifest.facts(name, 0)
    if whole.sheet and pages > 1:
        # A sheet given for a file of many pages would put them all on one sheet.
        whole = replace(whole, sheet=None)
    return partial(_page_facts, manifest.rows.get(name, {}), whole.over(spelled))


def _page_facts(rows: Mapping[int | None, Facts], whole: Facts, number: int) -> Facts:
    return rows.get(number, Facts()).over(whole) if number in rows else whole


def describe_pages(
    connection: Connection,
    *,
    collection_id: int,
    source_id: int,
    name: str,
    facts_of: FactsOf,
    only_new: bool,
) -> bool:
    """Bring documents and sheets of a source's pages up to what is known now.

    Args:
        connection: of the transaction.
        collection_id: of the source.
        source_id: whose pages are described.
        name: of the source, the first part of the keys of its documents.
        facts_of: what is known of each page.
        only_new: leave pages alone that were described before.

    Returns:
        True when anything in the record was changed.
    """
    rows = connection.execute(
        select(
            PageRow.id,
            PageRow.number,
            PageRow.document_id,
            PageRow.sheet,
            PageRow.sheet_order,
            DocumentRow.edtf,
            DocumentRow.language,
        )
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
        .where(PageRow.source_id == source_id)
        .order_by(PageRow.number)
    ).all()
    documents: dict[str, int] = {}
    stale: list[int] = []
    changed = False
    for row in rows:
        if only_new and row.document_id:
            continue
        facts = facts_of(row.number)
        key = _document_key(name, facts)
        if key not in documents:
            documents[key] = _put_document(connection, collection_id, key, facts)
        sheet, order = _sheet_of(facts.sheet)
        place = {"document_id": documents[key], "sheet": sheet, "sheet_order": order}
        if (row.document_id, row.sheet, row.sheet_order) != tuple(place.values()):
            connection.execute(update(PageRow).where(PageRow.id == row.id).values(**place))
            changed = True
        if row.document_id and (row.edtf, row.language) != (facts.edtf, facts.language):
            stale.append(row.id)
    read_again(connection, stale)
    _drop_empty_documents(connection, {row.document_id for row in rows} - {None})
    return changed


def _sheet_of(text: str | None) -> tuple[str | None, int | None]:
    """The sheet as the archive writes it, and its place: number, letter, recto before verso."""
    sheet = parse_sheet(text) if text else None
    if sheet is None:
        return text, None
    letter = ord(sheet.letter[0]) - _FIRST_LETTER + 1 if sheet.letter else 0
    return str(sheet), sheet.number * 100 + letter * 2 + (sheet.side is Side.VERSO)


def _document_key(name: str, facts: Facts) -> str:
    """All that parts the documents of one file; the name alone where nothing is known."""
    parts = (
        name,
        facts.title,
        facts.edtf,
        facts.language,
        facts.access,
        facts.archive,
        facts.fond,
        facts.opis,
        facts.delo,
    )
    return "\n".join(part or "" for part in parts).rstrip("\n")


def _put_document(connection: Connection, collection_id: int, key: str, facts: Facts) -> int:
    """Find or make the document of a key, which holds all that is said of it."""
    return _put(
        connection,
        DocumentRow,
        {"collection_id": collection_id, "key": key},
        file_id=_file_id(connection, facts),
        title=facts.title,
        edtf=facts.edtf,
        lower=facts.lower,
        upper=facts.upper,
        language=facts.language,
        access=facts.access,
    )


def read_again(connection: Connection, page_ids: Sequence[int]) -> None:
    """Make the stages run again on pages whose input changed.

    A page in quarantine stays there, its ledger as it is, until a person decides about it.
    """
    if not page_ids:
        return
    quarantined = select(PageRow.id).where(PageRow.id.in_(page_ids), PageRow.state == "quarantined")
    connection.execute(
        update(LedgerRow)
        .where(LedgerRow.page_id.in_(page_ids), LedgerRow.page_id.not_in(quarantined))
        .values(state="pending", reason="input")
    )
    connection.execute(
        update(PageRow)
        .where(PageRow.id.in_(page_ids), PageRow.state.in_(("done", "blank")))
        .values(state="pending")
    )


def _file_id(connection: Connection, facts: Facts) -> int | None:
    """The file (delo) of a reference; a level that is not written is an empty string."""
    if not facts.delo:
        return None
    known = archive_named(facts.archive) if facts.archive else None
    # One archive is one row, whether a manifest calls it «ҚР ОММ» or «ЦГА РК».
    archive = _put(
        connection, ArchiveRow, {"code": known.names["ru"] if known else facts.archive or ""}
    )
    fond = _put(connection, FondRow, {"archive_id": archive, "number": facts.fond or ""})
    inventory = _put(connection, InventoryRow, {"fond_id": fond, "number": facts.opis or ""})
    return _put(connection, FileRow, {"inventory_id": inventory, "number": facts.delo})


def _put(
    connection: Connection, table: type[DeclarativeBase], key: Mapping[str, Any], **values: Any
) -> int:
    """Find the row of a key, or make it with these values; returns its id."""
    columns = table.__table__.c
    same = [columns[name] == value for name, value in key.items()]
    known = connection.execute(select(columns.id).where(*same)).scalar_one_or_none()
    if known is None:
        made = insert(table).values(**key, **values).returning(columns.id)
        known = connection.execute(made).scalar_one()
    return int(known)


def _drop_empty_documents(connection: Connection, ids: set[Any]) -> None:
    used = exists().where(PageRow.document_id == DocumentRow.id)
    connection.execute(delete(DocumentRow).where(DocumentRow.id.in_(ids), ~used))


def drop_pages(connection: Connection, page_ids: Sequence[int]) -> None:
    """Delete pages with all that was read on them, and the documents that they leave empty."""
    pages = PageRow.id.in_(page_ids)
    documents = set(connection.execute(select(PageRow.document_id).where(pages)).scalars())
    # The database would drop the mentions by itself, and leave entities that nothing names.
    forget_values(connection, [(page_id, "mentions") for page_id in page_ids])
    connection.execute(delete(PageRow).where(pages))
    _drop_empty_documents(connection, documents - {None})


def rename_documents(connection: Connection, source_id: int, old: str, new: str) -> None:
    """Let the documents of a source's pages follow them to a source of another name."""
    of_source = select(PageRow.document_id).where(PageRow.source_id == source_id)
    keys = connection.execute(
        select(DocumentRow.id, DocumentRow.key).where(DocumentRow.id.in_(of_source))
    ).all()
    for document_id, key in keys:
        renamed = update(DocumentRow).where(DocumentRow.id == document_id)
        connection.execute(renamed.values(key=new + key.removeprefix(old)))

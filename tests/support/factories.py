"""Small collections for tests, written straight into the record: source, page, text, mentions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from models.canonical import to_json
from models.database import Database
from models.documents.doc_types import DocTypeGuess
from models.page import SMALL_VALUES, Box, Layout, Region, Word
from models.page.wordboxes import encode_words
from models.tables import (
    ArchiveRow,
    CollectionRow,
    DocumentRow,
    EntityRow,
    FileRow,
    FondRow,
    InventoryRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    QuarantineRow,
    Record,
    SourceRow,
)
from tests.support.databases import RECORDS

PROTOCOL = DocTypeGuess("interrogation_protocol", 0.7)
A_MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A mention to write: the first place in the page text where `text` stands."""

    label: str
    text: str
    normal: str | None = None
    key: str | None = None
    edtf: str | None = None
    lower: date | None = None
    upper: date | None = None
    confidence: float = 0.9
    places: Sequence[dict[str, Any]] = ()
    details: dict[str, Any] | None = None


def open_database(folder: Path, back_end: str | None = None) -> Database:
    """A new record with all tables; in `folder` where it is a file."""
    return RECORDS.make(folder, back_end)


def add_collection(connection: Connection, code: str = "cases") -> int:
    """A collection; returns its id."""
    return _add(connection, CollectionRow, code=code, title=None, created_at=A_MOMENT)


def add_file(connection: Connection, reference: str = "KZ-APRK/141/17/2") -> int:
    """The archival unit archive/fond/inventory/file; returns the file's id."""
    archive, fond, inventory, file = reference.split("/")
    archive_id = _add(connection, ArchiveRow, code=archive)
    fond_id = _add(connection, FondRow, archive_id=archive_id, number=fond)
    inventory_id = _add(connection, InventoryRow, fond_id=fond_id, number=inventory)
    return _add(connection, FileRow, inventory_id=inventory_id, number=file, title=None)


def add_document(
    connection: Connection, collection_id: int, key: str, *, file_id: int | None = None
) -> int:
    """A document; returns its id."""
    return _add(
        connection,
        DocumentRow,
        collection_id=collection_id,
        file_id=file_id,
        key=key,
        title=f"Документ {key}",
        edtf="1937-11",
        lower=date(1937, 11, 1),
        upper=date(1937, 11, 30),
        language="ru",
    )


def add_source(
    connection: Connection,
    collection_id: int,
    name: str,
    *,
    duplicate_of_id: int | None = None,
    error_code: str | None = None,
    sha256: str | None = None,
) -> int:
    """A delivered file; returns its id."""
    return _add(
        connection,
        SourceRow,
        collection_id=collection_id,
        name=name,
        sha256=sha256 or digest(name),
        byte_size=1000,
        media_type="image/png",
        duplicate_of_id=duplicate_of_id,
        error_code=error_code,
    )


def add_page(
    connection: Connection,
    source_id: int,
    text: str | None = None,
    *,
    mentions: Sequence[Named] = (),
    number: int = 1,
    state: str = "done",
    error: str | None = None,
    sheet: str | None = None,
    document_id: int | None = None,
    image_sha256: str | None = None,
    language: str = "ru",
    doc_type: DocTypeGuess = PROTOCOL,
) -> int:
    """A page with what was read on it; `error` also writes its quarantine row. Returns its id."""
    collection_id = connection.execute(
        select(SourceRow.collection_id).where(SourceRow.id == source_id)
    ).scalar_one()
    page_id = _add(
        connection,
        PageRow,
        source_id=source_id,
        number=number,
        collection_id=collection_id,
        document_id=document_id,
        sheet=sheet,
        image_sha256=image_sha256 or digest(f"{source_id}/{number}"),
        width=1700,
        height=2200,
        dpi=200,
        state="quarantined" if error else state,
    )
    if text is not None:
        _add_text(connection, page_id, text, language, doc_type)
        for named in mentions:
            _add_mention(connection, page_id, collection_id, text, named)
    if error:
        _add_quarantine(connection, page_id, error)
    return page_id


def word_boxes(text: str) -> tuple[Word, ...]:
    """Boxes as a typewriter would set the words of `text`: 20 × 40 pixels a character."""
    words: list[Word] = []
    start_of_line = 0
    for number, line in enumerate(text.split("\n")):
        position = start_of_line
        for piece in line.split():
            start = text.index(piece, position)
            position = start + len(piece)
            left = 100 + 20 * (start - start_of_line)
            box = Box(left, 100 + 60 * number, 20 * len(piece), 40)
            words.append(Word(start, position, box, 0.9, 0, number))
        start_of_line += len(line) + 1
    return tuple(words)


def add_stamp(connection: Connection, page_id: int, start: int, end: int) -> None:
    """Let the text from `start` to `end` be what a stamp says."""
    layout = Layout(regions=(Region("stamp", Box(0, 0, 300, 90), start, end),))
    content = to_json(SMALL_VALUES["layout"], layout)
    _add(connection, PageValueRow, page_id=page_id, name="layout", content=content)


def digest(name: str) -> str:
    """A SHA-256 that stands for the bytes called `name`."""
    return sha256(name.encode()).hexdigest()


def _add_text(
    connection: Connection, page_id: int, text: str, language: str, doc_type: DocTypeGuess
) -> None:
    words = word_boxes(text)
    _add(
        connection,
        PageTextRow,
        page_id=page_id,
        text=text,
        words=encode_words(words),
        word_count=len(words),
        confidence=0.9,
        language=language,
        image_sha256=digest(str(page_id)),
        model="rus",
    )
    content = to_json(SMALL_VALUES["doc_types"], (doc_type,))
    _add(connection, PageValueRow, page_id=page_id, name="doc_types", content=content)


def _add_mention(
    connection: Connection, page_id: int, collection_id: int, text: str, named: Named
) -> None:
    start = text.index(named.text)
    _add(
        connection,
        MentionRow,
        page_id=page_id,
        entity_id=_entity(connection, collection_id, named),
        label=named.label,
        start=start,
        end=start + len(named.text),
        text=named.text,
        normal=named.normal or named.text,
        confidence=named.confidence,
        source="replay",
        edtf=named.edtf,
        lower=named.lower,
        upper=named.upper,
        places=list(named.places) or None,
        details=named.details,
    )


def _entity(connection: Connection, collection_id: int, named: Named) -> int:
    key = named.key or named.text.casefold()
    known = select(EntityRow.id).where(
        EntityRow.collection_id == collection_id,
        EntityRow.label == named.label,
        EntityRow.key == key,
    )
    return connection.execute(known).scalar_one_or_none() or _add(
        connection,
        EntityRow,
        collection_id=collection_id,
        label=named.label,
        key=key,
        normal=named.normal or named.text,
        lower=named.lower,
        upper=named.upper,
    )


def _add_quarantine(connection: Connection, page_id: int, code: str) -> None:
    _add(
        connection,
        QuarantineRow,
        page_id=page_id,
        stage="ocr",
        code=code,
        detail="made for a test",
        created_at=A_MOMENT,
        state="open",
    )


def _add(connection: Connection, table: type[Record], **values: Any) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])

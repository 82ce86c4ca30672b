"""Export as CSV tables: documents, pages, mentions, entities, people and judgements."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, TextIO

from sqlalchemy import Connection, Select, func, select

from models.database import Database
from models.tables import CollectionRow, DocumentRow, EntityRow, MentionRow
from outputs.collections import collection_id
from outputs.export import people_tables
from outputs.export.publication import publish
from outputs.export.traversal import (
    AnyRow,
    ExportCount,
    ExportedPage,
    join_reference,
    read_pages,
)
from outputs.references import FILE_COLUMNS, with_file

TABLES: Final = (
    "documents.csv", "pages.csv", "mentions.csv", "entities.csv", "people.csv", "judgements.csv",
)  # fmt: skip
# With a byte order mark: without one Excel shows Cyrillic as noise, and every reader knows it.
_ENCODING: Final = "utf-8-sig"

_DOCUMENT: Final = ("id", "collection", "key", "title", "edtf", "lower", "upper", "language")
_WHERE: Final = ("source", "page", "error", "duplicate_of", "reference")
_PAGE: Final = (
    "document_id", "sheet", "state", "language", "confidence",
    "width", "height", "dpi", "image_sha256",
)  # fmt: skip
_TYPE: Final = ("doc_type", "doc_type_confidence")
_MENTION: Final = (
    "id", "entity_id", "label", "start", "end", "text", "normal", "edtf", "lower", "upper",
    "calendar", "precision", "confidence", "profile_id", "person_id",
)  # fmt: skip
_ENTITY: Final = ("id", "collection", "label", "key", "normal", "lower", "upper", "mentions")


def export_csv(
    database: Database, directory: Path, *, collection: str | None = None
) -> ExportCount:
    """Write the tables (RFC 4180) into `directory`; docs/formats.md has the columns.

    Cells are written as they are: a text that begins with "=" is a formula to a spreadsheet.

    Raises:
        ConfigError: there is no such collection.
        StoreError: a file cannot be written; earlier ones are then left as they were.
    """
    with database.read() as connection:
        # An unknown collection is an error before anything is written.
        collection_id(connection, collection)
        with publish(*(directory / name for name in TABLES), encoding=_ENCODING) as streams:
            documents, pages, mentions, entities, people, judgements = streams
            _write(documents, (*_DOCUMENT, "reference"), _documents(connection, collection))
            _write(entities, _ENTITY, connection.execute(_entities(collection)))
            known = connection.execute(people_tables.people(collection))
            _write(people, people_tables.PERSON, known)
            said = connection.execute(people_tables.judgements(collection))
            _write(judgements, people_tables.JUDGEMENT, said)
            return _write_pages(pages, mentions, read_pages(connection, collection))


def _write(stream: TextIO, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    table = csv.writer(stream)
    table.writerow(header)
    table.writerows(rows)


def _write_pages(pages: TextIO, mentions: TextIO, exported: Iterable[ExportedPage]) -> ExportCount:
    page_table, mention_table = csv.writer(pages), csv.writer(mentions)
    page_table.writerow((*_WHERE, *_PAGE, *_TYPE, "text"))
    mention_table.writerow(("source", "page", *_MENTION, "place_id", "place_name", "details"))
    written = errors = found = 0
    for page in exported:
        page_table.writerow(_page(page))
        mention_table.writerows(_mention(page, mention) for mention in page.mentions)
        written += 1
        errors += page.error is not None
        found += len(page.mentions)
    return ExportCount(written, errors, found)


def _page(page: ExportedPage) -> tuple[Any, ...]:
    columns = page.row._mapping
    where = (page.source, page.page, page.error, page.duplicate_of, page.reference)
    guess = page.doc_type
    doc_type = (guess.code, guess.confidence) if guess else (None, None)
    return (*where, *(columns[name] for name in _PAGE), *doc_type, page.text)


def _mention(page: ExportedPage, mention: AnyRow) -> tuple[Any, ...]:
    best = mention.places[0] if mention.places else {}
    columns = mention._mapping
    values = (columns[name] for name in _MENTION)
    place = (best.get("place_id"), best.get("name"))
    return (page.source, page.page, *values, *place, _details(mention))


def _details(mention: AnyRow) -> str | None:
    return json.dumps(mention.details, ensure_ascii=False) if mention.details else None


def _documents(connection: Connection, collection: str | None) -> Iterable[tuple[Any, ...]]:
    documents = (
        select(
            DocumentRow.id,
            CollectionRow.code.label("collection"),
            *(getattr(DocumentRow, name) for name in _DOCUMENT[2:]),
            *FILE_COLUMNS,
        )
        .select_from(DocumentRow)
        .join(CollectionRow, CollectionRow.id == DocumentRow.collection_id)
        .order_by(CollectionRow.code, DocumentRow.key)
    )
    if collection is not None:
        documents = documents.where(CollectionRow.code == collection)
    for row in connection.execute(with_file(documents)):
        yield (*(row._mapping[name] for name in _DOCUMENT), join_reference(row))


def _entities(collection: str | None) -> Select[*tuple[Any, ...]]:
    entities = (
        select(
            EntityRow.id,
            CollectionRow.code,
            *(getattr(EntityRow, name) for name in _ENTITY[2:-1]),
            func.count(MentionRow.id),
        )
        .select_from(EntityRow)
        .join(CollectionRow, CollectionRow.id == EntityRow.collection_id)
        .outerjoin(MentionRow, MentionRow.entity_id == EntityRow.id)
        .group_by(EntityRow.id, CollectionRow.code)
        .order_by(CollectionRow.code, EntityRow.label, EntityRow.key)
    )
    return entities if collection is None else entities.where(CollectionRow.code == collection)

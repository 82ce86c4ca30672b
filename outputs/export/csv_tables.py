"""Export as CSV tables: documents, pages, mentions, entities, people and judgements."""

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any, ClassVar, Final

from pyroaring import BitMap
from sqlalchemy import Connection, Select, func, select

from models.tables import CollectionRow, DocumentRow, EntityRow, MentionRow
from outputs.export import people_tables
from outputs.export.format import ExportSource, Target
from outputs.export.traversal import AnyRow, ExportedPage, join_reference
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


class _Named:
    """The ids of all that pages speak of, so that tables of a selection hold nothing else."""

    def __init__(self) -> None:
        self._documents, self._entities, self._people, self._profiles = (
            BitMap(), BitMap(), BitMap(), BitMap()
        )  # fmt: skip

    def take(self, page: ExportedPage) -> None:
        """Take in a page and its mentions."""
        if page.row.document_id is not None:
            self._documents.add(page.row.document_id)
        for mention in page.mentions:
            self._entities.add(mention.entity_id)
            if mention.profile_id is not None:
                self._profiles.add(mention.profile_id)
            if mention.person_id is not None:
                self._people.add(mention.person_id)

    def keep(self, name: str, rows: Iterable[Any]) -> Iterator[Any]:
        """Of the rows of a table those that pages speak of."""
        match name:
            case "documents":
                return (row for row in rows if row[0] in self._documents)
            case "entities":
                return (row for row in rows if row[0] in self._entities)
            case "people":
                return (row for row in rows if row[0] in self._people)
            case _:  # judgements of two profiles
                pairs = self._profiles
                return (row for row in rows if row[1] in pairs or row[5] in pairs)


class CsvTables:
    """Writes the tables (RFC 4180); docs/formats.md has the columns.

    Cells are written as they are: a text that begins with "=" is a formula to a spreadsheet.
    """

    name: ClassVar[str] = "csv"
    media_type: ClassVar[str] = "text/csv"
    by_unit: ClassVar[bool] = False

    def __init__(self, source: ExportSource) -> None:
        """Pages and mentions are fed, the other tables are read."""
        self._source = source
        self._named = _Named()
        self._streams = ExitStack()
        self._pages: Any
        self._mentions: Any

    def open(self, target: Target) -> None:
        """Begin all tables."""
        self._target = target
        self._pages = self._table("pages.csv", (*_WHERE, *_PAGE, *_TYPE, "text"))
        header = ("source", "page", *_MENTION, "place_id", "place_name", "details")
        self._mentions = self._table("mentions.csv", header)

    def feed(self, page: ExportedPage) -> None:
        """Write a row of the page, and one of each mention."""
        self._pages.writerow(_page(page))
        self._mentions.writerows(_mention(page, mention) for mention in page.mentions)
        self._named.take(page)

    def close(self) -> None:
        """Write the tables of what the pages speak of."""
        connection, code = self._source.connection, self._source.selection.collection
        keep = self._named.keep if self._source.selection.is_narrow else lambda _name, rows: rows
        with self._streams:
            for name, header, rows in (
                ("documents", (*_DOCUMENT, "reference"), _documents(connection, code)),
                ("entities", _ENTITY, connection.execute(_entities(code))),
                ("people", people_tables.PERSON, connection.execute(people_tables.people(code))),
                (
                    "judgements",
                    people_tables.JUDGEMENT,
                    connection.execute(people_tables.judgements(code)),
                ),
            ):
                self._table(f"{name}.csv", header).writerows(keep(name, rows))

    def _table(self, name: str, header: Iterable[str]) -> Any:
        stream = self._target.inside(name).open("w", encoding=_ENCODING, newline="")
        table = csv.writer(self._streams.enter_context(stream))
        table.writerow(header)
        return table


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

"""The rows of the exported tables, in the order of their columns; values are typed."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyroaring import BitMap
from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import aliased

from models.tables import (
    CollectionRow,
    DocumentRow,
    EntityRow,
    JudgementRow,
    MentionRow,
    PersonRow,
    ProfileRow,
)
from outputs.export.selection import Selection
from outputs.export.traversal import AnyRow, ExportedPage, join_reference
from outputs.references import FILE_COLUMNS, with_file

Row = tuple[Any, ...]

_DOCUMENT: Final = ("key", "title", "edtf", "lower", "upper", "language")
_PAGE: Final = (
    "document_id", "sheet", "state", "language", "confidence",
    "width", "height", "dpi", "image_sha256",
)  # fmt: skip
_MENTION: Final = (
    "id", "entity_id", "label", "start", "end", "text", "normal", "edtf", "lower", "upper",
    "calendar", "precision", "confidence", "profile_id", "person_id",
)  # fmt: skip
_ENTITY: Final = ("label", "key", "normal", "lower", "upper")
_PERSON: Final = ("id", "name", "birth_year", "documents", "mentions")


def page_row(page: ExportedPage) -> Row:
    """The row of a page."""
    columns = page.row._mapping
    where = (page.source, page.page, page.error, page.duplicate_of, page.reference)
    guess = page.doc_type
    doc_type = (guess.code, guess.confidence) if guess else (None, None)
    return (*where, *(columns[name] for name in _PAGE), *doc_type, page.text)


def word_rows(page: ExportedPage) -> Iterator[Row]:
    """The rows of its words."""
    for word in page.read_words():
        text, box = page.text[word.start : word.end], word.box
        yield (
            *(page.source, page.page, word.start, word.end, text),
            *(box.left, box.top, box.width, box.height),
            *(word.confidence, word.block, word.line),
        )


def mention_rows(page: ExportedPage) -> Iterator[Row]:
    """The rows of its mentions."""
    for mention in page.mentions:
        best = mention.places[0] if mention.places else {}
        columns = mention._mapping
        values = (columns[name] for name in _MENTION)
        place = (best.get("place_id"), best.get("name"))
        yield (page.source, page.page, *values, *place, _details(mention))


def _details(mention: AnyRow) -> str | None:
    return json.dumps(mention.details, ensure_ascii=False) if mention.details else None


class Named:
    """The ids of all that pages speak of, so that the tables of a selection hold nothing else."""

    def __init__(self) -> None:
        self._documents, self._entities = BitMap(), BitMap()
        self._people, self._profiles = BitMap(), BitMap()

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

    def tables(
        self, connection: Connection, selection: Selection
    ) -> Iterator[tuple[str, Iterator[Row]]]:
        """The tables that are read from the record, by name; all of one that is not narrowed."""
        code, all_of_it = selection.collection, not selection.is_narrow
        documents, entities = _documents(connection, code), connection.execute(_entities(code))
        people, judgements = (connection.execute(each(code)) for each in (_people, _judgements))
        yield "documents", (row for row in documents if all_of_it or row[0] in self._documents)
        yield "entities", (tuple(row) for row in entities if all_of_it or row[0] in self._entities)
        yield "people", (tuple(row) for row in people if all_of_it or row[0] in self._people)
        yield (
            "judgements",
            (tuple(row) for row in judgements if all_of_it or self._judged(row.left, row.right)),
        )

    def _judged(self, *profiles: int) -> bool:
        return any(profile in self._profiles for profile in profiles)


def _documents(connection: Connection, collection: str | None) -> Iterable[Row]:
    documents = (
        select(
            DocumentRow.id,
            CollectionRow.code.label("collection"),
            *(getattr(DocumentRow, name) for name in _DOCUMENT),
            *FILE_COLUMNS,
        )
        .select_from(DocumentRow)
        .join(CollectionRow, CollectionRow.id == DocumentRow.collection_id)
        .order_by(CollectionRow.code, DocumentRow.key)
    )
    if collection is not None:
        documents = documents.where(CollectionRow.code == collection)
    for row in connection.execute(with_file(documents)):
        yield (*row[: 2 + len(_DOCUMENT)], join_reference(row))


def _entities(collection: str | None) -> Select[*tuple[Any, ...]]:
    entities = (
        select(
            EntityRow.id,
            CollectionRow.code,
            *(getattr(EntityRow, name) for name in _ENTITY),
            func.count(MentionRow.id),
        )
        .select_from(EntityRow)
        .join(CollectionRow, CollectionRow.id == EntityRow.collection_id)
        .outerjoin(MentionRow, MentionRow.entity_id == EntityRow.id)
        .group_by(EntityRow.id, CollectionRow.code)
        .order_by(CollectionRow.code, EntityRow.label, EntityRow.key)
    )
    return entities if collection is None else entities.where(CollectionRow.code == collection)


def _people(collection: str | None) -> Select[*tuple[Any, ...]]:
    """The people, with all that is counted of them, who stand in one collection or in any."""
    found = (
        select(*(getattr(PersonRow, name) for name in _PERSON))
        .where(PersonRow.mentions > 0)
        .order_by(PersonRow.id)
    )
    if collection is None:
        return found
    return found.where(PersonRow.id.in_(_standing(collection, ProfileRow.person_id)))


def _judgements(collection: str | None) -> Select[*tuple[Any, ...]]:
    """All judgements, the oldest first, of profiles of one collection or of any."""
    left, right = aliased(ProfileRow), aliased(ProfileRow)
    left_document, right_document = aliased(DocumentRow), aliased(DocumentRow)
    row = JudgementRow
    found = (
        select(
            row.id,
            *(row.left_id.label("left"), left.normal, left.person_id, left_document.key),
            *(row.right_id.label("right"), right.normal, right.person_id, right_document.key),
            *(row.verdict, row.author, row.reason, row.made_at, row.score),
        )
        .join(left, left.id == row.left_id)
        .join(right, right.id == row.right_id)
        .outerjoin(left_document, left_document.id == left.document_id)
        .outerjoin(right_document, right_document.id == right.document_id)
        .order_by(row.id)
    )
    if collection is None:
        return found
    standing = _standing(collection, ProfileRow.id)
    return found.where(row.left_id.in_(standing) | row.right_id.in_(standing))


def _standing(collection: str, column: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(column)
        .join(CollectionRow, CollectionRow.id == ProfileRow.collection_id)
        .where(CollectionRow.code == collection)
    )

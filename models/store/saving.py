"""Write what the stages gave into the record, one batch to a transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete

from models.canonical import to_json
from models.database.rows import load_rows
from models.page import SMALL_VALUES, Page
from models.page.wordboxes import encode_words
from models.store.entities import entities_on, entity_key, find_or_add_entities, tidy_entities
from models.store.mentions import mention_row
from models.tables import MentionRow, PageQualityRow, PageTextRow, PageValueRow

_SMALL_DELETE: Final = delete(PageValueRow).where(
    PageValueRow.page_id == bindparam("_page"), PageValueRow.name == bindparam("_name")
)


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A value that a stage gave for a page, by the name of the page's field."""

    page_id: int
    collection_id: int
    name: str
    page: Page


def save_values(connection: Connection, values: Sequence[GivenValue]) -> None:
    """Write what stages gave, in the caller's transaction; older values of the same name go."""
    small = [value for value in values if value.name in SMALL_VALUES]
    _save_small(connection, small)
    _save_readings(connection, [value for value in values if value.name == "reading"])
    _save_qualities(connection, [value for value in values if value.name == "quality"])
    _save_mentions(connection, [value for value in values if value.name == "mentions"])


def forget_values(connection: Connection, names: Sequence[tuple[int, str]]) -> None:
    """Delete (page, value name) pairs, as if the stage that gave them had never run."""
    small = [{"_page": page, "_name": name} for page, name in names if name in SMALL_VALUES]
    if small:
        connection.execute(_SMALL_DELETE, small)
    _delete_for(connection, PageTextRow, [page for page, name in names if name == "reading"])
    _delete_for(connection, PageQualityRow, [page for page, name in names if name == "quality"])
    pages = [page for page, name in names if name == "mentions"]
    left = entities_on(connection, pages)
    _delete_for(connection, MentionRow, pages)
    tidy_entities(connection, left)


def _delete_for(connection: Connection, table: Any, page_ids: Iterable[int]) -> None:
    ids = [{"_page": page_id} for page_id in page_ids]
    if ids:
        connection.execute(delete(table).where(table.page_id == bindparam("_page")), ids)


def _save_small(connection: Connection, values: Sequence[GivenValue]) -> None:
    if not values:
        return
    connection.execute(
        _SMALL_DELETE, [{"_page": value.page_id, "_name": value.name} for value in values]
    )
    rows = (
        {
            "page_id": value.page_id,
            "name": value.name,
            "content": to_json(SMALL_VALUES[value.name], getattr(value.page, value.name)),
        }
        for value in values
    )
    load_rows(connection, PageValueRow, rows)


def _save_readings(connection: Connection, values: Sequence[GivenValue]) -> None:
    _delete_for(connection, PageTextRow, (value.page_id for value in values))
    rows = (_reading_row(value) for value in values if value.page.reading is not None)
    load_rows(connection, PageTextRow, rows)


def _reading_row(value: GivenValue) -> dict[str, Any]:
    page, reading = value.page, value.page.reading
    assert reading is not None
    return {
        "page_id": value.page_id,
        "text": reading.text,
        "words": encode_words(reading.words),
        "word_count": len(reading.words),
        "confidence": reading.confidence,
        "language": reading.language,
        "image_sha256": page.image.digest,
        "model": reading.model,
    }


def _save_qualities(connection: Connection, values: Sequence[GivenValue]) -> None:
    _delete_for(connection, PageQualityRow, (value.page_id for value in values))
    rows = (
        {"page_id": value.page_id, "expected_cer": value.page.quality.expected_cer}
        for value in values
        if value.page.quality is not None
    )
    load_rows(connection, PageQualityRow, rows)


def _save_mentions(connection: Connection, values: Sequence[GivenValue]) -> None:
    if not values:
        return
    page_ids = [value.page_id for value in values]
    left = entities_on(connection, page_ids)
    _delete_for(connection, MentionRow, page_ids)
    given = [(value, mention) for value in values for mention in value.page.mentions or ()]
    entity_ids = find_or_add_entities(
        connection, ((value.collection_id, mention) for value, mention in given)
    )
    rows = (
        mention_row(mention, value.page_id, entity_ids[entity_key(value.collection_id, mention)])
        for value, mention in given
    )
    load_rows(connection, MentionRow, rows)
    tidy_entities(connection, left)

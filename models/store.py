"""Read pages out of the record and write what the stages gave, one batch to a transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    ScalarSelect,
    bindparam,
    case,
    delete,
    exists,
    func,
    select,
    update,
)

from models.blobs import Blobs
from models.canonical import from_json, to_json
from models.dates import HistoricalDate
from models.entity import Label, Mention, Span
from models.page import SMALL_VALUES, Page, PageContext, PageImage, Quality, Reading
from models.places import PlaceCandidate
from models.rows import load_rows
from models.tables import (
    DocumentRow,
    EntityRow,
    MentionRow,
    PageQualityRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    SourceRow,
)
from models.wordboxes import decode_words, encode_words

EntityKey = tuple[int, str, str]
"""(collection id, label, key): what makes mentions share an entity."""

_MERGED: Final = ("normal", "lower", "upper")
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


def image_path(blobs: Blobs, digest: str, location: str | None, sha256: str) -> Path:
    """Where a page image lies: in the blob store, or the original itself referenced in place.

    Whether it is still there is seen by the one who opens it: a lost image is that page's trouble.
    """
    in_place = _original_in_place(blobs, digest, location, sha256)
    return blobs.path(digest) if in_place is None else in_place


def _original_in_place(blobs: Blobs, digest: str, location: str | None, sha256: str) -> Path | None:
    # A store elsewhere is not asked of a page whose original was copied: that takes milliseconds.
    if location is not None and digest == sha256 and digest not in blobs:
        return Path(location)
    return None


def load_pages(
    connection: Connection, blobs: Blobs, page_ids: Sequence[int]
) -> dict[int, tuple[int, Page]]:
    """Pages with all that is stored of them: id -> (collection id, page)."""
    rows = connection.execute(
        select(PageRow, SourceRow.location, SourceRow.sha256, DocumentRow)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .outerjoin(DocumentRow, PageRow.document_id == DocumentRow.id)
        .where(PageRow.id.in_(page_ids), PageRow.image_sha256.is_not(None))
        .with_only_columns(
            PageRow.id,
            PageRow.collection_id,
            PageRow.image_sha256,
            PageRow.width,
            PageRow.height,
            PageRow.dpi,
            SourceRow.location,
            SourceRow.sha256,
            DocumentRow.language,
            DocumentRow.edtf,
            DocumentRow.lower,
        )
    ).all()
    values = _load_values(connection, page_ids)
    return {row.id: (row.collection_id, _page(row, blobs, values[row.id])) for row in rows}


def _page(row: Any, blobs: Blobs, values: dict[str, Any]) -> Page:
    in_place = _original_in_place(blobs, row.image_sha256, row.location, row.sha256)
    image = PageImage(
        digest=row.image_sha256,
        path=in_place or blobs.path(row.image_sha256),
        width=row.width,
        height=row.height,
        dpi=row.dpi,
        in_place=in_place is not None,
    )
    year = row.lower.year if row.lower else None
    context = PageContext(language=row.language, document_date=row.edtf, year=year)
    return replace(Page(image, context), **values)


def _load_values(connection: Connection, page_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    values: dict[int, dict[str, Any]] = defaultdict(dict)
    small = select(PageValueRow).where(PageValueRow.page_id.in_(page_ids))
    for row in connection.execute(small.with_only_columns(*PageValueRow.__table__.columns)):
        # A value of an older shape counts as not there: the stage that gives it runs again.
        with suppress(ValidationError, KeyError):
            values[row.page_id][row.name] = from_json(SMALL_VALUES[row.name], row.content)
    texts = select(*PageTextRow.__table__.columns).where(PageTextRow.page_id.in_(page_ids))
    for row in connection.execute(texts):
        values[row.page_id]["reading"] = Reading(
            row.text, decode_words(row.words), row.confidence, row.model, row.language
        )
    qualities = select(*PageQualityRow.__table__.columns).where(
        PageQualityRow.page_id.in_(page_ids)
    )
    for row in connection.execute(qualities):
        values[row.page_id]["quality"] = Quality(row.expected_cer)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    found = (
        select(*MentionRow.__table__.columns, EntityRow.key)
        .join(EntityRow, MentionRow.entity_id == EntityRow.id)
        .where(MentionRow.page_id.in_(page_ids))
        .order_by(MentionRow.page_id, MentionRow.id)
    )
    for row in connection.execute(found):
        mentions[row.page_id].append(mention_of(row))
    for page_id, listed in mentions.items():
        values[page_id]["mentions"] = tuple(listed)
    return values


def mention_of(row: Row[Any]) -> Mention:
    """A mention as it was given, from its row (all columns and the entity's key)."""
    date = None
    if row.edtf is not None:
        date = HistoricalDate(
            surface=row.text,
            edtf=row.edtf,
            lower=row.lower,
            upper=row.upper,
            calendar=row.calendar,
            precision=row.precision,
            derived_from=tuple(row.derived_from.split()) if row.derived_from else (),
        )
    return Mention(
        span=Span(Label(row.label), row.start, row.end, row.confidence, row.source),
        text=row.text,
        normal=row.normal,
        key=row.key,
        date=date,
        places=tuple(
            PlaceCandidate(**{**place, "reasons": tuple(place["reasons"])})
            for place in row.places or ()
        ),
        details=row.details,
    )


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
    left = _entities_on(connection, pages)
    _delete_for(connection, MentionRow, pages)
    _tidy_entities(connection, left)


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
    left = _entities_on(connection, page_ids)
    _delete_for(connection, MentionRow, page_ids)
    entity_ids = _find_or_add_entities(connection, values)
    rows = (
        _mention_row(value, mention, entity_ids)
        for value in values
        for mention in value.page.mentions or ()
    )
    load_rows(connection, MentionRow, rows)
    _tidy_entities(connection, left)


def _entities_on(connection: Connection, page_ids: Sequence[int]) -> list[int]:
    found = select(MentionRow.entity_id).where(MentionRow.page_id.in_(page_ids)).distinct()
    return list(connection.execute(found).scalars())


def _find_or_add_entities(
    connection: Connection, values: Sequence[GivenValue]
) -> dict[EntityKey, int]:
    wanted: dict[EntityKey, dict[str, Any]] = {}
    for value in values:
        for mention in value.page.mentions or ():
            key = (value.collection_id, mention.span.label.value, mention.key)
            row = _entity_row(key, mention)
            wanted[key] = _merged(wanted[key], row) if key in wanted else row
    known = _known_entities(connection, wanted)
    changed = [
        {"_id": known[key]["id"], **{name: merged[name] for name in _MERGED}}
        for key, row in wanted.items()
        if key in known and (merged := _merged(known[key], row)) != known[key]
    ]
    if changed:
        statement = update(EntityRow).where(EntityRow.id == bindparam("_id"))
        connection.execute(statement.values({name: bindparam(name) for name in _MERGED}), changed)
    missing = [key for key in wanted if key not in known]
    if missing:
        load_rows(connection, EntityRow, [wanted[key] for key in missing])
        known |= _known_entities(connection, missing)
    return {key: row["id"] for key, row in known.items()}


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Take the smaller name and the wider bounds: the same in whatever order mentions come."""
    return {
        **one,
        "normal": min(one["normal"], other["normal"]),
        "lower": min(one["lower"], other["lower"]) if one["lower"] and other["lower"] else None,
        "upper": max(one["upper"], other["upper"]) if one["upper"] and other["upper"] else None,
    }


def _entity_row(key: EntityKey, mention: Mention) -> dict[str, Any]:
    date = mention.date
    return {
        "collection_id": key[0],
        "label": key[1],
        "key": key[2],
        "normal": mention.normal,
        "lower": date.lower if date else None,
        "upper": date.upper if date else None,
    }


def _known_entities(
    connection: Connection, wanted: Iterable[EntityKey]
) -> dict[EntityKey, dict[str, Any]]:
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for collection_id, label, key in wanted:
        groups[collection_id, label].append(key)
    known: dict[EntityKey, dict[str, Any]] = {}
    for (collection_id, label), keys in groups.items():
        found = select(*EntityRow.__table__.columns).where(
            EntityRow.collection_id == collection_id,
            EntityRow.label == label,
            EntityRow.key.in_(keys),
        )
        for row in connection.execute(found):
            known[collection_id, label, row.key] = dict(row._mapping)
    return known


def _mention_row(
    value: GivenValue, mention: Mention, entity_ids: Mapping[EntityKey, int]
) -> dict[str, Any]:
    span, date = mention.span, mention.date
    return {
        "page_id": value.page_id,
        "entity_id": entity_ids[value.collection_id, span.label.value, mention.key],
        "label": span.label.value,
        "start": span.start,
        "end": span.end,
        "text": mention.text,
        "normal": mention.normal,
        "confidence": span.confidence,
        "source": span.source,
        "edtf": date.edtf if date else None,
        "lower": date.lower if date else None,
        "upper": date.upper if date else None,
        "calendar": date.calendar if date else None,
        "precision": date.precision if date else None,
        "derived_from": " ".join(date.derived_from) if date else None,
        "places": [
            {
                "place_id": place.place_id,
                "name": place.name,
                "score": place.score,
                "reasons": list(place.reasons),
            }
            for place in mention.places
        ]
        or None,
        "details": dict(mention.details) if mention.details else None,
    }


def _tidy_entities(connection: Connection, entity_ids: Sequence[int]) -> None:
    """Drop entities without a mention; work out the others from those they still have."""
    if not entity_ids:
        return
    still_named = exists().where(MentionRow.entity_id == EntityRow.id)
    connection.execute(delete(EntityRow).where(EntityRow.id.in_(entity_ids), ~still_named))
    touched = update(EntityRow).where(EntityRow.id.in_(entity_ids))
    lower, upper = func.min(MentionRow.lower), func.max(MentionRow.upper)
    connection.execute(
        touched.values(
            normal=_of_mentions(func.min(MentionRow.normal)),
            lower=_of_mentions(_unless_open(lower, MentionRow.lower)),
            upper=_of_mentions(_unless_open(upper, MentionRow.upper)),
        )
    )


def _of_mentions(value: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(value).where(MentionRow.entity_id == EntityRow.id).scalar_subquery()


def _unless_open(bound: ColumnElement[Any], column: Any) -> ColumnElement[Any]:
    """The bound of all mentions, or nothing where one of them is open on that side."""
    return case((func.count() == func.count(column), bound), else_=None)

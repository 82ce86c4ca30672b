"""The pages that people should look at first: those that are likely read worst."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from models.archive import ReferenceCode
from models.tables import CollectionRow, MentionRow, PageQualityRow, PageRow, SourceRow
from outputs.references import (
    REFERENCE_COLUMNS,
    AnySelect,
    reference_of,
    with_reference,
)
from outputs.web.cursors import Listing, make_listing, unpack_cursor


@dataclass(frozen=True, slots=True)
class RatedPage:
    """A page and the share of its letters that are expected to be wrong, 0..1."""

    id: int
    number: int
    source: str
    collection_code: str
    reference: ReferenceCode | None
    expected_cer: float
    mentions: int


def list_review(
    connection: Connection,
    *,
    collection_id: int | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Listing[RatedPage]:
    """Rated pages, the worst first; those with mentions before those without.

    The two are asked for one after the other, so that each is a walk along the index.

    Raises:
        ConfigError: (argument-invalid) `after` is no cursor of this list.
    """
    is_named, cer, page_id = unpack_cursor(after, (int, float, int)) if after else (1, None, None)
    found: list[RatedPage] = []
    for group in (1, 0) if is_named else (0,):
        statement = _rated().where(_is_named() if group else ~_is_named())
        if collection_id is not None:
            statement = statement.where(PageRow.collection_id == collection_id)
        if cer is not None and group == is_named:
            rated = PageQualityRow.expected_cer
            statement = statement.where(rated <= cer, or_(rated < cer, PageRow.id > page_id))
        found += _read(connection, statement.limit(limit + 1 - len(found)))
        if len(found) > limit:
            break
    return make_listing(
        found, limit, lambda last: (int(last.mentions > 0), last.expected_cer, last.id)
    )


def _rated() -> AnySelect:
    mentions = select(func.count()).where(MentionRow.page_id == PageRow.id).scalar_subquery()
    statement: Select[*tuple[object, ...]] = (
        select(
            PageRow.id,
            PageRow.number,
            SourceRow.name.label("source"),
            CollectionRow.code.label("collection_code"),
            PageQualityRow.expected_cer,
            mentions.label("mentions"),
            *REFERENCE_COLUMNS,
        )
        .select_from(PageQualityRow)
        .join(PageRow, PageQualityRow.page_id == PageRow.id)
        .join(SourceRow, PageRow.source_id == SourceRow.id)
        .join(CollectionRow, PageRow.collection_id == CollectionRow.id)
        .order_by(PageQualityRow.expected_cer.desc(), PageRow.id)
    )
    return with_reference(statement)


def _is_named() -> ColumnElement[bool]:
    return exists().where(MentionRow.page_id == PageQualityRow.page_id)


def _read(connection: Connection, statement: AnySelect) -> list[RatedPage]:
    return [
        RatedPage(
            row.id,
            row.number,
            row.source,
            row.collection_code,
            reference_of(row),
            row.expected_cer,
            row.mentions,
        )
        for row in connection.execute(statement)
    ]

"""The collections and how far the work on each has come."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from models.database.tally import read_tally
from models.tables import CollectionRow, DocumentRow, EntityRow, ProfileRow, SourceRow


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection by its own name."""

    id: int
    code: str
    title: str | None
    created_at: datetime

    @property
    def name(self) -> str:
        """What to call it on a screen."""
        return self.title or self.code


@dataclass(frozen=True, slots=True)
class Counts:
    """What a collection holds; pages are the sum of the four states.

    Attributes:
        files: archival files that pages are described to lie in.
        lower: first day of the earliest document, as far as documents are dated.
        upper: last day of the latest.
    """

    sources: int
    done: int
    blank: int
    quarantined: int
    pending: int
    people: int
    places: int
    organisations: int
    files: int = 0
    lower: date | None = None
    upper: date | None = None

    @property
    def pages(self) -> int:
        """All pages of the collection."""
        return self.done + self.blank + self.quarantined + self.pending


def list_collections(connection: Connection) -> list[tuple[Collection, Counts]]:
    """All collections by code, with their counts."""
    counts = _all_counts(connection)
    return [(each, counts[each.id]) for each in name_collections(connection)]


def name_collections(connection: Connection) -> list[Collection]:
    """All collections by code, to choose from; counting them would read the whole record."""
    return [Collection(*row) for row in connection.execute(_SELECT.order_by(CollectionRow.code))]


def find_collection(connection: Connection, code: str) -> Collection | None:
    """The collection of this code."""
    row = connection.execute(_SELECT.where(CollectionRow.code == code)).one_or_none()
    return Collection(*row) if row else None


_SELECT = select(
    CollectionRow.id, CollectionRow.code, CollectionRow.title, CollectionRow.created_at
)


def _all_counts(connection: Connection) -> dict[int, Counts]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for table, kind in (
        (SourceRow, SourceRow.id * 0),
        (EntityRow, EntityRow.label),
    ):
        grouped = select(table.collection_id, kind.label("kind"), func.count().label("rows"))
        for row in connection.execute(grouped.group_by(table.collection_id, kind)):
            found[row.collection_id][str(row.kind)] += row.rows
    for (collection, state), pages in read_tally(connection)["page"].items():
        found[int(collection)][state] = pages
    for collection_id, people in _people(connection):
        found[collection_id]["PERSON"] = people
    described = _described(connection)
    return defaultdict(
        lambda: Counts(0, 0, 0, 0, 0, 0, 0, 0),
        {
            collection_id: Counts(
                sources=counted["0"],
                done=counted["done"],
                blank=counted["blank"],
                quarantined=counted["quarantined"],
                pending=counted["pending"],
                people=counted["PERSON"],
                places=counted["PLACE"],
                organisations=counted["ORG"],
                **described.get(collection_id, {}),
            )
            for collection_id, counted in found.items()
        },
    )


def _described(connection: Connection) -> dict[int, dict[str, Any]]:
    """What the descriptions of the documents say of each collection."""
    rows = connection.execute(
        select(
            DocumentRow.collection_id,
            func.count(DocumentRow.file_id.distinct()).label("files"),
            func.min(DocumentRow.lower).label("lower"),
            func.max(DocumentRow.upper).label("upper"),
        ).group_by(DocumentRow.collection_id)
    )
    return {
        row.collection_id: {"files": row.files, "lower": row.lower, "upper": row.upper}
        for row in rows
    }


def _people(connection: Connection) -> list[tuple[int, int]]:
    """The people of each collection in which it was worked out who is who."""
    counted = (
        select(ProfileRow.collection_id, func.count(ProfileRow.person_id.distinct()))
        .where(ProfileRow.mentions > 0)
        .group_by(ProfileRow.collection_id)
    )
    return [(collection_id, people) for collection_id, people in connection.execute(counted)]

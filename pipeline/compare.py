"""How far the text that was delivered with a scan and our own reading of it differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection, select

from models.canonical import from_json
from models.page import Imported
from models.page.imported import IMPORTED
from models.tables import CollectionRow, PageRow, PageTextRow, PageValueRow, SourceRow

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One page that has both texts.

    Attributes:
        source: delivered file.
        page: its number in that file.
        edits: characters to be put right to make one text of the other.
        length: of the delivered text.
        program: that read it once.
    """

    source: str
    page: int
    edits: int
    length: int
    program: str

    @property
    def cer(self) -> float:
        """Edits by the length of the delivered text; 1 where that is empty and ours is not."""
        return self.edits / self.length if self.length else float(self.edits > 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All pages that came with a text.

    Attributes:
        differences: of those that were read anew as well, the most different first.
        unread: how many were not, or not yet.
    """

    differences: tuple[Difference, ...]
    unread: int

    @property
    def cer(self) -> float:
        """Over all pages that have both texts."""
        length = sum(each.length for each in self.differences)
        return sum(each.edits for each in self.differences) / length if length else 0.0


def compare(connection: Connection, collection: str | None = None) -> Comparison:
    """Compare the delivered text of each page with what an engine read on it."""
    found: list[Difference] = []
    unread = 0
    for source, page, imported, own in _texts(connection, collection):
        if own is None:
            unread += 1
            continue
        first, second = _plain(imported.text), _plain(own)
        edits = Levenshtein.distance(first, second)
        found.append(Difference(source, page, edits, len(first), imported.program))
    found.sort(key=lambda each: (-each.cer, each.source, each.page))
    return Comparison(tuple(found), unread)


def _texts(
    connection: Connection, collection: str | None
) -> Iterator[tuple[str, int, Imported, str | None]]:
    """Each page that came with a text; ours is None where an engine read none."""
    pages = (
        select(
            SourceRow.name, PageRow.number, PageValueRow.content, PageTextRow.text,
            PageTextRow.model,
        )
        .join(PageRow, PageRow.source_id == SourceRow.id)
        .join(PageValueRow, PageValueRow.page_id == PageRow.id)
        .outerjoin(PageTextRow, PageTextRow.page_id == PageRow.id)
        .where(PageValueRow.name == IMPORTED)
        .order_by(PageRow.id)
    )  # fmt: skip
    if collection is not None:
        pages = pages.join(CollectionRow, CollectionRow.id == PageRow.collection_id)
        pages = pages.where(CollectionRow.code == collection)
    for row in connection.execute(pages, execution_options={"yield_per": _BATCH}):
        ours = row.text if row.model and row.model.split(" ")[0] != IMPORTED else None
        yield row.name, row.number, from_json(Imported, row.content), ours


def _plain(text: str) -> str:
    """Lines may be parted differently; what stands in them counts."""
    return " ".join(text.split())

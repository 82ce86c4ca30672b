"""Hold judged profiles by their places on the scans, which no re-reading changes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from models.database.expressions import among
from models.entity import Label
from models.page import Box, Word
from models.page.wordboxes import decode_words
from models.tables import AnchorRow, MentionRow, PageRow, PageTextRow

_MOST_ANCHORS: Final = 8
# Two readings of one name cover the same pixels but for a letter or a word more.
_LEAST_SHARED: Final = 0.5


def anchor(connection: Connection, profiles: Collection[int]) -> None:
    """Write down where the mentions of these profiles stand, in place of what was known before.

    A profile that has no mention now keeps its anchors.
    """
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row, box in _mention_boxes(connection, among(MentionRow.profile_id, profiles)):
        if len(found[row.profile_id]) < _MOST_ANCHORS:
            found[row.profile_id].append(
                {
                    "profile_id": row.profile_id,
                    "page_id": row.page_id,
                    "source_id": row.source_id,
                    "number": row.number,
                    "image_sha256": row.image_sha256,
                    "left": box.left,
                    "top": box.top,
                    "width": box.width,
                    "height": box.height,
                    "text": row.text,
                }
            )
    rows = [each for anchors in found.values() for each in anchors]
    if rows:
        connection.execute(delete(AnchorRow).where(among(AnchorRow.profile_id, found)))
        connection.execute(insert(AnchorRow), rows)


def find_heirs(connection: Connection, profiles: Collection[int]) -> dict[int, int]:
    """For profiles whose name is no longer read: the profile that stands at their place now.

    Places count on the same image only; where several profiles do, the one at most places.
    """
    anchors = connection.execute(
        select(*AnchorRow.__table__.columns).where(among(AnchorRow.profile_id, profiles))
    ).all()
    pages = _pages_of(connection, anchors)
    standing: dict[int, list[tuple[int, Box]]] = defaultdict(list)
    of_pages = among(MentionRow.page_id, set(pages.values())) & MentionRow.profile_id.is_not(None)
    for row, box in _mention_boxes(connection, of_pages):
        standing[row.page_id].append((row.profile_id, box))
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for each in anchors:
        place = Box(each.left, each.top, each.width, each.height)
        for profile_id, box in standing.get(pages.get(each.id, 0), ()):
            if _shared(place, box) >= _LEAST_SHARED:
                votes[each.profile_id][profile_id] += 1
    return {
        profile: min(counted, key=lambda each: (-counted[each], each))
        for profile, counted in votes.items()
    }


def _pages_of(connection: Connection, anchors: Iterable[Any]) -> dict[int, int]:
    """The page of each anchor, by its id or, where it was dropped and came back, by its number."""
    listed = list(anchors)
    ids = {each.page_id for each in listed if each.page_id is not None}
    by_id = {row.id: row for row in _pages(connection, PageRow.id, ids)}
    dropped = {each.source_id for each in listed if each.page_id not in by_id}
    by_number = {
        (row.source_id, row.number): row for row in _pages(connection, PageRow.source_id, dropped)
    }
    found = {}
    for each in listed:
        page = by_id.get(each.page_id) or by_number.get((each.source_id, each.number))
        if page is not None and page.image_sha256 == each.image_sha256:
            found[each.id] = page.id
    return found


def _pages(connection: Connection, by: Any, ids: set[int]) -> Sequence[Any]:
    parts = (PageRow.id, PageRow.source_id, PageRow.number, PageRow.image_sha256)
    return connection.execute(select(*parts).where(among(by, ids))).all()


def _mention_boxes(connection: Connection, which: Any) -> Iterable[tuple[Any, Box]]:
    """Mentions of people with the box around their first line, in order of page and text."""
    rows = connection.execute(
        select(
            MentionRow.profile_id,
            MentionRow.page_id,
            MentionRow.start,
            MentionRow.end,
            MentionRow.text,
            PageRow.source_id,
            PageRow.number,
            PageRow.image_sha256,
            PageTextRow.words,
        )
        .select_from(MentionRow)
        .join(PageRow, PageRow.id == MentionRow.page_id)
        .join(PageTextRow, PageTextRow.page_id == MentionRow.page_id)
        .where(MentionRow.label == Label.PERSON, PageRow.image_sha256.is_not(None), which)
        .order_by(MentionRow.page_id, MentionRow.start)
    )
    words: tuple[int, tuple[Word, ...]] = (0, ())
    for row in rows:
        if words[0] != row.page_id:
            words = (row.page_id, decode_words(row.words))
        box = _first_line(words[1], row.start, row.end)
        if box is not None:
            yield row, box


def _first_line(words: Iterable[Word], start: int, end: int) -> Box | None:
    within = [word for word in words if word.start < end and word.end > start]
    boxes = [word.box for word in within if word.line == within[0].line]
    if not boxes:
        return None
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _shared(one: Box, other: Box) -> float:
    """The part of the smaller box that lies in the other, 0..1."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / max(1, min(one.width * one.height, other.width * other.height))

"""Find words within one file, each with its place on the canvas, for both search interfaces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from models.page import Box, Geometry, Word
from models.page.wordboxes import decode_words
from models.tables import PageTextRow
from outputs.search.index import Cursor
from outputs.search.queries.filters import Pages
from outputs.search.service import SearchHit, SearchRequest
from outputs.web.queries.sides import PageSide
from outputs.web.room import Room

_PAGES_AT_ONCE: Final = 100
_CONTEXT: Final = 40
"""Code points of the text shown before and after a match."""


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of a match: where it begins in the text, and its box on the canvas."""

    start: int
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a page's text that answers the query; it has a word at least."""

    page_id: int
    before: str
    text: str
    after: str
    words: tuple[FoundWord, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """Matches in the order of the sheets, and the cursor of those on further pages."""

    found: tuple[Match, ...]
    next: str | None


def find_matches(room: Room, sides: Sequence[PageSide], query: str, after: str) -> Matches:
    """Search some page sides; the best hundred come first, sorted by their place in the file.

    Raises:
        ConfigError: the query or the cursor cannot be read.
    """
    geometries = {side.id: side.geometry for side in sides if side.geometry}
    if not query.strip() or not geometries:
        return Matches((), None)
    request = SearchRequest(
        query=query,
        within=(Pages(frozenset(geometries)),),
        limit=_PAGES_AT_ONCE,
        after=Cursor.parse(after) if after else None,
    )
    answer = room.search.search(request)
    hits = {hit.page_id: hit for hit in answer.hits}
    with room.database.read() as connection:
        texts = _texts(connection, list(hits))
    found = [
        match
        for page_id, geometry in geometries.items()
        if page_id in hits and page_id in texts
        for match in _on_page(hits[page_id], *texts[page_id], geometry)
    ]
    return Matches(tuple(found), str(answer.next) if answer.next else None)


def _texts(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, tuple[Word, ...]]]:
    rows = connection.execute(
        select(PageTextRow.page_id, PageTextRow.text, PageTextRow.words).where(
            PageTextRow.page_id.in_(ids)
        )
    )
    return {page_id: (text, decode_words(words)) for page_id, text, words in rows}


def _on_page(
    hit: SearchHit, text: str, words: Sequence[Word], geometry: Geometry
) -> Iterator[Match]:
    for start, end in hit.highlights:
        within = tuple(
            FoundWord(word.start, text[word.start : word.end], geometry.to_upright(word.box))
            for word in words
            if word.start < end and word.end > start
        )
        if within:
            yield Match(
                hit.page_id,
                _on_one_line(text[max(0, start - _CONTEXT) : start]),
                _on_one_line(text[start:end]),
                _on_one_line(text[end : end + _CONTEXT]),
                within,
            )


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")

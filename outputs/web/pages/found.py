"""A page found, worded for the screen: where it lies, what it says, and the line on its scan."""

from dataclasses import dataclass
from itertools import pairwise

from models.archive import ReferenceCode, SheetRange, parse_sheet
from models.i18n import current_language
from outputs.references import cite
from outputs.search.highlight import Snippet
from outputs.search.service import SearchHit
from outputs.web.pages.asked import Asked
from outputs.web.room import make_url


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """A piece of a snippet that is highlighted or not."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A page found, worded for the screen."""

    link: str
    title: str
    source: str
    page_number: int
    collection: str
    parts: tuple[SnippetPart, ...]
    clip: str | None
    widened: bool


def show_hit(hit: SearchHit, asked: Asked) -> ShownHit:
    """Word a hit; its picture is the line where the first highlight stands."""
    clip = None
    if hit.boxes and hit.highlights:
        clip = make_url(f"/pages/{hit.page_id}/line.jpg", at=hit.highlights[0][0])
    return ShownHit(
        link=make_url(f"/pages/{hit.page_id}", **asked.words),
        title=cite(reference_of_hit(hit), current_language()) or hit.source,
        source=hit.source,
        page_number=hit.page_number,
        collection=hit.collection,
        parts=tuple(cut_snippet(hit.snippet)),
        clip=clip,
        widened=hit.widened,
    )


def reference_of_hit(hit: SearchHit) -> ReferenceCode | None:
    """The archival reference of a hit, with its sheet."""
    if hit.reference is None:
        return None
    sheet = parse_sheet(hit.sheet) if hit.sheet else None
    return ReferenceCode(*hit.reference, (SheetRange(sheet, sheet),) if sheet else ())


def cut_snippet(snippet: Snippet) -> list[SnippetPart]:
    """Cut a snippet at its highlights."""
    bounds = [0, *(offset for span in snippet.ranges for offset in span), len(snippet.text)]
    parts = [
        SnippetPart(snippet.text[start:end], number % 2 == 1)
        for number, (start, end) in enumerate(pairwise(bounds))
    ]
    return [part for part in parts if part.text]

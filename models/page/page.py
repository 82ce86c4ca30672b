"""A page on its way through the stages: the scan and what they have found out about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.documents.doc_types import DocTypeGuess
from models.entity import Mention, Span
from models.page.geometry import Geometry
from models.page.given import Imported, PageContext, PageImage
from models.page.layout import Layout
from models.page.preparing import Cleaning, Route
from models.page.reading import Alternative, Quality, Reading, Terms


@dataclass(frozen=True, slots=True)
class Page:
    """One page side and everything that the stages have found out about it so far.

    A stage takes a page and returns a new one with the fields it `gives` filled in. `blank` is
    set by the stage that found nothing to read; the stages after it are then skipped.
    """

    image: PageImage
    context: PageContext = PageContext()
    imported: Imported | None = None
    geometry: Geometry | None = None
    cleaning: Cleaning | None = None
    route: Route | None = None
    upright: Geometry | None = None
    reading: Reading | None = None
    layout: Layout | None = None
    alternatives: tuple[Alternative, ...] | None = None
    quality: Quality | None = None
    doc_types: tuple[DocTypeGuess, ...] | None = None
    spans: tuple[Span, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    terms: Terms | None = None
    blank: bool = False


SMALL_VALUES: Final[Mapping[str, Any]] = {
    "imported": Imported,
    "geometry": Geometry,
    "cleaning": Cleaning,
    "route": Route,
    "upright": Geometry,
    "layout": Layout,
    "alternatives": tuple[Alternative, ...],
    "doc_types": tuple[DocTypeGuess, ...],
    "spans": tuple[Span, ...],
}
"""Values kept as canonical JSON; reading, quality and mentions have tables of their own."""

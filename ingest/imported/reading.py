"""Tell files of page text from others, and read them; the reading happens in a child process."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

from ingest.imported.alto import read_alto
from ingest.imported.found import PageText
from ingest.imported.hocr import read_hocr
from ingest.imported.pagexml import read_page
from ingest.imported.xml import parse_html, parse_xml
from models.errors import TEXT_BROKEN, SourceError

# The first bytes must name the format; a long licence or history may stand before.
_HEAD: Final = 16 << 10
_MOST_WORDS: Final = 1_000_000


class TextKind(StrEnum):
    """Formats of page text, by media type."""

    ALTO = "application/alto+xml"
    PAGE = "application/vnd.prima.page+xml"
    HOCR = "text/vnd.hocr+html"


_ROOTS: Final = {"alto": TextKind.ALTO, "pcgts": TextKind.PAGE}
_HOCR: Final = ("ocr_page", "ocr-system", "ocr-capabilities")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_READERS: Final[dict[TextKind, Callable[[bytes], list[PageText]]]] = {
    TextKind.ALTO: lambda content: read_alto(parse_xml(content)),
    TextKind.PAGE: lambda content: read_page(parse_xml(content)),
    TextKind.HOCR: lambda content: read_hocr(parse_html(content)),
}


def text_kind(path: Path) -> TextKind | None:
    """The format of page text that a file begins as; None for any other file."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return None
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    root = _ROOT.search(_COMMENT.sub("", text)) if text.startswith("<") else None
    if root is None:
        return None
    if root[1] == "html" and any(mark in text for mark in _HOCR):
        return TextKind.HOCR
    return _ROOTS.get(root[1])


def read_texts(path: Path, kind: TextKind, most_bytes: int) -> tuple[PageText, ...]:
    """What a file says of its pages.

    Raises:
        SourceError: `text-broken`.
    """
    size = path.stat().st_size
    if size > most_bytes:
        raise SourceError(TEXT_BROKEN, f"{size} > {most_bytes} bytes")
    try:
        pages = _READERS[kind](path.read_bytes())
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise SourceError(TEXT_BROKEN, f"{type(error).__name__}: {error}") from error
    if not pages:
        raise SourceError(TEXT_BROKEN, "it has no page")
    if any(len(page.words) > _MOST_WORDS for page in pages):
        raise SourceError(TEXT_BROKEN, f"a page has over {_MOST_WORDS} words")
    return tuple(pages)

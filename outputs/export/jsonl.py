"""Export as JSON Lines: one object per page, with its text and the mentions on it."""

from dataclasses import asdict
from typing import Any, ClassVar, Final, TextIO

from models.entity import Label
from models.jsonlines import json_line
from outputs.export.format import ExportSource, Target
from outputs.export.traversal import AnyRow, ExportedPage

_NAMED: Final = frozenset({Label.PERSON, Label.PLACE, Label.DATE, Label.ORG})


class JsonLines:
    """Writes `pages.jsonl`; docs/formats.md has the keys."""

    name: ClassVar[str] = "jsonl"
    media_type: ClassVar[str] = "application/x-ndjson"
    by_unit: ClassVar[bool] = False

    def __init__(self, source: ExportSource) -> None:
        """All that is written is fed."""
        self._stream: TextIO

    def open(self, target: Target) -> None:
        """Begin the file."""
        self._stream = target.inside("pages.jsonl").open("w", encoding="utf-8", newline="")

    def feed(self, page: ExportedPage) -> None:
        """Write a line."""
        self._stream.write(json_line(_page(page)))

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()


def _page(page: ExportedPage) -> dict[str, Any]:
    extra = {
        "error": page.error,
        "duplicate_of": page.duplicate_of,
        "reference": page.reference,
        "image_sha256": page.row.image_sha256,
        "collection": page.row.collection,
        "doc_type": asdict(page.doc_type) if page.doc_type else None,
        "stamps": [{"start": start, "end": end} for start, end in page.stamps] or None,
    }
    return {
        "source": page.source,
        "page": page.page,
        "text": page.text,
        "mentions": [_mention(each) for each in page.mentions if each.label in _NAMED],
        "findings": [_mention(each) for each in page.mentions if each.label not in _NAMED],
        **{name: value for name, value in extra.items() if value is not None},
    }


def _mention(mention: AnyRow) -> dict[str, Any]:
    details = {"details": mention.details} if mention.details else {}
    return {
        "label": mention.label,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "edtf": mention.edtf,
        "confidence": round(mention.confidence, 4),
        **details,
    }

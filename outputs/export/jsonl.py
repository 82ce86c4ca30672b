"""Export as JSON Lines: one object per page, with its text and the mentions on it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from models.database import Database
from models.entity import Label
from outputs.collections import collection_id
from outputs.export.publication import publish
from outputs.export.traversal import (
    AnyRow,
    ExportCount,
    ExportedPage,
    read_pages,
)

_NAMED: Final = frozenset({Label.PERSON, Label.PLACE, Label.DATE, Label.ORG})


def export_jsonl(database: Database, path: Path, *, collection: str | None = None) -> ExportCount:
    """Write the pages of one collection, or of all, to `path`; docs/formats.md has the keys.

    Raises:
        ConfigError: there is no such collection.
        StoreError: the file cannot be written; an earlier one is then left as it was.
    """
    pages = errors = mentions = 0
    with database.read() as connection:
        # An unknown collection is an error before anything is written.
        collection_id(connection, collection)
        with publish(path) as (stream,):
            for page in read_pages(connection, collection):
                stream.write(json.dumps(_page(page), ensure_ascii=False) + "\n")
                pages += 1
                errors += page.error is not None
                mentions += len(page.mentions)
    return ExportCount(pages, errors, mentions)


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

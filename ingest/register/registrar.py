"""Write a delivered file into the record: its source, its pages, and what failed."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, insert

from ingest.describe import describe_pages, drop_pages, facts_for
from ingest.manifest import Manifest
from ingest.reading import ReadFile
from ingest.receipt import Outcome, ReceiptLine, remedy_for, some_pages
from ingest.register.pages import add_pages, count_pages, merge_pages, pages_in_record, pages_of
from ingest.register.quarantine import first_failure, take_back_restored
from ingest.register.sources import (
    hand_over_pages,
    holder_of,
    source_named,
    source_values,
    update_source,
)
from models.i18n import _
from models.tables import SourceRow

_REMARKS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Registrar:
    """Registers the files of one delivery into one collection."""

    collection_id: int
    manifest: Manifest

    def register(self, connection: Connection, read: ReadFile) -> tuple[ReceiptLine, int] | None:
        """Write one file down.

        Returns:
            Its receipt line and the id of its source, or None when it must be decoded first.
        """
        known = source_named(connection, self.collection_id, read.given.name)
        holder = holder_of(connection, self.collection_id, read)
        if holder is not None and not (read.is_decoded and holder.name == read.given.name):
            restored = self._restore(connection, holder, read)
            if known is not None and known.sha256 == read.sha256:
                return self._keep(connection, known, read, restored), known.id
            return self._add_duplicate(connection, known, read, holder)
        if not read.is_decoded:
            return None
        if known is None:
            source_id = self._insert_source(connection, read)
            add_pages(connection, source_id, pages_of(read), collection_id=self.collection_id)
            self._describe(connection, source_id, read)
            outcome: Outcome = "quarantined" if read.failure else "registered"
            return self._line(connection, source_id, outcome, read), source_id
        return self._replace(connection, known, read), known.id

    def _keep(
        self, connection: Connection, known: Row[Any], read: ReadFile, restored: str
    ) -> ReceiptLine:
        if read.location not in (None, known.location):
            update_source(connection, known.id, {"location": read.location})
        changed = self._describe(connection, known.id, read)
        described = _("its description was brought up to date") if changed else ""
        detail = "; ".join(filter(None, (described, restored)))
        return self._line(connection, known.id, "unchanged", read, detail)

    def _restore(self, connection: Connection, holder: Row[Any], read: ReadFile) -> str:
        """Lead the pages of these bytes back to images that are there; returns what was done."""
        if read.location is not None and not Path(holder.location or "").is_file():
            update_source(connection, holder.id, {"location": read.location})
        notes = ""
        if read.pages and not any(page.failure for page in read.pages):
            notes = merge_pages(connection, holder.id, read.pages, collection_id=self.collection_id)
        return "; ".join(filter(None, (notes, take_back_restored(connection, holder.id))))

    def _add_duplicate(
        self, connection: Connection, known: Row[Any] | None, read: ReadFile, twin: Row[Any]
    ) -> tuple[ReceiptLine, int]:
        values = {**source_values(read), "duplicate_of_id": twin.id}
        values |= {"media_type": twin.media_type, "error_code": twin.error_code}
        if known is None:
            source_id = self._insert_source(connection, read, **values)
        else:
            source_id = known.id
            hand_over_pages(connection, known)
            former = pages_in_record(connection, source_id).values()
            drop_pages(connection, [page.id for page in former])
            update_source(connection, source_id, values)
        return self._line(connection, source_id, "duplicate", read, twin.name), source_id

    def _replace(self, connection: Connection, known: Row[Any], read: ReadFile) -> ReceiptLine:
        if read.failure and known.error_code is None:
            # A damaged copy, or a worse day, must not destroy what was read from the good one.
            detail = _("the version delivered earlier stays: {reason}")
            line = self._line(connection, known.id, "quarantined", read)
            return replace(
                line,
                code=read.failure.code,
                detail=detail.format(reason=read.failure.detail),
                remedy=remedy_for(read.failure.code),
            )
        if known.sha256 != read.sha256:
            hand_over_pages(connection, known)
        update_source(connection, known.id, {**source_values(read), "duplicate_of_id": None})
        merged = merge_pages(connection, known.id, pages_of(read), collection_id=self.collection_id)
        restored = take_back_restored(connection, known.id)
        notes = "; ".join(filter(None, (merged, restored)))
        self._describe(connection, known.id, read)
        outcome: Outcome = "replaced"
        if known.sha256 == read.sha256:
            # Tried again, since other limits or another day may give what failed before.
            outcome = "registered" if notes else "unchanged"
        if read.failure and outcome != "unchanged":
            outcome = "quarantined"
        return self._line(connection, known.id, outcome, read, notes)

    def _describe(self, connection: Connection, source_id: int, read: ReadFile) -> bool:
        pages, _failed = count_pages(connection, source_id)
        name = read.given.name
        return describe_pages(
            connection,
            collection_id=self.collection_id,
            source_id=source_id,
            name=name,
            facts_of=facts_for(self.manifest, name, read.given.spelling or read.given.path, pages),
            # A delivery that brings no description takes none away.
            only_new=name not in self.manifest.rows,
        )

    def _insert_source(self, connection: Connection, read: ReadFile, **values: Any) -> int:
        made = insert(SourceRow).values(
            collection_id=self.collection_id,
            name=read.given.name,
            **{**source_values(read), **values},
        )
        return int(connection.execute(made.returning(SourceRow.id)).scalar_one())

    def _line(
        self,
        connection: Connection,
        source_id: int,
        outcome: Outcome,
        read: ReadFile,
        detail: str = "",
    ) -> ReceiptLine:
        pages, failed = count_pages(connection, source_id)
        code, reason = first_failure(connection, source_id)
        name = read.given.name
        beyond = self.manifest.pages_beyond(name, pages) if pages else []
        remarks = [
            f"{page.number}: {page.image.remarks[0]}"
            for page in read.pages or ()
            if page.image and page.image.remarks
        ]
        notes = [
            detail,
            reason,
            _("the manifest describes pages that it does not have: {pages}").format(
                pages=some_pages(beyond)
            )
            if beyond
            else "",
            *remarks[:_REMARKS_SHOWN],
        ]
        return ReceiptLine(
            name=name,
            outcome=outcome,
            code=code,
            detail="; ".join(filter(None, notes)),
            remedy=remedy_for(code),
            pages=pages,
            quarantined_pages=failed,
            sha256=read.sha256 or None,
            byte_size=read.byte_size,
        )

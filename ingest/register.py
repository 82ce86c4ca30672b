"""Write a delivered file into the record: its source, its pages, and what failed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from ingest.describe import describe_pages, drop_pages, facts_for, read_again, rename_documents
from ingest.images import StoredImage
from ingest.manifest import Manifest
from ingest.reading import ReadFile, ReadPage
from ingest.receipt import Outcome, ReceiptLine, remedy_for
from models.blobs import Blobs
from models.decoders import Failure
from models.errors import (
    BLOB_MISSING,
    SOURCE_MEMORY,
    SOURCE_OUTPUT,
    SOURCE_TIMEOUT,
    SOURCE_TOO_LARGE,
    SOURCE_TOO_MANY_PAGES,
    SOURCE_UNREADABLE,
)
from models.i18n import _
from models.imported import IMPORTED
from models.store import forget_values
from models.tables import PageRow, QuarantineRow, SourceRow

STAGE: Final = "ingest"
# What other limits, or another try, can mend; damage in the bytes stays damage.
WORTH_ANOTHER_TRY: Final = frozenset(
    {
        SOURCE_MEMORY,
        SOURCE_OUTPUT,
        SOURCE_TIMEOUT,
        SOURCE_TOO_LARGE,
        SOURCE_TOO_MANY_PAGES,
        SOURCE_UNREADABLE,
    }
)
_REMARKS_SHOWN: Final = 3
_NUMBERS_SHOWN: Final = 10


def is_known(connection: Connection, collection_id: int, read: ReadFile, *, blobs: Blobs) -> bool:
    """Whether the collection has these bytes and their page images, so that none is decoded."""
    if not read.byte_size:
        return False
    holder = _holder(connection, collection_id, read)
    if holder is None:
        return False
    if holder.name == read.given.name and _may_be_mended(connection, holder.id):
        return False
    return _has_blobs(connection, holder.id, read, blobs)


def _holder(connection: Connection, collection_id: int, read: ReadFile) -> Row[Any] | None:
    """The source that has the pages of these bytes: the one of this name, or its twin."""
    same = _source_named(connection, collection_id, read.given.name)
    if same is not None and same.sha256 == read.sha256 and same.duplicate_of_id is None:
        return same
    return _source_with(connection, collection_id, read)


def _has_blobs(connection: Connection, source_id: int, read: ReadFile, blobs: Blobs) -> bool:
    """Whether the original and all page images can be had; a referenced original lies in place."""
    images = connection.execute(
        select(PageRow.image_sha256)
        .where(PageRow.source_id == source_id, PageRow.image_sha256.is_not(None))
        .distinct()
    ).scalars()
    needed = {read.sha256, *images}
    if read.location is not None:
        needed.discard(read.sha256)
    return all(digest in blobs for digest in needed)


def _may_be_mended(connection: Connection, source_id: int) -> bool:
    codes = connection.execute(
        select(QuarantineRow.code)
        .join(PageRow, PageRow.id == QuarantineRow.page_id)
        .where(
            PageRow.source_id == source_id,
            QuarantineRow.stage == STAGE,
            QuarantineRow.state.in_(("open", "retried")),
        )
        .distinct()
    ).scalars()
    return not WORTH_ANOTHER_TRY.isdisjoint(codes)


def _source_named(connection: Connection, collection_id: int, name: str) -> Row[Any] | None:
    return connection.execute(
        select(SourceRow.__table__).where(
            SourceRow.collection_id == collection_id, SourceRow.name == name
        )
    ).first()


def _source_with(connection: Connection, collection_id: int, read: ReadFile) -> Row[Any] | None:
    """Another source of the same bytes that has pages of its own; never for an empty file."""
    if not read.byte_size:
        return None
    return connection.execute(
        select(SourceRow.__table__).where(
            SourceRow.collection_id == collection_id,
            SourceRow.sha256 == read.sha256,
            SourceRow.name != read.given.name,
            SourceRow.duplicate_of_id.is_(None),
        )
    ).first()


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
        known = _source_named(connection, self.collection_id, read.given.name)
        holder = _holder(connection, self.collection_id, read)
        if holder is not None and not (read.is_decoded and holder.name == read.given.name):
            restored = self._restore(connection, holder, read)
            if known is not None and known.sha256 == read.sha256:
                return self._keep(connection, known, read, restored), known.id
            return self._add_duplicate(connection, known, read, holder)
        if not read.is_decoded:
            return None
        if known is None:
            source_id = self._insert_source(connection, read)
            self._add_pages(connection, source_id, _pages_of(read))
            self._describe(connection, source_id, read)
            outcome: Outcome = "quarantined" if read.failure else "registered"
            return self._line(connection, source_id, outcome, read), source_id
        return self._replace(connection, known, read), known.id

    def _keep(
        self, connection: Connection, known: Row[Any], read: ReadFile, restored: str
    ) -> ReceiptLine:
        if read.location not in (None, known.location):
            _update_source(connection, known.id, {"location": read.location})
        changed = self._describe(connection, known.id, read)
        described = _("its description was brought up to date") if changed else ""
        detail = "; ".join(filter(None, (described, restored)))
        return self._line(connection, known.id, "unchanged", read, detail)

    def _restore(self, connection: Connection, holder: Row[Any], read: ReadFile) -> str:
        """Lead the pages of these bytes back to images that are there; returns what was done."""
        if read.location is not None and not Path(holder.location or "").is_file():
            _update_source(connection, holder.id, {"location": read.location})
        notes = ""
        if read.pages and not any(page.failure for page in read.pages):
            notes = self._merge_pages(connection, holder.id, read.pages)
        return "; ".join(filter(None, (notes, _take_back_restored(connection, holder.id))))

    def _add_duplicate(
        self, connection: Connection, known: Row[Any] | None, read: ReadFile, twin: Row[Any]
    ) -> tuple[ReceiptLine, int]:
        values = {**_source_values(read), "duplicate_of_id": twin.id}
        values |= {"media_type": twin.media_type, "error_code": twin.error_code}
        if known is None:
            source_id = self._insert_source(connection, read, **values)
        else:
            source_id = known.id
            self._hand_over_pages(connection, known)
            drop_pages(connection, [row.id for row in _old_pages(connection, source_id).values()])
            _update_source(connection, source_id, values)
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
            self._hand_over_pages(connection, known)
        _update_source(connection, known.id, {**_source_values(read), "duplicate_of_id": None})
        merged = self._merge_pages(connection, known.id, _pages_of(read))
        restored = _take_back_restored(connection, known.id)
        notes = "; ".join(filter(None, (merged, restored)))
        self._describe(connection, known.id, read)
        outcome: Outcome = "replaced"
        if known.sha256 == read.sha256:
            # Tried again, since other limits or another day may give what failed before.
            outcome = "registered" if notes else "unchanged"
        if read.failure and outcome != "unchanged":
            outcome = "quarantined"
        return self._line(connection, known.id, outcome, read, notes)

    def _hand_over_pages(self, connection: Connection, known: Row[Any]) -> None:
        """Give pages to a duplicate of what is replaced now, so that nothing read is lost."""
        duplicates = SourceRow.duplicate_of_id == known.id
        heir = connection.execute(
            select(SourceRow.id, SourceRow.name).where(duplicates).order_by(SourceRow.id)
        ).first()
        if heir is None:
            return
        rename_documents(connection, known.id, known.name, heir.name)
        pages = update(PageRow).where(PageRow.source_id == known.id)
        connection.execute(pages.values(source_id=heir.id))
        connection.execute(update(SourceRow).where(duplicates).values(duplicate_of_id=heir.id))
        _update_source(connection, heir.id, {"duplicate_of_id": None})

    def _describe(self, connection: Connection, source_id: int, read: ReadFile) -> bool:
        pages, _failed = _count_pages(connection, source_id)
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
            **{**_source_values(read), **values},
        )
        return int(connection.execute(made.returning(SourceRow.id)).scalar_one())

    def _merge_pages(
        self, connection: Connection, source_id: int, pages: tuple[ReadPage, ...]
    ) -> str:
        """Change only the pages that differ; returns what was done, or an empty string."""
        old = _old_pages(connection, source_id)
        new = {page.number: page for page in pages}
        added = [page for number, page in new.items() if number not in old]
        differing = [
            page for number, page in new.items() if number in old and _differs(old[number], page)
        ]
        gone = sorted(old.keys() - new.keys())
        # A page that failed now starts anew: nothing may lead to pixels that are no longer there.
        failed = [page for page in differing if page.image is None]
        drop_pages(connection, [old[each].id for each in [*gone, *(p.number for p in failed)]])
        self._add_pages(connection, source_id, [*added, *failed])
        for page in differing:
            if page.image is not None:
                _change_image(connection, old[page.number].id, page.image)
        return _notes(
            changed=[page.number for page in differing],
            added=[page.number for page in added],
            removed=gone,
        )

    def _add_pages(self, connection: Connection, source_id: int, pages: Sequence[ReadPage]) -> None:
        if not pages:
            return
        rows = [
            {
                "source_id": source_id,
                "collection_id": self.collection_id,
                "number": page.number,
                "state": "pending" if page.image else "quarantined",
                **_image_values(page.image),
            }
            for page in pages
        ]
        connection.execute(insert(PageRow), rows)
        failures = {page.number: page.failure for page in pages if page.failure}
        if failures:
            _quarantine(connection, source_id, failures)

    def _line(
        self,
        connection: Connection,
        source_id: int,
        outcome: Outcome,
        read: ReadFile,
        detail: str = "",
    ) -> ReceiptLine:
        pages, failed = _count_pages(connection, source_id)
        code, reason = _first_failure(connection, source_id)
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
                pages=_some(beyond)
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


def _source_values(read: ReadFile) -> dict[str, Any]:
    return {
        "sha256": read.sha256,
        "byte_size": read.byte_size,
        "media_type": read.kind.value if read.kind else None,
        "location": read.location,
        "error_code": read.failure.code if read.failure else None,
    }


def _update_source(connection: Connection, source_id: int, values: dict[str, Any]) -> None:
    connection.execute(update(SourceRow).where(SourceRow.id == source_id).values(**values))


def _pages_of(read: ReadFile) -> tuple[ReadPage, ...]:
    return read.pages or (ReadPage(1, failure=read.failure),)


def _image_values(image: StoredImage | None) -> dict[str, Any]:
    if image is None:
        return dict.fromkeys(("image_sha256", "width", "height", "dpi"))
    return {
        "image_sha256": image.digest,
        "width": image.width,
        "height": image.height,
        "dpi": image.dpi,
    }


def _old_pages(connection: Connection, source_id: int) -> dict[int, Row[Any]]:
    rows: Iterable[Row[Any]] = connection.execute(
        select(PageRow.id, PageRow.number, PageRow.image_sha256, QuarantineRow.code)
        .outerjoin(
            QuarantineRow, and_(QuarantineRow.page_id == PageRow.id, QuarantineRow.stage == STAGE)
        )
        .where(PageRow.source_id == source_id)
        .order_by(QuarantineRow.id)
    )
    return {row.number: row for row in rows}


def _differs(old: Row[Any], page: ReadPage) -> bool:
    if page.image is not None:
        return bool(old.image_sha256 != page.image.digest)
    return old.image_sha256 is not None or page.failure is None or old.code != page.failure.code


def _change_image(connection: Connection, page_id: int, image: StoredImage) -> None:
    connection.execute(update(PageRow).where(PageRow.id == page_id).values(**_image_values(image)))
    # A text that came with the former scan says nothing of this one; it may be delivered again.
    forget_values(connection, [(page_id, IMPORTED)])
    _take_back(connection, [page_id])


def _take_back(connection: Connection, page_ids: Sequence[int]) -> None:
    """Take pages out of quarantine, if they are there, and have them read again."""
    connection.execute(update(PageRow).where(PageRow.id.in_(page_ids)).values(state="pending"))
    connection.execute(
        update(QuarantineRow)
        .where(QuarantineRow.page_id.in_(page_ids), QuarantineRow.state == "open")
        .values(state="replaced", decided_at=datetime.now(UTC))
    )
    read_again(connection, page_ids)


def _take_back_restored(connection: Connection, source_id: int) -> str:
    """Take back the pages whose image was lost and is there again; returns which, or nothing."""
    lost = connection.execute(
        select(PageRow.id, PageRow.number)
        .join(QuarantineRow, QuarantineRow.page_id == PageRow.id)
        .where(
            PageRow.source_id == source_id,
            QuarantineRow.code == BLOB_MISSING,
            QuarantineRow.state == "open",
        )
        .order_by(PageRow.number)
    ).all()
    if not lost:
        return ""
    _take_back(connection, [row.id for row in lost])
    return _("pages restored: {pages}").format(pages=_some([row.number for row in lost]))


def _quarantine(connection: Connection, source_id: int, failures: Mapping[int, Failure]) -> None:
    ids = connection.execute(
        select(PageRow.number, PageRow.id).where(PageRow.source_id == source_id)
    ).all()
    now = datetime.now(UTC)
    rows = [
        {
            "page_id": page_id,
            "stage": STAGE,
            "code": failures[number].code,
            "detail": failures[number].detail,
            "traceback": failures[number].traceback,
            "created_at": now,
            "state": "open",
        }
        for number, page_id in ids
        if number in failures
    ]
    connection.execute(insert(QuarantineRow), rows)


def _count_pages(connection: Connection, source_id: int) -> tuple[int, int]:
    """Pages of a source, and how many of them have no image."""
    count, with_image = connection.execute(
        select(func.count(), func.count(PageRow.image_sha256)).where(PageRow.source_id == source_id)
    ).one()
    return count, count - with_image


def _first_failure(connection: Connection, source_id: int) -> tuple[str | None, str]:
    row = connection.execute(
        select(QuarantineRow.code, QuarantineRow.detail)
        .join(PageRow, PageRow.id == QuarantineRow.page_id)
        .where(
            PageRow.source_id == source_id,
            PageRow.image_sha256.is_(None),
            QuarantineRow.stage == STAGE,
        )
        .order_by(PageRow.number, QuarantineRow.id.desc())
    ).first()
    return (row.code, row.detail) if row else (None, "")


def _notes(*, changed: list[int], added: list[int], removed: list[int]) -> str:
    said = (
        (_("pages changed: {pages}"), changed),
        (_("pages added: {pages}"), added),
        (_("pages removed: {pages}"), removed),
    )
    return "; ".join(text.format(pages=_some(numbers)) for text, numbers in said if numbers)


def _some(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_NUMBERS_SHOWN])
    return shown if len(numbers) <= _NUMBERS_SHOWN else f"{shown}… ({len(numbers)})"

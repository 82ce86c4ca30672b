"""Take files of page text in: each is read apart, and kept with the pages that it belongs to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from ingest.delivery import GivenFile
from ingest.imported.belonging import Scans, page_for, pages_of
from ingest.imported.fitting import fit
from ingest.imported.found import PageText
from ingest.imported.keeping import WARNED_BY, keep_imported
from ingest.imported.reading import read_texts, text_kind
from ingest.receipt import Outcome, ReceiptLine, remedy_for
from models.blobs import digest_of
from models.database import Database
from models.decoding.decoders import Decoders, Failure
from models.errors import SOURCE_UNREADABLE, SourceError
from models.i18n import _
from models.store.warnings import save_warnings


@dataclass(frozen=True, slots=True)
class TextTaker:
    """Takes the files of page text of one delivery in, after its scans."""

    database: Database
    decoders: Decoders
    scans: Scans
    most_bytes: int

    def take_in(self, given: GivenFile) -> ReceiptLine:
        """Keep what a file says with its pages, in one transaction."""
        try:
            sha256, size = digest_of(given.path), given.path.stat().st_size
        except OSError as error:
            return _refused(given, Failure(SOURCE_UNREADABLE, str(error)), None, None)
        kind = text_kind(given.path)
        read = self.decoders.finish(
            self.decoders.start(read_texts, given.path, kind, self.most_bytes)
        )
        with self.database.write() as connection:
            if isinstance(read, Failure):
                self._warn(connection, given, read)
                return _refused(given, read, sha256, size)
            kept = self._keep(connection, given, read, sha256)
        failure, count = kept.failure, kept.pages
        if failure and not count:
            return _refused(given, failure, sha256, size)
        outcome: Outcome = "imported" if kept.changed else "unchanged" if count else "ignored"
        return ReceiptLine(
            given.name,
            outcome,
            code=failure.code if failure else None,
            detail="; ".join(kept.details(len(read))),
            remedy=remedy_for(failure.code) if failure else "",
            sha256=sha256,
            byte_size=size,
        )

    def _keep(
        self, connection: Connection, given: GivenFile, texts: Sequence[PageText], sha256: str
    ) -> "_Kept":
        kept = _Kept()
        for text, page in self._placed(connection, given, texts):
            if page is None or page.width is None:
                continue
            try:
                imported = fit(
                    text,
                    name=given.name,
                    sha256=sha256,
                    width=page.width,
                    height=page.height,
                    dpi=page.dpi,
                )
            except SourceError as error:
                kept.failure = kept.failure or Failure(error.code, error.detail)
                save_warnings(connection, {(page.id, WARNED_BY): [f"{given.name}: {error}"]})
                continue
            kept.pages += 1
            kept.changed += keep_imported(connection, page.id, imported)
            save_warnings(connection, {(page.id, WARNED_BY): []})
        return kept

    def _placed(
        self, connection: Connection, given: GivenFile, texts: Sequence[PageText]
    ) -> Iterator[tuple[PageText, Row[Any] | None]]:
        """Each text with its page; None where the delivery has no scan for it."""
        named = [self.scans.named(connection, given.name, text.image) for text in texts]
        counts, places = Counter(named), Counter[str | None]()
        pages = {
            name: pages_of(connection, self.scans.collection_id, name) for name in counts if name
        }
        for text, name in zip(texts, named, strict=True):
            if name is None:
                yield text, None
                continue
            yield text, page_for(text, places[name], counts[name], pages[name])
            places[name] += 1

    def _warn(self, connection: Connection, given: GivenFile, failure: Failure) -> None:
        """Say with the pages of the scan of the same name that their text could not be had."""
        name = self.scans.named(connection, given.name, "")
        said = [f"{given.name}: {failure.code}: {failure.detail}"]
        pages = pages_of(connection, self.scans.collection_id, name) if name else []
        save_warnings(connection, {(page.id, WARNED_BY): said for page in pages})


@dataclass(slots=True)
class _Kept:
    """What became of the pages of one file."""

    pages: int = 0
    changed: int = 0
    failure: Failure | None = None

    def details(self, texts: int) -> Iterator[str]:
        if self.failure:
            yield self.failure.detail
        elif not self.pages:
            yield _("page text without a scan: none of this name, and none that it names")
        if self.pages:
            yield _("text of {count} pages").format(count=self.pages)
        if 0 < self.pages < texts:
            yield _("{count} of its pages have no scan").format(count=texts - self.pages)


def _refused(
    given: GivenFile, failure: Failure, sha256: str | None, size: int | None
) -> ReceiptLine:
    return ReceiptLine(
        given.name,
        "refused",
        code=failure.code,
        detail=failure.detail,
        remedy=remedy_for(failure.code),
        sha256=sha256,
        byte_size=size,
    )

"""The format: one PDF for each archival unit, and beside it a list of what has no scan."""

import csv
from collections import Counter
from datetime import datetime
from typing import ClassVar

from sqlalchemy import func, select

from models.archive import ReferenceCode
from models.errors import FixityError
from models.tables import DeliveryItemRow, DeliveryRow
from outputs.export.archival.description import describe_target
from outputs.export.format import ExportSource, Target
from outputs.export.pdf.document import PdfDocument
from outputs.export.pdf.metadata import Told
from outputs.export.pdf.originals import Originals
from outputs.export.traversal import ExportedPage
from outputs.references import cite, reference_of


class SearchablePdf:
    """A PDF/A-2b of each unit; pages follow by sheet, each once, blank and failed ones too.

    A page of which there is no scan stands in `….missing.csv` beside the PDF.
    """

    name: ClassVar[str] = "pdf"
    media_type: ClassVar[str] = "application/pdf"
    by_unit: ClassVar[bool] = True

    def __init__(self, source: ExportSource) -> None:
        self._source = source
        self._originals = Originals(source.connection, source.blobs)
        self._document: PdfDocument | None = None

    def open(self, target: Target) -> None:
        """Begin a unit; its file is made with its first page."""
        self._target = target
        self._document = None
        self._seen: set[int] = set()
        self._documents: set[int] = set()
        self._languages: Counter[str] = Counter()
        self._sources: set[str] = set()
        self._missing: list[tuple[str, int, str | None]] = []

    def feed(self, page: ExportedPage) -> None:
        """Write the next page, unless it came before: by another name of the same file."""
        if page.row.page_id in self._seen:
            return
        self._seen.add(page.row.page_id)
        picture, lost = None, page.error
        try:
            picture = self._originals.picture(page)
        except FixityError as error:
            lost = error.code
        if picture is None or page.geometry is None:
            self._missing.append((page.source, page.page, lost))
            return
        if self._document is None:
            self._document = PdfDocument(self._target.beside(".pdf"))
        self._document.add_page(
            picture,
            page.geometry,
            page.row.dpi,
            text=page.text,
            words=page.read_words(),
            language=page.row.language,
            label=self._label(page, len(self._document) + 1),
        )
        if page.row.document_id not in {None, *self._documents}:
            self._documents.add(page.row.document_id)
            self._document.add_chapter(page.row.title or page.source)
        if page.row.language:
            self._languages[page.row.language] += 1
        self._sources.add(page.row.source_sha256)

    def close(self) -> None:
        """Finish the PDF, and list the pages without a scan where there are any."""
        self._originals.close()
        if self._missing:
            path = self._target.beside(".missing.csv")
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                rows = csv.writer(stream)
                rows.writerow(("source", "page", "error"))
                rows.writerows(self._missing)
        if self._document is not None:
            languages = [code for code, _pages in self._languages.most_common()]
            described = describe_target(self._source, self._target)
            self._document.finish(Told(described, languages, self._received()))

    def _label(self, page: ExportedPage, place: int) -> str:
        """«Л. 12об.», or the place in the PDF for a page whose sheet is not known."""
        reference = reference_of(page.row)
        sheets = reference.sheets if reference else ()
        if not sheets:
            return f"[{place}]"
        return cite(ReferenceCode(None, None, None, None, sheets), self._source.language)

    def _received(self) -> datetime | None:
        """When the last of the scans first came, which no later delivery of them changes."""
        first = (
            select(func.min(DeliveryRow.received_at).label("moment"))
            .join(DeliveryItemRow, DeliveryItemRow.delivery_id == DeliveryRow.id)
            .where(DeliveryItemRow.sha256.in_(self._sources))
            .group_by(DeliveryItemRow.sha256)
            .subquery()
        )
        moment: datetime | None = self._source.connection.scalar(select(func.max(first.c.moment)))
        return moment

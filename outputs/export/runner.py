"""Run an export: one traversal of the record feeds every format, and what is done is published."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from itertools import chain
from pathlib import Path
from traceback import format_exception
from typing import ParamSpec

from pyroaring import BitMap
from sqlalchemy import Connection

from models.blobs import Blobs
from models.database import Database
from models.errors import EXPORT_FAILED, STORE_FAILED, STORE_FULL, AigaqError, StoreError
from outputs.export.draft import Draft, ExportCount
from outputs.export.format import Exporter, ExportSource, Target
from outputs.export.formats import find_format
from outputs.export.publication import Publication
from outputs.export.request import (
    ExportReport,
    ExportRequest,
    FailedFormat,
    FormatReport,
    last_change,
)
from outputs.export.selection import Selection
from outputs.export.traversal import ExportedPage, count_pages, read_pages
from outputs.export.units import Unit, read_units

P = ParamSpec("P")
Progress = Callable[[int, int], None]


def export(
    database: Database,
    blobs: Blobs,
    request: ExportRequest,
    out: Path,
    *,
    find: Callable[[Connection], BitMap] | None = None,
    progress: Progress = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> ExportReport:
    """Write the record, as it is at this moment, in every format that is asked for.

    Args:
        database: the record.
        blobs: originals and page images.
        request: what to write.
        out: where to; see `Publication`.
        find: gives the pages that a search selects; None for no search.
        progress: told of the pages so far and of all.
        stopped: whether to end before the next page; the same call goes on then.

    Raises:
        ConfigError: a format, a collection or an archival unit is unknown.
        StoreError: the record cannot be read, or `out` not be written; nothing was published.
    """
    classes = [find_format(name) for name in request.formats]
    publication = Publication(out, request)
    with database.read() as connection, _translated():
        selection = Selection(
            collection=request.collection,
            under=request.unit,
            pages=find(connection) if find else None,
        )
        selection.check(connection)
        source = ExportSource(
            connection=connection,
            blobs=blobs,
            rights=request.rights,
            address=request.address,
            language=request.language,
            selection=selection,
            as_of=last_change(connection),
        )
        with Draft.open(publication.draft, request.identity(connection)) as draft:
            report = ExportReport(
                source.as_of, went_on=len(draft.closed), began_anew=draft.is_outdated
            )
            formats = [_Format(each, source, draft) for each in classes]
            _Traversal(source, draft, formats, report, progress, stopped).go()
            if not report.is_interrupted:
                report.failed = [each.failure for each in formats if each.failure]
                report.written = [each.report() for each in formats if not each.failure]
                publication.publish(draft, report)
                draft.remove()
    return report


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the disk as ours; what a format raises is caught before."""
    try:
        yield
    except OSError as error:
        raise StoreError(_code(error), f"{error.filename}: {error.strerror}") from error


class _Format:
    """A format at work, until it fails."""

    def __init__(self, made: type[Exporter], source: ExportSource, draft: Draft) -> None:
        self.name = made.name
        self.by_unit = made.by_unit
        self.media_type = made.media_type
        self.failure: FailedFormat | None = None
        self.target: Target
        self._exporter = made(source)
        self._draft = draft
        self._is_open = False

    def open(self, unit: Unit | None) -> None:
        """Begin a unit, or the whole."""
        self.target = Target(self._draft.folder(self.name), unit)
        self._is_open = True
        self._do(self._exporter.open, self.target)

    def feed(self, page: ExportedPage) -> None:
        """Take the next page."""
        self._do(self._exporter.feed, page)

    def close(self) -> None:
        """Finish what was begun."""
        self._do(self._exporter.close)
        self._is_open = False

    def give_up(self) -> None:
        """Let go of what is open; what was written is of no use."""
        if self._is_open:
            self._is_open = False
            with suppress(Exception):
                self._exporter.close()

    def report(self) -> FormatReport:
        """What was written."""
        paths = [path for path, _digest in self._draft.files(self.name)]
        return FormatReport(
            name=self.name,
            media_type=self.media_type,
            units=self._draft.units(self.name) if self.by_unit else None,
            files=len(paths),
            bytes=sum((self._draft.root / path).stat().st_size for path in paths),
        )

    def _do(self, act: Callable[P, None], *given: P.args, **named: P.kwargs) -> None:
        if self.failure:
            return
        try:
            act(*given, **named)
        except Exception as error:  # noqa: BLE001 - a bug in a format must not stop the others
            self.failure = _failure(self.name, error)
            self.give_up()
            self._draft.discard(self.name)


class _Traversal:
    """The way through the record, unit by unit if any format asks for that."""

    def __init__(
        self,
        source: ExportSource,
        draft: Draft,
        formats: list[_Format],
        report: ExportReport,
        progress: Progress,
        stopped: Callable[[], bool],
    ) -> None:
        self._source = source
        self._draft = draft
        self._by_unit = [each for each in formats if each.by_unit]
        self._whole = [each for each in formats if not each.by_unit]
        self._report = report
        self._progress = progress
        self._stopped = stopped

    def go(self) -> None:
        """Feed every page to every format that has not written it."""
        every = [*self._by_unit, *self._whole]
        try:
            for each in self._whole:
                each.open(None)
            self._feed_all()
        except BaseException:
            _give_up(every)
            raise
        if self._report.is_interrupted:
            _give_up(every)
            return
        self._close("", self._report.count, self._whole)

    def _feed_all(self) -> None:
        connection, selection = self._source.connection, self._source.selection
        self._total = count_pages(connection, selection)
        self._progress(0, self._total)
        if not self._by_unit:
            self._report.count = self._feed(read_pages(connection, selection), self._whole)
            return
        for unit in read_units(connection, selection):
            if self._report.is_interrupted or not any(self._left()):
                return
            self._report.count += self._feed_unit(unit)

    def _feed_unit(self, unit: Unit) -> ExportCount:
        missing = [each for each in self._by_unit if not self._draft.has(unit.path, each.name)]
        if not missing and not self._whole:
            count = self._draft.closed[unit.path].count
            self._progress(self._report.count.pages + count.pages, self._total)
            return count
        pages = read_pages(self._source.connection, self._source.selection, unit)
        first = next(pages, None)
        if first is None:
            return ExportCount()
        for each in missing:
            each.open(unit)
        count = self._feed(chain([first], pages), [*missing, *self._whole])
        if not self._report.is_interrupted:
            self._close(unit.path, count, missing)
        return count

    def _feed(self, pages: Iterator[ExportedPage], formats: list[_Format]) -> ExportCount:
        before, count = self._report.count.pages, ExportCount()
        for page in pages:
            if self._stopped():
                self._report.is_interrupted = True
                break
            if not any(self._left()):
                break
            for each in formats:
                each.feed(page)
            count += ExportCount(1, page.error is not None, len(page.mentions))
            self._progress(before + count.pages, self._total)
        return count

    def _close(self, unit: str, count: ExportCount, formats: list[_Format]) -> None:
        for each in formats:
            each.close()
        written = {each.name: each.target.written() for each in formats if not each.failure}
        if written:
            self._draft.note(unit, count, written)

    def _left(self) -> Iterator[bool]:
        return (not each.failure for each in (*self._by_unit, *self._whole))


def _give_up(formats: list[_Format]) -> None:
    for each in formats:
        each.give_up()


def _code(error: OSError) -> str:
    return STORE_FULL if error.errno == ENOSPC else STORE_FAILED


def _failure(name: str, error: Exception) -> FailedFormat:
    match error:
        case AigaqError():
            return FailedFormat(name, error.code, error.detail)
        case OSError():
            return FailedFormat(name, _code(error), f"{error.filename}: {error.strerror}")
        case _:
            traceback = "".join(format_exception(error))
            return FailedFormat(name, EXPORT_FAILED, repr(error), traceback)

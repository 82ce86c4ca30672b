"""Take a delivery of files into a collection, and give a receipt that lists every one of them."""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import insert, select, update

from ingest.bags import open_bag
from ingest.delivery import GivenFile, list_files
from ingest.imported.belonging import Scans
from ingest.imported.keeping import keep_own_texts
from ingest.imported.reading import text_kind
from ingest.imported.taking import TextTaker
from ingest.manifest import NAME, Facts, Manifest, read_manifest
from ingest.options import IngestOptions
from ingest.pages import PageReader
from ingest.reading import FileReader, ReadFile
from ingest.receipt import Receipt, ReceiptLine, write_receipt
from ingest.register import STAGE, Registrar, is_known
from ingest.storing import storing
from models.blobs import Blobs
from models.database import Database
from models.decoding.decoders import Decoders
from models.i18n import _
from models.store.warnings import save_source_warnings
from models.tables import CollectionRow, DeliveryItemRow, DeliveryRow

OnFile = Callable[[ReceiptLine, int, int], None]
"""Called after each file with its line, how many are done, and how many there are."""

# Files read ahead of the one that is being written down, per worker.
_AHEAD: Final = 4


def ingest(
    paths: Sequence[Path],
    *,
    collection: str,
    manifest: Path | None,
    database: Database,
    blobs: Blobs,
    options: IngestOptions,
    workers: int,
    receipts: Path,
    on_file: OnFile,
) -> Receipt:
    """Register every file of a delivery; what cannot be read goes to quarantine.

    Each file is one transaction: stopped at any moment, the record holds whole files only, and
    the same call again adds the others.

    Args:
        paths: folders and files; of a BagIt bag what it brings, once its checksums hold.
        collection: code of the collection; made when it is not there.
        manifest: description of the delivery; else `manifest.csv` of each given folder.
        database: the record, upgraded.
        blobs: for originals and page images.
        options: resolution, where originals are kept, limits.
        workers: processes that decode.
        receipts: folder for the receipt.
        on_file: told of each file when it is written down.

    Raises:
        ConfigError: a path or the manifest is wrong; nothing was started.
        FixityError: a bag is not what its checksums say; likewise.
        StoreError: the record or the blob store cannot be written.
        MissingDependency: poppler is not installed.
    """
    bags = {path: brought for path in paths if (brought := open_bag(path))}
    paths = [each for path in paths for each in bags.get(path, (path,))]
    files = [_without_places(each, bags.values()) for each in list_files(paths)]
    described = _read_manifests(paths, manifest)
    files = [_without_manifest(each, described) for each in files]
    scans, texts = _part(files)
    delivery = _Delivery.begin(database, collection)
    registrar = Registrar(delivery.collection_id, described.manifest)
    missing = _missing(described.manifest, files)
    lines: list[ReceiptLine] = []
    with _file_reader(blobs, options, workers) as reader:
        for read in _read_ahead(scans, reader, database, delivery.collection_id, workers):
            lines.append(delivery.take_in(read, registrar, reader))
            on_file(lines[-1], len(lines), len(files) + len(missing))
        for line in delivery.take_texts_in(texts, scans, reader, options):
            lines.append(line)
            on_file(line, len(lines), len(files) + len(missing))
    for line in missing:
        delivery.write_down(line)
        lines.append(line)
        on_file(line, len(lines), len(files) + len(missing))
    delivery.end()
    return write_receipt(
        receipts,
        delivery_id=delivery.id,
        collection=collection,
        received_at=delivery.received_at,
        lines=tuple(lines),
    )


# -- the manifest of a delivery --


@dataclass(frozen=True, slots=True)
class _Described:
    """What the manifests say, and what the receipt says of the manifest files themselves."""

    manifest: Manifest
    remarks: Mapping[Path, str]


def _read_manifests(paths: Sequence[Path], manifest: Path | None) -> _Described:
    lying = [path.resolve() / NAME for path in paths if (path / NAME).is_file()]
    used = [manifest.resolve()] if manifest is not None else lying
    remarks = {path: _("a manifest; another one was given") for path in lying}
    rows: dict[str, dict[int | None, Facts]] = {}
    for path in dict.fromkeys(used):
        read = read_manifest(path)
        rows |= read.rows
        remarks[path] = _("the manifest of this delivery")
        if read.unused:
            unused = _("columns not used: {columns}").format(columns=", ".join(read.unused))
            remarks[path] += f"; {unused}"
    return _Described(Manifest(rows), remarks)


def _without_places(given: GivenFile, bags: Collection[tuple[Path, ...]]) -> GivenFile:
    """Where a bag lies says nothing of what it brings; the names within it may."""
    if any(given.path.is_relative_to(folder) for folders in bags for folder in folders):
        return replace(given, spelling=Path(given.name))
    return given


def _without_manifest(given: GivenFile, described: _Described) -> GivenFile:
    remark = described.remarks.get(given.path)
    return given if remark is None else replace(given, ignored=remark)


def _part(files: Sequence[GivenFile]) -> tuple[list[GivenFile], list[GivenFile]]:
    """Scans, and whatever else goes their way; and files of page text."""
    parted: tuple[list[GivenFile], list[GivenFile]] = ([], [])
    for each in files:
        parted[not each.ignored and text_kind(each.path) is not None].append(each)
    return parted


def _missing(manifest: Manifest, files: Sequence[GivenFile]) -> list[ReceiptLine]:
    given = {each.name for each in files}
    detail = _("the manifest names it, but it was not delivered")
    return [
        ReceiptLine(name, "missing", detail=detail) for name in manifest.rows if name not in given
    ]


# -- reading --


@contextmanager
def _file_reader(blobs: Blobs, options: IngestOptions, workers: int) -> Iterator[FileReader]:
    with _incoming(blobs) as folder:
        limits = options.limits
        decoders = Decoders(workers, limits.bounds, pixels=limits.pixels)
        try:
            pages = PageReader(options, blobs.arrivals.root.resolve(), Path(folder).resolve())
            yield FileReader(decoders, pages, blobs)
        finally:
            decoders.stop()


def _incoming(blobs: Blobs) -> "TemporaryDirectory[str]":
    """A folder beside arriving blobs, where room must be anyway; what children left goes too."""
    incoming = blobs.arrivals.root / "incoming"
    with storing():
        incoming.mkdir(parents=True, exist_ok=True)
        return TemporaryDirectory(dir=incoming, ignore_cleanup_errors=True)


def _read_ahead(
    files: Sequence[GivenFile],
    reader: FileReader,
    database: Database,
    collection_id: int,
    workers: int,
) -> Iterator[ReadFile]:
    """Read files side by side, a few ahead of what is written down, and give them in order."""

    def read(given: GivenFile) -> ReadFile:
        if given.ignored:
            return ReadFile(given, "", 0)
        hashed = reader.hash(given)
        with database.read() as connection:
            known = is_known(connection, collection_id, hashed, blobs=reader.blobs)
        return hashed if known else reader.decode(hashed)

    ahead: deque[Future[ReadFile]] = deque()
    threads = ThreadPoolExecutor(workers)
    try:
        for given in files:
            ahead.append(threads.submit(read, given))
            if len(ahead) > workers * _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


# -- writing down --


@dataclass(frozen=True, slots=True)
class _Delivery:
    """One delivery in the record."""

    database: Database
    id: int
    collection_id: int
    received_at: datetime

    @classmethod
    def begin(cls, database: Database, collection: str) -> "_Delivery":
        """Write the delivery down, and its collection if that is new."""
        now = datetime.now(UTC)
        with database.write() as connection:
            collection_id = connection.execute(
                select(CollectionRow.id).where(CollectionRow.code == collection)
            ).scalar_one_or_none()
            if collection_id is None:
                made = insert(CollectionRow).values(code=collection, created_at=now)
                collection_id = connection.execute(made.returning(CollectionRow.id)).scalar_one()
            made = insert(DeliveryRow).values(collection_id=collection_id, received_at=now)
            delivery_id = connection.execute(made.returning(DeliveryRow.id)).scalar_one()
        return cls(database, delivery_id, collection_id, now)

    def take_in(self, read: ReadFile, registrar: Registrar, reader: FileReader) -> ReceiptLine:
        """Register a file and its receipt line in one transaction."""
        if read.given.ignored:
            line = ReceiptLine(read.given.name, "ignored", detail=read.given.ignored)
            self.write_down(line)
            return line
        registered = self._register(read, registrar)
        if registered is None:
            # What it was a copy of was replaced within this very delivery.
            registered = self._register(reader.decode(read), registrar)
        if registered is None:
            raise RuntimeError(f"{read.given.name} was decoded and not registered")
        return registered

    def _register(self, read: ReadFile, registrar: Registrar) -> ReceiptLine | None:
        with self.database.write() as connection:
            registered = registrar.register(connection, read)
            if registered is None:
                return None
            line, source_id = registered
            images = {page.number: page.image for page in read.pages or () if page.image}
            said = {number: image.remarks for number, image in images.items()}
            save_source_warnings(connection, source_id, said, stage=STAGE)
            texts = {number: image.text for number, image in images.items() if image.text}
            keep_own_texts(connection, source_id, texts, name=read.given.name, sha256=read.sha256)
            connection.execute(insert(DeliveryItemRow).values(self._item(line, source_id)))
            return line

    def take_texts_in(
        self,
        texts: Sequence[GivenFile],
        scans: Sequence[GivenFile],
        reader: FileReader,
        options: IngestOptions,
    ) -> Iterator[ReceiptLine]:
        """Keep page text with the pages that it belongs to, and write its lines down."""
        known = Scans(self.collection_id)
        known.add(each.name for each in scans if not each.ignored)
        most = options.limits.text_megabytes << 20
        taker = TextTaker(self.database, reader.decoders, known, most)
        for given in texts:
            line = taker.take_in(given)
            self.write_down(line)
            yield line

    def write_down(self, line: ReceiptLine) -> None:
        """Write a line down that concerns no source."""
        with self.database.write() as connection:
            connection.execute(insert(DeliveryItemRow).values(self._item(line, None)))

    def _item(self, line: ReceiptLine, source_id: int | None) -> dict[str, Any]:
        return {
            "delivery_id": self.id,
            "source_id": source_id,
            "name": line.name,
            "sha256": line.sha256,
            "byte_size": line.byte_size,
            "outcome": line.outcome,
            "code": line.code,
            "detail": line.detail or None,
            "pages": line.pages,
        }

    def end(self) -> None:
        """Write down that every file was dealt with."""
        with self.database.write() as connection:
            ended = update(DeliveryRow).where(DeliveryRow.id == self.id)
            connection.execute(ended.values(ended_at=datetime.now(UTC)))

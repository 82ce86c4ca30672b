"""Of which files and sheets a unit consists: what was delivered, the scans, and their texts."""

from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Literal

from models.archive import Sheet, parse_sheet
from models.blobs import Blobs
from outputs.export.archival.description import page_address, sheet_label
from outputs.export.traversal import ExportedPage

Use = Literal["original", "image", "fulltext"]

# How the files begin that ingest stores as images of pages.
_BEGINNINGS: Final = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"\0\0\0\x0cjP": "image/jp2",
}
_LONGEST_BEGINNING: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that a unit consists of.

    Attributes:
        id: within the document that tells of it.
        identifier: collection, name of the delivered file, and what of it.
        use: what it is to the unit.
        sha256: of its bytes.
        size: in bytes, where it is known.
        media_type: where it is known.
        place: where it lies: an address, relative or not, or its name by its digest.
        name: as it was delivered, of an original.
        derived_from: the file that it was made of.
        source: name of the delivered file that it is, or is from.
    """

    id: str
    identifier: str
    use: Use
    sha256: str
    size: int | None
    media_type: str | None
    place: str
    name: str | None = None
    derived_from: "StoredFile | None" = None
    source: str


@dataclass(frozen=True, slots=True)
class PageSide:
    """A page side of a unit and the files that show it; a document's id is None without one."""

    sheet: Sheet | None
    label: str
    source: str
    duplicate_of: str | None
    document_id: int | None
    files: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A file that was made of what was read on a page."""

    place: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files of a unit lie for one who reads of them.

    Attributes:
        original: the place of a delivered file, by its name and digest.
        text: what was made of the text of a page; None where nothing was read.
    """

    original: Callable[[str, str], str]
    text: Callable[[ExportedPage], Text | None]


@dataclass(slots=True)
class Holdings:
    """The files and sides of a unit, in the order of its pages."""

    blobs: Blobs
    places: Places
    room: str
    language: str
    scanned: dict[str, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    """Ids of the pages that a file, by its id, shows as they were scanned."""
    read: dict[str, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    """Ids of the pages whose text a file, by its id, holds; a scan where no file does."""
    _files: dict[str, StoredFile] = field(default_factory=dict)
    _sides: list[PageSide] = field(default_factory=list)

    @property
    def files(self) -> list[StoredFile]:
        """Each file once."""
        return list(self._files.values())

    @property
    def sides(self) -> list[PageSide]:
        """The sides; those of a copy of a file are left out where the file itself is there."""
        there = {each.source for each in self._sides}
        return [each for each in self._sides if each.duplicate_of not in there]

    def add(self, page: ExportedPage) -> None:
        """Take in the next page."""
        original = self._original(page)
        scan = self._scan(page, original)
        text = self._text(page, scan or original)
        if page.row.page_id is not None:
            shown = scan or original
            self.scanned[shown.id].setdefault(page.row.page_id)
            self.read[(text or shown).id].setdefault(page.row.page_id)
        sheet = parse_sheet(page.row.sheet) if page.row.sheet else None
        self._sides.append(
            PageSide(
                sheet,
                sheet_label(page.row.sheet, self.language) or f"{page.source} [{page.page}]",
                page.source,
                page.duplicate_of,
                page.row.document_id,
                tuple(each for each in (scan, text) if each),
            )
        )

    def _original(self, page: ExportedPage) -> StoredFile:
        row = page.row
        identifier = f"{row.collection}/{page.source}"
        return self._put(
            identifier,
            use="original",
            sha256=row.source_sha256,
            size=row.byte_size,
            media_type=row.media_type,
            place=self.places.original(page.source, row.source_sha256),
            name=page.source,
            source=page.source,
        )

    def _scan(self, page: ExportedPage, original: StoredFile) -> StoredFile | None:
        """The image of a page: the original itself, where it is nothing but that."""
        digest = page.row.image_sha256
        if digest is None or digest == original.sha256:
            return original if digest else None
        size, media_type = self._look(digest)
        return self._put(
            _page_identifier(page),
            use="image",
            sha256=digest,
            size=size,
            media_type=media_type,
            place=f"{page_address(self.room, page.row.page_id)}/original",
            derived_from=original,
            source=page.source,
        )

    def _text(self, page: ExportedPage, scan: StoredFile) -> StoredFile | None:
        text = self.places.text(page)
        if text is None:
            return None
        return self._put(
            f"{_page_identifier(page)}&text",
            use="fulltext",
            sha256=sha256(text.content).hexdigest(),
            size=len(text.content),
            media_type=text.media_type,
            place=text.place,
            derived_from=scan,
            source=page.source,
        )

    def _put(self, identifier: str, *, use: Use, **values: Any) -> StoredFile:
        known = self._files.get(identifier)
        if known is not None:
            return known
        made = StoredFile(
            id=f"{use}-{len(self._files) + 1}", identifier=identifier, use=use, **values
        )
        self._files[identifier] = made
        return made

    def _look(self, digest: str) -> tuple[int | None, str | None]:
        """Size and media type of a stored file; nothing of one that is lost."""
        try:
            with self.blobs.open(digest) as stream:
                beginning = stream.read(_LONGEST_BEGINNING)
                size = stream.seek(0, 2)
        except OSError:
            return None, None
        kinds = (kind for start, kind in _BEGINNINGS.items() if beginning.startswith(start))
        return size, next(kinds, None)


def _page_identifier(page: ExportedPage) -> str:
    """Of a page, the same in a copy of the file that it is from."""
    return f"{page.row.collection}/{page.duplicate_of or page.source}#page={page.page}"


def named_by_digest(_name: str, digest: str) -> str:
    """The address of a file that has no place: its digest (RFC 6920)."""
    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}"

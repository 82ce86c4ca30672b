"""Make pyramids ahead of any reader, of scans that decode slowly, in confined processes."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from sqlalchemy import Connection, select

from models.blobs import Blobs
from models.decoding.decoders import Call, Decoders, Failure
from models.errors import SOURCE_UNREADABLE, SourceError, StoreError
from models.store import image_path
from models.tables import DeliveryItemRow, PageRow, SourceRow
from outputs.web.iiif.pyramid import SUFFIX, make_pyramid
from outputs.web.pictures.cache import Cache

_SMALL: Final = 1_000_000  # pixels; any such scan is decoded in no time
_AHEAD: Final = 16  # calls that wait in the pool


@dataclass(frozen=True, slots=True)
class Made:
    """What was done.

    Attributes:
        made: pyramids.
        kept: pyramids that were there already.
        failures: by digest, scans of which none could be made.
    """

    made: int
    kept: int
    failures: tuple[tuple[str, Failure], ...]


def pyramids_in(folder: Path) -> Cache:
    """The pyramids of a folder, of which none goes because others come."""
    return Cache(folder, most_bytes=1 << 62)


def decodes_slowly(path: Path) -> bool:
    """Whether a scan costs several times what a JPEG does: a PNG that is not black and white.

    What came as JPEG 2000 or TIFF, or was drawn from a PDF, is kept as such a PNG.
    """
    try:
        with Image.open(path) as image:
            size = image.width * image.height
            return image.format == "PNG" and image.mode != "1" and size > _SMALL
    except (OSError, Image.DecompressionBombError):
        return False  # whoever looks at the page is told


def list_scans(
    connection: Connection, blobs: Blobs, *, delivery_id: int | None = None
) -> Iterator[tuple[str, Path]]:
    """Digest and place of each scan once; of one delivery, or of all."""
    scans = select(PageRow.image_sha256, SourceRow.location, SourceRow.sha256).join(
        SourceRow, SourceRow.id == PageRow.source_id
    )
    if delivery_id is not None:
        delivered = select(DeliveryItemRow.source_id).where(
            DeliveryItemRow.delivery_id == delivery_id
        )
        scans = scans.where(SourceRow.id.in_(delivered))
    for digest, location, sha256 in connection.execute(scans.distinct()):
        if digest is not None:
            yield digest, image_path(blobs, digest, location, sha256)


def make_ahead(
    scans: Iterable[tuple[str, Path]],
    pyramids: Cache,
    decoders: Decoders,
    *,
    blobs: Blobs,
    every: bool = False,
    on_scan: Callable[[], None] = lambda: None,
) -> Made:
    """Make the pyramids that are not there yet; one that cannot be made hinders no other.

    Args:
        scans: digest and place of each.
        pyramids: where they are kept.
        decoders: what decodes the scans.
        blobs: that the scans are in.
        every: also of scans that do not decode slowly.
        on_scan: told when a scan was dealt with.
    """
    made, kept = 0, 0
    failures: list[tuple[str, Failure]] = []
    waiting: deque[tuple[str, Call[bytes], ExitStack]] = deque()

    def finish(digest: str, call: Call[bytes], holding: ExitStack) -> int:
        with holding:
            content = decoders.finish(call)
        if isinstance(content, Failure):
            failures.append((digest, content))
            return 0
        pyramids.keep(digest + SUFFIX, content)
        return 1

    for digest, path in scans:
        on_scan()
        if pyramids.find(digest + SUFFIX) is not None:
            kept += 1
            continue
        with ExitStack() as holding:
            holding.enter_context(blobs.held(digest))
            if every or decodes_slowly(path):
                waiting.append((digest, decoders.start(_make, path), holding.pop_all()))
        if len(waiting) > _AHEAD:
            made += finish(*waiting.popleft())
    made += sum(finish(*each) for each in waiting)
    return Made(made, kept, tuple(failures))


def _make(path: Path) -> bytes:
    """In a child: the pyramid of a scan."""
    try:
        return make_pyramid(path)
    except StoreError as error:  # the scan is lost: no fault of the store for the others
        raise SourceError(SOURCE_UNREADABLE, str(error)) from error

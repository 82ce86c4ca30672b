"""Scans as they come from the disk: decoded once for all stages that look at a page."""

import hashlib
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from models.decoding.complaints import hearing
from models.errors import BLOB_MISSING, SOURCE_CHANGED, SOURCE_CORRUPT, SourceError
from models.page import Box, Page, PageImage
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.colour import DROP_COLOUR, Scan, is_grey, thinned, without_colour
from pipeline.imaging.lifting import LIFT_STAMPS, lifted, stamp_ink
from pipeline.imaging.negative import is_negative
from pipeline.imaging.paleink import pale_ink, type_depth_of, without_pale_ink

# Pages run side by side in processes; threads inside of one would only take cores from the others.
cv2.setNumThreads(1)

SMALL_WIDTH: Final = 620
"""Pixels of an overview's shorter side: 75 dpi of an A4 sheet, enough for lines and dark areas."""


def load_scan(path: Path, *, digest: str | None = None) -> Scan:
    """Decode a scan as stored: an EXIF turn is not applied.

    Args:
        path: of the image file.
        digest: SHA-256 that its bytes must have; None takes them as they are.

    Returns:
        Rows x columns of a grey scan, rows x columns x 3 (blue, green, red) of one in colour.

    Raises:
        SourceError: the file is not there, is not the one meant, or cannot be decoded.
    """
    try:
        content = np.fromfile(path, dtype=np.uint8)
    except OSError as error:
        raise SourceError(BLOB_MISSING, str(error)) from error
    if digest is not None and hashlib.sha256(content.tobytes()).hexdigest() != digest:
        raise SourceError(SOURCE_CHANGED, str(path))
    flags = cv2.IMREAD_ANYCOLOR | cv2.IMREAD_IGNORE_ORIENTATION
    with hearing("OpenCV") as said:
        image = cv2.imdecode(content, flags) if content.size else None
    if image is None:
        if "nsufficient memory" in said[0]:
            raise MemoryError(path.name)
        raise SourceError(SOURCE_CORRUPT, path.name)
    return np.asarray(image, dtype=np.uint8)


def load_grey(path: Path, *, digest: str | None = None) -> GreyImage:
    """Decode a scan to grey, rows x columns; arguments and errors as for `load_scan`."""
    return to_grey(load_scan(path, digest=digest))


def to_grey(scan: Scan) -> GreyImage:
    """The brightness of a scan, rows x columns."""
    if scan.ndim == 2:
        return scan
    return np.asarray(cv2.cvtColor(scan, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


@lru_cache(maxsize=1)
def _decoded(image: PageImage) -> tuple[Scan, bool]:
    """The scan that this process worked on last, a positive, and whether it is a negative."""
    # A blob never changes; an original left in place may.
    scan = load_scan(image.path, digest=image.digest if image.in_place else None)
    step = max(1, min(scan.shape[:2]) // SMALL_WIDTH)
    negative = is_negative(to_grey(thinned(scan, step)))
    return (np.asarray(cv2.bitwise_not(scan), dtype=np.uint8) if negative else scan), negative


def _loaded(image: PageImage) -> Scan:
    return _decoded(image)[0]


def inverted(page: Page) -> bool:
    """Whether the scan of a page is a negative, which everything else here sees as a positive."""
    return _decoded(page.image)[1]


def colours_of(page: Page) -> Scan:
    """The untouched scan of a page, in colour where it has any."""
    return _loaded(page.image)


@lru_cache(maxsize=1)
def _grey(image: PageImage) -> GreyImage:
    return to_grey(_loaded(image))


def grey_of(page: Page) -> GreyImage:
    """The untouched scan of a page in grey, made once for all stages that look at it."""
    return _grey(page.image)


def scan_of(page: Page) -> GreyImage:
    """The scan that `prepare` wants: grey, without stamps where the page's recipe says so."""
    if page.cleaning is None:
        return grey_of(page)
    scan = _loaded(page.image)
    drop, lift = (step in page.cleaning.steps for step in (DROP_COLOUR, LIFT_STAMPS))
    grey = without_colour(scan) if drop and scan.ndim == 3 else grey_of(page)
    if not lift:
        return grey
    regions = page.cleaning.regions
    if is_grey(scan):
        return without_pale_ink(grey, regions, type_depth=_type_depth(page.image))
    return lifted(grey, scan, regions)


def stamp_ink_of(page: Page) -> Callable[[Box], GreyImage]:
    """What gives, for a box of the scan, the ink that `scan_of` takes off it, dark on white."""
    scan = _loaded(page.image)
    if is_grey(scan):
        return partial(pale_ink, grey_of(page), type_depth=_type_depth(page.image))
    return partial(stamp_ink, scan)


@lru_cache(maxsize=1)
def _type_depth(image: PageImage) -> float:
    """Looked at once, however many recipes are tried and stamps are read."""
    return type_depth_of(_grey(image))


@lru_cache(maxsize=1)
def _overview(image: PageImage) -> GreyImage:
    return small(_grey(image))


def overview_of(page: Page) -> GreyImage:
    """The scan of a page, grey, at about 75 dpi, made once for all stages that look at it."""
    return _overview(page.image)


def small(image: GreyImage) -> GreyImage:
    """The page at about 75 dpi, for looks that need no letters."""
    while min(image.shape[:2]) >= 2 * SMALL_WIDTH:  # halving is much quicker than any other factor
        half = image[: image.shape[0] & ~1, : image.shape[1] & ~1]
        size = (half.shape[1] // 2, half.shape[0] // 2)
        image = np.asarray(cv2.resize(half, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    height, width = image.shape[:2]
    factor = min(1.0, SMALL_WIDTH / min(width, height))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)

"""The cleaned picture of a page, for people who compare it with the scan."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from models.page import Cleaning, Geometry, Page
from pipeline import imaging


def draw_cleaned(page: Page) -> bytes:
    """A PGM of the page with its cleaning steps done, in the frame of the upright scan.

    Its lines are not made level and its size is the scan's: a box of the scan becomes a larger one
    when it is tilted or flattened, so only in that frame every box lies right on both pictures.

    Raises:
        SourceError: the scan cannot be decoded.
    """
    # As the reading room does, which turns a page when its reading has told which way is up.
    upright = page.upright or Geometry(page.image.width, page.image.height)
    frame = replace(upright, skew=0.0, scale=1.0, perspective=None)
    picture = imaging.prepare(imaging.scan_of(page), frame, page.cleaning or Cleaning())
    content = BytesIO()
    Image.fromarray(picture).save(content, "PPM")
    return content.getvalue()

"""Whatever part is cut out of a pyramid, it has the size asked for and shows what lies there."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import outputs.web.pictures.images
from models.blobs import BlobStore
from models.page import Box, Geometry
from outputs.web.iiif.parameters import Drawing
from outputs.web.iiif.pyramid import SUFFIX, draw, make_pyramid
from outputs.web.pictures.cache import Cache
from outputs.web.pictures.images import Pictures
from outputs.web.queries.page import Scan

FULL = (1500, 1100)


@pytest.fixture(scope="module")
def pyramid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pyramid")
    slope().save(folder / "slope.png")
    path = folder / f"slope{SUFFIX}"
    path.write_bytes(make_pyramid(folder / "slope.png"))
    return path


def slope() -> Image.Image:
    """Red grows from left to right, green from top to bottom."""
    width, height = FULL
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, :, 0] = np.linspace(0, 255, width)[None, :]
    pixels[:, :, 1] = np.linspace(0, 255, height)[:, None]
    return Image.fromarray(pixels)


@given(data=st.data())
def test_a_part_has_its_size_and_shows_its_place(pyramid: Path, data: st.DataObject) -> None:
    wide, high = data.draw(st.integers(1, FULL[0])), data.draw(st.integers(1, FULL[1]))
    left = data.draw(st.integers(0, FULL[0] - wide))
    top = data.draw(st.integers(0, FULL[1] - high))
    width, height = data.draw(st.integers(1, wide)), data.draw(st.integers(1, high))
    degrees = data.draw(st.sampled_from((0, 90, 180, 270)))
    drawing = Drawing(Box(left, top, wide, high), width, height, False, degrees, "default", "png")
    image = Image.open(BytesIO(draw(pyramid, Geometry(*FULL), drawing)))
    assert image.size == ((width, height) if degrees % 180 == 0 else (height, width))
    red, green, _blue = np.asarray(image.convert("RGB")).reshape(-1, 3).mean(axis=0)
    assert red == pytest.approx((left + wide / 2) / FULL[0] * 255, abs=6)
    assert green == pytest.approx((top + high / 2) / FULL[1] * 255, abs=6)


def test_tiles_asked_for_at_once_wait_for_one_pyramid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def count(path: Path) -> bytes:
        made.append(path)
        return make_pyramid(path)

    monkeypatch.setattr(outputs.web.pictures.images, "make_pyramid", count)
    slope().save(tmp_path / "slope.png")
    blobs = BlobStore(tmp_path / "blobs")
    digest = blobs.add_file(tmp_path / "slope.png")
    pictures = Pictures(blobs, Cache(tmp_path / "cache"), Cache(tmp_path / "pyramids"))
    scan = Scan(digest, Geometry(*FULL, rotation=90), 300, None, digest)
    drawing = Drawing(Box(0, 0, 512, 512), 512, 512, False, 0, "default", "jpg")
    with ThreadPoolExecutor(8) as pool:
        drawn = set(pool.map(lambda _: pictures.part(scan, drawing), range(16)))
    assert len(drawn) == 1
    assert made == [blobs.path(digest)]

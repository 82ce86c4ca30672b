"""Pyramids are made ahead of scans that decode slowly; one that is damaged hinders no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from models.blobs import BlobStore
from models.decoding.confinement import Bounds
from models.decoding.decoders import Decoders
from models.errors import SOURCE_CORRUPT, SOURCE_UNREADABLE
from models.page import Box, Geometry
from outputs.web.iiif.parameters import Drawing
from outputs.web.pictures import images
from outputs.web.pictures.cache import Cache
from outputs.web.pictures.images import Pictures
from outputs.web.pictures.pyramids import Made, decodes_slowly, list_scans, make_ahead, pyramids_in
from outputs.web.queries.page import Scan
from tests.support.factories import add_collection, add_page, add_source, open_database

SIZE = (1200, 1000)


@pytest.fixture(scope="module")
def decoders() -> Iterator[Decoders]:
    decoders = Decoders(1, Bounds(60, 2048, 64), pixels=2_000_000)
    yield decoders
    decoders.stop()


def scan(folder: Path, name: str, mode: str = "L", size: tuple[int, int] = SIZE) -> Path:
    path = folder / name
    Image.linear_gradient("L").resize(size).convert(mode).save(path)
    return path


@pytest.mark.parametrize(
    ("name", "mode", "size", "slow"),
    [
        ("grey.png", "L", SIZE, True),
        ("colour.png", "RGB", SIZE, True),
        ("bitonal.png", "1", SIZE, False),
        ("photo.jpg", "RGB", SIZE, False),
        ("small.png", "RGB", (900, 900), False),
    ],
)
def test_what_decodes_slowly(
    tmp_path: Path, name: str, mode: str, size: tuple[int, int], slow: bool
) -> None:
    assert decodes_slowly(scan(tmp_path, name, mode, size)) is slow


def test_each_slow_scan_is_made_once_and_a_bad_one_is_told(
    tmp_path: Path, decoders: Decoders
) -> None:
    cut = scan(tmp_path, "cut.png", "RGB")
    cut.write_bytes(cut.read_bytes()[:2000])
    scans = [
        ("cut", cut),
        ("good", scan(tmp_path, "good.png")),
        ("quick", scan(tmp_path, "quick.jpg")),
        ("huge", scan(tmp_path, "huge.png", size=(2500, 2500))),
        ("lost", tmp_path / "lost.png"),
    ]
    pyramids = pyramids_in(tmp_path / "pyramids")
    made = make_ahead(scans, pyramids, decoders, blobs=BlobStore(tmp_path))
    assert (made.made, made.kept) == (1, 0)
    assert [(name, each.code) for name, each in made.failures] == [
        ("cut", SOURCE_CORRUPT),
        ("huge", SOURCE_CORRUPT),
    ]
    assert make_ahead(scans[1:3], pyramids, decoders, blobs=BlobStore(tmp_path)) == Made(0, 1, ())
    every = make_ahead(
        scans[1:3] + scans[4:], pyramids, decoders, blobs=BlobStore(tmp_path), every=True
    )
    assert (every.made, every.kept) == (1, 1)
    assert [(name, each.code) for name, each in every.failures] == [("lost", SOURCE_UNREADABLE)]


def test_the_reading_room_cuts_from_what_was_made_ahead(
    tmp_path: Path, decoders: Decoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, blobs = open_database(tmp_path), BlobStore(tmp_path / "blobs")
    digest = blobs.add_file(scan(tmp_path, "grey.png"))
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.jp2")
        add_page(connection, source, "текст", image_sha256=digest)
    with database.read() as connection:
        scans = list(list_scans(connection, blobs))
        assert list(list_scans(connection, blobs, delivery_id=1)) == []
    database.close()
    assert scans == [(digest, blobs.path(digest))]
    make_ahead(scans, pyramids_in(tmp_path / "pyramids"), decoders, blobs=blobs)
    monkeypatch.setattr(images, "make_pyramid", lambda path: pytest.fail("made again"))
    pictures = Pictures(blobs, Cache(tmp_path / "cache"), pyramids_in(tmp_path / "pyramids"))
    drawing = Drawing(Box(0, 0, 512, 512), 512, 512, False, 0, "default", "jpg")
    assert pictures.part(Scan(digest, Geometry(*SIZE), 300, None, digest), drawing)

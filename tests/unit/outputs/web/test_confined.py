"""The reading room decodes scans in confined processes; what meets a limit there is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from models.blobs import BlobStore
from models.decoding.confinement import Bounds
from models.decoding.decoders import Decoders
from models.errors import SOURCE_CORRUPT, SourceError
from models.page import Geometry
from outputs.web.pictures.cache import Cache
from outputs.web.pictures.images import Pictures
from outputs.web.queries.page import Scan


@pytest.fixture(scope="module")
def decoders() -> Iterator[Decoders]:
    decoders = Decoders(1, Bounds(60, 2048, 64), pixels=100_000)
    yield decoders
    decoders.stop()


def add(blobs: BlobStore, folder: Path, size: tuple[int, int]) -> Scan:
    path = folder / "scan.png"
    Image.effect_noise(size, 90).save(path)
    digest = blobs.add_file(path)
    return Scan(digest, Geometry(*size, rotation=90), 300, None, digest)


def test_a_scan_is_decoded_by_a_child_and_gives_the_same_picture(
    tmp_path: Path, decoders: Decoders
) -> None:
    blobs = BlobStore(tmp_path / "blobs")
    scan = add(blobs, tmp_path, (300, 200))
    drawn = [
        Pictures(blobs, Cache(tmp_path / name), Cache(tmp_path / name), decoders=used).upright(
            scan, 100
        )
        for name, used in (("here", None), ("confined", decoders))
    ]
    assert drawn[0].read_bytes() == drawn[1].read_bytes()


def test_a_scan_beyond_a_limit_is_refused_with_its_code(tmp_path: Path, decoders: Decoders) -> None:
    blobs = BlobStore(tmp_path / "blobs")
    scan = add(blobs, tmp_path, (900, 900))
    pictures = Pictures(blobs, Cache(tmp_path), Cache(tmp_path), decoders=decoders)
    with pytest.raises(SourceError) as refused:
        pictures.upright(scan, 100)
    assert refused.value.code == SOURCE_CORRUPT

"""Small files that ask for the moon: each has an outcome of its own, and the rest is read."""

from pathlib import Path

import pytest

from benchmarks.bombs import BOMBS
from ingest.accession import ingest
from ingest.options import IngestOptions, Limits
from models.blobs import BlobStore
from models.database import Database
from models.errors import (
    SOURCE_ARCHIVE,
    SOURCE_CORRUPT,
    SOURCE_NO_PAGES,
    SOURCE_TOO_LARGE,
    SOURCE_TOO_MANY_PAGES,
)

# Those that take a second or less to make and to refuse; benchmarks/badinputs.py delivers all.
OUTCOMES = {
    "archive.zip": SOURCE_ARCHIVE,
    "deep_arrays.pdf": SOURCE_NO_PAGES,
    "endless_frames.tif": None,
    "flate_bomb.pdf": None,
    "huge_page.pdf": SOURCE_TOO_LARGE,
    "many_frames.tif": SOURCE_TOO_MANY_PAGES,
    "million_pages.pdf": SOURCE_CORRUPT,
    "square.jp2": SOURCE_TOO_LARGE,
    "square.jpg": SOURCE_TOO_LARGE,
    "square.tif": SOURCE_TOO_LARGE,
    "strip.tif": SOURCE_CORRUPT,
    "tall.png": None,
    "tiles.jp2": SOURCE_CORRUPT,
    "wide.png": None,
}


@pytest.mark.timeout(600)
def test_every_bomb_has_its_outcome(tmp_path: Path) -> None:
    delivery = tmp_path / "delivery"
    delivery.mkdir()
    for name in OUTCOMES:
        (delivery / name).write_bytes(BOMBS[name]())
    database = Database(f"sqlite:///{tmp_path / 'record.sqlite'}")
    database.upgrade()
    receipt = ingest(
        [delivery],
        collection="bombs",
        manifest=None,
        database=database,
        blobs=BlobStore(tmp_path / "blobs"),
        options=IngestOptions(limits=Limits(pages=500)),
        workers=2,
        receipts=tmp_path,
        on_file=lambda line, done, total: None,
    )
    database.close()
    assert {line.name: line.code for line in receipt.lines} == OUTCOMES

from pathlib import Path
from typing import Any

import pytest

from ingest.accession import ingest
from ingest.options import IngestOptions, Limits
from ingest.receipt import Receipt
from models.blobs import BlobStore
from models.database import Database
from tests.support.deliveries import Ingest


@pytest.fixture
def database(tmp_path: Path) -> Any:
    database = Database(f"sqlite:///{tmp_path / 'record.sqlite'}")
    database.upgrade()
    yield database
    database.close()


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    folder = tmp_path / "delivery"
    folder.mkdir()
    return folder


@pytest.fixture
def take_in(tmp_path: Path, database: Database, blobs: BlobStore, delivery: Path) -> Ingest:
    """Ingest the delivery folder (or other paths) into the collection "cases"."""

    def call(*paths: Path, manifest: Path | None = None, **options: Any) -> Receipt:
        limits = {"seconds": 20, **options.pop("limits", {})}
        return ingest(
            paths or (delivery,),
            collection="cases",
            manifest=manifest,
            database=database,
            blobs=blobs,
            options=IngestOptions(limits=Limits(**limits), **options),
            workers=1,
            receipts=tmp_path / "receipts",
            on_file=lambda line, done, total: None,
        )

    return call

"""A workspace whose scans and originals lie in an object store does all that others do."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image, ImageDraw

from benchmarks.workspaces import AIGAQ, aigaq
from models.errors import BLOB_CHANGED, BLOB_MISSING
from models.page import Geometry
from outputs.web.pictures.cache import Cache
from outputs.web.pictures.images import Pictures
from outputs.web.queries.page import find_scan
from pipeline.settings import SHIPPED, read_settings
from pipeline.workspace import Workspace
from tests.support.databases import RECORDS
from tests.support.objectstore import ObjectStore, serve_objects

pytestmark = pytest.mark.usefixtures("one_worker")
PAGES = 3


@dataclass(frozen=True)
class Place:
    """A workspace, and the object store that its blobs lie in."""

    folder: Path
    server: ObjectStore
    address: str
    environment: dict[str, str]

    def call(self, *arguments: str | Path, status: int = 0) -> Any:
        done = aigaq(self.folder, *arguments, "--json", environment=self.environment)
        assert done.returncode == status, done.stderr
        return json.loads(done.stdout)

    def forget(self) -> None:
        """Become a machine that fetched nothing yet."""
        shutil.rmtree(self.folder / "cache" / "blobs")

    def objects(self) -> list[str]:
        return [str(name) for name in self.server.files().find(self.address)]


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with serve_objects() as (store, _port):
        yield store


@pytest.fixture
def place(tmp_path: Path, server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> Place:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    address = server.bucket()
    config = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    config["blobs"] = address
    for stage in config["stages"]:
        if stage["use"] in ("ocr", "mentions"):
            stage["engine"] = {"name": "null"}
            stage.pop("second_engine", None)
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    environment = {**server.environment, "AIGAQ_CONFIG": str(path)}
    return Place(tmp_path / "data", server, address, environment)


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """A TIFF of several pages, whose images children make."""
    pages = []
    for number in range(PAGES):
        page = Image.new("L", (400, 560), 255)
        ImageDraw.Draw(page).rectangle((60, 80 + 40 * number, 300, 90 + 40 * number), fill=0)
        pages.append(page)
    (tmp_path / "delivery").mkdir()
    pages[0].save(tmp_path / "delivery" / "a.tif", save_all=True, append_images=pages[1:])
    return tmp_path / "delivery"


def test_delivered_read_shown_verified_backed_up_and_restored(
    place: Place, delivery: Path, tmp_path: Path, server: ObjectStore
) -> None:
    place.call("ingest", delivery, "--collection", "a")
    assert len(place.objects()) == 1 + PAGES
    assert not (place.folder / "blobs").exists()
    place.forget()
    run = place.call("run")
    assert run["outcome"] == "done"
    assert sum(run["pages"].values()) == PAGES
    place.forget()
    config = Path(place.environment["AIGAQ_CONFIG"])
    with_room(Workspace(read_settings(config, workspace=place.folder)), tmp_path / "pictures")
    place.forget()
    assert place.call("pictures", "--all")["made"] == PAGES
    assert place.call("verify")["files"] == 1 + PAGES

    assert place.call("backup", tmp_path / "backup")["files"] == 1 + PAGES + 4
    back = Place(tmp_path / "back", server, server.bucket(), dict(place.environment))
    back.environment["AIGAQ_BLOBS"] = back.address
    back.call("restore", tmp_path / "backup")
    assert [each.rpartition("/")[2] for each in back.objects()] == [
        each.rpartition("/")[2] for each in place.objects()
    ]
    damaged, lost, *_ = place.objects()
    server.files().pipe_file(damaged, b"rotten")
    server.files().rm(lost)
    faults = {each["subject"]: each["code"] for each in place.call("verify", status=6)["faults"]}
    assert faults == {
        damaged.rpartition("/")[2]: BLOB_CHANGED,
        lost.rpartition("/")[2]: BLOB_MISSING,
    }
    assert back.call("verify")["ok"]


def with_room(workspace: Workspace, folder: Path) -> None:
    """Ask for what the reading room shows of a page."""
    with workspace.database.read() as connection:
        scan = find_scan(connection, 1)
    assert scan is not None
    pictures = Pictures(workspace.blobs, Cache(folder), Cache(folder))
    path, kind = pictures.original(scan)
    assert (kind, path.read_bytes()[:4]) == ("image/png", b"\x89PNG")
    assert isinstance(scan.geometry, Geometry)
    with Image.open(pictures.upright(scan, 200)) as image:
        assert image.width == 200
    workspace.database.close()


def test_workers_fetch_what_they_read(place: Place, delivery: Path) -> None:
    place.environment["AIGAQ_DATABASE"] = RECORDS.server.create("objects")
    place.call("ingest", delivery, "--collection", "a")
    worker = subprocess.Popen(
        [AIGAQ, "--workspace", place.folder.parent / "other", "worker", "--processes", "1"],
        env={**os.environ, **place.environment},
        stderr=subprocess.DEVNULL,
    )
    try:
        run = place.call("run", "--executor", "procrastinate")
    finally:
        worker.terminate()
        worker.wait()
    assert run["outcome"] == "done"
    assert sum(run["pages"].values()) == PAGES
    kept = list((place.folder.parent / "other" / "cache" / "blobs" / "kept").glob("??/??/*"))
    assert len(kept) == PAGES


def test_a_rotten_scan_is_its_pages_trouble_alone(place: Place, delivery: Path) -> None:
    place.call("ingest", delivery, "--collection", "a")
    place.forget()
    with Workspace(
        read_settings(Path(place.environment["AIGAQ_CONFIG"]), workspace=place.folder)
    ).database.read() as connection:
        scan = find_scan(connection, 2)
    assert scan is not None
    (damaged,) = [each for each in place.objects() if each.endswith(scan.digest)]
    place.server.files().pipe_file(damaged, b"rotten")
    run = place.call("run", status=5)
    assert run["pages"]["quarantined"] == 1
    (entry,) = place.call("quarantine", "list")
    assert entry["code"] == BLOB_CHANGED

"""Page text goes out and comes back: the samples exported, delivered anew and exported again."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from benchmarks.workspaces import aigaq, aigaq_json
from tests.conftest import SAMPLES

pytestmark = pytest.mark.timeout(900)  # may be the first to ask for the samples
FORMATS = ("alto", "hocr", "page")
# Numbers of pages are the workspace's own, and PAGE says when a page was read.
OWN = re.compile(rb"iiif/pages/\d+/|<(Created|LastChange)>[^<]*<")


@pytest.fixture(scope="module")
def exported(read_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exported") / "out"
    aigaq(read_samples, "export", "alto,hocr,page,text", "--out", out)
    return out


@pytest.fixture(scope="module")
def returned(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples delivered with their page text, once for each format, and read."""
    folder = tmp_path_factory.mktemp("returned")
    for name in FORMATS:
        delivery = folder / name
        shutil.copytree(SAMPLES / "delivery", delivery)
        shutil.copytree(exported / name, delivery / "old text")
        aigaq_json(folder / "data", "ingest", delivery, "--collection", name)
    aigaq_json(folder / "data", "run")
    for name in FORMATS:
        aigaq(
            folder / "data", "export", f"{name},text", "--collection", name, "--out", folder / "out"
        )
        (folder / "out").rename(folder / f"out-{name}")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """What lies there by name, without what a workspace says of itself."""
    found = {path.name: path.read_bytes() for path in folder.rglob("*-????.*")}
    return {name: OWN.sub(b"", content) for name, content in found.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_page_text_comes_back_byte_by_byte(exported: Path, returned: Path, name: str) -> None:
    for kind in ("text", name):
        first, again = files(exported / kind), files(returned / f"out-{name}" / kind)
        assert len(first) == 16
        assert again == first


def test_no_engine_was_asked(returned: Path) -> None:
    with sqlite3.connect(returned / "data" / "aigaq.db") as connection:
        models = [row[0] for row in connection.execute("SELECT model FROM page_text")]
    assert len(models) == 16 * len(FORMATS)
    assert all(model.startswith("imported") for model in models)


@pytest.mark.usefixtures("one_worker")
def test_page_text_comes_back_in_a_bag(read_samples: Path, exported: Path, tmp_path: Path) -> None:
    unit = "САДП/3/1/1187"
    aigaq(read_samples, "export", "bagit", "--unit", unit, "--out", tmp_path / "out")
    bag, data = tmp_path / "out/bagit" / unit, tmp_path / "data"
    aigaq_json(data, "ingest", bag, "--collection", "samples")
    aigaq_json(data, "run")
    aigaq(data, "export", "alto,text", "--out", tmp_path / "again")
    for kind in ("alto", "text"):
        first = files(exported / kind / unit)
        assert len(first) > 1
        assert files(tmp_path / "again" / kind / unit) == first

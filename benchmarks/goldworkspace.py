"""A workspace in which the samples were read without a fault: their gold text, our own mentions.

The delivery has the paths and the manifest of the samples, and white paper for their pictures. The
engine `replay` answers each sheet with its gold text; every other stage is the one that reads
scans. So people, places and dates are found by the pipeline, never taken from the annotation.
"""

import csv
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

import yaml
from PIL import Image
from sqlalchemy import select

from benchmarks.workspaces import FINE, aigaq, aigaq_json
from models.page import Box, Reading, Word
from models.tables import PageRow, SourceRow
from pipeline.engines.ocr_replay import record
from pipeline.settings import SHIPPED, read_settings
from pipeline.workspace import Workspace
from samples.texts import read_gold

SAMPLES: Final = Path(__file__).parent.parent / "samples"
PageName = tuple[str, int]
"""Delivered path without its ending, and number of the page in it."""

_DPI: Final = 200
_LETTER: Final = 4
_LINE: Final = 8
_WIDTH: Final = 2500
_HEIGHT: Final = 700


class Sheet(NamedTuple):
    """A page of the samples that holds text, and the stretch of the gold text on it."""

    page: PageName
    gold_id: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The gold text of this page."""
        return read_gold(self.gold_id)[self.start : self.end]


def read_sheets() -> list[Sheet]:
    """The sheets of the samples that hold text and can be read."""
    with (SAMPLES / "pages.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Sheet(
                page_name(row["path"], int(row["page"])),
                row["gold_id"],
                int(row["start"]),
                int(row["end"]),
            )
            for row in csv.DictReader(stream)
            if row["state"] == "text"
        ]


def page_name(path: str, number: int) -> PageName:
    """What a page is called, whatever the format of its file."""
    return path.rpartition(".")[0], number


def make_gold_workspace(folder: Path) -> Path:
    """Deliver, read and index the gold texts under an empty folder; returns the workspace."""
    sheets = read_sheets()
    delivery, recordings, workspace = (folder / name for name in ("delivery", "replay", "data"))
    _write_delivery(delivery, sheets)
    aigaq_json(workspace, "ingest", delivery, "--collection", "samples")
    _record_readings(workspace, recordings, sheets)
    config = folder / "config.yaml"
    config.write_text(_config(recordings), encoding="utf-8")
    done = aigaq(workspace, "--config", config, "run", "--json")
    if done.returncode not in FINE:
        raise RuntimeError(done.stderr)
    return workspace


def _write_delivery(delivery: Path, sheets: list[Sheet]) -> None:
    """White paper under the names of the samples; the shade tells the sheets apart."""
    shade = 255
    for stem, group in groupby(sheets, key=lambda sheet: sheet.page[0]):
        path = delivery / f"{stem}.tif"
        path.parent.mkdir(parents=True, exist_ok=True)
        papers = []
        for _sheet in group:
            papers.append(Image.new("L", (_WIDTH, _HEIGHT), shade))
            shade -= 1
        papers[0].save(
            path,
            save_all=True,
            append_images=papers[1:],
            compression="tiff_deflate",
            dpi=(_DPI, _DPI),
        )
    _write_manifest(delivery / "manifest.csv", {f"{sheet.page[0]}.tif" for sheet in sheets})


def _write_manifest(path: Path, delivered: set[str]) -> None:
    """The samples' manifest, its rows of sheets with text only."""
    sheets = {sheet.page for sheet in read_sheets()}
    with (SAMPLES / "delivery" / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        with path.open("w", encoding="utf-8", newline="") as written:
            writer = csv.DictWriter(written, rows.fieldnames or ())
            writer.writeheader()
            for row in rows:
                page = page_name(row["path"], int(row["page"] or 1))
                if page in sheets:
                    writer.writerow({**row, "path": f"{page[0]}.tif"})


def _record_readings(workspace: Path, recordings: Path, sheets: list[Sheet]) -> None:
    texts = {sheet.page: sheet.text for sheet in sheets}
    database = Workspace(read_settings(SHIPPED, workspace=workspace)).existing()
    pages = select(SourceRow.name, PageRow.number, PageRow.image_sha256).join(
        SourceRow, SourceRow.id == PageRow.source_id
    )
    with database.read() as connection:
        for name, number, digest in connection.execute(pages):
            text = texts[page_name(name, number)]
            record(Reading(text, tuple(_words(text)), 1.0), recordings, digest=str(digest))


def _words(text: str) -> Iterator[Word]:
    """The words, each at a place of its own on the sheet."""
    line_start = 0
    for number, line in enumerate(text.split("\n")):
        position = line_start
        for piece in line.split():
            start = text.index(piece, position)
            position = start + len(piece)
            left = _LETTER * (start - line_start)
            box = Box(left, _LINE * number, _LETTER * len(piece), _LINE)
            yield Word(start, position, box, 1.0, 0, number)
        line_start += len(line) + 1


def _config(recordings: Path) -> str:
    """The shipped configuration, with the recordings for an engine."""
    content = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    for stage in content["stages"]:
        if stage["use"] == "ocr":
            engine = {"name": "replay", "folder": str(recordings)}
            stage |= {"engine": engine, "second_engine": None, "doubt_below": 0}
    content["run"]["workers"] = 1  # each worker loads the models, which takes longer than 15 pages
    return yaml.safe_dump(content, allow_unicode=True)


if __name__ == "__main__":
    print(make_gold_workspace(Path(sys.argv[1])))

"""Types and ages the gold texts and writes them as the delivery of an archive would look."""

import argparse
import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np

from samples.containers import write_file
from samples.contents import DELIVERY, DeliveredFile, Form, Paper
from samples.manifest import ManifestRow, list_records
from samples.paper import Scan, scan_sheet
from samples.texts import read_gold
from samples.typewriter import Typist, press, require_fonts
from samples.wrap import TypedLine, lay_out

SAMPLES: Final = Path(__file__).parent
SEED: Final = 1937


@dataclass(frozen=True, slots=True)
class DeliveredPage:
    """One row of `pages.csv`.

    Attributes:
        path: below the delivery folder.
        page: from 1.
        gold_id: the text on the page; empty where nothing is typed.
        start: offset of the first gold character on the page.
        end: offset behind the last (half-open, code points).
        rotation: degrees by which the page stands turned in the file.
        state: `text`, `blank`, `truncated` or `encrypted`.
    """

    path: str
    page: int
    gold_id: str
    start: int
    end: int
    rotation: int
    state: str


def divide_pages(lines: list[TypedLine], room: int) -> Iterator[list[TypedLine]]:
    """Divide lines into pages of at most `room`, behind a blank line where there is one."""
    while len(lines) > room:
        blank = [index for index in range(1, room) if not lines[index].typed]
        cut = blank[-1] + 1 if blank else room
        yield lines[:cut]
        lines = lines[cut:]
    yield lines


def paginate(paper: Paper) -> list[list[TypedLine]]:
    """Set the text of `paper` and divide its lines over as many pages as it has sheets.

    Raises:
        ValueError: the text needs more or fewer sheets than `paper` has.
    """
    lines = lay_out(read_gold(paper.gold).rstrip("\n"), paper.machine.columns)
    pages = list(divide_pages(lines, paper.machine.lines_per_page))
    if len(pages) != len(paper.sheets):
        raise ValueError(f"{paper.gold}: {len(pages)} pages for {len(paper.sheets)} sheets")
    return pages


def list_pages(file: DeliveredFile) -> Iterator[DeliveredPage]:
    """Say which gold text, and which part of it, stands on each page of `file`."""
    state = {Form.CUT_JPEG: "truncated", Form.LOCKED_PDF: "encrypted"}.get(file.form)
    number = 0
    for paper in file.papers:
        pages = paginate(paper)
        starts = [page[0].start for page in pages] + [len(read_gold(paper.gold))]
        for index, sheet in enumerate(paper.sheets):
            number += 1
            yield DeliveredPage(
                path=file.path,
                page=number,
                gold_id=paper.gold,
                start=starts[index],
                end=starts[index + 1],
                rotation=180 if sheet.upside_down else 0,
                state=state or ("text" if paper.gold else "blank"),
            )


def scan_file(file: DeliveredFile) -> list[Scan]:
    """Type and scan every page of `file`; the same pixels in every run."""
    scans: list[Scan] = []
    for paper in file.papers:
        seed = [SEED, *file.path.encode(), *paper.gold.encode()]
        typist = Typist(paper.machine, np.random.default_rng([*seed, 0]))
        for number, (lines, sheet) in enumerate(
            zip(paginate(paper), paper.sheets, strict=True), start=1
        ):
            rng = np.random.default_rng([*seed, number])
            ink = press(typist.type_page(lines, rng), rng, spread=paper.machine.spread)
            scans.append(scan_sheet(ink, sheet, rng))
    return scans


def write_rows(path: Path, rows: Iterable[DeliveredPage | ManifestRow]) -> None:
    """Write dataclass rows of one kind as CSV in UTF-8 with a header."""
    records = [asdict(row) for row in rows]
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, records[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def make_delivery(out: Path) -> None:
    """Write the whole delivery into `out`, over what is there, and `pages.csv` beside it.

    Raises:
        FileNotFoundError: a typewriter face is not installed.
    """
    require_fonts()
    for file in DELIVERY:
        write_file(out / file.path, file.form, scan_file(file))
    write_rows(out / "manifest.csv", list_records())
    write_rows(out.with_name("pages.csv"), (page for file in DELIVERY for page in list_pages(file)))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SAMPLES / "delivery")
    make_delivery(parser.parse_args().out)


if __name__ == "__main__":
    main()

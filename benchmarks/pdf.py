"""What a searchable PDF costs: ours beside OCRmyPDF from the same hOCR and Tesseract's renderer.

    python -m benchmarks.pdf [--copies 4] [--rounds 3] [--cache .cache/benchmarks]

The sample pages are read once, then bound in turn, round by round, on one core each:

- ours: `aigaq export pdf`, the whole command, with record, manifest and digests;
- ocrmypdf pdf, pdfa: its second step, from hOCR to PDF, without optimisation. The hOCR is what
  `aigaq export hocr` wrote, the scans lie in a PDF made by img2pdf. From PyPI, in the cache;
- tesseract: nothing but its PDF renderer, after reading and start, by the library's C interface.

Printed: milliseconds of processor to start, which is what a file of one page takes, and of each
further page; how many times ours a page is, and the whole call by processor and by clock (the
median of the rounds); size against the scans. The load of the machine stands above it: by clock
only an idle one tells anything.
"""

import argparse
import csv
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.deliveries import make_delivery
from benchmarks.workspaces import AIGAQ, aigaq, fill_workspace

OCRMYPDF: Final = "ocrmypdf==17.13.0"
UNIT: Final = "АП РК/141/17/2"
SINGLE: Final = "АП РК/141/17/1"
SINGLE_NAME: Final = "one"
_BIND: Final = """
import sys
from pathlib import Path
from ocrmypdf.api import _hocr_to_ocr_pdf
_hocr_to_ocr_pdf(
    Path(sys.argv[1]), Path(sys.argv[2]), output_type=sys.argv[3], optimize=0, jobs=1,
    progress_bar=False,
)
"""


Spent = tuple[float, float]
"""Seconds of processor and of clock."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one way to bind pages, once.

    Attributes:
        one: what a file of one page takes; nothing where the start is not counted.
        whole: what the file of all pages takes.
        pages: further ones in it.
        size: of the PDF, bytes.
    """

    one: Spent
    whole: Spent
    pages: int
    size: int

    @property
    def page(self) -> float:
        """Seconds of processor of each further page."""
        return (self.whole[0] - self.one[0]) / self.pages


def main() -> None:
    """Print a line for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=4, help="of the 15 sample pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cache", type=Path, default=Path(".cache/benchmarks"))
    arguments = parser.parse_args()
    python = install_ocrmypdf(arguments.cache / "ocrmypdf")
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder), arguments.copies, python)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {len(book.scans)} pages")
        ways: dict[str, Callable[[], Cost]] = {
            "ours": book.ours,
            "ocrmypdf pdf": lambda: book.ocrmypdf("pdf"),
            "ocrmypdf pdfa": lambda: book.ocrmypdf("pdfa"),
            "tesseract": book.tesseract,
        }
        rounds = [{way: bind() for way, bind in ways.items()} for _ in range(arguments.rounds)]
        show(rounds, sum(scan.stat().st_size for scan in book.scans))


def show(rounds: list[dict[str, Cost]], scans: int) -> None:
    """Print what each way costs, and how many times ours that is."""
    print(f"{'':<14}{'start ms':>9}{'page ms':>9}{'page/ours':>11}", end="")
    print(f"{'CPU/ours':>10}{'wall/ours':>11}{'size':>8}")
    for way in rounds[0]:
        costs = [(each[way], each["ours"]) for each in rounds]
        start = statistics.median(cost.one[0] for cost, _ in costs)
        page = statistics.median(cost.page for cost, _ in costs)
        more = page / statistics.median(ours.page for _, ours in costs)
        print(f"{way:<14}{1000 * start:>9.0f}{1000 * page:>9.1f}{more:>11.2f}", end="")
        for clock, width in ((0, 10), (1, 11)):
            ratio = statistics.median(cost.whole[clock] / ours.whole[clock] for cost, ours in costs)
            print(f"{ratio:>{width}.2f}" if start else f"{'-':>{width}}", end="")
        print(f"{rounds[0][way].size / scans:>8.3f}")


def install_ocrmypdf(folder: Path) -> Path:
    """Make an environment of its own, once; returns its Python."""
    python = folder / "bin" / "python"
    if not python.is_file():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", OCRMYPDF], check=True)
    return python


class Book:
    """The sample pages as one archival file, ready to be bound in every way."""

    def __init__(self, folder: Path, copies: int, python: Path) -> None:
        self._folder = folder
        self._copies = copies
        self._python = python
        self._workspace = folder / "data"
        delivery = make_delivery(folder, copies)
        self.scans = describe(delivery)
        fill_workspace(self._workspace, delivery)
        done = aigaq(self._workspace, "export", "hocr", "--out", folder / "hocr")
        if done.returncode:
            raise RuntimeError(done.stderr)
        single = delivery / f"{SINGLE_NAME}.jpg"
        self._works = self._lay_out(SINGLE, [single]), self._lay_out(UNIT, self.scans)

    def ours(self) -> Cost:
        """The command, from start to end."""
        out = self._folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        command: list[str | Path] = [AIGAQ, "--workspace", self._workspace, "export", "pdf"]
        one, all_ = (
            timed([*command, "--unit", unit, "--out", out / unit]) for unit in (SINGLE, UNIT)
        )
        return self._cost(one, all_, out / UNIT / "pdf" / f"{UNIT}.pdf")

    def ocrmypdf(self, kind: str) -> Cost:
        """From hOCR to PDF."""
        one, all_ = (
            timed([self._python, "-c", _BIND, work, work / f"{kind}.pdf", kind])
            for work in self._works
        )
        return self._cost(one, all_, self._works[1] / f"{kind}.pdf")

    def tesseract(self) -> Cost:
        """Its renderer, in a process of its own, fed the copies of each page it read."""
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.pdf_tesseract", str(self._copies),
             self._folder / "tesseract", *self.scans],
            check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
        cpu, wall = json.loads(done.stdout)
        size = (self._folder / "tesseract.pdf").stat().st_size
        return Cost((0, 0), (cpu, wall), len(self.scans), size)

    def _cost(self, one: Spent, whole: Spent, made: Path) -> Cost:
        return Cost(one, whole, len(self.scans) - 1, made.stat().st_size)

    def _lay_out(self, unit: str, scans: list[Path]) -> Path:
        """The folder that OCRmyPDF's second step takes up: scans in a PDF, and their hOCR."""
        work = self._folder / f"work {len(scans)}"
        work.mkdir()
        pages = sorted((self._folder / "hocr" / "hocr" / unit).glob("*.hocr"))
        for number, page in enumerate(pages):
            named = work / f"{number + 1:06}_ocr_hocr.hocr"
            named.write_bytes(page.read_bytes())
            told = {"pageno": number, "hocr": {"Path": str(named)}}
            (work / f"{number + 1:06}_hocr.json").write_text(json.dumps(told), "utf-8")
        combined: list[str | Path] = [
            self._python,
            "-m",
            "img2pdf",
            *scans,
            "-o",
            work / "origin.pdf",
        ]
        subprocess.run(combined, check=True, capture_output=True)
        return work


def describe(delivery: Path) -> list[Path]:
    """Let the manifest say that all pages are sheets of one file; returns the pages in order.

    The first of them is also a file of its own, with a byte more behind its end.
    """
    manifest = delivery / "manifest.csv"
    with manifest.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    first = (delivery / rows[0]["path"]).read_bytes()
    (delivery / f"{SINGLE_NAME}.jpg").write_bytes(first + b"\0")
    with manifest.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("path", "language", "archive", "fond", "opis", "delo", "list"))
        single = {"path": f"{SINGLE_NAME}.jpg", "language": rows[0]["language"]}
        for unit, number, row in [
            (SINGLE, 1, single),
            *((UNIT, *each) for each in enumerate(rows)),
        ]:
            writer.writerow((row["path"], row["language"], *unit.split("/"), number + 1))
    return [delivery / row["path"] for row in rows]


def timed(command: list[str | Path]) -> Spent:
    """What a command takes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall


if __name__ == "__main__":
    main()

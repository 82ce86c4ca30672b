"""Render the real pages that were transcribed by eye, each with its true text beside it.

    python -m benchmarks.realpages SCANS OUT [--split tuning|scoring]

SCANS is the folder below which the PDF files of tests/quality/pages/pages.csv lie; the scans are
not part of the project (tests/quality/README.md). Pages are grey PNG at 300 dpi, as poppler
renders them. OUT gets one folder a split. A scan that is not there is said and left out.
"""

import argparse
import shutil
import subprocess
from pathlib import Path
from typing import Final

from benchmarks.goldpages import LISTED, TRUTH, ListedPage, read_listed_pages

DPI: Final = 300
SPLITS: Final = ("tuning", "scoring")
SECONDS: Final = 120


def render_page(page: ListedPage, scans: Path, out: Path) -> bool:
    """Write `<page>.png` and `<page>.gt.txt` into `out`; False when the scan is not there.

    Raises:
        subprocess.CalledProcessError: poppler could not render the page.
    """
    scan = scans / page.scan
    if not scan.is_file():
        return False
    out.mkdir(parents=True, exist_ok=True)
    number = str(page.number)
    command = ["pdftoppm", "-f", number, "-l", number, "-r", str(DPI), "-gray", "-png"]
    subprocess.run(
        [*command, "-singlefile", str(scan), str(out / page.page)], check=True, timeout=SECONDS
    )
    shutil.copyfile(LISTED.with_name(page.page + TRUTH), out / (page.page + TRUTH))
    return True


def main() -> None:
    """Render the pages of one split, or of both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scans", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--split", choices=SPLITS)
    arguments = parser.parse_args()
    for page in read_listed_pages():
        if arguments.split in (None, page.split):
            found = render_page(page, arguments.scans, arguments.out / page.split)
            print(f"{page.page}: {page.split if found else f'{page.scan} is not there'}")


if __name__ == "__main__":
    main()

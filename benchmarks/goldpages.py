"""Page images with their true text beside them, and what is known of each."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LISTED: Final = Path(__file__).parent.parent / "tests" / "quality" / "pages" / "pages.csv"
TRUTH: Final = ".gt.txt"
IMAGES: Final = (".png", ".jpg")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page image whose text is known.

    Attributes:
        path: of the image.
        level: how hard it is: clean, moderate, heavy, or real for a real scan.
        language: "ru" or "kk".
        kind: what stands on it.
    """

    path: Path
    level: str
    language: str
    kind: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def text(self) -> str:
        """The true text."""
        return self.path.with_name(self.name + TRUTH).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A row of tests/quality/pages/pages.csv; see the README there.

    Attributes:
        page: name of the page; its text is `<page>.gt.txt`.
        scan: PDF file below a folder of scans.
        number: of the page in the PDF, from 1.
        split: "tuning" or "scoring".
        kind: "typescript", "print" or "form".
        level: "real".
        language: "ru".
    """

    page: str
    scan: str
    number: int
    split: str
    kind: str
    level: str
    language: str


def read_listed_pages() -> list[ListedPage]:
    """The transcribed real pages, in the order of their list."""
    with LISTED.open(encoding="utf-8", newline="") as stream:
        return [_listed_page(**row) for row in csv.DictReader(stream)]


def _listed_page(*, number: str, **texts: str) -> ListedPage:
    return ListedPage(number=int(number), **texts)


def find_pages(folders: Iterable[Path]) -> list[GoldPage]:
    """Find images with a true text beside them, in the order of their names."""
    listed = {row.page: (row.level, row.language, row.kind) for row in read_listed_pages()}
    images = (
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix in IMAGES and path.with_name(path.stem + TRUTH).is_file()
    )
    return [GoldPage(path, *listed.get(path.stem) or _said_by_name(path.stem)) for path in images]


def _said_by_name(name: str) -> tuple[str, str, str]:
    """Level, language and kind of `heavy-kk-page-003`; other names say nothing."""
    parts = name.split("-")
    return (parts[0], parts[1], parts[2]) if len(parts) == 4 else ("unknown", "unknown", "page")

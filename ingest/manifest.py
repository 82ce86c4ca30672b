"""Read manifest.csv, the archivist's description of a delivery, and say what it knows of a page."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from models.dates.edtf_bounds import bounds
from models.errors import MANIFEST_INVALID, ConfigError
from models.i18n import _

NAME: Final = "manifest.csv"
COLUMNS: Final = (
    "path",
    "page",
    "archive",
    "fond",
    "opis",
    "delo",
    "list",
    "title",
    "date_from",
    "date_to",
    "access",
    "language",
)
# Far beyond what a delivery has, and no more than fits in memory.
_MOST_BYTES: Final = 256 << 20
_MOST_PAGES: Final = 5_000_000
_LANGUAGES: Final = {"rus": "ru", "kaz": "kk", "kz": "kk"}
_WIDTHS: Final = {"access": 20, "language": 10, "list": 40}
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_PAGES: Final = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")  # noqa: RUF001 - typed so


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page beforehand; None where nothing was said.

    Attributes:
        archive: short name.
        fond: number, as are `opis` and `delo`.
        opis: see fond.
        delo: see fond.
        sheet: list, as written, such as «12об.».
        title: of the document.
        edtf: date of the document.
        lower: first day that the date allows.
        upper: last day that it allows.
        access: as the archive words it.
        language: "ru", "kk" or another code.
    """

    archive: str | None = None
    fond: str | None = None
    opis: str | None = None
    delo: str | None = None
    sheet: str | None = None
    title: str | None = None
    edtf: str | None = None
    lower: date | None = None
    upper: date | None = None
    access: str | None = None
    language: str | None = None

    def over(self, other: "Facts") -> "Facts":
        """These facts, and where they say nothing those of `other`.

        A date is taken as a whole, and so is a reference: mixing levels of two would invent one.
        """
        merged = self
        if not any((self.archive, self.fond, self.opis, self.delo)):
            merged = replace(
                merged,
                archive=other.archive, fond=other.fond, opis=other.opis, delo=other.delo,
            )  # fmt: skip
        if self.edtf is None:
            merged = replace(merged, edtf=other.edtf, lower=other.lower, upper=other.upper)
        return replace(
            merged,
            sheet=self.sheet or other.sheet,
            title=self.title or other.title,
            access=self.access or other.access,
            language=self.language or other.language,
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """All rows of a manifest.

    Attributes:
        rows: by file name, then by page number; None stands for the whole file.
        unused: columns that are not known and were left alone.
    """

    rows: dict[str, dict[int | None, Facts]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    def facts(self, name: str, number: int) -> Facts:
        """What is said of page `number` of a file: its own row over that of the file."""
        rows = self.rows.get(name, {})
        return rows.get(number, Facts()).over(rows.get(None, Facts()))

    def pages_beyond(self, name: str, pages: int) -> list[int]:
        """Numbers that the manifest describes and the file does not have."""
        numbers = (number for number in self.rows.get(name, {}) if number is not None)
        return sorted(number for number in numbers if number > pages)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest: CSV in UTF-8, fields parted by comma, semicolon or tab.

    Raises:
        ConfigError: it cannot be read, lacks the column `path`, or a cell makes no sense. The
            message names the lines; a half-understood description is worse than none.
    """
    try:
        if (size := path.stat().st_size) > _MOST_BYTES:
            raise ConfigError(MANIFEST_INVALID, f"{path}: {size} > {_MOST_BYTES} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(MANIFEST_INVALID, f"{path}: {error}") from error
    reader = csv.DictReader(
        unicodedata.normalize("NFC", text).splitlines(), delimiter=_delimiter(text), strict=True
    )
    try:
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
        if "path" not in reader.fieldnames:
            raise ConfigError(MANIFEST_INVALID, f"{path}: " + _("there is no column `path`"))
        unused = tuple(name for name in reader.fieldnames if name and name not in COLUMNS)
        return Manifest(_collect(path, reader), unused)
    except csv.Error as error:
        raise ConfigError(MANIFEST_INVALID, f"{path}: {error}") from error


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _collect(path: Path, reader: "csv.DictReader[str]") -> dict[str, dict[int | None, Facts]]:
    rows: dict[str, dict[int | None, Facts]] = {}
    wrong: list[str] = []
    pages = 0
    for row in reader:
        cells = {key: (row.get(key) or "").strip() or None for key in COLUMNS}
        if not any(cells.values()):
            continue
        try:
            pages += _add(rows, cells)
        except ValueError as error:
            wrong.append(
                _("line {number}: {problem}").format(number=reader.line_num, problem=error)
            )
        if pages > _MOST_PAGES:
            raise ConfigError(MANIFEST_INVALID, f"{path}: > {_MOST_PAGES} pages")
    if wrong:
        raise ConfigError(MANIFEST_INVALID, f"{path}: " + "; ".join(wrong[:5]))
    return rows


def _add(rows: dict[str, dict[int | None, Facts]], cells: dict[str, str | None]) -> int:
    """Take a row in; returns how many pages it describes."""
    if cells["path"] is None:
        raise ValueError(_("the path is empty"))
    name = PurePosixPath(cells["path"].replace("\\", "/")).as_posix()
    facts = _facts(cells)
    described = rows.setdefault(name, {})
    numbers = _numbers(cells["page"])
    for number in numbers:
        if number in described:
            raise ValueError(_("{path} is described twice").format(path=name))
        described[number] = facts
    return len(numbers)


def _numbers(cell: str | None) -> Sequence[int | None]:
    if cell is None:
        return (None,)
    match = _PAGES.fullmatch(cell)
    first = int(match[1]) if match else 0
    last = int(match[2] or first) if match else 0
    if not 1 <= first <= last:
        raise ValueError(_("{cell} is no page number").format(cell=repr(cell)))
    return range(first, last + 1)


def _facts(cells: dict[str, str | None]) -> Facts:
    for column, width in _WIDTHS.items():
        if len(cells[column] or "") > width:
            raise ValueError(_("{column} is too long").format(column=column))
    edtf = make_edtf(cells["date_from"], cells["date_to"])
    lower, upper = bounds(edtf) if edtf else (None, None)
    language = (cells["language"] or "").lower() or None
    return Facts(
        archive=cells["archive"],
        fond=cells["fond"],
        opis=cells["opis"],
        delo=cells["delo"],
        sheet=cells["list"],
        title=cells["title"],
        edtf=edtf,
        lower=lower,
        upper=upper,
        access=cells["access"],
        language=_LANGUAGES.get(language or "", language),
    )


def make_edtf(first: str | None, last: str | None) -> str | None:
    """Join two cells, ISO, EDTF or day-first (15.11.1937), into one EDTF value.

    Raises:
        ValueError: a cell is no date, or the last day comes before the first.
    """
    sides = [_iso(first), _iso(last)]
    if sides[0] is None and sides[1] is None:
        return None
    if sides[1] is None or sides[0] == sides[1]:
        edtf = sides[0] or ""
    else:
        edtf = f"{sides[0] or '..'}/{sides[1]}"
    lower, upper = bounds(edtf)
    if lower and upper and lower > upper:
        raise ValueError(_("{date} ends before it begins").format(date=edtf))
    return edtf


def _iso(cell: str | None) -> str | None:
    if cell is None:
        return None
    match = _DAY_FIRST.fullmatch(cell)
    if match:
        day, month, year = (int(each) for each in match.groups())
        return date(year, month, day).isoformat()
    return cell

"""Read the reference that the names of folders and files spell."""

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from models.archive.folding import fold_reference
from models.archive.known import find_archive
from models.archive.levels import COMPONENT, Levels, collect_levels
from models.archive.sheets import SHEET, parse_sheet
from models.archive.units import ReferenceCode, SheetRange

_BARE: Final = re.compile(
    r"(?P<fond>(?:[а-яa-z]-?)?\d{1,6}[а-я]?)[-_](?P<inventory>\d{1,4}[а-я]?)[-_]"
    rf"(?P<file>\d{{1,7}}[а-я]?)(?:[-_]l?(?P<sheets>{SHEET}))?"
)
_IMAGE_SUFFIX: Final = re.compile(
    r"\.(?:jpe?g|tiff?|png|pdf|jp2|webp|bmp|gif|txt|xml)$", re.IGNORECASE
)


def reference_from_path(path: PurePath) -> ReferenceCode | None:
    """Return the reference that folder and file names spell, else `None`.

    Reads «ЦГА РК/Ф. 109/Оп. 1/Д. 25/Л. 12об.jpg», `f109_op1_d25/l012v.tif`, «Р-9414-1а-354» and
    Kazakh names; inside such a folder a name that is only a sheet number («012об.jpg») is a sheet.
    """
    parts = [_IMAGE_SUFFIX.sub("", part) for part in path.parts][-12:]
    if not parts:
        return None
    found, archive = Levels(), None
    for part in parts:
        folded = fold_reference(part)
        components = list(COMPONENT.finditer(folded))
        inside = collect_levels(components)
        bare = None if inside.levels else _BARE.fullmatch(folded.strip())
        if bare and not _looks_like_date(folded):
            inside = _from_bare(bare)
        archive = _archive_in(part, components) or archive
        _merge(found, inside)
    sheet = parse_sheet(parts[-1])
    if sheet and not found.sheets:
        found.sheets = (SheetRange(sheet, sheet),)
    return found.reference(archive)


def _archive_in(part: str, components: Sequence[re.Match[str]]) -> str | None:
    first = components[0].start() if components else None
    return find_archive(" ".join(part.split())[:first], only_known=True)


def _from_bare(match: re.Match[str]) -> Levels:
    found = Levels()
    for kind in ("fond", "inventory", "file", "sheets"):
        if match[kind]:
            found.take(kind, match[kind], kazakh=False)
    return found


def _merge(found: Levels, inside: Levels) -> None:
    """Let the deeper folder speak: its levels replace those of the folders above."""
    found.levels.update(inside.levels)
    found.sheets = inside.sheets or found.sheets
    found.volume = inside.volume if "file" in inside.levels else found.volume


def _looks_like_date(text: str) -> bool:
    """Tell a folder named by a day («1937-10-15», «15_10_1937») from fond, inventory and file."""
    numbers = [int(each) for each in re.findall(r"\d+", text)[:3]]
    if len(numbers) < 3 or re.search(r"[а-яa-z]", text):
        return False
    (first, second, third) = numbers
    return (1800 <= first < 2100 and second <= 12 and third <= 31) or (
        first <= 31 and second <= 12 and 1800 <= third < 2100
    )

"""Read sheets: «12об.», «5а», «12-13v», «12 арт. п.»."""

import re
from typing import Final

from models.archive.folding import fold_reference
from models.archive.units import SHEET_LATIN, SHEET_LETTERS, Sheet, SheetRange, Side

END: Final = r"(?![^\W\d_])"
_VERSO: Final = (
    r"(?:[ ]?\(об[а-я]*\.?\)|[ ]с(?![а-я])\.?"
    r"|[ -]?(?:[оo0][бb6](?:орот[а-я]*)?|v(?:erso)?|арт\.?[ ]?п|сырт[а-яі]*)\.?)"
)
SHEET: Final = rf"\d{{1,6}}(?:[{SHEET_LETTERS}a-uw-z])??{_VERSO}?{END}"
ARTQY: Final = r"арт\.?[ ]?п\.?"
LEAF: Final = rf"\d{{1,6}}[{SHEET_LETTERS}]?"
_ITEM: Final = rf"{SHEET}(?:[ ]?-[ ]?l?{SHEET})?(?:[ ]и[ ]об[а-я]*\.?)?"
# A bound, or long lists of numbers take quadratic time.
SHEETS: Final = rf"{_ITEM}(?:(?:[ ]?[,;][ ]?|[ ]и[ ]){_ITEM}){{0,40}}"
_ONE_SHEET: Final = re.compile(
    rf"(?P<number>\d{{1,6}})(?P<letter>[{SHEET_LETTERS}a-uw-z])??(?P<verso>{_VERSO})?{END}"
)
_ONE_ITEM: Final = re.compile(_ITEM)


def parse_sheet(text: str) -> Sheet | None:
    """Return the sheet written as «12об.», «12 об», «5а», «12v» or «12 арт. п.», else `None`."""
    match = _ONE_SHEET.fullmatch(fold_reference(text).strip())
    return _sheet(match) if match else None


def _sheet(match: re.Match[str]) -> Sheet:
    latin = str.maketrans(SHEET_LATIN, SHEET_LETTERS)
    letter = (match["letter"] or "").translate(latin)
    return Sheet(int(match["number"]), letter, Side.VERSO if match["verso"] else Side.RECTO)


def read_sheets(text: str) -> tuple[SheetRange, ...]:
    """Return the sheets of a folded list such as «12-13об, 15»."""
    return tuple(_sheet_range(match.group()) for match in _ONE_ITEM.finditer(text))


def _sheet_range(item: str) -> SheetRange:
    found = [_sheet(match) for match in _ONE_SHEET.finditer(item)]
    first, last = found[0], found[-1]
    if re.search(r" и об", item):  # «л. 2 и об.»: both sides of the last sheet
        last = Sheet(last.number, last.letter, Side.VERSO)
    return SheetRange(first, last)

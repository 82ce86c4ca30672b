"""Find and collect the labelled levels of a reference: fond, inventory, file, part, sheets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from models.archive.letters import CYRILLIC
from models.archive.sheets import ARTQY, END, LEAF, SHEETS, read_sheets
from models.archive.units import ReferenceCode, SheetRange

_NOT_IN_WORD: Final = r"(?<![^\W\d_])"
_KK: Final = r"[а-яәғқңөұүһі]*"
_NUMBER: Final = r"\d{1,7}(?:[а-яa-z](?![^\W_])|-[абвпр](?!\w|\.?[ ]?\d))?(?:/\d{1,4}[а-яa-z]?)?"
_PREFIXED: Final = rf"(?:(?:[рp]\.|[а-яa-z]{{1,2}})[ ]?-?[ ]?)?{_NUMBER}"
COMPONENT: Final = re.compile(
    rf"(?<![^\W_])(?P<kk_fond>{_PREFIXED})[ ]?-[ ]?(?:қор{_KK}|қ{END})"
    rf"|(?<![^\W_])(?P<kk_inventory>{_NUMBER})[ ]?-[ ]?(?:тізбе{_KK}|т{END})"
    rf"|(?<![^\W_])(?P<kk_file>{_PREFIXED})[ ]?-[ ]?іс{_KK}"
    rf"|(?<![^\W_])(?P<kk_volume>\d{{1,4}})[ ]?-[ ]?том{_KK}"
    rf"|(?<![^\W_])(?P<kk_sheets>{SHEETS})(?:[ ]?-?[ ]?пара[қғ]{_KK}|[ ]?-[ ]?пп?{END})"
    rf"|(?<![^\W_])(?P<arts>(?:{LEAF}(?:[ ]?{ARTQY})?[ ]?[,;-][ ]?){{0,40}}{LEAF}[ ]?{ARTQY})"
    rf"|{_NOT_IN_WORD}(?:"
    rf"(?:фонд[а-я]{{0,3}}|қор{_KK}|fonds?|[фfқ])[ .,:_№-]{{0,4}}(?P<fond>{_PREFIXED})"
    rf"|(?:опис[а-я]{{1,2}}|оп|тізбе{_KK}|opis|op)[ .,:_№-]{{0,4}}(?P<inventory>{_NUMBER})"
    rf"|(?:ед\.?[ ]?хр|е\.?[ ]?х|дел[а-я]{{1,2}}|delo|іс{_KK}|[дdіi])[ .,:_№-]{{0,4}}"
    rf"(?P<file>{_PREFIXED})"
    r"|(?:связ[а-я]{1,2}|св)[ .,:_№-]{0,3}(?P<bundle>\d{1,4})"
    rf"|(?:том[а-я]{{0,2}}|т)[ .,:_№-]{{0,4}}(?P<volume>\d{{1,4}})"
    rf"|(?:част[а-я]{{1,2}}|ч)[ .,:_№-]{{0,4}}(?P<part>\d{{1,4}})"
    rf"|(?:лист[а-я]{{0,3}}|л\.?[ ]?л|л|list|ll?|пара[қғ]{_KK}|п)"
    rf"[ .,:_№-]{{0,4}}(?P<sheets>{SHEETS})"
    r")"
)
_KAZAKH: Final = re.compile(r"(?<!\w)(?:қ|қор)[ .]|тізбе")


@dataclass(slots=True)
class Levels:
    """The levels found so far, and the last one a part or volume would belong to."""

    levels: dict[str, str] = field(default_factory=dict)
    sheets: tuple[SheetRange, ...] = ()
    volume: bool = False
    last: str = ""

    def take(self, kind: str, value: str, *, kazakh: bool) -> None:
        """Take one component; the first writing of a level stands."""
        if kind == "volume" and kazakh and "inventory" not in self.levels:
            kind = "inventory"  # «Қ. 141. Т. 17.»: Т. is тізбе
        if kind == "bundle":  # how a file is kept; it is found without
            return
        if kind in {"sheets", "arts"}:
            self.sheets = self.sheets or read_sheets(value)
        elif kind in {"part", "volume"}:
            self._append_part(value, is_volume=kind == "volume")
        elif kind not in self.levels:
            self.levels[kind] = canonical_level(value)
            self.last = kind

    def _append_part(self, value: str, *, is_volume: bool) -> None:
        if self.last in {"inventory", "file"} and "/" not in self.levels[self.last]:
            self.levels[self.last] += f"/{value}"
            self.volume = is_volume and self.last == "file"

    def reference(self, archive: str | None) -> ReferenceCode | None:
        """Return the reference, or `None` when too little was found to tell it from other text."""
        levels = self.levels
        fond, inventory, file = (levels.get(each) for each in ("fond", "inventory", "file"))
        if not ((fond and (inventory or file or archive)) or (archive and file)):
            return None
        return ReferenceCode(archive, fond, inventory, file, self.sheets, self.volume)


_DIGITS: Final = re.compile(r"(\d+)")
_LETTERED: Final = re.compile(r"([а-яқa-z]{1,2})\.?[ ]?-?[ ]?(\d.*)")
_PREFIX_LATIN: Final = str.maketrans("prn", "ррп")


def canonical_level(value: str) -> str:
    """Return «Р-9414» for «р 9414», «R9414» or «p-9414», and «1а» for «1a», «1-а»."""
    match = _LETTERED.fullmatch(value)
    if match is None:
        return value.replace("-", "").translate(CYRILLIC)
    prefix = match[1].translate(_PREFIX_LATIN).translate(CYRILLIC).upper()
    return f"{prefix}-{match[2].translate(CYRILLIC)}"


def collect_levels(components: Sequence[re.Match[str]]) -> Levels:
    """Return the levels that matches of `COMPONENT` in one folded text name, in their order."""
    found = Levels()
    if components:
        first, last = components[0], components[-1]
        kazakh = _KAZAKH.search(first.string, first.start(), last.end()) is not None
        for match in components:
            kind = match.lastgroup or ""
            found.take(kind.removeprefix("kk_"), match[kind], kazakh=kazakh)
    return found


def numbers_in_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return what the numbers of units are sorted by: 9 before 10 before 10а before Р-3."""
    parts = _DIGITS.split(number)
    return tuple(
        (0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts if part
    )

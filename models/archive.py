"""The address of a sheet: archive, fond, inventory, file and sheets, however it was typed."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Final

from models.homoglyphs import fold_letters, repair_homoglyphs

# A reference is a short phrase; only so many code points are read, which bounds the work.
_LONGEST: Final = 600

_SHEET_LETTERS: Final = "абвгдежзиклмнпрстуф"
_SHEET_LATIN: Final = "abwgdejziklmnprstuf"  # в is w here, because v means verso


class Side(StrEnum):
    """The two sides of a sheet; recto sorts before verso."""

    RECTO = "recto"
    VERSO = "verso"


@dataclass(frozen=True, slots=True, order=True)
class Sheet:
    """One side of one sheet; sorts by number, letter, recto before verso."""

    number: int
    letter: str = ""
    side: Side = Side.RECTO

    def __str__(self) -> str:
        return f"{self.number}{self.letter}{'об.' if self.side is Side.VERSO else ''}"

    def normal_form(self) -> str:
        """Return the form of identifiers, such as `12v` or `5a`."""
        letter = self.letter.translate(str.maketrans(_SHEET_LETTERS, _SHEET_LATIN))
        return f"{self.number}{letter}{'v' if self.side is Side.VERSO else ''}"


@dataclass(frozen=True, slots=True, order=True)
class SheetRange:
    """Sheets from `first` to `last`, both included; a single sheet has both alike."""

    first: Sheet
    last: Sheet

    def normal_form(self) -> str:
        """Return `12`, or `12-13v` for several sheets."""
        return _joined(self.first.normal_form(), self.last.normal_form(), "-")


@dataclass(frozen=True, slots=True)
class Archive:
    """One row of the table of archives."""

    code: str
    iiif: str
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReferenceCode:
    """Where sheets lie; `archive` is the short Russian name, `None` levels were not written.

    `inventory` and `file` carry a part behind a slash: «оп. 2/1», «д. 14, ч. 3» is `14/3`.
    `volume` remembers that the part was called a volume («т. 2»), for the wording only.
    """

    archive: str | None
    fond: str | None
    inventory: str | None
    file: str | None
    sheets: tuple[SheetRange, ...] = ()
    volume: bool = field(default=False, compare=False)

    def normal_form(self) -> str:
        """Return `KZ-CGARK/109/1/25/12-13v`; `-` stands for an archive not written."""
        known = _archive_named(self.archive) if self.archive else None
        code = known.code if known else _to_latin(self.archive or "-").upper().replace(" ", "_")
        levels = (self.fond, self.inventory, self.file)
        latin = [_to_latin(level or "").replace("/", ".") for level in levels]
        return "/".join([code, *latin, ",".join(each.normal_form() for each in self.sheets)])

    def iiif_id(self) -> str:
        """Return `cga-rk.109.1.25.l012`, the first sheet; empty without a known archive."""
        known = _archive_named(self.archive) if self.archive else None
        if known is None:
            return ""
        fond = _to_latin(self.fond or "").lower().replace("-", "")
        file = (self.file or "").replace("/", ".t" if self.volume else "/")
        levels = [_to_latin(each or "").replace("/", "_") for each in (self.inventory, file)]
        first = self.sheets[0].first if self.sheets else None
        leaf = f"l{first.number:03}{first.normal_form()[len(str(first.number)) :]}" if first else ""
        return ".".join(filter(None, [known.iiif, fond, *levels, leaf]))

    def citation(self, language: str = "ru") -> str:
        """Return the reference as archivists of `language` write it; Russian unless it is `kk`."""
        known = _archive_named(self.archive) if self.archive else None
        name = (known.names.get(language) if known else None) or self.archive
        levels = _kazakh_levels(self) if language == "kk" else _russian_levels(self)
        return ". ".join(filter(None, [name, levels]))


def _joined(first: str, last: str, dash: str) -> str:
    return first if first == last else f"{first}{dash}{last}"


def _split_volume(reference: ReferenceCode) -> tuple[str | None, str]:
    if reference.volume and reference.file:
        file, _, volume = reference.file.rpartition("/")
        return file, volume
    return reference.file, ""


def _russian_levels(reference: ReferenceCode) -> str:
    file, volume = _split_volume(reference)
    values = (reference.fond, reference.inventory, file, volume)
    levels = [f"{a}. {b}" for a, b in zip(("Ф", "Оп", "Д", "Т"), values, strict=True) if b]
    sheets = [_joined(str(each.first), str(each.last), "–") for each in reference.sheets]
    if sheets:
        levels.append(f"{'Лл' if len(sheets) > 1 else 'Л'}. {', '.join(sheets)}")
    return ". ".join(levels)


def _kazakh_levels(reference: ReferenceCode) -> str:
    file, volume = _split_volume(reference)
    values = (reference.fond, reference.inventory, file, volume)
    labels = ("қор", "тізбе", "іс", "том")
    levels = [f"{b}-{a}" for a, b in zip(labels, values, strict=True) if b]
    sheets = [_joined(str(each.first), str(each.last), "–") for each in reference.sheets]
    if sheets:
        text = ", ".join(sheets).replace("об.", " арт. п.")
        levels.append(text if text.endswith("п.") else f"{text}-парақ")
    return ", ".join(levels)


# -- archives ----------------------------------------------------------------------------------


@cache
def _archives() -> dict[str, Archive]:
    """Return the table of archives by folded name, every variant included."""
    text = (files("models") / "reference" / "archives.tsv").read_text(encoding="utf-8")
    by_name: dict[str, Archive] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        archive = Archive(row["code"], row["iiif"], {"ru": row["ru"], "kk": row["kk"]})
        for name in [row["ru"], row["kk"], row["code"], *row["variants"].split(";")]:
            if name:
                by_name[fold_letters(name)] = archive
    return by_name


def _archive_named(text: str) -> Archive | None:
    return _archives().get(fold_letters(text))


_ARCHIVE_WORD: Final = re.compile(
    r"архив|мұрағат|(?<!\w)(?:[А-ЯҚӘҒҢӨҰҮҺІ]{2,})(?!\w)", re.IGNORECASE
)


def _find_archive(text: str, *, only_known: bool) -> str | None:
    """Return the short name of the archive ending `text`, or an unknown one as written."""
    words = text.strip(' \t\n.,;:()«»"/').split()
    for start in range(max(0, len(words) - 12), len(words)):
        known = _archive_named(" ".join(words[start:]))
        if known:
            return known.names["ru"]
    if only_known or not words or not _ARCHIVE_WORD.search(" ".join(words)):
        return None
    unknown = " ".join(words)
    looks_short = len(words) <= 8 and (words[0][0].isupper() or len(words) == 1)
    return unknown if looks_short else None


# -- letters of two scripts --------------------------------------------------------------------

_LATIN: Final = {
    **dict(zip("абвгдезийклмнопрстуфхц", "abvgdezijklmnoprstufhc", strict=True)),
    **{"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e"},
    **{"ю": "yu", "я": "ya", "ё": "e", "қ": "q", "ә": "a", "ғ": "g", "ң": "n", "ө": "o"},
    **{"ұ": "u", "ү": "u", "һ": "h", "і": "i"},
}
_CYRILLIC: Final = str.maketrans("abvgdezijklmnoprstufhcq", "абвгдезийклмнопрстуфхцқ")


def _to_latin(text: str) -> str:
    return "".join(
        latin.upper()
        if (latin := _LATIN.get(each.lower(), each.lower())) and each.isupper()
        else latin
        for each in text
    )


# -- the grammar -------------------------------------------------------------------------------

_NOT_IN_WORD: Final = r"(?<![^\W\d_])"
_END: Final = r"(?![^\W\d_])"
_KK: Final = r"[а-яәғқңөұүһі]*"
_NUMBER: Final = r"\d{1,7}(?:[а-яa-z](?![^\W_])|-[абв](?!\w))?(?:/\d{1,4}[а-яa-z]?)?"
_PREFIXED: Final = rf"(?:[а-яa-z]{{1,2}}[ ]?-?[ ]?)?{_NUMBER}"
_VERSO: Final = (
    r"(?:[ -]?(?:[оo0][бb6](?:орот[а-я]*)?|v(?:erso)?|арт\.?[ ]?п|сырт[а-яі]*)\.?|[ ]с(?![а-я])\.?)"
)
_SHEET: Final = rf"\d{{1,6}}(?:[{_SHEET_LETTERS}a-uw-z])??{_VERSO}?{_END}"
_ARTQY: Final = r"арт\.?[ ]?п\.?"
_LEAF: Final = rf"\d{{1,6}}[{_SHEET_LETTERS}]?"
_ITEM: Final = rf"{_SHEET}(?:[ ]?-[ ]?l?{_SHEET})?(?:[ ]и[ ]об[а-я]*\.?)?"
# A bound, or long lists of numbers take quadratic time.
_SHEETS: Final = rf"{_ITEM}(?:(?:[ ]?[,;][ ]?|[ ]и[ ]){_ITEM}){{0,40}}"

_COMPONENT: Final = re.compile(
    rf"(?<![^\W_])(?P<kk_fond>{_PREFIXED})[ ]?-[ ]?(?:қор{_KK}|қ{_END})"
    rf"|(?<![^\W_])(?P<kk_inventory>{_NUMBER})[ ]?-[ ]?(?:тізбе{_KK}|т{_END})"
    rf"|(?<![^\W_])(?P<kk_file>{_PREFIXED})[ ]?-[ ]?іс{_KK}"
    rf"|(?<![^\W_])(?P<kk_volume>\d{{1,4}})[ ]?-[ ]?том{_KK}"
    rf"|(?<![^\W_])(?P<kk_sheets>{_SHEETS})[ ]?-[ ]?(?:пара[қғ]{_KK}|пп?{_END})"
    rf"|(?<![^\W_])(?P<arts>(?:{_LEAF}(?:[ ]?{_ARTQY})?[ ]?[,;-][ ]?){{0,40}}{_LEAF}[ ]?{_ARTQY})"
    rf"|{_NOT_IN_WORD}(?:"
    rf"(?:фонд[а-я]{{0,3}}|қор{_KK}|fonds?|[фfқ])[ .,:_№-]{{0,3}}(?P<fond>{_PREFIXED})"
    rf"|(?:опис[а-я]{{1,2}}|оп|тізбе{_KK}|opis|op)[ .,:_№-]{{0,3}}(?P<inventory>{_NUMBER})"
    rf"|(?:ед\.?[ ]?хр|е\.?[ ]?х|дел[а-я]{{1,2}}|delo|іс{_KK}|[дdіi])[ .,:_№-]{{0,3}}"
    rf"(?P<file>{_PREFIXED})"
    rf"|(?:том[а-я]{{0,2}}|т)[ .,:_№-]{{0,3}}(?P<volume>\d{{1,4}})"
    rf"|(?:част[а-я]{{1,2}}|ч)[ .,:_№-]{{0,3}}(?P<part>\d{{1,4}})"
    rf"|(?:лист[а-я]{{0,3}}|лл?|list|ll?|пара[қғ]{_KK}|п)[ .,:_№-]{{0,3}}(?P<sheets>{_SHEETS})"
    r")"
)
_ONE_SHEET: Final = re.compile(
    rf"(?P<number>\d{{1,6}})(?P<letter>[{_SHEET_LETTERS}a-uw-z])??(?P<verso>{_VERSO})?{_END}"
)
_ONE_ITEM: Final = re.compile(_ITEM)
_NORMAL: Final = re.compile(
    r"(?P<code>[A-Z]{2}-[A-Z-]+|-)/(?P<fond>[\w-]*)/(?P<inventory>[\w.]*)/(?P<file>[\w.-]*)"
    r"(?:/(?P<sheets>[\w,-]*))?"
)
_BARE: Final = re.compile(
    r"(?P<fond>(?:[а-яa-z]-?)?\d{1,6}[а-я]?)[-_](?P<inventory>\d{1,4}[а-я]?)[-_]"
    rf"(?P<file>\d{{1,7}}[а-я]?)(?:[-_]l?(?P<sheets>{_SHEET}))?"
)
_IMAGE_SUFFIX: Final = re.compile(
    r"\.(?:jpe?g|tiff?|png|pdf|jp2|webp|bmp|gif|txt|xml)$", re.IGNORECASE
)


# Figures that were read as letters: «З35», «1О9», «Ф. З.».
_FIGURE: Final = re.compile(
    r"(?<![^\W\d_])[зо](?=\d)|(?<=\d)[зо](?=[\d .,;]|$)|(?<=(?<![^\W_])[фдл]\. )з(?=[.,;]|$)"
    r"|(?<=(?<![^\W_])оп\. )[li](?=[.,;]|$)"
)
_FIGURES: Final = {"з": "3", "о": "0", "l": "1", "i": "1"}


def _figures(folded: str) -> str:
    """Return a folded text with the letters that stand for figures, one for one."""
    return _FIGURE.sub(lambda found: _FIGURES[found.group()], folded)


def _folded(text: str) -> str:
    """Return `text` in lower case with one kind of dash and of space, at most `_LONGEST` long."""
    lowered = repair_homoglyphs(text[:_LONGEST]).lower()
    return _figures(re.sub(r"\s+", " ", re.sub(r"[‐-―−]", "-", lowered))[:_LONGEST])


def parse_sheet(text: str) -> Sheet | None:
    """Return the sheet written as «12об.», «12 об», «5а», «12v» or «12 арт. п.», else `None`."""
    match = _ONE_SHEET.fullmatch(_folded(text).strip())
    return _sheet(match) if match else None


def _sheet(match: re.Match[str]) -> Sheet:
    latin = str.maketrans(_SHEET_LATIN, _SHEET_LETTERS)
    letter = (match["letter"] or "").translate(latin)
    return Sheet(int(match["number"]), letter, Side.VERSO if match["verso"] else Side.RECTO)


def _sheet_ranges(text: str) -> tuple[SheetRange, ...]:
    return tuple(_sheet_range(match.group()) for match in _ONE_ITEM.finditer(text))


def _sheet_range(item: str) -> SheetRange:
    found = [_sheet(match) for match in _ONE_SHEET.finditer(item)]
    first, last = found[0], found[-1]
    if re.search(r" и об", item):  # «л. 2 и об.»: both sides of the last sheet
        last = Sheet(last.number, last.letter, Side.VERSO)
    return SheetRange(first, last)


@dataclass(slots=True)
class _Found:
    """The levels found so far, and the last one a part or volume would belong to."""

    levels: dict[str, str] = field(default_factory=dict)
    sheets: tuple[SheetRange, ...] = ()
    volume: bool = False
    last: str = ""

    def take(self, kind: str, value: str, *, kazakh: bool) -> None:
        """Take one component; the first writing of a level stands."""
        if kind == "volume" and kazakh and "inventory" not in self.levels:
            kind = "inventory"  # «Қ. 141. Т. 17.»: Т. is тізбе
        if kind in {"sheets", "arts"}:
            self.sheets = self.sheets or _sheet_ranges(value)
        elif kind in {"part", "volume"}:
            self._append_part(value, is_volume=kind == "volume")
        elif kind not in self.levels:
            self.levels[kind] = _canonical(value)
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


_LETTERED: Final = re.compile(r"([а-яa-z]{1,2})[ ]?-?[ ]?(\d.*)")
_PREFIX_LATIN: Final = str.maketrans("prn", "ррп")


def _canonical(value: str) -> str:
    """Return «Р-9414» for «р 9414», «R9414» or «p-9414», and «1а» for «1a», «1-а»."""
    match = _LETTERED.fullmatch(value)
    if match is None:
        return value.replace("-", "").translate(_CYRILLIC)
    prefix = match[1].translate(_PREFIX_LATIN).translate(_CYRILLIC).upper()
    return f"{prefix}-{match[2].translate(_CYRILLIC)}"


def _components(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield (level, value, offset) of each labelled component of a folded text."""
    for match in _COMPONENT.finditer(text):
        kind = match.lastgroup or ""
        yield kind, match[kind], match.start()


def _collect(text: str) -> tuple[_Found, int]:
    """Return what the folded `text` holds and the offset of its first component."""
    found, first = _Found(), len(text)
    kazakh = bool(re.search(r"(?<!\w)(?:қ|қор)[ .]|тізбе", text))
    for kind, value, start in _components(text):
        first = min(first, start)
        found.take(kind.removeprefix("kk_"), value, kazakh=kazakh)
    return found, first


def parse_reference(text: str) -> ReferenceCode | None:
    """Return the first archival reference of `text` (Russian, Kazakh or normal form), else `None`.

    At least a fond with one more level, or an archive with a file, must be there: «д. 5» alone is
    a house. Only the first 600 code points are read.
    """
    normal = _NORMAL.fullmatch(text[:_LONGEST].strip())
    if normal:
        return _from_normal_form(normal)
    folded = _folded(text)
    found, first = _collect(folded)
    # Folding keeps the words, so the archive is read from the unfolded words before the components.
    words = len(folded[:first].split())
    before = " ".join(repair_homoglyphs(text[:_LONGEST]).split()[:words])
    return found.reference(_find_archive(before, only_known=False))


# -- in running text -----------------------------------------------------------------------------

_BETWEEN: Final = re.compile(r"[ .,;:()-]{0,4}(?:(?:и|на)[ ])?")


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference and where it stands: half-open code points of the searched text."""

    start: int
    end: int
    reference: ReferenceCode


def find_references(text: str) -> list[FoundReference]:
    """Find the archival references in running text, in its order.

    A reference is a row of components («Ф. 3. Оп. 1. Д. 1187») and the known archive before it;
    fond and one more level, or archive and file, must be there, as for `parse_reference`.
    """
    repaired = repair_homoglyphs(text)
    same = repaired if len(repaired) == len(text) else text
    folded = _figures("".join(_fold_letter(letter) for letter in same))
    found = []
    for row in _rows(folded):
        start = row[0].start()
        words = _archive_before(same, start)
        archive = _find_archive(same[words:start], only_known=True) if words < start else None
        reference = _collected(row, folded).reference(archive)
        if reference is not None:
            end = row[-1].end()
            found.append(FoundReference(words if archive else start, end, reference))
    return found


def _fold_letter(letter: str) -> str:
    """Fold one code point to one: small letters, one kind of dash and of blank."""
    lowered = letter.lower()
    if letter.isspace():
        return " "
    return "-" if letter in "‐‑‒–—―−" else lowered if len(lowered) == 1 else letter


def _rows(folded: str) -> Iterator[list[re.Match[str]]]:
    """Yield components that stand side by side; a level named again begins a new row."""
    row: list[re.Match[str]] = []
    for match in _COMPONENT.finditer(folded):
        kind = (match.lastgroup or "").removeprefix("kk_")
        named = {(each.lastgroup or "").removeprefix("kk_") for each in row}
        near = row and _BETWEEN.fullmatch(folded, row[-1].end(), match.start())
        if row and (not near or kind in named & {"fond", "inventory", "file", "sheets"}):
            yield row
            row = []
        row.append(match)
    if row:
        yield row


def _collected(row: Sequence[re.Match[str]], folded: str) -> "_Found":
    found = _Found()
    stretch = folded[row[0].start() : row[-1].end()]
    kazakh = bool(re.search(r"(?<!\w)(?:қ|қор)[ .]|тізбе", stretch))
    for match in row:
        kind = match.lastgroup or ""
        found.take(kind.removeprefix("kk_"), match[kind], kazakh=kazakh)
    return found


def _archive_before(text: str, end: int) -> int:
    """Return where the name of a known archive that ends at `end` begins; `end` without one."""
    begin = max(0, end - 120)
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", text[begin:end])]
    for start in starts[-12:]:
        name = text[begin + start : end].strip(' \t\n.,;:()«»"/')
        if name and _archive_named(" ".join(name.split())):
            return text.index(name.split()[0], begin + start)
    return end


def _from_normal_form(match: re.Match[str]) -> ReferenceCode | None:
    archive = _archive_named(match["code"])
    if archive is None and match["code"] != "-":
        return None
    fond, inventory, file = (
        _canonical(match[each].lower()).replace(".", "/") or None
        for each in ("fond", "inventory", "file")
    )
    sheets = _sheet_ranges((match["sheets"] or "").lower())
    return ReferenceCode(archive.names["ru"] if archive else None, fond, inventory, file, sheets)


def reference_from_path(path: PurePath) -> ReferenceCode | None:
    """Return the reference that folder and file names spell, else `None`.

    Reads «ЦГА РК/Ф. 109/Оп. 1/Д. 25/Л. 12об.jpg», `f109_op1_d25/l012v.tif`, «Р-9414-1а-354» and
    Kazakh names; inside such a folder a name that is only a sheet number («012об.jpg») is a sheet.
    """
    parts = [_IMAGE_SUFFIX.sub("", part) for part in path.parts][-12:]
    if not parts:
        return None
    found, archive = _Found(), None
    for part in parts:
        folded = _folded(part)
        inside, first = _collect(folded)
        bare = None if inside.levels else _BARE.fullmatch(folded.strip())
        if bare and not _looks_like_date(folded):
            inside = _from_bare(bare)
        archive = _find_archive(" ".join(part.split())[:first], only_known=True) or archive
        _merge(found, inside)
    sheet = parse_sheet(parts[-1])
    if sheet and not found.sheets:
        found.sheets = (SheetRange(sheet, sheet),)
    return found.reference(archive)


def _from_bare(match: re.Match[str]) -> _Found:
    found = _Found()
    for kind in ("fond", "inventory", "file", "sheets"):
        if match[kind]:
            found.take(kind, match[kind], kazakh=False)
    return found


def _merge(found: _Found, inside: _Found) -> None:
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

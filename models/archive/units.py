"""Sheets and the address at which they lie, and how both are written."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from models.archive.known import archive_named
from models.archive.letters import to_latin

SHEET_LETTERS: Final = "абвгдежзиклмнпрстуф"
SHEET_LATIN: Final = "abwgdejziklmnprstuf"  # в is w here, because v means verso


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
        letter = self.letter.translate(str.maketrans(SHEET_LETTERS, SHEET_LATIN))
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
        known = archive_named(self.archive) if self.archive else None
        code = known.code if known else to_latin(self.archive or "-").upper().replace(" ", "_")
        levels = (self.fond, self.inventory, self.file)
        latin = [to_latin(level or "").replace("/", ".") for level in levels]
        return "/".join([code, *latin, ",".join(each.normal_form() for each in self.sheets)])

    def iiif_id(self) -> str:
        """Return `cga-rk.109.1.25.l012`, the first sheet; empty without a known archive."""
        known = archive_named(self.archive) if self.archive else None
        if known is None:
            return ""
        fond = to_latin(self.fond or "").lower().replace("-", "")
        file = (self.file or "").replace("/", ".t" if self.volume else "/")
        levels = [to_latin(each or "").replace("/", "_") for each in (self.inventory, file)]
        first = self.sheets[0].first if self.sheets else None
        leaf = f"l{first.number:03}{first.normal_form()[len(str(first.number)) :]}" if first else ""
        return ".".join(filter(None, [known.iiif, fond, *levels, leaf]))

    def citation(self, language: str = "ru") -> str:
        """Return the reference as archivists of `language` write it; Russian unless it is `kk`."""
        known = archive_named(self.archive) if self.archive else None
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

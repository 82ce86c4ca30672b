"""The address of a sheet: archive, fond, inventory, file and sheets, however it was typed."""

from models.archive.known import Archive
from models.archive.paths import reference_from_path
from models.archive.references import FoundReference, find_references, parse_reference
from models.archive.sheets import parse_sheet
from models.archive.units import ReferenceCode, Sheet, SheetRange, Side

__all__ = [
    "Archive",
    "FoundReference",
    "ReferenceCode",
    "Sheet",
    "SheetRange",
    "Side",
    "find_references",
    "parse_reference",
    "parse_sheet",
    "reference_from_path",
]

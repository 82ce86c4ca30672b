"""Lines of CSV that spreadsheets open as they are meant."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
"""By which spreadsheets tell that a file is UTF-8."""

# What a spreadsheet would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Iterable[object]) -> str:
    """Return the cells as one line with its end."""
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return written.getvalue()


def _harmless(cell: object) -> object:
    """A text that a spreadsheet does not calculate."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

"""Names of words, lines and blocks in ALTO, hOCR and PAGE that keep their place in the text.

None of these formats says at which character of the page text a word stands, all have names
(identifiers) for it: `w.12.18` is the word from code point 12 to 18, `line.0.3.12` line 3, of
block 0, which begins at 12. So a text that was exported comes back letter by letter.
"""

import re
from typing import Final

from models.page import Cell, Word

_NUMBERS: Final = re.compile(r"([a-z]+)((?:\.[0-9]{1,9})+)\Z", re.ASCII)


def word_id(word: Word) -> str:
    """Name of a word: where it begins and ends."""
    return f"w.{word.start}.{word.end}"


def line_id(first: Word) -> str:
    """Name of a line, from its first word: block, line and where it begins."""
    return f"line.{first.block}.{first.line}.{first.start}"


def block_id(first: Word) -> str:
    """Name of a block, from its first word: where it begins."""
    return f"block.{first.start}"


def table_id(number: int) -> str:
    """Name of a table, which holds its cells."""
    return f"table.{number}"


def cell_id(cell: Cell) -> str:
    """Name of a cell: table, row, column."""
    return f"cell.{cell.table}.{cell.row}.{cell.column}"


def region_id(kind: str, number: int) -> str:
    """Name of a stamp or pencil mark, by its number on the page."""
    return f"{kind}.{number}"


def numbers_in(name: str | None, kind: str, count: int) -> tuple[int, ...] | None:
    """The numbers of a name of this kind; None where it is none of ours."""
    found = _NUMBERS.match(name or "")
    if found is None or found[1] != kind:
        return None
    numbers = tuple(int(each) for each in found[2][1:].split("."))
    return numbers if len(numbers) == count else None

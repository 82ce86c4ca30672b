"""Hard line breaks as a typist makes them; each typed line knows its gold characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

VOWELS: Final = frozenset("аеёиоуыэюяәіөүұӯ")
NEVER_FIRST: Final = frozenset("ьъйы")
RAGGED: Final = 5
"""Columns that may stay empty at the right before the typist divides a word."""
INDENT: Final = 5
"""Columns by which the first line of a wrapped paragraph is moved in."""
RIGHT_BLOCK: Final = 40
"""Widest block, in columns, that is set to the right (grif, approval, addressee)."""

_RIGHT = re.compile(r"секретно|утверждаю|рассекречено|хранить|қ[ӯұ]пия|прокурорына", re.IGNORECASE)
_LISTED = re.compile(r"^\s|^\d+\. |\|")
"""Lines that begin at the margin even when they wrap: list items, continued items, table rows."""


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line on paper.

    Attributes:
        typed: the characters struck, a dividing hyphen included.
        start: offset of the first gold character on the line.
        end: offset behind the last gold character on the line (half-open, code points).
        glue: what the gold text has between this line and the next; empty inside a divided word.
        column: empty columns before the first character.
    """

    typed: str
    start: int
    end: int
    glue: str
    column: int = 0

    @property
    def divided(self) -> bool:
        """Whether the line ends in a hyphen that the gold text does not have."""
        return len(self.typed) > self.end - self.start


def may_divide(word: str, at: int) -> bool:
    """Say whether a typist may divide `word` before index `at`.

    The rule is that of Russian school grammar, simplified: at least three letters and one vowel
    on each side, no ь ъ й ы at the start of the rest, the division after a vowel or between two
    consonants. Abbreviations in capitals stay whole.
    """
    head, tail = _letters_around(word, at)
    if len(head) < 3 or len(tail) < 3 or (head + tail).isupper():
        return False
    head, tail = head.lower(), tail.lower()
    if VOWELS.isdisjoint(head) or VOWELS.isdisjoint(tail) or tail[0] in NEVER_FIRST:
        return False
    if head[-1] in VOWELS:
        return tail[0] not in VOWELS
    return tail[0] not in VOWELS and tail[1] in VOWELS


def _letters_around(word: str, at: int) -> tuple[str, str]:
    head = re.search(r"[^\W\d_]*$", word[:at])
    tail = re.match(r"[^\W\d_]*", word[at:])
    return head.group() if head else "", tail.group() if tail else ""


def _last_space(line: str, position: int, limit: int) -> int | None:
    """Find the last whitespace that may end a line of `line[position:]` at `limit` or before."""
    for at in range(limit, position, -1):
        if not line[at].isspace() or line[at - 1].isspace() or not line[position:at].strip():
            continue
        if not line[at:].lstrip().startswith("|"):
            return at
    return None


def _break_at(line: str, position: int, width: int) -> tuple[int, bool]:
    """Choose where the typed line that begins at `position` ends, and whether by a hyphen."""
    limit = position + width
    space = _last_space(line, position, limit)
    if space is not None and limit - space < RAGGED:
        return space, False
    word_start = position if space is None else space
    for at in range(limit - 1, word_start + 1, -1):
        if may_divide(line, at):
            return at, True
    return (limit, False) if space is None else (space, False)


def wrap_line(line: str, start: int, *, width: int, first_width: int) -> Iterator[TypedLine]:
    """Break one gold line.

    Args:
        line: the gold line without its newline.
        start: its offset in the gold text.
        width: columns of every typed line but the first; at least 4.
        first_width: columns of the first.

    Yields:
        Typed lines in column 0; the glue of the last is what whitespace ended the gold line.
    """
    position, room = 0, first_width
    while len(line) - position > room:
        end, divided = _break_at(line, position, room)
        resume = end
        while resume < len(line) and line[resume].isspace():
            resume += 1
        typed = line[position:end] + ("-" if divided else "")
        yield TypedLine(typed, start + position, start + end, line[end:resume])
        position, room = resume, width
        if position == len(line):
            return
    yield TypedLine(line[position:], start + position, start + len(line), "")


def _is_heading(line: str, columns: int) -> bool:
    letters = sum(map(str.isalpha, line))
    return letters >= 3 and line.isupper() and len(line) <= columns - 4 and "|" not in line


def _columns_of(lines: list[str], columns: int) -> Iterator[tuple[int, int]]:
    """Give for each gold line its column and width: centred, in the right-hand block, or full."""
    right: int | None = None
    after_heading = False
    for index, line in enumerate(lines):
        new_block = index == 0 or not lines[index - 1].strip()
        if new_block:
            right = _right_column(lines[index:], columns)
        centred = _is_heading(line, columns) or (after_heading and line.startswith("("))
        right = None if centred and not _RIGHT.search(line) else right
        after_heading = centred
        if right is not None:
            yield right, columns - right
        elif centred:
            yield max((columns - len(line)) // 2, 0), columns
        else:
            yield 0, columns


def _right_column(lines: list[str], columns: int) -> int | None:
    """Give the column of the block that `lines` begin with when it belongs to the right."""
    if not _RIGHT.search(lines[0]):
        return None
    body = [not line.strip() or _is_heading(line, columns) for line in lines[1:]]
    block = lines[: body.index(True) + 1] if any(body) else lines
    return columns - min(max(map(len, block)), RIGHT_BLOCK)


def lay_out(text: str, columns: int) -> list[TypedLine]:
    """Set a gold text as typed lines.

    Args:
        text: the gold text; its newlines are kept, a blank line stays blank.
        columns: columns between the margins.

    Returns:
        Lines whose `typed` and `glue` join back to `text`.
    """
    gold_lines = text.split("\n")
    typed: list[TypedLine] = []
    offset = 0
    for line, (column, width) in zip(gold_lines, _columns_of(gold_lines, columns), strict=True):
        is_prose = len(line) > columns and not _LISTED.search(line)
        indent = INDENT if column == 0 and is_prose else 0
        pieces = list(wrap_line(line, offset, width=width, first_width=width - indent))
        newline = "" if offset + len(line) == len(text) else "\n"
        for index, piece in enumerate(pieces):
            last = index == len(pieces) - 1
            glue = piece.glue + newline if last else piece.glue
            moved = column + (indent if index == 0 else 0)
            typed.append(TypedLine(piece.typed, piece.start, piece.end, glue, moved))
        offset += len(line) + 1
    return typed

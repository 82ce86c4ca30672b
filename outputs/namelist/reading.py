"""Read a list of names: a table with or without headings, or a name on each line."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from models.errors import LIST_INVALID, LIST_TOO_LONG, ConfigError
from models.i18n import _
from models.names import Person
from models.names.line import read_person_line

MOST_NAMES: Final = 10_000
"""How many names a list may have."""

LONGEST_LIST: Final = 5_000_000
"""How many bytes a list may have."""

_SEPARATORS: Final = ("\t", ";", ",")
_SEEN: Final = 20  # lines that are looked at to tell what parts the columns
_YEAR: Final = re.compile(r"(?<!\d)1[789]\d\d(?!\d)")
# Headings in three languages, folded: lower case, letters only.
_HEADINGS: Final = {
    "name": {"name", "fullname", "фио", "имяполностью", "полноеимя", "атыжөні", "тұлға", "person"},
    "surname": {"surname", "lastname", "familyname", "фамилия", "тегі", "фам"},
    "given": {"given", "givenname", "firstname", "имя", "аты", "есімі"},
    "patronymic": {"patronymic", "middlename", "отчество", "әкесініңаты"},
    "born": {"born", "birthyear", "yearofbirth", "birth", "годрождения", "гр", "туғанжылы",
             "датарождения", "dateofbirth", "рожд"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A name of a list.

    Attributes:
        number: of its row, from 1, headings not counted.
        text: as the list has it, parts joined by blanks.
        person: what was read of it; the name is empty where there is none.
    """

    number: int
    text: str
    person: Person


def decode_list(content: bytes) -> str:
    """Return the text of a list in UTF-8 or, as spreadsheets still save it, Windows-1251.

    Raises:
        ConfigError: `list-too-long` or `list-invalid`.
    """
    if len(content) > LONGEST_LIST:
        raise ConfigError(LIST_TOO_LONG, _("at most {count} bytes").format(count=LONGEST_LIST))
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ConfigError(LIST_INVALID, _("it is no text"))


def read_names(text: str) -> list[Listed]:
    """Return the names of a list in its order; rows without any letter are left out.

    The columns are told by their headings (name, or surname, given name, patronymic; year of
    birth), in English, Russian or Kazakh. Without headings a row is one name, beside which a year
    of birth may stand.

    Raises:
        ConfigError: `list-too-long`, or `list-invalid` when it holds no name.
    """
    rows = [row for row in _rows(text) if any(cell.strip() for cell in row)]
    columns = _columns(rows[0]) if rows else {}
    named = rows[1:] if columns else rows
    if len(named) > MOST_NAMES:
        raise ConfigError(LIST_TOO_LONG, _("at most {count} names").format(count=MOST_NAMES))
    listed = [
        Listed(number, " ".join(filter(None, map(str.strip, row))), _read(row, columns))
        for number, row in enumerate(named, start=1)
    ]
    if not any(each.person.name.normal for each in listed):
        raise ConfigError(LIST_INVALID, _("there is no name in it"))
    return listed


def _rows(text: str) -> Iterator[list[str]]:
    lines = text.splitlines()
    separator = _separator(lines[:_SEEN])
    if separator is None:
        return iter([line] for line in lines)
    try:
        return iter(list(csv.reader(StringIO(text), delimiter=separator)))
    except csv.Error as error:
        raise ConfigError(LIST_INVALID, str(error)) from error


def _separator(lines: Sequence[str]) -> str | None:
    """What parts the columns: the sign that headings, or all of the first lines, have."""
    for separator in _SEPARATORS:
        if lines and separator in lines[0] and _columns(lines[0].split(separator)):
            return separator
    counts = {each: {line.count(each) for line in lines if line.strip()} for each in _SEPARATORS}
    return next((each for each, seen in counts.items() if seen and min(seen) > 0), None)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Which column holds what, where the first row is one of headings that name somebody."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        folded = "".join(filter(str.isalpha, heading.lower()))
        for part, words in _HEADINGS.items():
            if folded in words:
                found.setdefault(part, index)
    return found if {"name", "surname"} & set(found) else {}


def _read(row: Sequence[str], columns: dict[str, int]) -> Person:
    if not columns:
        return read_person_line(" ".join(row), as_listed=True)
    cells = {part: row[at].strip() for part, at in columns.items() if at < len(row)}
    parts = ("name",) if cells.get("name") else ("surname", "given", "patronymic")
    person = read_person_line(" ".join(cells.get(part, "") for part in parts), as_listed=True)
    year = _YEAR.search(cells.get("born", ""))
    return Person(person.name, int(year[0]) if year else person.birth_year)

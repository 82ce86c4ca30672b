"""A line that holds one name: the person, and the answer of `aigaq parse names`."""

import re
from typing import Final

from models.names.context import BORN_AFTER, BORN_WORD, YEAR, birth_year
from models.names.keys import k0
from models.names.parts import parse_person
from models.names.person import Person

_LONGEST: Final = 400  # code points of a line that are read, which bounds the work
_ITEM: Final = re.compile(r"\s*\d{1,4}\s*[.)|]\s*(?![\d\s]*г)")
_DIGIT: Final = re.compile(r"[,;(|\s—–-]*\b\d")
# «Иванов Иван, 1889», «(1889—1938)»: what else would a year beside a name alone be?
_BARE: Final = re.compile(rf"[,;(|\s—–-]*{YEAR}(?:\s*[—–-]\s*(?:\d{{4}})?)?\s*(?:г\.?)?\)?\s*")


def read_person_line(text: str, *, language: str | None = None, as_listed: bool = False) -> Person:
    """Return the one person that a line names; the name is empty where there is none.

    Args:
        text: the line as written; a year of birth may follow or precede the name.
        language: `ru` or `kk` where known.
        as_listed: see `parse_person`.
    """
    line = k0(text[:_LONGEST])
    item = _ITEM.match(line)
    line = line[item.end() :] if item else line
    born = BORN_AFTER.match(line)
    line = line[born.end() :] if born else line
    number = _DIGIT.search(line)
    phrase, rest = (line[: number.start()], line[number.start() :]) if number else (line, "")
    born = born or BORN_WORD.search(line) or _BARE.fullmatch(rest)
    year = int(born["year"]) if born else birth_year("", rest)
    return Person(parse_person(phrase, language=language, as_listed=as_listed), year)


def parse_name_line(text: str, lang: str | None = None) -> dict[str, object]:
    """Return `text`, the parts of its name, each null where nothing can be said, and `aliases`."""
    person = read_person_line(text, language=lang)
    name = person.name
    return {
        "text": text,
        "surname": name.surname or None,
        "given": name.given or None,
        "patronymic": name.patronymic or None,
        "initials": name.initials or None,
        "sex": name.sex or None,
        "normal": name.normal or None,
        "birth_year": person.birth_year,
        "aliases": list(name.aliases),
    }

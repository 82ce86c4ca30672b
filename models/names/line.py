"""A line that holds one name: the person, and the answer of `aigaq parse names`."""

import re
from typing import Final

from models.morphology import looks_like_name
from models.names.context import BORN_AFTER, BORN_WORD, YEAR, birth_year
from models.names.keys import k0
from models.names.parts import parse_person
from models.names.person import Person

_LONGEST: Final = 400  # code points of a line that are read, which bounds the work
_ITEM: Final = re.compile(r"\s*\d{1,4}\s*[.)|]\s*(?![\d\s]*г)")
_DIGIT: Final = re.compile(r"[,;(|\s—–-]*\b\d")
# «Иванов Иван, 1889», «(1889—1938)»: what else would a year beside a name alone be?
_BARE: Final = re.compile(rf"[,;(|\s—–-]*{YEAR}(?:\s*[—–-]\s*(?:\d{{4}})?)?\s*(?:г\.?)?\)?\s*")


# Words of places, bodies and forms: a line that has one names nobody.
_NO_NAME: Final = re.compile(
    r"(?<![\w-])(?:област[ьи]\w*|район\w{0,2}|уезд\w{0,2}|волост[ьи]\w?|губерни\w+|республик\w+|край|края"
    r"|город\w{0,2}|станци\w+|пос[её]лок|колхоз\w*|совхоз\w*|аул\w{0,2}|лагер[ьяе]|А?ССР|РСФСР|У?НКВД|О?ГПУ"
    r"|КГБ|МГБ|МВД|КНБ|ГУЛАГ\w?|Гулаг\w?|Карлаг\w?|Степлаг\w?|тройк(?:а|и|е|ой|у)|трибунал\w*|прокуратур\w+|управлени\w+|коллеги\w+"
    r"|совещани\w+|сведени[йяе]\w?|облыс\w+|аудан\w+|қаласы|ауылы)(?![\w-])"
    r"|^\s*(?-i:г|с|ст|пос|дер|гор|ул)\.\s?(?=[А-ЯЁ])",
    re.IGNORECASE,
)
_CYRILLIC: Final = re.compile("[а-яёәғқңөұүһі]+", re.IGNORECASE)


def _may_be_name(phrase: str) -> bool:
    """Whether a word is capitalised, or one in small letters looks like a name."""
    words = re.findall(r"[^\W\d_]+", phrase)
    return any(
        word[0].isupper() or not _CYRILLIC.fullmatch(word) or looks_like_name(word)
        for word in words
    )


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
    if _NO_NAME.search(phrase) or not (phrase.strip() and _may_be_name(phrase)):
        return Person(parse_person(""))
    born = born or BORN_WORD.search(line) or _BARE.fullmatch(rest)
    year = int(born["year"]) if born else birth_year("", rest)
    name = parse_person(phrase, language=language, as_listed=as_listed)
    return Person(name, year if name.normal else None)


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

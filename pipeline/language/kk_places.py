"""Find places by their Kazakh kind words, one mention for each level."""

import re
from collections.abc import Iterator
from typing import Final

from models.entity import Label
from pipeline.language.candidate import CAP_WORD, SMALL, Candidate
from pipeline.language.kk_features import is_case_file
from pipeline.language.toponyms import is_toponym

# Case and possessive endings, and what OCR makes of them.
_ENDING: Final = rf"[{SMALL}]{{0,12}}"
_OWNED: Final = rf"[ыіи]{_ENDING}"
# «болыс» without its possessive is a ruler, «қала» may be a verb.
_KIND: Final = (
    rf"(?:(?:болыс|қалас|қалашығ){_OWNED}|(?:ауылдық кеңес|аудан|облыс|уез|ау[ыи]?л|село|поселкес"
    r"|стансас|станцияс|округ|губернияс|өлкес|түрмес|бөлімшес|қыстағ|қыстақ|кент|деревняс"
    r"|республикас|түбегі|өзен|көлі(?!к)|теңіз|тауы(?!қ)|асуы|шатқалы|жайлауы|қыстауы|кеніш"
    rf"|шахтасы|бекет|разъез){_ENDING})"
)
_SHORT: Final = rf"(?:(?:губ|обл|ауд|бол|қ)\.|(?:обл|ауд|қ)-[нс]?[ыі]{_ENDING})"
_NAMED: Final = re.compile(
    rf"\b(?P<name>{CAP_WORD}(?: {CAP_WORD})?|[А-ЯҚӨ][а-яқө]+ ССР)(?:\s\(бұрынғы {CAP_WORD}\))?\s"
    rf"(?P<kind>{_KIND}|{_SHORT})(?!\w)"
)
KIND_AFTER: Final = rf" {_KIND}(?!\w)"
"""A space and a kind word, in the form that stands behind a name."""
_NOT_PLACE: Final = re.compile(
    r"облыстық|аудандық|ауылдық(?! кеңес)|ау[ыи]?л(?:дас| ?шаруа|най)|уездік|округтік"
)
_TWO_WORDS: Final = re.compile(
    r"(?:Қызыл|Жаңа|Ескі|Ұлы|Үлкен|Кіші|Орта|Жоғарғы|Төменгі|Батыс|Шығыс|Солтүстік|Оңтүстік"
    r"|Бірінші|Екінші|Үшінші) "
)
# «№ 5 ауылы», «5-ші ауыл», «5-ауыл», «5 нөмірлі ауыл», «ауыл № 5»; OCR takes digits for letters.
_ORDINAL: Final = rf"-?[{SMALL}]{{0,2}}ш[ыіи]"
_NO: Final = (
    rf"(?:№\s?\w{{1,3}}(?:{_ORDINAL})?[ -]|\d{{1,3}}(?:{_ORDINAL}[ -]|-|\s?н[өо]м[іие]рлі ))"
)
_AUL: Final = r"ау[ыи]?л(?!д[ыа][қс]|шар|най)"
_AUL_NO: Final = r"[Аа]у[ыи]?л\s№\s?\w{1,3}"
# «Каракалпак АССР-ына»; in the genitive it belongs to what follows.
_REPUBLIC: Final = re.compile(rf"\b{CAP_WORD} [АК]?ССР-(?!\w*[нд][ыі]ң)[{SMALL}]{{1,6}}(?!\w)")
_ABOVE: Final = rf"{CAP_WORD} (?:(?:аудан|болыс|округ|облыс|уез)[ыіи]|(?:ауд|бол)\.)"
_NOT_WHERE: Final = "(?<!н[ае])(?<!н[ае]н)(?<!д[ае])"  # from there, there and to there are apart
_AUL_OF: Final = re.compile(
    rf"(?<![\w-])(?:(?:{_NO}{_AUL}[ыи]?|{_AUL_NO}),? {_ABOVE}"
    rf"|(?:{_ABOVE}(?:{_ENDING}{_NOT_WHERE})?,? )?"
    rf"(?:{_NO}{_AUL}{_ENDING}|{_AUL_NO}(?:-{_ENDING})?))(?!\w)"
)
# «Краков маңындағы», «Кентау тұрғыны»: words that say a place stands before them.
_PLACE_WORD: Final = rf" (?:маңын|маңай|төңірег|іргесін|түбіндегі|тұрғын[ыд]|тумас)[{SMALL}]*"
_WORD_OF_PLACE: Final = re.compile(rf"{_PLACE_WORD}| (?:зауыт|фабрика|комбинат|шахта|рудни)")
_BESIDE: Final = re.compile(
    rf"\b{CAP_WORD}(?<![ндт][ыі]ң)(?<!л[ае]р)(?<!л[ае]р[ыі])(?={_PLACE_WORD})"
)
# «Қоңыраттағы кеніш» is a mine at Қоңырат; «Солтүстік Қазақстанға» is one place.
_AT: Final = re.compile(r"[дт][ае][ғг][ыі]$")
_SIDE: Final = re.compile(rf"\b(?:Солтүстік|Оңтүстік|Батыс|Шығыс|Орталық) (?P<of>{CAP_WORD})")
_GENITIVE_BEFORE: Final = re.compile(r"[нд][ыі]ң\s$")


def find_kazakh_places(text: str) -> Iterator[Candidate]:
    """Places with a kind word; an aul by number takes in the district that tells it apart."""
    for found in _NAMED.finditer(text):
        if _NOT_PLACE.match(text, found.start("kind")) or _AT.search(found.group("name")):
            continue
        before = text[max(0, found.start() - 4) : found.start()]
        if found.group("kind").startswith("бөлімше") and _GENITIVE_BEFORE.search(before):
            continue  # a branch of the body named before it
        start = found.start()
        name = found.group("name")
        if " " in name and not name.endswith("ССР") and not _is_one(name):
            start += name.index(" ") + 1
        yield Candidate(Label.PLACE, start, found.end(), 0.9, "rules")
    for pattern in (_AUL_OF, _BESIDE, _REPUBLIC):
        for found in pattern.finditer(text):
            yield Candidate(Label.PLACE, found.start(), found.end(), 0.85, "rules")
    for found in _SIDE.finditer(text) if is_case_file(text) else ():
        if is_toponym(found.group("of")):
            yield Candidate(Label.PLACE, found.start(), found.end(), 0.8, "rules")


def _is_one(name: str) -> bool:
    """Whether two words name one place; otherwise the first is a person or begins a sentence."""
    return is_toponym(name) or bool(_TWO_WORDS.match(name))


def is_before_place_word(after: str) -> bool:
    """Whether a text goes on with a word that says a place stands before it."""
    return bool(_WORD_OF_PLACE.match(after))

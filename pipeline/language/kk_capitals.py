"""Give Kazakh names back the capital that OCR lost, where they or their neighbours tell."""

import re
from typing import Final

from models.morphology import is_russian_word
from pipeline.language.candidate import CAP_WORD, SMALL
from pipeline.language.kk_places import KIND_AFTER
from pipeline.language.known import is_known
from pipeline.language.lexicon import surnames
from pipeline.language.nameforms import has_surname_ending, is_given, is_patronymic

# Kazakh has no words of its own in -ов and -ев; «здоров» is Russian.
_SURNAME: Final = re.compile(
    rf"(?<![\w-])[{SMALL}]{{3,}}[ое]ва?(?P<ending>(?:[ндт][ыі]ң|[гғкқ][ае]|[ндт][ыі]"
    r"|[дт][ае]н?|н[ае]н|[мбп]ен)?)(?![\w-])"
)
# «Досжанов орманбектің», «мәлік Бұхарбайұлы», «ымкент түрмесінде».
_AFTER_NAME: Final = re.compile(
    rf"(?<![\w-])(?P<name>{CAP_WORD}) (?P<word>[{SMALL}]{{4,}})(?![\w-])"
)
_BEFORE_NAME: Final = re.compile(rf"(?<![\w-])(?P<word>[{SMALL}]{{4,}}) (?={CAP_WORD}(?![\w-]))")
_BEFORE_KIND: Final = re.compile(rf"(?<![\w-])(?P<word>[{SMALL}]{{4,}})(?={KIND_AFTER})(?! аул)")
_NEXT: Final = re.compile(CAP_WORD)
# Adjectives and what stands in a case before a kind word belong to no name.
_NO_NAME: Final = re.compile(r"(?:[ндт][ыі]ң|[лдт][ыі][қкғг][а-яі]*|[ғгқк][ае]н|[дт][ае][гғ][ыі])$")


def with_capitals(text: str) -> str:
    """The text with these letters as capitals; its length stays."""
    places = {found.start() for found in _SURNAME.finditer(text) if _is_surname(found)}
    places |= {
        found.start("word")
        for found in _AFTER_NAME.finditer(text)
        if has_surname_ending(found["name"]) and _is_unheard_given(found["word"])
    }
    for found in _BEFORE_NAME.finditer(text):
        after = _NEXT.match(text, found.end())
        if after and is_patronymic(after.group()) and is_given(found["word"]):
            places.add(found.start())
    places |= {
        found.start()
        for found in _BEFORE_KIND.finditer(text)
        if not _NO_NAME.search(found["word"]) and not is_known(found["word"], kazakh=True)
    }
    letters = list(text)
    for place in places:
        letters[place] = letters[place].upper()
    return "".join(letters)


def _is_surname(found: re.Match[str]) -> bool:
    name = found.group().removesuffix(found["ending"])
    return name in surnames() or not is_russian_word(name)


def _is_unheard_given(word: str) -> bool:
    return is_given(word) and not is_known(word, kazakh=True)

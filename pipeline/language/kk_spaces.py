"""Find where OCR lost the space between Kazakh words that capitals or a kind word tell apart."""

import re
from typing import Final

from pipeline.language.candidate import CAPITAL, SMALL
from pipeline.language.nameforms import is_given, is_patronymic, is_surname

# «тергеушіОмаров», «бастықҚЫРЫҚБАЕВА»
_CAPITAL: Final = re.compile(
    rf"(?<=[{SMALL}]{{3}})(?=[{CAPITAL}][{SMALL}]{{2}})|(?<=[{SMALL}]{{2}})(?!АССР)(?=[{CAPITAL}]{{4}})"
)
# «Ордақаласына»
_KIND: Final = re.compile(
    rf"(?<!\w)[{CAPITAL}][{SMALL}]{{2,15}}?"
    r"((?:қалас|аудан|облыс|болыс|станцияс|ауыл|өзен|теңіз|түрмес|уез)[ыі]|ауылдық(?= кеңес))"
)
# «СТЕПАНатылсын», «ШЕКЕРБАЙу» with a comma read as a letter, but «ОМАРОВтың» and «НКВД-ның».
_BEHIND: Final = re.compile(rf"(?<!\w)([{CAPITAL}]{{3,}})([{SMALL}]+)(?!\w)")
_CASE: Final = re.compile(
    r"[ндт][ыі]ң|[гғкқ][ае]|[ндт][ыі]|[дт][ае]|[дтн][ае]н|[мбп]ен|н[ае]|[нае]"
)
_SHORTEST: Final = 3


def lost_spaces(text: str) -> list[int]:
    """The offsets before which a space is missing, in order."""
    found = {border.start() for border in _CAPITAL.finditer(text)}
    found |= {joined.start(1) for joined in _KIND.finditer(text)}
    found |= {end.start(2) for end in _BEHIND.finditer(text) if _is_other_word(*end.groups())}
    return sorted(found)


def _is_other_word(name: str, rest: str) -> bool:
    """Whether small letters behind capitals are no ending of theirs."""
    if _CASE.fullmatch(rest):
        return False
    return len(rest) >= _SHORTEST or any(
        known(name) for known in (is_given, is_patronymic, is_surname)
    )

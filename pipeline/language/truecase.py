"""Give typed CAPITALS back their case, because the name model was trained on ordinary text."""

import re
from typing import Final

from pipeline.language.candidate import CAPITAL, SMALL
from pipeline.language.lexicon import read_list

_UPPER_WORD: Final = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
# No vowel but perhaps a first one, as in a misread «УНКД».
_ACRONYM_SHAPE: Final = re.compile(r"[^ЁЬЪ-]?[^АЕЁИОУЫЭЮЯӘӨҰҮІӮ-]{2,4}(?:-.*)?")
# A consonant, a vowel and at most two consonants make a name: «КИМ», «ПАК», «ШИЛЬ»; «ПП» none.
_NAME_SHAPE: Final = re.compile(r"[^АЕИОУЫЭЮЯ][АЕЁИОУЫЭЮЯӘӨҰҮІӮ].*|(?=.?[АЕЁИОУЫЭЮЯӘӨҰҮІӮ]).{1,2}")
# Korean names: «ЛИ ВАН ГИ». Two capitals alone are left, they are rather an acronym.
_SHORT_WORD: Final = re.compile(
    rf"(?<![\w.])[{CAPITAL}]{{2}}(?= [{CAPITAL}]{{2}})"
    rf"|(?<=[{CAPITAL}]{{2}} )[{CAPITAL}]{{2}}(?![\w.])"
)


# «ТУсупов»: the capital was read twice.
_TWO_CAPITALS: Final = re.compile(rf"(?<!\w)([{CAPITAL}])([{CAPITAL}])(?=[{SMALL}]{{3}})")
# «СТиПАН», «ОМАРОв»: one letter was read as a small one.
_ONE_SMALL: Final = re.compile(
    rf"(?<!\w)(?=\w{{4}})[{CAPITAL}]{{2,}}[{SMALL}][{CAPITAL}]*(?:-[{CAPITAL}]{{3,}})?(?!\w)"
)

_OF_A_FATHER: Final = frozenset({"ҰЛЫ", "УЛЫ", "ОҒЛЫ", "ОГЛЫ", "ҚЫЗЫ", "КЫЗЫ"})
"""Words of a patronymic written apart, which have no capital: «Төлеген ұлы Қасымбек»."""


def true_case(text: str) -> str:
    """Title-case words in capitals except acronyms; the length stays the same.

    «ТУЛЕГЕНОВА» becomes «Тулегенова», «НКВД» and every word without a vowel stay.
    """
    single = _TWO_CAPITALS.sub(lambda found: found.group(1) + _lower(found.group(2)), text)
    single = _ONE_SMALL.sub(lambda found: _upper(found.group()), single)
    shorter = _SHORT_WORD.sub(lambda found: _case_word(found.group()), single)
    return _UPPER_WORD.sub(lambda found: _case_word(found.group()), shorter)


def _case_word(word: str) -> str:
    if not word.isupper() or is_acronym(word):
        return word
    if word in _OF_A_FATHER:
        return _lower(word)
    return "-".join(part[:1] + _lower(part[1:]) for part in word.split("-"))


def is_acronym(word: str) -> bool:
    """Whether a word in capitals is to be read as an acronym."""
    return word in read_list("acronyms") or bool(
        _ACRONYM_SHAPE.fullmatch(word) and not _NAME_SHAPE.fullmatch(word)
    )


def _upper(word: str) -> str:
    """The word in capitals, but for an acronym with its ending: «ВКПб»."""
    raised = word.upper()
    rest = "".join(letter for letter in word if letter.isupper())
    return word if len(raised) != len(word) or is_acronym(rest) else raised


def _lower(part: str) -> str:
    lowered = part.lower()
    return lowered if len(lowered) == len(part) else part

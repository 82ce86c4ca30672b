"""Kazakh case endings of personal names."""

import re
from typing import Final

_KAZAKH_LETTERS: Final = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_GENITIVE: Final = r"[нтд][ыі]ң"
_DATIVE: Final = r"[ғқ]а|[гк]е|на|не"
_ACCUSATIVE: Final = r"[нтд][ыі]"
_LOCAL: Final = r"[тд][ае]|[тдн][ае]н"
_WITH: Final = r"[мбп]ен"
_EVERY: Final = rf"(?:{_GENITIVE}|{_DATIVE}|{_ACCUSATIVE}|{_LOCAL}|{_WITH})"

_SURNAME: Final = re.compile(rf"(\w{{2,}}(?:[ое]в|[иы]н|[сц]кий)а?){_EVERY}")
# «Сейфуллинге»; «Клинге» is German.
_KAZAKH_ENDED: Final = re.compile(
    r"(\w{3,}[ое]в(?=[ткп])|\w{4,}ин(?=[гднм]))(?:ты|ке|тан|тен|пен|ге|ден|нен|мен)"
)
_PATRONYMIC: Final = re.compile(rf"(\w{{2,}}(?:ұлы|улы|қызы|кызы))(?:н|нда|{_EVERY})")
# Given names end in many ways (Сұлтан, Бибіке), so only endings no name has are taken off.
_GIVEN: Final = re.compile(rf"(\w{{3,}})(?:{_GENITIVE}|[ғқ]а)")


def is_kazakh(text: str) -> bool:
    """Tell whether `text` has a letter that Russian lacks."""
    return bool(_KAZAKH_LETTERS.search(text))


def nominative_of_kazakh(word: str, part: str) -> str:
    """Return `word` without its Kazakh case ending; `part` is surname, given or patronymic.

    A surname must show a Kazakh letter, in itself or its ending, or an ending that no Russian form
    has, or it is left alone.
    """
    if part == "surname":
        match = (_SURNAME if is_kazakh(word) else _KAZAKH_ENDED).fullmatch(word)
        match = match or (None if not is_kazakh(word) else _GIVEN.fullmatch(word))
    elif part == "patronymic":
        match = _PATRONYMIC.fullmatch(word)
    else:
        match = _GIVEN.fullmatch(word) if is_kazakh(word) else None
    return match[1] if match else word

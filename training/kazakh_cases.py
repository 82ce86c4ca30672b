"""Put Kazakh case endings on names, by the harmony of vowels and the last sound."""

import re
from typing import Final

CASES: Final = ("", "gen", "dat", "acc", "loc", "abl", "ins")

_BACK: Final = "аоұуыяюё"
_VOWELS: Final = _BACK + "әеөүіиэӯ"
_NASAL: Final = "мнң"
_LIQUID: Final = "лрй"
_BUZZING: Final = "зж"
# Possessive names: ұлы, қызы, облысы, ауданы, көшесі take other endings.
_OWNED: Final = re.compile(r"(?:ұлы|улы|ӯлы|қызы|кызы|(?:с|д|н|қ|ғ|л|р)[ыі])$")
_PLAIN: Final = {"gen": "дың", "dat": "ға", "acc": "ды", "loc": "да", "abl": "дан", "ins": "мен"}
_AFTER_OWNED: Final = {
    "gen": "ның", "dat": "на", "acc": "н", "loc": "нда", "abl": "нан", "ins": "мен",
}  # fmt: skip
_FRONT: Final = str.maketrans("ыа", "іе")
_ENDING: Final = (
    ("gen", re.compile(r"[ндт][ыі]ң$")),
    ("abl", re.compile(r"[ндт][ае]н$")),
    ("ins", re.compile(r"[мбп]ен$")),
    ("dat", re.compile(r"[ғқ]а$|[гк]е$")),
    ("acc", re.compile(r"[ндт][ыі]$")),
    ("loc", re.compile(r"[дт][ае]$")),
)


def decline(name: str, case: str, *, owned: bool = False) -> str:
    """Return `name` with the ending of `case` on its last word.

    Args:
        name: in the nominative.
        case: one of `CASES`; empty for the nominative.
        owned: the last word has the possessive ending of the third person (ауданы).
    """
    if not case:
        return name
    small = name.lower()
    vowels = [letter for letter in small if letter in _VOWELS]
    back = not vowels or vowels[-1] in _BACK
    ending = (_AFTER_OWNED if owned or _OWNED.search(small) else _assimilated(small[-1]))[case]
    ending = ending if back or case == "ins" else ending.translate(_FRONT).replace("ғ", "г")
    ending = ending.replace("қ", "к") if not back else ending
    return name + (ending.upper() if name.isupper() and len(name) > 1 else ending)


def _assimilated(last: str) -> dict[str, str]:
    """The endings behind a last letter, with back vowels."""
    endings = dict(_PLAIN)
    if last in _VOWELS:
        endings.update(gen="ның", acc="ны")
    elif last in _NASAL:
        endings.update(gen="ның", abl="нан")
    elif last in _BUZZING:
        endings.update(ins="бен")
    elif last not in _LIQUID:
        endings.update(gen="тың", dat="қа", acc="ты", loc="та", abl="тан", ins="пен")
    return endings


def case_of(word: str) -> str:
    """The case that the word's ending looks like; empty for the nominative."""
    return next((case for case, ending in _ENDING if ending.search(word.lower())), "")

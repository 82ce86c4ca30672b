"""The order in which names are listed: that of the Kazakh alphabet, which holds the Russian one."""

from typing import Final

_LETTERS: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES: Final = {letter: (ord("а"), place) for place, letter in enumerate(_LETTERS)}


def alphabetic(text: str) -> tuple[list[tuple[int, int]], str]:
    """A key to sort by: «Қ» after «К», in either case; signs and Latin letters come before."""
    return [_PLACES.get(letter, (ord(letter), 0)) for letter in text.lower()], text

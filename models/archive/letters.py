"""Letters of two scripts, as identifiers of archives change them."""

from typing import Final

_LATIN: Final = {
    **dict(zip("абвгдезийклмнопрстуфхц", "abvgdezijklmnoprstufhc", strict=True)),
    **{"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e"},
    **{"ю": "yu", "я": "ya", "ё": "e", "қ": "q", "ә": "a", "ғ": "g", "ң": "n", "ө": "o"},
    **{"ұ": "u", "ү": "u", "һ": "h", "і": "i"},
}
CYRILLIC: Final = str.maketrans("abvgdezijklmnoprstufhcq", "абвгдезийклмнопрстуфхцқ")


_SOUNDS: Final = sorted(
    ((latin, letter) for letter, latin in _LATIN.items() if len(latin) > 1),
    key=lambda pair: -len(pair[0]),
)


def from_latin(text: str) -> str:
    """Return small Latin letters as the Cyrillic ones that `to_latin` may have written by them."""
    for latin, letter in _SOUNDS:
        text = text.replace(latin, letter)
    return text.translate(CYRILLIC)


def to_latin(text: str) -> str:
    """Return `text` in Latin letters, capitals kept."""
    return "".join(
        latin.upper()
        if (latin := _LATIN.get(each.lower(), each.lower())) and each.isupper()
        else latin
        for each in text
    )

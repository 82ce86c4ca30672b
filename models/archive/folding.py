"""Bring a typed reference to one kind of letters, figures, dashes and blanks."""

import re
from functools import lru_cache
from typing import Final

from models.misreading.homoglyphs import repair_homoglyphs

# A reference is a short phrase; only so many code points are read, which bounds the work.
LONGEST: Final = 600
# Figures that were read as letters: «З35», «1О9», «Ф. З.».
_FIGURE: Final = re.compile(
    r"(?<![^\W\d_])[зо](?=\d)|(?<=\d)[зо](?=[\d .,;]|$)|(?<=(?<![^\W_])[фдл]\. )з(?=[.,;]|$)"
    r"|(?<=(?<![^\W_])оп\. )[li](?=[.,;]|$)"
)
_FIGURES: Final = {"з": "3", "о": "0", "l": "1", "i": "1"}


def read_figures(folded: str) -> str:
    """Return a folded text with the letters that stand for figures, one for one."""
    return _FIGURE.sub(lambda found: _FIGURES[found.group()], folded)


def fold_reference(text: str) -> str:
    """Return `text` in lower case with one kind of dash and of space, at most `LONGEST` long."""
    lowered = repair_homoglyphs(text[:LONGEST]).lower()
    return read_figures(re.sub(r"\s+", " ", re.sub(r"[‐-―−]", "-", lowered))[:LONGEST])


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """Fold one code point to one: small letters, one kind of dash and of blank."""
    lowered = letter.lower()
    if letter.isspace():
        return " "
    return "-" if letter in "‐‑‒–—―−" else lowered if len(lowered) == 1 else letter

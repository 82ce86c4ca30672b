"""Texts to be set on rendered pages: the end of given files, or the invented samples."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from models.languages import guess_language
from samples.texts import GOLD

HELD_BACK: Final = 5
"""Only the last fifth of a file is used: training that begins at the front never saw it."""
SHORTEST: Final = 300
"""Characters of a paragraph; shorter ones, such as single sentences, are joined to the next."""
_TYPABLE: Final = re.compile(r"[0-9A-Za-zА-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ \n.,:;!?()\"«»№%/+=*–—-]+")


@dataclass(frozen=True, slots=True)
class Faces:
    """Font files below `samples.typewriter.FONT_ROOT`.

    Attributes:
        typed: of typewriters; each page draws one.
        printed: of newspapers.
    """

    typed: tuple[str, ...] = ("cmu/cmuntt.ttf", "paratype/PTM55F.ttf")
    printed: str = "cmu/cmunrm.ttf"


SCORED: Final = Faces()
"""CMU Typewriter Text, PT Mono and CMU Serif: of benchmarks, never of training."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Paragraphs of one language, "ru" or "kk", in the order of their source; how they are set."""

    language: str
    paragraphs: tuple[str, ...]
    faces: Faces = SCORED

    def draw(self, rng: np.random.Generator, characters: int) -> str:
        """Paragraphs from a random one on, an empty line between them, cut behind a word.

        Gives about `characters` code points, or all there is from the first paragraph on.
        """
        start = int(rng.integers(len(self.paragraphs)))
        drawn = ""
        for paragraph in self.paragraphs[start:] + self.paragraphs[:start]:
            if len(drawn) >= characters:
                break
            drawn = f"{drawn}\n\n{paragraph}" if drawn else paragraph
        return drawn if len(drawn) <= characters else drawn[:characters].rsplit(maxsplit=1)[0]


def read_texts(files: Sequence[Path], faces: Faces = SCORED) -> list[Texts]:
    """Texts by language, Russian first; without files those of the samples.

    Args:
        files: JSON Lines whose objects have a `text`; each is of one language.
        faces: to set them in.
    """
    by_language: dict[str, list[str]] = {"ru": [], "kk": []}
    if not files:
        for path in sorted(GOLD.glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            by_language[path.name[:2]] += _paragraphs([text])
    for file in files:
        documents = _last_documents(file)
        language = guess_language(" ".join(documents[:200])) or "ru"
        by_language[language] += _paragraphs(documents)
    return [Texts(name, tuple(found), faces) for name, found in by_language.items() if found]


def _last_documents(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines[-(len(lines) // HELD_BACK) :]]


def _paragraphs(documents: Sequence[str]) -> Iterator[str]:
    """Typable paragraphs of at least `SHORTEST` characters, except perhaps the last."""
    gathered = ""
    for document in documents:
        for line in document.split("\n"):
            text = " ".join(unicodedata.normalize("NFC", line).replace("…", "...").split())
            if not text or not _TYPABLE.fullmatch(text):
                continue
            gathered = f"{gathered} {text}" if gathered else text
            if len(gathered) >= SHORTEST:
                yield gathered
                gathered = ""
    if gathered:
        yield gathered

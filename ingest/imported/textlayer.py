"""Read the text that a PDF page has over its one scan, and refuse it where it makes no sense."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Final

import pikepdf

from ingest.imported.found import FoundWord, PageText, Sides, around_sides, cut_words
from models.decoding.scans import rotation_of
from models.errors import PROGRAM_MISSING, TEXT_IMPLAUSIBLE, MissingDependency, SourceError
from models.languages import KAZAKH_LETTERS

_PAGE: Final = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
_NUMBER: Final = r'"(-?[\d.]+)"'
_WORD: Final = re.compile(
    rf"<word xMin={_NUMBER} yMin={_NUMBER} xMax={_NUMBER} yMax={_NUMBER}>(.*?)</word>"
)
_LETTERS: Final = re.compile(r"[^\W\d_]{4,}")
_CYRILLIC: Final = re.compile(rf"[а-яё{''.join(KAZAKH_LETTERS)}]+", re.IGNORECASE)
_VOWELS: Final = re.compile(r"[аеёиоуыэюяәөұүӯі]", re.IGNORECASE)
# Codes without a letter: fonts that never said what they write.
_LOST: Final = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")

# Of a page that was read somehow, typed and on carbon copies too, these hold with room to spare;
# of one that was read by a model of Latin letters, or whose font lost its letters, none does.
_MOST_LOST: Final = 0.05
_LEAST_CYRILLIC: Final = 0.6
_LEAST_SOUNDING: Final = 0.8
# Blanks are wider, as a share of the height.
_TORN: Final = 0.1
# Fewer words of four letters tell nothing: a cover, a page of figures.
_TELLING: Final = 8


def read_text_layer(pdf: pikepdf.Pdf, path: Path, number: int, *, seconds: int) -> PageText | None:
    """The text of a page that is one scan; None where it has none.

    Poppler gives the words in the order of the file, which is that in which the other program
    read them; lines are told by their places.

    Args:
        pdf: the file, open.
        path: of it.
        number: of the page, from 1.
        seconds: that poppler may take.

    Raises:
        SourceError: `text-implausible`, it has one that makes no sense.
        MissingDependency: poppler is not installed.
    """
    said = _ask_poppler(path, number, seconds)
    page = _PAGE.search(said)
    found = [
        (unescape(text), (float(left), float(top), float(right), float(bottom)))
        for left, top, right, bottom, text in _WORD.findall(said)
    ]
    if page is None or not found:
        return None
    words = tuple(
        FoundWord(piece, part, None, (0, 0, line))
        for text, sides, line in _mended(found)
        for piece, part in cut_words(text, sides)
    )
    _refuse_nonsense(words)
    # Poppler gives the words as the page is shown, and its size as it lies.
    turned = rotation_of(pdf.pages[number - 1]) % 180
    width, height = (float(page[2 if turned else 1]), float(page[1 if turned else 2]))
    return PageText(number=number, width=width, height=height, words=words, program=_maker(pdf))


def _ask_poppler(path: Path, number: int, seconds: int) -> str:
    page = str(number)
    options = ("-bbox", "-raw", "-cropbox", "-f", page, "-l", page)
    try:
        done = subprocess.run(
            ["pdftotext", *options, path, "-"], capture_output=True, timeout=seconds, check=False
        )
    except FileNotFoundError as error:
        raise MissingDependency(PROGRAM_MISSING, "poppler-utils") from error
    except subprocess.TimeoutExpired as error:
        raise SourceError(TEXT_IMPLAUSIBLE, f"pdftotext > {seconds} s") from error
    return done.stdout.decode("utf-8", "replace")


def _mended(found: Sequence[tuple[str, Sides]]) -> Iterator[tuple[str, Sides, int]]:
    """The words with their lines; poppler tears a word apart where its base line leans.

    Another line begins where a word is not right of the last and beside it.
    """
    line = 0
    said, place = found[0]
    for text, sides in found[1:]:
        height = place[3] - place[1]
        beside = place[1] <= (sides[1] + sides[3]) / 2 <= place[3]
        if beside and abs(sides[0] - place[2]) < _TORN * height:
            said, place = said + text, around_sides([place, sides])
            continue
        yield said, place, line
        line += not (beside and sides[0] >= place[0])
        said, place = text, sides
    yield said, place, line


def _refuse_nonsense(words: Sequence[FoundWord]) -> None:
    """Raise `text-implausible` for what no page of a Russian or Kazakh file says."""
    text = " ".join(word.text for word in words)
    lost = len(_LOST.findall(text)) / len(text)
    if lost > _MOST_LOST:
        raise SourceError(TEXT_IMPLAUSIBLE, f"{lost:.0%} of the letters are lost")
    long = _LETTERS.findall(text)
    if len(long) < _TELLING:
        return
    cyrillic = [word for word in long if _CYRILLIC.fullmatch(word)]
    if len(cyrillic) < _LEAST_CYRILLIC * len(long):
        share = len(cyrillic) / len(long)
        raise SourceError(TEXT_IMPLAUSIBLE, f"{share:.0%} of the words are Cyrillic")
    sounding = sum(_VOWELS.search(word) is not None for word in cyrillic) / len(cyrillic)
    if sounding < _LEAST_SOUNDING:
        raise SourceError(TEXT_IMPLAUSIBLE, f"{sounding:.0%} of the words have a vowel")


def _maker(pdf: pikepdf.Pdf) -> str:
    """The program that made the file, as the file says."""
    for key in ("/Creator", "/Producer"):
        named = " ".join(str(pdf.docinfo.get(key, "")).split())
        if named:
            return named
    return ""

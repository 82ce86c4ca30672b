from pathlib import Path

import cv2
import numpy as np
import pytest

from models.page import Box
from training.hocr import ReadWord, read_hocr
from training.silver import Row, settle, settle_word, silver_lines

LEXICON = frozenset("мощность памяти величина которые сигнал ранее они и в".split())  # noqa: SIM905


def known(word: str) -> bool:
    return word in LEXICON


def word(text: str, sure: int = 90) -> ReadWord:
    return ReadWord(text, sure)


def row(first: str, second: str) -> Row:
    pairs = zip(first.split(), second.split(), strict=True)
    return Row(Box(0, 0, 9, 9), tuple((word(one), word(other)) for one, other in pairs))


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("памяти,", "памяти,", "памяти,"),
        ("памыти", "памяти", "памяти"),  # exactly one is a word
        ("Мошность", "Мошность", "Мощность"),  # both wrong alike: щ is often read as ш
        ("МОШНОСТЬ", "мощность", "мощность"),
        ("Бэсмушка", "Бэсмушка", "Бэсмушка"),  # unlike any word: a name
        ("1937", "1937", "1937"),
        ("1937", "1987", None),
        ("памяти", "величина", None),  # both are words
        ("абвгд", "абвге", None),
    ],
)
def test_a_word_is_settled_by_agreement_and_lexicon(one: str, other: str, text: str | None) -> None:
    assert settle_word(word(one), word(other), known) == text


def test_an_unknown_word_needs_both_models_sure() -> None:
    assert settle_word(word("Бэсмушка", 60), word("Бэсмушка", 95), known) is None


def test_one_open_word_drops_the_line() -> None:
    assert settle(row("памяти 15", "памяти 16"), known, before=None, after=None) is None


def test_a_comma_before_a_sentence_drops_the_line() -> None:
    line = row("памяти, Ранее", "памяти, Ранее")

    assert settle(line, known, before=None, after=None) is None


def test_a_broken_word_is_looked_up_with_its_other_half() -> None:
    line, after = row("сигнал мош-", "сигнал мош-"), row("ность памяти", "ность памяти")

    assert settle(line, known, before=None, after=after) == ("сигнал мощ-", True)
    assert settle(after, known, before=row("и мощ-", "и мощ-"), after=None) == (
        "ность памяти",
        False,
    )


def hocr(path: Path, text: str) -> Path:
    words = "".join(
        f"<span class='ocrx_word' title='bbox 1 1 2 2; x_wconf 91'>{part}</span>"
        for part in text.split()
    )
    title = "bbox 20 30 320 60; baseline 0.01 -6; x_size 40; x_descenders 10; x_ascenders 9"
    path.write_text(
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><span class='ocr_line' title='{title}'>"
        f"{words}</span></body></html>",
        "utf-8",
    )
    return path


def test_a_line_is_cut_as_tesseract_shows_it_to_the_network(tmp_path: Path) -> None:
    page = tmp_path / "page.png"
    cv2.imwrite(str(page), np.full((100, 400), 255, np.uint8))
    first = hocr(tmp_path / "first.hocr", "сигнал «памяти»")
    second = hocr(tmp_path / "second.hocr", "сигиал «памяти»")

    (line,) = silver_lines(page, first, second, known)

    # The base line is at 60 - 6 + 0.01 * 150 = 55.5: 30 above and 10 below it, then 4 around.
    assert [read.box for read in read_hocr(first)] == [Box(20, 26, 300, 40)]
    assert line.picture.shape == (48, 308)
    assert (line.text, line.disputed) == ('сигнал "памяти"', True)

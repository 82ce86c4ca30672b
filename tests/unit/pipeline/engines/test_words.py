import pytest

from models.page import Box
from models.page.joining import Row, make_reading
from pipeline.engines.words import parse_rows

HEADER = (
    "level page_num block_num par_num line_num word_num left top width height conf text\n".replace(
        " ", "\t"
    )
)
PAGE = "1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\t\n"
WORD = "5\t1\t2\t3\t4\t1\t10\t20\t30\t40\t87.65432\tДело\n"


@pytest.mark.parametrize("table", [HEADER + PAGE + WORD, PAGE + WORD, WORD])
def test_words_are_found_with_and_without_the_header(table: str) -> None:
    assert list(parse_rows(table)) == [Row((2, 3, 4), Box(10, 20, 30, 40), 0.877, "Дело")]


@pytest.mark.parametrize("text", ["", " ", "\u2003"])
def test_a_word_without_a_character_is_left_out(text: str) -> None:
    assert list(parse_rows(f"5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t95\t{text}\n")) == []


def test_letters_are_folded_for_the_model_that_confuses_them() -> None:
    row = "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t95\tӰй\n"
    assert [next(parse_rows(row, model=model)).text for model in ("Cyrillic", "kaz")] == [
        "Ӯй",
        "Ӱй",
    ]


def test_confidence_is_weighted_by_length() -> None:
    box = Box(0, 0, 9, 9)
    reading = make_reading([Row((1, 1, 1), box, 1.0, "дел"), Row((1, 1, 1), box, 0.2, "а")])
    assert reading.confidence == pytest.approx(0.8)
    assert make_reading([]).confidence == 0.0

"""Words are doubted by how surely they were read, and where readers disagree."""

from dataclasses import replace

import pytest

from models.page import Alternative
from outputs.web.doubt import find_doubts, grade_of
from tests.factories import word_boxes

TEXT = "тройка при УНКВД"


@pytest.mark.parametrize(
    ("confidence", "grade"),
    [(1.0, 0), (0.9, 0), (0.899, 1), (0.8, 1), (0.799, 2), (0.5, 2), (0.499, 3), (0.0, 3)],
)
def test_the_grades_part_at_their_limits(confidence: float, grade: int) -> None:
    assert grade_of(confidence) == grade


def test_a_word_read_surely_is_doubted_only_when_another_reader_disagrees() -> None:
    words = word_boxes(TEXT)
    assert find_doubts(TEXT, words, ()) == ()
    [doubt] = find_doubts(TEXT, words, (Alternative(1, "ири", 0.3, "Cyrillic"),))
    assert (doubt.number, doubt.text, doubt.grade) == (1, "при", 1)


def test_another_reading_does_not_make_a_bad_word_better() -> None:
    words = (*word_boxes(TEXT)[:2], replace(word_boxes(TEXT)[2], confidence=0.2))
    [doubt] = find_doubts(TEXT, words, (Alternative(2, "УНКВЛ", 0.9, "first"),))
    assert doubt.grade == 3


def test_the_likeliest_other_reading_comes_first() -> None:
    others = (Alternative(0, "трайка", 0.2, "first"), Alternative(0, "тройке", 0.7, "Cyrillic"))
    [doubt] = find_doubts(TEXT, word_boxes(TEXT), others)
    assert [other.text for other in doubt.others] == ["тройке", "трайка"]

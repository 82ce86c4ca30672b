"""Words are doubted by how surely they were read, and where readers disagree."""

from dataclasses import replace

import pytest

from models.page import Alternative
from outputs.web.wording import doubt
from outputs.web.wording.doubt import find_doubts, grade_of
from tests.support.factories import word_boxes

TEXT = "тройка при УНКВД"


@pytest.mark.parametrize(
    ("chance", "grade"),
    [(1.0, 0), (0.75, 0), (0.749, 1), (0.55, 1), (0.549, 2), (0.3, 2), (0.299, 3), (0.0, 3)],
)
def test_the_grades_part_at_their_limits(
    monkeypatch: pytest.MonkeyPatch, chance: float, grade: int
) -> None:
    monkeypatch.setattr(doubt, "calibrated", lambda confidence: chance)
    assert grade_of(0.5) == grade


def test_the_shipped_reliability_uses_all_grades() -> None:
    assert {grade_of(percent / 100) for percent in range(101)} == {0, 1, 2, 3}


def test_a_word_read_surely_is_doubted_only_when_another_reader_disagrees() -> None:
    words = word_boxes(TEXT)
    assert find_doubts(TEXT, words, ()) == ()
    [found] = find_doubts(TEXT, words, (Alternative(1, "ири", 0.3, "Cyrillic"),))
    assert (found.number, found.text, found.grade) == (1, "при", 1)


def test_another_reading_does_not_make_a_bad_word_better() -> None:
    words = (*word_boxes(TEXT)[:2], replace(word_boxes(TEXT)[2], confidence=0.2))
    [found] = find_doubts(TEXT, words, (Alternative(2, "УНКВЛ", 0.9, "first"),))
    assert found.grade == 3


def test_the_likeliest_other_reading_comes_first() -> None:
    others = (Alternative(0, "трайка", 0.2, "first"), Alternative(0, "тройке", 0.7, "Cyrillic"))
    [found] = find_doubts(TEXT, word_boxes(TEXT), others)
    assert [other.text for other in found.others] == ["тройке", "трайка"]

"""Floors under the acceptance questions that a search can answer; see docs/quality.md.

The samples are invented and were seen while the rules were written: this guards against falling
back and is no forecast for other archives.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.acceptance import ask_all, read_questions, right_questions
from benchmarks.goldworkspace import make_gold_workspace

ASKED = 13
LEAST_FROM_PIXELS = 12


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_gold_workspace(tmp_path_factory.mktemp("gold"))


def test_on_gold_text_every_question_is_answered_right(gold: Path) -> None:
    answers = ask_all(gold)
    right = right_questions(answers)
    assert len(right) == ASKED
    assert [(each.query, each.wrong) for each in answers if each.wrong] == []


def test_from_the_pixels_few_questions_are_answered_wrong(read_samples: Path) -> None:
    answers = ask_all(read_samples)
    right = right_questions(answers)
    wrong = [(each.query, each.wrong) for each in answers if each.wrong]
    assert sum(right.values()) >= LEAST_FROM_PIXELS, wrong


@pytest.mark.parametrize(
    ("number", "changes", "wrong"),
    [
        ("Q02", {"expected": frozenset({"ru01.P1"})}, {"unexpected ru05", "names ru05.P1"}),
        ("Q02", {"asks": ("person:Самохвалов",)}, {"missing ru05", "does not name ru01.P1"}),
        ("Q07", {"maybe": frozenset()}, {"unexpected kk02"}),
        ("Q09", {"expected": frozenset({"kk02.P9"})}, {"not read as a person: kk02.P9"}),
        ("Q18", {"expected": frozenset()}, {"unexpected pair:ru01.P1~ru05.P1"}),
    ],
)
def test_a_wrong_answer_is_told(
    gold: Path, number: str, changes: dict[str, object], wrong: set[str]
) -> None:
    (question,) = (each for each in read_questions() if each.id == number)
    (answer,) = ask_all(gold, [replace(question, **changes)])  # type: ignore[arg-type]
    assert wrong <= set(answer.wrong)


def test_what_is_not_asked_says_why() -> None:
    questions = read_questions()
    assert len(questions) == 20
    assert all(bool(each.asks) != bool(each.needs) for each in questions)

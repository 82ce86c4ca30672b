"""Sentences by hand are read with their marks, and none of them is scored anywhere."""

import json
from pathlib import Path

import pytest

from training.templates import Labelled
from training.written import read_marked, written

SCORED = Path(__file__).parents[2] / "quality" / "entities"


def test_marks_become_spans() -> None:
    text, spans = read_marked("Гр. {Омаров|PER} из {г. Верный|LOC}.")
    assert Labelled(text, spans) == Labelled(
        "Гр. Омаров из г. Верный.", ((4, 10, "PER"), (14, 23, "LOC"))
    )


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_mark_is_read_and_no_sentence_is_scored(language: str) -> None:
    items = written(language)
    assert sum(len(item.spans) for item in items) > 100
    assert not any(mark in item.text for item in items for mark in "{|}\\")
    lines = (SCORED / f"sentences.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    assert not {json.loads(line)["text"] for line in lines} & {item.text for item in items}

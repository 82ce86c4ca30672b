"""The entity benchmark counts spans as its help says."""

import json
from pathlib import Path

from benchmarks.entities import DRAWS, Mark, read_sentences, score, spoil

TEXT = "Омаров жил в Караганде."


def test_spans_are_compared_exactly_and_by_overlap(tmp_path: Path) -> None:
    record = {"text": TEXT, "ents": [[0, 6, "PER"], [13, 22, "LOC"], [0, 3, "OTHER"]]}
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    sentences = list(read_sentences(path, None))
    found = [Mark(0, 6, "PERSON", 0.9), Mark(13, 23, "PLACE", 0.6), Mark(7, 10, "ORG", 0.5)]
    result = score(lambda text, language: found, sentences)
    assert result.micro.known == 2
    assert result.micro.found == 2  # ORG is not asked for
    assert (result.micro.exact, result.micro.letters, result.micro.touched) == (1, 2, 2)
    assert result.trust == [(0.9, True), (0.6, True)]


def test_spans_move_with_the_misread_text(tmp_path: Path) -> None:
    record = {"text": TEXT * 30, "ents": [[0, 6, "PER"]], "lang": "ru"}
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    sentences = list(read_sentences(path, None))
    moved, *others = spoil(sentences, 0.08)
    assert len({moved.text, *(other.text for other in others)}) == DRAWS
    assert moved.text != sentences[0].text
    assert moved.language == "ru"
    assert moved.marks[0].end <= 9
    assert spoil(sentences, 0.0) == sentences

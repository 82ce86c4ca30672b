from pathlib import Path

import pytest

from samples.texts import GOLD, read_annotation, read_gold

IDS = sorted(path.stem.split("_")[0] for path in GOLD.glob("*.txt"))


def test_fourteen_documents() -> None:
    assert len(IDS) == 14


@pytest.mark.parametrize("gold_id", IDS)
def test_every_mention_is_the_text_between_its_offsets(gold_id: str) -> None:
    text, annotation = read_gold(gold_id), read_annotation(gold_id)
    assert annotation["mentions"]
    for mention in annotation["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_every_annotation_says_that_its_people_are_invented(path: Path) -> None:
    assert "invented" in read_annotation(path.stem.split("_")[0])["note"]

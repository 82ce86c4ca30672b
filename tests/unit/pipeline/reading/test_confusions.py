"""Words put right by one learnt confusion, and words that are left alone."""

import pytest

from models.page import Alternative, Box, Reading, Word
from pipeline.reading.confusions import correct, learnt, put_right


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("програыма", "программа"),
        ("«постаиовление»,", "«постановление»,"),
        ("ПОСТАИОВИЛ", "ПОСТАНОВИЛ"),
        ("программа", None),  # exists
        ("Жуманоы", None),  # a name by its ending, or nothing
        ("ндм", None),  # too short
        ("програымв", None),  # two changes
        ("1937", None),
        ("шаруашылығы", None),  # not Russian
    ],
)
def test_put_right(read: str, meant: str | None) -> None:
    assert put_right(read) == meant


def test_what_stood_there_is_kept() -> None:
    words = (
        Word(0, 9, Box(0, 0, 90, 20), 0.92, 0, 0),
        Word(10, 14, Box(100, 0, 40, 20), 0.9, 0, 0),
    )
    reading = Reading("програыма дела", words, 0.9, model="rus")
    corrected, alternatives = correct(reading, ())
    assert corrected.text == "программа дела"
    assert corrected.words[0].confidence == 0.6
    assert alternatives == (Alternative(0, "програыма", 0.92, "first"),)


def test_letters_are_confused_with_others() -> None:
    assert all(read not in meant for read, meant in learnt().items())

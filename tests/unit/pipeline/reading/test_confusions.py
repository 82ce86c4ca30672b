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
        ("Уханский", None),  # of Ухань; a list of surnames has Уманский
        ("уханский", None),
        ("псковскнй", "псковский"),
        ("ндм", None),  # too short
        ("програымв", None),  # two changes
        ("1937", None),
        ("шаруашылығы", None),  # not Russian
    ],
)
def test_put_right(read: str, meant: str | None) -> None:
    assert put_right(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("барлиқ", "барлық"),
        ("ұйымдастырушмлық,", "ұйымдастырушылық,"),
        ("экологтер", None),  # no word of the list, nor one but for its ending
        ("Төлжанұлм", None),  # may be a name
        ("барлық", None),
    ],
)
def test_put_right_in_kazakh(read: str, meant: str | None) -> None:
    assert put_right(read, kazakh=True) == meant


def test_kazakh_read_surely_stays_as_it_is() -> None:
    for sure, wanted in ((0.92, "барлық"), (0.96, "барлиқ")):
        reading = Reading("барлиқ", (Word(0, 6, Box(0, 0, 60, 20), sure, 0, 0),), sure)
        assert correct(reading, (), kazakh=True)[0].text == wanted


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
    for kazakh in (False, True):
        assert all(read not in meant for read, meant in learnt(kazakh=kazakh).items())

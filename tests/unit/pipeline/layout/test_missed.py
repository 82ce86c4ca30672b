from dataclasses import replace

from models.page import Box, Reading, Word
from pipeline.layout.missed import find_missed, with_missed
from pipeline.layout.strips import Strip, restored
from pipeline.reading.coarse import grown

STRIPS = (
    Strip(Box(100, 200, 60, 30), 60, 0, 1, cell=True),
    Strip(Box(300, 200, 200, 30), 120, 0, 1, cell=True),
    Strip(Box(100, 260, 60, 30), 60, 40, 2, cell=True),
    Strip(Box(0, 400, 900, 300), 0, 80, 3, cell=False),
)
READ = Reading(
    "№\n7",
    (Word(0, 1, Box(70, 5, 15, 20), 0.9, 0, 0), Word(2, 3, Box(70, 45, 15, 20), 0.8, 1, 1)),
    0.85,
)
APART = Reading(
    "Иванов ,",
    (Word(0, 6, Box(65, 2, 60, 10), 0.7, 0, 0), Word(7, 8, Box(140, 2, 3, 3), 0.1, 0, 0)),
    0.6,
)


def test_cells_without_a_word_are_set_apart() -> None:
    (missed,) = find_missed(READ, STRIPS, 0.5)
    assert missed.source == Box(60, 0, 100, 15)
    assert (missed.left, missed.top) == (60, 0)


def test_missed_cells_of_one_line_stay_on_it() -> None:
    missed = find_missed(replace(READ, words=READ.words[1:]), STRIPS, 1.0)
    assert [(strip.left, strip.top) for strip in missed] == [(60, 0), (120, 0)]
    none = find_missed(replace(READ, words=()), STRIPS, 1.0)
    assert [strip.top for strip in none] == [0, 0, 38]


def test_what_was_missed_comes_to_its_place_and_specks_do_not() -> None:
    missed = find_missed(READ, STRIPS, 0.5)
    whole = restored(with_missed(READ, grown(restored(APART, missed), 0.5)), STRIPS)
    assert whole.text == "№\nИванов\n\n7"
    assert whole.words[1].box == Box(310, 204, 120, 20)
    assert [whole.text[word.start : word.end] for word in whole.words] == ["№", "Иванов", "7"]
    assert [word.line for word in whole.words] == [0, 1, 2]

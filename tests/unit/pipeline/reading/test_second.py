"""Doubted words and the choice between two readings of one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.page import Alternative, Box, Reading, Word
from pipeline.reading.second import Stretch, find_doubted, merge, rewritten


def reading_of(*lines: tuple[tuple[str, float], ...]) -> Reading:
    """Words with confidences, 10 pixels a letter, 40 a line."""
    text, words = "", []
    for number, line in enumerate(lines):
        left = 0
        text += "\n" if number else ""
        for place, (token, confidence) in enumerate(line):
            text += " " if place else ""
            box = Box(left, 40 * number, 10 * len(token), 20)
            words.append(Word(len(text), len(text) + len(token), box, confidence, 0, number))
            text += token
            left += 10 * len(token) + 10
    return Reading(text, tuple(words), 0.9)


def texts(reading: Reading, stretches: list[Stretch]) -> list[str]:
    words = [reading.words[index] for stretch in stretches for index in stretch.words]
    return [reading.text[word.start : word.end] for word in words]


def test_low_confidence_unknown_words_and_numbers_of_dates_are_doubted() -> None:
    reading = reading_of(
        (("арестован", 0.95), ("19", 0.97), ("ноября", 0.96), ("1937", 0.97), ("года,", 0.96)),
        (("програыма", 0.85), ("и", 0.2), ("страница", 0.95), ("214", 0.96), ("—", 0.1)),
    )
    found = find_doubted(reading, below=0.75, russian=True)
    assert texts(reading, found) == ["19", "1937", "програыма", "и"]
    assert [stretch.words for stretch in found] == [(1,), (3,), (5, 6)]


def test_kazakh_words_that_no_list_knows_are_doubted_however_surely_they_are_read() -> None:
    line = (
        ("барлиқ", 0.96),
        ("жұмыс", 0.96),
        ("істейтін", 0.96),
        ("қаралды", 0.3),
        ("ҳ", 0.9),
        ("4-і", 0.9),
    )
    found = find_doubted(reading_of(line), below=0.75, russian=False)
    assert texts(reading_of(line), found) == ["барлиқ", "қаралды", "ҳ", "4-і"]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (("келгірген", 0.92), ("келтірген", 0.6), "келтірген"),
        (("келтірген", 0.6), ("келгірген", 0.92), "келтірген"),
        (("программа", 0.6), ("программың", 0.9), "программа"),  # Russian words are words, too
        (("4-і", 0.9), ("%-і", 0.5), "%-і"),
    ],
)
def test_of_two_kazakh_readings_the_word_that_exists_wins(
    first: tuple[str, float], second: tuple[str, float], wanted: str
) -> None:
    reading = reading_of((first,))
    doubted = [Stretch(Box(0, 0, 500, 40), (0,))]
    merged, [kept] = merge(reading, doubted, [reading_of((second,))], model="kaz", russian=False)
    assert merged.text == wanted
    assert {merged.text, kept.text} == {first[0], second[0]}


def test_a_doubted_word_is_read_with_its_neighbours_on_the_line() -> None:
    tokens = ["дело", "было", "начато", "програыма", "вчера", "весной", "снова"]
    reading = reading_of(tuple((token, 0.85) for token in tokens), (("слово", 0.2),))
    [middle, next_line] = find_doubted(reading, below=0.75, russian=True)
    first, last = reading.words[2].box, reading.words[4].box
    assert middle.words == (3,)
    assert (middle.box.left, middle.box.right) == (first.left - 6, last.right + 6)
    assert next_line.words == (7,)
    assert next_line.box == Box(0, 34, 56, 32)


def test_what_is_read_surely_is_not_doubted_for_being_unknown() -> None:
    assert not find_doubted(reading_of((("Жуматай", 0.95),)), below=0.75, russian=True)


def test_a_number_in_a_date_takes_neighbours_along_only_where_it_is_doubtful() -> None:
    line = (("арестован", 0.95), ("19", 0.5), ("ноября", 0.96), ("1937", 0.97), ("года,", 0.96))
    reading = reading_of(line)
    [day, year] = find_doubted(reading, below=0.75, russian=True)
    assert (day.words, year.words) == ((1,), (3,))
    words = reading.words
    assert (day.box.left, day.box.right) == (0, words[2].box.right + 6)
    assert (year.box.left, year.box.right) == (words[3].box.left - 6, words[3].box.right + 6)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (("програыма", 0.95), ("программа", 0.6), "программа"),  # one exists, the other does not
        (("программа", 0.6), ("програыма", 0.95), "программа"),
        (("зола", 0.66), ("зона", 0.84), "зона"),  # both exist: the surer one
        (("зола", 0.80), ("зона", 0.84), "зола"),
        (("Жуманов", 0.90), ("Туманов", 0.75), "Жуманов"),  # a name need not be in a lexicon
        (("Свеления", 0.91), ("Сведения", 0.44), "Сведения"),  # but this is none
        (("1937", 0.9), ("1931", 0.95), "1937"),
        (("3/Ү-|-36", 0.6), ("3/У1-36", 0.3), "3/У1-36"),  # one is a date
        (("3/У1-36", 0.3), ("3/Ү-|-36", 0.6), "3/У1-36"),
    ],
)
def test_choice(first: tuple[str, float], second: tuple[str, float], wanted: str) -> None:
    reading = reading_of((("слово", 0.99), first))
    line = Stretch(Box(0, 0, 400, 40), (1,))
    merged, (alternative,) = merge(
        reading, [line], [reading_of((("слово", 0.99), second))], model="Cyrillic", russian=True
    )
    assert merged.text == f"слово {wanted}"
    kept, source = (second[0], "Cyrillic") if wanted == first[0] else (first[0], "first")
    assert (alternative.text, alternative.source, alternative.word) == (kept, source, 1)


def test_readings_of_other_places_are_not_compared() -> None:
    reading = reading_of((("програыма", 0.5),))
    far = Reading("программа", (Word(0, 9, Box(200, 0, 90, 20), 0.99, 0, 0),), 0.99)
    assert merge(reading, [Stretch(Box(0, 0, 400, 40), (0,))], [far], model="x", russian=True) == (
        reading,
        (),
    )


@given(st.lists(st.text(st.sampled_from("абвгд"), min_size=1), min_size=1), st.data())
def test_rewriting_keeps_offsets_and_gaps(tokens: list[str], drawn: st.DataObject) -> None:
    reading = reading_of(*(((token, 0.9),) for token in tokens))
    index = drawn.draw(st.integers(0, len(tokens) - 1))
    text = drawn.draw(st.text(st.sampled_from("ежзик"), min_size=1))
    changed = rewritten(reading, {index: (text, 0.5)})
    assert changed.text.split("\n") == [*tokens[:index], text, *tokens[index + 1 :]]
    assert [changed.text[w.start : w.end] for w in changed.words] == changed.text.split()
    assert unicodedata.is_normalized("NFC", changed.text)
    assert changed.words[index].confidence == 0.5


def test_alternatives_are_what_the_text_lacks() -> None:
    reading = reading_of((("програыма", 0.95), ("дело", 0.5)))
    again = reading_of((("программа", 0.9), ("тело", 0.4)))
    merged, alternatives = merge(
        reading, [Stretch(Box(0, 0, 400, 40), (0, 1))], [again], model="C", russian=True
    )
    assert merged.text == "программа дело"
    assert alternatives == (
        Alternative(0, "програыма", 0.95, "first"),
        Alternative(1, "тело", 0.4, "C"),
    )


def test_agreement_makes_surer_and_foreign_letters_are_not_taken() -> None:
    reading = reading_of((("содержащий", 0.2), ("же-", 0.4)))
    again = reading_of((("содержащий", 0.9), ("жө-", 0.9)))
    lines = [Stretch(Box(0, 0, 400, 40), (0, 1))]
    merged, alternatives = merge(reading, lines, [again], model="C", russian=True)
    assert (merged.text, merged.words[0].confidence) == ("содержащий же-", 0.9)
    assert alternatives == (Alternative(1, "жө-", 0.9, "C"),)
    kazakh, _ = merge(reading, lines, [again], model="C", russian=False)
    assert kazakh.text == "содержащий жө-"


def test_a_point_that_the_picture_has_is_taken_from_the_second_reading() -> None:
    reading = reading_of((("состава", 0.95), ("преступления", 0.93), ("САДВАКАСОВ", 0.95)))
    assert not find_doubted(reading, below=0.75, russian=True)
    doubted = find_doubted(reading, below=0.75, russian=True, pointed={1})
    assert [(each.words, each.span, each.pointed) for each in doubted] == [((1,), range(3), (1,))]
    for text, wanted in (("преступления.", "преступления."), ("преступлений", "преступления")):
        box = reading.words[1].box
        again = Reading(text, (Word(0, len(text), box, 0.9, 0, 0),), 0.9)
        merged, _ = merge(reading, doubted, [again], model="C", russian=True)
        assert merged.text.split()[1] == wanted


@pytest.mark.parametrize(("after", "wanted"), [("нко", "Мище-"), ("Иван", "Мище")])
def test_a_hyphen_at_a_line_end_is_taken_where_a_small_letter_follows(
    after: str, wanted: str
) -> None:
    reading = reading_of((("тройки", 0.95), ("Мище", 0.93)), ((after, 0.95),))
    box = reading.words[1].box
    again = Reading("Мище-", (Word(0, 5, box, 0.93, 0, 0),), 0.93)
    merged, _ = merge(reading, [Stretch(box, (1,))], [again], model="C", russian=True)
    assert merged.text.split()[1] == wanted

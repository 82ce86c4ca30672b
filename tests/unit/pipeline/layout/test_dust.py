"""Specks that were read as lines of their own."""

from models.page import Box, Reading, Word
from pipeline.layout.dust import without_dust


def reading_of(*lines: list[tuple[str, int]]) -> Reading:
    """Lines of words, each with its height in pixels."""
    text = ""
    words: list[Word] = []
    for number, line in enumerate(lines):
        for place, (token, height) in enumerate(line):
            text += "" if not text else " " if place else "\n"
            box = Box(100 * place, 40 * number, 60, height)
            words.append(Word(len(text), len(text) + len(token), box, 0.8, 0, number))
            text += token
    return Reading(text, tuple(words), 0.8)


def test_a_line_of_low_marks_alone_is_left_out() -> None:
    reading = reading_of(
        [("дело", 34), ("было", 33), ("—", 4)], [("=", 9), ("т", 8)], [("не", 22), ("их", 34)]
    )
    found = without_dust(reading)
    assert found.text == "дело было —\nне их"
    assert [found.text[word.start : word.end] for word in found.words] == [
        "дело",
        "было",
        "—",
        "не",
        "их",
    ]


def test_a_page_without_such_lines_stays_as_it_is() -> None:
    for reading in (Reading("", (), 0.0), reading_of([("дело", 34)], [("лет.", 30)])):
        assert without_dust(reading) is reading

"""Snippets and boxes: the shown piece holds its highlights at the right offsets."""

from hypothesis import given
from hypothesis import strategies as st

from models.page.wordboxes import decode_words, encode_words
from outputs.search.expansion import expand
from outputs.search.highlight import find_ranges, make_snippet, merge_ranges
from outputs.search.queries.query import parse_question
from outputs.search.terms import Sought
from tests.support.factories import word_boxes


def sought(query: str) -> Sought:
    asked = parse_question(query).words
    assert asked is not None
    expanded = expand(asked)
    assert expanded is not None
    return expanded


def shown(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in find_ranges(sought(query), text)]


def test_words_phrases_and_beginnings() -> None:
    text = "Протокол допроса. Допрос Ивана Иванова, протокольная часть; допрошен."
    assert shown("допрос", text) == ["допроса", "Допрос"]
    assert shown('"протокол допроса"', text) == ["Протокол допроса"]
    assert shown("протокол*", text) == ["Протокол", "протокольная"]
    assert shown("иван", text) == ["Ивана"]
    assert shown("часть -допрос", text) == ["часть"]


def test_words_near_each_other_that_stand_everywhere() -> None:
    text = "а б в " * 300
    assert len(shown("а NEAR/2 б NEAR/2 в NEAR/2 а NEAR/2 б", text)) == 900
    assert shown("а NEAR/1 г", "а б г в в в г б б а") == ["а", "г"]


def test_overlapping_ranges_become_one() -> None:
    assert merge_ranges([(5, 9), (0, 3), (2, 6), (9, 10), (5, 9)]) == ((0, 9), (9, 10))


def test_snippet_goes_where_most_highlights_are() -> None:
    text = "начало " + "пусто " * 100 + "конец Иванов и Иванова\nу Иванову " + "пусто " * 50
    ranges = find_ranges(sought("иванов OR начало"), text)
    snippet = make_snippet(text, ranges)
    assert [snippet.text[start:end] for start, end in snippet.ranges] == [
        "Иванов",
        "Иванова",
        "Иванову",
    ]
    assert "\n" not in snippet.text
    assert len(snippet.text) < 320


def test_a_page_full_of_highlights_is_cut_at_its_fullest_piece_soon() -> None:
    text = "слово по " * 20_000 + "по по по по " + "слово по " * 20_000
    ranges = [(at, at + 2) for at in range(len(text)) if text.startswith("по ", at)]
    assert "по по по по" in make_snippet(text, ranges).text


@given(st.lists(st.sampled_from(["иванов", "пусто", "\n", "сл-\nово"]), max_size=120))
def test_every_range_of_a_snippet_is_a_range_of_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    snippet = make_snippet(text, find_ranges(sought("иванов"), text))
    assert {snippet.text[start:end] for start, end in snippet.ranges} <= {"иванов"}
    assert bool(snippet.ranges) == ("иванов" in text)


def test_boxes_of_a_word_over_a_line_end() -> None:
    text = "жил в Кара-\nганде, умер"
    words = word_boxes(text)
    touched = decode_words(encode_words(words), find_ranges(sought("караганда"), text))
    assert [word.box for word in touched] == [words[2].box, words[3].box]

"""Word boxes come back exactly, and a damaged blob is an error with a name."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.errors import STORE_FAILED, StoreError
from models.page import Box, Word
from models.page.wordboxes import decode_words, encode_words

small = st.integers(0, 2**31 - 1)


@st.composite
def words(draw: st.DrawFn) -> Word:
    start = draw(st.integers(0, 10**6))
    box = Box(draw(small), draw(small), draw(small), draw(small))
    confidence = draw(st.integers(0, 1000)) / 1000
    return Word(start, start + draw(st.integers(0, 1000)), box, confidence, draw(small), 7)


@given(st.lists(words(), max_size=30).map(tuple))
def test_words_come_back(page: tuple[Word, ...]) -> None:
    blob = encode_words(page)
    assert decode_words(blob) == page
    assert encode_words(decode_words(blob)) == blob


stretches = st.tuples(st.integers(0, 10**6), st.integers(0, 2000)).map(lambda s: (s[0], sum(s)))


@given(st.lists(words(), max_size=30).map(tuple), st.lists(stretches, max_size=4))
def test_only_the_words_that_a_stretch_touches_come_back(
    page: tuple[Word, ...], touching: list[tuple[int, int]]
) -> None:
    expected = [
        word
        for word in page
        if any(word.start < last and first < word.end for first, last in touching)
    ]
    assert list(decode_words(encode_words(page), touching)) == expected


@given(st.floats(0, 1))
@example(0.0625)  # half-way, where the last bits of the difference count
def test_confidence_is_kept_to_a_thousandth_and_is_stable(confidence: float) -> None:
    (word,) = decode_words(encode_words((Word(0, 1, Box(0, 0, 1, 1), confidence, 0, 0),)))
    assert word.confidence == pytest.approx(confidence, abs=0.0005 + 1e-9)
    assert decode_words(encode_words((word,))) == (word,)


def typed_page() -> tuple[Word, ...]:
    return tuple(
        Word(9 * n, 9 * n + 8, Box(200 + n % 8 * 180, 90 + n // 8 * 60, 160, 40), 0.9, 0, n // 8)
        for n in range(300)
    )


def test_a_page_takes_a_fraction_of_a_row_per_word() -> None:
    assert len(encode_words(typed_page())) < 1200


@given(st.data())
def test_any_damaged_byte_is_noticed(choice: st.DataObject) -> None:
    blob = bytearray(encode_words(typed_page()[:20]))
    position = choice.draw(st.integers(0, len(blob) - 1))
    blob[position] ^= choice.draw(st.integers(1, 255))
    try:
        decoded = decode_words(bytes(blob))
    except StoreError as error:
        assert error.code == STORE_FAILED
    else:  # a bit of the frame header that says nothing about the content
        assert decoded == typed_page()[:20]


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x02abc", encode_words(typed_page())[:-5]])
def test_a_blob_that_is_no_blob_is_a_store_error(blob: bytes) -> None:
    with pytest.raises(StoreError) as caught:
        decode_words(blob)
    assert caught.value.code == STORE_FAILED

"""Equal values have equal bytes and digests; different ones do not collide."""

from dataclasses import replace
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from models.canonical import digest, from_json, to_json
from models.page import Box, Cleaning, Geometry, Perspective, Reading, Word

PARTS = st.lists(st.text() | st.binary())


def as_bytes(parts: list[str | bytes]) -> list[bytes]:
    return [part.encode() if isinstance(part, str) else part for part in parts]


def test_keys_are_sorted_without_blanks_and_letters_stay_letters() -> None:
    assert to_json(dict[str, object], {"я": "қ", "a": [1, 2]}) == '{"a":[1,2],"я":"қ"}'.encode()
    assert to_json(dict[str, int], {"b": 1, "a": 2}) == to_json(dict[str, int], {"a": 2, "b": 1})


def test_a_value_comes_back_as_it_was() -> None:
    word = Word(0, 4, Box(1, 2, 3, 4), 0.125, 0, 0)
    reading = Reading("Дело", (word,), 0.1 + 0.2, "rus", None)
    assert from_json(Reading, to_json(Reading, reading)) == reading
    flat, seen = Geometry(3, 4, 270, -0.1, 1 / 3), Perspective(0.1, -0.02, 1e-4)
    for value in (flat, replace(flat, perspective=seen), Cleaning(("mask",), 1e-9)):
        assert from_json(type(value), to_json(type(value), value)) == value


def test_a_geometry_of_before_photographs_were_flattened_is_read() -> None:
    kept = b'{"height":4,"rotation":90,"scale":0.5,"skew":1.2,"width":3}'
    assert from_json(Geometry, kept) == Geometry(3, 4, 90, 1.2, 0.5)


@given(PARTS, PARTS)
def test_only_equal_lists_of_parts_share_a_digest(
    first: list[str | bytes], second: list[str | bytes]
) -> None:
    assert (digest(*first) == digest(*second)) == (as_bytes(first) == as_bytes(second))


def test_parts_are_kept_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("1:a") != digest("a")
    assert digest() != digest("")


def test_the_digest_is_the_same_on_every_machine() -> None:
    assert digest("қор", b"\x00") == sha256(b"6:" + "қор".encode() + b"1:\x00").hexdigest()

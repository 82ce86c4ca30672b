"""Inputs that fuzzers once broke a parser with, and a short search for new ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import FINDS, TARGETS, seeds


def test_what_broke_a_parser_once_no_longer_does() -> None:
    for path in sorted(FINDS.glob("*/*")):
        TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_good_inputs_and_their_pieces_put_together_break_nothing(name: str) -> None:
    good = list(seeds(name))
    for each in good:
        TARGETS[name](each)
    pieces = st.one_of(
        st.sampled_from(good).flatmap(
            lambda seed: st.tuples(
                st.integers(0, len(seed)), st.integers(0, len(seed)), st.just(seed)
            ).map(lambda cut: cut[2][min(cut[:2]) : max(cut[:2])])
        ),
        st.text(max_size=8).map(str.encode),
        st.binary(max_size=8),
    )

    @settings(max_examples=40, deadline=None)
    @given(st.lists(pieces, max_size=6).map(b"".join))
    def search(data: bytes) -> None:
        TARGETS[name](data)

    search()

"""Pieces of intervals: two intervals overlap exactly when their pieces meet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.search.backends.datepieces import containing, cut

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
NEAR_1937 = st.integers(0, 1500).map(lambda days: date(1936, 1, 1) + timedelta(days))
INTERVALS = st.tuples(DAYS | NEAR_1937, NEAR_1937 | DAYS).map(lambda ends: (min(ends), max(ends)))


@pytest.mark.parametrize(
    ("lower", "upper", "pieces"),
    [
        (date(1937, 11, 21), date(1937, 11, 21), ["1937-11-21"]),
        (date(1937, 11, 1), date(1937, 11, 30), ["1937-11"]),
        (date(1937, 1, 1), date(1937, 12, 31), ["1937"]),
        (date(1936, 2, 28), date(1936, 3, 1), ["1936-02-28", "1936-02-29", "1936-03-01"]),
        (date(1937, 11, 30), date(1938, 1, 31), ["1937-11-30", "1937-12", "1938-01"]),
        (date(1929, 1, 1), date(1941, 12, 31), ["1929", "193", "1940", "1941"]),
        (date(1900, 1, 1), date(2099, 12, 31), ["19", "20"]),
        (date(1999, 12, 1), None, ["1999-12", "2", "3", "4", "5", "6", "7", "8", "9"]),
        (date(1938, 1, 1), date(1937, 1, 1), []),
    ],
)
def test_pieces(lower: date, upper: date | None, pieces: list[str]) -> None:
    assert cut(lower, upper) == pieces


def test_what_contains_a_piece() -> None:
    assert list(containing("1937-11-21")) == ["1937-11", "1937", "193", "19", "1"]


@given(INTERVALS, INTERVALS)
def test_pieces_meet_exactly_where_intervals_overlap(
    one: tuple[date, date], other: tuple[date, date]
) -> None:
    pieces = set(cut(*one))
    around = pieces | {larger for piece in pieces for larger in containing(piece)}
    asked = cut(*other)
    meet = any(piece in around for piece in asked) or any(
        larger in pieces for piece in asked for larger in containing(piece)
    )
    assert meet == (one[0] <= other[1] and other[0] <= one[1])

"""First and last days of EDTF values."""

from datetime import date

import pytest

from models.dates import bounds


@pytest.mark.parametrize(
    ("edtf", "lower", "upper"),
    [
        ("1937-11-19", date(1937, 11, 19), date(1937, 11, 19)),
        ("1937-02", date(1937, 2, 1), date(1937, 2, 28)),
        ("1936-02", date(1936, 2, 1), date(1936, 2, 29)),
        ("1937", date(1937, 1, 1), date(1937, 12, 31)),
        ("1937?", date(1937, 1, 1), date(1937, 12, 31)),
        ("193X", date(1930, 1, 1), date(1939, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("1931-22", date(1931, 6, 1), date(1931, 8, 31)),
        ("1932-24", date(1932, 1, 1), date(1933, 2, 28)),
        ("1938-03-XX", date(1938, 3, 1), date(1938, 3, 31)),
        ("1937-1X", date(1937, 10, 1), date(1937, 12, 31)),
        ("193X-08-2X", date(1930, 8, 20), date(1939, 8, 29)),
        ("1890~", date(1888, 1, 1), date(1892, 12, 31)),
        ("1936-12~", date(1936, 10, 31), date(1937, 1, 31)),
        ("[1898,1899]", date(1898, 1, 1), date(1899, 12, 31)),
        ("1935/1937-10-15", date(1935, 1, 1), date(1937, 10, 15)),
        ("../1929", None, date(1929, 12, 31)),
        ("/1935", None, date(1935, 12, 31)),
        ("1938/..", date(1938, 1, 1), None),
        ("XXXX", None, None),
    ],
)
def test_bounds(edtf: str, lower: date | None, upper: date | None) -> None:
    assert bounds(edtf) == (lower, upper)


@pytest.mark.parametrize("edtf", ["", "37", "1937-13", "1937-02-30", "1937-00", "октябрь"])
def test_no_value_of_the_subset(edtf: str) -> None:
    with pytest.raises(ValueError, match="EDTF|fits|no day"):
        bounds(edtf)

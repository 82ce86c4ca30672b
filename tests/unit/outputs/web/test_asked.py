"""What a reader types into the form becomes days and cursors, or a clear refusal."""

from base64 import urlsafe_b64encode
from datetime import date

import pytest

from models.errors import ARGUMENT_INVALID, ConfigError
from outputs.web.cursors import make_listing, pack_cursor, unpack_cursor
from outputs.web.pages.asked import Asked, read_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1937", date(1937, 1, 1), date(1937, 12, 31)),
        ("1936-02", date(1936, 2, 1), date(1936, 2, 29)),
        (" 1937-11-21 ", date(1937, 11, 21), date(1937, 11, 21)),
    ],
)
def test_a_year_or_month_is_its_first_or_last_day(text: str, first: date, last: date) -> None:
    assert read_day(text, last=False) == first
    assert read_day(text, last=True) == last


def test_no_date_is_no_limit() -> None:
    assert read_day("  ", last=True) is None


@pytest.mark.parametrize("text", ["37", "1937-13", "1937-02-30", "0000", "вчера", "1937-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_day(text, last=False)
    assert caught.value.code == ARGUMENT_INVALID


def test_asking_for_nothing_is_noticed() -> None:
    assert Asked(q="  ").is_empty
    assert not Asked(place="Карлаг").is_empty


def test_a_cursor_comes_back_as_it_was() -> None:
    assert unpack_cursor(pack_cursor(("Әуезов", 7)), (str, int)) == ("Әуезов", 7)


@pytest.mark.parametrize("cursor", ["", "zz", "é", "bnVsbA", pack_cursor((1, 2)), "W10" * 900])
def test_a_foreign_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(ConfigError):
        unpack_cursor(cursor, (str, int))


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (f"[{10**30}]", (int,)),
        (f"[{2**63}]", (int,)),
        ("[-1]", (int,)),
        ("[true]", (int,)),
        (r'["\ud800",1]', (str, int)),
        (r'["\u0000",1]', (str, int)),
        ("[" * 1400, (int,)),
    ],
)
def test_a_crafted_cursor_is_refused(content: str, kinds: tuple[type[str | int], ...]) -> None:
    cursor = urlsafe_b64encode(content.encode()).decode().rstrip("=")
    with pytest.raises(ConfigError) as caught:
        unpack_cursor(cursor, kinds)
    assert caught.value.code == ARGUMENT_INVALID


def test_a_cursor_holds_the_largest_identity() -> None:
    assert unpack_cursor(pack_cursor((2**63 - 1,)), (int,)) == (2**63 - 1,)


def test_a_listing_goes_on_only_when_there_is_more() -> None:
    assert make_listing([1, 2], 2, lambda last: (last,)).next is None
    listing = make_listing([1, 2, 3], 2, lambda last: (last,))
    assert listing.items == (1, 2)
    assert unpack_cursor(listing.next or "", (int,)) == (2,)

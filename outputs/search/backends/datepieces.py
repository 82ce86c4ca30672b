"""Intervals of days as a few names, so that an index of words finds those that overlap.

A day belongs to a month, a year, a decade, a century, a millennium. An interval is cut into the
fewest of these. Two intervals overlap exactly when a piece of one is a piece of the other, or
contains one, or is contained in one: all are nodes of one tree.
"""

from collections.abc import Iterator
from datetime import date

_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


def cut(lower: date | None, upper: date | None) -> list[str]:
    """Return the pieces of an interval, both ends included; an end that is None is open.

    `1937-11-21`, `1937-11`, `1937`, `193`, `19` and `1` are a day to a millennium.
    """
    lower, upper = lower or _FIRST, upper or _LAST
    return list(_days(lower, upper)) if lower <= upper else []


def containing(piece: str) -> Iterator[str]:
    """Yield what contains a piece, from the next larger one to its millennium."""
    while "-" in piece:
        piece = piece.rpartition("-")[0]
        yield piece
    while len(piece) > 1:
        piece = piece[:-1]
        yield piece


def _days(lower: date, upper: date) -> Iterator[str]:
    first, last = _month(lower), _month(upper)
    if first == last and not (lower.day == 1 and _ends_month(upper)):
        yield from _named_days(first, lower.day, upper.day)
        return
    if lower.day > 1:
        yield from _named_days(first, lower.day, _length(first))
        first += 1
    whole = last if _ends_month(upper) else last - 1
    yield from _months(first, whole)
    if whole < last:
        yield from _named_days(last, 1, upper.day)


def _months(first: int, last: int) -> Iterator[str]:
    while first <= last and first % 12:
        yield _month_name(first)
        first += 1
    tail = last + 1 - (last + 1) % 12
    if first < tail:
        yield from _years(first // 12, tail // 12 - 1)
        first = tail
    for month in range(first, last + 1):
        yield _month_name(month)


def _years(first: int, last: int) -> Iterator[str]:
    """Cut years by the largest power of ten that fits: digits of the name fall away."""
    while first <= last:
        size = 1
        while size < 1000 and first % (size * 10) == 0 and first + size * 10 - 1 <= last:
            size *= 10
        yield f"{first:04}"[: 5 - len(str(size))]
        first += size


def _named_days(month: int, first: int, last: int) -> Iterator[str]:
    for day in range(first, last + 1):
        yield f"{_month_name(month)}-{day:02}"


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_name(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"


def _length(month: int) -> int:
    year, number = divmod(month, 12)
    if number == 11:
        return 31
    return (date(year, number + 2, 1) - date(year, number + 1, 1)).days


def _ends_month(day: date) -> bool:
    return day.day == _length(_month(day))

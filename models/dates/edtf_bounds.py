"""The first and last day an EDTF value can mean; the edtf library pads wrongly or overflows."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

Bounds = tuple[date | None, date | None]

# Months of the EDTF seasons 21-23; winter (24) reaches over the turn of a year on both sides.
SEASON_MONTHS: Final = {"21": (3, 5), "22": (6, 8), "23": (9, 11)}
WINTER: Final = "24"
# How far "about" reaches to each side, by the precision it stands beside.
ABOUT_YEARS: Final = 2
ABOUT_DAYS: Final = {"month": 31, "day": 3}

_SIMPLE: Final = re.compile(
    r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[?~%]?)"
)


def bounds(edtf: str) -> Bounds:
    """Compute the closed range of days that an EDTF value allows.

    Args:
        edtf: level 0 or 1, a season 21-24, `X` digits, an interval with `..`, one of a
            set `[a,b]` or `[a..b]`, or all of a list `{a,b}`.

    Returns:
        Earliest and latest day; None stands for an open or unknown side.

    Raises:
        ValueError: the value is outside of this subset or names a day that does not exist.
    """
    if edtf[:1] + edtf[-1:] in ("[]", "{}"):
        members = edtf[1:-1].replace("..", ",").split(",")
        return _hull([bounds(member.strip()) for member in members])
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        return _side(first)[0], _side(last)[1]
    return _simple(edtf)


def _side(edtf: str) -> Bounds:
    return (None, None) if edtf in ("", "..") else _simple(edtf)


def _hull(members: list[Bounds]) -> Bounds:
    lowers = [lower for lower, _ in members if lower is not None]
    uppers = [upper for _, upper in members if upper is not None]
    known = len(lowers) == len(uppers) == len(members)
    return (min(lowers), max(uppers)) if known else (None, None)


def _simple(edtf: str) -> Bounds:
    match = _SIMPLE.fullmatch(edtf)
    if match is None:
        raise ValueError(f"not an EDTF value of the supported subset: {edtf!r}")
    year, month, day = match["year"], match["month"], match["day"]
    if year == "XXXX":
        return None, None
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    lower, upper = _days(first, last, month, day)
    if match["mark"] in ("~", "%"):
        return _widened(lower, upper, month, day)
    return lower, upper


def _days(first: int, last: int, month: str | None, day: str | None) -> tuple[date, date]:
    if month is None:
        return date(first, 1, 1), date(last, 12, 31)
    if month == WINTER:
        return date(first, 1, 1), date(last + 1, 3, 1) - timedelta(days=1)
    from_month, to_month = SEASON_MONTHS.get(month) or _digits(month, 12)
    lowest, highest = _digits(day, 31) if day else (1, 31)
    if day and "X" not in day and highest > monthrange(last, to_month)[1]:
        raise ValueError(f"no day {day} in month {month}")
    return (
        date(first, from_month, lowest),
        date(last, to_month, min(highest, monthrange(last, to_month)[1])),
    )


def _digits(masked: str, limit: int) -> tuple[int, int]:
    """Lowest and highest number (1..limit) behind two digits, some of them X."""
    numbers = range(1, limit + 1)
    if "X" not in masked:  # nearly all, so they are not tried out one by one
        fitting = [int(masked)] if int(masked) in numbers else []
    else:
        fitting = [number for number in numbers if _fits(f"{number:02d}", masked)]
    if not fitting:
        raise ValueError(f"no number from 1 to {limit} fits {masked!r}")
    return fitting[0], fitting[-1]


def _fits(number: str, masked: str) -> bool:
    return all(mask in ("X", digit) for digit, mask in zip(number, masked, strict=True))


def _widened(lower: date, upper: date, month: str | None, day: str | None) -> tuple[date, date]:
    if month is None:
        return lower.replace(year=lower.year - ABOUT_YEARS), upper.replace(
            year=upper.year + ABOUT_YEARS
        )
    margin = timedelta(days=ABOUT_DAYS["day" if day else "month"])
    return lower - margin, upper + margin

"""The historical date as a value: what was written, what it means, and how sure its days are."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """One date statement of a document.

    Attributes:
        surface: as written (NFC).
        edtf: EDTF level 1, one of a set or all of a list: 1937-11-19, 1931-22, 193X, ../1929,
            1890~, [1898,1899], [1891..1897], {1938-03-12,1938-03-20}.
        lower: earliest day it can mean; None when open or unknown. May be narrower than the
            EDTF says, where the words say more («в начале 1938 г.»).
        upper: latest day it can mean; None when open or unknown.
        calendar: gregorian, julian (converted), julian_given (both were written) or
            solar-hijri-zodiac or hijri; `edtf`, `lower` and `upper` are always Gregorian.
        precision: day, month, season, year, decade, century, interval or unknown.
        derived_from: what was inferred instead of read, sorted: document-year, roman-month,
            two-digit-year, age, ocr-repair, old-style, arrest-day, same-year, same-month; and
            other-reading, where a word was taken that the text has not.
    """

    surface: str
    edtf: str
    lower: date | None
    upper: date | None
    calendar: str
    precision: str
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateContext:
    """What the document knows about itself.

    Attributes:
        year: the document's year, for «с. г.» and dates without a year.
        day: the document's own day, or the arrest for «по день ареста».
    """

    year: int | None = None
    day: date | None = None

    @property
    def known_year(self) -> int | None:
        """The year, taken from the day when only that is known."""
        return self.year if self.year is not None or self.day is None else self.day.year


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands: half-open code points of the searched text."""

    start: int
    end: int
    date: HistoricalDate

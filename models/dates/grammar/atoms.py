"""A date expression without its surroundings: year, month and day, and what they mean alone."""

from dataclasses import dataclass
from datetime import date

from models.dates.edtf_bounds import bounds
from models.dates.grammar.numbers import plausible_year


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a date says, whatever its surface.

    Attributes:
        edtf: the value.
        precision: as in `HistoricalDate`.
        calendar: as in `HistoricalDate`.
        lower: narrower than the EDTF allows, when the words say so.
        upper: narrower than the EDTF allows, when the words say so.
        flags: inferences made.
    """

    edtf: str
    precision: str
    calendar: str = "gregorian"
    lower: date | None = None
    upper: date | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Atom:
    """One date expression in a reading, before the words around it are heeded.

    Attributes:
        start: first character in the reading.
        end: one past the last.
        year: four characters, digits or X; None when neither written nor known from the document.
        month: 1-12, or 21-24 for a season.
        day: two characters, digits or X.
        flags: inferences made so far.
        meaning: set when the expression is more than year, month and day (a range, a decade).
        weak: counts only with the right words around it (a bare year, a bare month).
        year_written: whether the year stands in the expression itself.
    """

    start: int
    end: int
    year: str | None = None
    month: int | None = None
    day: str | None = None
    flags: frozenset[str] = frozenset()
    meaning: Meaning | None = None
    weak: bool = False
    year_written: bool = True

    def read(self) -> Meaning | None:
        """Its meaning alone; None when it names a day that never was."""
        if self.meaning is not None:
            return self.meaning
        parts = [self.year or "XXXX"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        elif self.day is not None:
            parts.append("XX")
        if self.day is not None:
            parts.append(self.day)
        return checked(Meaning("-".join(parts), self._precision(), flags=self.flags))

    def _precision(self) -> str:
        if self.day is not None:
            return "day" if self.day.isdigit() else "month"
        if self.month is not None:
            return "season" if self.month > 12 else "month"
        unknown = 4 - len((self.year or "").rstrip("X"))
        if "X" in (self.year or "").rstrip("X"):  # «19?7»
            return "century"
        return {0: "year", 1: "decade", 2: "century"}.get(unknown, "unknown")


def checked(meaning: Meaning) -> Meaning | None:
    """The meaning when its days exist and its years are plausible, else None."""
    try:
        sides = bounds(meaning.edtf)
    except ValueError:
        return None
    if not all(side is None or plausible_year(side.year) for side in sides):
        return None
    return meaning

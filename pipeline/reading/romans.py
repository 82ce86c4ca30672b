"""Write the Roman months of dates as such, where letters of their shape were read."""

import re
from typing import Final

from models.dates.grammar.romans import roman_months
from models.page import Alternative, Reading
from pipeline.reading.second import replaced

# A figure would do for a month of its own; what stands with other signs is no Arabic number.
_DATED: Final = re.compile(
    r"(?P<before>\W?[0-3]?\d ?[./])(?P<month>(?=.*\D)[ХхXxVvУуIІiіlТтПпШш1|\\]{1,5})"
    r"(?P<after> ?[./-] ?1[89]\d\d\b.*|[./-]\d\d\W*)"
)
_MONTHS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def write_romans(
    reading: Reading, alternatives: tuple[Alternative, ...] = ()
) -> tuple[Reading, tuple[Alternative, ...]]:
    """The reading with the months of its dates in Roman figures, where one month alone is meant."""
    changes: dict[int, tuple[str, float]] = {}
    for index, word in enumerate(reading.words):
        token = reading.text[word.start : word.end]
        found = _DATED.fullmatch(token)
        months = roman_months(found["month"].lower()) if found else ()
        if found and len(months) == 1 and _MONTHS[months[0] - 1] != found["month"]:
            better = found["before"] + _MONTHS[months[0] - 1] + found["after"]
            changes[index] = (better, word.confidence)
    return replaced(reading, changes, alternatives)

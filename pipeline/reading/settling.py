"""Settle on the words of a page, once doubted ones were read twice."""

from collections.abc import Sequence

from models.languages import KAZAKH
from models.page import Alternative, Reading
from pipeline.reading.confusions import correct
from pipeline.reading.russian_machines import as_typed
from pipeline.reading.second import Stretch, merge


def settled(
    reading: Reading,
    doubted: Sequence[Stretch],
    seconds: Sequence[Reading],
    *,
    model: str,
    language: str | None,
) -> tuple[Reading, tuple[Alternative, ...]]:
    """The better words of two readings; what no reading has right is put right."""
    if not seconds:
        return reading, ()
    russian = language != KAZAKH
    found = merge(reading, doubted, seconds, model=model, russian=russian)
    found = correct(*found, kazakh=not russian)
    return found if russian else as_typed(*found)

"""Spans that an engine found, mentions they become, and the key by which they share an entity."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.dates import HistoricalDate
from models.places import PlaceCandidate


class Label(StrEnum):
    """Kinds of mention; the convention of what counts is in docs/annotation.md."""

    PERSON = "PERSON"
    PLACE = "PLACE"
    DATE = "DATE"
    ORG = "ORG"
    ARTICLE = "ARTICLE"
    SENTENCE = "SENTENCE"
    MARK = "MARK"
    CASE = "CASE"
    REFERENCE = "REFERENCE"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of page text that an engine holds for a mention.

    Attributes:
        label: its kind.
        start: offset of its first code point in the stored text.
        end: offset after its last code point.
        confidence: 0..1.
        source: the component that found it, such as "slovnet", "rules" or "dates".
    """

    label: Label
    start: int
    end: int
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A span with its meaning.

    Attributes:
        span: where it stands.
        text: the characters as stored, page text [start:end].
        normal: the form a person reads in a list: nominative name, period-correct place, EDTF.
        key: mentions of one label and key share an entity within a collection.
        date: the historical date of a DATE mention.
        places: gazetteer candidates of a PLACE mention, best first; empty when none fits.
        details: what else was read in it, as JSON of a few hundred bytes (lists, not tuples):
            name parts, role, birth year and place of a person, the event of a date, the parts of an
            article or reference; docs/formats.md has the keys. None when there is nothing.
    """

    span: Span
    text: str
    normal: str
    key: str
    date: HistoricalDate | None = None
    places: tuple[PlaceCandidate, ...] = ()
    details: Mapping[str, object] | None = None

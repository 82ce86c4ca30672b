"""What one component of the pipeline proposes, before all proposals are merged."""

from dataclasses import dataclass
from typing import Final

from models.entity import Label

CAPITAL: Final = "А-ЯЁӘІҢҒҮҰҚӨҺӮ"
SMALL: Final = "а-яёәіңғүұқөһӯ"
CAP_WORD: Final = rf"[{CAPITAL}][{SMALL}]+(?:-[{CAPITAL}]?[{SMALL}]+)*"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed mention; `start` and `end` count the normalised text, half-open.

    Attributes:
        label: its kind.
        start: offset of its first code point.
        end: offset after its last code point.
        confidence: 0..1, the prior of the rule or model that proposed it.
        source: the component, as in `Span.source`.
    """

    label: Label
    start: int
    end: int
    confidence: float
    source: str

    def overlaps(self, other: "Candidate") -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

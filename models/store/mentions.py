"""A mention and its row, there and back."""

from typing import Any

from sqlalchemy import Row

from models.dates import HistoricalDate
from models.entity import Label, Mention, Span
from models.places import PlaceCandidate


def mention_of(row: Row[Any]) -> Mention:
    """A mention as it was given, from its row (all columns and the entity's key)."""
    date = None
    if row.edtf is not None:
        date = HistoricalDate(
            surface=row.text,
            edtf=row.edtf,
            lower=row.lower,
            upper=row.upper,
            calendar=row.calendar,
            precision=row.precision,
            derived_from=tuple(row.derived_from.split()) if row.derived_from else (),
        )
    return Mention(
        span=Span(Label(row.label), row.start, row.end, row.confidence, row.source),
        text=row.text,
        normal=row.normal,
        key=row.key,
        date=date,
        places=tuple(
            PlaceCandidate(**{**place, "reasons": tuple(place["reasons"])})
            for place in row.places or ()
        ),
        details=row.details,
    )


def mention_row(mention: Mention, page_id: int, entity_id: int) -> dict[str, Any]:
    """The row of a mention on a page."""
    span, date = mention.span, mention.date
    return {
        "page_id": page_id,
        "entity_id": entity_id,
        "label": span.label.value,
        "start": span.start,
        "end": span.end,
        "text": mention.text,
        "normal": mention.normal,
        "confidence": span.confidence,
        "source": span.source,
        "edtf": date.edtf if date else None,
        "lower": date.lower if date else None,
        "upper": date.upper if date else None,
        "calendar": date.calendar if date else None,
        "precision": date.precision if date else None,
        "derived_from": " ".join(date.derived_from) if date else None,
        "places": [
            {
                "place_id": place.place_id,
                "name": place.name,
                "score": place.score,
                "reasons": list(place.reasons),
            }
            for place in mention.places
        ]
        or None,
        "details": dict(mention.details) if mention.details else None,
    }

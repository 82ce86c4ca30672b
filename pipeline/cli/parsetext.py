"""Read one text as the pipeline reads a page, and say what was found in plain JSON."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from models.dates import HistoricalDate
from models.dates.chronology import contradictions
from models.documents.doc_types import guess_doc_type
from models.entity import Label, Mention, Span
from models.errors import EngineError
from models.languages import guess_language
from pipeline.cli.parse import Answer, Line, date_keys
from pipeline.engines.ner_spacy import Asked
from pipeline.engines.ner_spacy import Options as EngineOptions
from pipeline.stages.normalise import Options as NormaliseOptions

_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")  # no UTF-8 has it, and no model reads it
_PERSON: Final = (
    "surname",
    "given",
    "patronymic",
    "initials",
    "sex",
    "role",
    "birth_year",
    "birth_place",
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A line in NFC: its offsets in the line as given (None where they agree), its language."""

    line: Line
    text: str
    offsets: tuple[int, ...] | None
    language: str | None

    @classmethod
    def of(cls, line: Line) -> Self:
        """The text of a line, and its language as it says or by its letters."""
        text, offsets = composed(_LONE_SURROGATE.sub("\ufffd", line.text))
        return cls(line, text, offsets, line.language or guess_language(text))


class TextReader:
    """Finds the mentions of texts; the models are loaded once."""

    def __init__(self) -> None:
        self._engine = EngineOptions().build()
        self._normalise = NormaliseOptions().build()

    def read(self, line: Line) -> Answer:
        """Return the text, its mentions with offsets in it as given, and its document type.

        Raises:
            EngineError: a model failed.
        """
        return next(self.read_together([line]))

    def read_together(self, lines: Sequence[Line]) -> Iterator[Answer]:
        """Yield the answers to lines in their order; together they take half the time.

        Raises:
            EngineError: a model failed; the answers to the lines before were given.
        """
        texts = [_Text.of(line) for line in lines]
        asked = [Asked(each.text, each.language, each.line.year) for each in texts]
        try:
            found = self._engine.find_together(asked)
        except EngineError:
            if len(texts) == 1:
                raise
            for line in lines:  # one of them fails: those before it are answered
                yield self.read(line)
            return
        for text, spans in zip(texts, found, strict=True):
            yield self._answer(text, spans)

    def _answer(self, given: "_Text", spans: Sequence[Span]) -> Answer:
        line, text, offsets, language = given.line, given.text, given.offsets, given.language
        found = self._normalise.mentions(text, spans, language=language, year=line.year)
        guess = guess_doc_type(text, language=language)
        return {
            "text": line.text,
            "mentions": [_mention(mention, line.text, offsets) for mention in found],
            "doc_type": {"code": guess.code, "confidence": guess.confidence} if guess else None,
            "contradictions": _contradictions(found),
        }


def _contradictions(mentions: Sequence[Mention]) -> list[dict[str, str]]:
    """Pairs of dates that cannot both be right; an event told twice may be of two people."""
    dates: dict[str, list[HistoricalDate]] = defaultdict(list)
    for mention in mentions:
        if mention.date is not None and mention.details and "event" in mention.details:
            dates[str(mention.details["event"])].append(mention.date)
    told_once = {event: found[0] for event, found in dates.items() if len(found) == 1}
    return [
        {
            "earlier": each.earlier,
            "later": each.later,
            "earlier_edtf": each.earlier_date.edtf,
            "later_edtf": each.later_date.edtf,
        }
        for each in contradictions(told_once)
    ]


def composed(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Return the text in NFC, and for each of its offsets that in `text`; None when they agree."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    starts = [at for at, each in enumerate(text) if not unicodedata.combining(each)]
    cuts = [*([] if starts[:1] == [0] else [0]), *starts, len(text)]
    parts = [
        unicodedata.normalize("NFC", text[start:end])
        for start, end in zip(cuts, cuts[1:], strict=False)
    ]
    offsets = [at for at, part in zip(cuts, parts, strict=False) for _ in part]
    return "".join(parts), (*offsets, len(text))


def _mention(mention: Mention, text: str, offsets: tuple[int, ...] | None) -> dict[str, Any]:
    span = mention.span
    start, end = span.start, span.end
    if offsets is not None:
        start, end = offsets[start], offsets[end]
    return {
        "label": span.label.value,
        "start": start,
        "end": end,
        "text": text[start:end],
        "edtf": mention.date.edtf if mention.date else None,
        "confidence": round(span.confidence, 4),
        "normal": mention.normal,
        **_details(mention),
    }


def _details(mention: Mention) -> dict[str, Any]:
    details = dict(mention.details or {})
    match mention.span.label:
        case Label.PERSON:
            parts = {part: details.get(part) for part in _PERSON}
            return {**parts, "aliases": details.get("aliases", [])}
        case Label.PLACE:
            return _place(mention)
        case Label.DATE:
            return {**date_keys(mention.date), "event": details.get("event")}
        case _:
            return details


def _place(mention: Mention) -> dict[str, Any]:
    candidates = [
        {
            "place_id": each.place_id,
            "name": each.name,
            "score": each.score,
            "reasons": list(each.reasons),
        }
        for each in mention.places
    ]
    details = mention.details or {}
    is_decided = mention.key.startswith("=")
    # A district that the gazetteer lacks lies around its seat, and that has coordinates.
    place_id = mention.key[1:] if is_decided else details.get("seat")
    return {"place_id": place_id, "candidates": candidates, **details}

"""Dates in what the page's text did not take: a word's second reading may be the right one."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as day
from itertools import islice, pairwise, product
from typing import Final, Self

from models.dates import DateContext, HistoricalDate, find_dates, parse_date
from models.entity import Label, Span
from models.page import Alternative, Word

OTHER_READING: Final = "other-reading"
"""Says of a date that a word of it is not the one in the text."""

_MOST_TRIED: Final = 32
_AROUND: Final = 4  # words to either side that a date may take
# What is a guess already is no ground to leave the text for.
_SOUND: Final = ("day", "month", "year", "season", "decade", "interval")  # no mere century
_GUESSED: Final = frozenset({"ocr-repair", "document-year"})


@dataclass(frozen=True, slots=True)
class OtherReadings:
    """A page's words and what else they may say.

    Attributes:
        text: the page's.
        words: in reading order.
        others: by the number of a word, the likeliest first.
    """

    text: str
    words: Sequence[Word]
    others: dict[int, tuple[Alternative, ...]]

    @classmethod
    def of(cls, text: str, words: Sequence[Word], alternatives: Sequence[Alternative]) -> Self:
        """Sort a page's alternatives by their words."""
        grouped: dict[int, list[Alternative]] = defaultdict(list)
        for each in sorted(alternatives, key=lambda each: -each.confidence):
            if each.word < len(words):
                grouped[each.word].append(each)
        return cls(text, words, {number: tuple(found) for number, found in grouped.items()})

    def date_in(
        self, span: Span, found: HistoricalDate | None, context: DateContext
    ) -> HistoricalDate | None:
        """The one date that other readings of a span's words make, where the text's makes none.

        Args:
            span: of the date in the text.
            found: what the text says; a day or year that is legible in part bounds the answer.
            context: what the document knows of itself.

        Returns:
            None where the text is sure, or the readings make no sound date, or several.
        """
        if not self.others or (found is not None and "X" not in found.edtf):
            return None
        read = {
            date.edtf: date
            for surface in self._surfaces(self._words_in(span))
            if (date := parse_date(surface, context=context)) and _is_sound(date, found)
        }
        if len(read) != 1:
            return None
        (date,) = read.values()
        return replace(date, derived_from=tuple(sorted((*date.derived_from, OTHER_READING))))

    def find_dates(self, spans: Sequence[Span], context: DateContext) -> Iterator[Span]:
        """Whole dates that one other reading makes where the text has none."""
        taken = [span for span in spans if span.label is Label.DATE]
        for number, others in self.others.items():
            for other in others:
                span = self._with(number, other, context)
                if span and all(span.end <= one.start or one.end <= span.start for one in taken):
                    taken.append(span)
                    yield span

    def _with(self, number: int, other: Alternative, context: DateContext) -> Span | None:
        """The whole date around a word that it is in when it is read otherwise."""
        word = self.words[number]
        start = self.words[max(0, number - _AROUND)].start
        end = self.words[min(len(self.words) - 1, number + _AROUND)].end
        head, tail = self.text[start : word.start], self.text[word.end : end]
        if not any(map(str.isdigit, head + other.text + tail)):
            return None
        read_from, read_to = len(head), len(head) + len(other.text)
        longer = len(other.text) - (word.end - word.start)
        for found in find_dates(head + other.text + tail, context=context):
            sound = found.date.precision == "day" and _is_sound(found.date, None)
            if read_from < found.end and found.start < read_to and sound:
                first = min(word.start, start + found.start)
                last = max(word.end, start + found.end - longer)
                return Span(Label.DATE, first, last, round(other.confidence, 3), "dates")
        return None

    def _words_in(self, span: Span) -> range:
        first = bisect_right(self.words, span.start, key=lambda word: word.end)
        return range(first, bisect_left(self.words, span.end, key=lambda word: word.start))

    def _surfaces(self, within: range) -> Iterator[str]:
        """Words beside each other, one or more of them as they may also be read."""
        words = [self.words[number] for number in within]
        choices = [
            (self.text[word.start : word.end], *(other.text for other in self.others.get(n, ())))
            for n, word in zip(within, words, strict=True)
        ]
        gaps = [self.text[one.end : two.start] for one, two in pairwise(words)]
        for chosen in islice(product(*choices), 1, _MOST_TRIED):
            yield "".join(map("".join, zip(chosen, (*gaps, ""), strict=True)))


def _is_sound(date: HistoricalDate, found: HistoricalDate | None) -> bool:
    """Whether a date was read, not guessed, and fits what is legible."""
    if date.precision not in _SOUND or "X" in date.edtf or _GUESSED & set(date.derived_from):
        return False
    if found is None:
        return True
    if len(found.edtf) == len(date.edtf):  # «1938-03-1X», «XXXX-03-12»
        return re.fullmatch(found.edtf.replace("X", r"\d"), date.edtf) is not None
    return found.lower is None or found.upper is None or _lies(date, found.lower, found.upper)


def _lies(date: HistoricalDate, earliest: day, latest: day) -> bool:
    return date.lower is not None and earliest <= date.lower <= latest

"""A second look at doubted words: which they are, and how two readings of a word become one.

Nothing is invented: the text only ever takes what an engine read, and what it did not take is
kept beside it (`models.page.Alternative`).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from models.dates import find_dates
from models.morphology import looks_like_name
from models.page import Alternative, Box, Reading, Word
from models.page.joining import mean_confidence
from pipeline.language.known import LETTERS, core, is_spelt
from pipeline.reading.halves import find_halves, is_known_half

FIRST: Final = "first"
"""Source of an alternative that stood in the text before the second look."""

_SAME_PLACE: Final = 0.7  # of the wider box: two readings of one word
# Words to either side that are read along. Tuning pages: 1.57 % wrong characters, 1.61 % with two,
# 1.56 % with the whole line, which costs twice the time.
_NEIGHBOURS: Final = 1
# Unknown words that are read more surely are mostly names: of 120 on tuning pages and samples a
# second reading changed two, one for the better. See docs/adr/0013. Kazakh letters are misread as
# surely as others (see there).
_SURE: Final = 0.9
_MARGIN: Final = 6  # pixels around a line, for accents and tails
# A word that exists outweighs one that does not by this much confidence, and by less where it is
# a name: names are not all in a lexicon, and their likes are (Туманов, not Жуманов).
_EXISTS: Final = 2.0
_NAME_EXISTS: Final = 0.15
_FOREIGN: Final = re.compile(r"(?![А-Яа-яЁё])[\u0400-\u052f]")
_PERCENT: Final = re.compile(r"\S{1,2}-[а-яәіңғүұқөһ]{1,4}\W?")  # «4-і» may be «%-і»
_STRANGE: Final = re.compile(rf"(?![{LETTERS}])[\u0400-\u052f]")
_AROUND: Final = 40  # characters to either side that a date may take
_WHOLE: Final = ("", "")
_STAYS: Final = 0.1  # what the first reading is ahead by


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line, with words that are doubted and their neighbours.

    Attributes:
        box: around all of its words.
        words: indexes of the doubted ones in the reading.
        span: indexes of all of its words.
        pointed: indexes of those behind which a point was left out.
    """

    box: Box
    words: tuple[int, ...]
    span: range = range(0)
    pointed: tuple[int, ...] = ()


def find_doubted(
    reading: Reading, *, below: float, russian: bool, pointed: Collection[int] = ()
) -> list[Stretch]:
    """What is worth a second look, in reading order.

    Doubted are words of low confidence, words that no lexicon knows (Russian ones unless they are
    read surely), each with its neighbours, and every number in a date, alone where it is sure.

    Args:
        reading: of the whole page.
        below: confidence under which a word is doubted.
        russian: whether words of Russian alone count; else those of Kazakh do, too.
        pointed: indexes of words behind which a point was left out.
    """
    halves = find_halves(reading)
    reach = dict.fromkeys(_numbers_in_dates(reading), 0) | dict.fromkeys(pointed, _NEIGHBOURS)
    for index, word in enumerate(reading.words):
        token = reading.text[word.start : word.end]
        low = word.confidence < below
        sure = _SURE if russian else 1.0
        if not low and word.confidence < sure and is_spelt(token, kazakh=not russian):
            low = not is_known_half(token, halves.get(index, _WHOLE), kazakh=not russian)
        low = low or (not russian and _STRANGE.search(token) is not None)
        low = low or (not russian and _PERCENT.fullmatch(token) is not None)
        if low and any(map(str.isalnum, token)):
            reach[index] = _NEIGHBOURS
    return [
        Stretch(
            _around([reading.words[index].box for index in span]),
            tuple(indexes),
            span,
            tuple(index for index in indexes if index in pointed),
        )
        for span, indexes in _spans(reading.words, reach)
    ]


def _spans(words: Sequence[Word], reach: Mapping[int, int]) -> list[tuple[range, list[int]]]:
    """Doubted words with as many neighbours on the line; those that share a word are one span."""
    spans: list[tuple[range, list[int]]] = []
    for index in sorted(reach):
        near = range(max(0, index - reach[index]), min(len(words), index + reach[index] + 1))
        beside = [other for other in near if words[other].line == words[index].line]
        span, indexes = range(beside[0], beside[-1] + 1), [index]
        if spans and span.start < spans[-1][0].stop:
            before, earlier = spans.pop()
            span, indexes = range(before.start, span.stop), [*earlier, index]
        spans.append((span, indexes))
    return spans


def _numbers_in_dates(reading: Reading) -> Iterator[int]:
    spans = [(found.start, found.end) for found in find_dates(reading.text)]
    for index, word in enumerate(reading.words):
        token = reading.text[word.start : word.end]
        if any(map(str.isdigit, token)) and any(s < word.end and word.start < e for s, e in spans):
            yield index


def _around(boxes: Sequence[Box]) -> Box:
    left = max(0, min(box.left for box in boxes) - _MARGIN)
    top = max(0, min(box.top for box in boxes) - _MARGIN)
    right = max(box.right for box in boxes) + _MARGIN
    bottom = max(box.bottom for box in boxes) + _MARGIN
    return Box(left, top, right - left, bottom - top)


def merge(
    reading: Reading,
    stretches: Sequence[Stretch],
    seconds: Sequence[Reading],
    *,
    model: str,
    russian: bool,
) -> tuple[Reading, tuple[Alternative, ...]]:
    """Choose between two readings of every doubted word.

    Args:
        reading: of the whole page.
        stretches: what `find_doubted` gave.
        seconds: their second readings, boxes in the same pixels.
        model: that read them.
        russian: whether words of Russian alone count, and one with other letters is misread.

    Returns:
        The reading with the better words, and the readings of words that were not chosen.
    """
    halves, broken = find_halves(reading), _broken(reading)
    chosen: dict[int, tuple[str, float]] = {}
    alternatives: list[Alternative] = []
    for stretch, second in zip(stretches, seconds, strict=True):
        for index in stretch.words:
            word = reading.words[index]
            other = _same_word(word.box, second)
            if other is None:
                continue
            token = reading.text[word.start : word.end]
            text = second.text[other.start : other.end]
            if index in halves and token.endswith("-") and not text.endswith("-"):
                text += "-"
            if text == token:
                # Two models that read the same are as sure as the surer of them.
                if other.confidence > word.confidence:
                    chosen[index] = (token, other.confidence)
                continue
            lead = other.confidence - word.confidence
            lead += _existence(token, text, halves.get(index, _WHOLE), kazakh=not russian)
            lead += _dates(reading, word, text)
            lead += _EXISTS * (index in stretch.pointed and text == f"{token}.")
            lead += _EXISTS * (index in broken and text == f"{token}-")
            lead += _EXISTS * ("%" in text) * ("%" not in token) * (not russian)
            if lead > _STAYS and not (russian and _FOREIGN.search(text)):
                chosen[index] = (text, other.confidence)
                alternatives.append(Alternative(index, token, word.confidence, FIRST))
            else:
                alternatives.append(Alternative(index, text, other.confidence, model))
    return rewritten(reading, chosen), tuple(alternatives)


def _broken(reading: Reading) -> frozenset[int]:
    """Words at a line end that may go on, by the small letters on both sides of it."""
    return frozenset(
        index
        for index, (word, following) in enumerate(pairwise(reading.words))
        if following.line != word.line
        and reading.text[word.end - 1].islower()
        and reading.text[following.start].islower()
    )


def _same_word(box: Box, second: Reading) -> Word | None:
    best = max(second.words, key=lambda word: _shared(box, word.box), default=None)
    return best if best is not None and _shared(box, best.box) > _SAME_PLACE else None


def _shared(one: Box, other: Box) -> float:
    """Share of the wider box's width that both cover."""
    overlap = min(one.right, other.right) - max(one.left, other.left)
    return overlap / max(one.width, other.width)


def _existence(token: str, text: str, half: tuple[str, str], *, kazakh: bool) -> float:
    """What `text` gains on `token` by being a word, or loses by being none."""
    gain = _NAME_EXISTS if _may_be_name(token) or _may_be_name(text) else _EXISTS
    known, before = (is_known_half(each, half, kazakh=kazakh) for each in (text, token))
    return gain * (known - before)


def _dates(reading: Reading, word: Word, text: str) -> float:
    """What `text` gains by making a date of the words around it, or loses by spoiling one."""
    token = reading.text[word.start : word.end]
    if not any(map(str.isdigit, token + text)):
        return 0.0
    before = reading.text[max(0, word.start - _AROUND) : word.start]
    after = reading.text[word.end : word.end + _AROUND]
    with_text, with_token = (len(find_dates(before + read + after)) for read in (text, token))
    return _EXISTS * (with_text - with_token)


def _may_be_name(token: str) -> bool:
    word = core(token)
    return word[:1].isupper() and looks_like_name(word)


def rewritten(reading: Reading, changes: dict[int, tuple[str, float]]) -> Reading:
    """The reading with other words in some places; `changes` are (text, confidence) by index."""
    if not changes:
        return reading
    pieces: list[str] = []
    words: list[Word] = []
    end_before, offset = 0, 0
    for index, word in enumerate(reading.words):
        gap = reading.text[end_before : word.start]
        text, confidence = changes.get(
            index, (reading.text[word.start : word.end], word.confidence)
        )
        start = offset + len(gap)
        offset = start + len(text)
        end_before = word.end
        pieces += [gap, text]
        words.append(replace(word, start=start, end=offset, confidence=confidence))
    pieces.append(reading.text[end_before:])
    return replace(
        reading, text="".join(pieces), words=tuple(words), confidence=mean_confidence(words)
    )


def replaced(
    reading: Reading, changes: dict[int, tuple[str, float]], alternatives: tuple[Alternative, ...]
) -> tuple[Reading, tuple[Alternative, ...]]:
    """The reading `rewritten`, and `alternatives` with what stood in those places."""
    stood = (
        Alternative(index, reading.text[word.start : word.end], word.confidence, FIRST)
        for index in changes
        for word in (reading.words[index],)
    )
    return rewritten(reading, changes), (*alternatives, *stood)

"""Put marks on a page: its text cut at words, mentions and hits, and their boxes on the image."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.page import Box, Geometry, Word
from outputs.web.queries.page import PageMention, PageView, Scan

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is one word (then with its box on the upright image), or lies between words."""

    text: str
    box: Box | None
    hit: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces that belong to one mention, or to none."""

    mention: PageMention | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw on the upright image: a hit, or a mention on one of its lines."""

    kind: str
    box: Box
    title: str
    mention: PageMention | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """The boxes of a page, in pixels of the upright scan of this size."""

    width: int
    height: int
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """Which kinds there are to switch on and off."""
        return frozenset(mark.kind for mark in self.marks)


def cut_text(page: PageView, hits: Sequence[Span]) -> list[Stretch]:
    """Cut the text of a page so that each stretch and piece can be marked as a whole.

    Where mentions overlap, the one that begins first, then the longest, is marked in the text;
    all of them are drawn on the image.
    """
    if page.reading is None:
        return []
    geometry = page.scan.geometry if page.scan else None
    text, words = page.reading.text, page.reading.words
    stretches = []
    for start, end, mention in _mention_spans(page.mentions, len(text)):
        pieces = tuple(_pieces(text, (start, end), words, hits, geometry))
        stretches.append(Stretch(mention, pieces))
    return stretches


def make_overlay(page: PageView, scan: Scan, hits: Sequence[Span]) -> Overlay:
    """The boxes of mentions and hits, on the image as the reading room shows it."""
    words = page.reading.words if page.reading else ()
    marks = [
        Mark(mention.label.lower(), box, mention.entity, mention)
        for mention in page.mentions
        for box in line_boxes(words, (mention.start, mention.end))
    ]
    text = page.reading.text if page.reading else ""
    hit_words = [word for word in words if _is_hit(word, hits)]
    marks += [Mark("hit", word.box, text[word.start : word.end]) for word in hit_words]
    width, height = scan.geometry.upright_size
    upright = tuple(
        Mark(mark.kind, scan.geometry.to_upright(mark.box), mark.title, mark.mention)
        for mark in marks
    )
    return Overlay(width, height, upright)


def line_boxes(words: Sequence[Word], span: Span) -> list[Box]:
    """The boxes, in pixels of the scan, around the words of a span, one for each line."""
    lines = groupby(_words_in(words, span), lambda word: word.line)
    return [_around([word.box for word in line]) for _, line in lines]


def _mention_spans(
    mentions: Iterable[PageMention], length: int
) -> Iterator[tuple[int, int, PageMention | None]]:
    done = 0
    for mention in sorted(mentions, key=lambda each: (each.start, -each.end)):
        if mention.start < done or mention.end > length:
            continue
        if mention.start > done:
            yield done, mention.start, None
        yield mention.start, mention.end, mention
        done = mention.end
    if done < length:
        yield done, length, None


def _pieces(
    text: str, span: Span, words: Sequence[Word], hits: Sequence[Span], geometry: Geometry | None
) -> Iterator[Piece]:
    done, end = span
    for word in _words_in(words, span):
        first, last = max(word.start, done), min(word.end, end)
        if first > done:
            yield Piece(text[done:first], None, False)
        box = geometry.to_upright(word.box) if geometry else None
        yield Piece(text[first:last], box, _is_hit(word, hits))
        done = last
    if done < end:
        yield Piece(text[done:end], None, False)


def _words_in(words: Sequence[Word], span: Span) -> list[Word]:
    start, end = span
    return [word for word in words if word.start < end and word.end > start]


def _is_hit(word: Word, hits: Sequence[Span]) -> bool:
    return any(word.start < end and word.end > start for start, end in hits)


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)

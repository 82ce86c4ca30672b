"""Put marks on a page: its text cut at words, mentions and hits, and boxes on the image."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.i18n import _
from models.page import Box, Word
from outputs.boxes import Span, line_boxes, words_in
from outputs.web.queries.page import PageMention, PageView, Scan
from outputs.web.wording.doubt import Doubt
from outputs.web.wording.said import hover


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is one word (then with its box on the upright image), or lies between words.

    Attributes:
        text: the letters.
        box: of the word.
        hit: whether it answers what was asked.
        doubt: of the word, if it is to be doubted.
        begins: whether the word begins here, and not in the piece before.
    """

    text: str
    box: Box | None
    hit: bool
    doubt: Doubt | None = None
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces that belong to one mention, or to none."""

    mention: PageMention | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw on the upright image.

    Attributes:
        kind: "stamp", "pencil", "cell", "doubt", "hit", or the label of a mention in small letters.
        box: of the region, the cell, the word, or the part of the mention on one line.
        title: what it is.
        mention: drawn here.
        doubt: drawn here.
    """

    kind: str
    box: Box
    title: str
    mention: PageMention | None = None
    doubt: Doubt | None = None


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


def cut_text(page: PageView, hits: Sequence[Span], doubts: Sequence[Doubt] = ()) -> list[Stretch]:
    """Cut the text of a page so that each stretch and piece can be marked as a whole.

    Where mentions overlap, the one that begins first, then the longest, is marked in the text;
    all of them are drawn on the image.
    """
    if page.reading is None:
        return []
    geometry = page.scan.geometry if page.scan else None
    text, words = page.reading.text, page.reading.words
    doubted = {each.word.start: each for each in doubts}
    stretches = []
    for start, end, mention in _mention_spans(page.mentions, len(text)):
        cut = _cut((start, end), words)
        pieces = tuple(
            Piece(text[first:last], None, False)
            if word is None
            else Piece(
                text[first:last],
                geometry.to_upright(word.box) if geometry else None,
                _is_hit(word, hits),
                doubted.get(word.start),
                begins=first == word.start,
            )
            for first, last, word in cut
        )
        stretches.append(Stretch(mention, pieces))
    return stretches


def make_overlay(
    page: PageView, scan: Scan, hits: Sequence[Span], doubts: Sequence[Doubt] = ()
) -> Overlay:
    """All boxes on the image as the reading room shows it, what lies on top last."""
    marks = [*_region_marks(page), *_cell_marks(page), *_doubt_marks(doubts), *_mention_marks(page)]
    if page.reading:
        text, words = page.reading.text, page.reading.words
        hit_words = [word for word in words if _is_hit(word, hits)]
        marks += [Mark("hit", word.box, text[word.start : word.end]) for word in hit_words]
    width, height = scan.geometry.upright_size
    upright = (replace(mark, box=scan.geometry.to_upright(mark.box)) for mark in marks)
    return Overlay(width, height, tuple(upright))


def _region_marks(page: PageView) -> Iterator[Mark]:
    titles = {"stamp": _("stamp"), "pencil": _("pencil mark")}
    reading = page.reading
    for region in reading.regions if reading else ():
        title = titles.get(region.kind, region.kind)
        said = reading.text[region.start : region.end] if reading and region.end else ""
        yield Mark(region.kind, region.box, f"{title}: {' '.join(said.split())}" if said else title)


def _cell_marks(page: PageView) -> Iterator[Mark]:
    for cell in page.reading.cells if page.reading else ():
        # People count from one.
        place = {"table": cell.table + 1, "row": cell.row + 1, "column": cell.column + 1}
        yield Mark("cell", cell.box, _("table %(table)s, row %(row)s, column %(column)s") % place)


def _doubt_marks(doubts: Iterable[Doubt]) -> Iterator[Mark]:
    for doubt in doubts:
        yield Mark("doubt", doubt.word.box, doubt.text, doubt=doubt)


def _mention_marks(page: PageView) -> Iterator[Mark]:
    words = page.reading.words if page.reading else ()
    for mention in page.mentions:
        for box in line_boxes(words, (mention.start, mention.end)):
            yield Mark(mention.label.lower(), box, hover(mention), mention)


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


def _cut(span: Span, words: Sequence[Word]) -> Iterator[tuple[int, int, Word | None]]:
    """Cut a span at its words: (start, end, word or None between words)."""
    done, end = span
    for word in words_in(words, span):
        first, last = max(word.start, done), min(word.end, end)
        if first > done:
            yield done, first, None
        yield first, last, word
        done = last
    if done < end:
        yield done, end, None


def _is_hit(word: Word, hits: Sequence[Span]) -> bool:
    return any(word.start < end and word.end > start for start, end in hits)

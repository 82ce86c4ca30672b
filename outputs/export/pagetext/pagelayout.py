"""The words of a page as blocks of lines, tables and stamps, for every format that nests them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

from models.page import Box, Cell, Layout, Word
from models.page.joining import join_words
from models.page.textids import block_id, cell_id, line_id, region_id, table_id
from outputs.boxes import around, cell_of
from outputs.export.traversal import AnyRow, ExportedPage


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words."""

    words: tuple[Word, ...]
    box: Box
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or what stands in one cell; a cell may be empty."""

    name: str
    box: Box
    lines: tuple[Line, ...]
    cell: Cell | None = None

    @property
    def start(self) -> int:
        """Where its text begins; an empty cell stands nowhere in it."""
        return self.lines[0].words[0].start if self.lines else -1


@dataclass(frozen=True, slots=True)
class Group:
    """A table with its cells, or a stamp or pencil mark with what it says.

    Attributes:
        kind: "table", "stamp" or "pencil".
        name: identifier in a file.
        box: around it, in pixels of the scan.
        blocks: in reading order; none where nothing was read.
    """

    kind: str
    name: str
    box: Box
    blocks: tuple[Block, ...]

    @property
    def start(self) -> int:
        """Where its text begins; what has none comes last."""
        return min((block.start for block in self.blocks if block.lines), default=1 << 31)


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page as a tree.

    Attributes:
        parts: in reading order.
        spelled: the whole text, where the words at their offsets do not give it; else None.
    """

    parts: tuple[Block | Group, ...]
    spelled: str | None
    _named: Mapping[int, tuple[AnyRow, ...]]

    def named_on(self, words: Iterable[Word]) -> list[AnyRow]:
        """The mentions that have a character in any of some words, each once."""
        found = (mention for word in words for mention in self._named.get(word.start, ()))
        return list({mention.id: mention for mention in found}.values())

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks, those in groups too."""
        for part in self.parts:
            yield from part.blocks if isinstance(part, Group) else (part,)

    @property
    def box(self) -> Box | None:
        """Around all that stands on the page."""
        return around(part.box for part in self.parts) if self.parts else None


def lay_out(page: ExportedPage) -> PageLayout:
    """Nest the words of a page that was read."""
    words, layout = page.read_words(), page.layout
    places = _places(words, layout)
    groups: dict[tuple[str, int], list[Block]] = {}
    parts: list[Block | Group] = []
    for (place, _block), found in groupby(
        zip(places, _paragraphs(page.text, words), words, strict=True), key=itemgetter(0, 1)
    ):
        block = _block_of([word for *_, word in found])
        if place is None:
            parts.append(block)
        else:
            groups.setdefault(place, []).append(block)
    parts += _tables(layout.cells, groups)
    parts += [
        Group(region.kind, region_id(region.kind, number), region.box, tuple(said))
        for number, region in enumerate(layout.regions)
        for said in (groups.get(("region", number), []),)
    ]
    whole = join_words((page.text[word.start : word.end], word) for word in words)
    spelled = None if whole == page.text else page.text
    in_order = tuple(sorted(parts, key=lambda part: part.start))
    return PageLayout(in_order, spelled, _named(words, page.mentions))


def _named(words: Sequence[Word], mentions: Iterable[AnyRow]) -> Mapping[int, tuple[AnyRow, ...]]:
    """The mentions that have a character in a word, by where the word begins."""
    starts = [word.start for word in words]
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for mention in mentions:
        first = max(0, bisect_right(starts, mention.start) - 1)
        for word in islice(words, first, bisect_left(starts, mention.end)):
            if word.end > mention.start:
                found[word.start].append(mention)
    return {start: tuple(named) for start, named in found.items()}


def _places(words: Sequence[Word], layout: Layout) -> list[tuple[str, int] | None]:
    """For each word the group it belongs to: a region by its text, a cell by where it stands."""
    numbers = {cell: number for number, cell in enumerate(layout.cells)}
    cells = [cell_of(word, layout.cells) for word in words]
    return [
        _region_of(word, layout) or (("cell", numbers[cell]) if cell else None)
        for word, cell in zip(words, cells, strict=True)
    ]


def _region_of(word: Word, layout: Layout) -> tuple[str, int] | None:
    for number, region in enumerate(layout.regions):
        if region.start is not None and region.start <= word.start < (region.end or 0):
            return "region", number
    return None


def _paragraphs(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """For each word its block, and the number of its paragraph: empty lines part these."""
    number, end = 0, 0
    for word in words:
        number += text.count("\n", end, word.start) > 1
        end = word.end
        yield word.block, number


def _block_of(words: Sequence[Word], cell: Cell | None = None) -> Block:
    lines = tuple(
        Line(line, around(word.box for word in line), line_id(line[0]))
        for _, found in groupby(words, key=lambda word: word.line)
        for line in (tuple(found),)
    )
    return Block(block_id(words[0]), around(line.box for line in lines), lines, cell)


def _tables(cells: Sequence[Cell], groups: dict[tuple[str, int], list[Block]]) -> Iterator[Group]:
    numbered = sorted(enumerate(cells), key=lambda each: each[1].table)
    for table, found in groupby(numbered, key=lambda each: each[1].table):
        blocks = [
            Block(cell_id(cell), cell.box, _lines(groups.get(("cell", number), [])), cell)
            for number, cell in found
        ]
        yield Group("table", table_id(table), around(block.box for block in blocks), tuple(blocks))


def _lines(blocks: Iterable[Block]) -> tuple[Line, ...]:
    return tuple(line for block in blocks for line in block.lines)

"""Printed pages in columns: stories under headings, rules between the columns, a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from benchmarks.typedtexts import Texts
from samples.typewriter import PAGE_SHAPE, TOP, Ink, load_face
from samples.wrap import INDENT, TypedLine, wrap_line

LEFT: Final = 200
WIDTH: Final = 2080
SIZE: Final = 44
FEED: Final = 56
HEADING: Final = 64
HEADLINE: Final = 96
LETTER: Final = 0.5
"""Of its size that a letter is wide on the mean."""
SPACE: Final = 0.2
"""Of its size that words are apart at the least."""
FOOT: Final = 120
"""Pixels at the bottom of a page on which nothing is printed."""
CHARACTERS: Final = 4200
PICTURE: Final = 12
"""Lines that a picture is high."""
DOTS: Final = 7
"""Pixels from dot to dot of a picture's screen."""


@dataclass(frozen=True, slots=True)
class Style:
    """How columns are set, in pixels: their number, size of print, line feed, way between them."""

    columns: int
    size: int
    feed: int
    gutter: int

    @property
    def width(self) -> int:
        """Of a column."""
        return self.span(1)

    def span(self, columns: int) -> int:
        """How wide columns side by side are together."""
        column = (WIDTH - (self.columns - 1) * self.gutter) // self.columns
        return columns * column + (columns - 1) * self.gutter

    def left_of(self, column: int) -> int:
        """Where a column begins."""
        return LEFT + column * (self.width + self.gutter)


STYLES: Final = {
    "columnsthree": Style(3, 36, 46, 70),
    "columnsfour": Style(4, 32, 41, 50),
}


@dataclass(frozen=True, slots=True)
class Story:
    """Text under a heading.

    Attributes:
        heading: over all of its columns.
        text: in paragraphs.
        begin: its first column.
        end: the one behind its last.
        pictured: the columns that a picture stands in.
    """

    heading: str
    text: str
    begin: int
    end: int
    pictured: range = range(0)

    def rows(self, lines: Sequence[TypedLine]) -> int:
        """Lines of its columns one beside the other."""
        slots = len(lines) + PICTURE * len(self.pictured)
        return -(-slots // (self.end - self.begin))


def set_lines(text: str, columns: int) -> list[TypedLine]:
    """Break text into lines of a width in characters; a paragraph that wraps is moved in.

    The samples' own layout would set what looks like a stamp of secrecy to the right.
    """
    lines: list[TypedLine] = []
    for paragraph in text.split("\n"):
        indent = INDENT if len(paragraph) > columns else 0
        pieces = list(wrap_line(paragraph, 0, width=columns, first_width=columns - indent))
        pieces[0] = replace(pieces[0], column=indent)
        pieces[-1] = replace(pieces[-1], glue="\n")
        lines += pieces
    return lines


def set_print(text: str, face: str, *, width: int, size: int = SIZE) -> list[TypedLine]:
    """Break text into lines that a column holds without words running together.

    Args:
        text: in paragraphs.
        face: font file below `samples.typewriter.FONT_ROOT`.
        width: of the column, pixels.
        size: of the print.
    """
    font, most = load_face(face, size), round(width / size / LETTER)
    lines: list[TypedLine] = []
    for paragraph in text.split("\n"):
        for columns in range(most, most // 2, -1):
            broken = set_lines(paragraph, columns)
            if all(_room(line, font, width, size) >= SPACE * size for line in broken):
                break
        lines += broken
    return lines


def _room(line: TypedLine, font: FreeTypeFont, width: int, size: int) -> float:
    """Pixels between the words of a line that fills its column."""
    words = line.typed.split()
    natural = sum(map(font.getlength, words)) + (size if line.column else 0)
    return (width - natural) / max(1, len(words) - 1)


def justify(
    page: Image.Image,
    lines: Sequence[TypedLine],
    face: str,
    *,
    left: int,
    width: int,
    top: int = TOP,
    size: int = SIZE,
    feed: int = FEED,
) -> None:
    """Print lines in a column, all but the last of a paragraph justified.

    Args:
        page: its ink so far.
        lines: see `set_print`.
        face: font file below `samples.typewriter.FONT_ROOT`.
        left: where the column begins, pixels.
        width: of the column, pixels.
        top: the first base line.
        size: of the print.
        feed: from line to line.
    """
    pen, font = ImageDraw.Draw(page), load_face(face, size)
    for index, line in enumerate(lines):
        words = line.typed.split()
        start = left + (size if line.column else 0)
        space = _room(line, font, width, size)
        ends = "\n" in line.glue or line is lines[-1]
        space = min(space, size * 0.3) if ends else space
        for word in words:
            pen.text((start, top + index * feed), word, 255, font, anchor="ls", stroke_width=0.5)
            start += round(font.getlength(word) + space)


def set_stories(
    texts: Texts, rng: np.random.Generator, style: Style
) -> tuple[Ink, tuple[str, ...]]:
    """A page of columns; rules, a headline, headings over some columns and a picture by chance.

    Returns:
        Its ink, and its text line by line in reading order.
    """
    headline, stories = _draw(texts, rng, style)
    face = texts.faces.printed
    page, ruled = Image.new("L", PAGE_SHAPE[::-1]), bool(rng.integers(2))
    top = _head(page, headline, face, (LEFT, TOP, WIDTH), HEADLINE) if headline else TOP
    said, ends = [headline] * bool(headline), [top] * style.columns
    for story in stories:
        lines = set_print(story.text, face, width=style.width, size=style.size)
        rows = story.rows(lines)
        top = max(ends[story.begin : story.end])
        place = (style.left_of(story.begin), top, style.span(story.end - story.begin))
        first = (
            _head(page, story.heading, face, place, HEADING) if story.heading else top + style.feed
        )
        said += [story.heading] * bool(story.heading)
        bottom = first + rows * style.feed
        for left, line, taken in _columns(story, lines, style):
            height = first + line * style.feed
            held = taken[: max(0, (PAGE_SHAPE[0] - FOOT - height) // style.feed)]
            justify(
                page, held, face, left=left, width=style.width, top=height, size=style.size,
                feed=style.feed,
            )  # fmt: skip
            said += [each.typed for each in held]
        if story.pictured:
            left = style.left_of(story.begin + story.pictured.start)
            above = first + rows // 3 * style.feed - style.size
            _picture(page, (left, above, style.span(len(story.pictured))), style, rng)
        if ruled:
            _rules(page, story, (top, first - style.size, bottom), style)
        ends[story.begin : story.end] = [bottom] * (story.end - story.begin)
    return np.asarray(page, dtype=np.float32) / np.float32(255), tuple(said)


def set_stories_flat(
    texts: Texts, rng: np.random.Generator, style: Style
) -> tuple[Ink, tuple[str, ...]]:
    """The same in one column over the whole width, without rules and picture."""
    headline, stories = _draw(texts, rng, style)
    face = texts.faces.printed
    page = Image.new("L", PAGE_SHAPE[::-1])
    top = _head(page, headline, face, (LEFT, TOP, WIDTH), HEADLINE) if headline else TOP
    said = [headline] * bool(headline)
    for story in stories:
        if story.heading:
            top = _head(page, story.heading, face, (LEFT, top, WIDTH), HEADING)
            said.append(story.heading)
        lines = set_print(story.text, face, width=WIDTH, size=style.size)
        justify(
            page, lines, face, left=LEFT, width=WIDTH, top=top, size=style.size, feed=style.feed
        )
        said += [line.typed for line in lines]
        top += len(lines) * style.feed
    return np.asarray(page, dtype=np.float32) / np.float32(255), tuple(said)


def _draw(texts: Texts, rng: np.random.Generator, style: Style) -> tuple[str, list[Story]]:
    """Headline and stories of a page, in reading order."""
    headline = _heading(texts, rng) if rng.integers(3) else ""
    last, form = style.columns, rng.integers(4)
    spans = [(0, last)]
    if form == 1:
        spans = [(0, last), (0, last)]
    if form >= 2:
        spans = [(0, 1), (1, last), (1, last)]
    whole = style.columns * (2 if form == 1 else 1)
    stories = []
    for begin, end in spans:
        share = (end - begin) / whole / (2 if form >= 2 and begin else 1)
        text = texts.draw(rng, round(CHARACTERS * share))
        heading = _heading(texts, rng) if len(spans) > 1 else ""
        wide = int(rng.integers(1, 3))
        first = int(rng.integers(max(1, end - begin - wide + 1)))
        shown = rng.integers(3) == 0 and wide <= end - begin
        stories.append(
            Story(heading, text, begin, end, range(first, first + wide) if shown else range(0))
        )
    return headline, stories


def _heading(texts: Texts, rng: np.random.Generator) -> str:
    return texts.draw(rng, 30).strip(" .,:;-").upper().split("\n")[0]


def _head(page: Image.Image, words: str, face: str, place: tuple[int, int, int], size: int) -> int:
    """Print a heading in the middle of a place, as left, top and width; gives the line below."""
    left, top, width = place
    pen, font = ImageDraw.Draw(page), load_face(face, size)
    size = min(size, int(size * width / font.getlength(words)))
    font = load_face(face, size)
    base = top + round(1.6 * size)
    pen.text((left + width / 2, base), words, 255, font, anchor="ms", stroke_width=size / 40)
    return base + round(1.2 * size)


def _columns(
    story: Story, lines: Sequence[TypedLine], style: Style
) -> Iterator[tuple[int, int, Sequence[TypedLine]]]:
    """What stands in a row in a column of a story: its left edge, first line, and lines."""
    rows = story.rows(lines)
    above = rows // 3
    for column in range(story.end - story.begin):
        left = style.left_of(story.begin + column)
        pieces = [(0, rows)]
        if column in story.pictured:
            pieces = [(0, above), (above + PICTURE, rows)]
        for first, last in pieces:
            taken, lines = lines[: last - first], lines[last - first :]
            yield left, first, taken


def _picture(
    page: Image.Image, place: tuple[int, int, int], style: Style, rng: np.random.Generator
) -> None:
    """A screened portrait in a frame: left, the first line that would stand there, and width."""
    left, first, width = place
    height = round((PICTURE - 0.6) * style.feed)
    y, x = np.mgrid[:height, :width]
    head = np.hypot((x - width / 2) / (0.22 * height), (y - 0.4 * height) / (0.3 * height)) < 1
    shade = np.where(head, 0.35, 0.65) + rng.uniform(-0.15, 0.15) * (y / height)
    screen = (np.sin(x * np.pi / DOTS) * np.sin(y * np.pi / DOTS) + 1) / 2
    page.paste(Image.fromarray(((screen < shade) * 235).astype(np.uint8)), (left, first))
    ImageDraw.Draw(page).rectangle(
        (left, first, left + width, first + height), outline=255, width=4
    )


def _rules(page: Image.Image, story: Story, rows: tuple[int, int, int], style: Style) -> None:
    """Rules between the columns of a story, from its first line on, and left of all of it."""
    top, first, bottom = rows
    pen = ImageDraw.Draw(page)
    for column in range(max(1, story.begin), story.end):
        x = style.left_of(column) - style.gutter // 2
        start = top if column == story.begin else first
        pen.line((x, start, x, bottom - style.feed), fill=230, width=4)
    if story.heading:
        left, right = style.left_of(story.begin), style.left_of(story.end) - style.gutter
        pen.line((left, top, right, top), fill=230, width=4)

"""What a page holds beyond lines of text: cells of tables, stamps, pencil marks."""

from dataclasses import dataclass

from models.page.geometry import Box


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page that is no body text: what was stamped, written or drawn upon it.

    Attributes:
        kind: "stamp" or "pencil".
        box: in pixels of the scan.
        start: offset in the page text at which what it says begins; None where nothing was read.
        end: offset after it.
    """

    kind: str
    box: Box
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table; `row` and `column` count from 0 in the page as it is read.

    Attributes:
        table: number of the table on the page, from 0.
        row: from the top.
        column: from the left.
        box: in pixels of the scan.
    """

    table: int
    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """How the page is built, beyond lines of text.

    Attributes:
        cells: of its tables.
        regions: its stamps and pencil marks, which the body was read without; what stamps say
            stands behind the body.
    """

    cells: tuple[Cell, ...] = ()
    regions: tuple[Region, ...] = ()

    def body_of(self, text: str) -> str:
        """The page text without what stamps say."""
        starts = [region.start for region in self.regions if region.start is not None]
        return text[: min(starts)].rstrip() if starts else text

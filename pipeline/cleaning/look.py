"""Measurements of a scan that tell which cleaning may help it; all of them cost 25 ms."""

from dataclasses import dataclass

from models.page import Page
from pipeline.imaging import background, borders, colour, marks, scan


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen on a scan without reading it.

    Attributes:
        ink: share of the page that is ink of the size of letters, 0..1.
        border: share that is solid dark around the page, 0..1.
        bilevel: there are two brightnesses only: nothing is known of paper and ink.
        uneven: deviation of the paper's brightness, share of it.
        depth: by how much the ink is darker than the paper, share of it, 0..1.
        noise: deviation on bare paper, 0..255.
        ghosts: share of the letters that are fainter by far than the others, 0..1.
        coloured: share of the ink that is coloured where most is black, 0..1.
    """

    ink: float
    border: float
    bilevel: bool
    uneven: float = 0.0
    depth: float = 1.0
    noise: float = 0.0
    ghosts: float = 0.0
    coloured: float = 0.0


def look_at(page: Page) -> Look:
    """Measure a page; raises SourceError when its scan cannot be decoded."""
    grey, overview = scan.grey_of(page), scan.overview_of(page)
    ink = marks.ink_share_of(page)
    border = float(borders.borders_of(page).mean())
    noise = background.noise_of(grey)
    if background.is_bilevel(grey):
        return Look(ink, border, bilevel=True, noise=noise)
    paper, letters = background.paper_around(overview), marks.letters_of(page)
    return Look(
        ink,
        border,
        bilevel=False,
        uneven=background.unevenness(paper),
        depth=background.ink_depth(grey, paper, letters),
        noise=noise,
        ghosts=background.ghost_share(overview, paper, borders.borders_of(page)),
        coloured=colour.coloured_share(scan.colours_of(page)),
    )

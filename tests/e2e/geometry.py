"""Where things are on the screen of a browser, and how well two of them lie over each other."""

from typing import Final

from playwright.sync_api import Locator, Page

# On an overview the word is 12 pixels high, of which rounding and blur may take two; a box that
# is half a word off would score a third.
CLOSE: Final = 0.75
Rectangle = tuple[float, float, float, float]


def rectangle_of(locator: Locator) -> Rectangle:
    """Where the browser draws an SVG element, without the width of its line."""
    left, top, right, bottom = locator.evaluate(
        """element => {
            const box = element.getBBox(), matrix = element.getScreenCTM();
            const one = new DOMPoint(box.x, box.y).matrixTransform(matrix);
            const other = new DOMPoint(box.x + box.width, box.y + box.height)
                .matrixTransform(matrix);
            return [one.x, one.y, other.x, other.y];
        }"""
    )
    return left, top, right, bottom


def overlap(one: Rectangle, other: Rectangle) -> float:
    """Intersection over union."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0.0, width) * max(0.0, height)
    areas = sum((each[2] - each[0]) * (each[3] - each[1]) for each in (one, other))
    return shared / (areas - shared)


def wait_for_viewer(page: Page) -> None:
    page.wait_for_selector("#viewer[data-ready=yes] canvas", state="attached")
    wait_until_still(page, 900)  # the viewer's opening animation


def wait_until_still(page: Page, milliseconds: int) -> None:
    """Wait as long as a movement takes, and on a busy machine until all of it was drawn."""
    page.wait_for_timeout(milliseconds)
    page.evaluate(
        """() => new Promise(resolve => {
            const place = () => {
                const drawn = document.querySelector('#overlay rect, #overlay');
                return drawn ? JSON.stringify(drawn.getBoundingClientRect()) : '';
            };
            let last = '', frames = 0;
            const look = () => {
                const now = place();
                frames = now === last ? frames + 1 : 0;
                last = now;
                frames < 10 ? requestAnimationFrame(look) : resolve();
            };
            look();
        })"""
    )

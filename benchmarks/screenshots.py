"""Take pictures of every kind of page, to be looked at: three widths, by day and by night.

    python -m benchmarks.screenshots WORKSPACE OUT [--language kk]

Needs a workspace in which the samples were read; `make demo` leaves one in ./data.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, get_args

from playwright.sync_api import Browser

from tests.e2e.chromium import CHROMIUM, open_browser, open_page, serve_workspace
from tests.e2e.pagekinds import find_kinds
from tests.support.webroom import make_webroom

Light = Literal["light", "dark"]
WIDTHS: Final = (390, 820, 1366)
"""Of a phone, a tablet held upright and a small laptop, in CSS pixels."""

_NOTHING_LATER: Final = "document.querySelectorAll('img').forEach(img => { img.loading = 'eager' })"


def main() -> None:
    """Print the name of each picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", choices=["en", "ru", "kk"], default="en")
    arguments = parser.parse_args()
    with (
        TemporaryDirectory() as folder,
        serve_workspace(arguments.workspace) as address,
        open_browser(CHROMIUM) as browser,
    ):
        kinds = find_kinds(address, make_webroom(Path(folder)).app.routes)
        for path in take(browser, kinds, arguments.out, language=arguments.language):
            print(path)


def take(browser: Browser, kinds: dict[str, str], out: Path, *, language: str) -> Iterator[Path]:
    """Take a picture of the whole of each page; one that is wider than its screen says so."""
    for light in get_args(Light):
        for width in WIDTHS:
            context = browser.new_context(
                color_scheme=light, locale=language, viewport={"width": width, "height": 900}
            )
            page, _ = open_page(context)
            for kind, address in kinds.items():
                page.goto(address)
                page.evaluate(_NOTHING_LATER)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(600)  # a viewer's opening animation
                wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                name = re.sub(r"\W+", "-", kind).strip("-") or "home"
                path = out / f"{name}.{light}.{width}{'.too-wide' if wide else ''}.png"
                page.screenshot(path=path, full_page=True)
                yield path
            context.close()


if __name__ == "__main__":
    main()

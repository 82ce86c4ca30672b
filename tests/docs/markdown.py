"""Read our pages: their tables by heading, the commands they show, and their links."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
MANUALS: Final = (
    *sorted(ROOT.glob("*.md")),
    *sorted(DOCS.rglob("*.md")),
)
"""Pages written for people; those beside reference tables and test files are in `all_pages`."""

_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE: Final = re.compile(r"`([^`\n]+)`")
_LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FOLDERS: Final = (
    *("docs", "samples", "models", "ingest", "pipeline", "outputs", "benchmarks", "tests"),
    *("training", "weights"),
)


def all_pages() -> list[Path]:
    """Every Markdown page of the repository."""
    inner = [page for folder in _FOLDERS for page in sorted((ROOT / folder).rglob("*.md"))]
    return [*sorted(ROOT.glob("*.md")), *inner]


def tables(page: Path) -> dict[str, list[list[str]]]:
    """Rows of the tables of a page by the heading above them, without their head rows."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    is_body = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
            found.setdefault(heading, [])
        is_rule = line.startswith("|---")
        if is_body and line.startswith("|"):
            found[heading].append([cell.strip() for cell in line.strip("|").split("|")])
        is_body = is_rule or (is_body and line.startswith("|"))
    return found


def codes(text: str) -> list[str]:
    """What stands between backticks."""
    return _CODE.findall(text)


def names(rows: list[list[str]]) -> set[str]:
    """All that stands between backticks in the first column."""
    return {name for row in rows for name in codes(row[0])}


def shown_commands(page: Path) -> Iterator[str]:
    """What follows `$ ` in the fenced blocks of a page."""
    for _language, block in _FENCE.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                yield line.removeprefix("$ ")


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> list[str]:
    """Targets of the page's links."""
    return _LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """Anchors that a reader of the rendered page can jump to."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in kept}

import re
from pathlib import Path

import pytest

from tests.docs.markdown import DOCS, ROOT, all_pages, anchors, codes, links, prose


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if ":" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in anchors(target), link


def test_every_manual_is_reached_from_the_first_page() -> None:
    seen: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        targets = [link.partition("#")[0] for link in links(page) if ":" not in link]
        ahead += [(page.parent / target).resolve() for target in targets if target]
    assert set(DOCS.rglob("*.md")) <= seen


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_that_are_named_are_there(page: Path) -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"data", ".cache"}
    for code in codes(prose(page)):
        for path in re.findall(r"[\w./*-]+", code):
            is_ours = "/" in path and path.split("/")[0] in folders
            if is_ours and not re.search("NAME|NNNN", path):  # stand for any
                assert list(ROOT.glob(path.rstrip("/"))), path

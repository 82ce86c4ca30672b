"""Every kind of page is accessible and valid HTML, whatever the light and the language."""

import json
import subprocess
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.e2e.chromium import open_page
from tests.e2e.pagekinds import find_kinds
from tests.support.programs import need_program
from tests.support.webroom import WebRoom

VALIDATOR = Path(".cache/npm/node_modules/vnu-jar/build/dist/vnu.jar")
# A program of seconds is done before the second compiler pays, which doubles its work.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-jar")


@pytest.fixture(scope="module")
def kinds(room: WebRoom, samples_address: str) -> dict[str, str]:
    """One address of each kind of page of the samples."""
    return find_kinds(samples_address, room.app.routes)


def test_no_kind_of_page_shuts_anybody_out(browser: Browser, kinds: dict[str, str]) -> None:
    context = browser.new_context(color_scheme="light", locale="kk")
    page, _ = open_page(context)
    faults = {}
    for kind, address in kinds.items():
        page.goto(address)
        by_day = Axe().run(page)
        page.emulate_media(color_scheme="dark")  # nothing but colours changes
        by_night = Axe().run(page, options={"runOnly": ["color-contrast"]})
        page.emulate_media(color_scheme="light")
        reports = [each.generate_report() for each in (by_day, by_night) if each.violations_count]
        if reports:
            faults[kind] = "\n".join(reports)
    context.close()
    assert not faults, "\n".join(f"{kind}\n{report}" for kind, report in faults.items())


def test_every_kind_of_page_is_valid_html(kinds: dict[str, str], tmp_path: Path) -> None:
    need_program("java")
    assert VALIDATOR.is_file(), "make test installs it into .cache/npm"
    names = {}
    for number, address in enumerate(kinds.values()):
        for language in ("en", "ru", "kk"):
            path = tmp_path / f"{number}-{language}.html"
            path.write_text(httpx.get(address, headers={"Accept-Language": language}).text)
            names[path.name] = address
    done = subprocess.run(
        [*JAVA, VALIDATOR, "--format", "json", "--stdout", *tmp_path.glob("*.html")],
        capture_output=True,
        check=False,
    )
    faults = [
        f"{names[Path(each['url']).name]}: {each['message']} {each.get('extract', '')}"
        for each in json.loads(done.stdout)["messages"]
        if each["type"] == "error"
    ]
    assert not faults, "\n".join(faults)

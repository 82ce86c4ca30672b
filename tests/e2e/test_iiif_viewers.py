"""What others made for IIIF takes our files: a library, a checker of image servers, Mirador."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from models.blobs import BlobStore
from models.tables import PageRow
from tests.e2e.chromium import open_page, serve
from tests.e2e.geometry import overlap
from tests.support.factories import add_collection, add_page, add_source, open_database
from tests.support.programs import need_file
from tests.support.webroom import INK, KEYWORD, WebRoom, make_webroom, room_over

TOOLS = Path(".cache/iiif")
MIRADOR = TOOLS / "mirador/dist/mirador.min.js"
CHECKER = TOOLS / "python/bin/iiif-validate.py"
# It wants !w,h to fail where the frame is larger than the image; section 4.2 of the specification
# says that the image is then given in its own size.
NOT_AS_SPECIFIED = "size_noup"
HIGHLIGHT = (255, 0, 255)
CLOSE = 0.75
Rectangle = tuple[int, int, int, int]


@pytest.fixture(scope="module")
def prezi() -> Iterator[Any]:
    """The consortium's library of the Presentation API."""
    need_file(TOOLS / "python/iiif_prezi3/__init__.py")
    sys.path.insert(0, str((TOOLS / "python").resolve()))
    yield importlib.import_module("iiif_prezi3")
    sys.path.pop(0)


def referred(client: httpx.Client, address: str) -> Iterator[dict[str, Any]]:
    """A list, the lists and files in it, and the annotations on their canvases."""
    found = client.get(address).raise_for_status().json()
    yield found
    for item in found.get("items", ()) if found["type"] == "Collection" else ():
        yield from referred(client, item["id"])
    for canvas in found["items"] if found["type"] == "Manifest" else ():
        for page in canvas.get("annotations", ()):
            yield from referred(client, page["id"])


def test_the_library_reads_all_that_is_said_of_the_samples(
    prezi: Any, samples_address: str
) -> None:
    counts: dict[str, int] = {}
    with httpx.Client(timeout=30) as client:
        for found in referred(client, f"{samples_address}/iiif/collection"):
            getattr(prezi, found["type"])(**found)
            counts[found["type"]] = counts.get(found["type"], 0) + 1
            for service in found.get("service", ()):
                if service.get("type") == "SearchService2":
                    answer = client.get(service["id"], params={"q": "а* OR с* OR п*"}).json()
                    prezi.AnnotationPage(**answer)
                    counts["matches"] = counts.get("matches", 0) + len(answer["items"])
    assert counts["Manifest"] >= 9 and counts["Collection"] > counts["Manifest"]
    assert counts["AnnotationPage"] > 40 and counts["matches"] > 100


def test_the_library_would_refuse_what_is_wrong(prezi: Any, samples_address: str) -> None:
    manifest = httpx.get(f"{samples_address}/iiif/files/1/manifest").json()
    with pytest.raises(ValueError, match="width"):
        prezi.Manifest(**{**manifest, "items": [{**manifest["items"][0], "width": "wide"}]})


@pytest.fixture(scope="module")
def squares(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A reading room with the checker's reference image as page 1."""
    need_file(CHECKER)
    folder = tmp_path_factory.mktemp("squares")
    ask = "import json; from iiif_validator.validator import ValidationInfo as V; "
    ask += "print(json.dumps(V().colorInfo))"
    colours = json.loads(run_checker("-c", ask).stdout.splitlines()[-1])
    image = Image.new("RGB", (1000, 1000))
    pen = ImageDraw.Draw(image)
    for x, column in enumerate(colours):
        for y, colour in enumerate(column):
            pen.rectangle((100 * x, 100 * y, 100 * x + 99, 100 * y + 99), fill=tuple(colour))
    image.save(folder / "squares.png")
    blobs, database = BlobStore(folder / "blobs"), open_database(folder)
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "squares.png")
        digest = blobs.add_file(folder / "squares.png")
        add_page(connection, source, image_sha256=digest)
        connection.execute(update(PageRow).values(width=1000, height=1000))
    with serve(room_over(database, folder, foreign_viewers=True)) as address:
        yield address


def run_checker(*arguments: str) -> subprocess.CompletedProcess[str]:
    paths = {"PYTHONPATH": str((TOOLS / "python").resolve())}
    return subprocess.run(
        [sys.executable, *arguments], env={**os.environ, **paths}, capture_output=True, text=True
    )


def test_the_checker_of_image_servers_is_content_with_level_2(squares: str) -> None:
    server = squares.removeprefix("http://")
    asked = ("--version", "3.0", "--level", "2", "-s", server, "-p", "iiif/image", "-i", "1")
    said = run_checker(str(CHECKER), *asked).stderr
    failed = [line for line in said.splitlines() if line.endswith("FAIL")]
    assert said.count(" PASS") > 25
    assert [line.split()[2] for line in failed] == [NOT_AS_SPECIFIED], said


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> WebRoom:
    return make_webroom(tmp_path_factory.mktemp("room"), foreign_viewers=True)


class QuietHandler(SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, format: str, *args: object) -> None: ...


@dataclass(frozen=True, slots=True)
class OtherSite:
    """Another site with Mirador on its pages; `folder` is what it serves."""

    folder: Path
    address: str

    def show(self, page: Page, manifest: str, *, highlight: float) -> None:
        """Open a file in Mirador, the keyword searched and its boxes painted so opaquely."""
        paint = {"fillStyle": "#ff00ff", "globalAlpha": highlight}
        options = {
            "id": "viewer",
            "workspaceControlPanel": {"enabled": False},
            "themes": {
                name: {"palette": {"search": dict.fromkeys(("default", "selected"), paint)}}
                for name in ("light", "dark")
            },
            "windows": [{"manifestId": manifest, "sideBarOpen": True, "sideBarPanel": "search"}],
        }
        (self.folder / "index.html").write_text(
            '<!doctype html><meta charset="utf-8"><div id="viewer" style="position:fixed;inset:0">'
            f'</div><script src="{MIRADOR.name}"></script>'
            f"<script>Mirador.viewer({json.dumps(options)})</script>",
            encoding="utf-8",
        )
        page.goto(f"{self.address}/index.html")
        page.get_by_label("search terms").fill(KEYWORD)
        page.get_by_label("search terms").press("Enter")
        panel = page.get_by_role("complementary", name="Search")
        panel.get_by_text("1 of 1", exact=True).wait_for()


@pytest.fixture(scope="module")
def viewers(tmp_path_factory: pytest.TempPathFactory) -> Iterator["OtherSite"]:
    """Another site that has Mirador."""
    need_file(MIRADOR)
    folder = tmp_path_factory.mktemp("viewers")
    (folder / MIRADOR.name).symlink_to(MIRADOR.resolve())
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield OtherSite(folder, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


def seen(page: Page, colour: tuple[int, int, int]) -> Rectangle:
    """Where a colour is on the screen, once the viewer moves no more."""
    last: Rectangle = (0, 0, 0, 0)
    for _ in range(40):
        page.wait_for_timeout(500)
        shot = np.asarray(Image.open(BytesIO(page.screenshot())).convert("RGB")).astype(int)
        spots = (np.abs(shot - np.array(colour)).sum(axis=2) < 60).astype(np.uint8)
        left, top, width, height = cv2.boundingRect(spots)
        now = (left, top, left + width, top + height)
        if width and now == last:
            return now
        last = now
    raise AssertionError(f"{colour} is not on the screen, or moves: {last}")


@pytest.mark.parametrize("path", ["files/1", "sources/2"])
def test_mirador_draws_a_match_over_its_word(
    browser: Browser, viewers: OtherSite, address: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page, _complaints = open_page(context)  # most of them are Mirador's own
    refused: list[str] = []
    page.on("requestfailed", lambda request: refused.append(request.url))
    page.on("response", lambda answer: refused.extend([answer.url] * (answer.status >= 400)))
    manifest = f"{address}/iiif/{path}/manifest"
    viewers.show(page, manifest, highlight=0.0)
    word = seen(page, INK)
    viewers.show(page, manifest, highlight=1.0)
    box = seen(page, HIGHLIGHT)
    assert overlap(box, word) > CLOSE
    assert [url for url in refused if url.startswith(address)] == []
    context.close()

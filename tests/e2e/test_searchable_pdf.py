"""PDF files of the samples, as poppler, PDFium (which Chromium reads by) and pdf.js see them."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pikepdf
import pytest

from models.blobs import BlobStore
from models.database import Database
from models.page import Box
from outputs.export.request import ExportRequest
from outputs.export.runner import export
from outputs.export.traversal import ExportedPage, read_pages
from outputs.export.units import read_units
from tests.support.pdfs import pdfa_faults, pdfium, poppler_text, poppler_words
from tests.support.programs import need_file, need_program

PDF_JS = Path(".cache/npm/node_modules/pdfjs-dist/legacy/build/pdf.mjs")
SCRIPT = Path(__file__).with_name("pdftext.mjs")
HYPHEN = re.compile(r"(?<=\w)(?:-?\s*\n\s*|\ufffe)(?=\w)")


@dataclass(frozen=True)
class Bound:
    """A PDF and the pages that it was made of."""

    path: Path
    pages: list[ExportedPage]


@pytest.fixture(scope="module")
def bound(read_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Bound]]:
    out = tmp_path_factory.mktemp("pdf") / "out"
    database = Database(f"sqlite:///{read_samples / 'aigaq.db'}")
    blobs = BlobStore(read_samples / "blobs")
    report = export(database, blobs, ExportRequest(formats=("pdf",)), out)
    assert not report.failed
    with database.read() as connection:
        units = [
            Bound(
                out / "pdf" / f"{unit.path}.pdf",
                [page for page in read_pages(connection, None, unit) if page.geometry],
            )
            for unit in read_units(connection)
        ]
    yield [each for each in units if each.pages]
    database.close()


def test_every_file_is_pdf_a(bound: list[Bound]) -> None:
    assert len(bound) >= 8
    for each in bound:
        assert pdfa_faults(each.path) == []


def test_the_scans_are_in_it_as_they_were_delivered(bound: list[Bound], read_samples: Path) -> None:
    blobs = BlobStore(read_samples / "blobs")
    sizes: dict[str, int] = {}
    for each in bound:
        with pikepdf.open(each.path) as pdf:
            for page, bound_page in zip(each.pages, pdf.pages, strict=True):
                sizes[page.source] = page.row.byte_size
                scan = bound_page.Resources.XObject.I.read_raw_bytes()
                original = blobs.path(page.row.source_sha256).read_bytes()
                # The PNG has its rows in chunks and the TIFF in strips; unit tests look at those.
                assert scan in original or page.row.media_type in ("image/png", "image/tiff")
    assert sum(each.path.stat().st_size for each in bound) <= sum(sizes.values()) * 1.05


def test_words_land_in_their_boxes(bound: list[Bound]) -> None:
    """Words lie wholly in their boxes, up to a pixel; dashes, which are lower, by their middle."""
    need_program("pdftotext")
    landed: dict[bool, list[bool]] = {True: [], False: []}
    for each in bound:
        for page, found in zip(each.pages, poppler_words(each.path), strict=True):
            assert page.geometry
            pixels = page.row.dpi / 72
            for word in page.read_words():
                box, shown = page.geometry.to_upright(word.box), page.text[word.start : word.end]
                spoken = any(letter.isalnum() for letter in shown)
                landed[spoken].append(
                    any(
                        lies_in([side * pixels for side in sides], box, wholly=spoken)
                        for text, sides in found
                        if text == shown
                    )
                )
    assert len(landed[True]) > 2000
    assert sum(landed[True]) >= 0.99 * len(landed[True])
    assert sum(landed[True]) + sum(landed[False]) >= 0.99 * sum(map(len, landed.values()))


def lies_in(sides: list[float], box: Box, *, wholly: bool) -> bool:
    left, top, right, bottom = sides
    if not box.left - 1 <= left < right <= box.right + 1:
        return False
    if wholly:
        return box.top - 1 <= top < bottom <= box.bottom + 1
    return box.top <= (top + bottom) / 2 <= box.bottom


def test_the_text_is_copied_in_the_order_of_reading(bound: list[Bound]) -> None:
    for each in bound:
        copied = poppler_text(each.path, "-raw").split("\f")
        with pdfium(each.path) as pdf:
            seen = [page.get_textpage().get_text_range() for page in pdf]
        for place, page in enumerate(each.pages):
            for text in (copied[place], seen[place]):
                assert likeness(text, page.text) > 0.99


def test_kazakh_words_are_searched_and_found(bound: list[Bound]) -> None:
    """PDFium's own search, which is that of Chromium's Ctrl-F."""
    looked_for = 0
    for each in bound:
        with pdfium(each.path) as pdf:
            for place, page in enumerate(each.pages):
                for word in re.findall(r"\w*[ӘҒҚҢӨҰҮҺІәғқңөұүһі]\w*", page.text)[:20]:
                    assert pdf[place].get_textpage().search(word).get_next()
                    looked_for += 1
    assert looked_for > 50


def test_pdf_js_reads_the_same(bound: list[Bound]) -> None:
    need_program("node")
    need_file(PDF_JS)
    for each in bound:
        done = subprocess.run(
            ["node", SCRIPT, PDF_JS.resolve(), each.path],
            capture_output=True,
            text=True,
            check=True,
        )
        read = json.loads(done.stdout)
        for page, seen in zip(each.pages, read, strict=True):
            assert likeness(seen["text"], page.text) > 0.99
            if page.row.sheet:
                assert seen["label"].startswith(f"Л. {page.row.sheet.removesuffix('об.')}")


def likeness(read: str, text: str) -> float:
    """Share of words that are the same; a hyphen at a line end may be told or not."""
    found, wanted = (HYPHEN.sub("", each.replace("\r", "")).split() for each in (read, text))
    return SequenceMatcher(None, found, wanted, autojunk=False).ratio()

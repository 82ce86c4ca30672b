"""What other people's programs see in a PDF: page-validation, qpdf, poppler and PDFium."""

import re
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
from PIL import Image

_PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')

Placed = tuple[str, tuple[float, float, float, float]]
"""A word and its left, top, right and bottom, in points of the page as it is shown."""


def pdfa_faults(path: Path) -> list[str]:
    """What page-validation finds against PDF/A-2b, and qpdf against the file."""
    report = page_validation.validate_pdf(path, profile="2b")
    assert report.rules.total > 100
    with pikepdf.open(path) as pdf, warnings.catch_warnings():
        # JBIG2 streams are decoded by page-validation and PDFium only.
        warnings.filterwarnings("ignore", message=".*jbig2dec")
        broken = pdf.check_pdf_syntax()
    return [f"{each.rule_id}: {each.message}" for each in report.failures] + broken


def poppler_words(path: Path, *options: str) -> list[list[Placed]]:
    """The words of each page as pdftotext finds them."""
    done = subprocess.run(
        ["pdftotext", "-bbox", *options, path, "-"], capture_output=True, text=True, check=True
    )
    assert not done.stderr.replace("no word list\n", "")  # of a blank page
    return [
        [
            (unescape(word), (float(a), float(b), float(c), float(d)))
            for a, b, c, d, word in _WORD.findall(body)
        ]
        for body in _PAGE.findall(done.stdout)
    ]


def poppler_text(path: Path, *options: str) -> str:
    """The text as pdftotext writes it."""
    done = subprocess.run(
        ["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


@contextmanager
def pdfium(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The file as Chromium's own reader opens it."""
    document = pypdfium2.PdfDocument(path)
    try:
        yield document
    finally:
        document.close()


def pdfium_text(path: Path) -> list[str]:
    """The text of each page; a hyphen at a line end is told by U+FFFE."""
    with pdfium(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def shown(path: Path, number: int, width: int) -> Image.Image:
    """A page as PDFium shows it, `width` pixels wide."""
    with pdfium(path) as document:
        page = document[number - 1]
        image: Image.Image = page.render(scale=width / page.get_width()).to_pil()
        return image

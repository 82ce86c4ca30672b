"""Pages as the `ocr` stage leaves them, their text that of an invented sample or of a test."""

from pathlib import Path

from models.page import Page, PageContext, PageImage, Reading
from samples.texts import read_annotation, read_gold
from tests.support.factories import word_boxes

GOLD_IDS = ("kk01", "kk02", "kk03", "ru01", "ru03", "ru05", "ru08", "ru10")


def read_page(
    text: str, language: str | None = "ru", *, date: str | None = None, year: int | None = None
) -> Page:
    """A page on which `text` was read; `date` and `year` are what its description says."""
    image = PageImage("0" * 64, Path("scan.png"), 1700, 2200, 200)
    reading = Reading(text, word_boxes(text), 0.9, "rus", language)
    return Page(image, PageContext(language, date, year), reading=reading)


def gold_page(gold_id: str, *, described: bool = True) -> Page:
    """A page of the samples, with or without the date that its description gives."""
    date = read_annotation(gold_id)["date"] if described else None
    year = int(date[:4]) if date and date[:4].isdigit() else None
    return read_page(read_gold(gold_id), gold_id[:2], date=date, year=year)

"""The look of the reading room: letters that its typefaces have, colours that a reader chooses."""

from pathlib import Path

import pytest
from PIL import ImageFont

from tests.support.webroom import Reader, WebRoom

STATIC = Path("outputs/web/static")
RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№"
KAZAKH = "ӘҒҚҢӨҰҮҺІәғқңөұүһі"
OLD_RUSSIAN = "ѢѲѴѣѳѵ"
LATIN_KAZAKH = "ÄĞÑÖŞŪÜİäğñöşūüı"


def drawn(fonts: list[ImageFont.FreeTypeFont], letter: str) -> bool:
    """Whether one of the files draws the letter as anything but its sign for what is missing."""
    return any(bytes(font.getmask(letter)) != bytes(font.getmask("\uffff")) for font in fonts)


@pytest.mark.parametrize(
    ("family", "letters"),
    [
        ("source-serif-4", RUSSIAN + KAZAKH + OLD_RUSSIAN + LATIN_KAZAKH),
        ("golos-text", RUSSIAN + KAZAKH + LATIN_KAZAKH),
    ],
)
def test_a_typeface_has_every_letter_of_the_languages(family: str, letters: str) -> None:
    fonts = [ImageFont.truetype(path, 24) for path in (STATIC / "vendor" / family).glob("*.woff2")]
    assert [letter for letter in letters if not drawn(fonts, letter)] == []
    assert not drawn(fonts, "\u4e00")
    license_text = (STATIC / "vendor" / family / "LICENSE").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in license_text


def test_the_style_sheets_name_only_files_that_are_there() -> None:
    named = [
        part.split(")")[0]
        for sheet in STATIC.glob("*.css")
        for part in sheet.read_text(encoding="utf-8").split("url(")[1:]
    ]
    assert len(named) >= 8
    assert [path for path in named if not (STATIC / path).is_file()] == []


def test_the_colours_are_chosen_and_remembered_without_scripts(room: WebRoom) -> None:
    reader = Reader(room.app)
    assert "data-theme" not in reader.get("/").text
    chosen = reader.get("/search", params={"q": "Карлаг", "theme": "dark"}).text
    assert '<html lang="en" data-theme="dark">' in chosen
    assert "/search?q=%D0%9A%D0%B0%D1%80%D0%BB%D0%B0%D0%B3&amp;theme=light" in chosen
    assert 'data-theme="dark"' in reader.get("/").text
    assert "data-theme" not in reader.get("/", params={"theme": "auto"}).text
    assert "data-theme" not in reader.get("/", params={"theme": '"><script>'}).text

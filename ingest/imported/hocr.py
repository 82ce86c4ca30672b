"""Read hOCR, of one page or many, also where it is HTML rather than XML."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote

from ingest.imported.found import (
    FoundCell,
    FoundRegion,
    FoundWord,
    PageText,
    Sides,
    confidence_in,
    cut_words,
    language_of,
    number_in,
    own_place,
    quarter_turns,
)
from ingest.imported.xml import span_of
from models.page.textids import numbers_in

_PROPERTY: Final = re.compile(r"""\s*([a-z_]+)\s+((?:"[^"]*"|'[^']*'|[^;"'])*)""")
_LINES: Final = frozenset(
    {"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"}
)
_REGIONS: Final = ("stamp", "pencil")


def read_hocr(root: Any) -> list[PageText]:
    """What a document says of its pages, in their order."""
    said = {each.get("name"): each.get("content") or "" for each in root.iter("meta")}
    model = said.get("aigaq-model", "")
    system = said.get("ocr-system", "")
    return [
        _page(sheet, said, program="" if system in ("unknown", model) else system, model=model)
        for sheet in root.iter()
        if "ocr_page" in _classes(sheet)
    ]


def _page(sheet: Any, said: dict[str, str], *, program: str, model: str) -> PageText:
    title = _title(sheet)
    sides = _box(title)
    words: list[FoundWord] = []
    cells: list[FoundCell] = []
    regions: list[FoundRegion] = []
    block = paragraph = -1
    for element in sheet.iter():
        classes = _classes(element)
        block += "ocr_carea" in classes
        paragraph += bool(classes & {"ocr_carea", "ocr_par"})
        if classes & _LINES and not any(_classes(each) & _LINES for each in element[:]):
            words += _line(element, (block, paragraph, len(words)), sides)
        here = _box(_title(element))
        cell = numbers_in(element.get("id"), "cell", 3)
        if cell and here:
            cells.append(FoundCell(cell, here))
        for kind in _REGIONS:
            number = numbers_in(element.get("id"), kind, 1)
            if number and here:
                regions.append(FoundRegion(kind, number[0], here, span_of(element)))
    languages = (each.get("lang") for each in (sheet, *sheet.iterancestors()))
    image = title.get("image", "").strip().strip("\"'")
    position = number_in(title.get("ppageno"))
    return PageText(
        image=unquote(image),
        number=None if position is None else int(position) + 1,
        width=sides[2] - sides[0] if sides else None,
        height=sides[3] - sides[1] if sides else None,
        words=tuple(words),
        cells=tuple(cells),
        regions=tuple(sorted(regions, key=lambda each: each.number)),
        spelled=said.get("aigaq-text"),
        confidence=confidence_in(said.get("aigaq-confidence")),
        language=next(filter(None, map(language_of, (*languages, said.get("ocr-langs")))), None),
        rotation=quarter_turns(said.get("aigaq-rotation")),
        program=program,
        model=model,
    )


def _line(line: Any, number: tuple[int, int, int], sheet: Sides | None) -> Iterator[FoundWord]:
    around = _box(_title(line)) or sheet or (0, 0, 0, 0)
    words = [each for each in line.iter() if "ocrx_word" in _classes(each)]
    for word in words:
        title = _title(word)
        text, sides = "".join(word.itertext()).strip(), _box(title) or around
        own = own_place(line.get("id"), word.get("id"), text)
        confidence = confidence_in(title.get("x_wconf"), 100)
        if own:
            yield FoundWord(text, sides, confidence, number, own)
            continue
        for piece, part in cut_words(text, sides):
            yield FoundWord(piece, part, confidence, number)
    if not words:
        for piece, part in cut_words(" ".join("".join(line.itertext()).split()), around):
            yield FoundWord(piece, part, None, number)


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split()) if isinstance(element.tag, str) else set()


def _title(element: Any) -> dict[str, str]:
    """The properties of a title; a quoted value may hold what parts them."""
    said = element.get("title") if isinstance(element.tag, str) else None
    return dict(_PROPERTY.findall(said)) if said else {}


def _box(title: dict[str, str]) -> Sides | None:
    numbers = [number_in(each) for each in title.get("bbox", "").split()]
    if len(numbers) != 4 or any(number is None for number in numbers):
        return None
    left, top, right, bottom = (number or 0.0 for number in numbers)
    return left, top, right, bottom

"""Read PAGE of any year, by the names of its elements."""

import re
from collections.abc import Iterator
from typing import Any, Final

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
from ingest.imported.xml import child, local, span_of, text_of
from models.page.textids import numbers_in

_POINT: Final = re.compile(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")
_NUMBER: Final = re.compile(r"\bpage \{number:(\d{1,9});")
_REGIONS: Final = ("stamp", "pencil")


def read_page(root: Any) -> list[PageText]:
    """What a document says of its page; PAGE has one each."""
    return [_page(sheet, root) for sheet in local(root, "Page")]


def _page(sheet: Any, root: Any) -> PageText:
    steps = {each.get("name"): each.get("value") or "" for each in local(root, "MetadataItem")}
    spelled = [each for each in local(sheet, "UserAttribute") if each.get("name") == "text"]
    number = _NUMBER.search(sheet.get("custom") or "")
    words: list[FoundWord] = []
    cells: list[FoundCell] = []
    for place, region in enumerate(_in_order(sheet)):
        cell = numbers_in(region.get("id"), "cell", 3)
        sides = _sides(region)
        if cell and sides:
            cells.append(FoundCell(cell, sides))
        words += _region(region, place, len(words))
    regions = [
        FoundRegion(kind, found[0], sides, span_of(graphic))
        for graphic in local(sheet, "GraphicRegion")
        for kind in _REGIONS
        if (found := numbers_in(graphic.get("id"), kind, 1)) and (sides := _sides(graphic))
    ]
    return PageText(
        image=sheet.get("imageFilename") or "",
        number=int(number[1]) if number else None,
        width=number_in(sheet.get("imageWidth")),
        height=number_in(sheet.get("imageHeight")),
        words=tuple(words),
        cells=tuple(cells),
        regions=tuple(sorted(regions, key=lambda each: each.number)),
        spelled=spelled[0].get("value") if spelled else None,
        confidence=confidence_in(sheet.get("conf")),
        language=_language(sheet),
        rotation=quarter_turns(sheet.get("orientation")),
        # Creator is who wrote the file, of ours as of others who name the program besides.
        program=steps.get("program") or ("" if steps.get("model") else text_of(root, "Creator")),
        model=steps.get("model", ""),
    )


def _language(sheet: Any) -> str | None:
    levels = [sheet, *local(sheet, "TextRegion"), *local(sheet, "TextLine")]
    said = (level.get("primaryLanguage") for level in levels)
    return next(filter(None, map(language_of, said)), None)


def _in_order(sheet: Any) -> list[Any]:
    """Regions of text in the reading order, if the file has one; what it leaves out comes last."""
    order = child(sheet, "ReadingOrder")
    refs = [] if order is None else [each.get("regionRef") for each in order.iter()]
    places = {name: number for number, name in enumerate(filter(None, refs))}

    def place(region: Any) -> int:
        above = [region, *region.iterancestors()]
        return next((places[each.get("id")] for each in above if each.get("id") in places), 1 << 30)

    return sorted(local(sheet, "TextRegion"), key=place)


def _region(region: Any, place: int, before: int) -> Iterator[FoundWord]:
    lines = region.findall("{*}TextLine")
    sides = _sides(region)
    for number, line in enumerate(lines):
        yield from _line(line, (place, place, before + number), sides)
    if not lines and sides:
        for number, text in enumerate(_text(region).splitlines()):
            for piece, part in cut_words(text, sides):
                yield FoundWord(piece, part, None, (place, place, before + number))


def _line(line: Any, number: tuple[int, int, int], region: Sides | None) -> Iterator[FoundWord]:
    around = _sides(line) or region or (0, 0, 0, 0)
    words = line.findall("{*}Word")
    for word in words:
        text, sides = _text(word), _sides(word) or around
        own = own_place(line.get("id"), word.get("id"), text)
        confidence = _confidence(word)
        if own:
            yield FoundWord(text, sides, confidence, number, own)
            continue
        for piece, part in cut_words(text, sides):
            yield FoundWord(piece, part, confidence, number)
    if not words:
        confidence = _confidence(line)
        for piece, part in cut_words(_text(line), around):
            yield FoundWord(piece, part, confidence, number)


def _best(element: Any) -> Any:
    """The first of its texts, by their index; None where it has none."""
    equivalents = element.findall("{*}TextEquiv")
    return min(equivalents, key=lambda each: number_in(each.get("index")) or 0, default=None)


def _text(element: Any) -> str:
    best = _best(element)
    return "" if best is None else text_of(best, "Unicode")


def _confidence(element: Any) -> float | None:
    best = _best(element)
    return None if best is None else confidence_in(best.get("conf"))


def _sides(element: Any) -> Sides | None:
    """The box around the outline of an element; old files list points one by one."""
    coords = child(element, "Coords")
    if coords is None:
        return None
    points = [(float(x), float(y)) for x, y in _POINT.findall(coords.get("points") or "")]
    for point in coords.iterfind("{*}Point"):
        points.append((number_in(point.get("x")) or 0, number_in(point.get("y")) or 0))
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)

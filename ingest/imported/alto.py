"""Read ALTO of any version, by the names of its elements: others write it in many namespaces."""

import re
from collections.abc import Iterator
from typing import Any, Final, get_args

from ingest.imported.found import (
    FoundCell,
    FoundRegion,
    FoundWord,
    PageText,
    Sides,
    Unit,
    confidence_in,
    cut_words,
    language_of,
    number_in,
    own_place,
    quarter_turns,
)
from ingest.imported.xml import child, local, span_of, text_of
from models.page.textids import numbers_in

_ONE_DIGIT: Final = re.compile(r"0\.\d")
_REGIONS: Final = ("stamp", "pencil")


def read_alto(root: Any) -> list[PageText]:
    """What a document says of its pages, in their order."""
    said = text_of(root, "MeasurementUnit").strip()
    unit: Unit = said if said in get_args(Unit) else "pixel"  # type: ignore[assignment]
    spelled = next(
        (tag.get("LABEL") for tag in local(root, "OtherTag") if tag.get("ID") == "text"), None
    )
    program, model = _program(root)
    image = text_of(root, "fileName").strip()
    return [
        _page(sheet, unit, image=image, spelled=spelled, program=program, model=model)
        for sheet in local(root, "Page")
    ]


def _program(root: Any) -> tuple[str, str]:
    """Program and model of the step that read: the first that names any software."""
    steps = [*local(root, "ocrProcessingStep"), *local(root, "Processing")]
    for step in steps:
        name = " ".join(
            filter(None, (text_of(step, "softwareName"), text_of(step, "softwareVersion")))
        )
        described = text_of(step, "applicationDescription")
        settings = text_of(step, "processingStepSettings")
        model = settings.removeprefix("model ") if settings.startswith("model ") else ""
        if name or model:
            # Ours describes by its whole identity the program that it names shortly.
            return (described if described.startswith(name) else name) or name, model
    return "", ""


def _page(sheet: Any, unit: Unit, **about: Any) -> PageText:
    words: list[FoundWord] = []
    cells: list[FoundCell] = []
    regions: list[FoundRegion] = []
    for number, block in enumerate(local(sheet, "TextBlock")):
        cell = numbers_in(block.get("ID"), "cell", 3)
        if cell:
            cells.append(FoundCell(cell, _sides(block) or (0, 0, 0, 0)))
        for line in local(block, "TextLine"):
            words += _line(line, block, (number, number, len(words)), about["program"])
    for block in local(sheet, "ComposedBlock"):
        for kind in _REGIONS:
            place = numbers_in(block.get("ID"), kind, 1)
            sides = _sides(block)
            if place and sides:
                regions.append(FoundRegion(kind, place[0], sides, span_of(block)))
    position = number_in(sheet.get("PHYSICAL_IMG_NR"))
    languages = [sheet, *local(sheet, "TextBlock")]
    said = (each.get("LANG") or each.get("language") for each in languages)
    return PageText(
        number=int(position) if position and position >= 1 else None,
        width=number_in(sheet.get("WIDTH")),
        height=number_in(sheet.get("HEIGHT")),
        unit=unit,
        words=tuple(words),
        cells=tuple(cells),
        regions=tuple(sorted(regions, key=lambda region: region.number)),
        confidence=confidence_in(sheet.get("PC")),
        language=next(filter(None, map(language_of, said)), None),
        rotation=quarter_turns(sheet.get("ROTATION")),
        **about,
    )


def _line(line: Any, block: Any, number: tuple[int, int, int], program: str) -> Iterator[FoundWord]:
    strings = list(local(line, "String"))
    hyphen = child(line, "HYP")
    for string in strings:
        place = numbers_in(string.get("ID"), "w", 2)
        text = string.get("CONTENT") or ""
        if string is strings[-1] and hyphen is not None:
            text = _with_hyphen(text, hyphen.get("CONTENT") or "-", place)
        sides = _sides(string) or _sides(line) or _sides(block) or (0, 0, 0, 0)
        said = string.get("WC")
        own = own_place(line.get("ID"), string.get("ID"), text)
        if own:
            yield FoundWord(text, sides, confidence_in(said), number, own)
            continue
        for piece, part in cut_words(text, sides):
            yield FoundWord(piece, part, _confidence(said, program), number)


def _confidence(said: str | None, program: str) -> float | None:
    """The confidence of a word; Tesseract writes 9 per cent as 0.9, and 90 as 0.90."""
    share = confidence_in(said)
    if share and program.startswith("tesseract") and _ONE_DIGIT.fullmatch(said or ""):
        return share / 10
    return share


def _with_hyphen(text: str, hyphen: str, place: tuple[int, ...] | None) -> str:
    """A word at a line's end with the hyphen that stands beside it; some have it in both."""
    whole = text + hyphen
    if place:
        return whole if place[1] - place[0] == len(whole) else text
    return text if text.endswith(hyphen) else whole


def _sides(element: Any) -> Sides | None:
    numbers = [number_in(element.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
    if any(number is None for number in numbers):
        return None
    left, top, width, height = (number or 0.0 for number in numbers)
    return left, top, left + width, top + height

"""Read what stamps say, apart from the text they lie over: their ink alone, levelled, unframed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from models.languages import KAZAKH_LETTERS
from models.page import Box, Geometry, Reading, Region, Word
from models.page.joining import mean_confidence
from pipeline.engines.protocols import GreyImage, ReadingEngine
from pipeline.imaging.stamps import STAMP
from pipeline.imaging.turn import find_skew, turned
from pipeline.layout.tables import around

_WHITE: Final = 255
_PALE: Final = 170  # darker may be ink: a worn stamp is pale in the middle of its strokes
_DARK: Final = 120  # darker is ink
_LONG: Final = 64  # pixels at 150 dpi, 11 mm: longer strokes are those of a frame
_LOOK: Final = 150  # dpi at which a stamp is looked at
_TILT: Final = 15.0  # degrees: stamps are set by hand
_BROKEN: Final = np.ones((5, 5), np.uint8)  # pixels at 150 dpi: closes what is worn
_LETTER: Final = (11, 80)  # pixels at 150 dpi that letters are high, 2 to 13 mm
_SLENDER: Final = 0.12  # width by height: less is a stroke of the frame
_LINE: Final = 1.2  # width of a line's letters by their height, at least
_READ: Final = 40  # pixels that letters are made high for the engine, at 300 dpi
_DPI: Final = 300
_WORN: Final = 1.2  # pixels of the picture that is read, deviation: closes pale strokes
_WRITTEN: Final = re.compile(r"[^\W_]|№")
_SAYS: Final = re.compile(r"[^\W_]{3}|\d{2}|№\s?\d")  # of a line; «В» is a word beside «ДЕЛО»
_BESIDE: Final = 24  # pixels of the picture that is read, around a line's letters
_ABOVE: Final = 6  # and above and below


@dataclass(frozen=True, slots=True)
class Impression:
    """A stamp ready to be read.

    Attributes:
        region: where it stands on the scan.
        geometry: from its region to the picture.
        picture: its ink, level, dark on white.
        lines: of letters, from the top, in pixels of the picture.
    """

    region: Region
    geometry: Geometry
    picture: GreyImage
    lines: tuple[Box, ...]

    def to_scan(self, box: Box) -> Box:
        """Lead a box of the picture back to the pixels of the scan."""
        part = self.geometry.to_scan(box)
        left, top = self.region.box.left + part.left, self.region.box.top + part.top
        return replace(part, left=left, top=top)


def find_impressions(
    ink_of: Callable[[Box], GreyImage], regions: Sequence[Region], *, rotation: int, dpi: int
) -> list[Impression]:
    """The stamps that have lines of letters; a seal has none, its letters stand in a ring.

    Args:
        ink_of: the ink of a stamp alone, see `pipeline.imaging.stamp_ink_of`.
        regions: of the scan; pencil marks are passed over.
        rotation: quarter turns that bring the page upright, see `Geometry`.
        dpi: of the scan.
    """
    found = (
        _impression(ink_of(region.box), region, rotation=rotation, dpi=dpi)
        for region in regions
        if region.kind == STAMP
    )
    return [impression for impression in found if impression]


def _impression(ink: GreyImage, region: Region, *, rotation: int, dpi: int) -> Impression | None:
    rows, columns = ink.shape
    look = Geometry(columns, rows, rotation=rotation, scale=_LOOK / dpi)
    look = replace(look, skew=find_skew(_marked(turned(ink, look), _PALE), limit=_TILT))
    small = turned(ink, look)
    frame = _frame_of(small)
    small[frame > 0] = _WHITE
    lines = _lines([box for box in _marks_of(small) if _is_letter(box)])
    if not lines:
        return None
    factor = _READ / float(np.median([box.height for line in lines for box in line]))
    geometry = replace(look, scale=look.scale * factor)
    picture = turned(ink, geometry)
    rows, columns = picture.shape
    picture[cv2.resize(frame, (columns, rows), interpolation=cv2.INTER_NEAREST) > 0] = _WHITE
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), _WORN), dtype=np.uint8)
    boxes = tuple(_grown(around(line), factor, picture) for line in lines)
    return Impression(region, geometry, picture, boxes)


def _marked(ink: GreyImage, below: int) -> GreyImage:
    """Ones where there is ink."""
    return (ink < below).astype(np.uint8)


def _frame_of(ink: GreyImage) -> GreyImage:
    """Ones where there are strokes longer than those of letters, with their pale rims."""
    closed = cv2.morphologyEx(_marked(ink, _PALE), cv2.MORPH_CLOSE, _BROKEN)
    across = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _LONG), np.uint8))
    down = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((_LONG, 1), np.uint8))
    return np.asarray(cv2.dilate(cv2.max(across, down), _BROKEN), dtype=np.uint8)


def _marks_of(ink: GreyImage) -> list[Box]:
    """Boxes of what hangs together."""
    closed = cv2.morphologyEx(_marked(ink, _DARK), cv2.MORPH_CLOSE, _BROKEN)
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(closed, dtype=np.uint8))
    return [Box(*map(int, row[:4])) for row in stats[1:]]


def _is_letter(box: Box) -> bool:
    """Whether a mark is as high as letters, of which several may hang together."""
    return _LETTER[0] <= box.height <= _LETTER[1] and box.width >= _SLENDER * box.height


def _lines(letters: Sequence[Box]) -> list[list[Box]]:
    """Letters beside each other, from the top."""
    lines: list[list[Box]] = []
    for letter in sorted(letters, key=lambda box: -box.height):
        middle = letter.top + letter.height / 2
        for line in lines:
            if line[0].top <= middle < line[0].bottom:
                line.append(letter)
                break
        else:
            lines.append([letter])
    kept = [line for line in lines if sum(x.width for x in line) >= _LINE * line[0].height]
    return sorted(kept, key=lambda line: line[0].top)


def _grown(box: Box, factor: float, picture: GreyImage) -> Box:
    left = max(0, round(box.left * factor) - _BESIDE)
    top = max(0, round(box.top * factor) - _ABOVE)
    right = min(picture.shape[1], round(box.right * factor) + _BESIDE)
    bottom = min(picture.shape[0], round(box.bottom * factor) + _ABOVE)
    return Box(left, top, right - left, bottom - top)


def read_stamps(
    engine: ReadingEngine, impressions: Sequence[Impression], *, models: Sequence[str]
) -> list[list[Reading]]:
    """Read the lines of all stamps, one call of the engine a model.

    The first model's reading counts, except where another is surer and has Kazakh letters: on
    Kazakh pages, too, most stamps are Russian.

    Returns:
        For each stamp its lines, boxes in pixels of the scan.

    Raises:
        EngineError: the engine failed; worth another try.
        EngineTimeout: it did not answer in time.
    """
    if not impressions:
        return []
    sheet, tops = _set(impressions)
    boxes = [
        replace(box, top=box.top + top)
        for impression, top in zip(impressions, tops, strict=True)
        for box in impression.lines
    ]
    read = [engine.read_lines(sheet, boxes, model=model, dpi=_DPI) for model in models]
    chosen = (_chosen(lines) for lines in zip(*read, strict=True))
    return [
        [_led_back(next(chosen), impression, top) for _ in impression.lines]
        for impression, top in zip(impressions, tops, strict=True)
    ]


def _chosen(readings: Sequence[Reading]) -> Reading:
    first, *others = readings
    kazakh = (line for line in others if not KAZAKH_LETTERS.isdisjoint(line.text.lower()))
    return max((first, *kazakh), key=lambda line: line.confidence)


def _set(impressions: Sequence[Impression]) -> tuple[GreyImage, list[int]]:
    """All stamps on one sheet below each other, and where each begins."""
    heights = [impression.picture.shape[0] for impression in impressions]
    width = max(impression.picture.shape[1] for impression in impressions)
    tops = [sum(heights[:place]) for place in range(len(heights))]
    sheet = np.full((sum(heights), width), _WHITE, np.uint8)
    for impression, top in zip(impressions, tops, strict=True):
        rows, columns = impression.picture.shape
        sheet[top : top + rows, :columns] = impression.picture
    return sheet, tops


def _led_back(line: Reading, impression: Impression, top: int) -> Reading:
    words = tuple(
        replace(word, box=impression.to_scan(replace(word.box, top=word.box.top - top)))
        for word in line.words
    )
    return replace(line, words=words)


def with_stamps(
    reading: Reading,
    regions: Sequence[Region],
    stamps: Mapping[Region, Sequence[Reading]],
    *,
    above: float,
) -> tuple[Reading, tuple[Region, ...]]:
    """Put what stamps say behind the body, each as a block; regions learn where theirs stands.

    Args:
        reading: of the body, boxes in pixels of the scan.
        regions: of the page.
        stamps: lines of those that were read.
        above: confidence from which a word is one, and no scratches.
    """
    text, words, placed = reading.text, list(reading.words), []
    for region in regions:
        lines = [_sure(line, above) for line in stamps.get(region, ())]
        said = [line for line in lines if line]
        if said:
            text += "\n\n" if text else ""
            start = len(text)
            text = _add_block(text, words, said)
            region = replace(region, start=start, end=len(text))
        placed.append(region)
    added = replace(reading, text=text, words=tuple(words), confidence=mean_confidence(words))
    return (added if len(words) > len(reading.words) else reading), tuple(placed)


def _add_block(text: str, words: list[Word], lines: Sequence[Sequence[tuple[str, Word]]]) -> str:
    """Append lines to a text and its words."""
    block = max((word.block for word in words), default=-1) + 1
    number = max((word.line for word in words), default=-1)
    for place, line in enumerate(lines):
        number += 1
        text += "\n" if place else ""
        for index, (token, word) in enumerate(line):
            text += " " if index else ""
            end = len(text) + len(token)
            words.append(replace(word, start=len(text), end=end, block=block, line=number))
            text += token
    return text


def _sure(line: Reading, above: float) -> list[tuple[str, Word]]:
    """The words of a line that are words, if it has one that strokes and specks do not look like.

    Strokes of a frame are read as `|`, what is left of type as a letter here and there.
    """
    tokens = ((line.text[word.start : word.end], word) for word in line.words)
    sure = [
        (token, word)
        for token, word in tokens
        if word.confidence >= above and _WRITTEN.search(token)
    ]
    return sure if _SAYS.search(" ".join(token for token, _ in sure)) else []

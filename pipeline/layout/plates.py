"""Take photographs off columns before they are read, and close the gaps that they leave."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.page import Box
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.brightness import paper_of
from pipeline.layout.marks import Marks, reduced
from pipeline.layout.parts import Part
from pipeline.layout.pictures import find_plates


def plates_of(picture: GreyImage, marks: Marks, parts: Sequence[Part]) -> tuple[Box, ...]:
    """Photographs among columns, in pixels of the reduced picture: screens are read as letters."""
    if not marks.pictures or not any(part.kind == "column" for part in parts):
        return ()
    return find_plates(reduced(picture, marks.factor))


def without_plates(picture: GreyImage, plates: Sequence[Box], marks: Marks) -> GreyImage:
    """A picture with paper for its photographs."""
    if not plates:
        return picture
    bare, paper = picture.copy(), paper_of(picture)
    for box in map(marks.enlarged, plates):
        bare[box.top : box.bottom, box.left : box.right] = paper
    return bare


def cut_at(plates: Sequence[Box], part: Part) -> list[Part]:
    """A column cut above and below its photographs: at large gaps the engine leaves blocks out."""
    box = part.box
    over = [plate for plate in plates if min(plate.right, box.right) > max(plate.left, box.left)]
    sides = {side for plate in over for side in (plate.top, plate.bottom)}
    rows = [box.top, *sorted(side for side in sides if box.top < side < box.bottom), box.bottom]
    if part.kind != "column":
        return [part]
    return [
        replace(part, box=Box(box.left, top, box.width, bottom - top))
        for top, bottom in pairwise(rows)
    ]

import numpy as np
import pytest

from models.page import Box
from pipeline.engines.calls import Call
from pipeline.engines.margins import without_margins
from pipeline.engines.ocr_tesseract import Options, TesseractReader
from pipeline.engines.protocols import GreyImage

WIDTH, HEIGHT, DPI = 1650, 2340, 200
PAPER = 230
MARGIN = 32
TYPE = Box(400, 600, 500, 300)


def page(*marks: Box, darker: int = 200) -> GreyImage:
    picture = np.full((HEIGHT, WIDTH), PAPER, np.uint8)
    for box in marks:
        # Letters: blank and inked pixels in turn, else the middle of a mark is paper to itself.
        picture[box.top : box.bottom : 8, box.left : box.right] = PAPER - darker
        picture[box.top + 1 : box.bottom : 8, box.left : box.right] = PAPER - darker
    return picture


def test_bare_paper_around_the_type_is_left_out_but_for_a_margin() -> None:
    frame = without_margins(page(TYPE), dpi=DPI)
    assert TYPE.left - MARGIN - 2 <= frame.left <= TYPE.left - MARGIN + 2
    assert TYPE.top - MARGIN - 2 <= frame.top <= TYPE.top - MARGIN + 2
    assert TYPE.right + MARGIN - 2 <= frame.right <= TYPE.right + MARGIN + 2
    assert TYPE.bottom <= frame.bottom <= TYPE.bottom + MARGIN + 2


def test_a_faint_line_at_the_foot_of_the_page_stays() -> None:
    foot = Box(1200, 2200, 300, 24)
    frame = without_margins(np.minimum(page(TYPE), page(foot, darker=60)), dpi=DPI)
    assert frame.right >= foot.right
    assert frame.bottom >= foot.bottom


@pytest.mark.parametrize(
    "picture",
    [page(), page(Box(40, 40, 1570, 2260)), np.full((1, 900), 255, np.uint8)],
    ids=["nothing on it", "type all over", "hardly a picture"],
)
def test_a_picture_without_margins_to_speak_of_stays_whole(
    picture: GreyImage,
) -> None:
    height, width = picture.shape
    assert without_margins(picture, dpi=DPI) == Box(0, 0, width, height)


class OneWord:
    """Finds a word in the top left corner of whatever it is given."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def version(self) -> str:
        return "one word"

    def read_table(self, image: GreyImage, call: Call) -> str:
        self.shapes.append(image.shape)
        return "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96\tдело\n"


def test_words_stand_where_they_do_on_the_whole_page() -> None:
    library = OneWord()
    reader = TesseractReader(Options(models=("rus",)), library)
    frame = without_margins(page(TYPE), dpi=DPI)
    [word] = reader.read(page(TYPE), model="rus", digest="", dpi=DPI).words
    assert library.shapes == [(frame.height, frame.width)]
    assert word.box == Box(frame.left + 10, frame.top + 20, 30, 40)

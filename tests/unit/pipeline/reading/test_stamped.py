"""What stamps say is read apart, level and without frames, and stands behind the body."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import cv2
import numpy as np
import pytest

from models.page import Box, Layout, Reading, Region, Word
from pipeline.engines.protocols import GreyImage
from pipeline.imaging.colour import Scan
from pipeline.imaging.lifting import stamp_ink
from pipeline.imaging.paleink import pale_ink, type_depth_of
from pipeline.reading.stamped import Impression, find_impressions, read_stamps, with_stamps

PAPER, VIOLET = (225, 228, 230), (150, 62, 96)
PLACE = Box(300, 500, 900, 460)
REGION = Region("stamp", PLACE)


def stamped(*, angle: float = 0.0, frame: bool = True, lines: Sequence[str] = ("APXHB",)) -> Scan:
    """Paper at 300 dpi with a stamp in the middle of PLACE, turned counter-clockwise."""
    drawn = np.zeros((PLACE.height, PLACE.width), np.uint8)
    if frame:
        cv2.rectangle(drawn, (180, 110), (720, 350), 255, 7)
    for place, words in enumerate(lines):
        cv2.putText(drawn, words, (240, 205 + 110 * place), cv2.FONT_HERSHEY_DUPLEX, 2.6, 255, 8)
    centre = (PLACE.width / 2, PLACE.height / 2)
    turn = cv2.getRotationMatrix2D(centre, angle, 1.0)
    ink = cv2.warpAffine(drawn, turn, (PLACE.width, PLACE.height)) / 255 * 0.6
    scan = np.full((1600, 1400, 3), PAPER, np.uint8)
    part = scan[PLACE.top : PLACE.bottom, PLACE.left : PLACE.right]
    part[:] = part * (1 - ink[..., None] * (1 - np.array(VIOLET) / 255))
    return scan


def impressions(scan: Scan, *regions: Region, rotation: int = 0) -> list[Impression]:
    """Those of a scan at 300 dpi, by default of its stamp at PLACE."""
    if scan.ndim == 2:
        ink_of = partial(pale_ink, scan, type_depth=type_depth_of(scan))
    else:
        ink_of = partial(stamp_ink, scan)
    return find_impressions(ink_of, regions or [REGION], rotation=rotation, dpi=300)


class Clerk:
    """Reads every line as one word that fills it, as sure as its models are."""

    identity = "clerk"

    def __init__(self, **said: tuple[str, float]) -> None:
        self.said = said
        self.asked: list[tuple[str, int]] = []

    def read(self, image: GreyImage, **_: object) -> Reading:
        raise AssertionError("stamps are read by lines")

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], *, model: str, **_: object
    ) -> tuple[Reading, ...]:
        self.asked.append((model, len(lines)))
        text, sure = self.said[model]
        return tuple(
            Reading(text, (Word(0, len(text), line, sure, 0, 0),), sure, model) for line in lines
        )


def read(*words: tuple[str, float]) -> Reading:
    text = " ".join(word for word, _ in words)
    starts = [sum(len(word) + 1 for word, _ in words[:place]) for place in range(len(words))]
    found = (
        Word(start, start + len(word), Box(10 * start, 5, 9, 9), sure, 0, 0)
        for start, (word, sure) in zip(starts, words, strict=True)
    )
    return Reading(text, tuple(found), 0.9)


@pytest.mark.parametrize("angle", [-11.0, 0.0, 5.0])
def test_a_stamp_is_levelled_and_its_letters_become_lines(angle: float) -> None:
    (found,) = impressions(stamped(angle=angle, lines=("APXHB", "No 14")))
    assert found.geometry.skew == pytest.approx(-angle, abs=0.6)
    assert len(found.lines) == 2
    assert found.lines[0].bottom <= found.lines[1].top + 20


def test_the_frame_is_taken_off_and_the_letters_stay() -> None:
    (framed,) = impressions(stamped())
    (bare,) = impressions(stamped(frame=False))
    dark = [np.count_nonzero(each.picture < 128) for each in (framed, bare)]
    assert dark[1] > 1000
    assert dark[0] == pytest.approx(dark[1], rel=0.1)


@pytest.mark.parametrize("rotation", [0, 180])
def test_boxes_lead_back_to_the_letters_on_the_scan(rotation: int) -> None:
    scan = stamped(angle=4.0)
    if rotation:
        scan = np.ascontiguousarray(scan[::-1, ::-1])
    turned = Box(1400 - PLACE.right, 1600 - PLACE.bottom, PLACE.width, PLACE.height)
    region = replace(REGION, box=turned) if rotation else REGION
    found = impressions(scan, region, rotation=rotation)
    ((line,),) = read_stamps(Clerk(rus=("АРХИВ", 0.9)), found, models=["rus"])
    box = line.words[0].box
    letters = stamped(angle=4.0, frame=False)
    rows, columns = np.nonzero(letters[:: -1 if rotation else 1, :: -1 if rotation else 1, 1] < 190)
    assert box.left <= columns.min() + 5
    assert box.top <= rows.min() + 5
    assert box.right >= columns.max() - 5
    assert box.bottom >= rows.max() - 5
    assert box.width * box.height < PLACE.width * PLACE.height / 3


def test_all_stamps_of_a_page_are_read_in_one_call_a_model() -> None:
    scan = stamped()
    found = impressions(scan, REGION, REGION)
    clerk = Clerk(rus=("БҰЙРЫК", 0.6), Cyrillic=("БҰЙРЫҚ", 0.8))
    one, two = read_stamps(clerk, found, models=["rus", "Cyrillic"])
    assert clerk.asked == [("rus", 2), ("Cyrillic", 2)]
    assert [line.text for line in one] == ["БҰЙРЫҚ"]
    assert one[0].words[0].box == two[0].words[0].box
    assert read_stamps(clerk, [], models=["rus"]) == []
    assert len(clerk.asked) == 2


@pytest.mark.parametrize(
    ("russian", "kazakh", "text"),
    [
        (("КУПИЯ", 0.6), ("ҚҰПИЯ", 0.8), "ҚҰПИЯ"),
        (("АРХИВ", 0.6), ("РХИВ", 0.8), "АРХИВ"),
        (("АРХИВ", 0.8), ("АРХІВ", 0.6), "АРХИВ"),
    ],
)
def test_the_kazakh_model_counts_where_it_is_surer_and_has_kazakh_letters(
    russian: tuple[str, float], kazakh: tuple[str, float], text: str
) -> None:
    found = impressions(stamped())
    clerk = Clerk(rus=russian, Cyrillic=kazakh)
    (lines,) = read_stamps(clerk, found, models=["rus", "Cyrillic"])
    assert [line.text for line in lines] == [text]


def test_pencil_grey_scans_and_bare_frames_are_not_read() -> None:
    scan = stamped()
    pencil = replace(REGION, kind="pencil")
    assert impressions(scan, pencil) == []
    assert impressions(scan[:, :, 0]) == []
    assert impressions(stamped(lines=())) == []


def test_stamps_stand_behind_the_body_as_blocks_of_their_own() -> None:
    other = replace(REGION, box=Box(0, 0, 9, 9))
    body = read(("Слушали", 0.9), ("дело", 0.9))
    said = {
        REGION: [read(("РАССЕКРЕЧЕНО", 0.9)), read(("Акт", 0.8), ("№", 0.9), ("14", 0.7))],
        other: [read(("СЕКРЕТНО", 0.6))],
    }
    whole, regions = with_stamps(body, [other, REGION], said, above=0.5)
    assert whole.text == "Слушали дело\n\nСЕКРЕТНО\n\nРАССЕКРЕЧЕНО\nАкт № 14"
    assert whole.words[:2] == body.words
    tokens = [whole.text[word.start : word.end] for word in whole.words]
    assert tokens == ["Слушали", "дело", "СЕКРЕТНО", "РАССЕКРЕЧЕНО", "Акт", "№", "14"]
    assert [(word.block, word.line) for word in whole.words[1:]] == [
        (0, 0), (1, 1), (2, 2), (2, 3), (2, 3), (2, 3),
    ]  # fmt: skip
    assert [whole.text[each.start : each.end] for each in regions] == [
        "СЕКРЕТНО",
        "РАССЕКРЕЧЕНО\nАкт № 14",
    ]
    assert Layout((), regions).body_of(whole.text) == body.text
    assert whole.confidence < body.confidence


@pytest.mark.parametrize(
    "line",
    [
        read(("|", 0.97), ("!", 0.9)),
        read(("а", 0.6), ("и", 0.7)),
        read(("ВЕРОНА", 0.4)),
        read(("1", 0.8)),
    ],
)
def test_scratches_are_no_words(line: Reading) -> None:
    body = read(("Слушали", 0.9))
    assert with_stamps(body, [REGION], {REGION: [line]}, above=0.5) == (body, (REGION,))


def test_a_short_word_counts_beside_a_long_one_and_a_stroke_does_not() -> None:
    line = read(("|", 0.97), ("В", 0.9), ("ДЕЛО", 0.9))
    whole, _ = with_stamps(read(), [REGION], {REGION: [line]}, above=0.5)
    assert whole.text == "В ДЕЛО"

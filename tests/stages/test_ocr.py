"""The reading stage: boxes on the scan, pages on their head, blank sheets; engine replaced."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pytest

from models.page import (
    Alternative,
    Box,
    Cleaning,
    Geometry,
    Layout,
    Page,
    PageImage,
    Reading,
    Region,
    Route,
    Word,
)
from models.page.imported import make_imported
from pipeline.engines.ocr_null import Options as NullOptions
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions
from pipeline.stages.ocr import Options


class BlackCorner:
    """Reads one word where the image is black; surely only in the upper half, as if upright."""

    identity = "black corner"

    def read(self, image: GreyImage, **_: object) -> Reading:
        rows, columns = np.nonzero(image < 128)
        left, top = int(columns.min()), int(rows.min())
        width, height = int(columns.max()) + 1 - left, int(rows.max()) + 1 - top
        confidence = 0.8 if top < image.shape[0] / 2 else 0.2
        word = Word(0, 4, Box(left, top, width, height), confidence, 0, 0)
        return Reading("слвв", (word,), confidence)

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        """The word again, one letter more, surely."""
        found = []
        for line in lines:
            box = Box(line.left + 6, line.top + 6, line.width - 12, line.height - 12)
            found.append(Reading("слово", (Word(0, 5, box, 0.9, 0, 0),), 0.9))
        return tuple(found)


class CornerOptions(ReadingEngineOptions):
    name: Literal["corner"] = "corner"

    def build(self) -> BlackCorner:
        return BlackCorner()


@pytest.fixture
def page(tmp_path: Path) -> Page:
    scan = np.full((400, 300), 255, np.uint8)
    scan[40:60, 30:90] = 0
    path = tmp_path / "scan.png"
    cv2.imwrite(str(path), scan)
    return Page(
        PageImage(str(tmp_path), path, 300, 400, 300),
        geometry=Geometry(300, 400),
        cleaning=Cleaning((), 0.05),
        route=Route("ru", "rus"),
    )


def test_stamps_are_kept_beside_the_text(page: Page) -> None:
    stamp = Region("stamp", Box(10, 20, 90, 40))
    stamped = replace(page, cleaning=Cleaning((), 0.05, regions=(stamp,)))
    read = Options(engine=CornerOptions()).build().process(stamped)
    assert read.layout == Layout((), (stamp,))


def test_a_stamp_is_read_apart_and_stands_behind_the_body(page: Page) -> None:
    scan = np.full((400, 300, 3), (225, 228, 230), np.uint8)
    scan[40:60, 30:90] = 0
    cv2.putText(scan, "APX", (40, 250), cv2.FONT_HERSHEY_DUPLEX, 2.6, (190, 110, 150), 8)
    cv2.imwrite(str(page.image.path), scan)
    stamp = Region("stamp", Box(10, 150, 270, 140))
    cleaning = Cleaning(("lift-stamps",), 0.05, regions=(stamp,))
    stage = Options(engine=CornerOptions(), second_engine=None).build()
    read = stage.process(replace(page, cleaning=cleaning))
    assert read.reading is not None
    assert read.reading.text == "слвв\n\nслово"
    assert read.layout == Layout((), (replace(stamp, start=6, end=11),))
    assert read.reading.words[1].box.top > 150
    unread = Options(engine=CornerOptions(), second_engine=None, stamps_above=1).build()
    body = unread.process(replace(page, cleaning=cleaning))
    assert body.reading is not None
    assert body.reading.text == "слвв"


@pytest.mark.parametrize("rotation", [0, 180])
def test_upside_down_is_told_by_the_reading(page: Page, rotation: int) -> None:
    turned = replace(page, geometry=Geometry(300, 400, rotation=rotation))
    read = Options(engine=CornerOptions()).build().process(turned)
    assert read.upright == Geometry(300, 400)
    assert read.reading is not None
    assert read.reading.words[0].box == Box(30, 40, 60, 20)
    assert read.reading.confidence == 0.8
    assert not read.blank


def test_boxes_are_led_back_through_the_scale(page: Page) -> None:
    scaled = replace(page, geometry=Geometry(300, 400, scale=0.5))
    read = Options(engine=CornerOptions()).build().process(scaled)
    assert read.reading is not None
    assert read.reading.words[0].box == Box(30, 40, 60, 20)


@pytest.mark.parametrize(("ink", "blank"), [(0.0, True), (0.05, False)])
def test_blank_needs_no_words_and_no_ink(page: Page, ink: float, blank: bool) -> None:
    stage = Options(engine=NullOptions()).build()
    read = stage.process(replace(page, cleaning=Cleaning((), ink)))
    assert read.blank is blank
    assert read.reading is not None
    assert (read.reading.text, read.reading.words) == ("", ())


KAZAKH_TEXT = "Қазақ ұлтынан шыққан, әкесі өлген, үйі жоқ, Қарағандыда тұрған, сөзі рас"


class Polyglot:
    """Reads the same Kazakh line with every model and remembers which were asked."""

    identity = "polyglot"

    def __init__(self) -> None:
        self.models: list[str] = []

    def read(self, image: GreyImage, *, model: str, **_: object) -> Reading:
        self.models.append(model)
        return Reading(KAZAKH_TEXT, (), 0.9)

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        return tuple(Reading("", (), 0.0) for _ in lines)


class PolyglotOptions(ReadingEngineOptions):
    name: Literal["polyglot"] = "polyglot"

    def build(self) -> Polyglot:
        return ASKED


ASKED = Polyglot()


@pytest.mark.parametrize(
    ("route", "models"),
    [
        (Route(None, "rus", kazakh="Cyrillic"), ["rus", "Cyrillic"]),
        (Route("ru", "rus"), ["rus"]),
    ],
)
def test_an_undescribed_kazakh_page_is_read_again(
    page: Page, route: Route, models: list[str]
) -> None:
    ASKED.models.clear()
    read = Options(engine=PolyglotOptions()).build().process(replace(page, route=route))
    assert ASKED.models == models
    assert read.reading is not None
    assert read.reading.model == models[-1]
    assert read.reading.language == (route.language or "kk")


class HalfDeaf(Polyglot):
    """Hears Kazakh letters only with the Kazakh model, and wherever it listens twice."""

    def read(self, image: GreyImage, *, model: str, **_: object) -> Reading:
        self.models.append(model)
        text = KAZAKH_TEXT if model == "Cyrillic" else "слвв"
        return Reading(text, (Word(0, len(text), Box(30, 40, 60, 20), 0.5, 0, 0),), 0.9)

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        return tuple(Reading(KAZAKH_TEXT, (), 0.9) for _ in lines)


class HalfDeafOptions(ReadingEngineOptions):
    name: Literal["half-deaf"] = "half-deaf"

    def build(self) -> Polyglot:
        return DEAF


DEAF = HalfDeaf()


def test_kazakh_lines_on_a_page_described_as_russian_are_read_as_kazakh(page: Page) -> None:
    DEAF.models.clear()
    stage = Options(engine=HalfDeafOptions(), second_engine=None).build()
    mixed = replace(page, route=Route("ru", "rus", kazakh="Cyrillic", second="Cyrillic"))
    read = stage.process(mixed)
    assert DEAF.models == ["rus", "Cyrillic"]
    assert read.reading is not None
    assert (read.reading.text, read.reading.language) == (KAZAKH_TEXT, "kk")


@pytest.fixture
def undescribed(page: Page) -> Page:
    """A page with a line of marks that nobody described."""
    scan = np.full((1200, 900), 255, np.uint8)
    for left in range(100, 700, 20):
        scan[300:324, left : left + 10] = 0
    cv2.imwrite(str(page.image.path), scan)
    return replace(page, route=Route(None, "rus", kazakh="Cyrillic", second="Cyrillic"))


def test_a_glance_at_kazakh_saves_the_russian_reading(undescribed: Page) -> None:
    DEAF.models.clear()
    read = Options(engine=HalfDeafOptions(), second_engine=None).build().process(undescribed)
    assert DEAF.models == ["Cyrillic"]
    assert read.reading is not None
    assert (read.reading.text, read.reading.language) == (KAZAKH_TEXT, "kk")


class Mistaken(HalfDeaf):
    """Hears a Kazakh line on a page that is not Kazakh on the whole."""

    def read(self, image: GreyImage, *, model: str, **_: object) -> Reading:
        self.models.append(model)
        return Reading("протокол допроса обвиняемого от первого марта года", (), 0.9)


class MistakenOptions(ReadingEngineOptions):
    name: Literal["mistaken"] = "mistaken"

    def build(self) -> Polyglot:
        return MISTAKEN


MISTAKEN = Mistaken()


def test_a_page_that_only_seemed_kazakh_is_read_as_russian(undescribed: Page) -> None:
    stage = Options(engine=MistakenOptions(), second_engine=None, doubt_below=0).build()
    read = stage.process(undescribed)
    assert MISTAKEN.models == ["Cyrillic", "rus"]
    assert read.reading is not None
    assert (read.reading.model, read.reading.language) == ("rus", None)


class Upright(HalfDeaf):
    """Makes sense of marks in the upper half of a page alone."""

    def read(self, image: GreyImage, *, model: str, **_: object) -> Reading:
        self.models.append(model)
        upright = int(np.argwhere(image < 128)[0][0]) < image.shape[0] / 2
        return Reading(KAZAKH_TEXT, (), 0.9) if upright else Reading("ввлс", (), 0.2)

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        upright = lines[0].top < image.shape[0] / 2
        return tuple(Reading(KAZAKH_TEXT, (), 0.9 if upright else 0.2) for _ in lines)


class UprightOptions(ReadingEngineOptions):
    name: Literal["upright"] = "upright"

    def build(self) -> Polyglot:
        return UPRIGHT


UPRIGHT = Upright()


def test_a_kazakh_page_on_its_head_is_glanced_at_again_when_turned(undescribed: Page) -> None:
    UPRIGHT.models.clear()
    on_its_head = replace(undescribed, geometry=Geometry(900, 1200, rotation=180))
    stage = Options(engine=UprightOptions(), second_engine=None, doubt_below=0).build()
    read = stage.process(on_its_head)
    assert UPRIGHT.models == ["rus", "Cyrillic"]
    assert read.upright == Geometry(900, 1200)


def test_a_doubted_word_is_read_again_by_the_second_model(page: Page) -> None:
    doubted = replace(page, route=Route("ru", "rus", second="Cyrillic"))
    read = Options(engine=CornerOptions(), second_engine=None).build().process(doubted)
    assert read.reading is not None
    assert read.reading.text == "слово"
    assert read.reading.words[0].end == 5
    assert read.reading.words[0].box == Box(30, 40, 60, 20)
    assert read.alternatives == (Alternative(0, "слвв", 0.8, "first"),)


def test_a_page_is_read_once_where_nobody_doubts(page: Page) -> None:
    route = Route("ru", "rus", second="Cyrillic")
    stage = Options(engine=CornerOptions(), doubt_below=0).build()
    read = stage.process(replace(page, route=route))
    assert read.reading is not None
    assert read.reading.text == "слвв"
    assert read.alternatives == ()


class OneThreshold(HalfDeaf):
    """Reads a word on each line of which the paper is light, and samples of lines upside down."""

    confidence = 0.9
    upside_down = 0.9
    alone = 0.9

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        return tuple(Reading(KAZAKH_TEXT, (), self.alone) for _ in lines)

    def read(self, image: GreyImage, *, model: str, **_: object) -> Reading:
        if len(image) < 1200:
            return Reading("", (), self.upside_down)
        self.models.append(model)
        light = [top for top in LINES if image[top - 20].mean() > 180]
        words = (
            Word(6 * place, 6 * place + 5, Box(100, top, 600, 24), self.confidence, 0, place)
            for place, top in enumerate(light)
        )
        return Reading(" ".join(["слово"] * len(light)), tuple(words), self.confidence)


class OneThresholdOptions(ReadingEngineOptions):
    name: Literal["one-threshold"] = "one-threshold"

    def build(self) -> Polyglot:
        return THRESHOLD


THRESHOLD = OneThreshold()
LINES = range(100, 1100, 100)


def half_in_shade(page: Page, shade: float) -> Reading | None:
    """What the stage reads of a page of ten lines, the last five of them in shade."""
    scan = np.full((1200, 900), 230, np.uint8)
    for top in LINES:
        for left in range(100, 700, 20):
            scan[top : top + 24, left : left + 10] = 20
    scan[650:] = (scan[650:] * shade).astype(np.uint8)
    cv2.imwrite(str(page.image.path), scan)
    THRESHOLD.models.clear()
    engine = OneThresholdOptions()
    stage = Options(engine=engine, second_engine=None, first_dpi=300, doubt_below=0).build()
    return stage.process(replace(page, geometry=Geometry(900, 1200))).reading


@pytest.mark.parametrize(
    ("shade", "confidence", "upside_down", "read_times"),
    [(1.0, 0.9, 0.9, 1), (0.7, 0.9, 0.9, 2), (0.7, 0.6, 0.5, 3), (0.7, 0.6, 0.1, 2)],
    ids=[
        "no shade",
        "shade",
        "shade, and little makes sense either way up",
        "shade, and lines make less sense upside down",
    ],
)
def test_lines_lost_in_shade_are_read_on_even_paper(
    page: Page,
    shade: float,
    confidence: float,
    upside_down: float,
    read_times: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(THRESHOLD, "confidence", confidence)
    monkeypatch.setattr(THRESHOLD, "upside_down", upside_down)
    read = half_in_shade(page, shade)
    assert len(THRESHOLD.models) == read_times
    assert read is not None
    assert [word.box.top for word in read.words] == list(LINES)


@pytest.mark.parametrize(("confidence", "upside_down"), [(0.4, 0.3), (0.3, 0.05)])
def test_what_says_nothing_either_way_up_is_read_no_third_time(
    page: Page, confidence: float, upside_down: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(THRESHOLD, "confidence", confidence)
    monkeypatch.setattr(THRESHOLD, "upside_down", upside_down)
    monkeypatch.setattr(THRESHOLD, "alone", 0.2)
    half_in_shade(page, 0.7)
    assert len(THRESHOLD.models) == 2


def with_confidences(monkeypatch: pytest.MonkeyPatch, *first: float) -> None:
    """Let the first readings of a page be so sure, and all others 0.9."""
    confidences, kept = iter(first), OneThreshold.read

    def read(self: OneThreshold, image: GreyImage, *, model: str, **asked: object) -> Reading:
        self.confidence = next(confidences, 0.9)
        return kept(self, image, model=model, **asked)

    monkeypatch.setattr(OneThreshold, "read", read)


def test_shade_that_leaves_no_sense_is_told_by_lines_read_alone(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_confidences(monkeypatch, 0.3, 0.05)
    read = half_in_shade(page, 0.7)
    assert read is not None
    assert [word.box.top for word in read.words] == list(LINES)


def test_a_page_that_makes_sense_on_its_head_is_completed_once(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_confidences(monkeypatch, 0.2)
    half_in_shade(page, 0.7)
    assert len(THRESHOLD.models) == 4  # as it lies, on its head, on even paper, as lines


class Unasked(CornerOptions):
    """Must not be built into anything that reads."""

    name: Literal["corner"] = "corner"

    def build(self) -> BlackCorner:
        engine = BlackCorner()
        engine.read = None  # type: ignore[assignment, method-assign]
        return engine


def delivered(rotation: int | None) -> Page:
    """A page that came with its text; there is no image to read."""
    image = PageImage("0" * 64, Path("/nonexistent.png"), 100, 200, 200)
    word = Word(0, 5, Box(1, 2, 3, 4), 0.5, 0, 0)
    imported = make_imported(
        Reading("Текст", (word,), 0.5, "old", "ru"), name="а.xml", sha256="0", rotation=rotation
    )
    page = Page(image, imported=imported, geometry=Geometry(100, 200, rotation=90, skew=0.5))
    return replace(page, cleaning=Cleaning(), route=Route("ru", "rus"))


@pytest.mark.parametrize(("rotation", "upright"), [(None, 90), (0, 0), (270, 270)])
def test_a_delivered_text_is_taken_as_it_is(rotation: int | None, upright: int) -> None:
    page = Options(engine=Unasked(), second_engine=None).build().process(delivered(rotation))
    assert page.reading is not None
    assert page.upright is not None
    assert (page.reading.text, page.reading.words[0].box) == ("Текст", Box(1, 2, 3, 4))
    assert page.upright.rotation == upright
    assert (page.alternatives, page.layout, page.blank) == ((), Layout(), False)


def test_a_delivered_text_can_be_left_alone(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full((200, 100), 255, np.uint8))
    page = delivered(None)
    page = replace(page, image=replace(page.image, path=tmp_path / "a.png"))
    page = replace(page, cleaning=Cleaning(ink=0.0))
    options = Options(engine=NullOptions(), second_engine=None, imported=False)
    assert options.build().process(page).blank

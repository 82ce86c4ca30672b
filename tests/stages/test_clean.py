"""Clean leaves a page raw unless a measurement calls for a step and a trial reads it better."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pytest

from models.page import Box, Cleaning, Geometry, Page, PageImage, Reading, Word
from pipeline import imaging
from pipeline.cleaning.trial import find_gains, find_strip
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions
from pipeline.imaging import background, colour
from pipeline.stages import clean
from pipeline.stages.clean import Options

SCANS = Path(__file__).parents[1] / "data" / "scans"


def page_of(path: Path) -> Page:
    height, width = imaging.load_grey(path).shape
    image = PageImage(str(path), path, width, height, 150)
    return Page(image, geometry=Geometry(width, height))


def page_with(scan: GreyImage, folder: Path) -> Page:
    path = folder / "scan.png"
    cv2.imwrite(str(path), scan)
    return page_of(path)


def cleaning_of(page: Page, **options: object) -> Cleaning:
    cleaning = Options.model_validate({"trial": None, **options}).build().process(page).cleaning
    assert cleaning is not None
    return cleaning


@pytest.fixture
def lines() -> GreyImage:
    return imaging.load_grey(SCANS / "lines.jpg")


@pytest.fixture
def shaded(lines: GreyImage, tmp_path: Path) -> Page:
    light = np.linspace(1, 0.4, lines.shape[1])
    return page_with((lines * light).astype(np.uint8), tmp_path)


@pytest.mark.parametrize(
    ("name", "steps"),
    [("lines.jpg", ()), ("bare_paper.jpg", ()), ("black_border.jpg", (imaging.MASK_BORDERS,))],
)
def test_of_real_scans_only_dark_borders_are_cleaned(name: str, steps: tuple[str, ...]) -> None:
    cleaning = cleaning_of(page_of(SCANS / name))
    assert cleaning.steps == steps
    assert cleaning.gains == ()
    assert (cleaning.ink > 0.01) is (name != "bare_paper.jpg")


def test_a_negative_is_seen_as_its_positive(lines: GreyImage, tmp_path: Path) -> None:
    page = page_with(255 - lines, tmp_path)
    assert cleaning_of(page).steps == (imaging.INVERT,)
    assert np.array_equal(imaging.scan_of(page), lines)


def test_a_sheet_on_a_large_black_bed_is_no_negative(lines: GreyImage, tmp_path: Path) -> None:
    height, width = lines.shape
    bed = np.full((2 * height, 2 * width), 12, np.uint8)
    bed[height // 2 : height // 2 + height, width // 2 : width // 2 + width] = lines
    assert imaging.INVERT not in cleaning_of(page_with(bed, tmp_path)).steps


def test_shade_calls_for_an_even_background(shaded: Page) -> None:
    assert cleaning_of(shaded).steps == (background.EVEN_BACKGROUND,)


def test_faint_ink_calls_for_contrast(lines: GreyImage, tmp_path: Path) -> None:
    faint = (215 - (255 - lines.astype(np.float32)) * 0.2).astype(np.uint8)
    assert cleaning_of(page_with(faint, tmp_path)).steps == (
        background.EVEN_BACKGROUND,
        background.STRETCH,
        background.SMOOTH,
    )


def shining(lines: GreyImage) -> GreyImage:
    """Lines with the other side of their sheet."""
    back = 255 - (255 - lines[:, ::-1].astype(np.float32)) * 0.25
    return np.minimum(lines, np.roll(back, 9, axis=0)).astype(np.uint8)


def test_the_other_side_of_the_sheet_is_called_a_ghost(lines: GreyImage, tmp_path: Path) -> None:
    cleaning = cleaning_of(page_with(shining(lines), tmp_path))
    assert cleaning.steps == (background.EVEN_BACKGROUND, background.DROP_GHOSTS)
    assert cleaning.ghosts > 0.15


@pytest.mark.parametrize("gain", [0.002, -0.002])
def test_ghosts_are_dropped_where_that_loses_nothing(
    gain: float, lines: GreyImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean, "find_gains", lambda *_, **__: (gain, 0.02))
    cleaning = cleaning_of(page_with(shining(lines), tmp_path), trial=ByContrastOptions())
    assert (background.DROP_GHOSTS in cleaning.steps) is (gain > 0)


def test_a_stamp_over_black_type_calls_for_its_colour_to_go(
    lines: GreyImage, tmp_path: Path
) -> None:
    height, width = lines.shape
    ring = cv2.circle(np.zeros_like(lines), (width // 2, height // 3), 150, 255, 12)
    stamped = cv2.cvtColor(lines, cv2.COLOR_GRAY2BGR).astype(np.float32)
    stamped[ring > 0] *= np.array([170, 80, 110]) / 255
    page = page_with(stamped.astype(np.uint8), tmp_path)
    assert cleaning_of(page, lift_stamps=False).steps[0] == colour.DROP_COLOUR
    assert cleaning_of(page, lift_stamps=False).regions == ()


def test_a_stamp_is_kept_as_a_region_and_lifted(lines: GreyImage, tmp_path: Path) -> None:
    height, width = lines.shape
    ring = cv2.circle(np.zeros_like(lines), (width // 2, height // 3), 80, 255, 6)
    stamped = cv2.cvtColor(lines, cv2.COLOR_GRAY2BGR).astype(np.float32)
    stamped[ring > 0] *= np.array([240, 150, 175]) / 255
    cleaning = cleaning_of(page_with(stamped.astype(np.uint8), tmp_path))
    assert cleaning.steps[0] == imaging.LIFT_STAMPS
    (region,) = cleaning.regions
    middle = region.box.left + region.box.width / 2, region.box.top + region.box.height / 2
    assert middle == pytest.approx((width // 2, height // 3), abs=12)


def test_a_trial_reads_no_lines_that_were_stamped(lines: GreyImage) -> None:
    other = lines.copy()
    rows = slice(lines.shape[0] // 4, lines.shape[0] // 3)
    other[rows] //= 2
    stamped = np.zeros_like(lines)
    stamped[rows] = 255
    assert rows.start < find_strip((lines, other)).start + 20 < rows.stop
    strip = find_strip((lines, other), stamped)
    assert strip.start >= rows.stop - 20 or strip.stop <= rows.start + 20


def test_a_trial_reads_the_page_and_not_what_shines_through() -> None:
    page = np.full((1000, 800), 215, np.uint8)
    for top in range(100, 900, 30):
        depth, every = (90, 24) if 250 < top < 400 else (35, 12)
        for left in range(80, 720, every):
            page[top : top + 12, left : left + 8] -= np.uint8(depth)
    stretched = 255 - cv2.convertScaleAbs(255 - page, alpha=2.5, beta=-100)
    strip = find_strip((page, np.asarray(stretched, dtype=np.uint8)))
    assert 230 < strip.start < strip.stop < 430


@pytest.mark.parametrize(("lead", "last"), [(0.007, background.SMOOTH), (0.05, "drop-ghosts")])
def test_what_removes_something_must_lead_clearly(
    lead: float, last: str, lines: GreyImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean, "find_gains", lambda *_, **__: (0.04, 0.03, 0.04 + lead))
    faint = (215 - (255 - lines.astype(np.float32)) * 0.2).astype(np.uint8)
    cleaning = cleaning_of(page_with(faint, tmp_path), trial=ByContrastOptions())
    assert cleaning.steps[-1] == last


@pytest.mark.parametrize(("specks", "steps"), [(0.0, ()), (0.01, (background.DESPECKLE,))])
def test_pure_black_and_white_is_despeckled_at_most(
    specks: float, steps: tuple[str, ...], lines: GreyImage, tmp_path: Path
) -> None:
    bits = np.where(lines > 140, 255, 0).astype(np.uint8)
    chance = np.random.default_rng(0).random(bits.shape)
    bits[chance < specks] = 0
    bits[chance > 1 - specks] = 255
    assert cleaning_of(page_with(bits, tmp_path)).steps == steps


class ByContrast:
    """Reads one word, the surer the more (or the less) the strip's paper differs in brightness."""

    identity = "by contrast"

    def __init__(self, likes_even: bool) -> None:
        self._likes_even = likes_even

    def read(self, image: GreyImage, **_: object) -> Reading:
        shade = float(np.percentile(image[:, : image.shape[1] // 4], 75)) - float(
            np.percentile(image[:, -image.shape[1] // 4 :], 75)
        )
        confidence = 0.9 if (shade < 30) is self._likes_even else 0.4
        return Reading("слов", (Word(0, 4, Box(0, 0, 9, 9), confidence, 0, 0),), confidence)

    def read_lines(self, image: GreyImage, lines: object, **_: object) -> tuple[Reading, ...]:
        return ()


class ByContrastOptions(ReadingEngineOptions):
    name: Literal["contrast"] = "contrast"
    likes_even: bool = True

    def build(self) -> ByContrast:
        return ByContrast(self.likes_even)


@pytest.mark.parametrize(
    ("likes_even", "steps", "gain"),
    [(True, (background.EVEN_BACKGROUND,), 0.4), (False, (), -0.4)],
)
def test_a_step_stays_only_if_its_trial_is_won(
    likes_even: bool, steps: tuple[str, ...], gain: float, shaded: Page
) -> None:
    cleaning = cleaning_of(shaded, trial=ByContrastOptions(likes_even=likes_even))
    assert cleaning.steps == steps
    assert dict(cleaning.gains) == {background.EVEN_BACKGROUND: pytest.approx(gain)}


class ByRules(ByContrast):
    """Reads one word, and nothing where a row is darker than paper from side to side."""

    def __init__(self, *, darker: int) -> None:
        super().__init__(likes_even=True)
        self._darker = darker

    def read(self, image: GreyImage, **_: object) -> Reading:
        if np.percentile(image, 70, axis=1).min() < np.median(image) - self._darker:
            return Reading("", (), 0.0)
        return super().read(image)


def test_a_trial_reads_no_rules_of_tables(lines: GreyImage) -> None:
    table = lines.copy()
    for top in range(20, table.shape[0], 60):
        table[top : top + 3, 20:-20] = 30
    pale = (255 - (255 - table.astype(np.float32)) * 0.3).astype(np.uint8)
    engine = ByRules(darker=80)
    assert find_gains(engine, table, [lambda: pale], model="rus", digest="", dpi=150) == (0.0,)


def test_a_trial_reads_no_faint_rules_of_tables() -> None:
    bare = np.full((1000, 1240), 225, np.uint8)
    for top in range(120, 700, 60):
        for left in [*range(120, 560, 14), *range(620, 1040, 14)]:
            bare[top : top + 16, left : left + 10] = 40
    table = bare.copy()
    for at in range(100, 741, 60):
        table[at : at + 2, 100:1100] = 211
    for at in (100, 600, 1098):
        table[100:702, at : at + 2] = np.minimum(table[100:702, at : at + 2], 211)
    engine = ByRules(darker=10)
    assert find_gains(engine, table, [lambda: bare], model="rus", digest="", dpi=150) == (0.0,)


class Upright(ByContrast):
    """Reads one word, and none where the page lies on its head: its top is darker."""

    def read(self, image: GreyImage, **_: object) -> Reading:
        half = image.shape[0] // 2
        if image[:half].mean() < image[-half:].mean():
            return Reading("", (), 0.0)
        return super().read(image)


def test_a_page_on_its_head_is_tried_upside_down(lines: GreyImage) -> None:
    page = lines.copy()
    page[: page.shape[0] // 2] //= 2
    shaded = (page * np.linspace(1, 0.5, page.shape[1])).astype(np.uint8)
    engine = Upright(likes_even=True)
    (gain,) = find_gains(engine, shaded, [lambda: page], model="rus", digest="", dpi=150)
    assert gain == pytest.approx(0.4)


@pytest.mark.parametrize(("raw", "tried"), [(0.95, 1), (0.8, 3)])
def test_no_more_recipes_are_tried_where_the_raw_page_is_read_well(
    raw: float, tried: int, lines: GreyImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ByContrast(likes_even=True)
    word = Word(0, 4, Box(0, 0, 9, 9), raw, 0, 0)
    monkeypatch.setattr(engine, "read", lambda *_, **__: Reading("слов", (word,), raw))
    ways = [lambda: lines] * 3
    assert find_gains(engine, lines, ways, model="rus", digest="", dpi=150) == (0.0,) * tried


class Unsure(ByContrast):
    """Reads one word, never surely, the surer the less ink there is."""

    def read(self, image: GreyImage, **_: object) -> Reading:
        confidence = 0.3 if image.mean() > 200 else 0.1
        return Reading("слов", (Word(0, 4, Box(0, 0, 9, 9), confidence, 0, 0),), confidence)


def test_where_nothing_makes_sense_the_surer_reading_wins(lines: GreyImage) -> None:
    engine = Unsure(likes_even=True)
    ways = [lambda: lines // 2, lambda: lines]
    gains = find_gains(engine, lines // 2, ways, model="rus", digest="", dpi=150)
    assert gains == (0.0, 0.08)


def test_one_sample_tells_that_a_page_is_not_on_its_head(
    lines: GreyImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = lines.copy()
    page[: page.shape[0] // 2] //= 2
    upright, asked = Upright(likes_even=True), []

    def read(image: GreyImage, **_: object) -> Reading:
        asked.append(image)
        found = Upright.read(upright, image)
        words = tuple(replace(word, confidence=0.6) for word in found.words)
        return replace(found, words=words, confidence=min(0.6, found.confidence))

    engine = ByContrast(likes_even=True)
    monkeypatch.setattr(engine, "read", read)
    turned = np.ascontiguousarray(page[::-1, ::-1])
    find_gains(engine, turned, [lambda: turned], model="rus", digest="", dpi=150)
    assert len(asked) == 3


class Widest(ByContrast):
    """Keeps the widths of the samples that it is given to read."""

    def __init__(self) -> None:
        super().__init__(likes_even=True)
        self.filled: list[float] = []

    def read(self, image: GreyImage, **_: object) -> Reading:
        self.filled.append(float(np.flatnonzero((image < 100).any(axis=0)).max()) / image.shape[1])
        return super().read(image)


def test_cells_are_tried_below_each_other_as_they_will_be_read() -> None:
    page = np.full((1000, 1240), 225, np.uint8)
    for top in range(200, 700, 50):
        for stop, width in ((100, 2), (200, 9), (560, 4), (720, 12)):
            for left in range(stop, stop + width * 14, 14):
                page[top : top + 16, left : left + 10] = 40
    engine = Widest()
    find_gains(engine, page, [lambda: page], model="rus", digest="", dpi=150)
    assert len(engine.filled) == 2
    assert max(engine.filled) < 0.5


def test_the_engine_for_trials_is_part_of_the_identity() -> None:
    assert Options(trial=None).build().identity == ""
    assert Options(trial=ByContrastOptions()).build().identity == "by contrast"
    dumped = Options(trial=ByContrastOptions(likes_even=False)).model_dump()
    assert dumped["trial"] == {"name": "contrast", "likes_even": False}


def test_a_fold_over_the_whole_sheet_is_evened(lines: GreyImage, tmp_path: Path) -> None:
    folded = np.full((lines.shape[0] + 400, lines.shape[1]), 225, np.uint8)
    folded[200:-200] = lines
    middle = folded.shape[1] // 2
    folded[:, middle - 2 : middle + 3] = (folded[:, middle - 2 : middle + 3] * 0.8).astype(np.uint8)
    page = page_with(folded, tmp_path)
    assert imaging.EVEN_FOLDS in cleaning_of(page).steps

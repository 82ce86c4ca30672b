"""The recipe turns a scan upright, and Geometry leads every box back to where it was."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.blobs import digest_of
from models.errors import SOURCE_CORRUPT, SourceError
from models.page import Box, Cleaning, Geometry, Page, PageImage, Perspective
from pipeline import imaging
from pipeline.engines.protocols import GreyImage
from pipeline.imaging import background, colour, recipe

SCANS = Path(__file__).parents[2] / "data" / "scans"


def black_box(image: GreyImage) -> Box:
    rows, columns = np.nonzero(image < 128)
    left, top = int(columns.min()), int(rows.min())
    return Box(left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)


def corners(box: Box) -> np.typing.NDArray[np.int_]:
    return np.array([box.left, box.top, box.right, box.bottom])


@settings(max_examples=60, deadline=None)
@given(
    rotation=st.sampled_from((0, 90, 180, 270)),
    skew=st.sampled_from((0.0, 0.4, -1.7, 3.0, -5.0)),
    scale=st.sampled_from((1.0, 2 / 3, 0.5, 2.0)),
    left=st.integers(150, 400),
    top=st.integers(150, 700),
)
def test_a_box_found_on_the_prepared_image_leads_back_to_the_scan(
    rotation: int, skew: float, scale: float, left: int, top: int
) -> None:
    drawn = Box(left, top, 60, 30)
    scan = np.full((1000, 700), 255, np.uint8)
    scan[drawn.top : drawn.bottom, drawn.left : drawn.right] = 0
    geometry = Geometry(700, 1000, rotation=rotation, skew=skew, scale=scale)
    found = black_box(imaging.prepare(scan, geometry, Cleaning()))
    back = geometry.to_scan(found)
    # An upright box around an askew one is larger on every side, here at most by side * sin(skew).
    slack = 2 + (1 + 60 * np.sin(np.radians(abs(skew))) * 2 if skew else 0)
    assert np.abs(corners(back) - corners(drawn)).max() <= slack
    centre = corners(back).reshape(2, 2).mean(axis=0)
    assert np.abs(centre - corners(drawn).reshape(2, 2).mean(axis=0)).max() <= (3 if skew else 2)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("seen", [(0.05, 0.0, 0.0), (0.0, 0.06, -0.04), (-0.03, -0.05, 0.03)])
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_a_box_on_a_flattened_photograph_leads_back_to_the_scan(
    rotation: int, seen: tuple[float, float, float], scale: float
) -> None:
    geometry = Geometry(
        700, 1000, rotation=rotation, skew=-1.5, scale=scale, perspective=Perspective(*seen)
    )
    for drawn in (Box(150, 200, 60, 30), Box(500, 150, 60, 30), Box(480, 790, 60, 30)):
        scan = np.full((1000, 700), 255, np.uint8)
        scan[drawn.top : drawn.bottom, drawn.left : drawn.right] = 0
        back = geometry.to_scan(black_box(imaging.prepare(scan, geometry, Cleaning())))
        assert np.abs(corners(back) - corners(drawn)).max() <= 12
        centre = corners(back).reshape(2, 2).mean(axis=0)
        assert np.abs(centre - corners(drawn).reshape(2, 2).mean(axis=0)).max() <= 3


def test_a_flattened_photograph_read_on_its_head_is_the_same_picture() -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    height, width = scan.shape
    geometry = Geometry(width, height, skew=1.0, perspective=Perspective(0.05, 0.08, -0.06))
    upright = imaging.prepare(scan, geometry, Cleaning())
    over = imaging.prepare(scan, geometry.turned_over(), Cleaning())
    assert np.abs(np.rot90(over, 2).astype(int) - upright).mean() < 1
    assert geometry.turned_over().turned_over() == geometry


@pytest.mark.parametrize("degrees", [-3.1, -0.7, 0.0, 1.2, 4.0])
def test_slope_is_found_and_undone(degrees: float) -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    height, width = scan.shape
    own = imaging.find_skew(imaging.find_letters(imaging.small(scan)))
    askew = imaging.prepare(scan, Geometry(width, height, skew=-degrees), Cleaning())
    assert imaging.find_skew(imaging.find_letters(imaging.small(askew))) - own == pytest.approx(
        degrees, abs=0.21
    )


@pytest.mark.parametrize("name", ["lines.jpg", "black_border.jpg"])
@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_sideways_pages_are_told(name: str, quarter_turns: int) -> None:
    turned = np.rot90(imaging.load_grey(SCANS / name), quarter_turns)
    assert imaging.is_sideways(imaging.find_letters(imaging.small(turned))) is (
        quarter_turns % 2 == 1
    )


@pytest.mark.parametrize("leading", [13, 19, 25], ids=["single", "wider", "double"])
@pytest.mark.parametrize("sideways", [False, True])
def test_letters_below_each_other_make_no_lines(leading: int, sideways: bool) -> None:
    page = np.zeros((877, 620), np.uint8)
    rng = np.random.default_rng(5)
    for top in range(60, 800, leading):
        for left in range(75, 75 + 8 * 60, 8):  # a machine's letters, 2.5 mm apart
            if rng.random() < 0.85:
                page[top : top + 6, left : left + 5] = 1
    assert imaging.is_sideways(np.ascontiguousarray(page.T) if sideways else page) is sideways


def test_the_scanner_bed_becomes_paper_and_the_text_stays() -> None:
    scan = imaging.load_grey(SCANS / "black_border.jpg")
    height, width = scan.shape
    recipe = Cleaning((imaging.MASK_BORDERS,))
    cleaned = imaging.prepare(scan, Geometry(width, height), recipe)
    assert imaging.dark_borders(imaging.small(scan)).mean() > 0.005
    assert imaging.dark_borders(imaging.small(cleaned)).mean() < 0.001
    inner = np.s_[height // 4 : height // 2, width // 4 : width // 2]
    assert np.array_equal(cleaned[inner], scan[inner])


def test_a_strip_of_the_page_beside_becomes_paper_and_the_page_stays() -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    height, width = scan.shape
    spread = np.hstack([scan, np.full((height, 24), 12, np.uint8), scan[:, : width // 5]])
    recipe = Cleaning((imaging.MASK_BORDERS,))
    cleaned = imaging.prepare(spread, Geometry(spread.shape[1], height), recipe)
    assert imaging.ink_share(imaging.small(cleaned[:, width + 24 :])) == 0
    assert np.array_equal(cleaned[:, : width - 20], scan[:, : width - 20])


def test_a_table_that_is_darker_below_takes_nothing_of_the_sheet_on_it() -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    height, width = scan.shape
    table = np.full((height + 100, width + 240), 160, np.uint8)
    table[:, :120] = table[2 * height // 3 :] = 40  # dark to the left, and all around below
    table[:height, 120:-120] = scan
    recipe = Cleaning((imaging.MASK_BORDERS,))
    cleaned = imaging.prepare(table, Geometry(width + 240, height + 100), recipe)
    inner = np.s_[: height - 20, 20 : width - 20]
    assert np.array_equal(cleaned[:, 120:-120][inner], scan[inner])


def test_punch_holes_become_paper() -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    punched = scan.copy()
    cv2.circle(punched, (45, 500), 17, 20, -1)
    mask = imaging.dark_borders(imaging.small(punched))
    assert 300 < mask.sum() < 1000
    assert not imaging.dark_borders(imaging.small(scan)).any()


@pytest.mark.parametrize("width", [620, 1239, 1240, 1241, 2481, 5003])
def test_an_overview_is_as_wide_as_promised(width: int) -> None:
    overview = imaging.small(np.full((width + 300, width), 255, np.uint8))
    assert overview.shape == (round((width + 300) * 620 / width), 620)


def test_shade_is_evened() -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    height, width = scan.shape
    shaded = np.asarray(scan * np.linspace(1, 0.4, width), dtype=np.uint8)
    evened = imaging.prepare(
        shaded, Geometry(width, height), Cleaning((background.EVEN_BACKGROUND,))
    )
    before, after = (
        background.unevenness(background.paper_around(imaging.small(picture)))
        for picture in (shaded, evened)
    )
    assert before > 0.15
    assert after < 0.02


def test_coloured_ink_goes_and_black_ink_stays() -> None:
    scan = np.full((900, 700, 3), (170, 220, 235), np.uint8)  # yellow paper, blue first
    for left in range(100, 600, 16):
        scan[100:120, left : left + 6] = (40, 35, 38)  # typed
        scan[300:320, left : left + 6] = (150, 62, 96)  # stamped in violet
    assert 0.4 < colour.coloured_share(scan) < 0.6
    recipe = Cleaning((colour.DROP_COLOUR, background.EVEN_BACKGROUND, background.DROP_GHOSTS))
    cleaned = imaging.prepare(colour.without_colour(scan), Geometry(700, 900), recipe)
    assert cleaned[105:115, 101:105].max() < 60
    assert cleaned[290:330, 90:610].min() > 230


def ghosts_of(scan: GreyImage) -> float:
    overview = imaging.small(scan)
    nothing = np.zeros_like(overview)
    return background.ghost_share(overview, background.paper_around(overview), nothing)


@pytest.mark.parametrize("share", [0.15, 0.25])
def test_what_shines_through_is_a_class_of_its_own(share: float) -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    back = 255 - (255 - scan[:, ::-1].astype(np.float32)) * share
    shining = np.minimum(scan, np.roll(back, 9, axis=0)).astype(np.uint8)
    assert 0.15 < ghosts_of(shining) < 0.6
    recipe = imaging.with_type_alone(Cleaning((imaging.MASK_BORDERS,)))
    assert recipe.steps == (imaging.MASK_BORDERS, "even-background", "drop-ghosts")
    assert imaging.with_type_alone(recipe) == recipe
    height, width = scan.shape
    assert ghosts_of(imaging.prepare(shining, Geometry(width, height), recipe)) == 0


def test_an_uneven_ribbon_shines_through_nowhere() -> None:
    scan = imaging.load_grey(SCANS / "lines.jpg")
    faint = np.linspace(0.25, 1, scan.shape[1])
    assert ghosts_of((255 - (255 - scan) * faint).astype(np.uint8)) == 0
    assert ghosts_of(scan) == 0
    assert ghosts_of(np.full((900, 700), 230, np.uint8)) == 0


def test_rules_are_looked_for_where_no_step_took_faint_ink() -> None:
    even, ghosts = background.EVEN_BACKGROUND, background.DROP_GHOSTS
    raw = Cleaning((imaging.MASK_BORDERS,))
    assert imaging.with_all_ink(raw) == raw
    chosen = Cleaning((imaging.MASK_BORDERS, even, background.STRETCH), gains=(("x", 0.1),))
    assert imaging.with_all_ink(chosen).steps == (imaging.MASK_BORDERS, even)
    assert imaging.with_all_ink(Cleaning((even, ghosts))).steps == (even,)
    lost = Cleaning((), gains=(("x", -0.1),))
    assert imaging.with_all_ink(lost).steps == (even,)


def test_a_page_typed_in_violet_keeps_its_colour() -> None:
    scan = np.full((900, 700, 3), (170, 220, 235), np.uint8)
    scan[100:120, 100:600] = (150, 62, 96)
    assert colour.coloured_share(scan) == 0


def test_preparing_is_deterministic_and_leaves_the_scan_alone() -> None:
    scan = imaging.load_grey(SCANS / "black_border.jpg")
    before = scan.copy()
    geometry = Geometry(scan.shape[1], scan.shape[0], rotation=90, skew=1.0, scale=0.8)
    recipe = Cleaning((imaging.MASK_BORDERS,))
    first = imaging.prepare(scan, geometry, recipe)
    assert np.array_equal(first, imaging.prepare(scan, geometry, recipe))
    assert np.array_equal(scan, before)


def test_bare_paper_has_hardly_any_ink() -> None:
    bare = imaging.small(imaging.load_grey(SCANS / "bare_paper.jpg"))
    typed = imaging.small(imaging.load_grey(SCANS / "lines.jpg"))
    assert imaging.ink_share(bare) < 0.1 * imaging.ink_share(typed)


def test_one_bit_images_are_read(tmp_path: Path) -> None:
    image = np.full((40, 60), 255, np.uint8)
    image[10:20, 10:20] = 0
    path = tmp_path / "bits.png"
    cv2.imwrite(str(path), image, [cv2.IMWRITE_PNG_BILEVEL, 1])
    assert np.array_equal(imaging.load_grey(path), image)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\nrubbish"])
def test_what_is_no_image_is_a_source_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        imaging.load_grey(path)
    assert caught.value.code == SOURCE_CORRUPT


def test_an_original_that_was_changed_in_place_is_not_taken_for_the_old_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "scan.png"
    cv2.imwrite(str(path), np.full((20, 30), 200, np.uint8))
    digest = digest_of(path)
    assert imaging.load_grey(path, digest=digest).shape == (20, 30)
    cv2.imwrite(str(path), np.full((20, 30), 100, np.uint8))
    with pytest.raises(SourceError) as refused:
        imaging.load_grey(path, digest=digest)
    assert refused.value.code == "source-changed"


def test_what_recipes_of_a_page_begin_with_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    path = SCANS / "black_border.jpg"
    asked: list[str] = []
    scan = imaging.load_grey(path)
    geometry = Geometry(scan.shape[1], scan.shape[0], skew=1.0)
    page = Page(PageImage("begun alike", path, scan.shape[1], scan.shape[0], 150))
    first = (imaging.MASK_BORDERS, background.EVEN_BACKGROUND)
    recipes = [Cleaning((*first, *rest)) for rest in ((), ("smooth",), ("drop-ghosts",))]
    recipes = [Cleaning(first[:1]), *recipes, Cleaning(first[:1])]
    wanted = [imaging.prepare(scan, geometry, each) for each in recipes]

    def counted(step: str) -> Callable[[GreyImage], GreyImage]:
        take = recipe._STEPS[step]

        def counting(image: GreyImage) -> GreyImage:
            asked.append(step)
            return take(image)

        return counting

    taken = {step: counted(step) for step in first}
    monkeypatch.setattr(recipe, "_STEPS", {**recipe._STEPS, **taken})
    for each, picture in zip(recipes, wanted, strict=True):
        assert np.array_equal(imaging.prepared(page, geometry, each), picture)
    assert asked == list(first)

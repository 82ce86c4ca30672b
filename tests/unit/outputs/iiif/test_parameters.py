"""The parts of an image address mean what section 4 of the IIIF Image API 3.0 says they mean."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.errors import ARGUMENT_INVALID, NOT_OFFERED, ConfigError
from models.page import Box
from outputs.web.iiif.parameters import (
    FORMATS,
    MOST_AREA,
    MOST_SIDE,
    QUALITIES,
    Drawing,
    read_drawing,
)

FULL = (300, 200)
SIDES = st.integers(1, 30_000)
PIXELS = st.integers(0, 40_000)


def read(
    region: str = "full",
    size: str = "max",
    rotation: str = "0",
    leaf: str = "default.jpg",
    full: tuple[int, int] = FULL,
) -> Drawing:
    return read_drawing(full, region, size, rotation, leaf)


def refusal(**asked: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(**asked)  # type: ignore[arg-type]
    return caught.value.code


@pytest.mark.parametrize(
    ("asked", "box"),
    [
        ("full", Box(0, 0, 300, 200)),
        ("square", Box(50, 0, 200, 200)),
        ("125,15,120,140", Box(125, 15, 120, 140)),
        ("125,15,200,200", Box(125, 15, 175, 185)),
        ("pct:41.6,7.5,40,70", Box(125, 15, 120, 140)),
        ("pct:41.6,7.5,66.6,100", Box(125, 15, 175, 185)),
    ],
)
def test_a_region_is_as_in_the_examples_of_the_specification(asked: str, box: Box) -> None:
    assert read(region=asked).region == box


@pytest.mark.parametrize(
    "asked",
    ["300,0,1,1", "0,200,1,1", "0,0,0,1", "0,0,1", "-1,0,5,5", "pct:100,0,5,5", "pct:0,0,0,5"],
)
def test_a_region_that_is_empty_or_outside_is_refused(asked: str) -> None:
    assert refusal(region=asked) == ARGUMENT_INVALID


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ("max", (300, 200)),
        ("150,", (150, 100)),
        (",150", (225, 150)),
        ("pct:50", (150, 100)),
        ("225,100", (225, 100)),
        ("!225,100", (150, 100)),
        ("!900,900", (300, 200)),
        ("^150,", (150, 100)),
        ("^!225,100", (150, 100)),
    ],
)
def test_a_size_is_as_in_the_examples_of_the_specification(
    asked: str, size: tuple[int, int]
) -> None:
    drawing = read(size=asked)
    assert (drawing.width, drawing.height) == size


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("360,", ARGUMENT_INVALID),
        (",240", ARGUMENT_INVALID),
        ("pct:120", ARGUMENT_INVALID),
        ("0,", ARGUMENT_INVALID),
        ("pct:0.1", ARGUMENT_INVALID),
        (",", ARGUMENT_INVALID),
        ("!5,", ARGUMENT_INVALID),
        ("^360,", NOT_OFFERED),
        ("^max", NOT_OFFERED),
        ("^pct:120", NOT_OFFERED),
        ("^!900,900", NOT_OFFERED),
    ],
)
def test_a_size_beyond_the_region_is_refused(asked: str, code: str) -> None:
    assert refusal(size=asked) == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("22.5", NOT_OFFERED),
        ("-90", ARGUMENT_INVALID),
        ("361", ARGUMENT_INVALID),
        ("!", ARGUMENT_INVALID),
    ],
)
def test_a_rotation_is_by_quarters(asked: str, code: str) -> None:
    assert refusal(rotation=asked) == code
    assert (read(rotation="!270").degrees, read(rotation="!270").mirrored) == (270, True)
    assert (read(rotation="360.0").degrees, read(rotation="90").mirrored) == (0, False)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("default.tif", NOT_OFFERED),
        ("default.exe", ARGUMENT_INVALID),
        ("default", ARGUMENT_INVALID),
        ("native.jpg", ARGUMENT_INVALID),
    ],
)
def test_an_unknown_quality_or_format_is_refused(asked: str, code: str) -> None:
    assert refusal(leaf=asked) == code


def test_an_answer_is_never_larger_than_what_is_served() -> None:
    drawing = read(full=(30_000, 20_000))
    assert drawing.width <= MOST_SIDE
    assert 0.99 * MOST_AREA < drawing.width * drawing.height <= MOST_AREA
    with pytest.raises(ConfigError):
        read(size="30000,20000", full=(30_000, 20_000))


ANY = st.text(st.sampled_from("0123456789.,:!^pctmaxfulsqrjnghei٣ \0"), max_size=30) | st.text(
    max_size=30
)


@given(width=SIDES, height=SIDES, region=ANY, size=ANY, rotation=ANY, leaf=ANY)
@example(width=1, height=30_000, region="full", size="max", rotation="0", leaf="default.jpg")
def test_any_address_gives_a_picture_within_bounds_or_is_refused(
    width: int, height: int, region: str, size: str, rotation: str, leaf: str
) -> None:
    for parts in (
        (region, "max", "0", "default.jpg"),
        ("full", size, "0", "default.jpg"),
        ("full", "max", rotation, "default.jpg"),
        ("full", "max", "0", leaf),
    ):
        try:
            drawing = read_drawing((width, height), *parts)
        except ConfigError as error:
            assert error.code in (ARGUMENT_INVALID, NOT_OFFERED)
            continue
        assert_within(drawing, (width, height))


@given(
    width=SIDES,
    height=SIDES,
    region=st.just("full")
    | st.just("square")
    | st.tuples(PIXELS, PIXELS, PIXELS, PIXELS).map(lambda each: ",".join(map(str, each))),
    size=st.just("max")
    | st.integers(1, 100).map("pct:{}".format)
    | PIXELS.map("{},".format)
    | PIXELS.map(",{}".format)
    | st.tuples(PIXELS, PIXELS).map(lambda each: "{},{}".format(*each))
    | st.tuples(PIXELS, PIXELS).map(lambda each: "!{},{}".format(*each)),
)
def test_the_canonical_address_asks_for_the_same_picture(
    width: int, height: int, region: str, size: str
) -> None:
    full = (width, height)
    try:
        drawing = read_drawing(full, region, size, "!90", "gray.png")
    except ConfigError as error:
        assert error.code in (ARGUMENT_INVALID, NOT_OFFERED)
        return
    assert_within(drawing, full)
    assert read_drawing(full, *drawing.canonical(full).split("/")) == drawing


def assert_within(drawing: Drawing, full: tuple[int, int]) -> None:
    region = drawing.region
    assert 0 <= region.left < region.right <= full[0]
    assert 0 <= region.top < region.bottom <= full[1]
    assert 1 <= drawing.width <= min(region.width, MOST_SIDE)
    assert 1 <= drawing.height <= min(region.height, MOST_SIDE)
    assert drawing.width * drawing.height <= MOST_AREA
    assert drawing.degrees in (0, 90, 180, 270)
    assert drawing.quality in QUALITIES and drawing.format in FORMATS

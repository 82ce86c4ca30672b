"""The image interface serves the parts of a page that are asked for, in the frame of its boxes."""

from io import BytesIO
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image

from tests.support.webroom import INK, KEYWORD, Reader, WebRoom, make_webroom


def picture(answer: httpx.Response) -> Image.Image:
    assert answer.status_code == 200, answer.text
    return Image.open(BytesIO(answer.content))


def ink_share(image: Image.Image) -> float:
    """Of pixels that have about the keyword's colour, which JPEG blurs at its edges."""
    pixels = np.asarray(image.convert("RGB")).astype(int)
    return float((np.abs(pixels - np.array(INK)).sum(axis=2) < 120).mean())


def test_the_description_fits_the_upright_page(client: Reader, room: WebRoom) -> None:
    answer = client.get(f"/iiif/image/{room.turned}/info.json")
    description = answer.json()
    assert (description["width"], description["height"]) == (2200, 1700)
    assert description["id"] == f"http://room/iiif/image/{room.turned}"
    assert (description["type"], description["profile"]) == ("ImageService3", "level2")
    assert description["tiles"] == [{"width": 512, "height": 512, "scaleFactors": [1, 2, 4, 8]}]
    assert answer.headers["content-type"] == "application/json"
    linked = client.get(
        f"/iiif/image/{room.turned}/info.json", headers={"accept": "application/ld+json"}
    )
    context = "http://iiif.io/api/image/3/context.json"
    assert linked.headers["content-type"] == f'application/ld+json;profile="{context}"'


def test_the_image_address_leads_to_its_description(client: Reader, room: WebRoom) -> None:
    answer = client.get(f"/iiif/image/{room.upright}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"http://room/iiif/image/{room.upright}/info.json"


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_part_holds_what_stands_in_its_box(client: Reader, room: WebRoom, scale: int) -> None:
    box = room.word
    size = (box.width // scale, box.height // scale)
    region = f"{box.left},{box.top},{box.width},{box.height}"
    path = f"/iiif/image/{room.upright}/{region}/{size[0]},{size[1]}/0/default.jpg"
    image = picture(client.get(path))
    assert image.size == size
    assert ink_share(image) > 0.9
    beside = f"{box.left},{box.top + box.height + 10},{box.width},{box.height}"
    other = client.get(f"/iiif/image/{room.upright}/{beside}/max/0/default.jpg")
    assert ink_share(picture(other)) == 0


def test_a_turned_page_is_served_upright(client: Reader, room: WebRoom) -> None:
    [place] = [
        each
        for each in client.get(f"/api/v1/pages/{room.turned}/words").json()
        if each["text"] == KEYWORD
    ]
    box = place["box"]
    # The scan is turned by a quarter, clockwise.
    left, top = 2200 - box["top"] - box["height"], box["left"]
    region = f"{left},{top},{box['height']},{box['width']}"
    image = picture(client.get(f"/iiif/image/{room.turned}/{region}/max/0/default.png"))
    assert image.size == (box["height"], box["width"])
    assert ink_share(image) > 0.9


def test_tiles_side_by_side_give_the_whole(client: Reader, room: WebRoom) -> None:
    base = f"/iiif/image/{room.upright}"
    whole = Image.new("RGB", (850, 1100))
    for left in range(0, 1700, 1024):
        for top in range(0, 2200, 1024):
            width, height = min(1024, 1700 - left), min(1024, 2200 - top)
            size = f"{width // 2},{height // 2}"
            tile = client.get(f"{base}/{left},{top},{width},{height}/{size}/0/default.png")
            whole.paste(picture(tile), (left // 2, top // 2))
    at_once = picture(client.get(f"{base}/full/850,1100/0/default.png")).convert("RGB")
    difference = np.asarray(whole).astype(int) - np.asarray(at_once)
    assert np.abs(difference).max() <= 2


def test_an_overview_costs_no_pyramid(tmp_path: Path) -> None:
    room = make_webroom(tmp_path)
    client = Reader(room.app)
    small = picture(client.get(f"/iiif/image/{room.upright}/full/!200,200/0/default.jpg"))
    assert small.size == (155, 200)
    assert not list(tmp_path.rglob("*pyramid*"))
    picture(client.get(f"/iiif/image/{room.upright}/0,0,512,512/max/0/default.jpg"))
    assert len(list(tmp_path.rglob("*pyramid*"))) == 1


@pytest.mark.parametrize(
    ("leaf", "kind", "mode"),
    [
        ("default.jpg", "JPEG", "RGB"),
        ("color.png", "PNG", "RGB"),
        ("gray.jpg", "JPEG", "L"),
        ("gray.webp", "WEBP", "RGB"),
        ("bitonal.png", "PNG", "1"),
    ],
)
def test_quality_and_format_are_as_asked(
    client: Reader, room: WebRoom, leaf: str, kind: str, mode: str
) -> None:
    image = picture(client.get(f"/iiif/image/{room.upright}/square/100,/0/{leaf}"))
    assert (image.format, image.mode) == (kind, mode)


def test_turning_and_mirroring_put_the_corner_where_it_belongs(
    client: Reader, room: WebRoom
) -> None:
    # The keyword lies in the left upper quarter of the page.
    for rotation, corner in {"0": (0, 0), "90": (1, 0), "180": (1, 1), "!0": (1, 0)}.items():
        path = f"/iiif/image/{room.upright}/full/850,/{rotation}/default.png"
        image = picture(client.get(path))
        wide, high = image.width // 2, image.height // 2
        shares = {
            (x, y): ink_share(image.crop((x * wide, y * high, (x + 1) * wide, (y + 1) * high)))
            for x in (0, 1)
            for y in (0, 1)
        }
        assert max(shares, key=lambda each: shares[each]) == corner, rotation


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("full/9000,/0/default.jpg", 400),
        ("full/^9000,/0/default.jpg", 501),
        ("full/max/45/default.jpg", 501),
        ("full/max/0/default.gif", 501),
        ("x/max/0/default.jpg", 400),
    ],
)
def test_what_cannot_be_drawn_is_refused_as_a_problem(
    client: Reader, room: WebRoom, part: str, status: int
) -> None:
    answer = client.get(f"/iiif/image/{room.upright}/{part}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_page_without_an_image_has_no_description(client: Reader, room: WebRoom) -> None:
    for path in ("999999/info.json", "no-number/info.json", "999999/full/max/0/default.jpg"):
        assert client.get(f"/iiif/image/{path}").status_code == 404


def test_what_a_viewer_has_is_not_sent_again(client: Reader, room: WebRoom) -> None:
    for part in ("info.json", "full/200,/0/default.jpg"):
        path = f"/iiif/image/{room.upright}/{part}"
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]


def test_the_canonical_address_is_told(client: Reader, room: WebRoom) -> None:
    answer = client.get(f"/iiif/image/{room.upright}/pct:0,0,100,100/pct:50/0/default.jpg")
    canonical = f"http://room/iiif/image/{room.upright}/full/850,1100/0/default.jpg"
    assert f'<{canonical}>;rel="canonical"' in answer.headers["link"]
    assert client.get(canonical.removeprefix("http://room")).content == answer.content


def test_other_sites_read_it_only_where_they_may(tmp_path: Path) -> None:
    closed = Reader(make_webroom(tmp_path / "closed").app)
    assert "access-control-allow-origin" not in closed.get("/iiif/image/1/info.json").headers
    opened = Reader(make_webroom(tmp_path / "open", foreign_viewers=True).app)
    for path in ("/iiif/image/1/info.json", "/iiif/image/999999/info.json"):
        assert opened.get(path).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in opened.get("/api/v1/collections").headers
    preflight = opened.ask("OPTIONS", "/iiif/image/1/info.json")
    assert (preflight.status_code, preflight.headers["access-control-allow-methods"]) == (
        204,
        "GET",
    )

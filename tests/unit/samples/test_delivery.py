import csv
import itertools
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from samples.containers import PASSWORD
from samples.contents import DELIVERY
from samples.make_delivery import SAMPLES, list_pages
from samples.texts import GOLD, read_annotation, read_gold

FOLDER = SAMPLES / "delivery"
LIMIT = 15_000_000


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


PAGES = read_table(SAMPLES / "pages.csv")
MANIFEST = read_table(FOLDER / "manifest.csv")


def test_delivery_is_small_and_holds_what_is_listed() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LIMIT
    names = {path.relative_to(FOLDER).as_posix() for path in files}
    assert names == {file.path for file in DELIVERY} | {"manifest.csv"}


def test_pages_table_is_that_of_the_script() -> None:
    pages = [page for file in DELIVERY for page in list_pages(file)]
    written = [(row["path"], int(row["page"]), row["gold_id"]) for row in PAGES]
    assert written == [(page.path, page.page, page.gold_id) for page in pages]
    offsets = [(int(row["start"]), int(row["end"])) for row in PAGES]
    assert offsets == [(page.start, page.end) for page in pages]


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
def test_readable_pages_cover_every_gold_text_without_gap(path: Path) -> None:
    gold_id = path.stem.split("_")[0]
    parts = [
        (int(row["start"]), int(row["end"]))
        for row in PAGES
        if row["gold_id"] == gold_id and row["state"] == "text"
    ]
    assert parts[0][0] == 0
    assert parts[-1][1] == len(read_gold(gold_id))
    assert all(left[1] == right[0] for left, right in itertools.pairwise(parts))


def test_no_mention_runs_over_a_page_end() -> None:
    for row in PAGES:
        mentions = read_annotation(row["gold_id"])["mentions"] if row["gold_id"] else []
        end = int(row["end"])
        assert not [mention for mention in mentions if mention["start"] < end < mention["end"]]


def test_one_page_stands_upside_down_and_one_is_blank() -> None:
    assert [row["gold_id"] for row in PAGES if row["rotation"] == "180"] == ["ru03"]
    assert [row["path"][-4:] for row in PAGES if row["state"] == "blank"] == [".tif"]


def test_case_file_is_one_full_page_jpeg_a_page() -> None:
    with pikepdf.open(FOLDER / "Дело 7843/Следственное дело 7843.pdf") as pdf:
        assert len(pdf.pages) == 6
        for page in pdf.pages:
            (image,) = page.get_images().values()
            assert image.Filter == pikepdf.Name.DCTDecode
            assert (int(image.Width), int(image.Height)) == (2480, 3508)


def test_tiff_has_three_bilevel_group_4_pages() -> None:
    with Image.open(FOLDER / "Семипалатинск/Акты и списки 1930-1938.tif") as tiff:
        assert getattr(tiff, "n_frames", 1) == 3
        assert (tiff.mode, tiff.info["compression"]) == ("1", "group4")


def test_truncated_jpeg_cannot_be_read_to_its_end() -> None:
    with (
        Image.open(FOLDER / "испорченные/Л. 14 обрезан.jpg") as image,
        pytest.raises(OSError, match="truncated"),
    ):
        image.load()


def test_locked_pdf_opens_with_its_password_only() -> None:
    path = FOLDER / "испорченные/Дело 31176 под паролем.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=PASSWORD) as pdf:
        assert len(pdf.pages) == 1


def test_manifest_names_delivered_pages_and_leaves_some_out() -> None:
    paths = {row["path"] for row in PAGES}
    listed = {row["path"] for row in MANIFEST}
    assert listed < paths
    assert len(paths - listed) >= 2


def test_half_of_the_manifest_leaves_the_language_to_the_reader() -> None:
    blank = [row["path"] for row in MANIFEST if not row["language"]]
    assert len(blank) * 2 >= len(MANIFEST)
    assert {path[0] == "Қ" for path in blank} == {True, False}
    assert {row["access"] for row in MANIFEST} == set("ABCD")

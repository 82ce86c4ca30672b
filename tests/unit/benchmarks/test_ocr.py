"""The comparison of readers: a failing one is counted, and the table adds up."""

import json
from pathlib import Path

import pytest

from benchmarks.folding import count_errors
from benchmarks.goldpages import LISTED, TRUTH, GoldPage, find_pages, read_listed_pages
from benchmarks.ocr import Measurement, make_rows, measure, spearman, table, write_json
from benchmarks.readers import Read
from models.errors import ENGINE_FAILED, EngineError

TEXT = "Дело № 17 начато в 1937 году"


class Parrot:
    """Says what it was told, and remembers what language it was told."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.languages: list[str | None] = []

    def read(self, path: Path, *, language: str | None) -> Read:
        self.languages.append(language)
        return Read(self.text, 0.1)


class Broken:
    def read(self, path: Path, *, language: str | None) -> Read:
        raise EngineError(ENGINE_FAILED, "on purpose")


@pytest.fixture
def page(tmp_path: Path) -> GoldPage:
    path = tmp_path / "heavy-kk-page-003.png"
    path.touch()
    path.with_name(path.stem + TRUTH).write_text(TEXT, encoding="utf-8")
    (tmp_path / "without-text.png").touch()
    (found,) = find_pages([tmp_path])
    return found


def test_a_name_tells_level_language_and_kind(page: GoldPage) -> None:
    assert (page.level, page.language, page.kind) == ("heavy", "kk", "page")


def test_a_page_is_described_on_demand_only(page: GoldPage) -> None:
    parrot = Parrot(TEXT)
    measure(page, "parrot", parrot, describe=False)
    measured, text = measure(page, "parrot", parrot, describe=True)
    assert parrot.languages == [None, "kk"]
    assert (measured.errors.cer, measured.expected_cer, text) == (0, 0.1, TEXT)


def test_a_failure_is_counted_and_named(page: GoldPage) -> None:
    measured, text = measure(page, "broken", Broken(), describe=False)
    assert (measured.errors.cer, text) == (1, "")
    assert "on purpose" in (measured.failure or "")


def test_the_table_gives_ratios_of_summed_errors(page: GoldPage) -> None:
    other = GoldPage(page.path.with_name("clean-kk-page-001.png"), "clean", "kk", "page")
    measurements = [
        Measurement(page, "naive", count_errors("абвг", "ab"), 1, 1.0),
        Measurement(page, "pytesseract", count_errors("абвг", "абв"), 1, 0.5),
        Measurement(other, "naive", count_errors("абвг", "абвг"), 1, 3.0),
        Measurement(other, "pytesseract", count_errors("абвг", "абвг"), 1, 1.5),
    ]
    rows = make_rows(measurements, ["naive", "pytesseract"])
    assert [row.group for row in rows[::2]] == ["heavy kk page", "clean kk page", "all"]
    assert [row.cer for row in rows[-2:]] == [3 / 8, 1 / 8]
    *_, last = table(rows)
    assert last.split()[-2:] == ["0.33", "0.50"]
    write_json(page.path.with_name("out.json"), measurements, rows)
    written = json.loads(page.path.with_name("out.json").read_text(encoding="utf-8"))
    assert [entry["cer"] for entry in written["pages"]] == [0.75, 0.25, 0, 0]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [([1, 2, 3], [10, 20, 90], 1), ([1, 2, 3], [3, 2, 1], -1), ([1, 1, 1], [1, 2, 3], 0)],
)
def test_rank_correlation(first: list[float], second: list[float], wanted: float) -> None:
    assert spearman(first, second) == pytest.approx(wanted)


def test_every_listed_page_has_its_text_and_a_document_is_on_one_side() -> None:
    listed = read_listed_pages()
    texts = {path.name.removesuffix(TRUTH) for path in LISTED.parent.glob(f"*{TRUTH}")}
    assert {page.page for page in listed} == texts
    sides = {(page.scan, page.split) for page in listed}
    assert len({scan for scan, _ in sides}) == len(sides)

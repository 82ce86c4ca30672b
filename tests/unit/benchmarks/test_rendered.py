"""Rendered pages: their text is what was set, and damage and twins are as asked."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.damage import LEVELS, choose_damage, make_scan
from benchmarks.goldpages import TRUTH, find_pages
from benchmarks.newspapers import SPACE, STYLES, set_print
from benchmarks.rendered import SETTERS, SPREADS, list_kinds, list_pages, make_page, write_page
from benchmarks.typedtables import FORMS, LIST, RULINGS, lay_out, make_rows, rule
from benchmarks.typedtexts import SCORED, Texts, read_texts
from samples.typewriter import FONT_ROOT, PACKAGES, PAGE_SHAPE, load_face

KAZAKH = "Тергеу барысында айыпталушы өз кінәсін мойындаған жоқ, бұл туралы хаттама жасалды. "
RUSSIAN = "Следствие по делу продолжено, обвиняемый виновным себя не признал и подписал протокол. "
TEXTS = Texts("ru", tuple(f"{number}. {RUSSIAN * 3}".strip() for number in range(20)))

needs_faces = pytest.mark.skipif(
    not all((FONT_ROOT / face).is_file() for face in (*SCORED.typed, SCORED.printed, *PACKAGES)),
    reason="needs the Debian packages fonts-cmu, fonts-paratype and fonts-gnutypewriter",
)


def documents(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def test_only_the_last_fifth_of_a_file_is_used(tmp_path: Path) -> None:
    file = documents(tmp_path / "ru.jsonl", [f"{n}. {RUSSIAN * 4}" for n in range(10)])
    (texts,) = read_texts([file])
    assert [paragraph[:2] for paragraph in texts.paragraphs] == ["8.", "9."]


def test_languages_are_told_apart_and_short_texts_joined(tmp_path: Path) -> None:
    files = [
        documents(tmp_path / "a.jsonl", [KAZAKH] * 50),
        documents(tmp_path / "b.jsonl", [RUSSIAN] * 50),
    ]
    russian, kazakh = read_texts(files)
    assert (russian.language, kazakh.language) == ("ru", "kk")
    assert all(len(paragraph) >= 300 for paragraph in kazakh.paragraphs[:-1])


def test_what_no_machine_could_type_is_left_out(tmp_path: Path) -> None:
    file = documents(tmp_path / "a.jsonl", [f"{RUSSIAN}\nα → β {RUSSIAN}\n{RUSSIAN}"] * 5)
    (texts,) = read_texts([file])
    assert "α" not in texts.paragraphs[0]
    assert texts.paragraphs[0].count("Следствие") == 2


def test_without_files_the_samples_are_used() -> None:
    assert [texts.language for texts in read_texts([])] == ["ru", "kk"]


def test_a_draw_ends_behind_a_word() -> None:
    drawn = TEXTS.draw(np.random.default_rng(0), 500)
    assert 480 < len(drawn) <= 500
    assert drawn.split()[-1].strip(".,") in RUSSIAN


def test_levels_and_languages_take_turns() -> None:
    pages = list(list_pages(6, 1, 2))
    assert [page[1] for page in pages[:6]] == [*LEVELS, *LEVELS]
    assert [page[2] for page in pages[:6]] == [0, 0, 0, 1, 1, 1]
    assert [page[3] for page in pages[6:]] == ["columns", "columnsflat", "table", "tableflat"]
    assert pages[6][0] == pages[7][0] != pages[8][0]


@needs_faces
@pytest.mark.parametrize("width", [480, 990, 2080])
def test_words_of_a_column_do_not_run_together(width: int) -> None:
    lines = set_print(KAZAKH.upper() * 5, SCORED.printed, width=width, size=36)
    font = load_face(SCORED.printed, 36)
    for line in lines:
        words = line.typed.split()
        narrowest = sum(map(font.getlength, words)) + (len(words) - 1) * SPACE * 36
        assert narrowest + (36 if line.column else 0) <= width
    assert "".join("".join(line.typed for line in lines).split()).replace("-", "") == "".join(
        (KAZAKH.upper() * 5).split()
    )


def test_kinds_that_are_asked_for_share_their_texts() -> None:
    pages = list(list_kinds(4, ["list", "listflat"], 2))
    assert [page[0] for page in pages] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert [page[3] for page in pages[:4]] == ["list", "listflat"] * 2
    assert pages[6][1:3] == ("clean", 1)


def test_a_list_has_the_rows_of_its_form_and_gaps_leave_most_of_a_rule() -> None:
    for form in FORMS:
        rows = list(make_rows(TEXTS, form, np.random.default_rng(1), count=3))
        lines, heights = lay_out(rows, form)
        assert [len(row) for row in rows] == [len(form)] * 4
        assert len(lines) == sum(heights)
    drawn = {}
    for ruling in RULINGS:
        ink = np.zeros(PAGE_SHAPE, dtype=np.float32)
        rule(ink, LIST, [1] * 10, ruling, np.random.default_rng(1))
        drawn[ruling] = float(ink.sum())
    assert drawn["none"] == 0 < drawn["dotted"] < drawn["dashed"] < drawn["gaps"] < drawn["solid"]


def test_only_heavy_pages_lie_on_their_side_and_have_a_back() -> None:
    drawn = {
        level: [choose_damage(level, np.random.default_rng(seed)) for seed in range(40)]
        for level in LEVELS
    }
    assert {damage.turn for damage in drawn["heavy"]} == {0, 90, 180, 270}
    assert {damage.turn for level in LEVELS[:2] for damage in drawn[level]} == {0}
    assert all(damage.reverse for damage in drawn["heavy"])
    assert max(abs(damage.skew) for damage in drawn["heavy"]) > 2


def test_the_bed_of_the_scanner_is_black_and_the_turn_clockwise() -> None:
    ink = np.zeros(PAGE_SHAPE, dtype=np.float32)
    ink[:500, :500] = 1
    rng = np.random.default_rng
    heavy = next(
        damage
        for damage in (choose_damage("heavy", rng(seed)) for seed in range(99))
        if damage.turn == 90 and damage.bed
    )
    scan = make_scan(ink, np.zeros_like(ink), heavy, rng(0))
    assert scan.shape == (*PAGE_SHAPE[::-1], 3)
    assert min(edge.mean() for edge in (scan[0], scan[-1], scan[:, 0], scan[:, -1])) < 40
    # What was top left is top right after a turn clockwise.
    corner = scan[200:300, -300:-200].mean()
    assert corner < 0.6 * scan[1000:1100, 1000:1100].mean()


@needs_faces
def test_twins_hold_the_same_text_and_pages_repeat(tmp_path: Path) -> None:
    for kind, folder in (("table", "a"), ("tableflat", "a"), ("table", "b")):
        write_page(TEXTS, "clean", kind, number=1, seed=5, out=tmp_path / folder)
    table, flat = find_pages([tmp_path / "a"])
    assert (table.level, table.language, table.kind, flat.kind) == (
        "clean",
        "ru",
        "table",
        "tableflat",
    )
    assert table.text.split() == flat.text.split()
    again = (tmp_path / "b" / table.path.name).read_bytes()
    assert table.path.read_bytes() == again


@needs_faces
def test_newspapers_set_the_same_text_in_one_column() -> None:
    damage = choose_damage("clean", np.random.default_rng(0))
    both = [
        SETTERS[kind](TEXTS, damage, np.random.default_rng(3))
        for kind in ("columns", "columnsflat")
    ]
    texts = ["".join(setting.lines).replace("-", "").replace(" ", "") for setting in both]
    assert texts[0] == texts[1]
    gutter = both[0].ink[:, 1200:1280]
    assert gutter.max() == 0
    assert both[1].ink[:, 1200:1280].max() > 0.5


@needs_faces
@pytest.mark.parametrize("kind", STYLES)
def test_stories_hold_the_same_text_in_columns_and_in_one(kind: str) -> None:
    damage = choose_damage("clean", np.random.default_rng(0))
    both = [
        SETTERS[each](TEXTS, damage, np.random.default_rng(5)) for each in (kind, f"{kind}flat")
    ]
    texts = ["".join(setting.lines).replace("-", "").replace(" ", "") for setting in both]
    assert texts[0] == texts[1]
    headings = [line for line in both[0].lines if line and line.isupper()]
    assert headings == [line for line in both[1].lines if line and line.isupper()]


@needs_faces
def test_a_spread_has_its_pages_side_by_side_and_its_twin_below_each_other() -> None:
    (spread, text, _), (flat, same, _) = (
        make_page(TEXTS, "clean", kind, seed=(3, 1)) for kind in SPREADS
    )
    height, width = PAGE_SHAPE
    assert (spread.size, flat.size) == ((2 * width, height), (width, 2 * height))
    assert text == same
    grey = np.asarray(spread.convert("L"))
    assert grey[:, width].mean() < 0.6 * grey[:, width // 2].max()


@needs_faces
def test_every_text_lies_beside_its_image(tmp_path: Path) -> None:
    name = write_page(TEXTS, "moderate", "page", number=3, seed=2, out=tmp_path)
    assert (tmp_path / f"{name}.png").is_file()
    text = (tmp_path / f"{name}{TRUTH}").read_text(encoding="utf-8")
    assert "Следствие" in text

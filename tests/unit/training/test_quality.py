"""What is learnt: rising tables, weights that rank pages, and figures that are what they say."""

import itertools
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.misreading.confidence import Weights, calibrated_by
from models.page import Box, Page, PageImage, Reading, Word
from training.quality import (
    KnownPage,
    as_json,
    cross_validate,
    expect,
    fit,
    fit_reliability,
    judge,
    page_report,
    spearman,
    word_report,
)

TRUTH = "Постановление о прекращении дела утверждено прокурором области"


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bare paper."""
    path = tmp_path_factory.mktemp("scans") / "scan.png"
    assert cv2.imwrite(str(path), np.full((200, 200), 230, dtype=np.uint8))
    return path


def spoilt_page(scan: Path, number: int, rng: np.random.Generator) -> KnownPage:
    """A page on which a share of the words is wrong, and the engine half knows it."""
    share = float(rng.uniform(0, 0.9))
    tokens, words, offset = [], [], 0
    for place, token in enumerate(TRUTH.split() * 8):
        wrong = bool(rng.random() < share)
        read = token[:1] + "ж" + token[2:] if wrong else token
        sure = float(np.clip(rng.normal(0.5 if wrong else 0.9, 0.1), 0, 1))
        box = Box(20 * offset, 0, 18 * len(read), 40)
        words.append(Word(offset, offset + len(read), box, round(sure, 3), 0, place // 7))
        tokens.append(read)
        offset += len(read) + 1
    image = PageImage(str(number), scan, 2000, 2000, 300)
    reading = Reading(" ".join(tokens), tuple(words), 0.9, "rus", "ru")
    page = Page(image, reading=reading)
    return judge(f"document {number // 2}", page, " ".join(TRUTH.split() * 8))


@pytest.fixture(scope="module")
def pages(scan: Path) -> list[KnownPage]:
    rng = np.random.default_rng(1937)
    return [spoilt_page(scan, number, rng) for number in range(40)]


def test_a_words_truth_is_found_by_aligning_words(scan: Path) -> None:
    page = spoilt_page(scan, 0, np.random.default_rng(1)).page
    assert page.reading is not None
    text = "Дело начато в мае"
    starts = [0, 5, 12, 14]
    words = tuple(
        Word(start, start + len(token), Box(0, 0, 9, 9), 0.5, 0, 0)
        for start, token in zip(starts, text.split(), strict=True)
    )
    read = replace(page, reading=Reading(text, words, 0.5))
    known = judge("a", read, "Дѣло начато\nбыло в маѣ")
    assert [right for _, right in known.words] == [False, True, True, False]
    assert known.cer == pytest.approx(7 / 22)


def test_reliability_rises_and_meets_the_shares() -> None:
    rng = np.random.default_rng(5)
    sure = rng.random(5000)
    words = [(float(value), bool(rng.random() < value**2)) for value in sure]
    table = fit_reliability(words)
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in itertools.pairwise(table))
    weights = Weights(intercept=0, clues={}, word=0, signs={}, reliability=table)
    for value in (0.2, 0.5, 0.8):
        assert calibrated_by(weights, value) == pytest.approx(value**2, abs=0.08)


def test_pages_never_seen_are_ranked(pages: list[KnownPage]) -> None:
    true = np.array([page.cer for page in pages])
    assert spearman(true, cross_validate(pages)) > 0.9


def test_what_is_written_is_what_was_fitted(pages: list[KnownPage]) -> None:
    weights = fit(pages)
    again = Weights.model_validate_json(as_json(weights))
    assert again == weights == fit(pages)
    assert expect(pages[0], again) == expect(pages[0], weights)


def test_spearman_knows_ties_and_order() -> None:
    rising = np.array([1.0, 2.0, 3.0, 4.0])
    assert spearman(rising, np.exp(rising)) == pytest.approx(1)
    assert spearman(rising, -rising) == pytest.approx(-1)
    assert spearman(rising, np.ones(4)) == 0
    # By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    assert spearman(rising, np.array([0.0, 1.0, 1.0, 2.0])) == pytest.approx(0.9487, abs=1e-4)


def test_the_reports_say_what_was_counted(pages: list[KnownPage]) -> None:
    weights = fit(pages)
    expected = np.array([expect(page, weights) for page in pages])
    first, *rest = page_report(pages, expected)
    assert first.startswith("40 pages of 20 documents")
    assert any("Spearman" in line for line in rest)
    words = [word for page in pages for word in page.words]
    lines = list(word_report(words, weights))
    errors = [float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("expected")]
    assert errors[1] < errors[0]

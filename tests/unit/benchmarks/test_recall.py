"""Floors under what the search finds: forms of surnames, and surnames that OCR misread."""

from benchmarks.recall import TUNED_ON, misread_surnames, surname_forms, surnames


def test_forms_are_found_from_the_base_form() -> None:
    forms = surname_forms()
    assert forms.found >= 0.95 * forms.forms > 0
    assert forms.let_in <= 0.001 * forms.others


def test_misread_surnames_are_found_widened() -> None:
    rows = misread_surnames(pages=600, rate=0.05, seed=TUNED_ON + 10)
    exact, near = rows["exact stem"], rows["near"]
    assert near.recall >= exact.recall + 0.12
    assert near.others <= 0.2
    assert near.p95 < 10


def test_surnames_are_drawn_anew_by_each_seed() -> None:
    assert len(set(surnames(seed=1, most=50)) & set(surnames(seed=2, most=50))) < 5

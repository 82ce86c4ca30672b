"""The quality stage gives the expected CER alone, and its weights are part of its identity."""

from dataclasses import replace

import pytest

from models import confidence
from models.page import Cleaning, Quality
from pipeline.reading.expected import expected_cer
from pipeline.stages.quality import Options
from tests.stages.pages import GOLD_IDS, gold_page, read_page


@pytest.mark.parametrize("gold_id", GOLD_IDS)
def test_a_page_gets_its_expected_cer_to_four_decimals(gold_id: str) -> None:
    page = replace(gold_page(gold_id), cleaning=Cleaning(ink=0.03))
    done = Options().build().process(page)
    assert done == replace(page, quality=Quality(round(expected_cer(page), 4)))


def test_a_page_of_nonsense_is_worse_than_one_of_words() -> None:
    sense = replace(read_page("Допрос обвиняемого начат утром и окончен вечером " * 9))
    nonsense = replace(read_page("Дпрсо 6бвиняем0го |начаt ~ у7ром п оконуеп веуерон " * 9))
    qualities = []
    for page in (sense, nonsense):
        done = Options().build().process(replace(page, cleaning=Cleaning(ink=0.03)))
        assert done.quality is not None
        qualities.append(done.quality.expected_cer)
    assert qualities[1] > 2 * qualities[0]


def test_other_weights_make_pages_stale() -> None:
    assert Options().build().identity == f"weights {confidence.weights_digest()}"

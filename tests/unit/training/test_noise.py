import random
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from training.noise import Confusion, Noise, count_confusions, write_table

TEXT = "Допросив Сулейменова Ахмета, уроженца аула № 7, установил следующее. " * 40


def test_letters_of_aligned_words_are_counted_with_the_letter_before() -> None:
    counts = count_confusions([("в деле имеется", "в деле имеотся"), ("дом", "")])
    assert counts[Confusion("ru", "", "е", "о")] == 1
    assert counts[Confusion("ru", "е", "е", "о")] == 1
    assert counts[Confusion("ru", "", "е", "е")] == 3


def test_a_lost_space_and_an_added_letter_are_confusions_too() -> None:
    counts = count_confusions([("взят под стражу вчера", "взят подстражу вчерав")])
    assert counts[Confusion("ru", "", " ", "")] == 1
    assert counts[Confusion("ru", "", "а", "ав")] == 1


def test_a_table_reads_back(tmp_path: Path) -> None:
    counts = count_confusions([("мама мыла", "маиа миле")] * 3)
    write_table(counts, tmp_path / "noise.tsv")
    spoiled, _ = Noise.read(tmp_path / "noise.tsv").apply("мамы мыли" * 50, 0.2, random.Random(1))
    assert "и" in spoiled
    assert set(spoiled) <= set("маыилеие ")


@pytest.mark.parametrize("rate", [0.03, 0.08])
def test_the_rate_is_kept(rate: float) -> None:
    spoiled, _ = Noise.read().apply(TEXT, rate, random.Random(7))
    assert Levenshtein.distance(TEXT, spoiled) / len(TEXT) == pytest.approx(rate, rel=0.35)


def test_offsets_follow_the_text() -> None:
    spoiled, offsets = Noise.read().apply(TEXT, 0.1, random.Random(3))
    assert len(offsets) == len(TEXT) + 1
    assert offsets[-1] == len(spoiled)
    assert offsets == sorted(offsets)
    start = TEXT.index("Сулейменова")
    name = spoiled[offsets[start] : offsets[start + len("Сулейменова")]]
    assert Levenshtein.distance(name, "Сулейменова") <= 5


def test_russian_text_gets_no_kazakh_letters() -> None:
    spoiled, _ = Noise.read().apply(TEXT, 0.3, random.Random(5))
    assert not set(spoiled) & set("әіңғүұқөһ")


def test_nothing_is_spoiled_at_rate_nought() -> None:
    assert Noise.read().apply(TEXT, 0.0, random.Random(1)) == (TEXT, list(range(len(TEXT) + 1)))

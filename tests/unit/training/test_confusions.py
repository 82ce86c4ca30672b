"""Aligned words and the letters in which they differ."""

from training.confusions import confusions, words


def test_words_are_joined_over_line_ends() -> None:
    assert words("Про-\nграмма, №5; ЭВМ") == ["программа", "эвм"]


def test_only_single_letters_of_aligned_words_count() -> None:
    meant = ["дело", "передано", "в", "тройку", "сего", "дня"]
    read = ["дело", "перелано", "в", "троику", "ссгс", "дня"]
    assert list(confusions(meant, read)) == [("л", "д"), ("и", "й")]

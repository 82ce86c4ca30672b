"""Words that were run together are parted where the page shows it, and nowhere else."""

import numpy as np
import pytest

from models.page import Box, Reading, Word
from pipeline.engines.protocols import GreyImage
from pipeline.reading.parting import part_words

LETTER, HEIGHT, LEFT = 24, 40, 10


def page(token: str, *, space: int, letter: int = 2) -> tuple[GreyImage, str]:
    """A line of black bars for letters, `|` in the token is a way of `space` pixels."""
    picture = np.full((HEIGHT, LEFT * 2 + (LETTER + space) * len(token)), 230, np.uint8)
    x = LEFT
    for character in token:
        if character == "|":
            x += space - letter
            continue
        width = LETTER - letter if character.isalpha() else 8
        picture[8:32, x : x + width] = 20
        x += width + letter
    return picture[:, : x + LEFT], token.replace("|", "")


def read(picture: GreyImage, text: str) -> Reading:
    width, words, start = picture.shape[1], [], 0
    for line, token in enumerate(text.split("\n")):
        words.append(Word(start, start + len(token), Box(0, 0, width, HEIGHT), 0.8, 0, line))
        start += len(token) + 1
    return Reading(text, tuple(words), 0.8)


def test_kazakh_words_are_parted_on_a_kazakh_page() -> None:
    picture, text = page("тұрғын|үйдің|жобалық", space=7)
    parted = part_words(read(picture, text), picture, kazakh=True)
    assert parted.text.split() == ["тұрғын", "үйдің", "жобалық"]
    assert part_words(read(picture, text), picture).text == text


def test_a_long_token_with_a_figure_is_passed_over_at_once() -> None:
    picture, text = page("а" * 60 + "1", space=7)
    assert part_words(read(picture, text), picture).text == text


@pytest.mark.parametrize(
    ("token", "space", "parts"),
    [
        ("нашего|строительства?", 7, ["нашего", "строительства?"]),
        ("нашего|строительства?", 2, ["нашегостроительства?"]),  # no gap is wider than the others
        ("друг|с|другом.", 7, ["друг", "с", "другом."]),
        ("больших|предприятий,|отбор|нового", 7, ["больших", "предприятий,", "отбор", "нового"]),
        ("эта|большая|американская|действительность", 3,
         ["эта", "большая", "американская", "действительность"]),
        ("арбитражную|комиссию|с|требованием", 2,
         ["арбитражную", "комиссию", "с", "требованием"]),  # longer than any word
        ("не|столько", 7, ["не", "столько"]),  # not «нес только»
        ("предприятий,|отбор", 9, ["предприятий,отбор"]),  # as it was typed
        ("электро|станция", 7, ["электростанция"]),  # a word
        ("пол|столетия", 7, ["полстолетия"]),
        ("Кара|ганда", 7, ["Караганда"]),
        ("Мухамед|жанов", 7, ["Мухамеджанов"]),  # a name, or nothing
        ("ндм|про", 7, ["ндмпро"]),
        ("1937|года", 7, ["1937года"]),
    ],
)  # fmt: skip
def test_words_are_parted_where_the_page_shows_it(token: str, space: int, parts: list[str]) -> None:
    picture, text = page(token, space=space)
    parted = part_words(read(picture, text), picture)
    assert [parted.text[word.start : word.end] for word in parted.words] == parts
    assert parted.text == " ".join(parts)


def test_each_word_has_its_part_of_the_box() -> None:
    picture, text = page("темпов|развития", space=8)
    first, second = part_words(read(picture, text), picture).words
    way = LEFT + 6 * LETTER
    assert first.box.left == 0
    assert first.box.right == second.box.left
    assert second.box.right == picture.shape[1]
    assert way - 2 <= first.box.right <= way + 8
    assert (second.confidence, second.line, second.block) == (0.8, 0, 0)


def test_a_word_broken_at_the_line_end_is_known_by_its_other_half() -> None:
    picture, text = page("и|обуче-", space=8)
    parted = part_words(read(picture, f"{text}\nния"), picture)
    assert parted.text == "и обуче-\nния"
    alone = read(picture, text)
    assert part_words(alone, picture) is alone

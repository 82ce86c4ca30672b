"""Changed copies of Kazakh sentences: other names, capitals, other orthographies, OCR errors."""

import random
from dataclasses import dataclass
from typing import Final

from training.kazakh_cases import case_of, decline
from training.kazakh_names import given, patronymic, place, surname
from training.kaznerd import Sentence
from training.noise import Noise

_RUSSIAN_MACHINE: Final = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_FORTIES: Final = str.maketrans("ұҰ", "ӯӮ")
Change = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Shares:
    """How many sentences in a hundred are changed in each way, each time they are shown."""

    names: float = 20
    capital_names: float = 4
    capitals: float = 3
    small: float = 2
    russian_machine: float = 4
    forties: float = 3
    breaks: float = 8
    noise: float = 12
    noise_from: float = 0.01
    noise_to: float = 0.09


def change(sentence: Sentence, shares: Shares, *, noise: Noise, rng: random.Random) -> Sentence:
    """Return the sentence, by chance changed in some ways."""

    def chance(percent: float) -> bool:
        return rng.random() * 100 < percent

    if chance(shares.names):
        sentence = with_other_names(sentence, rng)
    if chance(shares.capital_names):
        sentence = with_capitals(sentence, {"PERSON"})
    if chance(shares.capitals):
        sentence = Sentence(_same_length_upper(sentence.text), sentence.ents)
    elif chance(shares.small):
        sentence = Sentence(sentence.text.lower(), sentence.ents)
    if chance(shares.russian_machine):
        sentence = Sentence(sentence.text.translate(_RUSSIAN_MACHINE), sentence.ents)
    elif chance(shares.forties):
        sentence = Sentence(sentence.text.translate(_FORTIES), sentence.ents)
    if chance(shares.breaks):
        sentence = Sentence(_broken(sentence.text, rng), sentence.ents)
    if chance(shares.noise):
        rate = rng.uniform(shares.noise_from, shares.noise_to)
        sentence = spoilt(sentence, rate, noise=noise, rng=rng)
    return sentence


def replaced(sentence: Sentence, changes: dict[int, str]) -> Sentence:
    """Return the sentence with the words of the spans numbered in `changes` replaced."""
    text, ents, after = "", [], 0
    for number, (start, end, label) in sorted(enumerate(sentence.ents), key=lambda pair: pair[1]):
        text += sentence.text[after:start]
        words = changes.get(number, sentence.text[start:end])
        ents.append((len(text), len(text) + len(words), label))
        text += words
        after = end
    return Sentence(text + sentence.text[after:], tuple(ents))


def with_other_names(sentence: Sentence, rng: random.Random) -> Sentence:
    """Other people of as many words, other towns and countries, in the case of the old ones."""
    changes = {}
    for number, (start, end, label) in enumerate(sentence.ents):
        words = sentence.text[start:end].split()
        case = case_of(words[-1])
        if label == "PERSON" and words[-1][0].isupper() and len(words) <= 3:
            changes[number] = decline(_person(len(words), rng), case)
        elif (
            label == "GPE" and len(words) == 1 and words[0][0].isupper() and words[0][1:].islower()
        ):
            changes[number] = decline(place(rng), case)
    return replaced(sentence, changes)


def _person(words: int, rng: random.Random) -> str:
    woman = rng.random() < 0.35
    first = given(rng, woman=woman)
    if words == 1:
        return first if rng.random() < 0.6 else surname(rng, woman=woman)
    if words == 2:
        last = surname if rng.random() < 0.8 else patronymic
        return f"{first} {last(rng, woman=woman)}"
    return f"{first} {patronymic(rng, woman=woman)} {surname(rng, woman=woman)}"


def with_capitals(sentence: Sentence, labels: set[str]) -> Sentence:
    """The names with these labels all in capitals, as typists often have them."""
    changes = {
        number: _same_length_upper(sentence.text[start:end])
        for number, (start, end, label) in enumerate(sentence.ents)
        if label in labels
    }
    return replaced(sentence, changes)


def _same_length_upper(text: str) -> str:
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)


def _broken(text: str, rng: random.Random) -> str:
    """The text with line ends for about one space in six."""
    return "".join("\n" if c == " " and rng.random() < 1 / 6 else c for c in text)


def spoilt(sentence: Sentence, rate: float, *, noise: Noise, rng: random.Random) -> Sentence:
    """The sentence with OCR errors; a span of which nothing is left is dropped."""
    text, offsets = noise.apply(sentence.text, rate, rng)
    ents = []
    for start, end, label in sentence.ents:
        first, last = offsets[start], offsets[end]
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1].isspace():
            last -= 1
        if first < last:
            ents.append((first, last, label))
    return Sentence(text, tuple(ents))

"""Make the list of Kazakh words from the dictionary that Tesseract's Kazakh model carries.

    python -m training.kazakh_words TEXTS.jsonl [--model kaz.traineddata] [--out FILE]

The dictionary was gathered from the web: it holds words typed without Kazakh letters («жүмыс») and
misread ones («жәңе»). Such a word is left out where the one it stands for is listed in more ways of
capitals and in more company, or is frequent in TEXTS (JSON Lines with a `text`; the last fifth is
left to benchmarks), where it itself hardly stands. What is left is kept as CRC-32 numbers, sorted.
"""

import argparse
import json
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np

from pipeline.engines.tesseract import model_folder
from pipeline.language.kazakh_words import WORDS

# A letter as it is mistyped or misread, and below it the one meant.
_WRONG: Final = "кнгүууэаимигләеөххқңғұ"
_RIGHT: Final = "қңғұұүәәіыытдөөәқккнгү"
_WORD: Final = re.compile(r"[а-яёәғқңөұүіһ]+(?:-[а-яёәғқңөұүіһ]+)*")
_SHORTEST: Final = 2
_WINDOW: Final = 5
_COMPANY: Final = 2
"""Words with the same letters around a place, times as many."""
_FREQUENT: Final = 3
_OFTENER: Final = 20
_HELD_BACK: Final = 5


def read_dictionary(model: Path) -> list[str]:
    """The words of a model's dictionary, in all ways of capitals.

    Raises:
        subprocess.CalledProcessError: one of Tesseract's tools failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        part, listed = f"{folder}/kaz.", f"{folder}/words"
        for command in (
            ["combine_tessdata", "-u", str(model), part],
            ["dawg2wordlist", f"{part}lstm-unicharset", f"{part}lstm-word-dawg", listed],
        ):
            subprocess.run(command, check=True, capture_output=True)
        return Path(listed).read_text(encoding="utf-8").split("\n")


def count_forms(listed: Iterable[str]) -> Counter[str]:
    """Words in small letters, and in how many ways of capitals each is listed."""
    forms = ((word, word.lower()) for word in {word.strip() for word in listed})
    return Counter(low for _, low in forms if len(low) >= _SHORTEST and _WORD.fullmatch(low))


def sound_words(forms: Mapping[str, int], texts: Mapping[str, int]) -> Iterator[str]:
    """The words that do not stand for another.

    Args:
        forms: what `count_forms` gave.
        texts: how often each word stands in texts.
    """
    company: Counter[str] = Counter()
    for word, number in forms.items():
        for place in range(len(word)):
            company[_window(word, place)] += number
    for word in forms:
        if not any(_is_meant(m, word, place, forms, company, texts) for m, place in _meant(word)):
            yield word


def _meant(word: str) -> Iterator[tuple[str, int]]:
    meant = defaultdict(list)
    for wrong, right in zip(_WRONG, _RIGHT, strict=True):
        meant[wrong].append(right)
    for place, letter in enumerate(word):
        for other in meant[letter]:
            yield word[:place] + other + word[place + 1 :], place


def _is_meant(
    meant: str,
    word: str,
    place: int,
    forms: Mapping[str, int],
    company: Mapping[str, int],
    texts: Mapping[str, int],
) -> bool:
    if meant not in forms:
        return False
    if texts.get(meant, 0) >= max(_FREQUENT, _OFTENER * texts.get(word, 0)):
        return True
    lonely = company[_window(meant, place)] >= _COMPANY * company[_window(word, place)]
    return lonely and forms[meant] > forms[word]


def _window(word: str, place: int) -> str:
    """The letters around a place; ^ and $ stand beyond the word."""
    half = _WINDOW // 2
    return f"{'^' * half}{word}{'$' * half}"[place : place + _WINDOW]


def _count_texts(path: Path) -> Counter[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    front = lines[: len(lines) - len(lines) // _HELD_BACK]
    texts = (json.loads(line)["text"].lower() for line in front)
    return Counter(word for text in texts for word in _WORD.findall(text))


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--out", type=Path, default=WORDS)
    arguments = parser.parse_args()
    model = arguments.model or model_folder("kaz") / "kaz.traineddata"
    forms = count_forms(read_dictionary(model))
    words = list(sound_words(forms, _count_texts(arguments.texts)))
    numbers = np.unique(np.array([crc32(word.encode()) for word in words], dtype=np.uint32))
    np.save(arguments.out, numbers)
    print(f"{len(forms)} words listed, {len(words)} kept in {arguments.out}")


if __name__ == "__main__":
    main()

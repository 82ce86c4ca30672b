"""Show the trained name model what slovnet, the rules and the lists say of each word."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc

from models.entity import Label
from pipeline.language.candidate import Candidate
from pipeline.language.lexicon import read_list, surnames
from pipeline.language.nameforms import (
    base_forms,
    fold_name,
    has_surname_ending,
    is_known_given,
    is_patronymic,
)
from pipeline.language.slovnet_ner import known_words
from pipeline.language.toponyms import is_toponym

_STRONG: Final = 0.8
# The columns of `doc.to_array` that carry the evidence, for nothing else fills them here.
COLUMNS: Final = ("TAG", "LEMMA", "DEP", "NORM")
"""What slovnet says; what the rules for names and dates; those for places and bodies; the lists."""


def lay_out(doc: Doc, candidates: Sequence[Candidate]) -> None:
    """Write the evidence on the tokens of a document of normalised, true-cased text."""
    model = [item for item in candidates if item.source == "slovnet"]
    others = [item for item in candidates if item.source != "slovnet"]
    people = [item for item in others if item.label in {Label.PERSON, Label.DATE}]
    places = [item for item in others if item.label in {Label.PLACE, Label.ORG}]
    starts = [token.idx for token in doc]
    columns = [_tags(starts, found) for found in (model, people, places)]
    words = [word_class(token.text) for token in doc]
    for token, tag, lemma, dep, word in zip(doc, *columns, words, strict=True):
        token.tag_, token.lemma_, token.dep_, token.norm_ = tag, lemma, dep, word


def _tags(starts: Sequence[int], candidates: Iterable[Candidate]) -> list[str]:
    """One tag a token, such as "B-PLACE!"; longer candidates are laid over shorter ones."""
    from bisect import bisect_left

    tags = ["O"] * len(starts)
    for item in sorted(candidates, key=lambda found: found.end - found.start):
        first, after = bisect_left(starts, item.start), bisect_left(starts, item.end)
        kind = f"{item.label}{'!' if item.confidence >= _STRONG else ''}"
        tags[first:after] = [f"{'I' if n else 'B'}-{kind}" for n in range(after - first)]
    return tags


@lru_cache(maxsize=100_000)
def word_class(word: str) -> str:
    """What the lists know of a capitalised word, a letter for each list it stands in."""
    if not word[:1].isupper() or len(word) < 2:
        return "-"
    lower = word.lower()
    signs = (
        ("k", lower in known_words()),
        ("g", is_known_given(word)),
        ("s", any(base in surnames() for base in base_forms(word))),
        ("e", has_surname_ending(word)),
        ("p", is_patronymic(word)),
        ("t", is_toponym(word)),
        ("n", fold_name(word) in read_list("not_names")),
    )
    return "+" + "".join(sign for sign, stands in signs if stands)

"""Tell whether a word is a place of the gazetteer in some Russian or Kazakh case form."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from pipeline.language.lexicon import read_list
from pipeline.language.nameforms import base_forms, fold_name, is_known_given

_RUSSIAN_PLACE_ENDINGS: Final = (
    ("ой", "ая"), ("ом", "ое"), ("ого", "ое"), ("ого", "ый"), ("ом", "ый"), ("ом", "ий"),
    ("и", "ы"), ("ов", "ы"), ("ах", "ы"), ("е", "а"), ("ые", "ый"), ("ке", "ка"), ("ым", ""),
)  # fmt: skip


@lru_cache(maxsize=1)
def toponyms() -> frozenset[str]:
    """Folded names of the gazetteer's places without kind words, and of `toponyms.txt`."""
    return frozenset(fold_name(name) for name in listed_toponyms())


@lru_cache(maxsize=1)
def listed_toponyms() -> frozenset[str]:
    """The same names as they are spelt."""
    return frozenset(_gazetteer_names()) | read_list("toponyms")


def _gazetteer_names() -> Iterator[str]:
    """Russian and Kazakh spellings; «Акмолинский уезд» and names that begin small are left out."""
    with (files("models.reference") / "gazetteer.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["type"] in {"camp", "type"}:
                continue
            variants = f"{row['canonical']};{row['variants_ru']};{row['variants_kk']}".split(";")
            for variant in variants:
                name = variant.split("@")[0].strip()
                if name[:1].isupper() and all(word[:1].isupper() for word in name.split()):
                    yield name


@lru_cache(maxsize=50_000)
def is_toponym(name: str) -> bool:
    """Whether some case form of the name, of one or two words, is listed."""
    known = toponyms()
    folded = fold_name(name)
    if any(whole in known for base in base_forms(name) for whole in _wholes(base)):
        return True
    return any(
        folded.endswith(ending) and folded[: len(folded) - len(ending)] + base in known
        for ending, base in _RUSSIAN_PLACE_ENDINGS
    )


def _wholes(base: str) -> Iterator[str]:
    """«Троицкіде» has a vowel before the Kazakh ending, «Александровскіге» has lost its -й."""
    yield base
    if base.endswith(("ски", "цки")):
        yield from (base[:-1], f"{base}й")


def is_plain_toponym(word: str) -> bool:
    """Whether a lone capitalised word may be taken for a place: no given name shares its form."""
    return is_toponym(word) and not is_known_given(word)

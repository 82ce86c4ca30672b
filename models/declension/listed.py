"""Given names in the nominative, as lists have them."""

import importlib.util
import re
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def listed_given_names() -> frozenset[str]:
    """Return given names in the nominative, of natasha's dictionary (MIT) and the project's."""
    spec = importlib.util.find_spec("natasha")  # located, not imported: it pulls pymorphy2 in
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        return _tabled_given_names()
    text = (Path(folders[0]) / "data" / "dict" / "first.txt").read_text(encoding="utf-8")
    # A few surnames stand among them.
    surname = re.compile(r".*[ое]ва?|(?:стал|лен|иль)ин")
    found = {name for name in text.lower().split("\n") if not surname.fullmatch(name)}
    return frozenset(found | _tabled_given_names())


@cache
def _tabled_given_names() -> frozenset[str]:
    """Return the names of the project's own table of variants."""
    table = (files("models") / "reference" / "name_variants.tsv").read_text(encoding="utf-8")
    rows = [row for row in table.lower().splitlines()[1:] if not row.startswith("surname")]
    return frozenset(name for row in rows for name in row.partition("\t")[2].split())


def is_listed(word: str) -> bool:
    """Whether the word is a listed given name in the nominative."""
    return word.lower() in listed_given_names()

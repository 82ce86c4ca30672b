"""The word lists the rules read, and the given names and surnames of the `natasha` wheel."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from models.errors import MODEL_MISSING, MissingDependency

_HERE = Path(__file__).parent


@lru_cache(maxsize=64)
def read_list(name: str) -> frozenset[str]:
    """Entries of `<name>.txt`: one a line, `#` begins a comment."""
    lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("#")[0].strip() for line in lines) - {""}


@lru_cache(maxsize=8)
def read_forms(name: str) -> frozenset[str]:
    """Every form of `<name>.txt`, whose entries are «stem|ending,ending», «-» for no ending."""
    forms: set[str] = set()
    for entry in read_list(name):
        stem, _, endings = entry.partition("|")
        forms.update(stem + ending.strip("-") for ending in endings.split(","))
    return frozenset(forms)


def natasha_folder() -> Path:
    """The folder of the `natasha` wheel's data, found without importing it (it needs pymorphy2).

    Raises:
        MissingDependency: the wheel is not installed.
    """
    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise MissingDependency(MODEL_MISSING, "natasha")
    return Path(spec.origin).parent / "data"


def natasha_file(*parts: str) -> Path:
    """A file of the wheel's data.

    Raises:
        MissingDependency: the wheel or this file of it is missing.
    """
    path = natasha_folder().joinpath(*parts)
    if not path.is_file():
        raise MissingDependency(MODEL_MISSING, f"natasha/{'/'.join(parts)}")
    return path


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names in lower case: Russian and Turkic ones of natasha, Kazakh ones of our own."""
    russian = natasha_file("dict", "first.txt").read_text(encoding="utf-8").split()
    # Names of one or two letters in that list are noise to us («а», «ив»).
    return frozenset(name for name in russian if len(name) > 2) | read_list("given_names")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Surnames in lower case, of the `natasha` wheel."""
    words = natasha_file("dict", "last.txt").read_text(encoding="utf-8").split()
    return frozenset(word for word in words if len(word) > 2)

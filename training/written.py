"""Sentences of case files written by hand, with their names marked, to judge finders by.

They are in `training/phrases/written_ru.txt` and `written_kk.txt`, one a line: `{Омаров|PER}`.
"""

import re
from typing import Final

from training.people import PHRASES
from training.templates import Labelled

_MARKED: Final = re.compile(r"\{(?P<name>[^|}]+)\|(?P<label>PER|LOC|ORG)\}")


def written(language: str) -> list[Labelled]:
    """The sentences of "ru" or "kk"."""
    lines = (PHRASES / f"written_{language}.txt").read_text(encoding="utf-8").splitlines()
    return [read_marked(line.replace("\\n", "\n")) for line in lines]


def read_marked(line: str) -> Labelled:
    """The text without its marks, and where the names stand in it."""
    text, spans, end = "", [], 0
    for found in _MARKED.finditer(line):
        text += line[end : found.start()]
        spans.append((len(text), len(text) + len(found["name"]), found["label"]))
        text += found["name"]
        end = found.end()
    return Labelled(text + line[end:], tuple(spans))

"""Short texts of the kind the files hold, with every mention that must be found, and no other."""

import re
from pathlib import Path

import pytest

from pipeline.engines.ner_spacy import SpacyMentions

_MARK = re.compile(r"\{([PLDO]) ([^}]*)\}")
_LABELS = {"P": "PERSON", "L": "PLACE", "D": "DATE", "O": "ORG"}
_EDGE = " \n«»\"'()[].,;:—–-"
# Words that the convention leaves free at the edge of a date.
_DATE_EDGE = re.compile(r"(?:[\s.»,]|г(?:ода?|\.)? ?р(?:ожд\w*)?|год\w*|гг?|жылы|туған|рождения)+$")
LINES = [
    line
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _read_marked(line: str) -> tuple[str, list[tuple[str, str]]]:
    text = line.replace("⏎", "\n")
    gold = [(_LABELS[mark], _trim(_LABELS[mark], surface)) for mark, surface in _MARK.findall(text)]
    return _MARK.sub(r"\2", text), gold


def _trim(label: str, surface: str) -> str:
    trimmed = surface.strip(_EDGE)
    if label == "DATE":
        trimmed = re.sub(r"^(?:с|от|в|около)\s", "", _DATE_EDGE.sub("", trimmed))
    return trimmed.strip(_EDGE)


@pytest.mark.parametrize("line", LINES)
def test_finds_just_the_marked_mentions(engine: SpacyMentions, line: str) -> None:
    text, gold = _read_marked(line)
    found = engine.find_mentions(text, language=None, year=1937)
    surfaces = [(str(span.label), _trim(span.label, text[span.start : span.end])) for span in found]
    assert sorted(surfaces) == sorted(gold)

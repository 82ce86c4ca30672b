"""Take Kazakh letters out of a page that was typed on a machine without them."""

import re
from typing import Final

from models.languages import KAZAKH_LETTERS
from models.morphology import is_russian_word
from models.page import Alternative, Reading
from pipeline.language.known import LETTERS, core
from pipeline.reading.second import replaced

# What was typed on a Russian machine.
_RUSSIAN: Final = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_WORD: Final = re.compile(rf"[{LETTERS}]{{3,}}")
_FEWEST: Final = 20
# Of the words that are no Russian ones, so many have Kazakh letters: 0.5 to 0.7 in Kazakh, 0.05
# where a model put them in.
_PUT_IN: Final = 0.15


def as_typed(
    reading: Reading, alternatives: tuple[Alternative, ...]
) -> tuple[Reading, tuple[Alternative, ...]]:
    """Kazakh that was typed without Kazakh letters, without those that a model put in.

    Args:
        reading: of a Kazakh page, or of one that is Kazakh in part.
        alternatives: kept so far.
    """
    tokens = [reading.text[word.start : word.end] for word in reading.words]
    words = [core(token).lower() for token in tokens]
    kazakh = [word for word in words if _WORD.fullmatch(word) and not is_russian_word(word)]
    lettered = sum(not KAZAKH_LETTERS.isdisjoint(word) for word in kazakh)
    if len(kazakh) < _FEWEST or lettered > _PUT_IN * len(kazakh):
        return reading, alternatives
    changes = {
        index: (token.translate(_RUSSIAN), reading.words[index].confidence)
        for index, token in enumerate(tokens)
        if token.translate(_RUSSIAN) != token
    }
    return replaced(reading, changes, alternatives)

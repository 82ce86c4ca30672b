"""Mend letters of Kazakh words that OCR misread into what no Kazakh word has."""

import re
from typing import Final

from pipeline.language.candidate import CAPITAL, SMALL

# The commonest confusions of weights/ocr_noise.tsv that the sounds of Kazakh tell: «Мәскеудөн»,
# «шықтм», «қабЫлданды», «Ер1мбет», «қаҳ». After a front vowel ө stands in no native ending, and
# no word ends with м behind these consonants.
_HARMONY: Final = re.compile(r"(?<=[әеіөүӘЕІӨҮ])([бвгджзйклмнңпрстуфхшщ]{1,3})ө")
_LAST_M: Final = re.compile(r"(?<=[бвгғджзкқнңпстфхһцчшщ])м(?![\w-])")
_CAPITAL_Y: Final = re.compile(rf"(?<=[{SMALL}])Ы(?=[{SMALL}]|(?!\w))")
_ONE: Final = re.compile(rf"(?<=[{SMALL}])1(?=[{SMALL}])")
_CAPITAL_ONE: Final = re.compile(rf"(?<=[{CAPITAL}])1(?=[{CAPITAL}])")
# «Ш: Тоқжігітов», «Ю;Таңатқанова»: an initial, of which the point was misread.
_INITIAL: Final = re.compile(
    rf"(?:(?<![\w.])|(?<=\w\.))([{CAPITAL}])[:;](?= ?[{CAPITAL}][{SMALL}]{{2}})"
)
_FOREIGN: Final = str.maketrans("ҳҲїЇ", "қҚіІ")
# «Мәпиз:а», «Ора"залы»: dirt inside a word.
DIRT: Final = re.compile(
    rf"(?<=[{SMALL}])[\":;!*^~](?=[{SMALL}])|(?<=[{CAPITAL}]{{2}})[\":;!*^~'](?=[{CAPITAL}]{{2}})"
)


def mend_kazakh(text: str) -> str:
    """The text with such letters as they must have been; its length stays."""
    text = _HARMONY.sub(r"\1е", text.translate(_FOREIGN))
    text = _INITIAL.sub(r"\1.", text)
    text = _CAPITAL_Y.sub("ы", _LAST_M.sub("ы", text))
    return _CAPITAL_ONE.sub("І", _ONE.sub("і", text))

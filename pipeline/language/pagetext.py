"""Make page text readable for name rules while every offset still leads back to the stored text."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from models.morphology import looks_like_name
from pipeline.language.kk_capitals import with_capitals
from pipeline.language.kk_letters import DIRT, mend_kazakh
from pipeline.language.kk_spaces import misread_spaces
from pipeline.language.kk_towns import town_repairs
from pipeline.language.ru_capitals import lost_capitals
from pipeline.language.ru_spaces import mended_spaces
from pipeline.language.slovnet_ner import known_words
from pipeline.language.spelling import repairs

_LATIN: Final = "ABCEHIKMOPTVXYabcehikmnoprtuvxyӰӱ"
_CYRILLIC: Final = "АВСЕНІКМОРТУХУаьсенікмпоргтиухуӮӯ"
_FOLD: Final = str.maketrans(_LATIN, _CYRILLIC)
_DIGIT_IN_WORD: Final = re.compile(r"[3068]")
_DIGITS: Final = {"3": "зЗ", "0": "оО", "6": "бБ", "8": "вВ"}
_LOOKALIKE_WORD: Final = re.compile(r"[ABCEHKMOPTXYaceopxy03]{3,}")
_ROMAN: Final = re.compile(r"[IVXLCMІХМС]+")
_WORD: Final = re.compile(r"[^\W_]+")
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u04ff]")
# «Подпись: 3. Искакова»: after a colon, dash or bracket it is no list number.
_INITIAL: Final = re.compile(r"(?:(?<=[:—–] )|(?<=\())3(?=\. ?[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]{2})")
_AFTER_HYPHEN: Final = re.compile(r"(?<=[а-яё]-)0(?=[а-яё]{2})")  # «Кзыл-0рда»
# No Russian word has ъ after л or before a consonant: «Улъяна», «Денъгин».
_HARD_SIGN: Final = re.compile(r"(?<=л)ъ|(?<=[а-я])ъ(?=[бвгджзклмнпрстфхцчшщ])", re.IGNORECASE)
_SPACED: Final = re.compile(r"(?<![^\s«\"(])(?:[^\W\d_] ){3,}[^\W\d_](?![^\s.,:»\")])")
_HYPHEN_BREAK: Final = re.compile(r"(?<=[^\W\d_])([-¬\u00ad\u2010])[ \t]*\n[ \t]*(?=([^\W\d_]))")
_NEW_ITEM: Final = re.compile(r"\s*(?:\d+\s*[.)|]|№|[-—–•|]|[а-я]\)|\(\s?[А-ЯЁ][\w. ]+\)?\s*$)")
_SENTENCE_END: Final = re.compile(r"(?:[^\W\d_]{5,}[»\")]?[.!?]|[:;])\s*$")
_FULL_LINE: Final = 35
_PARAGRAPH: Final = 130


@dataclass(frozen=True, slots=True)
class PageText:
    """A readable copy of a page's text.

    Attributes:
        text: de-hyphenated, soft line breaks as spaces, look-alike letters folded.
        source: the stored text; dates are read in it, for their grammar mends it in its own way.
        origins: for each code point of `text` its offset in the stored text.
    """

    text: str
    source: str
    origins: tuple[int, ...]

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """Lead the half-open range of `text` back to the stored text."""
        return self.origins[start], self.origins[end - 1] + 1

    def shown(self, start: int, end: int) -> tuple[int, int]:
        """Find the half-open range of the stored text in `text`."""
        return bisect_left(self.origins, start), bisect_left(self.origins, end)


def read_page_text(stored: str, *, kazakh: bool = False) -> PageText:
    """Normalise one page.

    Code points are left out, and a letter that OCR lost from a word the rules hang on is put in;
    it then stands for the code point before it.
    """
    kept = [True] * len(stored)
    _leave_out_breaks(stored, kept)
    _leave_out_spacing(stored, kept)
    for dirt in DIRT.finditer(stored) if kazakh else ():
        kept[dirt.start()] = False
    joined = list(stored)
    for position in _soft_breaks(stored):
        joined[position] = " "
        if stored[position + 1] == "\n":
            kept[position + 1] = False
    origins = tuple(position for position, keep in enumerate(kept) if keep)
    plain = "".join(joined[position] for position in origins)
    folded = fold_lookalikes(plain)
    if not kazakh:
        page = PageText(folded, stored, origins)
        page = _with_repairs(page, mended_spaces(folded))
        page = replace(page, text=lost_capitals(page.text))
        return _with_repairs(page, repairs(page.text, kazakh=False))
    page = PageText(mend_kazakh(folded), stored, origins)
    page = _with_repairs(page, misread_spaces(page.text))
    page = _with_repairs(page, repairs(page.text, kazakh=True))
    page = _with_repairs(page, town_repairs(page.text))
    return replace(page, text=with_capitals(page.text))


def _with_repairs(page: PageText, edits: Iterable[tuple[int, int, str]]) -> PageText:
    """The page with half-open ranges of its text replaced; an empty one is an insertion."""
    texts: list[str] = []
    places: list[tuple[int, ...]] = []
    end = 0
    for start, stop, meant in edits:
        texts += [page.text[end:start], meant]
        old = page.origins[start:stop] or page.origins[start - 1 : start]
        places += [page.origins[end:start], _places(old, meant)]
        end = stop
    if not texts:
        return page
    text = "".join((*texts, page.text[end:]))
    return PageText(text, page.source, tuple(chain(*places, page.origins[end:])))


def _places(origins: tuple[int, ...], meant: str) -> tuple[int, ...]:
    """Offsets for the word meant; the last letters share or lose theirs, the edges stay."""
    if len(origins) == len(meant):
        return origins
    return (*origins, origins[-1])[: len(meant) - 1] + (origins[-1],)


def _leave_out_breaks(stored: str, kept: list[bool]) -> None:
    """Join a word broken over two lines; a plain hyphen before a capital belongs to the name."""
    for found in _HYPHEN_BREAK.finditer(stored):
        sign, after = found.groups()
        first = found.start() + (1 if sign == "-" and after.isupper() else 0)
        kept[first : found.end()] = [False] * (found.end() - first)


def _leave_out_spacing(stored: str, kept: list[bool]) -> None:
    """Close up letter-spaced headings: «А К Т» needs no words of one letter around it."""
    for found in _SPACED.finditer(stored):
        for position in range(found.start() + 1, found.end(), 2):
            kept[position] = False


def _soft_breaks(stored: str) -> list[int]:
    """Offsets of line ends that only wrap a paragraph.

    A line wraps when it is nearly as long as the page's long lines, does not end a sentence, and
    the next line does not begin a list item; OCR may have put an empty line between. Lines longer
    than a page is wide are whole paragraphs.
    """
    lines = stored.split("\n")
    lengths = sorted(len(line) for line in lines if 0 < len(line) <= _PARAGRAPH)
    if not lengths:
        return []
    full = max(_FULL_LINE, int(0.6 * lengths[int(0.9 * (len(lengths) - 1))]))
    breaks, position = [], 0
    for number, line in enumerate(lines[:-1]):
        position += len(line) + 1
        following = next((other for other in lines[number + 1 : number + 3] if other), "")
        if not following.strip() or not full <= len(line) <= _PARAGRAPH or "|" in line:
            continue
        ends = _SENTENCE_END.search(line) or _NEW_ITEM.match(following)
        if not ends and (line.isupper() or not _is_heading(following)):
            breaks.append(position - 1)
    return breaks


def _is_heading(line: str) -> bool:
    """Whether a line is one word in capitals that is no name: «ЖАЛОБА»."""
    word = line.strip(' .:"')
    return word.isalpha() and word.isupper() and not looks_like_name(word)


def fold_lookalikes(text: str) -> str:
    """Fold Latin letters, 3 and 0 that stand for Cyrillic ones inside words; keeps the length."""
    if not _CYRILLIC_LETTER.search(text):
        return text
    named = _AFTER_HYPHEN.sub("О", _INITIAL.sub("З", text))
    named = _HARD_SIGN.sub(lambda found: "Ь" if found.group().isupper() else "ь", named)
    return _WORD.sub(lambda found: _fold_word(found.group()), named)


def _fold_word(word: str) -> str:
    if word.isdigit() or _ROMAN.fullmatch(word):
        return word
    if _LOOKALIKE_WORD.fullmatch(word):
        return _fold_letters(word) if sum(map(str.isalpha, word)) >= 3 else word
    if not _CYRILLIC_LETTER.search(word):
        return word
    digits = sum(map(str.isdigit, word))
    if not digits:
        return word.translate(_FOLD)
    letters = len(word) - digits
    # «3апреля» has lost a space, «0спанов» a letter; no month begins with спан- or the like.
    rest = word[1:]
    leading = word[0] == "0" and rest.isalpha() and (len(word) > 5 or rest.isupper())
    # «6егайдарова», but «6апреля»
    leading = leading or (
        word[0] in "36" and len(rest) > 3 and rest.isalpha() and rest.lower() not in known_words()
    )
    if letters < 3 * digits or not (word[0].isalpha() or leading):
        return word
    return _fold_letters(word)


def _fold_letters(word: str) -> str:
    """Letters for look-alikes; a digit takes the case of the letters after its first place."""
    capital = word[1:].upper() == word[1:]

    def fold_digit(found: re.Match[str]) -> str:
        return _DIGITS[found.group()][capital or found.start() == 0]

    return _DIGIT_IN_WORD.sub(fold_digit, word.translate(_FOLD))

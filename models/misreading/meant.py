"""Page text as it was meant to be typed, with every character leading back to the page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from models.misreading.homoglyphs import repair_homoglyphs
from models.morphology import is_russian_word

# A word broken at a line's end; a run of blanks; a typed heading «П О С Т А Н О В Л Е Н И Е».
_SPACED: Final = re.compile(
    r"(?<=\w)[-‐¬\u00ad]\n\s*(?=[^\W\d_])"
    r"|\s{2,}|[\t\r\u00a0\u2009]"
    r"|(?<![\w.])(?:[А-ЯӘҒҚҢӨҰҮҺІ] ){2,}[А-ЯӘҒҚҢӨҰҮҺІ](?![\w.])"
    r"|(?<![\w.])[А-ЯӘҒҚҢӨҰҮҺІ] (?:[а-яәғқңөұүһі] ){4,}[а-яәғқңөұүһі](?![\w.])"
)
_ONE_TO_ONE: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"ё": "е", "Ё": "Е"})
_WORD: Final = re.compile(r"[^\W\d_]{6,}")
_DIGITS: Final = str.maketrans(
    dict.fromkeys("OОoо", "0") | dict.fromkeys("IІl|", "1") | dict.fromkeys("Зз", "3") | {"б": "6"}
)
DIGIT: Final = r"[0-9OОoоIІl|Ззб]"
"""A digit, or a letter that a digit is typed as or read as."""
NUMERO: Final = r"(?:№{1,2}|N[°ºoо0ео]?\.?|Ne|Nr\.?|Мо|JM[eоo])"
"""The sign № and what it is read as."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Text without line breaks inside of words, blanks in rows and dashes of many kinds.

    Attributes:
        text: what to search; a row of blanks is one newline where it has one, else one space.
        offsets: for each code point of `text`, where it stands in the page's text.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open offsets in the page's text of a non-empty stretch of `text`."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class FormWords:
    """Words that forms are made of; a word one letter off is read as the word of the form.

    Attributes:
        words: in small letters, in every case form that counts.
    """

    words: frozenset[str]

    def plain(self, text: str) -> Plain:
        """Return `text` as meant; a word that Russian has is left alone."""
        return self.mended(_joined(text))

    def mended(self, plain: Plain) -> Plain:
        """The text with words of the form in place of what is one letter off."""
        return _repaired(plain, self)

    def meant(self, word: str) -> str | None:
        """Return the word of the form in the letters' case of `word`, or None to leave it."""
        found = _meant(word.lower(), self.words)
        if found is None:
            return None
        return (
            found.upper() if word.isupper() else found.capitalize() if word[0].isupper() else found
        )


def form_words(*texts: str) -> FormWords:
    """Make the list from running texts: their words of six letters and more."""
    return FormWords(frozenset(word.lower() for text in texts for word in _WORD.findall(text)))


_PAPERS: Final = form_words(
    # charges
    "статья статьи статье статью статьям статьями статей уголовного кодекса пункту пункта пунктам"
    " изменника изменников родины приказа приказу закону закона постановления статьясы бабының"
    # punishments
    "расстрел расстрела расстрелу расстрелом расстрелять расстрелян расстреляна высшая высшей"
    " высшую наказания социальной защиты исправительно трудовой трудовых трудового лагерь лагеря"
    " лагерях концлагерь концлагере тюремного тюремному заключения заключению заключить лишения"
    " лишению свободы поражение поражением поражения ссылка ссылки ссылку ссылкой высылка высылки"
    " высылку конфискация конфискацией конфискации конфисковать имущество имущества переписки"
    " спецпоселение трудпоселение сроком отсутствием состава события преступления недоказанностью"
    " жазасына жазасы тәркіленген тәркілеу лагерьге концлагерьге правосынсыз құқығынсыз айдалды"
    # marks and numbers
    "секретно совершенно строго важности рассекречено рассекречен хранить вечно постоянно"
    " служебного пользования оглашению подлежит экземпляр следственному следственного"
    " архивного архивно личное личного личному протокол протокола протоколу приказу приказа"
    " приказ ордера ордером құпиялылық құпиясыздандырылған құпиясыздандырылды хаттама хаттамасы"
)


@lru_cache(maxsize=8)  # several finders ask for one page
def plain_text(text: str) -> Plain:
    """Return a page's text as meant, by the words of charges, punishments, marks and numbers."""
    return _PAPERS.plain(text)


def read_digits(text: str) -> int | None:
    """Return the number of digits and letters read for digits: «1О» is 10; else None."""
    digits = text.translate(_DIGITS)
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _joined(text: str) -> Plain:
    """Take out what the lines' ends and typed spacing put between letters."""
    repaired = repair_homoglyphs(text)
    if len(repaired) == len(text):  # Offsets count the text as given, which may not be NFC.
        text = repaired
    parts: list[str] = []
    offsets: list[int] = []
    end = 0
    for found in _SPACED.finditer(text):
        parts.append(text[end : found.start()])
        offsets.extend(range(end, found.start()))
        kept = _kept(found.group())
        parts.append("".join(letter for letter, _ in kept))
        offsets.extend(found.start() + place for _, place in kept)
        end = found.end()
    parts.append(text[end:])
    offsets.extend(range(end, len(text)))
    return Plain("".join(parts).translate(_ONE_TO_ONE), tuple(offsets))


def _kept(gap: str) -> list[tuple[str, int]]:
    """What stays of a gap: letters of a spaced heading, one blank of many, nothing of a break."""
    if gap.isspace():
        return [("\n" if "\n" in gap else " ", 0)]
    if "\n" in gap:
        return []
    return [(letter, place) for place, letter in enumerate(gap) if letter != " "]


def _repaired(plain: Plain, form: FormWords) -> Plain:
    parts: list[str] = []
    offsets: list[int] = []
    end = 0
    for found in _WORD.finditer(plain.text):
        meant = form.meant(found.group())
        if meant is None:
            continue
        parts += [plain.text[end : found.start()], meant]
        offsets += plain.offsets[end : found.start()]
        offsets += _stretched(plain.offsets[found.start() : found.end()], len(meant))
        end = found.end()
    if not end:
        return plain
    parts.append(plain.text[end:])
    return Plain("".join(parts), (*offsets, *plain.offsets[end:]))


def _stretched(offsets: tuple[int, ...], length: int) -> Iterable[int]:
    """Offsets for a word of another length; its first and last letters keep theirs."""
    last = len(offsets) - 1
    return [offsets[last] if at == length - 1 else offsets[min(at, last)] for at in range(length)]


@lru_cache(maxsize=50_000)
def _meant(word: str, known: frozenset[str]) -> str | None:
    if word in known:
        return None
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=None)
    if not near or is_russian_word(word):
        return None
    return min((each for each, _, _ in near), key=lambda each: (len(each) != len(word), each))

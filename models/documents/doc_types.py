"""What kind of document a page is, by the cues that its headings and formulas give."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from models.misreading.meant import FormWords, Plain, form_words

# A cue in a heading says what the page is; in running text it may speak of another document.
_IN_HEADING: Final = 3.0
_LEADS_A_LINE: Final = 2.0
_IN_CAPITALS: Final = 1.5
_IN_TEXT: Final = 1.0
_HEADING_WORDS: Final = 8
_HEADING_LINES: Final = 12
# Below this no document is named: one cue that many types share, or one word in running text.
_LEAST: Final = 1.2
# Doubt that a lone cue leaves, as «ПОСТАНОВЛЕНИЕ» over any decision; each further one halves it.
_ONE_CUE: Final = 0.5
# Weight of the doubt that no type of the table fits.
_NO_TYPE: Final = 0.6
_ASIDE: Final = re.compile(r"\([^()]*\)|\.\.\.")
_KAZAKH: Final = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)


_TABLE: Final = files("models") / "reference" / "doc_types.json"


@dataclass(frozen=True, slots=True)
class DocType:
    """One type of the table.

    Attributes:
        code: its name in records, such as `arrest_resolution`.
        titles: what it is called, by language.
        cues: words and formulas that stand on it, Russian and Kazakh.
    """

    code: str
    titles: Mapping[str, str]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocTypeGuess:
    """The likeliest type; `confidence` is 0 to 1."""

    code: str
    confidence: float


@cache
def doc_types() -> tuple[DocType, ...]:
    """Return the types of `doc_types.json`; its Kazakh titles and Russian heads are cues, too."""
    text = _TABLE.read_text(encoding="utf-8")
    return tuple(
        DocType(
            row["code"],
            {language: row[language] for language in ("ru", "kk") if language in row},
            (*row["cues"], *_heads(row)),
        )
        for row in json.loads(text)
    )


@cache
def doc_types_digest() -> str:
    """First twelve hex digits of the table's SHA-256, for the identity of who uses it."""
    return sha256(_TABLE.read_bytes()).hexdigest()[:12]


def _heads(row: Mapping[str, str]) -> list[str]:
    """Return the titles as they head a page: «Үштік отырысы хаттамасынан үзінді»."""
    titles = [row.get("kk", ""), *row["ru"].split(" / ")]
    heads = {part.strip() for title in titles for part in _ASIDE.sub("", title).split(",")}
    return sorted(head for head in heads if len(head.split()) > 1 or _KAZAKH.search(head))


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue, the types that have it, and what it looks like in text."""

    pattern: re.Pattern[str]
    codes: tuple[str, ...]
    is_kazakh: bool


@cache
def _cues() -> tuple[_Cue, ...]:
    owners: dict[str, list[str]] = defaultdict(list)
    for each in doc_types():
        for cue in dict.fromkeys(cue.upper() for cue in each.cues):
            owners[cue].append(each.code)
    patterns = {cue: _pattern(cue) for cue in owners}
    for cue, codes in owners.items():  # «Выписка из протокола» heads two types
        named = (each for each in doc_types() if _is_in(patterns[cue], each.titles.values()))
        codes += [each.code for each in named if each.code not in codes]
    return tuple(
        _Cue(patterns[cue], tuple(codes), bool(_KAZAKH.search(cue)))
        for cue, codes in owners.items()
    )


def _is_in(cue: re.Pattern[str], titles: Iterable[str]) -> bool:
    return any(cue.search(title) for title in titles)


def _pattern(cue: str) -> re.Pattern[str]:
    """Match a cue whatever its case and blanks; its last word may take another ending."""
    words = [re.escape(word) for word in re.sub(r"[.…]{2,}", " ", cue).split()]
    words = [re.sub(r"(?:№|N)$", r"\\s?(?:№|N)", word) for word in words]
    return re.compile(r"(?<!\w)" + r"[\s.:]{1,3}".join(words) + r"(?:\w{0,2})(?!\w)", re.IGNORECASE)


@cache
def _form() -> FormWords:
    return form_words(*(cue for each in doc_types() for cue in each.cues))


def guess_doc_type(text: str, *, language: str | None = None) -> DocTypeGuess | None:
    """The likeliest type of a page, or None where nothing fits; see `guess_doc_types`."""
    return next(iter(guess_doc_types(text, language=language)), None)


def guess_doc_types(text: str, *, language: str | None = None) -> tuple[DocTypeGuess, ...]:
    """Guess the type of a page, the likeliest first; empty where nothing fits.

    A cue counts by where it stands (heading, capitals, running text) and the less the more types
    share it.

    Args:
        text: the page.
        language: `ru` or `kk` when known: on Russian pages Kazakh formulas count half.
    """
    plain = _form().plain(text)
    scores: dict[str, float] = defaultdict(float)
    cues: dict[str, int] = defaultdict(int)
    for cue in _cues():
        weight = max(
            (_weight(plain, found) for found in cue.pattern.finditer(plain.text)), default=0
        )
        foreign = cue.is_kazakh and language == "ru"
        for code in cue.codes if weight else ():
            scores[code] += weight * (0.5 if foreign else 1.0) / len(cue.codes)
            cues[code] += 1
    total = sum(score**2 for score in scores.values()) + _NO_TYPE
    guesses = [
        DocTypeGuess(code, round(score**2 / total * (1 - _ONE_CUE ** cues[code]), 4))
        for code, score in scores.items()
        if score >= _LEAST
    ]
    return tuple(sorted(guesses, key=lambda guess: (-guess.confidence, guess.code)))


def _weight(plain: Plain, found: re.Match[str]) -> float:
    start = plain.text.rfind("\n", 0, found.start()) + 1
    end = plain.text.find("\n", found.end())
    line = plain.text[start : end if end >= 0 else None]
    leads = not plain.text[start : found.start()].strip(' «"(')
    is_early = plain.text.count("\n", 0, start) < _HEADING_LINES
    if leads and is_early and len(line.split()) <= _HEADING_WORDS:
        return _IN_HEADING if found.group().isupper() else _LEADS_A_LINE
    if found.group().isupper() or leads:
        return _IN_CAPITALS
    return _IN_TEXT

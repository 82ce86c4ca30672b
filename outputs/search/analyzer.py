"""The one analyzer of all search back ends: what of a text is indexed, and as which terms."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any, Final

from models.entity import Label, Mention
from models.misreading.homoglyphs import fold_letters, repair_homoglyphs
from models.morphology import analyzer
from models.page import Terms
from outputs.search.spellings.kazakh import has_kazakh_letters, strip_kazakh_endings

ANALYZER_VERSION: Final = "3"
"""Raised whenever a text may give other terms than before; indexes record it."""

NEAR: Final = 4
"""How many words may stand between two words of one name."""

SEPARATOR: Final = "¶"
"""Stands between names in the index; no word of a text gives it."""

NAMED: Final = (Label.PERSON, Label.PLACE, Label.ORG)
"""The labels whose mentions are found by name, each in a field of its own."""

_GAP: Final = " ".join([SEPARATOR] * (NEAR + 1))

# A word may hold soft hyphens, and run on over a line end after a hyphen when a small letter
# follows; «АЛМА-\nАТА» and «1937-\n1938» stay two words, «ПОСТАНОВЛЕ-\nНИЕ» is taken for one.
_WORD: Final = re.compile(
    r"(?:[^\W_]|[\u0300-\u036f])+"
    r"(?:(?:\u00ad(?:[ \t]*\n[ \t]*)?|(?<=[^\W\d_])[-\u2010\u2011\u00ac][ \t]*\n[ \t]*(?=[^\W\d_]))"
    r"(?:[^\W_]|[\u0300-\u036f])+)*"
)
_LINE_END: Final = re.compile(r"[-\u2010\u2011\u00ac][ \t]*\n[ \t]*")
_OV: Final = ("ов", "ев")
# Nouns without an ending that Snowball takes for a verb or a plural: it sends Казахстана to
# казахста but Казахстану to казахстан, Сакен to сак, генерал to генера, казах to каз.
_LIKE_A_VERB: Final = re.compile(
    r"(?:[ая][нл][аоыи]?|(?:ен|ил|ыл)[аоыи]?|[еиыюя]т|[аеоиыя]м|[ая]х|[аяиы]ть|[ая]ль)$"
)
_LAST_VOWEL: Final = re.compile(r"[аоыиь]$")
_CASE_ENDINGS: Final = ("ом", "ем", "ам", "ям", "ах", "ях")
_BARE_CASES: Final = frozenset({"nomn", "accs", "gent"})
# Snowball also cuts -ов, -ев everywhere: Иванов to иван but Иванова to иванов. Both are kept where
# at least this share of a word's readings is a surname's or a noun's.
_CERTAIN: Final = 0.5
# pymorphy3 and Snowball's Python stemmer are not documented as safe between threads.
_MORPHOLOGY: Final = Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text as the index knows it; offsets half-open, in code points of the text."""

    term: str
    start: int
    end: int


def analyze(text: str) -> list[Token]:
    """Return the terms of a page text, in order, each with the stretch it stands for."""
    return [
        Token(term, start, end)
        for start, end in _words(text)
        if (term := term_of(word := text[start:end], capitalised=word[:1].isupper()))
    ]


def words_of(text: str) -> list[str]:
    """Return the words of a query as typed, in order."""
    return [text[start:end] for start, end in _words(text)]


def query_terms(word: str) -> tuple[str, ...]:
    """Return the terms that a word of a query may have in the index, likeliest first.

    Nearly always one. «казаков» is a surname or the plural of казак: on a page the capital letter
    decides, in a query nobody types one, so both are looked for.
    """
    terms = dict.fromkeys(term_of(word, capitalised=size) for size in (True, False))
    return tuple(filter(None, terms))


def make_terms(text: str, mentions: Sequence[Mention], *, others: Sequence[str] = ()) -> Terms:
    """Return what the index holds of a page: its text, and the names on it.

    A place is also indexed under its best gazetteer name, so that Верный is found as Алматы, an
    organisation also under its usual name.

    Args:
        text: of the page.
        mentions: found in it.
        others: how words of it may also be read; found by themselves, not in phrases.
    """
    names: dict[Label, list[str]] = {label: [] for label in NAMED}
    for mention in mentions:
        if (label := mention.span.label) in names:
            places = [place.name for place in mention.places]
            names[label] += names_of(label, mention.text, mention.normal, places)
    return join_terms(text, names, others=others)


def names_of(label: Label, text: str, normal: str, places: Sequence[str]) -> list[str]:
    """Return the names under which the index knows a mention."""
    if label is Label.PLACE:
        return [text, *places[:1]]
    if label is Label.ORG:
        return list(dict.fromkeys((text, normal)))
    return [text]


def join_terms(
    text: str, names: Mapping[Label, Iterable[str]], *, others: Iterable[str] = ()
) -> Terms:
    """Return the fields of the index for a text, the names on it and its other readings."""
    person, place, org = (_apart(names.get(label, ())) for label in NAMED)
    return Terms(body=_apart([text, *others]), person=person, place=place, org=org)


def _apart(names: Iterable[str]) -> str:
    # So far apart that NEAR never reaches from one name into the next.
    return f" {_GAP} ".join(_joined(name) for name in names)


def _joined(text: str) -> str:
    return " ".join(token.term for token in analyze(text))


def _words(text: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        start = match.start()
        for line_end in _LINE_END.finditer(match.group()):
            before, after = match.start() + line_end.start(), match.start() + line_end.end()
            if not _runs_on(text, before, after):
                yield start, before
                start = after
        yield start, match.end()


def _runs_on(text: str, before: int, after: int) -> bool:
    """Whether the hyphen at `before` parts a word: the letter at `after` is of the same size."""
    return text[after].islower() or (
        text[before - 1].isupper() and text[before - 2 : before].isupper()
    )


@lru_cache(maxsize=200_000)
def term_of(word: str, *, capitalised: bool) -> str:
    """Return the term of one word, empty when it has none; a capital may mean a surname."""
    # Soft hyphens, line ends with the hyphen before them and stress marks fall away here.
    whole = "".join(filter(str.isalnum, repair_homoglyphs(word).lower()))
    folded = fold_letters(strip_kazakh_endings(whole) if has_kazakh_letters(whole) else whole)
    with _MORPHOLOGY:
        if folded.endswith(_OV) and _reads_as(_base_in_ov, folded, capitalised):
            return folded
        if _LIKE_A_VERB.search(folded) and _reads_as(_noun, folded, capitalised):
            return _LAST_VOWEL.sub("", folded)
        return str(_stemmer().stemWord(folded))


def _reads_as(kind: Callable[[Any], bool], word: str, capitalised: bool) -> bool:
    """Whether `word` can be taken for a form of this kind: mostly, or at all with a capital."""
    readings = analyzer().parse(word)
    share = sum(reading.score for reading in readings if kind(reading))
    return share >= _CERTAIN or (capitalised and share > 0)


def _base_in_ov(reading: Any) -> bool:
    # A word that the dictionary lacks is a surname nearly always (Сакенов, Нурпеисов); Алимов and
    # Кабулов it has only as «of several Алим, Кабул», which files never speak of.
    tag = reading.tag
    return not reading.is_known or tag.number == "sing" or "Name" in tag or "Geox" in tag


def _noun(reading: Any) -> bool:
    # Of a word that the dictionary lacks, -ом is the instrumental sooner than a stem (Сакеном).
    certain = reading.is_known or not reading.word.endswith(_CASE_ENDINGS)
    return certain and reading.tag.POS == "NOUN" and reading.tag.case in _BARE_CASES


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("russian")

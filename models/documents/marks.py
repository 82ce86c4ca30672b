"""Grifs, marks of declassification and keeping, and numbers of cases, as they stand on a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.misreading.meant import NUMERO, Plain, plain_text


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stamp or a line at the head of a page says of the page's handling.

    Attributes:
        kind: classification, declassification, retention or copy.
        level: special_importance, strictly_secret, top_secret, secret, not_for_publication,
            declassified, permanent_retention or copy_no.
        number: of the copy, or of the act that lifted the grif; None where there is none.
    """

    kind: str
    level: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark and where it stands: half-open code points of the searched text."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A number by which an office kept its papers.

    Attributes:
        kind: case, archive, personal_file, warrant, protocol, order, declassification_act,
            incoming or outgoing.
        number: as written, without blanks: `7843`, `10455/ц`, `4н-1893-57`.
    """

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class FoundCaseNumber:
    """A number and where it stands: half-open code points of the searched text."""

    start: int
    end: int
    case: CaseNumber


_LINE: Final = r"(?:(?<=\n)|^)[ \"«(]{0,3}"
_MARKS: Final = (
    (
        "declassification", "declassified",
        r"(?<!\w)(?:РАССЕКРЕЧЕН[ОАЫ]?|Рассекречен[оаы]?|рассекречен[оаы]?(?=\s(?:акт|\d))"
        r"|(?i:[қк][ұу]пиясызданд[ыи]р[ыи]л(?:ған|ды)))(?!\w)"
        rf"(?=(?:[.,:]?\s?(?i:(?:по\s)?акт\w{{0,2}})\s?{NUMERO}\s?(?P<number>[\w/-]+))?)",
    ),
    ("classification", "special_importance", r"(?<!\w)(?i:особой\sважности)(?!\w)|(?<![\w.])«ОВ»"),
    ("classification", "strictly_secret", r"(?<!\w)(?i:стр(?:ого|\.)\s?секретно)(?!\w)"),
    (
        "classification", "top_secret",
        r"(?<!\w)(?i:сов(?:ершенно|\.|,|\s)\s?секретно|[өо]те\s[қк][ұу]пия)(?!\w)",
    ),
    ("classification", "not_for_publication", (
        r"(?<!\w)(?:(?i:не\sподлежит\s(?:о|раз)глашению|для\sслужебного\sпользования)|ДСП)(?!\w)"
    )),
    (
        "classification", "secret",
        rf"{_LINE}\K(?:Секретно|Құпия)(?=[.!»\")]?\s*(?:\n|$|Экз|\())|(?<!\w)(?:СЕКРЕТНО|ҚҰПИЯ)(?!\w)",
    ),
    (
        "retention", "permanent_retention",
        r"(?<!\w)(?i:хранить\s(?:вечно|постоянно)|м[әа]ңг[іи]\sсақтал\w*|тұрақты\sсақтал\w*)(?!\w)",
    ),
    (
        "copy", "copy_no",
        rf"(?<!\w)(?i:экз(?:емпляр)?)[.,]?\s?(?:{NUMERO}\s?(?P<number>\d{{1,3}})(?!\w)"
        r"|(?i:единств\w*\.?))",
    ),
)  # fmt: skip
_PATTERNS: Final = [
    (
        kind,
        level,
        re.compile(pattern.replace(r"\K", "(?P<mark>") + (")" if r"\K" in pattern else "")),
    )
    for kind, level, pattern in _MARKS
]


def find_marks(text: str) -> list[FoundMark]:
    """Find classification, declassification, retention and copy marks, in the text's order.

    «Секретно» counts in capitals or as a line of its own: agents, too, report secretly.
    """
    plain = plain_text(text)
    found: list[FoundMark] = []
    for kind, level, pattern in _PATTERNS:
        for match in pattern.finditer(plain.text):
            named = match.groupdict()
            start, end = plain.span(*match.span("mark" if named.get("mark") else 0))
            if not any(start < each.end and each.start < end for each in found):
                found.append(FoundMark(start, end, Mark(kind, level, named.get("number"))))
    return sorted(found, key=lambda each: each.start)


# -- numbers -------------------------------------------------------------------------------------

_NUMBER: Final = (
    r"(?P<number>\d[\dОо]{0,7}(?:\s?[-/]\s?[\dа-яА-Я]{1,8}){0,3}|[а-яА-Я]{1,2}-?\d{2,7})(?!\w)"
)
_SIGN: Final = rf"\s?[:.]?\s?{NUMERO}\s?"
_NUMBERS: Final = (
    ("personal_file", rf"личн(?:ое|ого|ому)\sдел\w{_SIGN}{_NUMBER}"),
    ("archive", (
        rf"(?<!\w)(?:арх(?:ивн\w{{1,3}})?\.?(?:\s?-?\s?(?:след\w*|угол\w*)\.?)?"
        rf"(?:\s(?:дел\w))?|мұрағат\w*(?:\sіс\w*)?){_SIGN}{_NUMBER}"
        rf"|(?<!\w)арх(?:ивн\w{{1,3}})?\.?(?:\s?-?\s?(?:след\w*|угол\w*)\.?)?\sдел\w\s"
        r"(?P<last>(?-i:[ПСФН])\s?-\s?\d{2,7})(?!\w)"
    )),
    ("declassification_act", rf"рассекречен\w?[.,:]?\s?(?:по\s)?акт\w{{0,2}}{_SIGN}{_NUMBER}"),
    ("warrant", rf"(?<!\w)ордер\w{{0,2}}{_SIGN}{_NUMBER}"),
    ("protocol", rf"(?<!\w)(?:протокол\w{{0,2}}|хаттама\w*){_SIGN}{_NUMBER}"),
    ("incoming", rf"(?<!\w)(?:вх(?:одящ\w*)?|кіріс)[.,]?{_SIGN}{_NUMBER}"),
    ("outgoing", rf"(?<!\w)(?:исх(?:одящ\w*)?|шығыс)[.,]?{_SIGN}{_NUMBER}"),
    ("order", rf"(?<!\w)(?:за|приказ\w{{0,2}}(?:\s[А-ЯЁ]{{2,6}}){{0,2}}){_SIGN}{_NUMBER}"),
    ("case", (
        rf"(?<!\w)(?:(?:арх)?(?:след|угол)дел[оауе]м?|дел[оауе]м?|след(?:ств)?\.?\sд|сл\.?\s?/?\s?д(?:ел\w)?|с/д|іс){_SIGN}{_NUMBER}"
        rf"|{NUMERO}\s?(?P<kk>\d{{2,7}})(?:-|\s)\s?іс(?:[іт]\w*)?(?!\w)"
        r"|(?<![\w/-])(?P<kk2>\d{3,7})[-\s]{1,2}іс(?:і|ті|інде|тің)?(?!\w)"
    )),
    (
        # The letter's own number: alone at a line's beginning or behind its date.
        "outgoing",
        rf"(?:(?:(?<=\n)|^)\s?|(?:\d{{4}}\s?(?:г\.|года)|\d{{1,2}}\s[^\W\d_]{{3,10}})\s){NUMERO}\s?"
        r"(?P<number>\d{1,4}[\dа-яА-Я]{0,4}(?:[-/][\dа-яА-Я]{1,6}){1,3})(?!\w)",
    ),
)  # fmt: skip
_NUMBER_PATTERNS: Final = [
    (kind, re.compile(pattern.replace("(?P<kk2>", "(?P<last>"), re.IGNORECASE))
    for kind, pattern in _NUMBERS
]


def find_case_numbers(text: str) -> list[FoundCaseNumber]:
    """Find numbers of cases, warrants, protocols and letters; the span is the number alone.

    «Дело № 7843», «арх. № 05-221», «ордер № 2216», «Вх. № 8-3317», «№ 7843-іс».
    """
    plain = plain_text(text)
    found: list[FoundCaseNumber] = []
    for kind, start, end in _numbers(plain):
        first, last = plain.span(start, end)
        if not any(first < each.end and each.start < last for each in found):
            number = re.sub(r"\s", "", plain.text[start:end])
            found.append(FoundCaseNumber(first, last, CaseNumber(kind, number)))
    return sorted(found, key=lambda each: each.start)


def _numbers(plain: Plain) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in _NUMBER_PATTERNS:
        for match in pattern.finditer(plain.text):
            named = next(name for name, value in match.groupdict().items() if value)
            yield kind, match.start(named), match.end(named)

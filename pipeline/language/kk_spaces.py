"""Find where OCR lost the space behind a Kazakh name, or read it or a comma as a letter."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipeline.language.candidate import CAPITAL, SMALL
from pipeline.language.kazakh_words import is_listed_kazakh
from pipeline.language.known import is_known
from pipeline.language.lexicon import read_forms
from pipeline.language.nameforms import is_given, is_patronymic, is_surname
from pipeline.language.toponyms import is_toponym

# «тергеушіОмаров», «бастықҚЫРЫҚБАЕВА»
_CAPITAL: Final = re.compile(
    rf"(?<=[{SMALL}]{{3}})(?=[{CAPITAL}][{SMALL}]{{2}})|(?<=[{SMALL}]{{2}})(?!АССР)(?=[{CAPITAL}]{{4}})"
    rf"|(?<=[{SMALL}]{{4}})(?=[{CAPITAL}]\. ?[{CAPITAL}][{SMALL}]{{2}})"
)
# «Ордақаласына»
_KIND: Final = re.compile(
    rf"(?<!\w)[{CAPITAL}][{SMALL}]{{2,15}}?"
    r"((?:қалас|аудан|облыс|болыс|станцияс|ауыл|өзен|теңіз|түрмес|уез|селос|поселкес|жайлау|бөлімшес)[ыі]"
    r"|ауылдық(?= кеңес))"
)
# «СТЕПАНатылсын», «ШЕКЕРБАЙу» with a comma read as a letter, but «ОМАРОВтың» and «НКВД-ның».
_BEHIND: Final = re.compile(rf"(?<!\w)([{CAPITAL}]{{3,}})([{SMALL}]+)(?!\w)")
_CASE: Final = re.compile(
    r"[ндт][ыі]ң|[гғкқ][ае]|[ндт][ыі]|[дт][ае]|[дтн][ае]н|[мбп]ен|н[ае]|[нае]"
)
_SHORTEST: Final = 3
# «Өтемісдеген», «Көшекбаевтыхтуралы»: what a space is misread as by weights/ocr_noise.tsv.
_LONG: Final = re.compile(rf"(?<![\w-])[{CAPITAL}][{SMALL}]{{7,}}(?![\w-])")
_READ_FOR_SPACE: Final = frozenset("гзчносхлаүуя")
_LEAST_NAME, _LEAST_WORD = 4, 5
# «Өмір-келді» is one name, «Хантау-дан» one place, «Новосі-бірге» Новосибирск.
_PART_OF_NAME: Final = re.compile(r"(?:келді|берген|туған|қазақ|болған|аудан|бірге)$")
_SUFFIX: Final = re.compile(r"[лдт][ае]р|[лдт][ыі][қк]|[нк]а|ск|ич|рал")
_DECLINED: Final = re.compile(r"\w{4}(?:[ндт][ыі]ң|[ғгқк][ае]|[ндт][ыі]|[дт][ае]н|[мбп]ен)$")
_WHOLE_NAME: Final = re.compile(
    rf"[{CAPITAL}][{SMALL}]{{3,}}(?:[ое]ва?|ұлы|қызы)(?:[ндт][ыі]ң|[гғкқ][ае]|[ндт][ыі]|[дт][ае]н?|[мбп]ен)?"
)
# Kazakh has no such ending: «Баязитову Алдоңғар» was «Баязитов, Алдоңғар».
# «оМұқатай», «А.еГринько», «Үштөбе(станциясында»; «ауылданоСарымсақ» has lost none but read it.
_BEFORE_NAME: Final = re.compile(
    rf"(?<![\w-])[{SMALL}](?=[{CAPITAL}][{SMALL}]{{2}})|(?<=[{SMALL}]{{2}})[(`‹](?=\w{{3}})(?![^()\n]*\))"
)
_LAST_WORD: Final = re.compile(rf"[{CAPITAL}{SMALL}]{{4,}}$")
_COMMA: Final = re.compile(rf"(?<=[{SMALL}][ое]в)[уи](?= [{CAPITAL}])")


def misread_spaces(text: str) -> list[tuple[int, int, str]]:
    """The half-open ranges that are a space or comma, in order; an empty range has lost one."""
    found = {(at - _is_letter_too_many(text, at), at, " ") for at in lost_spaces(text)}
    found |= {(*read.span(), " ") for read in _BEFORE_NAME.finditer(text)}
    found |= {(*comma.span(), ",") for comma in _COMMA.finditer(text)}
    for word in _LONG.finditer(text):
        for start, end in _gap(word.group()):
            found.add((word.start() + start, word.start() + end, " "))
    return sorted(found)


def _is_letter_too_many(text: str, end: int) -> bool:
    """Whether the word that ends here exists without its last letter alone."""
    word = _LAST_WORD.search(text, max(0, end - 30), end)
    if word is None or word.group()[-1] not in _READ_FOR_SPACE:
        return False
    lower = word.group().lower()
    return is_listed_kazakh(lower[:-1]) and not is_listed_kazakh(lower)


@lru_cache(maxsize=50_000)
def _gap(word: str) -> tuple[tuple[int, int], ...]:
    """Where a name ends in a word that no list knows and a Kazakh word begins, if anywhere."""
    return () if is_known(word, kazakh=True) else tuple(_gaps(word))[:1]


def _gaps(word: str) -> Iterator[tuple[int, int]]:
    for start in range(_LEAST_NAME, len(word) - _LEAST_WORD + 1):
        rest = word[start:]
        common = rest in read_forms("form_words_kk") and not _PART_OF_NAME.match(rest)
        if not common and (_SUFFIX.match(rest) or not is_listed_kazakh(rest)):
            continue
        before = word[: start - 1]
        whole = _WHOLE_NAME.fullmatch(before) or (_DECLINED.search(before) and is_toponym(before))
        if whole and word[start - 1] in _READ_FOR_SPACE:
            yield start - 1, start
        elif common or _WHOLE_NAME.fullmatch(word[:start]):
            yield start, start


def lost_spaces(text: str) -> list[int]:
    """The offsets before which a space is missing beside capitals or a kind word, in order."""
    found = {border.start() for border in _CAPITAL.finditer(text)}
    found |= {joined.start(1) for joined in _KIND.finditer(text)}
    found |= {end.start(2) for end in _BEHIND.finditer(text) if _is_other_word(*end.groups())}
    return sorted(found)


def _is_other_word(name: str, rest: str) -> bool:
    """Whether small letters behind capitals are no ending of theirs."""
    if _CASE.fullmatch(rest):
        return False
    return len(rest) >= _SHORTEST or any(
        known(name) for known in (is_given, is_patronymic, is_surname)
    )

"""Punishments and grounds of rehabilitation: what was decided and for how long, by code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.dates import HistoricalDate
from models.legal.table import by_norm, date_at
from models.misreading.meant import DIGIT, plain_text, read_digits


@dataclass(frozen=True, slots=True)
class Sentence:
    """One punishment, or one ground on which it was lifted.

    Attributes:
        type: VMN, ITL, katorga, forced_labour, imprisonment, concentration_camp, prison, exile,
            banishment, special_settlement, disenfranchisement, confiscation, rehab_ground, or
            euphemism_10y_no_correspondence, which is never a camp term.
        years: its length, `None` where none was written.
        months: beside the years or instead of them.
        ground: of a rehab_ground its code, such as `no_corpus_delicti`.
    """

    type: str
    years: int | None = None
    months: int | None = None
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """A punishment and where it stands: half-open code points of the searched text."""

    start: int
    end: int
    sentence: Sentence


# -- how long ------------------------------------------------------------------------------------

_NUMBERS: Final = {
    **{r"од(?:ин|ного|ному)": 1, r"дв(?:а|ух|ум)": 2, r"тр(?:и|ех|ем)": 3, r"четыр\w+": 4},
    **{r"пят[ьи]": 5, r"шест[ьи]": 6, r"сем[ьи]": 7, r"вос(?:емь|ьми)": 8, r"девят[ьи]": 9},
    **{r"десят[ьи]": 10, r"двенадцат[ьи]": 12, r"пятнадцат[ьи]": 15, r"восемнадцат[ьи]": 18},
    **{r"двадцат[ьи]\s?-?пят[ьи]": 25, r"двадцат[ьи]": 20, "бір": 1, "екі": 2, "үш": 3},
    **{"төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9, "он бес": 15},
    **{"жиырма бес": 25, "жиырма": 20, "он": 10},
}
_WORDED: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_FIGURE: Final = rf"(?:(?=\w?[0-9IІl]){DIGIT}{{1,2}}(?!\w))"
_COUNT: Final = rf"(?:(?:{_WORDED})|{_FIGURE})(?:\s?[-]?\s?(?:ти|и|ми|ю)\b)?"
# «3 г. ИТЛ»; «в 25 г. сослан» tells a year.
_YEARS: Final = (
    r"(?:лет|год(?:а|у|ам|ами|ов)?|л\.|жыл\w{0,4}"
    r"|г\.?(?=\s(?:И\.?Т\.?Л|л/с|исправ|испр\.|лиш|тюр|т/з|лагер|к/л|ссылки|высылки|каторж)))"
)
_MONTHS: Final = r"(?:мес(?:\.|яц\w{0,3})|ай(?:ға)?(?!\w))"
_TERM: Final = (
    rf"(?<![\w-])(?:{_COUNT}(?:\s?\(\s?(?:{_WORDED})\s?\))?\s?{_YEARS}(?!\w)(?:,?\s(?:и\s)?{_COUNT}"
    rf"\s?{_MONTHS})?|{_COUNT}\s?{_MONTHS})"
)
_TERM_PARTS: Final = re.compile(
    rf"(?:(?P<years>{_WORDED}|{_FIGURE})\D{{0,22}}?\s?(?:{_YEARS}|г)(?!\w))?"
    rf"(?:\D{{0,4}}(?P<months>{_WORDED}|{_FIGURE})\s?{_MONTHS})?",
    re.IGNORECASE,
)


_LONGEST: Final = 25  # years; «сослан в 37 г.» tells a year


def _term(text: str) -> tuple[int | None, int | None]:
    found = _TERM_PARTS.match(text)
    if found is None:
        return None, None
    return _number(found["years"]), _number(found["months"])


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    digits = read_digits(text)
    if digits is not None:
        return digits
    words = ((value, re.fullmatch(word, text, re.IGNORECASE)) for word, value in _NUMBERS.items())
    return next((value for value, found in words if found), None)


# -- what ----------------------------------------------------------------------------------------

_CAMP: Final = (
    r"(?:И\.Т\.Л\.|ИТЛ(?!\w)|ЕТЛ(?!\w)|исправ\w*[\s-]{0,3}(?:и\s)?труд\w*\.?\s?лаг\w*|испр\.?-?труд\.?\s?лаг\w*"
    r"|исправительных\sлаг\w*|ИТ\sлаг\w*|(?:еңбекпен\sтүзеу\s)?лагер(?:ь|ьге|я|е|ей|ях|ям)(?!\w))"
)
_WITH_TERM: Final = {
    "concentration_camp": r"(?:к/л(?!\w)|конц\.?\s?-?лаг\w*|концентрац\w*\sлаг\w*)",
    "ITL": _CAMP,
    "katorga": r"(?:каторжн\w{2,3}\sработ\w*|каторг[иеуа]|к/р\sработ\w*|ктр(?!\w))",
    "forced_labour": (
        r"(?:исправ\w*[\s-]{0,3}труд\w*\.?\s?работ\w*|ИТР(?!\w)|принуд\w*\.?\s?-?работ\w*)"
    ),
    "prison": r"(?:т/з(?!\w)|тюр(?:ьмы|емно\w*|ьме)?\.?\s?(?:заключ\w*|закл\.)|тюрьмы|түрме\w*)",
    "imprisonment": r"(?:л/св?(?!\w)|лиш\w*\.?\sсвободы|бас\sбостандығынан\sайыр\w*)",
    "disenfranchisement": (
        r"(?:п/п(?:р(?:ав)?)?(?!\w)|пораж\w*\.?\s(?:в\s)?(?:политич\w*\s|гражданск\w*\s|избират\w*\s"
        r"|полит\.?\s)?прав(?:ах|а|ам)?)"
    ),
    "exile": r"(?:(?<!\w)ссыл(?:к[аиуе]|кой)|сослать|сослан\w?|жер\sаудар\w*)",
    "banishment": r"(?:(?<!\w)высыл(?:к[аиуе]|кой)|выслать|выслан\w?)",
    "special_settlement": r"(?:(?:спец|труд)\.?\s?-?(?:поселени|переселени)\w*)",
}
_FILLERS: Final = (
    r"(?:(?:сроком|срок|на|в|до|с|отбыв\w*|содерж\w*|заключ\w*|в\sотдален\w*|каждому|каждый|лет"
    r"|общих|дальних|северн\w*|отдален\w*|местност\w*|НКВД|МВД|СССР|режима?|Карлаг\w*)\s){0,4}"
)
_LINK: Final = rf"(?:[\s,(:—-]{{1,3}}|(?<=\s)){_FILLERS}"
_BEHIND: Final = rf"(?:[\s(:—-]{{1,3}}|(?<=\s)){_FILLERS}"  # «п/п 5 лет, ИТЛ»: a comma parts
_PLACE: Final = r"(?:\s(?:в|во)\s[^\d\s,;.]+(?:\s[^\d\s,;.]+){0,2}?)?"
_ALONE: Final = {
    "VMN": (
        r"(?:(?<!\w)(?:В\.М\.[НС]\.(?:З\.)?|ВМ[НС][ЗН]?)(?!\w)"
        r"|высш\w{2,3}\sмер\w{1,2}(?:\s(?:уголовного\s)?наказания|\sсоц\w*\.?\sзащиты)"
        r"(?:\s?[-,(:]{0,2}\s?(?:к\s)?расстрел\w{0,2}\)?)?"
        r"|(?<!\w)расстрел(?:а|у|ом|е|ять)?(?!\w)|(?<!\w)расстрелян[аоы]?(?!\w)"
        r"|(?<!\w)[ае]ту\sжазасы\w*|(?<!\w)атуға(?=\s(?:үкім|кес|бұй))|(?<!\w)аты(?:лған|лды|лсын)(?!\w)"
        r"|жоғар[ғы]\w*\sжаза\w*)"
    ),
    "confiscation": (
        r"(?:конфиск\w+\s(?:(?:всего|лично|личного|ему|ей|принадлежащ\w*|движимого|и)\s){0,4}имущ\w*"
        r"|(?:лично\s)?(?:(?:ему|ей)\s)?(?:принадлежащ\w{2,3}\s)?(?:(?:ему|ей)\s)?(?:лично\s)?"
        r"имущество\s(?:\w+\s){0,2}?конфиск\w+|мүл[кі]\w+\sтәркіле\w*)"
    ),
    "special_settlement": r"(?:(?:на|в)\s)(?:спец|труд)\.?-?(?:поселени|переселени)[ею]",
    "exile": r"ссылк[аиу]\sна\sпоселени[ея]",
    "banishment": r"минус\s(?:6|12|шесть|двенадцать)(?!\w)",
}
_EUPHEMISM: Final = re.compile(
    rf"(?:{_TERM}{_LINK}(?:{_CAMP}\s)?(?:дальних\sлаг\w*\s)?без\s(?:права\s)?переписки"
    rf"|без\sправа\sпереписки{_LINK}{_TERM}"
    rf"|хат[\s-]?(?:жазысу|алысу|жазу|алмасу|хабар)\w*\s(?:право\w*|[қк]ұқығы?\w*)(?:сыз)?{_LINK}{_TERM}"
    rf"|{_TERM}\sхат[\s-]?(?:жазысу|алысу|жазу|алмасу|хабар)\w*\s(?:право\w*|[қк]ұқығы?\w*))",
    re.IGNORECASE,
)
_GROUNDS: Final = {
    "no_corpus_delicti": (
        r"за\sотсутствием\s(?:в\s(?:его|ее|их)\sдействи\w+\s)?состава\sпреступлени\w+"
        r"|қылмыс(?:тық)?\s(?:құрамы\w*|құрам)\s(?:болма\w*|жоқ\w*)"
    ),
    "no_event": r"за\sотсутствием\sсобытия\sпреступлени\w+|қылмыс\sоқиғасы\w*\s(?:болма\w*|жоқ\w*)",
    "unproven": r"за\sнедоказанностью(?:\s(?:предъявленного\s)?обвинени\w+|\sвины)?|дәлелденбе\w*",
}
_LAW: Final = re.compile(
    r"(?:указ|закон)[ауо]?м?\s(?:(?:ПВС|Президиума|Верховного|Совета|СССР|РК|Республики|Казахстан)\s)"
    r"{0,5}(?:«[^»]{0,90}»\s)?от\s(?=[\d«\"])"
    r"|(?P<kk>(?:19\d\d)\sжылғы\s\d{1,2}\s\w{4,9})\s(?:Заң|Жарлы)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Punishment:
    """A punishment that has a length: what it is called behind its term, and before it."""

    code: str
    behind: re.Pattern[str]
    before: re.Pattern[str]


def _punishment(code: str, kind: str) -> _Punishment:
    tail = _PLACE if code in {"exile", "banishment"} else ""
    return _Punishment(
        code,
        re.compile(_BEHIND + kind, re.IGNORECASE),
        re.compile(rf"{kind}{tail}{_LINK}\Z", re.IGNORECASE),
    )


_PUNISHMENTS: Final = [_punishment(code, kind) for code, kind in _WITH_TERM.items()]
_TERMS: Final = re.compile(_TERM, re.IGNORECASE)
_REACH: Final = 90  # code points before a term in which its punishment is named
_OTHERS: Final = [(code, re.compile(kind, re.IGNORECASE)) for code, kind in _ALONE.items()]
_REASONS: Final = [(code, re.compile(kind, re.IGNORECASE)) for code, kind in _GROUNDS.items()]
# «заменить расстрел 10 годами»; «с заменой расстрела», but not «заменить 10 лет расстрелом».
_REPLACED: Final = re.compile(
    r"замен\w{2,4}\s(?:(?:меру|наказания|приговор\w?)\s)?\Z", re.IGNORECASE
)
_SMALL_ACRONYM: Final = re.compile(r"в\.?м\.?[нс]", re.IGNORECASE)


def find_sentences(text: str) -> list[FoundSentence]:
    """Find punishments and grounds of rehabilitation in Russian or Kazakh text, in its order.

    «10 лет без права переписки» has its own type and is no camp term. The length of a camp term
    must be written beside it; «8 лет» alone may be an age.
    """
    plain = plain_text(text)
    found: list[FoundSentence] = []
    for start, end, sentence in _all(plain.text):
        first, last = plain.span(start, end)
        if not any(first < each.end and each.start < last for each in found):
            found.append(FoundSentence(first, last, sentence))
    return sorted(found, key=lambda each: each.start)


_Stretch = tuple[int, int, Sentence]


def _all(text: str) -> Iterator[_Stretch]:
    """Yield what is found, what rules out others first."""
    for found in _EUPHEMISM.finditer(text):
        term = _TERMS.search(found.group())
        years, months = _term(term.group()) if term else (None, None)
        yield *found.span(), Sentence("euphemism_10y_no_correspondence", years, months)
    for term in _TERMS.finditer(text):
        years, months = _term(term.group())
        if (years or months) and (years or 0) <= _LONGEST and (named := _named(text, term)):
            code, start, end = named
            yield start, end, Sentence(code, years, months)
    for code, pattern in _OTHERS:
        for found in pattern.finditer(text):
            if code == "VMN" and _REPLACED.search(text, max(0, found.start() - 40), found.start()):
                continue
            if not _SMALL_ACRONYM.match(found.group()) or found.group()[:1].isupper():
                yield *found.span(), Sentence(code)
    yield from _grounds(text)


def _named(text: str, term: re.Match[str]) -> tuple[str, int, int] | None:
    """Return the punishment of a term, the one that follows it first, and where both stand."""
    for each in _PUNISHMENTS:
        if found := each.behind.match(text, term.end()):
            return each.code, term.start(), found.end()
    near = text[max(0, term.start() - _REACH) : term.start()]
    for each in _PUNISHMENTS:
        if found := each.before.search(near):
            return each.code, term.start() - len(near) + found.start(), term.end()
    return None


def _grounds(text: str) -> Iterator[_Stretch]:
    for code, pattern in _REASONS:
        for found in pattern.finditer(text):
            yield *found.span(), Sentence("rehab_ground", ground=code)
    for found in _LAW.finditer(text):
        day = date_at(text, found.start("kk") if found["kk"] else found.end())
        ground = _ground_of(day[0]) if day else None
        if day and ground:
            yield found.start(), max(found.end(), day[1]), Sentence("rehab_ground", ground=ground)


def _ground_of(day: HistoricalDate) -> str | None:
    """Return the table's code of the law of this day."""
    norms = (norm for norm, code in by_norm().items() if code.kind == "rehab_ground")
    return next((norm for norm in norms if norm.endswith(f":{day.edtf}")), None)

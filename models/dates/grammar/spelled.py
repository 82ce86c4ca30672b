"""Numbers in words where a date needs them: «пятого ноября», «в тридцатых годах», «отызыншы»."""

# ruff: noqa: SIM905 - ordinals read best as one line of words
import re
from collections.abc import Iterator
from typing import Final

_ONES: Final = "перв втор трет четверт пят шест седьм восьм девят".split()
_TEENS: Final = (
    "десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат "
    "восемнадцат девятнадцат"
).split()
TENS: Final = {"двадцат": 20, "тридцат": 30, "сороков": 40, "пятидесят": 50, "шестидесят": 60}
MORE_TENS: Final = {"семидесят": 70, "восьмидесят": 80, "девяност": 90}
CARDINAL_TENS: Final = {
    "двадцать": 20,
    "тридцать": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "шестьдесят": 60,
    "семьдесят": 70,
    "восемьдесят": 80,
    "девяносто": 90,
}
KAZAKH_TENS: Final = {"жиырмасыншы": 20, "отызыншы": 30, "қырқыншы": 40, "елуінші": 50}
# «он бесінші қазан», «отыз жетінші жылы»
KAZAKH_ONES: Final = {
    **dict(zip("бірінші екінші үшінші төртінші бесінші".split(), range(1, 6), strict=True)),
    **dict(zip("алтыншы жетінші сегізінші тоғызыншы".split(), range(6, 10), strict=True)),
}
KAZAKH_CARDINAL: Final = {"он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50}
KAZAKH_DECADES: Final = {tens: number for tens, number in KAZAKH_CARDINAL.items() if number > 10}
KAZAKH_WHOLE: Final = {"оныншы": 10, **KAZAKH_TENS}
_KAZAKH_TYPED: Final = {"кыркыншы": 40, "елуинши": 50, "алпысыншы": 60, "он": 10, "оныншы": 10}

STEMS: Final = {
    **{stem: number for number, stem in enumerate(_ONES, start=1)},
    **{stem: number for number, stem in enumerate(_TEENS, start=10)},
    **TENS,
    **MORE_TENS,
}
_KAZAKH: Final = {**KAZAKH_TENS, **_KAZAKH_TYPED}


def _either(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ENDING: Final = r"(?:ого|ьего|его|ое|ье|ый|ой|ом|ем|ьем)"
_ORDINAL: Final = rf"(?:(?P<tens{{0}}>{_either(CARDINAL_TENS)})\s)?(?P<ones{{0}}>{_either(STEMS)})"
_KAZAKH_MONTH_NEXT: Final = (
    r"(?=\s(?:қаң|ақп|наур|сәу|көк|мам|мау|шіл|там|қыр|қаз|қар|жел|янв|фев|мар|апр|ма[йя]|ию[нл]"
    r"|авг|сен|окт|ноя|дек))"
)
_MONTH_NEXT: Final = (
    r"(?=\)?\s(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек|[нивп]ая|маи"
    r"|[а-я]{4,9}\s(?:1[89]\d\d|\d\d\sг)))"
)
_SPELLED: Final = re.compile(
    rf"(?<!\w)(?:{_ORDINAL.format('')}{_ENDING}(?!\w)(?:{_MONTH_NEXT}|(?=\s(?:дня|числа)))"
    rf"|(?P<tens3>{_either(CARDINAL_TENS)})\s(?P<ones3>{_either(STEMS)}){_ENDING}"
    r"(?=\sгод[ауе]?(?!\w)(?!\s?жизни))"
    rf"|(?:(?:одна\s)?тысяча\s|(?<=\b[вс]\s)|(?<=\b(?:до|по|от)\s))(?P<hundreds>восемьсот|девятьсот)\s{_ORDINAL.format('2')}"
    rf"{_ENDING}(?=\sгод)"
    rf"|(?P<year>{_either(TENS)})(?:ом|ого)(?=\sгод[ау](?!\w)(?!\s?жизни))"
    rf"|(?P<decade>{_either(TENS | MORE_TENS)})(?:ых|ые)"
    r"(?=\s(?:год|[рпт]?од(?:ах|ы|ов)|г\wд(?:ах|ы|ов)))"
    rf"|(?P<kazakh>{_either(_KAZAKH)})(?=\sжылдар)"
    rf"|(?:(?P<kk_tens>{_either(KAZAKH_CARDINAL)})\s)?(?P<kk_ones>{_either(KAZAKH_ONES)})"
    rf"{_KAZAKH_MONTH_NEXT}"
    rf"|(?P<kk_whole>{_either(KAZAKH_WHOLE)}){_KAZAKH_MONTH_NEXT}"
    rf"|(?<!жүз\s)(?<!мың\s)(?P<kk_2000>екі\sмың\s)?(?:(?P<kk_tens3>{_either(KAZAKH_DECADES)})\s(?P<kk_ones3>{_either(KAZAKH_ONES)})"
    rf"|(?P<kk_whole3>{_either(KAZAKH_TENS)}))(?=\sжыл(?:ы|[ғг]ы|ды[ңн]|дан|[ғг]а)(?!\w))"
    rf"|(?:бір\s)?мың\s(?P<kk_hundreds>тоғыз|сегіз)\sжүз\s(?:"
    rf"(?P<kk_tens2>{_either(KAZAKH_CARDINAL)})\s(?P<kk_ones2>{_either(KAZAKH_ONES)})"
    rf"|(?P<kk_whole2>{_either(KAZAKH_WHOLE)}))(?=\sжыл))"
)
_GENITIVE: Final = re.compile(r"(?:ь?его|ого)$")
LAST_DAY: Final = 31
HUNDREDS: Final = {"восемьсот": 1800, "девятьсот": 1900}


def spelled_numbers(plain: str) -> Iterator[tuple[int, int, str]]:
    """Numbers in words, with the figures that the patterns read.

    Args:
        plain: lower-case text.

    Yields:
        Start, end and figures: «двадцать пятого» (of a month) 25, «тысяча девятьсот тридцать
        седьмого» (year) 1937, «тридцатых» (years) 30-х.
    """
    for match in _SPELLED.finditer(plain):
        yield match.start(), match.end(), _figures(match)


def spelled_day(word: str) -> str | None:
    """The figures of a day in words in the genitive, «двадцатого»; None for other words."""
    number = STEMS.get(_GENITIVE.sub("", word))
    return str(number) if number is not None and number <= LAST_DAY else None


def _figures(match: re.Match[str]) -> str:
    if match["decade"]:
        return f"{STEMS[match['decade']]}-х"
    if match["year"]:
        return str(STEMS[match["year"]])
    if match["kazakh"]:
        return str(_KAZAKH[match["kazakh"]])
    if match["kk_whole3"] or match["kk_ones3"]:
        century = 2000 if match["kk_2000"] else 0
        return str(century + (KAZAKH_WHOLE.get(match["kk_whole3"]) or _kazakh(match, "3")))
    if match["kk_hundreds"]:
        tens = KAZAKH_WHOLE.get(match["kk_whole2"]) or _kazakh(match, "2")
        return str((1900 if match["kk_hundreds"] == "тоғыз" else 1800) + tens)
    if match["kk_whole"] or match["kk_ones"]:
        return str(KAZAKH_WHOLE.get(match["kk_whole"]) or _kazakh(match, ""))
    if match["ones3"]:
        return str(_number(match["tens3"], match["ones3"]))
    if match["hundreds"]:
        return str(HUNDREDS[match["hundreds"]] + _number(match["tens2"], match["ones2"]))
    return str(_number(match["tens"], match["ones"]))


def _kazakh(match: re.Match[str], part: str) -> int:
    tens = KAZAKH_CARDINAL.get(match[f"kk_tens{part}"] or "", 0)
    return tens + KAZAKH_ONES[match[f"kk_ones{part}"]]


def _number(tens: str | None, ones: str) -> int:
    return CARDINAL_TENS.get(tens or "", 0) + STEMS[ones]

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
# The same on a machine without Kazakh letters: «бесинши», «он ушинши».
KAZAKH_TYPED_ONES: Final = {
    **dict(zip("биринши екинши ушинши тортинши бесинши".split(), range(1, 6), strict=True)),
    **dict(zip("алтыншы жетинши сегизинши тогызыншы".split(), range(6, 10), strict=True)),
}
_ALL_ONES: Final = KAZAKH_ONES | KAZAKH_TYPED_ONES
KAZAKH_CARDINAL: Final = {
    **{"он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50},
    **{"алпыс": 60, "жетпіс": 70, "сексен": 80, "тоқсан": 90},
}
KAZAKH_WHOLE: Final = {
    "оныншы": 10,
    **KAZAKH_TENS,
    **{"алпысыншы": 60, "жетпісінші": 70, "сексенінші": 80, "тоқсаныншы": 90},
}
# Years without their century are of this one.
LAST_SHORT_YEAR: Final = 59
_KAZAKH_SHORT: Final = {
    tens: number for tens, number in KAZAKH_CARDINAL.items() if 10 < number < LAST_SHORT_YEAR
}
# «қарашаның жиырма екісінде»
_KAZAKH_DAYS: Final = {
    **dict(zip("бір екі үш төрт бес алты жеті сегіз тоғыз".split(), range(1, 10), strict=True)),
    **{"он": 10, "жиырма": 20, "отыз": 30},
}
_CENTURIES: Final = {
    **{
        f"{stem}{end}": number
        for stem, number in (("восемнадцат", 18), ("девятнадцат", 19))
        for end in ("ый", "ого", "ом")
    },
    **{"двадцатый": 20, "двадцатого": 20, "двадцатом": 20},
    **{"он сегізінші": 18, "он тоғызыншы": 19, "жиырмасыншы": 20},
}
# «пятого мая тридцать восьмого»
_MONTH_BEFORE: Final = r"(?:(?<=[авеиоыртья][абгнлрюя][аяе]\s)|(?<=ма[яе]\s))"
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


_ENDING: Final = r"(?:ого|аго|ьего|ьяго|его|ое|ье|ый|ой|ом|ем|ьем)"
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
    rf"|(?:(?:одна\s)?тысяча\s|(?<=\b[вс]\s)|(?<=\b(?:до|по|от)\s))(?P<hundreds>восемьсот|девятьсот)ъ?\s{_ORDINAL.format('2')}"
    rf"{_ENDING}(?=\sгод)"
    rf"|(?P<year>{_either(TENS)})(?:ом|ого)(?=\sгод[ау](?!\w)(?!\s?жизни))"
    rf"|(?P<decade>{_either(TENS | MORE_TENS)})(?:ых|ые)"
    r"(?=\s(?:год|[рпт]?од(?:ах|ы|ов)|г\wд(?:ах|ы|ов))"
    rf"|\s?(?:-|и)\s?(?:[а-я]{{5,9}}\s)?(?:{_either(TENS | MORE_TENS)})(?:ых|ые)\sгод)"
    rf"|(?P<kazakh>{_either(_KAZAKH)})(?=\sжылдар)"
    rf"|(?:(?P<kk_tens>{_either(KAZAKH_CARDINAL)})\s)?(?P<kk_ones>{_either(_ALL_ONES)})"
    rf"{_KAZAKH_MONTH_NEXT}"
    rf"|(?P<kk_whole>{_either(KAZAKH_WHOLE)}){_KAZAKH_MONTH_NEXT}"
    rf"|(?<!жүз\s)(?<!мың\s)(?P<kk_2000>екі\sмың\s)?(?:(?P<kk_tens3>{_either(_KAZAKH_SHORT)})\s(?P<kk_ones3>{_either(_ALL_ONES)})"
    rf"|(?P<kk_whole3>{_either(KAZAKH_TENS)}))(?=\sжыл(?:ы|[ғг]ы|ды[ңн]|дан|[ғг]а)(?!\w))"
    rf"|(?<=ың\s|ің\s)(?:(?P<kk_tens4>он|жиырма|отыз)\s)?(?P<kk_ones4>{_either(_KAZAKH_DAYS)})"
    r"с?[ыі](?:нд[ае]|н[ае]н?)?(?:г[іы]|ғы)?(?!\w)"
    rf"|(?<=[ыіи][ңн]\s)(?:(?P<kk_tens5>{_either(KAZAKH_CARDINAL)})\s)?"
    rf"(?P<kk_ones5>{_either(_ALL_ONES | KAZAKH_WHOLE)})(?=\s(?:к[үу]н|ж[ұу]лд))"
    rf"|(?:(?P<kk_tens7>он|жиырма|отыз)\s)?(?P<kk_ones7>{_either(_KAZAKH_DAYS)})"
    rf"{_KAZAKH_MONTH_NEXT}(?=\s\w{{4,12}},?\s1[89]\d\d)"
    rf"|(?P<century>{_either(_CENTURIES)})(?=\s(?:[ғгв]ас\w{{1,2}}р|ве[кхн]|столет))"
    rf"|{_MONTH_BEFORE}(?P<tens6>тридцать|сорок|пятьдесят)\s(?P<ones6>{_either(STEMS)})"
    r"(?:ого|его)(?!\w)(?!\sго)"
    rf"|(?:(?:бір\s)?мың\s)?(?P<kk_hundreds>тоғыз|сегіз)\sжүз\s(?:"
    rf"(?P<kk_tens2>{_either(KAZAKH_CARDINAL)})\s(?P<kk_ones2>{_either(_ALL_ONES)})"
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
    if match["century"]:
        return str(_CENTURIES[match["century"]])
    if match["ones6"]:
        return f"{_number(match['tens6'], match['ones6'])} г."
    if match["kk_ones5"]:
        day = KAZAKH_WHOLE.get(match["kk_ones5"]) or _kazakh(match, "5")
        return f"{day}-і"
    if match["kk_ones7"]:
        return str(_KAZAKH_DAYS.get(match["kk_tens7"] or "", 0) + _KAZAKH_DAYS[match["kk_ones7"]])
    if match["kk_ones4"]:
        tens4 = _KAZAKH_DAYS.get(match["kk_tens4"] or "", 0)
        return f"{tens4 + _KAZAKH_DAYS[match['kk_ones4']]}-і"
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
    return tens + _ALL_ONES[match[f"kk_ones{part}"]]


def _number(tens: str | None, ones: str) -> int:
    return CARDINAL_TENS.get(tens or "", 0) + STEMS[ones]

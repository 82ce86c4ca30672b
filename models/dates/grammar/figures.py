"""Figures of dates in which OCR left a mark or a letter: «19"9 г.», «!8 мая», «1930-3Т гг.»."""

import re
from collections.abc import Iterator
from typing import Final

_MONTH: Final = (
    r"(?:янв|фев|мар|апр|ма[яй]|ию[нл]|авг|сен|окт|ноя|дек|қаң|ақп|нау|сәу|көк|мам|мау|шіл|там|қыр"
    r"|қаз|қар|жел|кан|акп|сау|шил|кыр|каз|кар|qa|aqp|nau|mam|mau|tam|qyr|jel|jan|fev|mart|apr|maj"
    r"|avg|sent|okt|noj|dek)"
)
_ROMAN_NEXT: Final = r"[./(-](?:[хxviуш\\]|\d\d?[./-]\d)"
_YEAR_NEXT: Final = r"(?: ?г(?!\w)| ?гг?\.| ?год| ?жыл| ?ж\.|-х|-жыл| ?[-/] ?\d\d| по |, 1[89]\d)"
_DAY_NEXT: Final = r"(?: дня(?!\w)| (?:на|по) [\d!\".?])"
# Of 121 typed 2 in weights/ocr_noise.tsv 6 were read as ?, 3 each as ! " and a point; of 242
# typed 1 none. A question mark stays what people mean by it, a figure that cannot be read, but for
# the first figure of a day, which people mark so less often than it is misread.
# An expression that begins with what it looks for is the quickest: what stands before comes second.
_BROKEN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # 19!9 г., 19"9 г., с 19.6 г. по 1931 г.
        rf"[!\"](?<=(?<![\w./,-])[1т][89].)(?=\d{_YEAR_NEXT})",
        r"\.(?<=(?<!\w)с 19.)(?=\d(?: ?г\.?)?,? по )"
        r"|\.(?<=(?<![\w./,-])19.)(?=\d ?(?:год[аыу]|жыл|-19\d\d))",
        # 193! г., 193" жылы
        r"(?<=(?<![\w./,-])[1т][89]\d)(?:!(?=\W|$)|\"(?= ?(?:г\.|год|жыл)|-\d))",
        r"\.(?= (?:жыл|года|году)|-19\d)(?<=(?<![\w./,-])19\d.)",
        # !8 мая, "8/VI-36 г., .4.09.1937
        rf"!(?<![^\s\"(].)(?=\d(?:\"? ?{_MONTH}|{_ROMAN_NEXT}|{_DAY_NEXT}))",
        rf"\?(?<![^\s\"(].)(?=\d(?:-го(?!\w)|(?:-е)?(?:\"? ?{_MONTH}|{_ROMAN_NEXT}|{_DAY_NEXT})))",
        rf"[\".](?<![^\s(].)(?=\d{_ROMAN_NEXT})(?![^\n]{{1,4}}\")",
        rf"\.(?<![^\s].)(?=\d(?: ?{_MONTH}|{_DAY_NEXT}))",
        rf"[!\".](?:(?<=ж\. .)|(?<=жыл[ғг]ы .)|(?<=жылы .)|(?<=жылды[ңн] .))(?=\d? {_MONTH})",
        # 1. (25) марта, (1. марта), 1./XII-37 г., "/XII-37 г.
        rf"\.(?:(?<=(?<![\w./,-])1.)(?= \(\d\d\) {_MONTH})|(?<=\([12].)(?= {_MONTH}))",
        r"[.\"](?=/(?:[хxviуш]|т[12]?[./-]))(?:(?<=(?<![\w./,-])[12]\.)|(?<![^\s].)(?<=\"))",
        # «1!» августа, ! қаңтарда
        rf"!(?<=(?<![\w./,-])[12].)(?=\"? ?{_MONTH}|{_ROMAN_NEXT}| по |\))",
        rf"!(?<= .)(?= {_MONTH})",
        # 1".II.1943, 12 (.5) марта, .5-го
        rf"\"(?<=(?<![\w./,\"-])[12].)(?={_ROMAN_NEXT})",
        r"[.\"!](?<=\(.)(?=\d\))",
        r"[.\"!](?<![^\s].)(?=\d-го(?!\w))",
        r"!(?<=(?<![\w./,-])[12].)(?= \w{5,9} [1т]\w{3} )",
        # 1. сентября 1938 г., 5"-х лет
        rf"\.(?<=(?<![\w./,-])[12].)(?= ?{_MONTH}\w* [1т][89])",
        r"[\".!](?<=(?<!\w)[1-9].)(?=-х лет)|[\".!](?=0-[ехы]{1,2} г)(?<!\w.)",
        # Т (13) июля
        r"т(?<![\w.].)(?= ?\(?\d\d?\) \w{3})",
        # З© на 31, между 1е и 15
        r"©(?<=[0-9].)|з(?<!\w.)(?=©)|©(?<=з.)",
        r"е(?<=(?<![\w.,/-])[12].)(?= (?:и|по|на|до|-) ?\d)",
        # 3Т мая, 2Т/XI-37 г., 24.1Т.37, 19Т2 или 1913 г.
        rf"т(?<=(?<![\w./,-])[0-36].)(?=\"? {_MONTH}|[./-]\d?[хxviуш\d]|\)| года?(?!\w))",
        r"т(?<=\d[./]1.)(?=[./]\d\d)",
        r"о(?<=(?<![\w./,-])т.)(?=[./][хxviуш\d])",
        # зима 1932/3З г., 193Б-36 гг.
        r"[зƃбт](?<=(?<![\w./,-])19.)(?=\d(?:[-/]| или ))"
        r"|[зƃбто](?<=(?<![\w./,-])19\d.)(?=[-/]\d| или \d)",
        r"\.(?<=1[89]\d\d-.)(?=[\d!] ?(?:гг|жыл))|[зт!\"](?<=1[89]\d\d[-/].)(?=\d(?!\d))"
        r"|[зƃбто!](?<=1[89]\d\d[-/]\d.)(?= ?(?:г|ж|уч))",
        # 30.12.А2, 7/IV-А1 г.
        r"[аʌ](?<=\d[./-].)(?=\d(?!\w))",
    )
)
# «і925 жылдан», «193е жылдары», «3е.12.42»
_FIRST_ONE: Final = re.compile(r"[іil|!](?=[89]\d\d(?!\w))(?<![\w./,].)")
_NOUGHT: Final = re.compile(
    r"[123](?<![\w.].)(?:(?<=1)[89](?:\dе(?!\w)|е(?=\d(?!\w)))|е(?=[./][\dхxviу])"
    rf"|е(?=\"? {_MONTH}))"
)
# «ноября(1937 г.», «12(II-38»: a blank or a stroke read as a bracket that nothing closes
_BRACKET: Final = re.compile(r"(?<=[\w\"])\((?=\w)(?![^()\n]{0,40}\))")
_STROKE: Final = re.compile(
    r"(?<=[\dз])\((?=[хxvуiіштп1]{1,4}(?!\w)|\d{1,2}[-./]\d\d(?!\d)|\d\d ?г\. ?р)"
    r"(?![^()\n]{0,40}\))"
)
# «около "1885 г.», «30-х "годах»: a speck of ink
_SPECK: Final = re.compile(r'"(?<=[^\s"] .)(?=1[89]\d\d ?[гж]|го[дл]|жыл)(?![^"\n]{0,40}")')
# «25и02.1938», «25.02и1938», «28.XIи1937»: a point read as a letter
_SEPARATOR: Final = re.compile(
    r"(?P<head>[0-3]\d(?<![\w./-]..)(?:\.[01]\d)?)[а-я](?P<tail>(?:(?<=\d\d.)[01]\d\.)?1[89]\d\d)(?!\w)"
)
# «3О», «19З7», «193Б», «А2»; a Т between strokes is a Roman I, «З3» one figure read twice.
_FIGURE: Final = re.compile(
    r"(?<![\w№])(?<!№ )(?!(?:З3|[1-9]0О)(?!\w)|0О[1-9]\.)(?=[ОЗБАТ©]*\d)(?=\d*[ОЗБАТ©])"
    r"(?!(?<=[./-])[\dТ]{1,4}[./-])[\dОЗБАТ©]{2,4}(?!\w)"
)
# «"7 декабря», «1" ноября»: a quote of the typewriter that nothing opens or closes. A 2 is read so
# more often than the other quote of a form is lost; « and » are no figures.
_LONE_QUOTE: Final = re.compile(
    rf"\"(?:(?<![^\s(].)(?=\d ?{_MONTH}|\d ?- ?\d|\d и |\d{_DAY_NEXT})"
    rf"|(?<=(?<![\w./,\"-])[12].)(?= ?{_MONTH}))"
)
# «ТБ октября», «ТА марта»: nothing else stands there.
_DAY: Final = re.compile(
    r"(?<![\w.])(?:[ТЗО][ОЗБАТ]|Т)(?=[\"»)]? (?:янв|фев|мар|апр|ма[яй]|ию[нл]|авг|сен|окт|ноя|дек))"
)
_CAPITALS: Final = str.maketrans("ОЗБАТ©", "035410")
_DIGITS: Final = str.maketrans('!"?.тозƃбаʌе©', "2222103564400")
_PRINTED: Final = "«»„“”"
_TWICE: Final = re.compile(
    r"0[оo](?:(?<=(?<!\w)1[89]\d..)(?!\w)|(?<=(?<!\w)1[89]..)(?=\d(?!\d))"
    r"|(?<=(?<!\w)[1-9]..)(?!\w)|(?<=\d\...)(?=[1-9]\.))"
)


def mended_figures(plain: str, source: str) -> tuple[str, tuple[int, ...]]:
    """The text with such marks and letters as digits, and where each of them stands.

    Args:
        plain: lower-case text; it keeps its length.
        source: the same text as it stands on the page: only capitals look like figures.
    """
    mended = _FIRST_ONE.sub("1", _with_digits(plain, source))
    mended = _NOUGHT.sub(lambda found: found[0].replace("е", "0"), mended)
    if "(" in mended:
        mended = _BRACKET.sub(" ", _STROKE.sub("/", mended))
    mended = _SEPARATOR.sub(r"\g<head>.\g<tail>", _SPECK.sub(" ", mended))
    mended = _LONE_QUOTE.sub(
        lambda found: "2" if source[found.start()] == '"' else found[0], mended
    )
    for pattern in _BROKEN:
        mended = pattern.sub(lambda found: _digits(found, source), mended)
    if mended == plain:
        return plain, ()
    changed = zip(plain, mended, strict=True)
    return mended, tuple(place for place, (was, now) in enumerate(changed) if was != now)


def _digits(found: re.Match[str], source: str) -> str:
    """The figures meant, unless the mark is a quote of print, which is never read for a 2."""
    return found[0] if source[found.start()] in _PRINTED else found[0].translate(_DIGITS)


def _with_digits(plain: str, source: str) -> str:
    pieces: list[str] = []
    end = 0
    for found in sorted((*_FIGURE.finditer(source), *_DAY.finditer(source)), key=re.Match.start):
        pieces += plain[end : found.start()], found[0].translate(_CAPITALS)
        end = found.end()
    return "".join([*pieces, plain[end:]]) if pieces else plain


def doubled_figures(plain: str) -> Iterator[tuple[int, int, str]]:
    """A nought that was read twice, as a figure and as a letter: «190О8 г.», «20О-х гг.»."""
    for match in _TWICE.finditer(plain):
        yield match.start(), match.end(), "0"

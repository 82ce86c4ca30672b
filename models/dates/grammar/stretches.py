"""The ways to write a longer time: season, quarter, half, ten days, years, decade, century."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Final

from models.dates.grammar.atoms import Atom, Meaning, checked
from models.dates.grammar.blocks import (
    BEFORE_YEAR,
    GAP,
    KAZAKH,
    KAZAKH_YEAR,
    KAZAKH_YEARS,
    LEFT,
    MONTH_FILLER,
    NAMED_MONTH,
    NO_YEAR_NEXT,
    RIGHT,
    RUSSIAN_YEAR,
    SEASON,
    Y4_SOUND,
    YEAR,
)
from models.dates.grammar.numbers import repair
from models.dates.grammar.parts import flag, from_parts, group
from models.dates.grammar.romans import century, roman_months
from models.dates.grammar.shapes import Shape, Start, shape
from models.dates.grammar.values import DateContext

_WORDS: Final = {"перв": 1, "бірі": 1, "бири": 1, "втор": 2, "екін": 2, "екин": 2, "трет": 3}
_MORE_WORDS: Final = {"үшін": 3, "ушин": 3, "четв": 4, "төрт": 4, "торт": 4}
_ORDINALS: Final = _WORDS | _MORE_WORDS
_NTH: Final = (
    r"(?:(?P<nth>перв|втор|трет|четв|бірі|бири|екін|екин|үшін|ушин|төрт|торт)"
    rf"{KAZAKH}{{1,5}}|(?P<nth_>iv|iу|1у|т[vу]|[iітт1]{{1,3}}|[1-4]|п|ш)"
    rf"(?: ?[.-] ?{KAZAKH}{{1,4}}|(?<=\d)[яейм]|(?<=\d)го)?)[ -]?"
)
_CENTURY_WORD: Final = (
    rf"(?:век[а-я]{{0,2}}|столет[а-я]{{2,3}}|вв?[.,:]|ст\.|[гғ]а[со]\wр{KAZAKH}{{0,6}})"
)
_ROMAN_CENTURY: Final = r"[хxvуiіт1][хxvуiіт1к]{1,4}"
_YEARS: Final = re.compile(r"г|жыл")
_TENS: Final = r"(?:[1тiіl][789]|20|9(?=\d0))?[\dзƃа][0оoе©]"
# Tens alone end in «-х»: what else stands there is a misread 0.
_BROKEN_TENS: Final = r"(?:[1тiіl][789]|20)?[\dзƃа][69](?= ?[-.]? ?(?:х|ых) ?г)"
_TENS_END: Final = r" ?[-.]? ?(?:х|ых|е|ые|тые|тых|ми|[ка](?= г[ог]))"
_YEARS_WORD: Final = (
    r"(?: ?(?:гг\.?|г\.г\.?|год[а-я]{1,3}|[рпт]?од(?:ах|ы|ов)|г\wд(?:ах|ы|ов)|г\.))"
)
_SEASON_BEFORE: Final = re.compile(rf"{SEASON} ?$")
_QUARTER: Final = (
    rf"(?P<quarter>то[қк]сан{KAZAKH}{{0,6}}|кв(?:артал[а-я]{{0,2}}|\.|(?= 1[89]\d\d)))"
)
_HALF: Final = r"половин[а-я]{1,2} "
_DECADE: Final = (
    rf"(?P<decade>{_TENS}|{_BROKEN_TENS})(?:{_TENS_END}"
    rf"(?:{_YEARS_WORD}(?: (?P<of>{_ROMAN_CENTURY}|1[89]|20)(?: ?-?го)? ?{_CENTURY_WORD})?|(?!\w))"
    rf"|(?: ?-{KAZAKH}{{1,4}})?-? ?{KAZAKH_YEARS}){RIGHT}"
)
ORDINAL_START: Final = (
    r"(?:iv|iу|тv|ту|[iіт]{1,3}|[пш])(?: ?-[а-я]{1,4})? (?:кв|пол|дек)"
    r"|(?:перв|втор|трет|четв)[а-я]{2,6} (?:кв|пол|дек)|(?:двадцатых|десятых) чис"
)
WORD_START: Final = (
    rf"{_ROMAN_CENTURY} (?:век|стол|в\.|ст\.|[гғ]а[со]|ғ\.|- )|б\. ?д\.|б/д|без даты|дат|год|время"
    r"|неизв|күні|туған|өлген|қайтыс"
)


def _winter(match: re.Match[str], context: DateContext) -> Atom | None:
    """«зима 1932/33 г.»: three months over the turn of the year."""
    atom = from_parts(match, context)
    if atom is None or atom.year is None or atom.month != 24:
        return None
    following = int(atom.year) + 1
    if not str(following).endswith(match["y2"]):
        return None
    meaning = Meaning(f"{atom.year}-12/{following}-02", "interval", flags=atom.flags)
    return replace(atom, meaning=checked(meaning))


def _weak_season(match: re.Match[str], context: DateContext) -> Atom | None:
    atom = from_parts(match, context)
    return replace(atom, weak=True) if atom else None


def _years(match: re.Match[str], _context: DateContext) -> Atom | None:
    """«1936-37 гг.», «1937/1938 уч. год», «с 37 по 39 год»."""
    first, last = match["first"], match["last"]
    if _SEASON_BEFORE.search(match.string, max(0, match.start() - 3), match.start()):
        return None  # «зима 1931/33 г.»
    first = first if len(first) == 4 else f"19{first}"
    short = len(last) == 2
    last = first[:2] + last if short else last
    if first >= last or (len(match[1]) == 2 and match[1][1] == match["last"][1] == "0"):
        return None  # «20-30 гг.» may be decades
    meaning = Meaning(f"{first}/{last}", "interval", flags=flag("two-digit-year", short))
    return Atom(match.start(), match.end(), meaning=meaning)


def _decade(match: re.Match[str], _context: DateContext) -> Atom | None:
    of = _number(match["of"]) if group(match, "of") else 20
    if of is None or _UNREAD_CENTURY.match(match.string, match.end()):
        return None
    written = repair(match["decade"])[0]
    if len(written) == 3:  # «930-х»
        written = f"1{written}"
    short = len(written) == 2
    year = f"{of - 1 if short else ''}{written[:-1]}X"
    flags = flag("two-digit-year", short and of == 20)
    if not (before := group(match, "from")):
        weak = short and not _YEARS.search(match[0])
        return Atom(match.start(), match.end(), year=year, flags=flags, weak=weak)
    first = f"{before[:2] if len(before) == 4 else year[:2]}{before[-2]}X"
    if first >= year:
        return None
    meaning = Meaning(f"{first}/{year}", "interval", flags=flags)
    return Atom(match.start(), match.end(), meaning=meaning)


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else century(written)


def _century(match: re.Match[str], _context: DateContext) -> Atom | None:
    number = _number(match["century"])
    if number is None or not 18 <= number <= 21:
        return None
    return Atom(match.start(), match.end(), year=f"{number - 1}XX")


def _nth(match: re.Match[str]) -> int:
    if match["nth"]:
        return _ORDINALS[match["nth"]]
    months = roman_months(match["nth_"] or "")
    return months[0] if months else 0


def _part_of_year(match: re.Match[str], context: DateContext) -> Atom | None:
    """A quarter or a half of a year."""
    atom = from_parts(match, context)
    nth, length = _nth(match), 3 if match["quarter"] else 6
    if atom is None or atom.year is None or not atom.year.isdigit() or not 1 <= nth <= 12 // length:
        return None
    first, last = length * (nth - 1) + 1, length * nth
    edtf = f"{atom.year}-{first:02d}/{atom.year}-{last:02d}"
    return replace(atom, meaning=Meaning(edtf, "interval", flags=atom.flags))


def _part_of_month(match: re.Match[str], context: DateContext) -> Atom | None:
    """Ten days («декада») or a half of a month, «двадцатые числа»."""
    atom = from_parts(match, context)
    if atom is None or atom.year is None or atom.month is None or not atom.year.isdigit():
        return None
    if match["tens"]:
        return replace(atom, day="1X" if match["tens"] in ("10-х", "десятых") else "2X")
    nth, days = _nth(match), 15 if match["half"] else 10
    if not 1 <= nth <= 30 // days:
        return None
    length = monthrange(int(atom.year), atom.month)[1]
    last = length if nth == 30 // days else nth * days
    month = f"{atom.year}-{atom.month:02d}"
    edtf = f"{month}-{days * (nth - 1) + 1:02d}/{month}-{last:02d}"
    return replace(atom, meaning=Meaning(edtf, "interval", flags=atom.flags))


def _half_of_years(match: re.Match[str], context: DateContext) -> Atom | None:
    """«вторая половина 1930-х годов», «первая половина XIX века»."""
    whole = _century(match, context) if match["century"] else _decade(match, context)
    nth = _nth(match)
    if whole is None or whole.year is None or nth not in (1, 2):
        return None
    stem = whole.year.rstrip("X")
    width = 3 - len(stem)
    first, last = ("0", "4") if nth == 1 else ("5", "9")
    lower = date(int(f"{stem}{first}{'0' * width}"), 1, 1)
    upper = date(int(f"{stem}{last}{'9' * width}"), 12, 31)
    precision = "decade" if width == 0 else "century"
    meaning = Meaning(whole.year, precision, lower=lower, upper=upper, flags=whole.flags)
    return replace(whole, meaning=meaning)


def _unknown(match: re.Match[str], _context: DateContext) -> Atom | None:
    name = next(name for name in ("span", "span2", "span3") if match[name])
    return Atom(match.start(name), match.end(name), meaning=Meaning("XXXX", "unknown"))


_UNREAD_CENTURY: Final = re.compile(
    rf" (?:[хxvуiіт1]{{1,4}} ?{_CENTURY_WORD}|(?:\S{{1,5}}|прошлого|минувшего) (?:век|столет))"
)
_TENS_START: Final = Start.NUMBER | Start.YEAR
_NUMBERED: Final = Start.NUMBER | Start.ORDINAL

STRETCHES: Final[tuple[Shape, ...]] = (
    # летом 1931 г., 1942 жылдың күзінде
    shape(from_parts, Start.SEASON, rf"{LEFT}(?P<season>{SEASON}){BEFORE_YEAR}{YEAR}(?![/-]\d)"),
    shape(
        from_parts,
        Start.YEAR | Start.YEAR_WORD,
        rf"{LEFT}{YEAR}(?:[ ,]{{1,2}}|[.:;](?=\S))(?:(?:[қк]ара|ерте|кеш) )?",
        rf"(?P<season>{SEASON}){NO_YEAR_NEXT}",
        dated=True,
    ),
    # весной и летом 1931 г.: the first of the two
    shape(
        _weak_season,
        Start.SEASON,
        rf"{LEFT}(?P<season>{SEASON})(?=(?: ?- ?| и | или )(?:в )?{SEASON})",
    ),
    # зима 1932/33 г.
    shape(
        _winter,
        Start.SEASON,
        rf"{LEFT}(?P<season>{SEASON}) (?P<y4>{Y4_SOUND}) ?[/-] ?(?P<y2>(?:1[89])?\d\d)",
        rf"(?:{GAP}{RUSSIAN_YEAR})?{RIGHT}",
    ),
    # зимой с 1931 на 1932 г.
    shape(
        _winter,
        Start.SEASON,
        rf"{LEFT}(?P<season>{SEASON}) [со] (?P<y4>{Y4_SOUND})(?:-го|{GAP}{RUSSIAN_YEAR})? на ",
        rf"(?P<y2>(?:1[89])?\d\d)(?:-[йг]о?)?(?:{GAP}{RUSSIAN_YEAR})?{RIGHT}",
    ),
    # 1931-32 жылдың қысында
    shape(
        _winter,
        Start.YEAR,
        rf"{LEFT}(?P<y4>{Y4_SOUND}) ?[/-] ?(?P<y2>(?:1[89])?\d\d)",
        rf"(?:{GAP}|[^\w\s]){KAZAKH_YEAR} (?P<season>{SEASON})",
        dated=True,
    ),
    # ХХ ғасырдың 30-жылдары
    shape(
        _decade,
        Start.WORD,
        rf"{LEFT}(?P<of>{_ROMAN_CENTURY}) ?[гғ](?:асыр{KAZAKH}{{0,6}}|\.) (?P<decade>\d0)",
        rf"(?:-?[шы]{{1,2}}[ыі])? ?-? ?{KAZAKH_YEARS}{RIGHT}",
    ),
    # 1936-37 гг., 1918/19 г., 1937/1938 учебный год
    shape(
        _years,
        Start.YEAR,
        rf"{LEFT}(?P<first>{Y4_SOUND}) ?[/-] ?(?P<last>\d\d|(?<=/){Y4_SOUND})(?: |[а-я](?=гг))?",
        r"(?:(?:уч|хоз|учебн|хозяйствен|бюджет)[а-я.]{0,7} ?)?",
        rf"(?:{RUSSIAN_YEAR}|[гп][гпрт]\.|{KAZAKH_YEAR}|{KAZAKH_YEARS}){RIGHT}",
    ),
    # 36-37 гг., 37-38 жж.
    shape(
        _years,
        Start.NUMBER,
        r"(?<![\w./-])(?<!№ )(?P<first>[1-5]\d) ?- ?(?P<last>[1-5]\d) ?(?:г\. ?г\.|гг\.|годы|годов"
        rf"|годах|жж\.|{KAZAKH_YEARS}){RIGHT}(?! жизни)",
    ),
    # с 37 по 39 год, в 36-37 гг.
    shape(
        _years,
        Start.NUMBER,
        r"(?:(?<=\bв )|(?<=\bс ))(?P<first>[1-5]\d) ?(?:-|по) ?(?P<last>[1-5]\d) ?",
        rf"(?:гг?[.,]|год(?:а|ы|ах|у)?){RIGHT}(?! жизни)",
    ),
    # в 1930-х гг., в 30-х годах, 20-30-е годы, 1930 жылдары
    shape(_decade, _TENS_START, rf"{LEFT}{_DECADE}"),
    shape(
        _decade,
        _TENS_START,
        rf"{LEFT}(?P<from>{_TENS})(?:{_TENS_END}{_YEARS_WORD}?)? ?(?:-|и|по) ?{_DECADE}",
    ),
    shape(
        _century,
        Start.WORD | Start.NUMBER,
        rf"{LEFT}(?P<century>{_ROMAN_CENTURY}|1[89]|2[01]) ?-?(?:го |м )?{_CENTURY_WORD}{RIGHT}",
    ),
    # конец XIX - начало XX века: the first of the two
    shape(
        _century,
        Start.WORD,
        rf"{LEFT}(?P<century>{_ROMAN_CENTURY})",
        rf"(?= ?- ?(?:[а-я]{{5,8}} |[а-я]{{3}}\. ?)?{_ROMAN_CENTURY} ?{_CENTURY_WORD})",
    ),
    # I квартал 1937 г., первая половина 1937 г., 2-е полугодие 1937 г.; бірінші тоқсан
    shape(
        _part_of_year,
        _NUMBERED,
        rf"{LEFT}{_NTH}(?:{_QUARTER}|{_HALF}|полугоди[а-я]{{1,2}}) ?{YEAR}",
    ),
    shape(
        _part_of_year,
        Start.YEAR,
        rf"{LEFT}{YEAR},? {_NTH}(?:{_QUARTER}",
        rf"|жартыжылды[а-яғқ]{{1,6}}|жартысы{KAZAKH}{{0,3}}|полугоди[а-я]{{1,2}}){RIGHT}",
    ),
    # в первой декаде января 1938 г., в 20-х числах марта
    shape(
        _part_of_month,
        _NUMBERED,
        rf"{LEFT}(?:{_NTH}(?:декад[а-я]{{1,2}} |(?P<half>{_HALF}))",
        r"|(?P<tens>[12]0-х|двадцатых|десятых) числ[а-я]{1,2} )",
        rf"(?P<m>{NAMED_MONTH}){MONTH_FILLER}(?:{BEFORE_YEAR}{YEAR}|{RIGHT}{NO_YEAR_NEXT})",
        dated=True,
    ),
    # вторая половина 1930-х годов, первая половина XIX века
    shape(
        _half_of_years,
        _NUMBERED,
        rf"{LEFT}{_NTH}{_HALF}",
        rf"(?:{_DECADE}|(?P<century>{_ROMAN_CENTURY}) ?{_CENTURY_WORD}{RIGHT})",
    ),
    shape(
        _unknown,
        Start.WORD,
        r"(?<!\w)(?:(?P<span>б\. ?д\.(?! ?\d)|б/д|без даты",
        r"|дат[аы] неизвестн[а-я]{1,2}|күні белгісіз)",
        r"|(?:год|дата|время) (?:и место )?(?:рождения|смерти) ",
        r"(?P<span2>неизвест[а-я]{2,3}|не известн[а-я]{1,2}|не установлен[а-я]?)",
        r"|(?:туған|өлген|қайтыс болған) (?:жылы|күні) (?P<span3>белгісіз))(?!\w)",
    ),
)

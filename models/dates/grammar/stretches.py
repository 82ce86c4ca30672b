"""The ways to write a longer time: season, quarter, half, ten days, years, decade, century."""

import re
from dataclasses import replace
from typing import Final

from models.dates.grammar.atoms import Atom, Meaning, checked
from models.dates.grammar.blocks import (
    BEFORE_YEAR,
    GAP,
    KAZAKH,
    KAZAKH_YEAR,
    KAZAKH_YEARS,
    LEFT,
    NO_YEAR_NEXT,
    RIGHT,
    RUSSIAN_YEAR,
    SEASON,
    Y4_SOUND,
    YEAR,
)
from models.dates.grammar.lexicon import FROM
from models.dates.grammar.numbers import repair
from models.dates.grammar.parts import flag, from_parts, group
from models.dates.grammar.romans import century as roman_century
from models.dates.grammar.shapes import Shape, Start, shape
from models.dates.grammar.values import DateContext

CENTURY_WORD: Final = (
    rf"(?:ве[кхн][а-я]{{0,2}}|столет[а-я]{{2,3}}|вв?[.,:]|ст\.|[гғв]ас\w{{1,2}}р{KAZAKH}{{0,6}}"
    rf"|ека(?!\w)|[гғ]ао\wр{KAZAKH}{{0,6}}|ғ\.)"
)
ROMAN_CENTURY: Final = r"[хxvуiіт1][хxvуiіт1к]{1,4}"
_YEARS: Final = re.compile(r"г|жыл")
_TENS: Final = r"(?:[1тiіl][789]|20|9(?=\d0))?[\dзƃа][0оoе©]"
# Tens alone end in «-х»: what else stands there is a misread 0.
_BROKEN_TENS: Final = r"(?:[1тiіl][789]|20)?[\dзƃа][69](?= ?[-.]? ?(?:х|ых) ?г)"
_TENS_END: Final = r" ?[-.]? ?(?:х|ых|е|ые|тые|тых|ми|[ка](?= г[ог]))"
_YEARS_WORD: Final = (
    r"(?: ?(?:гг\.?|г\.г\.?|год[а-я]{1,3}|[рпт]?од(?:ах|ы|ов)|г\wд(?:ах|ы|ов)|г\.))"
)
_SEASON_BEFORE: Final = re.compile(rf"{SEASON} ?$")
_SEASON_AND: Final = re.compile(rf"{SEASON}(?:{FROM}| (?:мен|пен|бен|және|и|немесе|әлде|не|или)) $")
_SEASON_REACH: Final = 10
DECADE: Final = (
    rf"(?P<decade>{_TENS}|{_BROKEN_TENS})(?:{_TENS_END}"
    rf"(?:{_YEARS_WORD}(?: (?P<of>{ROMAN_CENTURY}|1[89]|20)(?: ?-?го)? ?{CENTURY_WORD})?|(?!\w))"
    rf"|(?: ?-{KAZAKH}{{1,4}})? ?-? ?{KAZAKH_YEARS}){RIGHT}"
)
WORD_START: Final = (
    rf"{ROMAN_CENTURY}(?= ?[^\W\d_]?(?:ве[кхн]|ека|стол|вв?\.|ст\.|[гғв]а[со]|ғ\.|- |и [хx])|-[хx])"
    r"|б\. ?д\.|б/д|без даты|дат|год|время|неизв|күні|туған|өлген|қайтыс"
)


def _winter(match: re.Match[str], context: DateContext) -> Atom | None:
    """«зима 1932/33 г.»: three months over the turn of the year."""
    atom = from_parts(match, context)
    if atom is not None and (first := group(match, "short")):
        atom = replace(atom, year=f"19{first}", flags=atom.flags | {"two-digit-year"})
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


def _second_season(match: re.Match[str], context: DateContext) -> Atom | None:
    start = match.start()
    first = _SEASON_AND.search(match.string, max(0, start - _SEASON_REACH), start)
    return _weak_season(match, context) if first else None


def _years(match: re.Match[str], _context: DateContext) -> Atom | None:
    """«1936-37 гг.», «1937/1938 уч. год», «с 37 по 39 год»."""
    first, last = match["first"], match["last"]
    if _SEASON_BEFORE.search(match.string, max(0, match.start() - 3), match.start()):
        return None  # «зима 1931/33 г.»
    first = first if len(first) == 4 else f"19{first}"
    short = len(last) < 3
    last = first[: -len(last)] + last if short else last
    if first >= last or (len(match[1]) == 2 and match[1][1] == match["last"][1] == "0"):
        return None  # «20-30 гг.» may be decades
    meaning = Meaning(f"{first}/{last}", "interval", flags=flag("two-digit-year", short))
    return Atom(match.start(), match.end(), meaning=meaning)


def decade(match: re.Match[str], context: DateContext) -> Atom | None:
    """«в 30-х годах», «20-30-е годы», «80-е годы XIX века»."""
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
    return int(written) if written.isdigit() else roman_century(written)


def century(match: re.Match[str], _context: DateContext) -> Atom | None:
    """«XIX век», «19-ғасыр»."""
    number = _number(match["century"])
    if number is None or not 18 <= number <= 21:
        return None
    return Atom(match.start(), match.end(), year=f"{number - 1}XX")


def _unknown(match: re.Match[str], _context: DateContext) -> Atom | None:
    name = next(name for name in ("span", "span2", "span3") if match[name])
    return Atom(match.start(name), match.end(name), meaning=Meaning("XXXX", "unknown"))


_UNREAD_CENTURY: Final = re.compile(
    rf" (?:[хxvуiіт1]{{1,4}} ?{CENTURY_WORD}|(?:\S{{1,5}}|прошлого|минувшего) (?:век|столет))"
)
_TENS_START: Final = Start.NUMBER | Start.YEAR

STRETCHES: Final[tuple[Shape, ...]] = (
    # летом 1931 г., 1942 жылдың күзінде
    shape(from_parts, Start.SEASON, rf"{LEFT}(?P<season>{SEASON}){BEFORE_YEAR}{YEAR}(?![/-]\d)"),
    shape(
        from_parts,
        Start.YEAR | Start.YEAR_WORD,
        rf"{LEFT}{YEAR}(?:[ ,]{{1,2}}|[.:;-](?=\S))(?:(?:[қк]ара|ерте|кеш),? )?",
        rf"(?P<season>{SEASON})(?:{FROM}|{NO_YEAR_NEXT})",
        dated=True,
    ),
    # весной и летом 1931 г.: the first of the two
    shape(
        _weak_season,
        Start.SEASON,
        rf"{LEFT}(?P<season>{SEASON})(?=(?: ?- ?| и | или )(?:в )?{SEASON})",
    ),
    # 1936 жылғы көктем мен жаз, 1932 жылдың көктемінен күзіне дейін: the second of the two
    shape(_second_season, Start.SEASON, rf"{LEFT}(?P<season>{SEASON}){RIGHT}{NO_YEAR_NEXT}"),
    # зимой 32/33 года
    shape(
        _winter,
        Start.SEASON,
        rf"{LEFT}(?P<season>{SEASON}) (?:с )?(?P<short>[1-5]\d)(?: ?[/-] ?| на )",
        r"(?P<y2>[1-5]\d)",
        rf"{GAP}{RUSSIAN_YEAR}{RIGHT}",
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
        decade,
        Start.WORD | Start.NUMBER,
        rf"{LEFT}(?P<of>{ROMAN_CENTURY}|19|20)(?: ?-)? ?[гғ](?:асыр{KAZAKH}{{0,6}}|\.) ",
        rf"(?P<decade>\d0)(?:-?[шы]{{1,2}}[ыі])? ?-? ?{KAZAKH_YEARS}{RIGHT}",
    ),
    # 1936-37 гг., 1918/19 г., 1937/1938 учебный год
    shape(
        _years,
        Start.YEAR,
        rf"{LEFT}",
        rf"(?P<first>{Y4_SOUND}) ?[/-] ?(?P<last>\d\d|(?<=/)\d|(?<=/){Y4_SOUND})(?: |[а-я](?=гг))?",
        r"(?:(?:уч|хоз|учебн|хозяйствен|бюджет)[а-я.]{0,7} ?|о[қк]у |шаруашылы[қк] )?",
        rf"(?:{RUSSIAN_YEAR}|[гп][гпрт]\.|{KAZAKH_YEAR}|{KAZAKH_YEARS}){RIGHT}",
    ),
    # 36-37 гг., 37-38 жж.
    shape(
        _years,
        Start.NUMBER,
        r"(?<![\w./-])(?<!№ )(?P<first>[1-5]\d) ?- ?(?P<last>[1-5]\d) ?(?:г\. ?г\.|гг\.|годы|годов"
        rf"|годах|жж\.|{KAZAKH_YEARS}){RIGHT}(?! жизни)",
    ),
    # с 1914 по 18 год
    shape(
        _years,
        Start.YEAR,
        rf"(?<=\bс )(?P<first>{Y4_SOUND}) (?:по|до) (?P<last>\d\d) ?",
        rf"(?:гг?[.,]|год(?:а|ы|у)?){RIGHT}",
    ),
    # с 37 по 39 год, в 36-37 гг.
    shape(
        _years,
        Start.NUMBER,
        r"(?:(?<=\bв )|(?<=\bс ))(?P<first>[1-5]\d) ?(?:-|по) ?(?P<last>[1-5]\d) ?",
        rf"(?:гг?[.,]|год(?:а|ы|ах|у)?){RIGHT}(?! жизни)",
    ),
    # в 1930-х гг., в 30-х годах, 20-30-е годы, 1930 жылдары
    shape(decade, _TENS_START, rf"{LEFT}{DECADE}"),
    shape(
        decade,
        _TENS_START,
        rf"{LEFT}(?P<from>{_TENS})(?:{_TENS_END}{_YEARS_WORD}?)? ?(?:-|и|по) ?{DECADE}",
    ),
    shape(
        century,
        Start.WORD | Start.NUMBER,
        rf"{LEFT}(?P<century>{ROMAN_CENTURY}|1[89]|2[01])",
        rf"(?: ?-?(?:го |м )?|[^\W\d_xхviу]){CENTURY_WORD}{RIGHT}",
    ),
    # конец XIX - начало XX века, рубеж XIX и XX веков: the first of the two
    shape(
        century,
        Start.WORD,
        rf"{LEFT}(?P<century>{ROMAN_CENTURY})",
        rf"(?=(?: ?- ?| и )(?:[а-я]{{5,8}} |[а-я]{{3}}\. ?)?{ROMAN_CENTURY} ?{CENTURY_WORD})",
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

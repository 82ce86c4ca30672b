"""The ways to write a year alone, or several."""

from typing import Final

from models.dates.grammar import builders as build
from models.dates.grammar.blocks import (
    BIRTH,
    ENDED,
    GAP,
    KAZAKH_YEAR,
    KAZAKH_YEARS,
    LEFT,
    NO_MORE_DIGITS,
    NO_YEAR_NEXT,
    RIGHT,
    RUSSIAN_YEAR,
    SHORT_KAZAKH_YEAR,
    UNREADABLE,
    UNWRITTEN_YEAR,
    Y2,
    Y4,
    Y4_DAMAGED,
    Y4_SOUND,
    Y_MASKED,
    YEAR_WORD,
)
from models.dates.grammar.parts import from_parts
from models.dates.grammar.shapes import Shape, Start, shape
from models.dates.grammar.two_calendars import hijri_year

_LISTED: Final = rf"(?:{Y4_SOUND}|1[0-4]\d|9\d\d)"
_SOUND_YEAR_WORD: Final = r"жыл(?:ы|[ғг]ы|ды[ңн]|дан|[ғг]а|да)"
YEARS: Final[tuple[Shape, ...]] = (
    # 1335 г. хиджры, һижраның 1335 жылы
    shape(
        hijri_year,
        Start.YEAR,
        rf"{LEFT}(?P<year>1[23]\d\d)(?:{GAP}(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}))?",
        r"(?P<hijri> (?:по )?(?:[гх]и?дж?и?р[аыеу]|һижра|мусульман)\w{0,8})?(?!\w)",
    ),
    shape(
        from_parts,
        Start.YEAR,
        rf"{LEFT}(?:(?P<y4>{Y4}){ENDED}{YEAR_WORD}",
        rf"|(?P<y4d>{Y4_DAMAGED}) ?(?:{BIRTH}|{RUSSIAN_YEAR}|{KAZAKH_YEAR}){RIGHT}",
        rf"|(?P<y3>[89]\d\d){ENDED} ?(?:{BIRTH}|год[а-я]{{1,3}}|{_SOUND_YEAR_WORD}){RIGHT}",
        rf"|(?P<y3b>1[0-4]\d) ?(?:{BIRTH}|году|{_SOUND_YEAR_WORD}){RIGHT}",
        rf"|(?P<ymask>{Y_MASKED}){GAP}(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}){RIGHT})",
    ),
    # 1937-1938 жылдары, 1929 бен 1933 жылдар аралығында, 1936 жылдары (no decade)
    shape(
        from_parts,
        Start.YEAR,
        rf"(?:(?:(?<=\d-)|(?<=\d - )|(?<=[мпб]ен )|(?<=\wәне ))(?P<y4>{Y4_SOUND})",
        rf"|{LEFT}(?P<y4d>1[89]\d[1-9])) ?-? ?{KAZAKH_YEARS}{RIGHT}",
        r"(?! (?:бас|орта|аяғ|соң))",  # of a decade
    ),
    # в 37 году, 89 г. р.
    shape(
        from_parts,
        Start.NUMBER,
        rf"(?:(?<=\bв )|(?<=\bс ))\"?(?P<y2>{Y2}){ENDED} ?(?:году|года|г\.){RIGHT}(?! жизни)",
    ),
    shape(from_parts, Start.NUMBER, rf"{LEFT}(?P<y2>{Y2}){GAP}(?P<birth2>{BIRTH}){RIGHT}"),
    # 37 жылы
    shape(
        from_parts,
        Start.YEAR,
        rf"{LEFT}(?P<y2>[1-5]\d){SHORT_KAZAKH_YEAR}{RIGHT}",
    ),
    # год рождения 1911; | 1871 |
    shape(
        build.labelled,
        Start.YEAR,
        rf"(?P<y4>{Y4_SOUND}){NO_MORE_DIGITS}",
    ),
    shape(from_parts, Start.YEAR, rf"(?:(?<=[|\n])|(?<=[|\n] ))(?P<y4>{Y4})(?= ?[|\n])"),
    # «Иванов Петр, 1903, с. Боровое»
    shape(
        from_parts,
        Start.YEAR,
        rf"(?<=[а-яәғқңөұүһі], )(?P<y4>{Y4_SOUND})(?=,)",
    ),
    shape(build.weak, Start.YEAR, rf"{LEFT}(?P<y4>{Y4}){ENDED}(?![\w/])"),
    # 1929-дан 1932 жылға дейін
    shape(
        build.weak,
        Start.YEAR,
        rf"{LEFT}(?P<y4>{Y4}) ?-? ?(?:[дт][ае]н|н[ае]н){RIGHT}",
    ),
    # в 937 г.: a weight as well as a year, but for the words before it
    shape(build.weak, Start.YEAR, rf"{LEFT}(?:(?P<y3>[89]\d\d)|(?P<y3b>1[0-4]\d)) ?г[.и]?{RIGHT}"),
    # с 112 по 1917 год, 118-1919 гг.
    shape(
        build.weak,
        Start.YEAR,
        rf"{LEFT}(?P<y3b>1[0-4]\d)(?=(?: по | ?- ?){Y4_SOUND})",
    ),
    # 193[?]
    shape(
        build.masked_year,
        Start.YEAR,
        rf"{LEFT}(?P<ymask>1[789](?:\d{UNREADABLE}|(?:\[\?\]|_)\d)){RIGHT}",
    ),
    # в голодном 33 году
    shape(build.told_year, Start.NUMBER, rf"{LEFT}(?P<y2>[1-5]\d){ENDED} ?году{RIGHT}(?! жизни)"),
    # в конце сего года, өткен жылдың аяғында
    shape(build.unwritten_year, Start.YEAR_WORD, rf"{LEFT}{UNWRITTEN_YEAR}{RIGHT}{NO_YEAR_NEXT}"),
    # «до 33 года»; «33 года» alone is an age
    shape(
        build.weak,
        Start.NUMBER,
        rf"{LEFT}(?P<y2>\d\d) ?(?:году|(?<=\w \d\d )года|г\.){RIGHT}(?! жизни)",
    ),
    # 1935, 1936 и 1937 гг.
    shape(
        build.listed_years,
        Start.YEAR,
        rf"{LEFT}(?P<years>{_LISTED}(?:(?:, ?| ){_LISTED}){{1,6}},? (?:и|мен|\wәне) {_LISTED})",
        rf"(?!\d)(?: ?(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}))?{RIGHT}",
    ),
    # 1935-36-37 гг.
    shape(
        build.listed_years,
        Start.YEAR,
        rf"{LEFT}(?P<years>{Y4_SOUND}(?:-\d\d){{2,5}}) ?",
        rf"(?:гг\.|г\. ?г\.|год[аыо][вх]?|{KAZAKH_YEARS}){RIGHT}",
    ),
    # 1935, 1936, 1937 жылдары
    shape(
        build.listed_years,
        Start.YEAR,
        rf"{LEFT}(?P<years>{Y4_SOUND}(?:, ?{Y4_SOUND}){{1,6}}) ?",
        rf"(?:гг\.|г\. ?г\.|год[аыо][вх]?|{KAZAKH_YEARS}){RIGHT}",
    ),
    # за 1936 и 37 гг., 1931, 32 и 34 годах
    shape(
        build.listed_years,
        Start.YEAR,
        rf"{LEFT}(?P<years>{Y4_SOUND}(?:, ?\d\d){{0,5}},? и \d\d)",
        rf" ?(?:гг\.?|г\. ?г\.|год[аыо][вх]?|{KAZAKH_YEARS}){RIGHT}",
    ),
    # 1894 (1896) г. р., 1930 или 31 г.
    shape(
        build.either_year,
        Start.YEAR,
        rf"{LEFT}(?P<first>{Y4_SOUND})",
        rf"(?: ?\((?:или )?(?P<other>{Y4_SOUND})\)| или (?P<short>\d\d))",
        YEAR_WORD,
    ),
    # 1894/95 г. р., 1894-1896 г. р.
    shape(
        build.either_year,
        Start.YEAR,
        rf"{LEFT}(?P<first>{Y4_SOUND}) ?[/-] ?(?:(?P<other>{Y4_SOUND})|(?P<short>\d\d)) ?",
        rf"(?:г{{1,2}}\. ?)?(?!гр\.){BIRTH}",
    ),
)

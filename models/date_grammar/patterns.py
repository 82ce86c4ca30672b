"""The shapes of dates as regular expressions over a reading, every repetition bounded."""

import re
from typing import Final

from models.date_grammar.lexicon import Kind, symbols

ANY_MONTH: Final = symbols(
    Kind.RUSSIAN, Kind.SHORT, Kind.KAZAKH, Kind.DAMAGED, Kind.MONTH_OR_ZODIAC
)
SOUND_MONTH: Final = symbols(Kind.RUSSIAN, Kind.SHORT, Kind.KAZAKH, Kind.MONTH_OR_ZODIAC)
NAMED_MONTH: Final = symbols(Kind.RUSSIAN, Kind.KAZAKH, Kind.DAMAGED, Kind.MONTH_OR_ZODIAC)
RUSSIAN_MONTH: Final = symbols(Kind.RUSSIAN)
KAZAKH_MONTH: Final = symbols(Kind.KAZAKH, Kind.MONTH_OR_ZODIAC)
ZODIAC: Final = symbols(Kind.ZODIAC)
SEASON: Final = symbols(Kind.SEASON)

# -- edges: a date is no part of a word, of a number («№ 5/X») or of a longer dotted figure -------
LEFT: Final = r"(?<!\w)(?<!№)(?<!№ )(?<!\d[.,/])"
RIGHT: Final = r"(?!\w)"
NO_MORE_DIGITS: Final = r"(?![./-]?\w)"

# -- years -----------------------------------------------------------------------------------------
Y4: Final = r"[12iіlт!|][0789о][0-9oозэбчвiіlт!|]{2}"
Y4_SOUND: Final = r"(?:1[789]|20)\d\d"
Y2: Final = r"(?:\d[0-9озoiіl!]|[оз]\d)"
UNREADABLE: Final = r"(?:\[[?.]{1,3}\]|[?…]|_{1,3}|\.{2,3})"
Y_MASKED: Final = rf"1[789](?:\d{UNREADABLE}|{UNREADABLE}{{1,2}})"
YEAR_STEM: Final = r"(?!голов)[гrт][оo0с][длц]"  # «году», read as «голу», «тоду»
BIRTH: Final = (
    rf"(?:(?:[гrт]|{YEAR_STEM}(?:а|у)?)[.,/]? ?"
    r"(?:[рp]ождень?[ияе]{1,2}|\w[оа0][жхк][длц][еос][нпи][инп][яеийн]|р(?:о[жхк](?:[длц](?:ен)?)?)?\.?)"
    r"(?![\w-])"
    r"|[гr]\. ?\w\.(?=,)"  # «1889 г. о.,»
    r"|(?:ж[.,]?|жылы|жылғы) ?(?:т[.,]|туған|туылған))"
)
RUSSIAN_YEAR: Final = (
    rf"(?:[гr]\.?г\.?|{YEAR_STEM}(?:а|у|ом|е|ы|ов|ах|ам)?|(?:г\w[дл]|\wод|го\w)[ау]|[гr]\.?)"
)
KAZAKH_YEAR: Final = r"(?:жыл(?!дар)[а-яңғқәіүұө]{0,6}|ж\.? ?ж\.?|ж\.|[cç]ьl[a-zьꞑə]{0,5})"
YEAR_WORD: Final = rf" ?(?:(?P<birth>{BIRTH})|{RUSSIAN_YEAR}|{KAZAKH_YEAR}){RIGHT}"
THIS_YEAR: Final = (
    r"(?:с\. ?г\.?|с/г\.?|т\. ?г\.|(?:сего|текущего|этого|ст\.) ?(?:года|г\.)|осы жыл[а-яғ]{0,3})"
)
LAST_YEAR: Final = r"(?:(?:прошлого|минувшего|истекшего) ?(?:года|г\.)|пр\. ?г\.)"
YEAR: Final = (
    rf"(?:(?P<y4>{Y4})(?:{YEAR_WORD}|{RIGHT})"
    rf"|(?P<ymask>{Y_MASKED})(?: ?(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}))?{RIGHT}"
    rf"|(?P<ysplit>1[89]\d? ?\d?\d) ?{RUSSIAN_YEAR}{RIGHT}"
    rf"|\"?(?P<y2>{Y2}) ?(?:(?P<birth2>{BIRTH})|{RUSSIAN_YEAR}){RIGHT}"
    rf"|(?P<this>{THIS_YEAR}){RIGHT}|(?P<last>{LAST_YEAR}){RIGHT})"
)
BEFORE_YEAR: Final = r"(?:[ ,.-]{0,3}(?:сего |с\. )?)"
NO_YEAR_NEXT: Final = rf"(?!{BEFORE_YEAR}(?:{Y4}|{Y2} ?[гr]\.)(?!\w))"

# -- days ------------------------------------------------------------------------------------------
NUMBER: Final = r"(?:\d[0-9озб]|[iіlзо!]\d|\d[iіl!]|[0-9iіl!з])"
ORDINAL: Final = r"(?: ?- ?(?:[гт]о|ого|ое|ье|е|[ысіш][а-яңғқәіүұө]{0,5}|[ин][нш][а-яі]{1,4}))?"


def day(name: str) -> str:
    """A day with the quotes of a form around it, readable, half readable or left blank."""
    blank = r"\"[ _.]{1,6}\"|_{2,6}"
    written = rf"(?P<{name}>{blank}|\d(?:\[\?\]|_)|\[\?\]\d|{NUMBER})"
    return rf"(?:\" ?)?{written}(?!\w) ?\"?{ORDINAL}(?!\w)\"?"


DAY_WORDS: Final = r"(?: ?(?:числа|число|дня|сего|с\.|текущего|месяца|мес\.|м-ца|м-ц|м\.|м )){0,3}"
DAY_FILLER: Final = rf"{DAY_WORDS}[ ,./-]{{0,2}}"
MONTH_FILLER: Final = r"\.?(?: ?(?:м-ц[ае]?|месяц[ае]?|мес\.?|м\.|ай[а-яіңғ]{1,6})(?!\w))?"
A_DAY: Final = day("d")
MONTH: Final = rf"(?P<m>{ANY_MONTH}){MONTH_FILLER}"

# -- Roman months ----------------------------------------------------------------------------------
ROMAN: Final = (
    r"(?P<roman>[хxvуyiіlт1!|\\пшин7]{1,5}|1?\\[/уyv]1{0,3}|[хxiіlт1!|]{2,3}е|1[02]|19|\d)"
)
ROMAN_DAY: Final = rf"\"?(?P<d>{NUMBER})\"?{ORDINAL}"
ROMAN_YEAR: Final = (
    rf"(?:(?P<y4>{Y4})(?:{YEAR_WORD}|{NO_MORE_DIGITS})"
    rf"|'?(?P<y2>{Y2})(?: ?(?:(?P<birth2>{BIRTH})|{RUSSIAN_YEAR}){RIGHT}|{NO_MORE_DIGITS}))"
)

NUMERIC_YEAR_END: Final = rf"(?:{YEAR_WORD}|{NO_MORE_DIGITS})"


def _compiled(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts))


LABEL: Final = (
    r"(?:рожд[а-я.]{0,6}|род\.|родил[а-я]{2,3}|год|жылы|умер[а-я]{0,2}|ум\.|(?<=, )р\.)"
    r"[ :\"|_-]{1,6}(?:в )?"
)

PATTERNS: Final[dict[str, re.Pattern[str]]] = {
    # «15» октября 1937 г., 15-го числа м. августа, 28 июня с. г.
    "day_month_year": _compiled(LEFT, A_DAY, DAY_FILLER, MONTH, BEFORE_YEAR, YEAR),
    # 7 ноября: the document's year
    "day_month": _compiled(
        LEFT,
        A_DAY,
        DAY_WORDS,  # and no full stop: «3. Март» is a heading
        rf"[ -]?(?P<m>{SOUND_MONTH}){MONTH_FILLER}",
        RIGHT,
        NO_YEAR_NEXT,
    ),
    # января 5 дня 1938 года, АВГ 17 1954
    "month_day_year": _compiled(
        LEFT, MONTH, r"[ ,]{1,2}", A_DAY, r"(?: ?(?:дня|числа))?[ ,]{1,2}", YEAR
    ),
    # «15» ______ 1937 г.
    "blank_month": _compiled(LEFT, r"(?:\"[ \d_.]{1,6}\" ?|_{1,6} )_{2,30} ?", YEAR),
    # IX-1937 г., XI.1937
    "roman_month_year": _compiled(LEFT, r"(?<!\d-)", ROMAN, r"[./-]", YEAR),
    # 12-15 марта 1937 г., с 12 по 15 марта
    "days_month_year": _compiled(
        LEFT,
        day("d"),
        r" ?(?:-|по|до|на) ?",
        day("d2"),
        DAY_FILLER,
        rf"(?P<m>{SOUND_MONTH}){MONTH_FILLER}(?:{BEFORE_YEAR}{YEAR}|{RIGHT}{NO_YEAR_NEXT})",
    ),
    # 12 (25) марта 1908 г., 12/25 марта 1908 г.
    "double_day": _compiled(
        LEFT, day("d"), r" ?(?:\(|/) ?", day("d2"), r" ?\)?", DAY_FILLER, MONTH, BEFORE_YEAR, YEAR
    ),
    # 28 февраля (13 марта) 1917 г.
    "double_month": _compiled(
        LEFT,
        day("d"),
        DAY_FILLER,
        rf"(?P<m>{ANY_MONTH})(?: (?P<y>{Y4_SOUND})(?: ?г\.)?)? ?\( ?",
        day("d2"),
        DAY_FILLER,
        rf"(?P<m2>{ANY_MONTH}) ?\)?",
        BEFORE_YEAR,
        YEAR,
        r"(?: ?\)(?: ?г\.)?)?",
    ),
    # 15/X-37 г., 9.ХТ.1937, 1-IX-1937 г.
    "roman": _compiled(
        LEFT, ROMAN_DAY, r"(?P<s1> ?[/.,|-] ?| )", ROMAN, r"(?P<s2>[ ./,|-]{1,3})", ROMAN_YEAR
    ),
    # 3/III с. г., 20/V
    "roman_this_year": _compiled(
        LEFT,
        ROMAN_DAY,
        r"(?P<s1>[/.-])",
        ROMAN,
        rf"(?: ?[./-]? ?(?:(?P<this>{THIS_YEAR})|(?P<last>{LAST_YEAR}))|(?![\w./-]| ?-? ?\d))",
        RIGHT,
    ),
    "numeric": _compiled(
        LEFT,
        r"(?P<d>\d{1,2})(?P<s1> ?[./-] ?)(?P<month>\d{1,2}) ?[./-] ?",
        rf"(?:(?P<y4>{Y4})|(?P<y2>\d\d))",
        NUMERIC_YEAR_END,
    ),
    "numeric_from_year": _compiled(
        LEFT, rf"(?P<y4>{Y4_SOUND})(?P<s1>[./-])(?P<month>\d\d)(?P=s1)(?P<d>\d\d)", NUMERIC_YEAR_END
    ),
    # число 17, месяц марта, год 1904
    "form": _compiled(
        LEFT,
        r"(?:число[ :_-]{1,3})?(?P<span>",
        day("d"),
        r"[ ,;_]{1,3}месяц[ :_-]{1,3}",
        MONTH,
        r"[ ,;_]{1,3}год[ :_-]{1,3}",
        YEAR,
        ")",
    ),
    "month_year": _compiled(LEFT, rf"(?P<m>{NAMED_MONTH})", MONTH_FILLER, BEFORE_YEAR, YEAR),
    # 1937 г. октября 13 дня; 1943 жыл, март айының 9-ы күні
    "year_month_day": _compiled(
        LEFT,
        YEAR,
        r"[ ,.-]{1,3}(?:месяца )?",
        MONTH,
        r"[ ,]{1,2}",
        day("d"),
        r"(?: ?(?:[длц][нпи]я|день|числа|число|күн[а-яі]{0,4})(?!\w))?",
        r"(?![./]\d)",
        RIGHT,
        NO_YEAR_NEXT,
    ),
    # 1937 жылғы 8 желтоқсанда; 1937 ж. 5 қараша; 1937 года 25 февраля
    "year_day_month": _compiled(
        LEFT,
        YEAR,
        r"[ ,.-]{1,3}",
        day("d"),
        rf"(?: ?- ?{day('d2')})?",
        DAY_FILLER,
        MONTH,
        RIGHT,
        NO_YEAR_NEXT,
    ),
    # 1934 жылғы шілдеде; 1937 г. в октябре
    "year_month": _compiled(
        LEFT,
        YEAR,
        r"[ ,.-]{1,3}(?:в )?",
        rf"(?P<m>{NAMED_MONTH}){MONTH_FILLER}",
        RIGHT,
        NO_YEAR_NEXT,
    ),
    "year_zodiac": _compiled(LEFT, YEAR, r"[ ,.-]{1,3}", rf"(?P<m>{ZODIAC}){MONTH_FILLER}"),
    # летом 1931 г., 1942 жылдың күзінде
    "season_year": _compiled(LEFT, rf"(?P<season>{SEASON})", BEFORE_YEAR, YEAR),
    "year_season": _compiled(LEFT, YEAR, r"[ ,]{1,2}", rf"(?P<season>{SEASON})", NO_YEAR_NEXT),
    # зима 1932/33 г.
    "winter_years": _compiled(
        LEFT,
        rf"(?P<season>{SEASON}) ",
        rf"(?P<y4>{Y4_SOUND}) ?[/-] ?(?P<y2>(?:1[89])?\d\d)",
        rf"(?: ?{RUSSIAN_YEAR})?",
        RIGHT,
    ),
    "year": _compiled(
        LEFT, rf"(?:(?P<y4>{Y4}){YEAR_WORD}|(?P<ymask>{Y_MASKED}) ?{RUSSIAN_YEAR}{RIGHT})"
    ),
    # в 37 году, 89 г. р.
    "short_year": _compiled(
        r"(?:(?<=\bв )|(?<=\bс ))", rf"\"?(?P<y2>{Y2}) ?(?:году|года|г\.){RIGHT}(?! жизни)"
    ),
    "short_birth": _compiled(LEFT, rf"(?P<y2>{Y2}) ?(?P<birth2>{BIRTH}){RIGHT}"),
    # год рождения 1911; | 1871 |
    "labelled_year": _compiled(r"(?<!\w)", LABEL, rf"(?P<span>(?P<y4>{Y4_SOUND})){NO_MORE_DIGITS}"),
    "cell_year": _compiled(r"[|\n] ?", rf"(?P<span>(?P<y4>{Y4}))(?= ?[|\n])"),
    # «Иванов Петр, 1903, с. Боровое»
    "listed_year": _compiled(r"(?<=[а-яәғқңөұүһі], )", rf"(?P<span>(?P<y4>{Y4_SOUND}))(?=,)"),
    "bare_year": _compiled(LEFT, rf"(?P<y4>{Y4})(?![\w/])"),
    # 193[?]
    "bare_masked": _compiled(LEFT, rf"(?P<ymask>1[789]\d{UNREADABLE})", RIGHT),
    "bare_short_year": _compiled(LEFT, rf"(?P<y2>\d\d) ?(?:году|года|г\.){RIGHT}(?! жизни)"),
    # 1936-37 гг., 1918/19 г.
    "short_years": _compiled(
        LEFT, rf"(?P<y4>{Y4_SOUND}) ?[/-] ?(?P<y2>\d\d) ?(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}){RIGHT}"
    ),
    # в 1930-х гг., в 30-х годах, 30-е годы, 1930 жылдары
    "decade": _compiled(
        LEFT,
        r"(?P<decade>(?:1[789]|20)?\d0)(?:",
        r" ?-? ?(?:х|ых|е|ые|тые|тых|ми)(?:(?: ?(?:гг\.?|г\.г\.?|год[а-я]{1,3}|г\.))|(?!\w))",
        r"|-? ?жылдар[а-яңғқәіүұө]{0,6})",
        RIGHT,
    ),
    "century": _compiled(LEFT, r"(?P<century>[хxvуiі1]{2,5}) ?(?:век[а-я]{0,2}|в\.|ст\.)", RIGHT),
    # I квартал 1937 г., первая половина 1937 г.
    "part_year": _compiled(
        LEFT,
        r"(?:(?P<quarter>iv|i{1,3}|[1-4]|п|ш)(?:-?й|-?м|-?го)? кв(?:артал[а-я]{0,2}|\.)",
        r"|(?P<half>перв|втор)[а-я]{2,3} половин[а-я]{1,2}) ",
        YEAR,
    ),
    "month": _compiled(LEFT, rf"(?P<m>{NAMED_MONTH}){MONTH_FILLER}", r"(?! ?\d)", NO_YEAR_NEXT),
    "unknown": _compiled(
        r"(?<!\w)(?:(?P<span>б\. ?д\.|б/д|без даты|дат[аы] неизвестн[а-я]{1,2})",
        r"|(?:год|дата|время) (?:и место )?(?:рождения|смерти) ",
        r"(?P<span2>неизвест[а-я]{2,3}|не известн[а-я]{1,2}|не установлен[а-я]?)",
        r"|(?:туған|өлген|қайтыс болған) (?:жылы|күні) (?P<span3>белгісіз))(?!\w)",
    ),
}

"""The ways to write a day or a month in figures alone."""

from typing import Final

from models.dates.grammar import builders as build
from models.dates.grammar.blocks import (
    A_DAY,
    ILLEGIBLE,
    KAZAKH,
    KAZAKH_YEAR,
    LAST_YEAR,
    LEFT,
    NO_MORE_DIGITS,
    NUMERIC_YEAR_END,
    RIGHT,
    ROMAN,
    ROMAN_DAY,
    ROMAN_YEAR,
    RUSSIAN_YEAR,
    SAME_YEAR,
    THIS_YEAR,
    WRITTEN_YEAR,
    Y2,
    Y4,
    Y4_SOUND,
    YEAR_WORD,
    day,
)
from models.dates.grammar.shapes import Shape, Start, shape
from models.dates.grammar.two_calendars import roman_double

_SMALL: Final = r"(?:[0-3oоз]?\d|з|\d[oозбƃваiіl©])"
_THIS: Final = r"(?:сег\w?|с[иео]го|се\w?о)"
_DATE: Final = r"(?:[чнц]исла|ч\wсла|чи\wла|чис\wа|числ\w|чи?с?ла|чиса)"

NUMBERED: Final[tuple[Shape, ...]] = (
    # 15/X-37 г., 9.ХТ.1937, 1-IX-1937 г.
    shape(
        build.roman,
        Start.NUMBER,
        rf"{LEFT}{ROMAN_DAY}(?P<s1> ?[/.,:|(-] ?| ){ROMAN}(?P<s2>[ ./,|:_(-]{{1,3}}){ROMAN_YEAR}",
    ),
    # 28.XI1937, 21/XI37 г.: the second stroke lost
    shape(
        build.roman,
        Start.NUMBER,
        rf"{LEFT}{ROMAN_DAY}(?P<s1>[/.-])(?P<roman>[хxvуiішп][хxvуiіlтшп1]{{0,4}}|\\[1iі]{{0,3}})(?P<s2>)",
        rf"(?:(?P<y4>{Y4_SOUND})(?:{YEAR_WORD}|{NO_MORE_DIGITS})|(?P<y2>[1-5]\d) ?г\.?{RIGHT})",
    ),
    # 14XII-37 г., its stroke lost
    shape(
        build.roman,
        Start.NUMBER | Start.YEAR,
        rf"{LEFT}(?<![/.,-])(?P<d>\d\d?)(?P<s1>)(?P<roman>[хxvуiішп][хxvуiіlтшп1]{{0,4}})",
        rf"(?P<s2>[./-] ?){ROMAN_YEAR}",
    ),
    # 5-10/III-38 г., с 5 по 10/III-38 г.; 12/25.III.1908 г.
    shape(
        build.roman_pair,
        Start.NUMBER,
        rf"{LEFT}(?P<d1>\d{{1,2}})(?P<s0> ?- ?| по |/| ?\( ?)",
        rf"{ROMAN_DAY}(?: ?\))?(?P<s1> ?[/.-] ?| ){ROMAN}(?P<s2>[ ./,|-]{{1,3}}){ROMAN_YEAR}",
    ),
    # 3/III с. г., 20/V
    shape(
        build.roman,
        Start.NUMBER,
        rf"{LEFT}{ROMAN_DAY}(?P<s1>[/.,(-]|(?<=\d\d)(?=[хxviуш])){ROMAN}",
        rf"(?: ?[./-]? ?(?:(?P<this>{THIS_YEAR})|(?P<last>{LAST_YEAR})|(?P<same>{SAME_YEAR}))"
        r"|(?![\w./-]| ?-? ?\d))",
        RIGHT,
    ),
    # 25.X (7.XI) 1917 г.; 25.10/7.11.1917
    shape(
        roman_double,
        Start.NUMBER,
        rf"{LEFT}(?P<d>\d{{1,2}})[./ ](?P<m1>[хxviуiіт1]{{1,4}}|\d\d?) ?[(/] ?",
        rf"(?P<d2>\d{{1,2}})[./ ](?P<m2>[хxviуiіт1]{{1,4}}|\d\d?) ?\)?[ ./-]{{1,2}}{ROMAN_YEAR}",
    ),
    # в III месяце 1938 г., 1937 ж. V айында
    shape(
        build.roman_month_year,
        Start.ROMAN,
        rf"{LEFT}{ROMAN}(?: ?-?\w{{1,2}})? м(?:есяц[а-я]?|ес\.|-ц[а-я]?) (?:{WRITTEN_YEAR})",
    ),
    shape(
        build.roman_month_year,
        Start.YEAR,
        rf"{LEFT}(?P<y4>{Y4_SOUND}) ?(?:{KAZAKH_YEAR}|{RUSSIAN_YEAR})[ ,]{{1,2}}{ROMAN}",
        rf" ай[а-яғңі]{{0,5}}{RIGHT}",
        near=(" ай",),
    ),
    # V-VIII 1937 г.
    shape(
        build.roman_months_range,
        Start.ROMAN,
        rf"{LEFT}(?<![\d./]-)(?P<m1>[хxviуiіт1]{{1,4}}) ?- ?(?P<m2>[хxviуiіт1]{{1,4}})",
        rf"[ ./-]{{1,2}}(?:{WRITTEN_YEAR})",
    ),
    # IX-1937 г., XI.1937
    shape(
        build.roman_month_year,
        Start.NUMBER | Start.ROMAN,
        rf"{LEFT}(?<![\w?!\"\].][./-])(?<!/){ROMAN}(?:[./-] ?| (?={Y4_SOUND}))(?:{WRITTEN_YEAR})",
    ),
    shape(
        build.numeric,
        Start.NUMBER,
        rf"{LEFT}(?P<d>{_SMALL})(?P<s1> ?[./,-] ?)",
        r"(?P<month>[0oо][1-9зб]|[1iіl][0-2oоiіl]|\d{1,2})",
        rf" ?[./,-] ?(?:(?:(?P<y4>{Y4})|(?P<y2>{Y2})){NUMERIC_YEAR_END}",
        rf"|(?:(?P<y3>9\d\d)|(?P<y3b>1[0-4]\d)) ?(?:{RUSSIAN_YEAR}|ж\.){RIGHT}"
        rf"|(?<=\d\d\.\d\d\.)(?P<lost>9[0-6]\d){NO_MORE_DIGITS})",
    ),
    # 8.8 с. г.
    shape(
        build.numeric,
        Start.NUMBER,
        rf"{LEFT}(?P<d>{_SMALL})(?P<s1>[./])(?P<month>0[1-9]|1[0-2]|[1-9])\.? ?",
        rf"(?:(?P<this>{THIS_YEAR})|(?P<last>{LAST_YEAR})|(?P<same>{SAME_YEAR})){RIGHT}",
    ),
    shape(
        build.numeric,
        Start.YEAR,
        rf"{LEFT}(?P<y4>{Y4_SOUND})(?P<s1>[./-])(?P<month>\d\d)(?P=s1)(?P<d>\d\d)",
        NUMERIC_YEAR_END,
    ),
    # 15.03-20.04.1938
    shape(
        build.numeric,
        Start.NUMBER,
        rf"{LEFT}(?P<d>\d{{1,2}})(?P<s1>[./])(?P<month>\d{{1,2}})",
        r"(?= ?(?:-|по|до) ?\d{1,2}[./]\d{1,2}[./]\d\d)",
    ),
    # 1.V-3.VI.1938
    shape(
        build.roman_of_range,
        Start.NUMBER,
        rf"{LEFT}{ROMAN_DAY}(?P<s1>[/.-]){ROMAN}",
        r"(?= ?(?:-|по|до) ?\d{1,2}[/.-][хxvуyiіlт1!|\\пшин7]{1,5}"
        r"(?:[/.-]| ?1[89]\d\d(?!\d)| ?\d\d ?г))",
    ),
    # 1916 ж. 25.06-да
    shape(
        build.numeric,
        Start.YEAR,
        rf"{LEFT}(?P<y4>{Y4_SOUND}) ?(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR})(?P<s1>[ ,]{{1,2}})",
        r"(?P<d>[0-3]?\d)\.(?P<month>0[1-9]|1[0-2])(?:-[а-яі]{2,4})?(?![\d./]|\w)",
    ),
    # 1937 г. 10/X
    shape(
        build.roman,
        Start.YEAR,
        rf"{LEFT}(?P<y4>{Y4_SOUND}) ?(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR})[ ,]{{1,2}}",
        rf"{ROMAN_DAY}(?P<s1>[/.]){ROMAN}(?![\w./-]| ?-? ?\d)",
    ),
    # 03.1938 г.
    shape(
        build.numeric_month,
        Start.NUMBER,
        rf"{LEFT}(?P<month>0[1-9]|1[0-2])[./](?P<y4>{Y4_SOUND})",
        rf"(?P<word> ?(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}))?",
        NO_MORE_DIGITS,
    ),
    # «15» ______ 1937 г., 15 [неразб.] 1937 г.
    shape(
        build.blank_month,
        Start.NUMBER,
        rf"{LEFT}(?:\"(?P<bd>[ \d_.]{{1,6}})\" ?|(?P<bd2>_{{1,6}}|\d\d?) )",
        rf"(?:_{{2,30}}|\.{{3,}}|{ILLEGIBLE}) ?",
        rf"(?:{WRITTEN_YEAR})",
    ),
    # 15 числа сего месяца, 20-го того же месяца
    shape(
        build.day_alone,
        Start.NUMBER,
        rf"{LEFT}{A_DAY}(?: ?(?:числа|дня))? ?",
        r"(?:(?P<thism>(?:се\w?о|текущего) (?:ме\w{3,4}|м-ца)|с\. ?м\.|с/м\.?|т\. ?м\.)",
        rf"|(?P<samem>(?:того|этого) же (?:месяца|м-ца))){RIGHT}",
    ),
    # осы айдың 15-інде, сол айдың 27-сінде
    shape(
        build.day_alone,
        Start.YEAR_WORD,
        rf"{LEFT}(?:(?P<thism>осы)|(?P<samem>(?:дәл )?сол)) айды[ңн] ",
        day("d", illegible=False),
        rf"(?: ?-? ?(?:күн|жұлдыз){KAZAKH}{{0,4}})?{RIGHT}",
    ),
    # 1937 ж. VIII айының 20-сы
    shape(
        build.roman,
        Start.YEAR,
        rf"{LEFT}(?P<y4>{Y4_SOUND}) ?{KAZAKH_YEAR}[ ,]{{1,2}}{ROMAN}(?P<s1> )айының (?P<y2>(?!))?",
        day("d", illegible=False),
        RIGHT,
    ),
    # сего числа
    shape(build.this_day, Start.YEAR_WORD, rf"{LEFT}{_THIS} ?\w?(?:{_DATE}|дня){RIGHT}"),
)

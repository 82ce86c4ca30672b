"""The ways to write a day or a month."""

from typing import Final

from models.date_grammar import builders as build
from models.date_grammar.blocks import (
    A_DAY,
    ANY_MONTH,
    BEFORE_YEAR,
    DAMAGED_MONTH,
    DAY_FILLER,
    DAY_WORDS,
    ILLEGIBLE,
    KAZAKH,
    KAZAKH_YEAR,
    LAST_YEAR,
    LEFT,
    MONTH,
    MONTH_FILLER,
    NAMED_MONTH,
    NO_MORE_DIGITS,
    NO_YEAR_NEXT,
    NUMERIC_YEAR_END,
    RIGHT,
    ROMAN,
    ROMAN_DAY,
    ROMAN_YEAR,
    RUSSIAN_YEAR,
    SAME_YEAR,
    SHORT_MONTH,
    SOUND_MONTH,
    THIS_YEAR,
    WRITTEN_YEAR,
    Y2,
    Y4,
    Y4_SOUND,
    YEAR,
    YEAR_WORD,
    ZODIAC,
    day,
)
from models.date_grammar.lexicon import FROM
from models.date_grammar.parts import from_parts
from models.date_grammar.shapes import Shape, Start, shape

_YEAR_FIRST: Final = Start.YEAR | Start.YEAR_WORD
_SURE_DAY: Final = day("d", illegible=False)
_SMALL: Final = r"(?:[0-3oоз]?\d|з|\d[oозбƃваiіl©])"

_LISTED: Final = r"(?:\d[oозбƃва©]|\d{1,2}|[зƃʌ])"
_OF_DAY: Final = r"(?:[длцп]?[нпивд][яи]|дн ?я)"
_THIS: Final = r"(?:сег\w?|с[иео]го|се\w?о)"
_DATE: Final = r"(?:[чнц]исла|ч\wсла|чи\wла|чис\wа|числ\w|чи?с?ла|чиса)"
_ONWARD: Final = rf"(?=(?: ?- ?| (?:по|до|и|или) )(?:\d\d? )?{ANY_MONTH})"

# With a named month. Of two matches of one length the earlier shape is taken.
NAMED: Final[tuple[Shape, ...]] = (
    # «15» октября 1937 г., 15-го числа м. августа, 28 июня с. г.
    shape(from_parts, Start.NUMBER, LEFT, A_DAY, DAY_FILLER, MONTH, BEFORE_YEAR, YEAR, dated=True),
    shape(
        from_parts,
        Start.NUMBER,
        LEFT,
        A_DAY,
        DAY_WORDS,  # and no full stop: «3. Март» is a heading
        rf"[ -]?(?P<m>{SOUND_MONTH}|{DAMAGED_MONTH}{_ONWARD}){MONTH_FILLER}",
        RIGHT,
        NO_YEAR_NEXT,
        dated=True,
    ),
    # 17 ноибря, where nothing but a date can stand
    shape(
        build.weak,
        Start.NUMBER,
        rf"{LEFT}{A_DAY} (?P<m>{DAMAGED_MONTH}){RIGHT}{NO_YEAR_NEXT}",
        dated=True,
    ),
    shape(
        from_parts,
        Start.MONTH,
        rf"{LEFT}{MONTH}[ ,]{{1,2}}{_SURE_DAY}(?: ?(?:{_OF_DAY}|числа))?[ ,]{{1,2}}{YEAR}",
    ),
    # 12-15 марта 1937 г., с 12 по 15 марта
    shape(
        build.days,
        Start.NUMBER,
        LEFT,
        day("d"),
        r" ?(?:-|п[оес]?|до|[нвичпк] ?а) ?",
        day("d2"),
        DAY_FILLER,
        rf"(?P<m>{SOUND_MONTH}){MONTH_FILLER}(?:{BEFORE_YEAR}{YEAR}|{RIGHT}{NO_YEAR_NEXT})",
        dated=True,
    ),
    shape(
        build.days,
        Start.NUMBER,
        rf"{LEFT}{day('d')} ?(?:-|по|до|на) ?{day('d2')}{DAY_FILLER}{MONTH}{BEFORE_YEAR}{YEAR}",
        dated=True,
    ),
    shape(
        build.listed_days,
        Start.NUMBER,
        rf"{LEFT}(?<![-/])(?P<days>{_LISTED}(?:-го)?(?:, ?{_LISTED}(?:-го)?){{0,6}}",
        rf",? ?(?P<and>[иа]|и[лд][аияв]|мен|пен|бен|және|немесе|әлде) {_LISTED}(?:-го)?)",
        DAY_FILLER,
        rf"(?P<m>{SOUND_MONTH}){MONTH_FILLER}(?:{BEFORE_YEAR}{YEAR}|{RIGHT}{NO_YEAR_NEXT})",
        dated=True,
    ),
    shape(
        build.double,
        Start.NUMBER,
        LEFT,
        day("d"),
        r" ?(?:\(|/| (?=\d\d?\))) ?",
        day("d2"),
        r" ?\)?",
        DAY_FILLER,
        rf"{MONTH}{BEFORE_YEAR}{YEAR}",
        dated=True,
    ),
    shape(
        build.double,
        Start.NUMBER,
        LEFT,
        day("d"),
        DAY_FILLER,
        rf"(?P<m>{ANY_MONTH})(?: (?P<y>{Y4_SOUND})(?: ?г\.)?)? ?[(/] ?",
        day("d2"),
        DAY_FILLER,
        rf"(?P<m2>{ANY_MONTH}) ?\)?{BEFORE_YEAR}{YEAR}(?: ?\)(?: ?г\.)?)?",
        dated=True,
    ),
    # 1917 жылғы 25 қазан (7 қараша)
    shape(
        build.double,
        Start.YEAR,
        rf"{LEFT}{YEAR}[ ,]{{1,2}}",
        rf"{day('d')}{DAY_FILLER}(?P<m>{ANY_MONTH}) ?\( ?{day('d2')}{DAY_FILLER}",
        rf"(?P<m2>{ANY_MONTH}) ?\)",
        dated=True,
    ),
    # 1937 жылдың 5 мен 10 қарашасы аралығында
    shape(
        build.listed_days,
        Start.YEAR,
        rf"{LEFT}{YEAR}[ ,]{{1,2}}(?P<days>\d{{1,2}} (?P<and>мен|пен|бен|және|и) \d{{1,2}})",
        rf"{DAY_FILLER}(?P<m>{SOUND_MONTH}){MONTH_FILLER}{RIGHT}{NO_YEAR_NEXT}",
        dated=True,
    ),
    shape(
        from_parts,
        Start.NUMBER,
        LEFT,
        day("d"),
        rf"[ ,;_]{{1,3}}месяц[ :_-]{{1,3}}{MONTH}[ ,;_]{{1,3}}год[ :_-]{{1,3}}{YEAR}",
        dated=True,
    ),
    shape(
        build.month_year,
        Start.MONTH,
        rf"{LEFT}(?P<m>{NAMED_MONTH})(?!{FROM}){MONTH_FILLER}{BEFORE_YEAR}{YEAR}",
    ),
    # окт. 1937 г., сент.-окт. 1937 г.
    shape(
        build.month_year,
        Start.MONTH,
        rf"{LEFT}(?P<m>{SHORT_MONTH})(?:\.|(?= ?м-ц)| (?={Y4_SOUND}))",
        rf"{MONTH_FILLER}{BEFORE_YEAR}{YEAR}",
    ),
    # в июне, июле и августе 1917 г.
    shape(
        build.listed_months,
        Start.MONTH,
        rf"{LEFT}(?P<months>{NAMED_MONTH}(?:, (?:в )?{NAMED_MONTH}){{1,10}}",
        rf"(?:,? и (?:в )?{NAMED_MONTH})?){MONTH_FILLER}{BEFORE_YEAR}{YEAR}",
    ),
    shape(
        build.weak,
        Start.MONTH,
        rf"{LEFT}(?P<m>{SHORT_MONTH})\.?(?=(?: ?- ?| и ){SHORT_MONTH})",
    ),
    # 1937 г. октября 13 дня; 1943 жыл, март айының 9-ы күні
    shape(
        from_parts,
        _YEAR_FIRST,
        rf"{LEFT}{YEAR}[ ,.:;\"-]{{1,3}}(?:месяца )?{MONTH}[ ,]{{1,2}}",
        _SURE_DAY,
        rf"(?: ?-? ?(?:{_OF_DAY}|день|числа|число|(?:күн|жұлдыз){KAZAKH}{{0,4}})(?!\w))?",
        rf"(?![./]\d){RIGHT}{NO_YEAR_NEXT}",
        dated=True,
    ),
    shape(
        build.days,
        _YEAR_FIRST,
        rf"{LEFT}{YEAR}[ ,.:;!\"-]{{1,3}}",
        day("d"),
        rf"(?: ?- ?{day('d2')})?{DAY_FILLER}{MONTH}{RIGHT}{NO_YEAR_NEXT}",
        dated=True,
    ),
    # 1937 жылы 15-тен 16 қарашаға қараған түні, 1937 жылдың 3-нен 10 маусымына дейін
    shape(
        build.days,
        Start.YEAR,
        rf"{LEFT}{YEAR}[ ,.:]{{1,2}}{day('d')}-? ?[днт][ае]н {day('d2')}[ -]?",
        rf"(?P<m>{NAMED_MONTH})(?: [дш]ей\w{{2}}| [қк]ара\wан т[үуұ]н\w)?{RIGHT}{NO_YEAR_NEXT}",
        dated=True,
    ),
    shape(
        build.month_of_year,
        _YEAR_FIRST,
        rf"{LEFT}{YEAR}(?:[ ,.-]{{1,3}}|[:;](?=\S))(?:в )?",
        rf"(?P<m>{NAMED_MONTH}){MONTH_FILLER}{RIGHT}(?:(?<={FROM})|{NO_YEAR_NEXT})",
        r"(?! ?(?:[қк]ала|губерн))",  # Қазан: the month and the town
        dated=True,
    ),
    shape(
        build.zodiac,
        _YEAR_FIRST,
        rf"{LEFT}{YEAR}[ ,.:\"-]{{1,3}}(?P<m>{ZODIAC}){MONTH_FILLER}",
        dated=True,
    ),
    shape(
        build.weak,
        Start.MONTH,
        rf"{LEFT}(?P<m>{NAMED_MONTH}){MONTH_FILLER}(?! ?\d| ?месяц){NO_YEAR_NEXT}",
    ),
)

# With figures only.
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
        Start.NUMBER,
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
        rf"{LEFT}{ROMAN_DAY}(?P<s1>[/.(-]){ROMAN}",
        rf"(?: ?[./-]? ?(?:(?P<this>{THIS_YEAR})|(?P<last>{LAST_YEAR})|(?P<same>{SAME_YEAR}))"
        r"|(?![\w./-]| ?-? ?\d))",
        RIGHT,
    ),
    # IX-1937 г., XI.1937
    shape(
        build.roman_month_year,
        Start.NUMBER | Start.ROMAN,
        rf"{LEFT}(?<!\d-){ROMAN}(?:[./-] ?| (?={Y4_SOUND}))(?:{WRITTEN_YEAR})",
    ),
    shape(
        build.numeric,
        Start.NUMBER,
        rf"{LEFT}(?P<d>{_SMALL})(?P<s1> ?[./,-] ?)",
        r"(?P<month>[0oо][1-9зб]|[1iіl][0-2oоiіl]|\d{1,2})",
        rf" ?[./,-] ?(?:(?:(?P<y4>{Y4})|(?P<y2>{Y2})){NUMERIC_YEAR_END}",
        rf"|(?:(?P<y3>9\d\d)|(?P<y3b>1[0-4]\d)) ?(?:{RUSSIAN_YEAR}|ж\.){RIGHT})",
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
        r"(?:(?P<thism>(?:сего|текущего) (?:месяца|м-ца)|с\. ?м\.|с/м\.?|т\. ?м\.)",
        rf"|(?P<samem>(?:того|этого) же (?:месяца|м-ца))){RIGHT}",
    ),
    # осы айдың 15-інде
    shape(
        build.day_alone,
        Start.YEAR_WORD,
        rf"{LEFT}(?P<thism>осы айдың )(?P<samem>(?!))?",
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

"""The ways to write a day or a month by its name."""

from typing import Final

from models.dates.grammar import builders as build
from models.dates.grammar.blocks import (
    A_DAY,
    ANY_MONTH,
    BEFORE_YEAR,
    DAMAGED_MONTH,
    DAY_FILLER,
    DAY_WORDS,
    KAZAKH,
    LEFT,
    MONTH,
    MONTH_FILLER,
    NAMED_MONTH,
    NO_YEAR_NEXT,
    RIGHT,
    SHORT_MONTH,
    SOUND_MONTH,
    THIS_YEAR,
    Y4_SOUND,
    YEAR,
    ZODIAC,
    day,
)
from models.dates.grammar.lexicon import FROM
from models.dates.grammar.parts import from_parts
from models.dates.grammar.shapes import Shape, Start, shape
from models.dates.grammar.two_calendars import double, month_of_year, zodiac

_YEAR_FIRST: Final = Start.YEAR | Start.YEAR_WORD
_SURE_DAY: Final = day("d", illegible=False)
_TWO: Final = ("(", ")", "/")
_AND: Final = (" и", " а", "мен", "пен", "бен", "және", "немесе", "әлде")
_LISTED: Final = r"(?:\d[oозбƃва©]|\d{1,2}|[зƃʌ])"
_OF_DAY: Final = r"(?:[длцп]?[нпивд][яи]|дн ?я)"
_KAZAKH_DAY: Final = rf"(?:к[үұу]н|ж[үұу]лд[ыу]з){KAZAKH}{{0,4}}"
# «1937 мамыр - 1938 қаңтар»
_NEXT_YEAR: Final = rf"(?= - 1[89]\d\d (?:жыл\w{{0,3}} |ж\. ?)?{ANY_MONTH})"
_ONWARD: Final = rf"(?=(?: ?- ?| (?:по|до|и|или) )(?:\d\d? )?{ANY_MONTH})"

# Of two matches of one length the earlier shape is taken.
NAMED: Final[tuple[Shape, ...]] = (
    # «15» октября 1937 г., 15-го числа м. августа, 28 июня с. г.; not «1 мамырдан 1936 жылдың»
    shape(
        from_parts,
        Start.NUMBER,
        rf"{LEFT}{A_DAY}{DAY_FILLER}(?:\[(?=.\]))?{MONTH}(?<!{FROM})(?:(?<=\[.)\])?",
        rf"{BEFORE_YEAR}{YEAR}",
        dated=True,
    ),
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
        rf"{LEFT}{MONTH}[ ,]{{1,2}}{_SURE_DAY}(?: ?(?:{_OF_DAY}|числа|{_KAZAKH_DAY}))?[ ,]{{1,2}}",
        YEAR,
    ),
    # 12-15 марта 1937 г., с 12 по 15 марта
    shape(
        build.days,
        Start.NUMBER,
        LEFT,
        day("d"),
        r"(?: ?(?:-|п[оес]?|но|до|[нвичпк] ?а) ?|,? (?:и |но )?не (?:позднее|позже) )",
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
        rf"{LEFT}(?<![-/])(?P<days>{_LISTED}(?:-го)?(?:(?:, ?| ){_LISTED}(?:-го)?){{0,6}}",
        rf",? ?(?P<and>[иа]|и[лд][аияв]|мен|пен|бен|және|немесе|әлде) {_LISTED}(?:-го)?)",
        DAY_FILLER,
        rf"(?P<m>{SOUND_MONTH}|{DAMAGED_MONTH}(?={BEFORE_YEAR}(?:{Y4_SOUND}|{THIS_YEAR}))){MONTH_FILLER}",
        rf"(?:{BEFORE_YEAR}{YEAR}|{RIGHT}{NO_YEAR_NEXT})",
        dated=True,
        near=_AND,
    ),
    shape(
        double,
        Start.NUMBER,
        LEFT,
        day("d"),
        r" ?(?:\(|/| (?=\d\d?\))) ?",
        day("d2"),
        r" ?\)?",
        DAY_FILLER,
        rf"{MONTH}{BEFORE_YEAR}{YEAR}",
        dated=True,
        near=_TWO,
    ),
    shape(
        double,
        Start.NUMBER,
        LEFT,
        day("d"),
        DAY_FILLER,
        rf"(?P<m>{ANY_MONTH})(?: (?P<y>{Y4_SOUND})(?: ?г\.)?)? ?[(/] ?",
        day("d2"),
        DAY_FILLER,
        rf"(?P<m2>{ANY_MONTH}) ?\)?{BEFORE_YEAR}{YEAR}(?: ?\)(?: ?г\.)?)?",
        dated=True,
        near=_TWO,
    ),
    # 1908 жылғы 12 (25) наурыз
    shape(
        double,
        Start.YEAR,
        rf"{LEFT}{YEAR}[ ,]{{1,2}}{day('d')} ?[(/] ?{day('d2')} ?\)?{DAY_FILLER}",
        rf"(?P<m>{ANY_MONTH}){RIGHT}{NO_YEAR_NEXT}",
        dated=True,
        near=_TWO,
    ),
    # 9 января 1905 г. (22 января н. ст.), 1 мая 1918 г. (18 апреля ст. ст.)
    shape(
        double,
        Start.NUMBER,
        rf"{LEFT}{day('d')}{DAY_FILLER}(?P<m>{ANY_MONTH}){BEFORE_YEAR}{YEAR} ?\( ?",
        rf"{day('d2')}{DAY_FILLER}(?P<m2>{ANY_MONTH})",
        r"(?: (?:по )?(?:н|ст)(?:ов\w{0,3}|ар\w{0,3})?\.? ?ст\w*\.?)? ?\)",
        dated=True,
        near=_TWO,
    ),
    # 1917 жылғы 25 қазан (7 қараша)
    shape(
        double,
        Start.YEAR,
        rf"{LEFT}{YEAR}[ ,]{{1,2}}",
        rf"{day('d')}{DAY_FILLER}(?P<m>{ANY_MONTH}) ?\( ?{day('d2')}{DAY_FILLER}",
        rf"(?P<m2>{ANY_MONTH}) ?\)",
        dated=True,
        near=_TWO,
    ),
    # 1937 жылдың 5 мен 10 қарашасы аралығында, 1937 жылғы 5, 8 және 10 мамырда
    shape(
        build.listed_days,
        Start.YEAR,
        rf"{LEFT}{YEAR}[ ,]{{1,2}}(?P<days>\d{{1,2}}(?:, ?\d{{1,2}}){{0,6}}",
        r" (?P<and>мен|пен|бен|және|и) \d{1,2})",
        rf"{DAY_FILLER}(?P<m>{SOUND_MONTH}){MONTH_FILLER}{RIGHT}{NO_YEAR_NEXT}",
        dated=True,
        near=_AND,
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
        rf"{LEFT}(?P<m>{NAMED_MONTH})(?!{FROM}){MONTH_FILLER}(?<!айынан){BEFORE_YEAR}{YEAR}",
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
        near=(",",),
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
        rf"(?: ?-? ?(?:{_OF_DAY}|день|числа|число|{_KAZAKH_DAY})(?!\w))?",
        rf"(?![./]\d){RIGHT}{NO_YEAR_NEXT}",
        dated=True,
    ),
    # қараша айының 5-інде, қарашаның 5-і
    shape(
        from_parts,
        Start.MONTH,
        rf"{LEFT}(?P<m>{SOUND_MONTH}) (?:айының |(?=\d\d?-?[ысі])){_SURE_DAY}",
        rf"(?: {_KAZAKH_DAY})?{RIGHT}{NO_YEAR_NEXT}",
    ),
    shape(
        build.days,
        _YEAR_FIRST,
        rf"{LEFT}{YEAR}[ ,.:;!\"-]{{1,3}}",
        day("d"),
        rf"(?: ?- ?{day('d2')})?{DAY_FILLER}{MONTH}{RIGHT}(?:(?<={FROM})|{NO_YEAR_NEXT})",
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
        month_of_year,
        _YEAR_FIRST,
        rf"{LEFT}{YEAR}(?:[ ,.-]{{1,3}}|[:;](?=\S)|(?<=\.))(?:в )?",
        rf"(?P<m>{NAMED_MONTH}){MONTH_FILLER}{RIGHT}(?:(?<={FROM})|(?<=айынан)|{_NEXT_YEAR}|{NO_YEAR_NEXT})",
        r"(?! ?(?:[қк]ала|губерн))",  # Қазан: the month and the town
        dated=True,
    ),
    shape(
        zodiac,
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

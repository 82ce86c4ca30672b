"""Words beside a date that change what it means: «около», «до», «в конце», «ст. ст.», «дейін»."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from models.dates.edtf_bounds import bounds
from models.dates.grammar.atoms import Meaning, checked
from models.dates.grammar.calendars import gregorian_of_julian

Change = Callable[[Meaning], Meaning | None]

_MARKED: Final = re.compile(r"[?~%]$")
_YEAR: Final = re.compile(r"\d{4}")
_DECADE: Final = re.compile(r"\d{3}X")
_YEARS: Final = re.compile(r"\d{4}/\d{4}")
_MONTH: Final = re.compile(r"\d{4}-(?:0\d|1[0-2])")


def about(meaning: Meaning) -> Meaning | None:
    """«около 1880 г.»."""
    return _mark(meaning, "~")


def doubted(meaning: Meaning) -> Meaning | None:
    """«1911 (со слов)», «[1937 г.]»."""
    return _mark(meaning, "?")


def _mark(meaning: Meaning, mark: str) -> Meaning | None:
    if meaning.precision in ("decade", "century"):
        return meaning
    if meaning.edtf.endswith("?" if mark == "~" else "~"):
        return checked(replace(meaning, edtf=f"{meaning.edtf[:-1]}%"))
    if mark == "~" and _YEARS.fullmatch(meaning.edtf):
        return about_both(meaning)
    if _MARKED.search(meaning.edtf) or "/" in meaning.edtf or "[" in meaning.edtf:
        return meaning
    return checked(replace(meaning, edtf=meaning.edtf + mark))


def about_both(meaning: Meaning) -> Meaning | None:
    """«около 1885-1890 гг.»: neither end is sure."""
    ends = meaning.edtf.split("/")
    if not all(_YEAR.fullmatch(end) for end in ends):
        return meaning
    return checked(replace(meaning, edtf="/".join(f"{end}~" for end in ends)))


def from_then(meaning: Meaning) -> Meaning | None:
    """«не ранее 1938 г.»: that year is in."""
    return _open(meaning, f"{meaning.edtf}/..")


def until_then(meaning: Meaning) -> Meaning | None:
    """«не позднее 14 декабря 1937 г.»: that day is in."""
    return _open(meaning, f"../{meaning.edtf}")


def before(meaning: Meaning) -> Meaning | None:
    """«до 1917 года»: ends with the unit before."""
    return _open(meaning, f"../{_neighbour(meaning, -1)}")


def after(meaning: Meaning) -> Meaning | None:
    """«после 1917 года»: begins with the unit after."""
    return _open(meaning, f"{_neighbour(meaning, 1)}/..")


def eve(meaning: Meaning) -> Meaning | None:
    """«накануне 7 ноября 1937 г.»: about the day before."""
    if any(sign in meaning.edtf for sign in "/[~?X"):
        return None
    edge = _neighbour(meaning, -1) if meaning.precision == "day" else None
    return about(replace(meaning, edtf=edge)) if edge else None


def _open(meaning: Meaning, edtf: str) -> Meaning | None:
    if any(sign in meaning.edtf for sign in "/[~?"):
        return None
    return checked(replace(meaning, edtf=edtf, precision="interval", lower=None, upper=None))


def _neighbour(meaning: Meaning, step: int) -> str:
    """The year, month or day next to this one (a season or decade counts by its edge)."""
    lower, upper = bounds(meaning.edtf)
    edge = lower if step < 0 else upper
    if edge is None:
        return ".."
    beside = edge + timedelta(days=step)
    length = {"year": 4, "decade": 4, "century": 4, "month": 7, "season": 7}
    return beside.isoformat()[: length.get(meaning.precision, 10)]


def part(place: str) -> Change:
    """«в начале», «в середине», «в конце»: about the first, middle or last month, or that month."""

    def change(meaning: Meaning) -> Meaning | None:
        if _YEAR.fullmatch(meaning.edtf):
            return _part_of_year(meaning, place)
        if _MONTH.fullmatch(meaning.edtf):
            return _part_of_month(meaning, place)
        if _DECADE.fullmatch(meaning.edtf):
            return _part_of_decade(meaning, place)
        return meaning

    return change


def _part_of_year(meaning: Meaning, place: str) -> Meaning:
    month, first, last = {"start": (1, 1, 3), "middle": (6, 4, 9), "end": (12, 10, 12)}[place]
    year = int(meaning.edtf)
    return replace(
        meaning,
        edtf=f"{meaning.edtf}-{month:02d}~",
        precision="month",
        lower=date(year, first, 1),
        upper=date(year, last, monthrange(year, last)[1]),
    )


def _part_of_month(meaning: Meaning, place: str) -> Meaning:
    year, month = (int(number) for number in meaning.edtf.split("-"))
    length = monthrange(year, month)[1]
    first, last = {"start": (1, 10), "middle": (10, 20), "end": (20, length)}[place]
    return replace(
        meaning,
        edtf=f"{meaning.edtf}~",
        lower=date(year, month, first),
        upper=date(year, month, last),
    )


def _part_of_decade(meaning: Meaning, place: str) -> Meaning:
    first, last = {"start": (0, 3), "middle": (3, 6), "end": (7, 9)}[place]
    start = int(meaning.edtf[:3]) * 10
    return replace(meaning, lower=date(start + first, 1, 1), upper=date(start + last, 12, 31))


def old_style(meaning: Meaning) -> Meaning | None:
    """«12 марта 1908 г. ст. ст.»: the Julian day as the Gregorian one."""
    if meaning.precision != "day" or not re.fullmatch(r"\d{4}-\d\d-\d\d", meaning.edtf):
        return None
    year, month, day = (int(number) for number in meaning.edtf.split("-"))
    converted = gregorian_of_julian(year, month, day)
    if converted is None:
        return None
    flags = meaning.flags | {"old-style"}
    return replace(meaning, edtf=converted.isoformat(), calendar="julian", flags=flags)


def same(meaning: Meaning) -> Meaning | None:
    """Words that belong to the expression and change nothing."""
    return meaning


_START: Final = (
    r"(?:начал[оаеу]|нач[.,]|первы[хе] (?:числа[х]?|числ|дн(?:и|ях|ей)|месяц[а-я]{1,2}))"
)
_MIDDLE: Final = r"(?:середин[аеыу]|сер\.)"
_END: Final = r"(?:конец|конц[аеу]|кон\.|последни[хе] (?:числа[х]?|дн(?:и|ях|ей)|месяц[а-я]{1,2}))"

ABOUT: Final = re.compile(
    r"(?<!\w)(?:около|ок\.?|примерно|прим\.|приблизительно|прибл\.|шамамен|жобамен) ?(?:[вг] )?$"
)

ABOUT_AFTER: Final = re.compile(r" (?:шама(?:сы|мен)[а-я]{0,5}|жуық)(?!\w)")

# «не», also with a letter misread or lost: «е позднее» is not «позднее».
_NOT: Final = r"(?:[^\W\dжт]е|е|н[аосв]?)"

# Tried in this order on the words right before a date.
BEFORE: Final[tuple[tuple[re.Pattern[str], Change], ...]] = tuple(
    (re.compile(rf"(?<![\w-]){words}$"), change)
    for words, change in (
        (rf"{_NOT} (?:ран\w{{1,2}}|ра\wее|\w?анее|раньше)(?: чем)? ", from_then),
        (rf"(?:{_NOT} |не(?=по))(?:по\w?\w?д?н[ео]{{1,2}}|поз\w{{1,3}}[ео])(?: чем)? ", until_then),
        (
            r"(?:около|ок\.?|примерно|прим\.|приблизительно|прибл\.|ориентировочно|шамамен|шамалап|жобамен|мөлшермен)"
            r" ?(?:[вг] )?",
            about,
        ),
        (
            r"(?:предположительно|предп\.|вероятно|по-видимому|возможно|видимо|мүмкін),? (?:в )?",
            doubted,
        ),
        (r"(?:болжам бойынша|болжамды|болжаммен),? ", doubted),
        (r"ескіше,? ", old_style),
        (r"(?:ранней|поздней|ранняя|поздняя) ", same),
        (r"начиная (?:с|от) ", from_then),
        (r"(?:впредь |вплоть )до ", until_then),
        (r"(?:д[осе]|ло|ранее|раньше) ", before),
        (r"(?:после|позднее|позже) ", after),
        (r"накануне ", eve),
        (rf"{_START} ", part("start")),
        (rf"{_MIDDLE} ", part("middle")),
        (rf"{_END} ", part("end")),
    )
)

_ARTICLE: Final = r" ?(?:(?:ст\. ?)?\d|ук(?!\w))"  # «15.5.43 по ст. 58»

# Tried in this order on the words right after a date.
AFTER: Final[tuple[tuple[re.Pattern[str], Change], ...]] = tuple(
    (re.compile(rf"{words}(?!\w)"), change)
    for words, change in (
        (
            r" ?[,.:;]?(?: ?[пр][.,])?[ а-я]?\(?(?:по )?(?:ст(?:арому|арого|арый|ар\.|[.,:и])?"
            r" ?\w?ст(?:илю|иля|иль|[.,:и])|[ст]\. ?ст\.|[со]т[.,:]? ?[со]?т?(?:[.,:]|\)|$))\)?"
            rf"(?!{_ARTICLE})",
            old_style,
        ),
        (
            r" ?\(?(?:п\w ?)?стар\w{2,3} ?(?:\wтил\w|с\wил\w|ст\wл\w|сти\w\w)\)?",
            old_style,
        ),
        (r",? \((?:\wскіше|ес\wіше|ескі\w{1,3})\)", old_style),
        (r",? ?\(?ескі(?:ше|ше күнтізбе)?(?: стил\w)?(?: бойынша)?\)?", old_style),
        (r",? ?\(?(?:по )?н(?:овому|ового|овый|ов\.|\.) ?ст(?:илю|иля|иль|\.)\)?", same),
        (
            r" ?[\[(](?:со слов|по его словам|по ее словам|предположительно|предп\.|\?{1,2})[\])]"
            r"(?: ?(?:г\.|год[ау]?|ж\.|жыл[а-яғң]{0,4})(?!\w))?",
            doubted,
        ),
        (r" ?\?(?![!?\d-]| час)(?: ?(?:г\.|год[ау]?)(?!\w))?", doubted),
        (r" (?:[дш]ей[іиаї1]н|бұрын|бурын)(?:гі|ги|ғы|гы)?", before),
        (r" (?:кейін|кейин|соң)(?:гі|ги|ғы|гы)?", after),
        (r" (?:[б6][еө]р[іиа1]|бастап)(?:гі|ги)?", from_then),
        (ABOUT_AFTER.pattern, about),
        (r" ?[\[(]?[соеб]{1,2} ?[соб][лпд]\w{1,2}[\])]", doubted),  # «(со олов)»
        (r",? включительно", same),
        (r" болуы м[үу]мк[іи]н", doubted),
        (r" [қк]арса[ңн][а-яі]{0,6}", eve),
        (r" аралы[ғг][а-я]{3,4}", same),
        (r" ал[ғг]аш[қк]ы (?:ай|к[үу]н)[а-яі]{0,8}", part("start")),
        (r" бас(?:ы|ын|ында|ындағы|ынан|ына| кез[а-яі]{1,5})", part("start")),
        (r" орта(?:[а-яі]{2,5}| шен[а-яі]{1,5}| кез[а-яі]{1,5})", part("middle")),
        (r" (?:(?:аяғ|аяг|соң|сон)[а-яі]{1,4}|ая[қк] шен[а-яі]{1,5})", part("end")),
    )
)

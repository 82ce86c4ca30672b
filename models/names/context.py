"""The part that a person plays in a document, and the year of birth that stands by a name."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What the words beside a name call its bearer."""

    ACCUSED = "accused"
    CONVICTED = "convicted"
    REHABILITATED = "rehabilitated"
    DEPORTED = "deported"
    INVESTIGATOR = "investigator"
    OFFICIAL = "official"
    WITNESS = "witness"
    JUDGE = "judge"
    PROSECUTOR = "prosecutor"
    INFORMER = "informer"
    RELATIVE = "relative"
    PETITIONER = "petitioner"
    APPROVER = "approver"
    SIGNATORY = "signatory"


@dataclass(frozen=True, slots=True)
class PersonContext:
    """What the page says beside a name; `None` and an empty sex are what it does not say.

    `nominative`: the name answers a field or a post, «Понятые: Кудрина М. С.», and so is in no
    other case.
    """

    role: Role | None
    birth_year: int | None
    sex: str = ""
    nominative: bool = False


_REACH: Final = 160  # code points before a name that may hold its cue
_AFTER: Final = 90
_RANK: Final = (
    r"(?:(?:мл|ст)\.?\s*|младш\w+\s+|старш\w+\s+)?(?:лейтенант\w*|л-т\w*|сержант\w*|капитан\w*|майор\w*"
    r"|полковник\w*)(?:\s+гос\.?\s*безопасности|\s+г[./]?\s*б\.?|\s+милиции)?"
)
# Between a cue and its name: ranks, brackets, «тов.», the body that an official serves in.
_NEXT: Final = (
    r"(?:\s|[—:–«\"(-]|,(?=\s(?:гр|гр-н\w*|гр-к\w*|гражд\w*|тов)\b)"
    r"|\b(?:тов|т|гр|гр-н\w*|гр-к\w*|гражд\w*|азамат\w*)\.?\s"
    r"|\b(?:его|е[её]|мо[ейя]\w*|родн\w{2,3}|старш\w{2,3}|младш\w{2,3}|покойн\w{2,3})\b,?\s"
    rf"|{_RANK})*$"
)
_BODY: Final = r"(?:(?!\n\s*\n|[;:]|\.\s+(?-i:[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]{3,})|\bгр\.).){0,110}$"

_NEAR: Final[tuple[tuple[Role, str], ...]] = (
    (
        Role.RELATIVE,
        r"муж(?:а|у|ем|е)?|жен(?:а|ы|е|у|ой)|сын(?:а|у|ом|овья|овей)?|доч(?:ь|ери|ерью)"
        r"|от(?:ец|ца|цу|цом)|мат(?:ь|ери|ерью)|брат(?:а|у|ом|ья)?|сестр(?:а|ы|е|у|ой)|вдов(?:а|ы|е|у|ой)"
        r"|дяд[яиею]\w?|т[её]тк?[аиеу]|племянни\w+|зят[ьяю]\w*|сноха|свояк\w*|т[её]сть|теща"
        r"|күйеу(?:ім|і|іңіз)?\w{0,3}|әйел(?:ім|і)\w{0,3}|әке[мс]\w{0,3}|ана[мс]\w{0,2}|шеше[мс]\w{0,2}"
        r"|іні[мсңн]\w{0,4}|аға[мс]\w{0,3}|қыз(?:ым|ы)|ұл(?:ым|ы)|бала(?:сы|м)|үлкені|кенжесі|келіні"
        r"|қарында[сш]\w+|апа[мс]\w?|туыс\w*|жұбай\w*|зайыб\w*|немере\w*|балалар\w*",
    ),
    (
        Role.INFORMER,
        r"агент\w*|осведомител\w+|информатор\w*|секретн\w+ сотрудник\w*|источник\w*"
        r"|тыңшы\w*",
    ),
    (
        Role.WITNESS,
        r"свидетел\w+(?:\s+\w+(?:щий|щего|щей|вший|вшего))?|понят(?:ой|ого|ому|ом|ые|ых|ым|ыми)"
        r"|показани\w+|куә(?:гер)?\w{0,6}",
    ),
    (
        Role.CONVICTED,
        r"осужд[её]нн\w+|осужд[её]н[аы]?|приговор[её]нн\w+|заключ[её]нн\w+|з/к|ссыльн\w+"
        r"|расстрелян\w*|расстреле|приговор\w*\s+(?:в\s+отношении|над)"
        r"|приговорить|осудить|расстрелять|выслать|заключить|сотталған\w*|тұтқын\w*",
    ),
    (Role.REHABILITATED, r"реабилитирован\w*|ақталған\w*"),
    (Role.DEPORTED, r"спец(?:ереселен|переселен)\w+|переселен\w+|выселен\w*|жер аударылған\w*"),
    (
        Role.ACCUSED,
        r"обвиняем\w+|подсудим\w+|подследственн\w+|арестованн?\w*|задержанн\w+"
        r"|по\s+обвинению|в\s+вину|привлечь|арестовать|(?:арест[ау]?|обыск[ау]?)(?:\s+и\s+(?:арест[ау]?|обыск[ау]?))?"
        r"|дел[оу]\s+(?:№\s*\S+\s+)?(?:гр\.|гр-н\w*)|показал\w*\s+обвиняем\w+"
        r"|айыпталушы\w*|айыпкер\w*|тұтқындалған\w*|қамауға алынған\w*",
    ),
    (
        Role.PETITIONER,
        r"заявлени[ея]|жалоб[аы]|от\s+гр(?:-[нк]\w*|ажд\w*|\.)?|заявител\w+|өтініш\w*|арыз(?:данушы)?",
    ),
    (
        Role.JUDGE,
        r"член(?:ы|ов|а|ам|ами)?(?:\s+(?:воен\w*\.?\s*)?(?:суда|трибунала|коллегии|облсуда)|(?=\s*:))"
        r"|судь[яиюе]\w*|председательствующ\w+|нар\.?\s*заседател\w+|заседател\w+|судья",
    ),
    (Role.PROSECUTOR, r"(?:воен)?прокурор\w*|гос\w*\.?\s*обвинител\w+"),
    (Role.INVESTIGATOR, r"следовател\w+|допросил\w*|тергеуші\w*|жауап алған"),
    (
        Role.SIGNATORY,
        r"подпись(?:\s+\w+){0,3}|подписал\w*|расписался|верно|составил\w*|принял\w*"
        r"|с подлинным верно|қолы|қол қойған",
    ),
)
# Posts take the body they serve in between themselves and the name.
_POSTS: Final[tuple[tuple[Role, str], ...]] = (
    (
        Role.JUDGE,
        r"председател\w+\s+(?:\S+\s+){0,3}?(?:суда|коллегии|трибунала)|судь[яи]|төраға\w*",
    ),
    (Role.PROSECUTOR, r"(?:пом\w*\.?\s+|зам\w*\.?\s+)?(?:воен\w*\s*)?прокурор\w*"),
    (
        Role.INVESTIGATOR,
        r"\w*следовател\w+|(?:\w{1,6}\.?\s*)?опер\.?\s?-?уполн\w*\.?|уполномоченн\w+"
        r"|опер\.\s*уполн\w*\.?|сотрудник\w*|опер-?уәкіл\w*|уәкіл\w*|тергеуші\w*",
    ),
    (
        Role.OFFICIAL,
        r"нач(?:альник\w*|\.(?!\s*\d{4}))|комендант\w*|секретар\w+|нарком\w*|инспектор\w*|хатшы\w*|басты[қғ]\w*"
        r"|председател\w+|зам\.|пом\.|врид",
    ),
)
_NEAR_CUES: Final = tuple(
    (role, re.compile(rf"(?<![\w-])(?:{cue})\.?{_NEXT}", re.IGNORECASE)) for role, cue in _NEAR
)
_POST_CUES: Final = tuple(
    (role, re.compile(rf"(?<![\w-])(?:{cue})(?!\w){_BODY}", re.IGNORECASE | re.DOTALL))
    for role, cue in _POSTS
)
_APPROVER: Final = re.compile(
    r"(?:утверждаю|утверждено|санкционирую|согласен|бекітемін)[»\"]?(?:(?!\n\s*\n).){0,160}$",
    re.IGNORECASE | re.DOTALL,
)
_TITLE_AFTER: Final = re.compile(r"\s*(?:АРЫЗ|ӨТІНІШ|ЗАЯВЛЕНИЕ|ЖАЛОБА|ХОДАТАЙСТВО)\b")
# «свидетелей Нурпеисова и Колбина»: a name before, taken away to see its cue.
_NAMED_WITH: Final = re.compile(
    r"(?:[А-ЯЁӘҒҚҢӨҰҮҺІ][\w.-]*\s+){0,2}[А-ЯЁӘҒҚҢӨҰҮҺІ][\w.-]*\s*(?:,|\bи|\bжәне|\bмен)\s+$"
)
_HELD: Final = r"(?:обвиняем|подсудим|подследственн|арестованн|задержанн|осужд[её]нн|заключ[её]нн)"
# Only of several does each in a row play the part; «жена Омарова, Белов и Цой» has one wife.
_OF_SEVERAL: Final = re.compile(
    r"(?<![\w-])(?:свидетел(?:и|ей|ям|ями)|понят(?:ые|ых|ым|ыми)|показани\w+|член(?:ы|ов|ам|ами)(?:\s+\w+)?|заседател(?:и|ей|ям|ями)"
    r"|приговор\w*\s+над|расстреляны|осужд[её]ны|приговор[её]ны|арестованы|реабилитированы|куәлар\w*|куәгерлер\w*"
    r"|дет(?:и|ей)|сыновья|дочери|брат(?:ья|ьев)|с[её]стры|балалар\w*"
    rf"|{_HELD}(?:ые|ых|ым|ыми)"
    r"|айыпталушылар\w*|айыпкерлер\w*|сотталғандар\w*|тұтқындар\w*)\W*$",
    re.IGNORECASE,
)
# What agrees with the name in sex; «жена Омарова» may speak of Омаров.
_SEX: Final = re.compile(
    rf"(?<![\w-])(?:(?P<f>гр-к\w+|гражданк\w+|свидетельниц\w+|{_HELD}(?:ая|ой|ую))"
    rf"|(?P<m>гр-н\w*|гражданин\w*|{_HELD}(?:ый|ого|ому|ым)))\s+$",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(
    r"(?:^|[\n.;])\s*(?:понят(?:ые|ой|ая)|свидетел[ьи]|секретар[ьи]|член\w|председатель|переводчи[кц]\w?"
    r"|присутствовали|допросил\w?|принял\w?|сдал\w?|составил\w?|верно"
    r"|подпись(?:\s+\w+){1,3}|фамилия(?:,[^:\n]{1,30})?)"
    r"\s*:[^:\n.;]*(?:\w\.[^:\n.;]*)*$",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"(?:^|\n)[ \t]*\d{1,3}[.)]?[ \t|]*$")
_LIST_OF: Final = re.compile(
    r"(?P<convicted>осужд|расстрел|приговор|тұтқын)|(?P<deported>переселен|выселен|высел|жер аудар)"
    r"|(?P<witness>свидетел|куә)|(?P<accused>обвиня|арестован|айыпкер)",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"\b(?:список|тізім)", re.IGNORECASE)
_HEADING: Final = 1_500  # code points before a list item in which the list's heading stands
_FIELD: Final = re.compile(
    r"(?:фамилия|ф\.\s?и\.\s?о\.|имя(?:[, и]+отчество)?|фамилиясы|аты(?:, әкесінің аты)?|аты-жөні)"
    r"\s*[—:–-]?\s*$",
    re.IGNORECASE,
)
_FORM: Final = re.compile(
    r"анкета\s+арестованн|айыпталушы|обвиняем|протокол\s+допроса\s+обвин", re.IGNORECASE
)
_AFTER_CUES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    (
        Role.ACCUSED,
        re.compile(
            r"[\s,»)]*(?:[^.;\n]{0,60}?\b(?:обвиняется|арестован[аы]?|привлечь|привлекается"
            r"|виновным себя|заключить под стражу|тұтқындалды|айыпталады))",
            re.IGNORECASE,
        ),
    ),
    (
        Role.CONVICTED,
        re.compile(
            # «выдана Ким в том, что ее муж осужден» speaks of another
            r"[\s,»)]*[—–-]*\s*(?:(?:(?!\bчто\b)[^.;\n]){0,40}?"
            r"\b(?:расстрелять|заключить в|выслать|осужд[её]н\w?|приговор[её]н\w?|расстрелян\w?"
            r"|подвергнуть|сотталды|атылды|ату жазасына))",
            re.IGNORECASE,
        ),
    ),
    (
        Role.REHABILITATED,
        re.compile(
            r"[\s,»)]*(?:[^.;\n]{0,60}?\b(?:реабилитирован\w?|ақталды|ақталған))", re.IGNORECASE
        ),
    ),
)

YEAR: Final = r"(?P<year>1[789]\d\d|20[01]\d)"
BORN_AFTER: Final = re.compile(
    rf"[\s,;|—–(-]*(?:(?:около|ок\.|примерно|шамамен|прибл\w*)\s*)?(?:{YEAR})\s*[-–]?\s*"
    r"(?:г(?:ода|\.|\s)?[\s.,]*(?:р(?:ожд\w*|\.|\b)|рож\w*)|г\.?\s?р\.?|года?\s+рожд\w*"
    r"|ж(?:ыл|\.)?(?:ғы|ы|ылғы)?\s*\.?\s*т(?:\.|уған|уыл\w*|\b)|ж\.\s*т\.?)",
    re.IGNORECASE,
)
BORN_WORD: Final = re.compile(
    rf"[\s,;|(-]*(?:род(?:\.|ился|илась|ивш\w+ся)|рожд\w*\.?|год\s+рождения|туған(?:\s+жылы)?)\s*[—:–-]?\s*"
    rf"(?:в\s+)?(?:[\d.]{{1,6}}\s*|\d{{1,2}}[./][IVXХІУШП]{{1,4}}[./-]|\d{{1,2}}\s+\w{{3,8}}\s+)?{YEAR}",
    re.IGNORECASE,
)
# «(1893-1938)», «1890 жылы Семей уезінде туған», «, 1915 жылғы, қызы»
_BORN_BESIDE: Final = re.compile(
    rf"[\s,(]+{YEAR}\s?(?:[-–—]\s?(?P<last>1[89]\d\d|20\d\d|\?)\s?\)"
    r"|-?\s?(?:жыл[ыі]|ж\.)\s+(?:[^\s.,;()\d]+\s+){0,5}?"
    r"(?:ту[ғг]ан|туыл[ғг]ан|дүниеге\s+кел(?:ген|ді|іп))(?=\s*(?:[.,;)]|$))"
    r"|(?P<of>жыл[ғг]ы)(?=\s*(?:[.,;)]|$)))",
    re.IGNORECASE,
)
_BORN_BEFORE: Final = re.compile(
    rf"(?:{YEAR}\s*(?:г\.?\s?р\.?|года?\s+рожд\w*|ж\.?\s?т\.?|жылы\s+ту[ғг]ан|жылғы)"
    rf"|родивш\w+ся\s+(?:в\s+)?{YEAR.replace('<year>', '<in>')}\s*(?:г\.|год[ау])?)[\s,—–-]*$",
    re.IGNORECASE,
)

_YOUNGEST_DEAD: Final = 15
_LATEST_OF: Final = "1930"

_CELL: Final = re.compile(rf"(?:\s*\([^)\n]*\))?\s*\|\s*(?:ок\.\s*)?{YEAR}\s*\|")
_YEAR_COLUMN: Final = re.compile(r"год\s+рожд|туған\s+жыл", re.IGNORECASE)


def describe(text: str, start: int, end: int, *, language: str | None = None) -> PersonContext:
    """Return the role and year of birth that stand by the name `text[start:end]`.

    Args:
        text: the page.
        start: offset of the name's first code point.
        end: offset after its last.
        language: of the page; Russian and Kazakh cues are both looked for, since pages mix them.
    """
    del language  # part of the interface; the cues of the two languages never collide
    before, after = text[max(0, start - _REACH) : start], text[end : end + _AFTER]
    year = birth_year(before, after)
    if year is None and (cell := _CELL.match(after)) and _YEAR_COLUMN.search(text):
        year = int(cell["year"])
    sex = _SEX.search(before)
    return PersonContext(
        _role(before, after, text[:start]),
        year,
        (sex and sex.lastgroup) or "",
        nominative=_ANSWER.search(before) is not None,
    )


def birth_year(before: str, after: str) -> int | None:
    """Return the year of birth that directly precedes or follows a name."""
    found = BORN_AFTER.match(after) or BORN_WORD.match(after) or _born_beside(after)
    if found is None and (said := _BORN_BEFORE.search(before)):
        return int(said["year"] or said["in"])
    return int(found["year"]) if found else None


def _born_beside(after: str) -> re.Match[str] | None:
    """Years of a life, not those of an office; «1937 жылғы» tells of a paper."""
    found = _BORN_BESIDE.match(after)
    if found is None:
        return None
    last = found["last"]
    lived = not last or last == "?" or int(last) - int(found["year"]) >= _YOUNGEST_DEAD
    return found if lived and not (found["of"] and found["year"] > _LATEST_OF) else None


def _role(before: str, after: str, page: str) -> Role | None:
    if _TITLE_AFTER.match(after):
        return Role.PETITIONER
    if _APPROVER.search(before):
        return Role.APPROVER
    return (
        _near_role(before)
        or _shared_role(before)
        or _post_role(before.rpartition("\n\n")[2])
        or next((role for role, cue in _AFTER_CUES if cue.match(after)), None)
        or (Role.ACCUSED if _FIELD.search(before) and _FORM.search(page) else None)
        or _listed_role(page)
    )


def _near_role(before: str) -> Role | None:
    return next((role for role, cue in _NEAR_CUES if cue.search(before)), None)


def _shared_role(before: str) -> Role | None:
    """The part of the name before this one in a row, if its cue stands for both or for all."""
    shared = _NAMED_WITH.sub("", before)
    role = _near_role(shared) if shared != before else None
    while role is None and shared != (first := _NAMED_WITH.sub("", shared)):
        shared = first
        if _OF_SEVERAL.search(shared):
            role = _near_role(shared)
    return role


def _post_role(before: str) -> Role | None:
    return next((role for role, cue in _POST_CUES if cue.search(before)), None)


def _listed_role(page: str) -> Role | None:
    """Return what the line above a numbered list calls those who are listed."""
    if not _ITEM.search(page[-20:]):
        return None
    lines = [line for line in page[-_HEADING:].splitlines() if line.strip()]
    while lines and re.match(r"\s*\d", lines[-1]):
        lines.pop()
    title = " ".join(page[:300].split())
    found = _LIST_OF.search(lines[-1]) if lines else None
    found = found or (_LIST_OF.search(title) if _LIST.search(title) else None)
    return Role(found.lastgroup) if found and found.lastgroup else None

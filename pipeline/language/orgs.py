"""Find bodies of state, party, court and economy, the longest form with their place inside."""

import re
from collections.abc import Iterator
from typing import Final

from models.entity import Label
from pipeline.language.candidate import CAP_WORD, CAPITAL, SMALL, Candidate
from pipeline.language.namecontext import is_sentence_start
from pipeline.language.nameforms import is_given, is_patronymic, is_surname
from pipeline.language.toponyms import is_toponym

_ADJ: Final = (
    rf"[{CAPITAL}{SMALL}][{SMALL}]*(?:-[{CAPITAL}]?[{SMALL}]+)*"
    r"(?:[иыо][йи]|[ое][гт]о|ому|ему|им|ым|ом|ем|ая|яя|ую|юю|ее|о[ес]|ые|ых|ими|ыми|ей)"
)
# Before its head a name has capitalised adjectives, or one of these.
_OFFICIAL: Final = (
    r"(?:[Вв]оенн|[Сс]удебн|[Вв]ерховн|[Оо]бластн|[Рр]айонн|[Гг]ородск|[Нн]ародн"
    r"|[Оо]кружн|[Кк]раев|[Гг]лавн|[Оо]тдельн)\w{2,3}"
)
# «Определением Верховного Суда»: a noun in -ние is no adjective, nor is an office.
_CAP_ADJ: Final = (
    rf"(?:(?=[{CAPITAL}])(?!\w+[еа]ни(?:е|я|ю|ем|и) |(?i:\w*уполномоченн)){_ADJ}|{_OFFICIAL})"
)
_ACRONYM: Final = (
    r"(?:У?НКВД|О?ГПУ|У?КГБ|У?МГБ|У?МВД|У?НКГБ|ВЧК|ГубЧК|(?:Губ|губ)?ЧК|(?:ПП |УНКВД|ГУ)?ОГПУ"
    r"|(?:Каз|КАЗ|В|Ц)?ЦИК|СНК|ЦКК|КПК|РКИ|(?:ЦК |Ц\.К\. )?(?:ВКП|РКП|КП) ?\([бк]\)(?: ?К(?!\w))?"
    r"|ВЛКСМ|КПСС|РККА|РКМ|ГУЛАГ|УИТЛК|МТС|ТАСС|ОРС"
    r"|ОСО|ВКВС|ВК ВС|ГВП|ВТ(?= войск | [А-Я][А-Яа-я]{0,4}ВО(?!\w)))"
)
_UNION: Final = (
    r"(?:СССР|РСФСР|К(?:А|ир)?ССР|УзССР|РК"
    r"|(?:[Кк]аз\.? ?|Казах?ской |Казакской |Киргизской |Узбекской "
    r"|Украинской )(?:А?ССР)"
    r"|К[аa]з(?:А?ССР)|Республики Казахстан|Союза ССР)"
)
_REGION: Final = (
    rf"(?:(?:{_ADJ}|[{CAPITAL}][{SMALL}]{{2,9}}\.) (?:области|об[лд][.,]?|округ[аеу]"
    rf"|окр\.|краю|края|губернии|губ\.|р-н[ауе]|район[ауе]|ж\. ?д\.|железн\w+ дорог\w+))"
)
_CAMP: Final = (
    r"(?:[А-Я][а-я]{2,}лаг(?:[ауеы]|ом)?|[А-Я]{2,}ИТЛ[ауе]?|АЛЖИР(?:[ауе]|ом)?|[А-Я][а-яА-Я]*ЛАГ"
    r"|(?:Особ\w+ )?(?:лагер[ьяюе]м?|Особлаг\w*) № ?\d+)"
)
# The special camps of 1948-1954 were named after no place.
_CAMP_ADJ: Final = (
    rf"(?=[{CAPITAL}])(?:\w+ск|Степн|Песчан|Камышов|Лугов|Дальн|Берегов|Речн|Озерн|Горн|Минеральн"
    r"|Дубравн|Водораздельн)(?:ий|ый|ой|его|ого|ему|ому|им|ым|ем|ом)"
)
_CAMP_IN_WORDS: Final = (
    rf"{_CAMP_ADJ} (?:исправительно-трудов\w{{2,3}} |женск\w{{2,3}} |особ\w{{2,3}} )?"
    r"лагер[ьяюе]м?(?: ж[её]н изменников [Рр]одины)?"
    rf"(?: (?:У?НКВД|МВД|ОГПУ))?(?: \((?:{_CAMP})(?: (?:НКВД|МВД))?\))?"
)
_HEAD: Final = (
    r"(?:[Уу]правлени(?:е|я|ю|ем|и)|(?:[Оо]бл|[Гг]ор|[Оо]кр|[Рр]ай|[Гг]уб)?(?:зем|фин)?управлени(?:е|я|ю|ем|и)"
    r"|(?:окр|рай|гор|спец)отдел(?:а|у|ом|е)?"
    r"|[Оо]соб(?:о[емй]|ого|ому|ым) [Сс]овещани(?:е|я|ю|ем|и)|[Тт]ройк(?:а|и|е|у|ой)"
    r"|[Вв]ерховн\w+ [Сс](?:уд|овет)(?:а|у|ом|е)?"
    r"|[Сс]овет(?:а|у|ом|е)? (?:[Нн]ародных [Кк]омиссаров|[Мм]инистров)|[Вв]ерхсуд(?:а|у|ом|е)?"
    r"|[Вв]оенн\w+ [Кк]оллеги(?:я|и|ю|ей)|[Сс]удебн\w+ [Кк]оллеги(?:я|и|ю|ей)"
    r"|(?:[Лл]инейн|[Лл]агерн|[Тт]ранспортн|[Дд]орожн)\w+ [Сс]уд(?:а|у|ом|е)?"
    r"|[Лл]агсуд(?:а|у|ом|е)?"
    r"|[Сс]пецколлеги(?:я|и|ю|ей)|[Вв]оенн\w+ [Тт]рибунал(?:а|у|ом|е)?"
    r"|[Вв]оенн\w+ [Оо]круг(?:а|у|ом|е)?"
    r"|(?:областн|краев|народн|районн|городск)\w+ [Сс]уд(?:а|у|ом|е)?|[Пп]рокуратур(?:а|ы|е|у|ой)"
    r"|[Пп]рокуратуро[йю]"
    r"|[Нн]аркомат\w{0,2}|[Нн]ародн\w+ [Кк]омиссариат\w{0,2}|Наркомпрос\w{0,2}|Наркомзем\w{0,2}"
    r"|Наркомзд\w+|(?:[Пп]резидиум|[Вв]ыездн\w+ сесси)\w{0,2}"
    r"|[Пп]олномочн\w+ [Пп]редставительств\w{1,2}|(?:[Кк]|[Сс]пецк)омендатур(?:а|ы|е|у|ой)"
    r"|гормилици\w{1,3}"
    r"|[Мм]инистерств\w{1,2}"
    r"|(?:спец|лаг)?отделени(?:е|я|ю|ем|и)(?= (?:[А-Я]{3,}|[А-Я]\w+лаг|Верховн))"
    r"|отд\.(?= [А-Я]\w+лаг)|отдел(?:а|у|ом"
    r"|е)?(?= (?:У?НКВД|ОГПУ"
    r"|ГПУ))|органами(?= (?:НКВД|ОГПУ|ГПУ|МГБ|КГБ)))"
)
_PLAIN_HEAD: Final = (
    r"(?:(?:пед|мед)?техникум(?:а|у|ом|е)?|(?:пед|мед|сельхоз)?институт(?:а|у|ом|е)?|университет(?:а|у|ом|е)?|педучилищ\w{1,2}"
    r"|гимнази(?:я|и|ю|ей)|поликлиник(?:а|и|е|у|ой)"
    r"|больниц(?:а|ы|е|у|ей)|заготконтор\w{1,2}|потребсоюз\w{0,2}|сельпо|[Тт]рест(?:а|у|ом|е)?"
    r"|[Зз]авод(?:а|у|ом|е)?)"
)
_LOCAL: Final = (
    r"(?:обл?|рай|окр|гор|губ|уезд|каз|вол|у(?=исп|ком))(?:зо|оно|исполком|ком|парт?ком|проф\w+|суд|зу"
    r"|военкомат|потребсоюз|финотдел|совет)(?:а|у|ом|е)?"
)
_PART: Final = (
    rf"(?:{_ACRONYM}[а-я]?|{_HEAD}|{_CAMP}(?: (?:НКВД|МВД))?|войск {_ACRONYM}"
    rf"|(?:ДТО|ОДТО|ТО) {_ACRONYM} ст\. ?{CAP_WORD}|(?:РО|ГО|ОО|ДТО|ОДТО|ТО) {_ACRONYM}"
    r"|Каз[а-я]{2,12}(?:институт|университет|строй|снаб|трест|торг|союз|издат)(?:а|у|ом|е)?)"
)
_TAIL: Final = (
    r"(?: [А-Я][А-Яа-я]{0,4}ВО(?!\w)"  # a military district
    rf"| (?:[пни]о|[пни][рp][инп]) (?:{_REGION}|[ЮВЗС]КО(?!\w)"
    rf"|{_ADJ} [Кк]омиссар\w+ [Вв]нутренних [Дд]ел"
    rf"|уголовным делам|СМ(?: {_UNION})?|{_PART})"
    rf"| (?:по|(?<=ГПУ )в) (?:Каза[хк]стан[еу]|{_UNION}|Средней Азии)"
    r"| в (?:Каза[хк]стане|Средней Азии)"
    rf"| (?:{_ADJ} )?(?:{_PART}|{_LOCAL})| {_UNION}| {_REGION}| {_ADJ} ИТЛ"
    rf"| юстиции| земледелия| внутренних дел| \((?:Особлаг|АЛЖИР)[^)\n]{{0,12}}\))"
)
_RUSSIAN: Final = re.compile(
    rf"(?<![\w-])(?:{_CAMP_IN_WORDS}"
    rf"|(?:(?:{_CAP_ADJ} ){{0,2}}{_PART}|[Уу]правлени\w+ {_ADJ} ИТЛ|{_ADJ} ИТЛ){_TAIL}*"
    rf"|(?=[{CAPITAL}]){_ADJ} (?:РО|ГО|ОДТО|ДТО)"
    rf"|(?=[{CAPITAL}]|[{SMALL}]+-){_ADJ} (?:{_ADJ} )?{_PLAIN_HEAD}|Алаш(?:-Орд[аыеуой]{{1,2}})?"
    rf"|(?:{_ADJ} )?{_LOCAL}{_TAIL}*)(?!\w)"
)
_NAMED: Final = re.compile(
    r"(?:колхоз|совхоз|артел|завод|трест|газет|журнал|организаци|партии|рудник|шахт|общест"
    r"|товарищест|(?<!\w)[кс][/-]з(?!\w))"
    r"\w{0,3} (?:им\. )?[«\"](?P<after>[^»\"\n]{2,40})[»\"]"
    r"|[«\"](?P<before>[^»\"\n]{2,40})[»\"] (?:колхоз|совхоз|артел|газет|журнал|ұйым)"
)

_KK_HEAD: Final = (
    r"(?:Прокурор|(?i:прокуратура|сот|трибунал|комиссариат|басқарма|үштіг|үштік|кеңес|архив"
    r"|өкілдіг|өкілдік|лагер|"
    r"комитет|министрліг|министрлік|институт|техникум|мектеп|мектеб|темір жол|коллегия|бөлім(?!ш)"
    r"|мұрағат|академия))"
)
_KK_WORD: Final = (
    r"(?:У?НКВД|ОГПУ|ГПУ|КГБ|МВД|МГБ|НКГБ)(?:-?[дт]?[іың]\w*)?|[КА]?К?ССР|КСРО?|РСФСР|ҚР"
    r"|[Хх]алық|[Гг]уберниялық|[Уу]ездік|[Өө]лкелік|[Бб]олыстық|[Оо]кругтік|[Аа]тқару|[Пп]артия"
    r"|[Пп]едагогика(?:лық)?|[Шш]аруашылығы|[Аа]ғарту|[Сс]ақтау|[Бб]өлімінің|[Кк]омитетінің"
    r"|[Іі]стер|[Іі]шкі|[Әә]скери|[Бб]ас"
    r"|[Оо]блыстық|[Аа]удандық|[Ққ]алалық|[Өө]кілетті|[Ее]рекше|[Жж]оғарғы|[Бб]ойынша|[Оо]блысы"
    r"|[Мм]емлекеттік|[Жж]анындағы"
    r"|[Рр]еспубликасы(?:ның)?|(?:[Оо]блыс|[Аа]удан|[Ққ]ала|[Уу]ез|[Оо]круг|[Гг]уберния|[Өө]лке)с?[ыі]н[ыі]ң|Президентінің|[Оо]круг(?:ін|ы)ің|[Жж]ер|[Әә]діл?ет|[Оо]рталық"
    r"|[Бб]асқармасының|[Үү]штігінің|[Кк]еңесінің|[Аа]рнаулы"
)
_KK_NAMES: Final = re.compile(rf"(?:{CAP_WORD} )+(?=[{CAPITAL}])")
_KAZAKH: Final = re.compile(
    rf"(?<![\w-])(?:(?:{_KK_WORD}|{CAP_WORD}) ){{0,8}}(?:{_KK_WORD}|{CAP_WORD}"
    rf"|сатқандардың әйелдері) {_KK_HEAD}[{SMALL}]{{0,8}}"
    rf"(?: (?:жанындағы )?{_KK_HEAD}[{SMALL}]{{0,8}})*(?: \((?:АЛЖИР)\))?(?!\w)"
)
_KK_FIRST: Final = frozenset({"Қазақ", "Батыс", "Шығыс", "Солтүстік", "Оңтүстік", "Орталық", "Бас"})
_KK_CAMP: Final = re.compile(r"(?<!\w)[А-ЯҚ][а-я]{2,}лаг(?:тың|қа|та|тан|ты)?(?!\w)")
_KK_LETTER: Final = re.compile(r"[әіңғүұқөһӯ]", re.IGNORECASE)


def find_orgs(text: str) -> list[Candidate]:
    """Bodies in Russian and Kazakh text."""
    found = [*_find_russian(text), *_find_named(text)]
    if _KK_LETTER.search(text):
        found += [_kazakh_org(text, item) for item in _KAZAKH.finditer(text)]
        found += [_org(item.start(), item.end(), 0.9) for item in _KK_CAMP.finditer(text)]
    return found


def _org(start: int, end: int, confidence: float) -> Candidate:
    return Candidate(Label.ORG, start, end, confidence, "rules")


def _kazakh_org(text: str, found: re.Match[str]) -> Candidate:
    """Leave out the first word where only the beginning of a sentence gave it its capital."""
    start = found.start()
    first = found.group().split(" ")[0]
    longer = found.group().count(" ") > 1 and first[0].isupper() and not first[:3].isupper()
    if longer and is_sentence_start(text, start) and not (is_toponym(first) or first in _KK_FIRST):
        start += len(first) + 1
    start += _people_before(text[start : found.end()])
    return _org(start, found.end(), 0.85)


def _people_before(name: str) -> int:
    """Length of the person before a body: «Кәрібжанов Фазыл Семей қалалық соты»."""
    words = _KK_NAMES.match(name)
    end = 0
    for word in re.finditer(CAP_WORD, words.group() if words else ""):
        named = is_surname(word.group()) or is_given(word.group()) or is_patronymic(word.group())
        if not named or is_toponym(word.group()) or word.group() in _KK_FIRST:
            break
        end = word.end() + 1
    return end


def _find_russian(text: str) -> Iterator[Candidate]:
    for found in _RUSSIAN.finditer(text):
        yield _org(found.start(), found.end(), 0.9)


def _find_named(text: str) -> Iterator[Candidate]:
    for found in _NAMED.finditer(text):
        group = "after" if found.group("after") else "before"
        yield _org(found.start(group), found.end(group), 0.85)

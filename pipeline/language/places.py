"""Find places by their kind words, one mention for each level, and towns of the gazetteer."""

import re
from collections.abc import Iterator
from typing import Final

from models.entity import Label
from pipeline.language.candidate import CAP_WORD, CAPITAL, SMALL, Candidate
from pipeline.language.kk_places import find_kazakh_places
from pipeline.language.toponyms import is_plain_toponym, is_toponym

_ADJECTIVE: Final = (
    rf"[{CAPITAL}][{SMALL}]*(?:-[{CAPITAL}]?[{SMALL}]+)*(?:[сцзе]к|[оеё]в|ин|[аыяо]н|н)"
)
_ADJ: Final = (
    # «-ои», «-ото», «-ос» are «-ой», «-ого», «-ое» misread
    rf"(?:{_ADJECTIVE}(?:[иыо][йи]|[ое][гт]о|[ое]му|им|ым|ом|ем|ая|ую|о[ес]|ые|ых)"
    rf"|[{CAPITAL}][{SMALL}-]+[{CAPITAL}{SMALL}]+[сц][кхн][{SMALL}]{{1,3}})"
)


def _misread(*stems: str) -> str:
    """Alternatives that allow one wrong letter inside each stem, as OCR leaves them."""
    spots = [f"{s[:i]}\\w{s[i + 1 :]}" for s in stems for i in range(1, len(s))]
    return "|".join(spots)


_LEVEL: Final = (
    rf"(?:(?:{_misread('област', 'район', 'округ', 'волост', 'губерн', 'уезда', 'уезд')})\w{{0,3}}|"
    r"уезд\w{0,3}|у\.|обд\.|губерни\w{1,2}|губ\.|област\w{1,3}|обл\.?|район\w{0,3}|р-н\w{0,2}"
    r"|р\.(?=\s*(?:[|,;)\n]|$))|округ\w{0,2}|окр\.|волост\w{1,3}|вол\.|кра[йяюе]\w{0,2}"
    r"|сельсовет\w{0,2}|с/с|аулсовет\w{0,2}|степ[ьи]\w{0,2}|АССР|ССР|автономн\w+ (?:области"
    r"|республики))"
)
# «№» as OCR leaves it: «»№», «Х», «#».
_NO: Final = r"(?:[»\"]?№|[NХ#])\s?"
_NUMBERED_AUL: Final = rf"(?:\w[дл]м\.?\s?)?ау[лд]\w{{0,3}} {_NO}\d{{1,3}}"
_NUMBERED_PRISON: Final = rf"(?: {_NO}\d{{1,3}})?"
# Whose prison it is: «внутренняя тюрьма УГБ УНКВД по Семипалатинской области».
_KEEPER: Final = rf"(?:УГБ )?(?:У?НКВД|УГБ|ОГПУ|УМ[ГВ][БД]|УКГБ)(?: по {_ADJ} обл\w*\.?)?"
_BEFORE_NAME: Final = (
    r"(?:[гт]|[гт]ор|город[аеу]?м?|с|сел[оаеу]м?|по[се]|пос[её]л(?:ок|ка|ке|ку)|рабпос[её]л(?:ок|ка|ке)|дер"
    r"|деревн[яиею]|аул[аеу]?|кишлак[аеу]?|хут|хутор[аеу]?|ко[лд]|колони[яию]|слобод[аеыу]"
    r"|станиц[аеыу]"
    r"|стан|ст|станци[яию]|разъезд[ае]?|рзд|урочищ[еау]|рудник[аеу]?|прииск[ае]?|полигон[ае]?"
    r"|зимовк[аеи]|песк(?:и|ах|ов)|перевал[аеу]?|местечк[оае]|м|мест|р|рек[аиеу]|оз|озер[оа]|д|форт|укр)"
)
_NAME: Final = rf"{CAP_WORD}(?:-\d)?(?![{SMALL}])"
_TWO_WORD_NAME: Final = re.compile(rf"{CAP_WORD} {CAP_WORD}")

_RUSSIAN: Final = re.compile(
    rf"(?P<aul>\b{_NUMBERED_AUL}(?:,? {_ADJ} {_LEVEL})?)"
    rf"|(?P<settlement>(?<!\w)(?:пос(?:\.|[её]лк\w+|[её]лок)|точк[аеиу]|рзд\.?|разъезд\w{{0,2}}"
    rf"|спецпос\w*\.?) ?№ ?\d{{1,3}})"
    rf"|(?P<level>\b(?:(?:б|бывш)\. ?)?(?:{_ADJ}"
    rf"|(?!(?:Пред|Секр|Нач|Зам|Пом|Упр)\.)[{CAPITAL}][{SMALL}]{{2,9}}\.)"
    rf" (?:нац\. )?{_LEVEL})(?!\w)"
    rf"|(?P<prison>\b{_ADJ} (?:внутренн\w+ |пересыльн\w+ |[{SMALL}]+ск\w{{2,3}} )?"
    rf"т\w{{1,2}}рьм\w{{1,3}}{_NUMBERED_PRISON}"
    rf"|(?<!\w)(?:внутр|област|город|общ|пересыл)\w{{2,8}} тюрьм\w{{1,3}}"
    rf"(?:{_NUMBERED_PRISON} {_KEEPER}| № ?\d{{1,3}}))"
    rf"|(?P<branch>\b{_ADJ} (?:[жхк][.,/] ?[дл][.,]?(?!\w)|жел(?:\.|езн\w+) дор(?:\.|ог\w+)"
    rf"|отделени[еяюи]м?(?!\s+(?:[А-ЯA-Z]"
    rf"|мили|связ|гос))))"
    rf"|(?P<union>\bСоюз\w{{0,2}} Со\w{{2,4}}ск\w\w Соц\w+ Республик\w{{0,3}})"
    rf"|(?P<short>\bКаз\.?\s?(?:А?ССР)(?!\w)|\bДВК\b|\bАССР [Нн]ем\w{{2,3}} П\w{{5,7}}(?!\w))"
    rf"|(?P<kind>(?<![\w/.-])(?i:{_BEFORE_NAME})(?:\. ?| )(?P<name>{_NAME}))",
)
_ADJECTIVE_NAME: Final = re.compile(
    r"(?:Мал|Больш|Нов|Стар|Верхн|Нижн|Средн|Красн|Бел|Черн|Велик|Перв|Втор|Южн|Северн|Сух|Кругл"
    r"|Светл|Ясн|Зелен|Золот|Ближн|Дальн|Высок|Тих|Добр|Кам[ея]нн|Берёзов|Березов|Соснов)"
    r"(?:ая|яя|ый|ий|ой|ое|ее|ые|ие|ого|ому|ом|ем|ей|ую|юю|их|ых) (?!\w+ск(?:ого|ой|ому) )"
)
_YEAR_BEFORE: Final = re.compile(r"(?:\d|\dг\.|г\.)\s?$")
_BRANCH_AFTER: Final = re.compile(r" (?:бөлімше|облыстық|аудандық|қалалық|отделени|[Рр]еспублика)")
_CAMP_AFTER: Final = re.compile(r"\s+(?:ИТЛ|УНКВД|НКВД|лагер)")


def find_places(text: str) -> list[Candidate]:
    """Places named with a kind word; a numbered aul takes in the uezd that tells it apart."""
    return [*_find_russian(text), *find_kazakh_places(text)]


def _find_russian(text: str) -> Iterator[Candidate]:
    for found in _RUSSIAN.finditer(text):
        if found.group("kind"):
            if not _is_year(text, found) and not _is_preposition(found):
                yield _named_place(text, found)
        elif found.group("branch") and _CAMP_AFTER.match(text, found.end()):
            continue
        else:
            yield Candidate(Label.PLACE, found.start(), found.end(), 0.9, "rules")


def _is_year(text: str, found: re.Match[str]) -> bool:
    """Whether «г.», «р.» stand for год, рождения: «1937 г. Вещественных доказательств»."""
    if not _YEAR_BEFORE.search(text[max(0, found.start() - 3) : found.start()]):
        return False
    return not is_toponym(found.group("name"))


def _is_preposition(found: re.Match[str]) -> bool:
    """Whether «с» or «г» without its point may be another word: «с Оспановым»."""
    kind = found.group("kind").split(" ")[0]
    if kind.startswith("т"):  # «т. Чимкент» is a misread «г.», «т. Ниязов» a comrade
        return not is_plain_toponym(found.group("name"))
    pointless = "." not in found.group()[: len(kind) + 1]
    return len(kind) == 1 and pointless and not is_toponym(found.group("name"))


def _named_place(text: str, found: re.Match[str]) -> Candidate:
    """A kind word with its name; a second word belongs to it if the gazetteer knows both."""
    start, end = found.span()
    two = _TWO_WORD_NAME.match(text, found.start("name"))
    if two and (is_toponym(two.group()) or _ADJECTIVE_NAME.match(two.group())):
        end = two.end()
    return Candidate(Label.PLACE, start, end, 0.9, "rules")


def find_gazetteer_places(text: str) -> list[Candidate]:
    """Capitalised words that the gazetteer knows in some case form, without a kind word."""
    return [
        Candidate(Label.PLACE, found.start(), found.end(), 0.6, "gazetteer")
        for found in re.finditer(CAP_WORD, text)
        if is_toponym(found.group()) and not _BRANCH_AFTER.match(text, found.end())
    ]

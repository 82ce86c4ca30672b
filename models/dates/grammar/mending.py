"""Words of date expressions that OCR damaged: known by their nearest word beside a figure."""

# ruff: noqa: SIM905 - words read best as one line
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from models.dates.grammar.damage import damaged_month
from models.dates.grammar.gluing import parted_word
from models.dates.grammar.lexicon import look_up
from models.dates.grammar.spelled import spelled_day
from models.misreading.confusions import LEAD, ONCE, cost_of
from models.morphology import is_russian_word

_WORDS: Final = tuple(
    (
        "около ранее позже примерно приблизительно предположительно ориентировочно вероятно "
        "позднее раньше "
        "начало начала начале середина середине середины конец конца конце первых последних числах "
        "двадцатых десятых числа число месяца месяце месяц квартал квартале квартала полугодии "
        "полугодие половина половине половины первой второй третьей четвертой первый второй "
        "третий первом втором третьем четвертом декаде декады столетия столетии начиная между "
        "после текущего "
        "прошлого сего года году годов годы годах рождения старому стилю весной весны летом лета "
        "осенью осень осени зимой зима зимы неизвестно неизвестен возрасте пятого первого второго "
        "третьего шестого седьмого восьмого девятого десятого двадцатого тридцать тридцатого "
        "двадцать тысяча девятьсот восемьсот седьмого шестого двадцатые тридцатые тридцатых "
        "жылы жылғы жылгы жылдың жылдын жылдан жылға жылда жылдары "
        "жылдардың айында айының туған шамамен "
        "айынан айына дейін кейін бұрын бастап ортасында аяғында соңында белгісіз "
        "ареста настоящее время минувшего истекшего нынешнего прошлом текущем включительно "
        "вплоть впредь хозяйственный учебный сороковых пятидесятых "
        "четвертого одиннадцатого двенадцатого тринадцатого четырнадцатого пятнадцатого "
        "шестнадцатого семнадцатого восемнадцатого девятнадцатого "
        "аралығында шейін күнінен ескіше жартысы жартысында жартыжылдығы тоқсан тоқсаны "
        "тоқсанында жұлдызы жұлдызында былтыр биылғы ағымдағы үстіміздегі айдың "
        "туылған жасында жазы күзі қысы көктемі басында бірінші екінші үшінші төртінші бесінші "
        "алтыншы жетінші сегізінші тоғызыншы оныншы "
        "накануне қарсаңында шамасында және немесе мүмкін "
        "көктемінде күзінде қысында жазында ғасыр ғасырдың отызыншы жиырмасыншы қырқыншы жаста"
    ).split()
)
_KNOWN: Final = frozenset(_WORDS)
# Words in their own right, one letter from one of these.
_OTHERS: Final = frozenset(
    "ранен очень числе послед послан сего кого чего его того тому дому кому рода роду рады воды "
    "волы голов голова голову городу города народ народа народу вода ходу ходы годен огонь "
    "вторник первые первое первая летам летел весна осени зимой начал конной конце колония "
    "айынан айына айындағы "
    "күнінде күнінен күніне күннің жылу жыла айнада жылқы жылқысы жылдық лесной "
    "жасында стиль арест аресте арестам арестов аресту арестом арестант аресты семя бремя "
    "тесной хождения вождения осуждения мұрын поздней ранней "
    "кезінде кезінен кезіне кезеңінде кезінің".split()
)
# A word with one damaged figure in it still is one.
_WORD: Final = re.compile(r"(?<!\w)[^\W_0-9](?:[^\W_0-9]|[0364]){3,}+(?<!\d)")
_FIGURE: Final = re.compile(r"[\dтбн](?:(?<=\d)[\w./-]*+|(?<=т)уған|(?<=б)елгісіз|(?<=н)еизвестн)")
# How far the words of a date stand from its figures.
_BEFORE: Final = 30
_AFTER: Final = 26
_TO_LETTERS: Final = str.maketrans("0364", "озбч")
# Past the last word that may begin there, so that no word is cut and taken for a damaged one.
_LONGEST: Final = 24
_LONG: Final = 11
_SHORT: Final = 4
_STEM: Final = 5
_MIDDLING: Final = 6
_TENS: Final = ("двадцать ", "тридцать ")  # «тридцать перваго» is not the first
_FULL_YEAR: Final = re.compile(r"1[89]\d\d")
_YEAR_WORDS: Final = (
    "жылғы",
    "жылгы",
    "жылдың",
    "жылдын",
    "жылдан",
    "жылға",
    "жылдары",
    "рождения",
)


# «1938 дхлғы», «1937 нмлы»: no Russian word, and the year says what it must be.
_AFTER_YEAR: Final = re.compile(
    r"1(?<![\w./-]1)[89]\d\d(?P<gap>[ -]?)(?P<word>[^\W\d_]{2,7})(?!\w)"
)
_YEAR_AND_MORE: Final = re.compile(
    r"1(?<![\w./-]1)[89]\d\d(?P<gap> ?)(?P<word>[^\W\d_]{8,20})(?!\w)"
)
# «1938 ныл, наурыздың»: a Russian word, but no such month follows one.
_YEAR_BEFORE_MONTH: Final = re.compile(
    r"1(?<![\w./-]1)[89]\d\d(?P<gap> ?)[жнмхкд][ыимн][лд]"
    r"(?=,? (?:\d\d? )?(?:шама|басын|соңын|аяғын|ортас"
    r"|қаң|ақп|нау|сәу|мамыр|мау|шіл|там|қыр|қаз|қар|жел"
    r"|(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)ь?,? (?:ай|\d)))"
)
_KAZAKH_YEARS: Final = ("жыл", "жылы", "жылғы", "жылдың", "жылдан", "жылға")
# «жылға лейін», «1931 жылдан йейін»: the case before tells «until» from «after».
_UNTIL_OR_AFTER: Final = re.compile(r"ей[іи](?<= \w...)\w(?!\w)")
_TO: Final = re.compile(r"\w(?:[ғгқк][ае]|н[ае]) \w$")
_SINCE: Final = re.compile(r"\w[дтн][ае][нпв] \w$")
_TWICE_SEEN: Final = 12.0
_DOUBTFUL: Final = 13.0


# «зимойо1931 г.», «в аогустео1937 г.»
_GLUED_YEAR: Final = re.compile(r"1(?<=[^\W\d_]1)[89]\d\d(?!\w)")
_WORD_BEFORE: Final = re.compile(r"(?<!\w)[^\W\d_]{4,14}$")
_LONGEST_BEFORE: Final = 15


def words_before_years(plain: str) -> Iterator[tuple[int, int, str]]:
    """Words of a date that a year is run together with, with at most a letter between them."""
    for year in _GLUED_YEAR.finditer(plain):
        match = _WORD_BEFORE.search(plain, max(0, year.start() - _LONGEST_BEFORE), year.start())
        for written in (match[0], match[0][:-1]) if match else ():
            if match and (word := _meant(written)):
                yield match.start(), match.end(), f"{word} "
                break


def until_or_after(plain: str) -> Iterator[tuple[int, int, str]]:
    """«дейін» and «кейін», a letter wrong, after the case that each asks for."""
    for match in _UNTIL_OR_AFTER.finditer(plain):
        start = match.start() - 1
        if plain[start : match.end()] in ("дейін", "кейін", "шейін"):
            continue
        for case, word in ((_TO, "дейін"), (_SINCE, "кейін")):
            if case.search(plain, max(0, start - len("нан ") - 1), match.start()):
                yield start, match.end(), word


def _meant(written: str) -> str | None:
    if word := look_up(written) or damaged_month(written):
        return word.symbol
    known = written if written in _KNOWN else _nearest(written, after_year=False)
    found = look_up(known) if known else None
    return found.symbol if found else known


def year_words(plain: str) -> Iterator[tuple[int, int, str]]:
    """What is left of «жыл» with its endings after a year."""
    for match in _AFTER_YEAR.finditer(plain):
        written = match["word"]
        if word := _year_word(written) or (None if match["gap"] else _glued_year(written)):
            yield match.start("gap"), match.end(), f" {word}"
    for match in _YEAR_BEFORE_MONTH.finditer(plain):
        yield match.start("gap"), match.end(), " жыл"
    for match in _YEAR_AND_MORE.finditer(plain):
        if words := _year_and_more(match["word"]):
            yield match.start("gap"), match.end(), f" {words}"


@lru_cache(maxsize=1 << 12)
def _year_and_more(written: str) -> str | None:
    """«хылдыңанаурызына»: a word for the year and the next word, with at most a letter between."""
    if written in _KNOWN or look_up(written) or is_russian_word(written):
        return None
    if written.startswith("жылдар"):
        return None
    for end in range(len("жылдың"), len("жыл") - 1, -1):
        year = written[:end] if written[:end] in _KAZAKH_YEARS else _year_word(written[:end])
        for more in (written[end:], written[end + 1 :]):
            if year and len(more) >= _SHORT and (word := _meant(more)):
                return f"{year} {word}"
    return None


@lru_cache(maxsize=1 << 12)
def _year_word(written: str) -> str | None:
    if written.startswith("жылдар") or written in _KAZAKH_YEARS:
        return None
    if look_up(written) or is_russian_word(written):
        return None
    # A typed ы is read as «ым»: «жымл».
    forms = {written, written.replace("ым", "ы", 1)}
    costs = sorted((cost_of(word, form), word) for word in _KAZAKH_YEARS for form in forms)
    return costs[0][1] if costs[0][0] <= (ONCE if len(written) <= _SHORT else _DOUBTFUL) else None


def _glued_year(written: str) -> str | None:
    """«1937орода»: «года» with a letter before it."""
    costs = [cost_of("года", one) for one in (written, written[1:])]
    return "года" if min(costs) <= ONCE else None


def mended_words(plain: str, *, whole: bool) -> Iterator[tuple[int, int, str]]:
    """Damaged and run-together words of date expressions near figures, with what they must be.

    Args:
        plain: lower-case text, as long as its source.
        whole: whether all of it is meant to be a date, so that no figure need be near.
    """
    if whole:
        for match in _WORD.finditer(plain):
            yield from _mended(plain, match, after_year=False)
    place = 0
    for figure in _FIGURE.finditer(plain):
        year = _FULL_YEAR.fullmatch(figure[0]) is not None
        place = max(place, figure.start() - _BEFORE)
        last = figure.end() + _AFTER
        for match in _WORD.finditer(plain, place, last + _LONGEST):
            if match.start() >= last:
                break
            place = match.start() + 1
            after_year = year and 0 < match.start() - figure.end() <= 2
            yield from _mended(plain, match, after_year=after_year)


def _mended(
    plain: str, match: re.Match[str], *, after_year: bool
) -> Iterator[tuple[int, int, str]]:
    if word := _nearest(match[0], after_year=after_year):
        found = look_up(word)
        tens = plain.endswith(_TENS, 0, match.start())
        day = None if tens else spelled_day(word)
        known = found.symbol if found else day or word
        yield match.start(), match.end(), known
    elif words := parted_word(match[0]):
        yield match.start(), match.end(), words


@lru_cache(maxsize=1 << 14)
def _nearest(written: str, *, after_year: bool) -> str | None:
    """The one word that is a letter away, or two in a long word; None for a sound word."""
    if written in _KNOWN or written in _OTHERS or look_up(written):
        return None
    if written.startswith("жылдар"):  # in whatever case
        return None
    if len(written) <= _SHORT and not after_year:
        return _likeliest(written, _WORDS, 0)
    edits = 2 if len(written) >= _LONG else 1
    words = _WORDS
    if after_year and len(written) >= _MIDDLING:
        words, edits = _YEAR_WORDS, 2
    lettered = written.translate(_TO_LETTERS)
    near = process.extract(lettered, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
    best = [str(word) for word, distance, _ in near if distance == near[0][1]]
    if len(best) == 1:
        return best[0]
    if best and len({word[:_STEM] for word in best}) == 1:  # «начала», «начало»: one meaning
        return min(best, key=lambda word: cost_of(word, lettered))
    return _likeliest(lettered, words, edits)


def _likeliest(written: str, words: Sequence[str], edits: int) -> str | None:
    """The word that is misread so most often, where its letters are those that OCR confuses."""
    near = process.extract(written, words, scorer=OSA.distance, score_cutoff=edits + 1, limit=None)
    costs = sorted(
        (cost_of(word, written), word) for word, _, _ in near if len(word) <= len(written) + 1
    )
    if not costs or costs[0][0] > (edits * _TWICE_SEEN or ONCE) or is_russian_word(written):
        return None
    if len(costs) > 1 and costs[1][0] < costs[0][0] + LEAD:
        return None
    return costs[0][1]

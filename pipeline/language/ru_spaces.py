"""Find where OCR lost, misread or put in a space among Russian words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from models.morphology import is_russian_word
from pipeline.language.candidate import CAPITAL, SMALL
from pipeline.language.lexicon import given_names, read_forms, read_list
from pipeline.language.nameforms import (
    fold_name,
    has_surname_ending,
    is_given,
    is_known_given,
    is_listed_surname,
    is_patronymic,
    is_surname,
)
from pipeline.language.slovnet_ner import known_words
from pipeline.language.toponyms import is_toponym
from pipeline.language.truecase import is_acronym

Edit = tuple[int, int, str]
"""A half-open range of the text and what is meant there; an empty range is an insertion."""

_SMALL_WORDS: Final = frozenset(
    ("а", "в", "во", "для", "до", "за", "и", "из", "к", "как", "ко", "на", "над", "не", "о")
    + ("об", "от", "по", "под", "при", "с", "со", "то", "у", "что")
)
# «УНКВДсПронькин», «прокурорузКаркаралинского»
_BORDER: Final = re.compile(rf"(?<=[{SMALL}])(?=[{CAPITAL}][{SMALL}]{{2}})")
_LEFT: Final = re.compile(rf"[{CAPITAL}]*[{SMALL}]+$")
# «ШЕВЕЛЕВАоПОРФИРИЯ», «РОсНКВД»
_IN_CAPITALS: Final = re.compile(
    rf"(?<!\w)(?P<left>[{CAPITAL}]{{2,}})(?P<junk>[{SMALL}])(?P<right>[{CAPITAL}]{{3,}})(?!\w)"
)
# «Яновичза», «Иоганновичау»
_PATRONYMIC: Final = re.compile(
    rf"(?<!\w)(?P<name>[{CAPITAL}][{SMALL}]+?(?:[оеь]вич(?:а|у|ем|ом|е)?|[оеь]вн(?:а|ы|е|у|ой|ою)))"
    rf"(?P<rest>[{SMALL}]+)(?!\w)"
)
# «Досмухамбетоваси его», «Есимхановзхранил», but «Благовещенка»
_SURNAME: Final = re.compile(
    rf"(?<!\w)(?P<name>[{CAPITAL}][{SMALL}]{{3,}}(?:[оеё]в|[иы]н)(?:ым|ой|ых|а|у|е|ы)?)"
    rf"(?P<rest>[{SMALL}]+)(?!\w)"
)
# «Ахатзпроживает», «Китайчерез»
_UNHEARD: Final = re.compile(rf"(?<![\w-])[{CAPITAL}][{SMALL}]{{8,}}(?![\w-])")
# «Благовещенка» is no «Благов», nor «Александровской»
_PLACE_ENDING: Final = re.compile(r"(?:к[аиуе]|кой|кою|[сц]к\w{0,3})$")
_JUNK: Final = "осзтев"
"""The letters that most often stand for a space."""
_SHORTEST: Final = 4
# «Каневскогозуезда»
_LEVEL: Final = re.compile(
    rf"(?<=[{SMALL}][сц]к)(?P<ending>[{SMALL}]{{2,4}}?)"
    r"(?=(?:район|област|округ|уезд|волост|губерни|сельсовет)[а-я]{0,3}(?!\w))"
)
_ADJECTIVE: Final = frozenset({"ого", "ому", "им", "ом", "ий", "ая", "ой", "ую", "ое"})
# «ВАХАсняты», but «ОМАРОВа», «УСВИТЛа»
_BEHIND_CAPITALS: Final = re.compile(
    rf"(?<!\w)(?P<name>[{CAPITAL}]{{4,}})(?P<rest>[{SMALL}]+)(?!\w)"
)
# «ОМАРОВ Али ИВАНОВ Петр»: a comma was lost.
_NEXT_PERSON: Final = re.compile(
    rf"(?<!\w)[{CAPITAL}]{{3,}}(?: [{CAPITAL}][{SMALL}]{{2,}}){{1,2}}(?P<gap> )"
    rf"(?=[{CAPITAL}]{{4,}} [{CAPITAL}][{SMALL}]{{2}})"
)
# «А. ТЕН ИВАН» between «3. ЛИ ПЕТР» and «5. ЦОЙ АННА»
_ITEM: Final = re.compile(r"^\s*\d{1,3}[.)]", re.MULTILINE)
_MISREAD_ITEM: Final = re.compile(
    rf"^(?P<figure>[АБЗОТIІlП]|[!\"'?.,/]{{1,2}})[.,)] ?(?=[{CAPITAL}])", re.MULTILINE
)
# «воселе Чарск», «опос. Тартугай», «вс. Чилик»
_KIND: Final = re.compile(
    rf"(?<!\w)(?:(?:во?|из|на|от|до|по|к)(?=(?:сел[аоеу]|город[ае]|пос[её]лк[ае]|аул[ае]"
    rf"|деревн[еи]|станци[ию]|районе?) [{CAPITAL}])|[{SMALL}](?=(?:пос|дер|гор|хут)\. ?[{CAPITAL}])"
    rf"|(?:в|из)(?=с\. ?[{CAPITAL}]))"
)
_WORD_BEHIND: Final = re.compile(r"\w+")
# «Л.зГ.», «А.(С.», «с.еУзун-Агач», «№т5», «1.тКАБЫЛДИН»
_BEHIND_MARK: Final = re.compile(
    rf"(?<=[{CAPITAL}]\.)[{SMALL}(](?=[{CAPITAL}]\.)|(?<=[{SMALL}]\.)[{SMALL}](?=[{CAPITAL}][{SMALL}]{{2}})"
    rf"|(?<=№)[{SMALL}](?=\d)|(?<=\d\.)[{SMALL}](?=[{CAPITAL}]{{2}})"
)
# «комен дант», «Кусаин овну»
_TORN: Final = re.compile(r"(?<![\w-])(?P<left>[^\W\d_]{2,}) (?=(?P<right>[^\W\d_]{2,})(?![\w-]))")


def mended_spaces(text: str) -> Iterator[Edit]:
    """What is meant where a space is missing, misread or put in, in order and without overlap."""
    end = 0
    for edit in sorted({*_lost(text), *_behind_names(text), *_torn(text), *_items(text)}):
        if edit[0] >= end:
            yield edit
            end = max(edit[1], edit[0] + 1)


def _lost(text: str) -> Iterator[Edit]:
    for border in _BORDER.finditer(text):
        left = _LEFT.search(text, max(0, border.start() - 25), border.start())
        right = _WORD_BEHIND.match(text, border.start())
        if left and right and (edit := _at_border(left.group(), right.group(), border.start())):
            yield edit
    for found in _IN_CAPITALS.finditer(text):
        acronyms = all(part in read_list("acronyms") for part in (found["left"], found["right"]))
        if acronyms or _are_names(found["left"].title(), found["right"].title()):
            yield found.start("junk"), found.end("junk"), " "
    for found in _LEVEL.finditer(text):
        ending, end = found["ending"], found.end()
        misread = ending not in _ADJECTIVE and ending[:-1] in _ADJECTIVE
        yield end - misread, end, " "
    for found in _KIND.finditer(text):
        behind = _WORD_BEHIND.match(text, found.end())
        if behind and (found.group() + behind.group()) not in known_words():
            yield found.end(), found.end(), " "
    for found in _BEHIND_MARK.finditer(text):
        yield found.start(), found.end(), " "


def _are_names(left: str, right: str) -> bool:
    """Whether two words are names, but not one word that they make together."""
    named = len(left) >= _SHORTEST and _is_word(left) and _is_name(right)
    return named and not _is_word(left + "о" + right.lower())


def _at_border(left: str, right: str, at: int) -> Edit | None:
    """The space before a capital inside a word; «СеМипалатинск» has none, but a false capital."""
    whole = left + right.lower()
    if is_russian_word(whole) or is_toponym(whole):
        return at, at + 1, right[0].lower()
    if _is_word(left):
        return at, at, " "
    if len(left) > 2 and _is_word(left[:-1]):
        return at - 1, at, " "
    return (at, at, " ") if len(left) >= _SHORTEST else None


def _behind_names(text: str) -> Iterator[Edit]:
    for found in _PATRONYMIC.finditer(text):
        if not is_patronymic(found.group()) and _is_other_word(found["rest"]):
            yield _space_before(found["rest"], found.end("name"))
    for found in _SURNAME.finditer(text):
        if not _is_whole(found.group()) and _is_other_word(found["rest"], strict=True):
            yield _space_before(found["rest"], found.end("name"))
    for found in _BEHIND_CAPITALS.finditer(text):
        ending = len(found["rest"]) < _SHORTEST and is_acronym(found["name"])
        whole = ending or _is_word(found.group().title())
        if not whole and _is_other_word(found["rest"]):
            yield _space_before(found["rest"], found.end("name"))
    for found in _NEXT_PERSON.finditer(text):
        yield found.start("gap"), found.end("gap"), ", "
    for found in _UNHEARD.finditer(text):
        if length := _given_before(found.group()):
            yield _space_before(found.group()[length:], found.start() + length)


def _space_before(rest: str, at: int) -> Edit:
    """The space before the letters behind a name, or instead of the first of them."""
    misread = rest[0] in _JUNK and not _stands(rest) and _stands(rest[1:])
    return at, at + misread, " "


@lru_cache(maxsize=20_000)
def _given_before(word: str) -> int:
    """Length of the given name or place that a word begins with before another word, else 0."""
    if _is_whole(word):
        return 0
    for at in range(len(word) - 2, _SHORTEST - 1, -1):
        given, rest = fold_name(word[:at]), word[at:]
        short = len(rest) == 2 and rest[0] in _JUNK and rest[1] in _SMALL_WORDS
        if short and is_known_given(given):
            return at
        named = given in given_names() or is_toponym(word[:at])
        if len(rest) > _SHORTEST and named and _is_other_word(rest, strict=True):
            return at
    return 0


@lru_cache(maxsize=20_000)
def _is_other_word(rest: str, *, strict: bool = False) -> bool:
    """Whether letters behind a name are no ending of it, but a word, perhaps after a lost space."""
    if _stands(rest) and (len(rest) > 2 or not strict):
        return True
    return rest[0] in _JUNK and _stands(rest[1:])


def _stands(word: str) -> bool:
    """Whether small letters are a word by themselves."""
    if len(word) < _SHORTEST:
        return word in _SMALL_WORDS or (len(word) == _SHORTEST - 1 and is_russian_word(word))
    return word in known_words()


def _items(text: str) -> Iterator[Edit]:
    """Figures for what OCR made of an item's number, where the line before or after has one."""
    starts = {found.start() for found in _ITEM.finditer(text)}
    if not starts:
        return
    for found in _MISREAD_ITEM.finditer(text):
        before = text.rfind("\n", 0, max(0, found.start() - 1)) + 1
        after = text.find("\n", found.end()) + 1
        if (found.start() and before in starts) or after in starts:
            starts.add(found.start())
            yield found.start("figure"), found.end("figure"), "0" * len(found["figure"])


def _torn(text: str) -> Iterator[Edit]:
    """Words that a space was put into; the whole is a name, or a word that the rules hang on."""
    forms = read_forms("form_words")
    for found in _TORN.finditer(text):
        left, right = found["left"], found["right"]
        whole = left + right
        if whole.lower() in forms:
            joined = not (_is_word(left) and _is_word(right))
        else:
            joined = left[0].isupper() and right.islower() and _is_torn_name(left, right)
        if joined:
            yield found.start(), found.end("right"), whole


@lru_cache(maxsize=20_000)
def _is_torn_name(left: str, right: str) -> bool:
    whole = left + right
    if right in _SMALL_WORDS:
        return False
    if is_patronymic(whole):
        return not is_patronymic(right)
    if _is_name(left):
        return False
    listed = is_listed_surname(whole) and has_surname_ending(whole)
    return listed and not is_russian_word(left)


@lru_cache(maxsize=50_000)
def _is_word(word: str) -> bool:
    """Whether a word stands in newspapers, or is a name by lists or form."""
    if word.lower() in _SMALL_WORDS:
        return True
    heard = word.lower().replace("ё", "е") in known_words()
    return len(word) > 2 and (heard or word.isupper() or _is_name(word))


def _is_whole(word: str) -> bool:
    """Whether a word is one, at least by its ending."""
    return bool(_PLACE_ENDING.search(word)) or _is_word(word)


def _is_name(word: str) -> bool:
    if not word[:1].isupper() or len(word) < _SHORTEST:
        return False
    return is_patronymic(word) or is_surname(word) or is_given(word) or is_toponym(word)

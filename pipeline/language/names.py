"""Find names of people by their form and by the words around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.entity import Label
from pipeline.language import namecontext as context
from pipeline.language.candidate import CAP_WORD, CAPITAL, Candidate
from pipeline.language.lexicon import read_list
from pipeline.language.nameforms import (
    fold_name,
    has_surname_ending,
    is_damaged_patronymic,
    is_given,
    is_known_given,
    is_korean,
    is_listed_surname,
    is_patronymic,
    is_surname,
    surname_stem,
)
from pipeline.language.namephrase import extend_name, find_bracketed
from pipeline.language.slovnet_ner import known_words
from pipeline.language.toponyms import is_toponym

_CONNECTOR: Final = r"(?:улы|ұлы|ӯлы|оглы|оғлы|кызы|қызы)(?:н[ыіаеді]\w*)?"
_SON: Final = r"баласы(?:н[ыіа]\w*)?"
_ITEM: Final = re.compile(
    rf"(?<!\w)((?:Дж|[{CAPITAL}])\.)|({CAP_WORD})(?!\.?\w)"
    rf"|(?<= )(?<![ндт][ыі]ң )(?:({_CONNECTOR})|({_SON}))\b"  # «Омардың қызы» is no name
)
_CAMP: Final = re.compile(r"\w{3,}лаг(?:а|у|ом|е|тың|та|қа|тан)?")
_KAZAKH_LETTER: Final = re.compile(r"[әіңғүұқөһӯ]", re.IGNORECASE)
_LINE_END: Final = re.compile(r"[).]*\s*(?:\n|$)")
_GAP: Final = re.compile(r"[ ]{0,2}")

# One letter an item: P patronymic, B given name or surname, G given name, S surname, C another
# capitalised word, I initial, K «улы/қызы», N «баласы», x a word that is no name.
_FORMS: Final = tuple(
    (re.compile(pattern), confidence)
    for pattern, confidence in (
        (r"[GB]P[SBC]|[SBCG]?[GBC]P(?![SP])|[SBCG]P", 0.95),
        (r"[SB]?[GCSB]{1,2}K[GCSB]?", 0.9),
        (r"[GCSB]{2}N|[GCSB]N[GCSB]", 0.9),
        (r"[SBCG]II?|II?[SBCG]", 0.9),
        (r"[SB][GB]|[GB][SB]", 0.85),
    )
)
_NAMED: Final = re.compile(r"[SBGC]{1,3}P?|[SBGC]II?")
_SYLLABLES: Final = 3


@dataclass(frozen=True, slots=True)
class _Item:
    form: str
    text: str
    start: int
    end: int


def find_names(text: str) -> list[Candidate]:
    """Names of people in true-cased text; spans may contain an alias in brackets."""
    found = [person for run in _runs(text) for person in _read_run(text, run)]
    found += find_bracketed(text)
    found += _repeated(text, found)
    found.sort(key=lambda person: (person.start, -person.end))
    return [extend_name(text, person) for person in found]


def _runs(text: str) -> Iterator[list[_Item]]:
    """Capitalised words and initials that stand together on one line."""
    run: list[_Item] = []
    for found in _ITEM.finditer(text):
        form = "x" if context.precedes_place_word(text, found.end()) else _form(found)
        item = _Item(form, found.group(), found.start(), found.end())
        if run and not _GAP.fullmatch(text, run[-1].end, item.start):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _form(found: re.Match[str]) -> str:
    if found.group(1):
        return "I"
    if found.group(3):
        return "K"
    if found.group(4):
        return "N"
    word = found.group()
    if fold_name(word) in read_list("not_names") or _is_post(word) or _CAMP.fullmatch(word):
        return "x"
    if is_patronymic(word) or is_damaged_patronymic(word):
        return "P"
    given, surname = is_given(word), is_surname(word)
    if given and surname:
        return "B"
    return "G" if given else "S" if surname else "C"


def _is_post(word: str) -> bool:
    """Whether the word is a rank or post; «Майоров» is a surname all the same."""
    return context.is_person_word(word) and not is_listed_surname(word)


def _read_run(text: str, run: list[_Item]) -> Iterator[Candidate]:
    forms = "".join(item.form for item in run)
    position = 0
    while position < len(run):
        length, confidence = _longest(text, run, forms, position)
        if length:
            last = run[position + length - 1]
            yield Candidate(Label.PERSON, run[position].start, last.end, confidence, "rules")
        position += max(length, 1)


def _longest(text: str, run: list[_Item], forms: str, position: int) -> tuple[int, float]:
    """Length in items and confidence of the best name that begins at `position`; 0 where none."""
    first = run[position]
    if is_korean([item.text for item in run[position : position + _SYLLABLES]]):
        return _SYLLABLES, 0.85
    if forms[position] in "xKN" or context.follows_place_word(text, first.start):
        return 0, 0.0
    shaped = 0, 0.0
    for pattern, confidence in _FORMS:
        found = pattern.match(forms, position)
        if found and found.end() - position > shaped[0]:
            shaped = found.end() - position, confidence
    named = _NAMED.match(forms, position)
    if named and named.end() - position > shaped[0]:
        confidence = _confidence_by_context(text, run, position, named.end())
        if confidence:
            return named.end() - position, confidence
    pair = _is_kazakh_pair(run, forms, position) or _is_unheard_pair(run, forms, position)
    if not shaped[0] and pair:
        shaped = 2, 0.65
    if shaped[0] and context.is_place_context(text, first.start, run[position + shaped[0] - 1].end):
        return 0, 0.0
    return shaped


def _is_kazakh_pair(run: list[_Item], forms: str, position: int) -> bool:
    """A surname and an unlisted word, of which one has letters no Russian word has."""
    if forms[position : position + 2] not in {"CS", "SC", "SS"}:
        return False
    pair = [item.text for item in run[position : position + 2]]
    return any(map(_KAZAKH_LETTER.search, pair)) and any(map(has_surname_ending, pair))


def _is_unheard_pair(run: list[_Item], forms: str, position: int) -> bool:
    """A surname and a given name, of which newspapers do not know one: it is rare or damaged."""
    pair = forms[position : position + 2]
    if forms[position + 2 : position + 3] or (position and forms[position - 1] not in "xKN"):
        return False
    first, second = run[position : position + 2] if len(pair) == 2 else (None, None)
    if first is None or second is None:
        return False
    if pair in {"SC", "BC"}:
        return has_surname_ending(first.text) and second.text.lower() not in known_words()
    if pair in {"CG", "CB"}:  # «Искалиив Махмет»
        return is_known_given(second.text) and first.text.lower() not in known_words()
    return False


def _confidence_by_context(text: str, run: list[_Item], position: int, end: int) -> float:
    first, last = run[position], run[end - 1]
    if context.is_place_context(text, first.start, last.end):
        return 0.0
    alone = end - position == 1
    if alone and context.is_adjective(text, first.start, first.end):
        return 0.0
    if context.follows_address(text, first.start):
        return 0.85
    if context.follows_subject(text, first.start) and _may_be_person(first, alone):
        return 0.8
    if alone and context.is_speaker(text, first.start, last.end):
        return 0.8
    if context.is_called_after(text, last.end) and not is_toponym(first.text):
        return 0.85
    surname = first.form in "SB"
    if alone and surname and context.is_signature(text, first.start, last.end):
        return 0.8
    if context.follows_person_word(text, first.start) and (surname or not alone):
        return 0.8
    if context.follows_person_word(text, first.start) and first.form == "G":
        return 0.7  # «Иеромонах Пахомий»
    if context.is_listed(text, first.start, last.end) and not alone:
        return 0.85
    if alone and surname and context.follows_post(text, first.start):
        return 0.7
    if alone and surname and context.follows_security(text, first.start):
        return 0.7
    if not alone:
        return 0.0
    if _is_signature(text, first):
        return 0.65
    if (
        surname
        and text[first.start - 1 : first.start] == "("
        and text[last.end : last.end + 1] == ")"
    ):
        return 0.7
    if is_listed_surname(first.text) and not first.text.lower().endswith(("ский", "ского", "ской")):
        return 0.5 if context.is_sentence_start(text, first.start) else 0.6
    return 0.0


def _may_be_person(item: _Item, alone: bool) -> bool:
    """Whether a word that a person is expected at looks like a name, or like no other word."""
    if is_toponym(item.text):
        return False
    return not alone or item.form in "SBG" or item.text.lower() not in known_words()


def _is_signature(text: str, item: _Item) -> bool:
    """Whether a word no newspaper knows ends the line of a post: a rare or damaged surname."""
    if item.text.lower() in known_words() or not _LINE_END.match(text, item.end):
        return False
    return context.follows_post(text, item.start) or context.follows_person_word(text, item.start)


def _repeated(text: str, found: list[Candidate]) -> list[Candidate]:
    """Other occurrences of a surname that the page has in a fuller name."""
    taken = [False] * (len(text) + 1)
    stems: set[str] = set()
    for person in found:
        taken[person.start : person.end] = [True] * (person.end - person.start)
        for word in re.findall(CAP_WORD, text[person.start : person.end]):
            if len(word) > 4 and is_surname(word) and not is_patronymic(word):
                stems.add(surname_stem(word))
    return [
        Candidate(Label.PERSON, word.start(), word.end(), 0.75, "rules")
        for word in re.finditer(CAP_WORD, text)
        if not taken[word.start()]
        and surname_stem(word.group()) in stems
        and not context.is_place_context(text, word.start(), word.end())
    ]

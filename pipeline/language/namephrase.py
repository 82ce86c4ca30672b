"""Aliases, maiden names and abbreviated patronymics: what belongs to a name beside the name."""

import re
from collections.abc import Iterator
from typing import Final

from models.entity import Label
from pipeline.language.candidate import CAP_WORD, CAPITAL, SMALL, Candidate
from pipeline.language.lexicon import given_names, read_list
from pipeline.language.nameforms import (
    fold_name,
    has_surname_ending,
    is_given,
    is_patronymic,
    is_surname,
)

_ALIAS: Final = re.compile(
    r",?\s*(\()?(?:(?:[ос][нпи]|[ос][нпи]а)[ -][жхк]е(?:\s+по\s+\w+)?"
    r"|\w?[рp]о[жхк][длцн](?:[.,]|[её]нн\w+)|урож\.(?=\s[«\"]?[А-ЯЁ][а-яё-]+[»\"]?\s?[,;)])"
    r"|(?:по\s+(?:\w+\s+)?)?(?:мужу|кличк[аеи]|прозвищ[аеу])|псевдоним|в\s+замужестве|[қк][ыи]з\s+кез[іи]нде(?:г[іи])?(?:\s+тег[іи]"
    r"|\s+фамилияс[ыи])?|ол\s+(?:да|сондай-а[қк])|лақап\s+аты)\s+"
    rf"[«\"]?{CAP_WORD}(?: {CAP_WORD}){{0,2}}(?: [{CAPITAL}]\.){{0,2}}[»\"]?(?(1)\))"
)
_ALIASED: Final = re.compile(rf"(?<!\w)({CAP_WORD})(?={_ALIAS.pattern.replace('(1)', '(2)')})")
_INNER: Final = re.compile(rf" \(({CAP_WORD}(?: {CAP_WORD})?)\)(?= {CAP_WORD})")
_BRACKETED: Final = re.compile(
    rf"({CAP_WORD}) \((?:(?:он|она)[ -]же |урожд\. |бывш\. )?({CAP_WORD})(?: {CAP_WORD})?\) "
    rf"({CAP_WORD})(?: ({CAP_WORD}))?"
)
_ALIAS_CELL: Final = re.compile(r"(?:^|[|\n])\s*((?:он|она)[ -]же (?:по \w+ )?)$")
_ALIAS_WORD: Final = re.compile(r" же |урожд")
_REST: Final = re.compile(rf" ({CAP_WORD})(?: ({CAP_WORD}))?")
_ABBREVIATED: Final = re.compile(rf" ([{CAPITAL}][{SMALL}]{{1,6}})\.")


def find_bracketed(text: str) -> Iterator[Candidate]:
    """A name with another inside or after it: «Байсалова (Имангалиева) Даметкен»."""
    for found in _ALIASED.finditer(text):
        if fold_name(found.group(1)) not in read_list("not_names") and is_surname(found.group(1)):
            yield Candidate(Label.PERSON, found.start(1), found.end(1), 0.8, "rules")
    for found in _BRACKETED.finditer(text):
        outer, inner, given, patronymic = found.groups()
        if fold_name(outer) in read_list("not_names"):
            continue
        named = _ALIAS_WORD.search(found.group()) and not found.group(4)
        both = has_surname_ending(outer) and has_surname_ending(inner)
        if named or both or is_given(given) or is_patronymic(given):
            last = 4 if patronymic and is_patronymic(patronymic) else 3
            if is_surname(outer) or is_given(outer):
                yield Candidate(Label.PERSON, found.start(), found.end(last), 0.9, "rules")


def extend_name(text: str, person: Candidate) -> Candidate:
    """Take in an abbreviated patronymic, and an alias or maiden name in the same phrase."""
    end = person.end
    abbreviated = _ABBREVIATED.match(text, end)
    if (
        abbreviated
        and " " in text[person.start : end]
        and _is_patronymic_stem(abbreviated.group(1))
    ):
        end = abbreviated.end()
    alias = _ALIAS.match(text, end)
    inner = None if alias else _INNER.match(text, end)
    if alias:
        end = _with_rest(text, alias.end()) if text[alias.end() - 1] == ")" else alias.end()
        again = _ALIAS.match(text, end)  # «(по кличке «Сары»), он же Нуркин А.»
        end = again.end() if again else end
    elif inner:
        rest = _with_rest(text, inner.end())
        end = rest if rest > inner.end() else end
    start = person.start - _alias_before(text, person.start)
    return Candidate(person.label, start, end, person.confidence, person.source)


def _alias_before(text: str, start: int) -> int:
    """Length of «он же по отцу» where a table's cell begins with it."""
    before = _ALIAS_CELL.search(text, max(0, start - 30), start)
    return len(before.group(1)) if before else 0


def _with_rest(text: str, end: int) -> int:
    """The given name and patronymic that follow an alias in brackets."""
    rest = _REST.match(text, end)
    if rest is None or not (is_given(rest.group(1)) or is_patronymic(rest.group(1))):
        return end
    second = rest.group(2)
    return rest.end(2) if second and is_patronymic(second) else rest.end(1)


def _is_patronymic_stem(stem: str) -> bool:
    folded = fold_name(stem)
    return folded not in read_list("not_names") and any(
        name.startswith(folded) for name in given_names()
    )

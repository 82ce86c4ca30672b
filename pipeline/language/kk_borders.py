"""Set right where the Kazakh network says that a name ends."""

import re
from collections.abc import Iterator
from typing import Final

from models.entity import Label
from pipeline.language.candidate import CAP_WORD, CAPITAL, SMALL
from pipeline.language.kk_places import is_before_place_word
from pipeline.language.nameforms import is_patronymic
from pipeline.language.toponyms import is_plain_toponym, is_toponym

_TO_IN_FROM: Final = r"(?:(?<=[ғгқк][ае])|(?<=[дт][ае])|(?<=[дтн][ае]н))"
# «Мәриям Омбыға» went to Омбы: of a name the last word alone has an ending, and no person is a
# place to go to, to be in or to come from.
_WHERE: Final = re.compile(rf" (?P<place>{CAP_WORD}){_TO_IN_FROM}$")
_LAST: Final = re.compile(rf" {CAP_WORD}$")
# «Цай Сен Ир он жылға»: what a person is called ends with a capitalised word, but for «ұлы».
_SMALL_WORDS: Final = re.compile(
    rf"(?<=[{SMALL}.]) (?!(?:[ұуӯ]л|[қк]ыз)ы)(?:[{SMALL}-]+ )*[{SMALL}-]+$"
)
# «Бике. Шолпан» were read for «Бике, Шолпан».
_STOP: Final = re.compile(rf"(?<=[{SMALL}]{{3}})\. ")
# «Рысқұл Жандәулетов Бәкірге»: a name has but its last word declined, so these are two people.
_TWO: Final = re.compile(
    rf"^{CAP_WORD} (?P<surname>{CAP_WORD}(?<=[оеи][вн])) (?P<other>{CAP_WORD})"
    r"(?:(?<=[ндт][ыі]ң)|(?<=[ғгқк][ае])|(?<=[ндт][ыі])|(?<=[дтн][ае]н)|(?<=[мбп]ен))$"
)
# «Беков Үрістембаев», «Лобанов Құлымбетов Е.»: no one has two surnames in -ов, so a comma is lost.
_SURNAMES: Final = re.compile(
    rf"^{CAP_WORD}(?<=[ое]в) (?P<other>{CAP_WORD}(?<=[ое]в)(?:(?: ?[{CAPITAL}][.,]){{1,2}})?)$"
)
# «Бисенов мүшелері Шәкіров»: the small word is of neither name; «Құдабай баласы Мырқасым» is one.
_BETWEEN: Final = re.compile(
    rf"^(?:{CAP_WORD} )*{CAP_WORD}(?P<gap> +(?!(?:[ұуӯ]л|[қк]ыз|бала|ог?л|угл)[{SMALL}]+ )"
    rf"[{SMALL}]{{4,}} +)(?=[{CAPITAL}])"
)
# «Төраға: А. Гринько», «Тохтахун (Жаркент»: a heading before, a bracket that is not closed.
_HEADING: Final = re.compile(r"^[^:(]*: ?(?=\w)")
_OPEN: Final = re.compile(r" ?\([^)]*$")
_FOUR: Final = re.compile(rf"^{CAP_WORD} {CAP_WORD} (?P<other>{CAP_WORD} {CAP_WORD})$")
# «Атбасарда бізді»: a word with such an ending has no kind word behind it.
_PLACED: Final = re.compile(rf"^(?P<place>{CAP_WORD}){_TO_IN_FROM} [{SMALL}]")


def cut_name(label: Label, name: str, after: str) -> Iterator[tuple[int, int]]:
    """The half-open ranges of `name` that are names by themselves.

    Args:
        label: what it is said to be.
        name: of one line.
        after: the text behind it.
    """
    if label is Label.PERSON:
        for start, end in _people(name):
            yield start, start + _end_of_person(name[start:end], name[end:] + after)
        return
    placed = _PLACED.match(name) if label is Label.PLACE else None
    yield placed.span("place") if placed and is_toponym(placed["place"]) else (0, len(name))


def _people(name: str) -> Iterator[tuple[int, int]]:
    """One range for each person whose name was taken for a part of another's."""
    apart = _TWO.match(name) or _FOUR.match(name) or _SURNAMES.match(name)
    if apart and not any(map(is_patronymic, name.split())):
        yield from ((0, apart.start("other") - 1), apart.span("other"))
        return
    heading, open_bracket = _HEADING.match(name), _OPEN.search(name)
    start = heading.end() if heading else 0
    end = open_bracket.start() if open_bracket else len(name)
    between = _BETWEEN.match(name)
    stops = [between.span("gap")] if between else []
    for stop, after in stops or (found.span() for found in _STOP.finditer(name, start, end)):
        yield start, stop
        start = after
    yield start, end


def _end_of_person(name: str, after: str) -> int:
    small = _SMALL_WORDS.search(name)
    end = small.start() if small else len(name)
    last = _LAST.search(name, 0, end)
    if last and not small and is_before_place_word(after):
        return last.start()
    where = _WHERE.search(name[:end])
    return where.start() if where and is_plain_toponym(where["place"]) else end

"""Set right where the Kazakh network says that a name ends."""

import re
from collections.abc import Iterator
from typing import Final

from models.entity import Label
from pipeline.language.candidate import CAP_WORD, SMALL
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
        two = _TWO.match(name)
        if two and not is_patronymic(two["other"]):
            yield from ((0, two.end("surname")), two.span("other"))
            return
        start = 0
        for part in _STOP.split(name):
            yield start, start + _end_of_person(part, after if name.endswith(part) else "")
            start += len(part) + 2
        return
    placed = _PLACED.match(name) if label is Label.PLACE else None
    if placed and is_toponym(placed["place"]):
        yield placed.span("place")
    else:
        yield 0, len(name)


def _end_of_person(name: str, after: str) -> int:
    small = _SMALL_WORDS.search(name)
    end = small.start() if small else len(name)
    last = _LAST.search(name, 0, end)
    if last and not small and is_before_place_word(after):
        return last.start()
    where = _WHERE.search(name[:end])
    return where.start() if where and is_plain_toponym(where["place"]) else end

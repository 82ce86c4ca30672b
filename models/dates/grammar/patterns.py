"""Every pattern of the grammar, and the atoms that they find in a reading."""

import re
from collections import defaultdict
from typing import Final

from models.dates.grammar.atoms import Atom
from models.dates.grammar.blocks import ANY_MONTH, LEFT, SEASON, ZODIAC
from models.dates.grammar.kazakh_orders import KAZAKH_ORDERS
from models.dates.grammar.named import NAMED
from models.dates.grammar.numbered import NUMBERED
from models.dates.grammar.portions import ORDINAL_START, PORTIONS
from models.dates.grammar.shapes import Shape
from models.dates.grammar.stretches import STRETCHES, WORD_START
from models.dates.grammar.values import DateContext
from models.dates.grammar.years import YEARS

SHAPES: Final = (*NAMED, *NUMBERED, *YEARS, *STRETCHES, *PORTIONS, *KAZAKH_ORDERS)
"""Every way to write a date."""

_SYMBOLS: Final = f"{ANY_MONTH[1:-1]}{ZODIAC[1:-1]}"
# A month stands at most so far from where its date begins, in characters of a reading.
_REACH: Final = 72
_MONTH: Final = re.compile(f"[{_SYMBOLS}{SEASON[1:-1]}]")
_STARTS: Final = re.compile(
    LEFT + rf"(?:(?P<YEAR>(?=\S{{0,2}}\d)[12iіlт!|][0-9oоздэбƃчваеgqсsiіlт!|©]{{2}}"
    r"|(?<![/-])[1-5]\d(?=[^\W\d]{0,2}[ -]{0,2}(?:[ыі]?н?[шч][ыіи] ?)?жыл[ығгд])"
    r"|[89]\d\d(?!\d)|1[0-4]\d(?= ?[гж]| по | ?- ?1[89]\d\d)"
    r"|[1iіт][789](?=[\[_?…]|\.\.| \d))|(?P<NUMBER>\d|"
    r"\" ?[\d_. iіlзоo!|]|_|[\[(](?=[?.…нчо\d])|\?[?\dʌƃ]|[iіlзоoт!|](?=\d|/)|ƃ(?=[/.])"
    r"|[iіlзƃ](?=[\"(.-]|[.-] ?| \(| (?:-|по|до|на|и) ?\d)"
    rf"|[iіlзʌƃ](?=\"? ?[{_SYMBOLS}]))"
    rf"|(?P<MONTH>[{_SYMBOLS}])|(?P<SEASON>{SEASON})"
    r"|(?P<YEAR_WORD>осы|сол|дәл сол|б[иы][ыий]л|б[ыимй]{0,2}[лд]т[ыимй]р|ағымд|үстім|[өеәо]тк"
    r"|того же|с[еиоа]г?о? ?\w?[гчцнд]|се\wо [гчд])"
    rf"|(?P<ORDINAL>{ORDINAL_START})|(?P<WORD>{WORD_START})"
    r"|(?P<ROMAN>[хxvуyiіlтпш!|\\]{1,5}(?=[./-]| 1[89]\d\d| м(?:ес|-ц)| - )))"
)


def _by_start() -> dict[str, tuple[Shape, ...]]:
    """The shapes that are tried at each kind of start, in their order."""
    lists: dict[str, list[Shape]] = defaultdict(list)
    for one in SHAPES:
        for start in one.starts:
            lists[str(start.name)].append(one)
    return {name: tuple(shapes) for name, shapes in lists.items()}


_TRIED: Final = _by_start()


def find_atoms(text: str, context: DateContext) -> list[Atom]:
    """Every match of every pattern that is a date, overlapping or not."""
    atoms = []
    for start in _STARTS.finditer(text):
        place = start.start()
        following = text[place : place + _REACH]
        dated = _MONTH.search(text, place, place + _REACH) is not None
        for shape in _TRIED[str(start.lastgroup)]:
            if shape.dated and not dated:
                continue
            if shape.near and not any(sign in following for sign in shape.near):
                continue
            match = shape.pattern.match(text, place)
            atom = shape.build(match, context) if match else None
            if atom is not None and atom.read() is not None:
                atoms.append(atom)
    return atoms

"""Where a person was born, as the text says it beside the name: «уроженец аула № 7 …»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from models.entity import Label, Mention
from models.places import Gazetteer
from models.places.toponyms import Kind, read_units
from models.places.wholes import BETWEEN

Verdict = Literal["same", "within", "different"]

_REACH: Final = 200
_TO_PLACE: Final = 40
_BORN: Final = re.compile(
    r"(?<!\w)(?:ур(?:ож)?\.|урожен(?:ец|к|ц)\w{0,3}|родил(?:ся|ась)|род\."
    r"|место\s+рожд(?:ения|\.)?|туған\s+жері)",
    re.IGNORECASE,
)
_BORN_AFTER: Final = re.compile(
    r"(?:[дт][ае]|н[дт][ае])?\s(?:\d[^\n;|]{0,24}\s)?(?:туған|туылған|туып|дүниеге\sкелген)(?!\w)"
)
# What ends the statement: another fact of a form, another clause.
_ENDS: Final = re.compile(r"[;|]|\n\s*\n|(?<!\w)(?:прож|житель|обвин|осужд|арест|работ)\w*")
_SETTLEMENTS: Final = frozenset({"city", "village", "settlement", "station"})
_FOLDED: Final = re.compile(r"[^\w№]+")


@dataclass(frozen=True, slots=True)
class Birthplace:
    """A place of birth: its levels, the smallest first, each by its name and its key.

    Keys are those of the mentions: "=" and the gazetteer's id where the place is known.
    """

    names: tuple[str, ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, details: Any) -> "Birthplace | None":
        """That which the details of a person's mention hold."""
        levels = (details or {}).get("birth_place")
        if not levels:
            return None
        return cls(
            tuple(str(each["name"]) for each in levels), tuple(str(each["key"]) for each in levels)
        )


def with_birthplaces(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; people of whom the text says it with `birth_place` among their details."""
    places = [each for each in mentions if each.span.label is Label.PLACE]
    people = [each for each in mentions if each.span.label is Label.PERSON]
    after = {id(one): other.span.start for one, other in zip(people, people[1:], strict=False)}
    found: list[Mention] = []
    for mention in mentions:
        if mention.span.label is Label.PERSON and places:
            end = min(after.get(id(mention), len(text)), mention.span.end + _REACH)
            levels = _levels(text, mention.span.end, end, places)
            if levels:
                known = [{"name": each.normal, "key": _key(each)} for each in levels]
                details = {**(mention.details or {}), "birth_place": known}
                mention = replace(mention, details=details)
        found.append(mention)
    return found


def _key(place: Mention) -> str:
    return place.key if place.key.startswith("=") else _FOLDED.sub(" ", place.key).strip()


def _levels(text: str, start: int, end: int, places: Sequence[Mention]) -> list[Mention]:
    """The place that the text between the name and the next one says the person was born in."""
    within = [each for each in places if start <= each.span.start < end]
    cues = [found.end() for found in _BORN.finditer(text, start, end)]
    for place, first in enumerate(within):
        levels = [first]
        for other in within[place + 1 :]:
            if not BETWEEN.fullmatch(text, levels[-1].span.end, other.span.start):
                break
            levels.append(other)
        gaps = (text[cue : first.span.start] for cue in cues if cue <= first.span.start)
        near = any(len(gap) <= _TO_PLACE and not _ENDS.search(gap) for gap in gaps)
        if near or _BORN_AFTER.match(text, levels[-1].span.end):
            return levels
    return []


def compare(one: Birthplace, other: Birthplace) -> Verdict | None:
    """Whether two places of birth are one, lie in one county, or cannot both be right.

    None where that is open: a village and the county around it agree and prove nothing, and without
    a gazetteer's word on both, names that differ may be one place in two times.
    """
    first, second = one.keys[0], other.keys[0]
    shared = set(one.keys) & set(other.keys)
    if first == second:
        # «аул № 7» is in every county: it takes the county, too.
        if not first.startswith("=") and any(letter.isdigit() for letter in first):
            return "same" if len(shared) > 1 else None
        return "same" if _is_settlement(one) else "within"
    kinds = (_kind(first), _kind(second))
    if shared or None in kinds:
        return None
    is_one_level = kinds[0] == kinds[1] or _SETTLEMENTS.issuperset(kinds)
    return "different" if is_one_level else None


def _is_settlement(birthplace: Birthplace) -> bool:
    """Whether the smallest level is a settlement, by the gazetteer or by its kind word."""
    key = birthplace.keys[0]
    if key.startswith("="):
        return _kind(key) in _SETTLEMENTS
    units = read_units(birthplace.names[0])
    return not units or units[0].kind in {None, Kind.SETTLEMENT}


def _kind(key: str) -> str | None:
    """What the gazetteer calls the place of a key; None where it is unknown."""
    place = Gazetteer.load().get(key[1:]) if key.startswith("=") else None
    return place.kind if place else None

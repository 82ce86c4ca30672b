"""Propose which profiles are, or may be, one person: by name, and by what stands beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any, Final, Protocol

from models.i18n import N_, _
from models.misreading.homoglyphs import fold_letters
from models.names import PersonName
from models.names.matching import Match
from models.names.person import Person
from models.people.clusters import Pair, pair_of
from models.people.profiles import Profile
from models.places.birthplaces import compare

Why = tuple[tuple[str, dict[str, Any]], ...]
"""Reasons, each an English sentence to be translated and the values for its places."""

LEAST_SCORE: Final = 0.5
"""Under which a pair of names is not worth a person's time, unless file or case speak for it."""

_MOST_IN_BLOCK: Final = 120
# Among so few of one name all pairs are shown; of more, each with the first and within its file.
_MOST_NAMESAKES: Final = 12
_NEXT: Final = 3
_REMEMBERED: Final = 100_000
_SHORT_SCORE: Final = 0.9
_CASE_GAIN: Final = 0.1
_FILE_GAIN: Final = 0.05
_HIGHEST_OPEN: Final = 0.99
_SHORT: Final = N_("a short form of the only such name in the document")
_CASE: Final = N_("both documents name case {number}")
_FILE: Final = N_("both stand in one file")
_BORN: Final = N_("both were born in {place}")
_BORN_APART: Final = N_("one was born in {place}, the other in {other}")
_BORN_GAIN: Final = 0.05
_BORN_LOSS: Final = 0.15


class Matcher(Protocol):
    """What compares names; `models.names` does."""

    @property
    def identity(self) -> str:
        """Version of the rules, for the record."""

    def block_keys(self, name: PersonName) -> frozenset[str]:
        """Keys of which like names share at least one."""

    def match(self, one: Person, other: Person) -> Match:
        """Whether two may be one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two profiles that may be one person.

    Attributes:
        pair: their ids.
        score: 0..1.
        automatic: strong enough to stand until a person says otherwise.
        why: what speaks for it.
        is_place: one stands where the other stood on the scan.
    """

    pair: Pair
    score: float
    automatic: bool
    why: Why
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """All proposals, in order of their pairs, and how many pairs were left out uncompared."""

    proposals: tuple[Proposal, ...]
    skipped: int


def propose(profiles: Sequence[Profile], matcher: Matcher) -> Proposed:
    """Compare profiles that share a key of their name.

    A surname alone says nothing beyond its document. A name with initials is compared within its
    file and its case only. All comparing is done once for each two names with their years, not for
    each two profiles.
    """
    work = _Work(matcher)
    for place in _grouped(profiles, lambda profile: profile.place).values():
        work.add_short_forms(place)
    named = [profile for profile in profiles if profile.name.surname and _has_given(profile)]
    for namesakes in _grouped(named, lambda profile: profile.name_key).values():
        work.add_namesakes(namesakes)
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in _first_of_each_year(named):
        for key in matcher.block_keys(profile.name):
            blocks[key].append(profile)
    for key in sorted(blocks):
        work.add_block(blocks[key])
    return Proposed(tuple(work.found[pair] for pair in sorted(work.found)), work.skipped)


def told(why: Iterable[Sequence[Any]]) -> list[str]:
    """Reasons in the language of the user."""
    return [_(said).format(**values) for said, values in why]


def _has_given(profile: Profile) -> bool:
    return bool(profile.name.given or profile.name.initials)


def _is_full(profile: Profile) -> bool:
    return bool(profile.name.surname and profile.name.given)


def _grouped(profiles: Iterable[Profile], key: Any) -> dict[Any, list[Profile]]:
    groups: dict[Any, list[Profile]] = defaultdict(list)
    for profile in profiles:
        groups[key(profile)].append(profile)
    return groups


def _first_of_each_year(profiles: Iterable[Profile]) -> Iterator[Profile]:
    """One profile for each name and birth year, and all of those without a year."""
    seen = set()
    for profile in profiles:
        kind = (profile.name_key, profile.birth_year)
        if profile.birth_year is None or kind not in seen:
            seen.add(kind)
            yield profile


class _Work:
    """What was found so far, and the comparisons of names already made."""

    def __init__(self, matcher: Matcher) -> None:
        # More comparisons are made than fit in memory; equal ones come close together.
        self._match = lru_cache(maxsize=_REMEMBERED)(matcher.match)
        self.found: dict[Pair, Proposal] = {}
        self.skipped = 0

    def add_short_forms(self, profiles: Sequence[Profile]) -> None:
        """Within one document: «Тулегенов К.» is «Тулегенов Касымбек» where there is no other."""
        by_surname = _grouped(profiles, lambda each: fold_letters(each.name.surname))
        by_surname.pop("", None)
        for same in by_surname.values():
            for short in same:
                fuller = [each for each in same if _is_short_of(short.name, each.name)]
                full = [each for each in fuller if each.name.given] or fuller
                if len(full) == 1:
                    pair = pair_of(short.id, full[0].id)
                    self.found[pair] = Proposal(pair, _SHORT_SCORE, True, ((_SHORT, {}),))

    def add_namesakes(self, profiles: Sequence[Profile]) -> None:
        """Profiles of one name key in several documents."""
        by_year = _grouped(profiles, lambda each: each.birth_year)
        without = by_year.pop(None, [])
        firsts: list[Profile] = []
        for same_year in by_year.values():
            # One for each place of birth: two of them may not be one person.
            firsts += {_born_in(each): each for each in reversed(same_year)}.values()
            # Not all with the first: when that one is parted, the others must stay together.
            reach = _MOST_NAMESAKES if len(same_year) <= _MOST_NAMESAKES else _NEXT
            for place, one in enumerate(same_year):
                for other in same_year[place + 1 : place + 1 + reach]:
                    self._compare(one, other)
        if len(without) <= _MOST_NAMESAKES:
            pairs = list(combinations(without, 2))
        else:
            self.skipped += len(without) * (len(without) - 1) // 2
            pairs = [(without[0], other) for other in without[1:]]
            for near in _nearby(without):
                pairs += [(near[0], other) for other in near[1:]]
        for one, other in pairs:
            self._compare(one, other)
        for first in firsts[:_MOST_NAMESAKES]:
            for other in without:
                self._compare(first, other)

    def add_block(self, profiles: Sequence[Profile]) -> None:
        """Profiles that share a key of like names."""
        if len(profiles) <= _MOST_IN_BLOCK:
            pairs = combinations(profiles, 2)
            for one, other in pairs:
                self._compare(one, other)
            return
        self.skipped += len(profiles) * (len(profiles) - 1) // 2
        years = _grouped((each for each in profiles if each.birth_year), lambda e: e.birth_year)
        for near in [*years.values(), *_nearby(profiles)]:
            if len(near) <= _MOST_IN_BLOCK:
                for one, other in combinations(near, 2):
                    self._compare(one, other)

    def _compare(self, one: Profile, other: Profile) -> None:
        pair = pair_of(one.id, other.id)
        if one.id == other.id or pair in self.found:
            return
        is_near = _is_near(one, other)
        if not is_near and not (_is_full(one) and _is_full(other)):
            return
        match = self._match(Person(one.name, one.birth_year), Person(other.name, other.birth_year))
        if match.match is False or (match.score < LEAST_SCORE and not is_near):
            return
        if one.place == other.place and match.match is None:
            return  # two names side by side in one document are two people unless they agree
        self.found[pair] = _proposal(one, other, match)


def _is_short_of(short: PersonName, full: PersonName) -> bool:
    """Whether one may be written for the other: a surname, or one with initials that agree."""
    if short.given or not (full.given or full.initials) or short.surname == short.normal == "":
        return False
    if short.initials and not full.given:
        return False
    if short.sex and full.sex and short.sex != full.sex:
        return False
    letters = [part[0] for part in short.initials.split()]
    firsts = [part[0] for part in (*full.given.split()[:1], *full.patronymic.split()[:1])]
    return all(one == other for one, other in zip(letters, firsts, strict=False))


def _born_in(profile: Profile) -> str | None:
    return profile.birthplace.keys[0] if profile.birthplace else None


def _is_near(one: Profile, other: Profile) -> bool:
    in_one_file = one.file_id is not None and one.file_id == other.file_id
    return in_one_file or not one.cases.isdisjoint(other.cases)


def _nearby(profiles: Sequence[Profile]) -> Iterator[list[Profile]]:
    """Profiles of one file, and profiles of one case."""
    files = _grouped((each for each in profiles if each.file_id), lambda each: each.file_id)
    cases: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for case in sorted(profile.cases):
            cases[case].append(profile)
    yield from (near for near in (*files.values(), *cases.values()) if len(near) > 1)


def _proposal(one: Profile, other: Profile, match: Match) -> Proposal:
    """Weigh a likeness of names with what else is known.

    A name alone never joins two documents. Beside a whole name that agrees it takes the same birth
    year, the same case number, or the patronymics within one file or with one place of birth. Two
    places of birth that cannot both be right leave it to a person, whatever else agrees.
    """
    why = [_reason(each) for each in match.why]
    score = match.score
    shared = sorted(one.cases & other.cases) if one.place != other.place else []
    if shared:
        why.append((_CASE, {"number": shared[0]}))
        score += _CASE_GAIN
    in_one_file = one.file_id is not None and one.file_id == other.file_id
    if in_one_file and one.place != other.place:
        why.append((_FILE, {}))
        score += _FILE_GAIN
    born = (
        compare(one.birthplace, other.birthplace) if one.birthplace and other.birthplace else None
    )
    if born is not None and one.birthplace and other.birthplace:
        place, second = one.birthplace.names[0], other.birthplace.names[0]
        is_same = born != "different"
        why.append(
            (_BORN, {"place": place})
            if is_same
            else (_BORN_APART, {"place": place, "other": second})
        )
        score += _BORN_GAIN if is_same else -_BORN_LOSS
    is_one_year = one.birth_year is not None and one.birth_year == other.birth_year
    has_fathers = bool(one.name.patronymic and other.name.patronymic)
    is_supported = is_one_year or bool(shared) or (has_fathers and (in_one_file or born == "same"))
    is_sure = match.match is True and _is_full(one) and _is_full(other)
    automatic = is_sure and is_supported and born != "different"
    score = round(min(score, 1.0 if automatic else _HIGHEST_OPEN), 3)
    return Proposal(pair_of(one.id, other.id), score, automatic, tuple(why))


def _reason(said: str) -> tuple[str, dict[str, Any]]:
    """The sentence to be translated, and its values; see `models.names.matching.Reason`."""
    return getattr(said, "message", said), dict(getattr(said, "values", ()))

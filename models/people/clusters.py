"""Work out from judgements which profiles are one person: the same clusters in whatever order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Pair = tuple[int, int]
"""Two profiles, the smaller id first."""


class Verdict(StrEnum):
    """What a person says of two profiles; UNSURE takes an earlier word back."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Decision:
    """The newest word of a person on a pair; `number` grows with time."""

    pair: Pair
    verdict: Verdict
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """Two profiles that the matcher holds for one person without asking.

    Attributes:
        pair: the two.
        score: 0..1.
        is_place: one stands where the other stood on the scan; nothing is surer.
    """

    pair: Pair
    score: float
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Clusters:
    """The result.

    Attributes:
        person: for each profile the smallest id of its cluster.
        enemies: pairs of people, the smaller id first, that a person holds for different.
        contested: decisions that a newer one contradicts; they have no effect.
    """

    person: dict[int, int]
    enemies: frozenset[Pair]
    contested: tuple[Decision, ...]


def pair_of(one: int, other: int) -> Pair:
    """The pair of two ids."""
    return (one, other) if one < other else (other, one)


def find_clusters(
    born: Mapping[int, int | None], decisions: Iterable[Decision], links: Iterable[Link]
) -> Clusters:
    """Put profiles together.

    People's words go first, the newest before older ones: one that contradicts newer ones is
    contested and has no effect. The matcher's links follow as far as no word and no birth year
    stands against them; a profile that links lead to two people who are not one stays alone.

    Args:
        born: every profile with its birth year, where one is known.
        decisions: at most one a pair.
        links: at most one a pair.
    """
    forest = _Forest(born)
    contested: list[Decision] = []
    decided = set()
    for decision in sorted(decisions, key=lambda each: -each.number):
        decided.add(decision.pair)
        if not forest.follow(decision):
            contested.append(decision)
    open_links = [link for link in links if link.pair not in decided]
    places = [link for link in open_links if link.is_place]
    forest.join_all(places)
    others = [link for link in open_links if not link.is_place]
    same_year = [link for link in others if _has_one_year(link.pair, born)]
    forest.join_all(same_year)
    rest = [link for link in others if not _has_one_year(link.pair, born)]
    forest.join_all(_without_torn(forest, rest))
    person = {profile: forest.root(profile) for profile in born}
    enemies = {
        pair_of(root, forest.root(other))
        for root, others_of in forest.enemies.items()
        for other in others_of
    }
    return Clusters(person, frozenset(enemies), tuple(contested))


def _has_one_year(pair: Pair, born: Mapping[int, int | None]) -> bool:
    left, right = born[pair[0]], born[pair[1]]
    return left is not None and left == right


def _without_torn(forest: "_Forest", links: Sequence[Link]) -> list[Link]:
    """Leave out the links of clusters that are linked to two which cannot be one."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for link in links:
        left, right = (forest.root(profile) for profile in link.pair)
        if left != right:
            neighbours[left].add(right)
            neighbours[right].add(left)
    torn = {root for root, others in neighbours.items() if _are_torn(forest, sorted(others))}
    return [link for link in links if torn.isdisjoint(forest.root(each) for each in link.pair)]


def _are_torn(forest: "_Forest", roots: Sequence[int]) -> bool:
    special = [root for root in roots if forest.years[root] or root in forest.enemies]
    return any(
        forest.are_apart(one, other)
        for place, one in enumerate(special)
        for other in special[place + 1 :]
    )


@dataclass(slots=True)
class _Forest:
    """Disjoint sets whose root is their smallest member, and what is known against joining two."""

    born: Mapping[int, int | None]
    parent: dict[int, int] = field(init=False)
    years: dict[int, frozenset[int]] = field(init=False)
    enemies: dict[int, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.parent = {profile: profile for profile in self.born}
        none: frozenset[int] = frozenset()
        self.years = {
            profile: none if year is None else frozenset((year,))
            for profile, year in self.born.items()
        }
        self.enemies = {}

    def root(self, profile: int) -> int:
        parent = self.parent
        while parent[profile] != profile:
            parent[profile] = parent[parent[profile]]
            profile = parent[profile]
        return profile

    def are_apart(self, one: int, other: int) -> bool:
        """Whether a word or two birth years stand between two roots."""
        if other in self.enemies.get(one, ()):
            return True
        years, others = self.years[one], self.years[other]
        return bool(years and others and not years & others)

    def follow(self, decision: Decision) -> bool:
        """Do what a person says; False where a newer word forbids it."""
        left, right = (self.root(profile) for profile in decision.pair)
        match decision.verdict:
            case Verdict.SAME:
                if right in self.enemies.get(left, ()):
                    return False
                self._join(left, right)
            case Verdict.DIFFERENT:
                if left == right:
                    return False
                self.enemies.setdefault(left, set()).add(right)
                self.enemies.setdefault(right, set()).add(left)
            case Verdict.UNSURE:
                pass
        return True

    def join_all(self, links: Iterable[Link]) -> None:
        """Follow links, the surest first, as far as nothing stands against them."""
        for link in sorted(links, key=lambda each: (-each.score, each.pair)):
            left, right = (self.root(profile) for profile in link.pair)
            is_refused = right in self.enemies.get(left, ())
            if not is_refused and (link.is_place or not self.are_apart(left, right)):
                self._join(left, right)

    def _join(self, left: int, right: int) -> None:
        if left == right:
            return
        kept, gone = pair_of(left, right)
        self.parent[gone] = kept
        self.years[kept] |= self.years.pop(gone)
        for enemy in self.enemies.pop(gone, ()):
            self.enemies[enemy].discard(gone)
            self.enemies[enemy].add(kept)
            self.enemies.setdefault(kept, set()).add(enemy)

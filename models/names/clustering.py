"""Which of many mentions are certainly one person, computed once for each distinct name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from models.names.blocking import block_keys, bone, pairs_sharing
from models.names.distance import nearness
from models.names.matching import YEARS_APART, match
from models.names.person import Person
from models.names.views import views


def cluster(people: Iterable[Person]) -> tuple[int, ...]:
    """Return for each person the index of the first who is certainly the same.

    A shared name is not enough: both given names must be written out, and the birth years be the
    same or the patronymics agree; equal names fall under the same rule. Whoever fits two people
    that exclude each other joins neither.
    """
    numbers: dict[Person, int] = {}
    places: list[list[int]] = []
    for index, person in enumerate(people):
        number = numbers.setdefault(person, len(places))
        if number == len(places):
            places.append([])
        places[number].append(index)
    distinct = list(numbers)
    labels = [0] * sum(map(len, places))
    first: dict[int, int] = {}
    for number, root in enumerate(_roots(distinct)):
        for index in places[number]:
            known = _has_evidence(distinct[number])
            labels[index] = first.setdefault(root, index) if known else index
    return tuple(labels)


def _has_evidence(person: Person) -> bool:
    """Whether more is known than a name: the given name in full with a year or a patronymic."""
    name = person.name
    known = person.birth_year is not None or _father(person)
    return bool(name.given and (name.surname or name.patronymic) and known)


def _father(person: Person) -> str:
    """Return the father's name of a full patronymic, as a K1 key."""
    view = views(person.name)[0]
    return "" if view.father_cut else view.father


def _roots(people: Sequence[Person]) -> list[int]:
    """Return the number of each person's cluster."""
    edges = _certain_pairs(people)
    neighbours: dict[int, list[int]] = defaultdict(list)
    for _, one, other in edges:
        neighbours[one].append(other)
        neighbours[other].append(one)
    torn = {one for one, others in neighbours.items() if _exclude(people, others)}
    clusters = _Clusters(people)
    for _, one, other in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        if one not in torn and other not in torn:
            clusters.join(one, other)
    return [clusters.root(number) for number in range(len(people))]


def _certain_pairs(people: Sequence[Person]) -> list[tuple[float, int, int]]:
    """Return (score, number, number) of pairs that match and share a year or a patronymic."""
    keys = [frozenset(_keys(person)) for person in people]
    found = []
    for one, other in pairs_sharing(keys):
        first, second = people[one], people[other]
        answer = match(first, second)
        if answer.match and _share_evidence(first, second):
            found.append((answer.score, one, other))
    return found


def _keys(person: Person) -> Iterator[str]:
    """Yield the name's blocks, each with a birth year or a father's name that has to be shared."""
    if not _has_evidence(person):
        return
    father = _father(person)
    for block in block_keys(person.name):
        if person.birth_year is not None:
            yield f"{block}|{person.birth_year}"
        if father:
            yield f"{block}|{bone(father)}"


def _share_evidence(one: Person, other: Person) -> bool:
    if one.birth_year is not None and one.birth_year == other.birth_year:
        return True
    father, second = _father(one), _father(other)
    return bool(father and second) and _one_name(father, second)


def _one_name(sound: str, other: str) -> bool:
    return nearness(sound, other, kazakh=True)[0] not in {
        "near",
        "misread",
        "counterpart",
        "different",
    }


def _exclude(people: Sequence[Person], numbers: Sequence[int]) -> bool:
    """Whether some of these people cannot be one: years too far apart, or two fathers."""
    years = [year for number in numbers if (year := people[number].birth_year) is not None]
    if years and max(years) - min(years) > YEARS_APART:
        return True
    fathers = sorted({father for number in numbers if (father := _father(people[number]))})
    return any(not _one_name(fathers[0], father) for father in fathers[1:])


class _Clusters:
    """Union of people who do not exclude each other."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._parent = list(range(len(people)))
        self._members = {number: [number] for number in range(len(people))}

    def root(self, number: int) -> int:
        """Return the cluster a person is in, the way there shortened."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make two clusters one, unless members of theirs exclude each other."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return
        members = self._members[first] + self._members[second]
        if _exclude(self._people, members):
            return
        self._parent[second] = first
        self._members[first] = members
        del self._members[second]

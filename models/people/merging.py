"""Take people's judgements on who is who, and put together anew whom they touch."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from models.errors import ARGUMENT_INVALID, PERSON_UNKNOWN, ConfigError
from models.people.clusters import Pair, Verdict, pair_of
from models.people.judgements import Judgement, add_judgements
from models.people.persons import group, tying_pairs
from models.tables import ProfileRow


def judge(
    connection: Connection, judgements: Sequence[Judgement], *, now: datetime | None = None
) -> list[int]:
    """Write people's words down and put together anew whom they touch; returns their ids.

    Raises:
        ConfigError: as `add_judgements` does.
    """
    ids = add_judgements(connection, judgements, now=now or datetime.now(UTC))
    touched = {each for judgement in judgements for each in (judgement.left, judgement.right)}
    group(connection, touched)
    return ids


def merge(
    connection: Connection, people: Sequence[int], *, author: str, reason: str, actor: str = ""
) -> int:
    """Say that people are one; returns the id of the one they are then.

    Raises:
        ConfigError: one is not there, or fewer than two different ones are named.
    """
    found = list(dict.fromkeys(person_of(connection, each) for each in people))
    if len(found) < 2:
        raise ConfigError(ARGUMENT_INVALID, ", ".join(map(str, people)))
    first, *others = found
    said = [Judgement(first, other, Verdict.SAME, author, reason, actor) for other in others]
    judge(connection, said)
    return person_of(connection, first)


def split(
    connection: Connection,
    person: int,
    profiles: Sequence[int],
    *,
    author: str,
    reason: str,
    actor: str = "",
) -> list[int]:
    """Say that profiles are not of a person; returns the ids of all people they are then.

    What is tied to the person through these profiles alone goes with them, so that a merge is taken
    back by naming what was merged.

    Raises:
        ConfigError: a profile is not of the person, or nothing would be left of it.
    """
    root = person_of(connection, person)
    members = set(
        connection.execute(select(ProfileRow.id).where(ProfileRow.person_id == root)).scalars()
    )
    taken = set(profiles)
    if not taken or not taken < members:
        raise ConfigError(PERSON_UNKNOWN, ", ".join(map(str, profiles)))
    edges = tying_pairs(connection, members)
    rest = _kept(members, taken, edges, root)
    said = [
        Judgement(one, other, Verdict.DIFFERENT, author, reason, actor)
        for one, other in _cut(members - rest, rest, edges, taken)
    ]
    judge(connection, said)
    return sorted({person_of(connection, each) for each in (root, *taken)})


def person_of(connection: Connection, profile: int) -> int:
    """The person that a profile, or a former person's number, belongs to now.

    Raises:
        ConfigError: there is none.
    """
    found = connection.execute(
        select(ProfileRow.person_id).where(ProfileRow.id == profile)
    ).scalar_one_or_none()
    if found is None:
        raise ConfigError(PERSON_UNKNOWN, str(profile))
    return found


def _kept(members: set[int], taken: set[int], edges: Collection[Pair], root: int) -> set[int]:
    """What stays together when profiles are taken out: the part of the root, or the largest."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in edges:
        if one not in taken and other not in taken:
            neighbours[one].add(other)
            neighbours[other].add(one)
    parts: list[set[int]] = []
    waiting = members - taken
    while waiting:
        part, fringe = set(), [min(waiting)]
        while fringe:
            part.add(reached := fringe.pop())
            fringe += neighbours[reached] - part
        parts.append(part)
        waiting -= part
    return max(parts, key=lambda part: (root in part, len(part), -min(part)))


def _cut(gone: set[int], rest: set[int], edges: Collection[Pair], taken: set[int]) -> list[Pair]:
    """The pairs to be called different: those that are tied, and each taken one with the oldest."""
    both = gone | rest
    tied = {pair for pair in edges if len(gone.intersection(pair)) == 1 and both.issuperset(pair)}
    return sorted(tied | {pair_of(each, min(rest)) for each in taken & gone})

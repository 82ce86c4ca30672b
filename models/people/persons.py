"""Put profiles together to people, as far as judgements and the matcher's links go."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, exists, or_, select, update

from models.database.rows import execute_many, load_rows
from models.people.clusters import Clusters, Decision, Link, Pair, Verdict, find_clusters, pair_of
from models.people.judgements import newest_decisions
from models.tables import PersonRow, ProfileRow, ProposalRow

OPEN: Final = "open"
JOINED: Final = "joined"
REFUSED: Final = "refused"
UNSURE: Final = "unsure"
COVERED: Final = "covered"
STATES: Final = (OPEN, JOINED, REFUSED, UNSURE, COVERED)
"""Of a proposal: to be decided; within one person; refused by a person; left open by a person;
between two people of whom another open one, with a higher score, asks already."""


def tying_pairs(connection: Connection, profiles: Collection[int]) -> set[Pair]:
    """The pairs that tie these profiles to others: by the word that holds, or by the matcher."""
    decisions = newest_decisions(connection, profiles)
    decided = {each.pair for each in decisions}
    same = {each.pair for each in decisions if each.verdict is Verdict.SAME}
    return same | ({link.pair for link in _links(connection, profiles)} - decided)


def _links(connection: Connection, profiles: Collection[int] | None) -> list[Link]:
    query = select(
        ProposalRow.left_id, ProposalRow.right_id, ProposalRow.score, ProposalRow.is_place
    ).where(ProposalRow.automatic)
    if profiles is not None:
        ids = list(profiles)
        query = query.where(or_(ProposalRow.left_id.in_(ids), ProposalRow.right_id.in_(ids)))
    return [
        Link((left, right), score, is_place)
        for left, right, score, is_place in connection.execute(query)
    ]


def group(connection: Connection, touched: Collection[int] | None) -> None:
    """Work out the people of all profiles, or of those that ties lead to from these.

    What no tie leads to cannot change, so the part gives what the whole would.
    """
    reached = None if touched is None else _reach(connection, touched)
    query = select(*_CLUSTERED)
    if reached is not None:
        query = query.where(ProfileRow.id.in_(reached))
    profiles = {row.id: row for row in connection.execute(query)}
    decisions = newest_decisions(connection, reached)
    born = {profile: row.birth_year for profile, row in profiles.items()}
    within = [each for each in decisions if born.keys() >= set(each.pair)]
    links = [link for link in _links(connection, reached) if born.keys() >= set(link.pair)]
    clusters = find_clusters(born, within, links)
    _put_people(connection, profiles, clusters, is_all=touched is None)
    _put_states(connection, reached, decisions)


_CLUSTERED: Final = tuple(
    getattr(ProfileRow, name)
    for name in (
        "id", "collection_id", "scope", "normal", "surname", "given", "patronymic", "initials",
        "birth_year", "mentions", "person_id",
    )
)  # fmt: skip


def _reach(connection: Connection, touched: Collection[int]) -> set[int]:
    """The profiles that ties lead to, whether they hold or something stands against them."""
    people = select(ProfileRow.person_id).where(ProfileRow.id.in_(touched))
    members = select(ProfileRow.id).where(ProfileRow.person_id.in_(people))
    reached: set[int] = {*touched, *connection.execute(members).scalars()}
    fringe = set(reached)
    while fringe:
        found = {each for pair in tying_pairs(connection, fringe) for each in pair}
        fringe = found - reached
        reached |= fringe
    return reached


def _put_people(
    connection: Connection, profiles: Mapping[int, Any], clusters: Clusters, *, is_all: bool
) -> None:
    members: dict[int, list[Any]] = defaultdict(list)
    for profile, person in clusters.person.items():
        members[person].append(profiles[profile])
    wanted = {person: _person(person, rows) for person, rows in members.items()}
    former = None if is_all else {row.person_id for row in profiles.values()} - {None}
    known = _known_people(connection, None if former is None else former | wanted.keys())
    new = [row for person, row in wanted.items() if person not in known]
    changed = [
        {"_id": person, **{name: row[name] for name in _PERSON}}
        for person, row in wanted.items()
        if person in known and tuple(row.values()) != known[person]
    ]
    load_rows(connection, PersonRow, new)
    execute_many(connection, update(PersonRow).where(PersonRow.id == bindparam("_id")), changed)
    moved = [
        {"_id": profile, "person_id": person}
        for profile, person in clusters.person.items()
        if profiles[profile].person_id != person
    ]
    execute_many(connection, update(ProfileRow).where(ProfileRow.id == bindparam("_id")), moved)
    gone = [{"_id": person} for person in sorted(known.keys() - wanted.keys())]
    if gone:
        nobodys = ~exists().where(ProfileRow.person_id == PersonRow.id)
        dropped = delete(PersonRow).where(PersonRow.id == bindparam("_id"), nobodys)
        execute_many(connection, dropped, gone)


_PERSON: Final = ("name", "birth_year", "documents", "mentions")


def _known_people(
    connection: Connection, ids: Collection[int] | None
) -> dict[int, tuple[Any, ...]]:
    query = select(*PersonRow.__table__.columns)
    if ids is not None:
        query = query.where(PersonRow.id.in_(ids))
    return {row.id: tuple(row) for row in connection.execute(query)}


def _person(person: int, profiles: Sequence[Any]) -> dict[str, Any]:
    """A person's row: the fullest name, then the most frequent, and what it counts."""
    standing = [row for row in profiles if row.mentions] or list(profiles)
    best = min(standing, key=lambda row: (-_fullness(row), -row.mentions, row.normal, row.id))
    years = [row.birth_year for row in standing if row.birth_year is not None]
    return {
        "id": person,
        "name": best.normal,
        "birth_year": best.birth_year or min(years, default=None),
        "documents": len({(row.collection_id, row.scope) for row in profiles if row.mentions}),
        "mentions": sum(row.mentions for row in profiles),
    }


def _fullness(row: Any) -> int:
    return (
        4 * bool(row.surname) + 4 * bool(row.given) + 2 * bool(row.patronymic) + bool(row.initials)
    )


def _put_states(
    connection: Connection, reached: Collection[int] | None, decisions: Sequence[Decision]
) -> None:
    """Say of each proposal that the change touches whether it still waits for a person."""
    query = select(
        ProposalRow.id, ProposalRow.left_id, ProposalRow.right_id, ProposalRow.state
    ).order_by(ProposalRow.score.desc(), ProposalRow.id)
    if reached is not None:
        ids = list(reached)
        query = query.where(or_(ProposalRow.left_id.in_(ids), ProposalRow.right_id.in_(ids)))
    rows = connection.execute(query).all()
    ends = {each for row in rows for each in (row.left_id, row.right_id)}
    ends |= {each for decision in decisions for each in decision.pair}
    person = _people_of(connection, ends, is_all=reached is None)
    verdicts = {each.pair: each.verdict for each in decisions}
    apart = {
        pair_of(person[one], person[other])
        for (one, other), verdict in verdicts.items()
        if verdict is Verdict.DIFFERENT and one in person and other in person
    }
    changed = []
    asked: set[Pair] = set()
    for row in rows:
        people = pair_of(person[row.left_id], person[row.right_id])
        if people[0] == people[1]:
            state = JOINED
        elif people in apart:
            state = REFUSED
        elif verdicts.get((row.left_id, row.right_id)) is Verdict.UNSURE:
            state = UNSURE
        else:
            state = COVERED if people in asked else OPEN
            asked.add(people)
        if state != row.state:
            changed.append({"_id": row.id, "state": state})
    execute_many(connection, update(ProposalRow).where(ProposalRow.id == bindparam("_id")), changed)


def _people_of(
    connection: Connection, profiles: Collection[int], *, is_all: bool
) -> dict[int, int]:
    query = select(ProfileRow.id, ProfileRow.person_id)
    if not is_all:
        query = query.where(ProfileRow.id.in_(profiles))
    return {profile: person for profile, person in connection.execute(query) if person}

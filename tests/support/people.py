"""Small collections in which it is to be found who is who, and what compares their names."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from models.database import Database
from models.names import Person, PersonName, name_key, parse_person
from models.names.keys import script_of_name, skeleton, surname_stem
from models.names.matching import Match, match
from models.people.clusters import Verdict
from models.people.judgements import Judgement
from models.people.merging import judge
from models.tables import PersonRow, ProfileRow, ProposalRow
from tests.support.factories import Named, add_document, add_page, add_source


class SkeletonMatcher:
    """Compares all names whose surnames have the same consonants."""

    identity = "test"

    def block_keys(self, name: PersonName) -> frozenset[str]:
        stem = surname_stem(name.surname, script_of_name(name))[0]
        return frozenset({skeleton(stem)} if stem else ())

    def match(self, one: Person, other: Person) -> Match:
        return match(one, other)


MATCHER = SkeletonMatcher()
MAN = "Тулегенов Касымбек"
BORN = {"birth_year": 1889}


def add_names(
    connection: Connection,
    collection_id: int,
    key: str,
    names: Sequence[str | tuple[str, Mapping[str, Any]]],
    *,
    case: str = "",
    file_id: int | None = None,
) -> int:
    """A page, and document, that names people line by line; returns the page's id."""
    document = add_document(connection, collection_id, key, file_id=file_id)
    source = add_source(connection, collection_id, f"{key}.png")
    listed = [(name, {}) if isinstance(name, str) else name for name in names]
    mentions = [person(name, details) for name, details in listed]
    if case:
        mentions.append(Named(label="CASE", text=f"№ {case}", key=case))
    text = "\n".join([*(name for name, _ in listed), f"дело № {case}"])
    return add_page(connection, source, text, mentions=mentions, document_id=document)


def person(text: str, details: Mapping[str, Any] | None = None) -> Named:
    """A mention of a person whose name is read as the stages would."""
    name = parse_person(text)
    return Named(
        label="PERSON",
        text=text,
        normal=name.normal,
        key=name_key(name),
        details=dict(details) if details else None,
    )


def people(database: Database) -> dict[int, list[str]]:
    """The names of each person's profiles."""
    with database.read() as connection:
        rows = connection.execute(
            select(ProfileRow.person_id, ProfileRow.normal).order_by(ProfileRow.id)
        ).all()
        there = set(connection.execute(select(PersonRow.id)).scalars())
    found: dict[int, list[str]] = {each: [] for each in there}
    for person_id, normal in rows:
        assert person_id is not None
        found[person_id].append(normal)
    return found


def add(database: Database, key: str, *names: Any, **values: Any) -> int:
    """`add_names` in the first collection of a record."""
    with database.write() as connection:
        return add_names(connection, 1, key, names, **values)


def states(database: Database) -> dict[str, int]:
    with database.read() as connection:
        counted = select(ProposalRow.state, func.count()).group_by(ProposalRow.state)
        return {row.state: row[1] for row in connection.execute(counted)}


def ids_of(database: Database, normal: str) -> list[int]:
    with database.read() as connection:
        query = select(ProfileRow.id).where(ProfileRow.normal == normal).order_by(ProfileRow.id)
        return list(connection.execute(query).scalars())


def say(database: Database, left: int, right: int, verdict: Verdict) -> None:
    with database.write() as connection:
        judge(connection, [Judgement(left, right, verdict, "Айша", "по анкете")])

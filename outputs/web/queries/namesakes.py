"""People of like names who are held for others than a person, with what speaks for and against."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from models.names import Person, PersonName
from models.people.namesakes import Namesake, find_namesakes
from models.people.proposals import Matcher
from outputs.web.queries.people import ListedPerson, PersonView, name_people
from outputs.web.queries.profiles import ProfileView

_LEAST: Final = 0.2  # of likeness; below it the names only share a sound
_COMPARED: Final = 2  # forms of the person's name, the fullest


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Another person of a like name, and how the names compare."""

    person: ListedPerson
    namesake: Namesake


def list_kept_apart(
    connection: Connection,
    person: PersonView,
    matcher: Matcher,
    *,
    without: Collection[int] = (),
    limit: int = 8,
) -> tuple[KeptApart, ...]:
    """The people whose names are most like a person's, whom nothing joins to it.

    Args:
        connection: to the record.
        person: whose namesakes.
        matcher: what compares names.
        without: people who are shown elsewhere, such as those to decide on.
        limit: most people.
    """
    best: dict[int, Namesake] = {}
    for sought in _fullest(person.profiles):
        for each in find_namesakes(connection, sought, matcher, differing=True).found:
            known = best.get(each.person_id)
            if known is None or each.match.score > known.match.score:
                best[each.person_id] = each
    others = [
        each
        for each in best.values()
        if each.match.score > _LEAST and each.person_id not in {person.id, *without}
    ]
    others.sort(key=lambda each: (-each.match.score, each.person_id))
    people = name_people(connection, [each.person_id for each in others[:limit]])
    return tuple(
        KeptApart(people[each.person_id], each)
        for each in others[:limit]
        if each.person_id in people
    )


def _fullest(profiles: Collection[ProfileView]) -> list[Person]:
    """The person's names in their fullest forms, each once."""
    names: dict[str, Person] = {}
    for each in sorted(profiles, key=lambda each: (-len(each.normal), each.id)):
        parts = PersonName(
            surname=each.surname,
            given=each.given,
            patronymic=each.patronymic,
            initials=each.initials,
            sex=each.sex,
            normal=each.normal,
            aliases=each.aliases,
        )
        names.setdefault(each.normal, Person(parts, each.birth_year))
    return list(names.values())[:_COMPARED]

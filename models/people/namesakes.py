"""Find the people of the record who may bear a name, in whatever spelling and script."""

from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import Connection, or_, select

from models.names import Person, PersonName
from models.names.matching import Match, Reason
from models.people.proposals import Matcher
from models.tables import ProfileKeyRow, ProfileRow

MOST_COMPARED: Final = 2000
"""How many profiles that share a key with a name are compared with it."""

_PARTS: Final = ("surname", "given", "patronymic", "initials", "sex")


@dataclass(frozen=True, slots=True)
class Namesake:
    """A person who may bear a name.

    Attributes:
        person_id: of the person.
        match: how the likest of the person's profiles compares.
    """

    person_id: int
    match: Match

    @property
    def why(self) -> list[tuple[str, dict[str, object]]]:
        """The reasons as `models.people.proposals.told` takes them."""
        return [
            (reason.message, dict(reason.values)) for reason in cast(list[Reason], self.match.why)
        ]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Who may bear a name, the likest first; `cut` when more share its keys than are compared."""

    found: tuple[Namesake, ...]
    cut: bool = False


def find_namesakes(
    connection: Connection,
    sought: Person,
    matcher: Matcher,
    *,
    collection_id: int | None = None,
    differing: bool = False,
) -> Namesakes:
    """Compare a name with the profiles that share a key with it.

    Who differs is left out unless `differing`: the page of a person says what parts them.
    """
    keys = matcher.block_keys(sought.name)
    if not keys:
        return Namesakes(())
    wanted: Any = ProfileKeyRow.key.in_(keys)
    if not (sought.name.given or sought.name.initials):
        # A surname's key goes on with the given name's letter where there is one.
        wanted = or_(*(ProfileKeyRow.key.startswith(key, autoescape=True) for key in keys))
    alike = select(ProfileKeyRow.profile_id).where(wanted)
    profiles = select(*PROFILE_PARTS).where(ProfileRow.id.in_(alike), ProfileRow.mentions > 0)
    if collection_id is not None:
        profiles = profiles.where(ProfileRow.collection_id == collection_id)
    rows = connection.execute(profiles.order_by(ProfileRow.id).limit(MOST_COMPARED + 1)).all()
    best: dict[int, Match] = {}
    for row in rows[:MOST_COMPARED]:
        match = matcher.match(sought, Person(profile_name(row), row.birth_year))
        if (differing or match.match is not False) and _is_better(match, best.get(row.person_id)):
            best[row.person_id] = match
    found = (Namesake(person_id, match) for person_id, match in best.items())
    ordered = sorted(found, key=lambda each: (-each.match.score, each.person_id))
    return Namesakes(tuple(ordered), len(rows) > MOST_COMPARED)


PROFILE_PARTS: Final = (
    ProfileRow.id,
    ProfileRow.person_id,
    ProfileRow.normal,
    ProfileRow.surname,
    ProfileRow.given,
    ProfileRow.patronymic,
    ProfileRow.initials,
    ProfileRow.sex,
    ProfileRow.birth_year,
    ProfileRow.aliases,
)


def profile_name(row: Any) -> PersonName:
    """The name of a row that has `PROFILE_PARTS`."""
    parts = {part: getattr(row, part) for part in _PARTS}
    return PersonName(normal=row.normal, aliases=tuple(row.aliases), **parts)


def _is_better(match: Match, known: Match | None) -> bool:
    return known is None or match.score > known.score

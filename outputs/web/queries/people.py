"""People, the names in documents they are put together from, and what was said of that."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from models.names import Person, parse_person
from models.names.alphabet import alphabetic
from models.people.clusters import Verdict
from models.people.namesakes import find_namesakes
from models.people.persons import OPEN, REFUSED, UNSURE
from models.people.proposals import Matcher
from models.tables import (
    JudgementRow,
    PersonRow,
    ProfileRow,
    ProposalRow,
)
from outputs.web.cursors import Listing, Sort, make_listing, unpack_cursor
from outputs.web.queries.profiles import ProfileView, read_profiles


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person of a list, with the number of documents and of places that name it."""

    id: int
    name: str
    birth_year: int | None
    documents: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two profiles that the matcher holds for one person, or thinks may be."""

    id: int
    left: ProfileView
    right: ProfileView
    score: float
    automatic: bool
    why: tuple[tuple[str, dict[str, Any]], ...]
    state: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A person's word on two profiles; `holds` unless a newer one on the pair was said."""

    id: int
    left_id: int
    left: str
    right_id: int
    right: str
    verdict: Verdict
    author: str
    reason: str
    made_at: datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person, why its profiles are thought one, and who else it may be."""

    id: int
    name: str
    birth_year: int | None
    documents: int
    mentions: int
    profiles: tuple[ProfileView, ...]
    ties: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    apart: tuple[Candidate, ...]
    judgements: tuple[Said, ...]


def list_people(
    connection: Connection,
    collection_id: int | None = None,
    *,
    starts: str = "",
    sort: Sort = "name",
    after: str | None = None,
    limit: int = 60,
) -> Listing[ListedPerson]:
    """People by name, or those named most often first; `starts` is how the name begins."""
    statement = _PEOPLE.limit(limit + 1)
    if collection_id is not None:
        statement = statement.where(_is_in(collection_id))
    if starts:
        statement = statement.where(PersonRow.name.startswith(starts, autoescape=True))
    if sort == "mentions":
        statement = statement.order_by(PersonRow.mentions.desc(), PersonRow.id)
        if after:
            mentions, number = unpack_cursor(after, (int, int))
            fewer = PersonRow.mentions < mentions
            statement = statement.where(
                or_(fewer, (PersonRow.mentions == mentions) & (PersonRow.id > number))
            )
        found = [ListedPerson(*row) for row in connection.execute(statement)]
        return make_listing(found, limit, lambda last: (last.mentions, last.id))
    statement = statement.order_by(PersonRow.name, PersonRow.id)
    if after:
        place = tuple_(PersonRow.name, PersonRow.id)
        statement = statement.where(place > unpack_cursor(after, (str, int)))
    found = [ListedPerson(*row) for row in connection.execute(statement)]
    return make_listing(found, limit, lambda last: (last.name, last.id))


def find_people(
    connection: Connection,
    name: str,
    matcher: Matcher,
    *,
    collection_id: int | None = None,
    limit: int = 60,
) -> list[ListedPerson]:
    """People who may bear a name, in whatever spelling and script; the likest first."""
    sought = Person(parse_person(name))
    namesakes = find_namesakes(connection, sought, matcher, collection_id=collection_id)
    best = [each.person_id for each in namesakes.found[:limit]]
    people = name_people(connection, best)
    return [people[each] for each in best if each in people]


def name_people(connection: Connection, ids: Collection[int]) -> dict[int, ListedPerson]:
    """People by their numbers; one who is no longer named is left out."""
    rows = connection.execute(_PEOPLE.where(PersonRow.id.in_(ids)))
    return {row.id: ListedPerson(*row) for row in rows}


def letters_of(connection: Connection, collection_id: int) -> list[str]:
    """First letters of the names there are, to jump into a long list."""
    letter = func.substr(PersonRow.name, 1, 1)
    letters = select(letter).where(PersonRow.mentions > 0, _is_in(collection_id)).distinct()
    found = connection.execute(letters).scalars()
    return sorted((letter for letter in found if letter.strip()), key=alphabetic)


def find_person(connection: Connection, person_id: int) -> PersonView | None:
    """A person by its number, or by that of one of its profiles."""
    root = connection.execute(
        select(ProfileRow.person_id).where(ProfileRow.id == person_id)
    ).scalar_one_or_none()
    row = connection.execute(select(PersonRow.__table__).where(PersonRow.id == root)).one_or_none()
    if row is None:
        return None
    ids = list(
        connection.execute(
            select(ProfileRow.id).where(ProfileRow.person_id == root).order_by(ProfileRow.id)
        ).scalars()
    )
    profiles = read_profiles(connection, ids)
    touching = or_(ProposalRow.left_id.in_(ids), ProposalRow.right_id.in_(ids))
    proposals = _candidates(connection, _PROPOSALS.where(touching).order_by(*_BEST_FIRST))
    members = set(ids)
    return PersonView(
        id=row.id,
        name=row.name,
        birth_year=row.birth_year,
        documents=row.documents,
        mentions=row.mentions,
        profiles=tuple(profiles[each] for each in ids),
        ties=tuple(each for each in proposals if members.issuperset((each.left.id, each.right.id))),
        candidates=tuple(each for each in proposals if each.state == OPEN),
        apart=tuple(each for each in proposals if each.state in (REFUSED, UNSURE)),
        judgements=tuple(list_judgements(connection, ids)),
    )


def list_candidates(
    connection: Connection,
    collection_id: int | None = None,
    *,
    state: str = OPEN,
    after: str | None = None,
    limit: int = 20,
) -> Listing[Candidate]:
    """Pairs of a state, the likest first."""
    statement = _PROPOSALS.where(ProposalRow.state == state)
    if collection_id is not None:
        left, right = aliased(ProfileRow), aliased(ProfileRow)
        statement = (
            statement.join(left, left.id == ProposalRow.left_id)
            .join(right, right.id == ProposalRow.right_id)
            .where(or_(left.collection_id == collection_id, right.collection_id == collection_id))
        )
    if after:
        score, number = unpack_cursor(after, (float, int))
        statement = statement.where(
            or_(
                ProposalRow.score < score,
                (ProposalRow.score == score) & (ProposalRow.id > number),
            )
        )
    found = _candidates(connection, statement.order_by(*_BEST_FIRST).limit(limit + 1))
    return make_listing(found, limit, lambda last: (float(last.score), last.id))


def page_judgements(
    connection: Connection, *, after: str | None = None, limit: int = 50
) -> Listing[Said]:
    """What people said, the newest first."""
    before = unpack_cursor(after, (int,))[0] if after else None
    found = list_judgements(connection, before=before, limit=limit + 1)
    return make_listing(found, limit, lambda last: (last.id,))


def list_judgements(
    connection: Connection,
    profiles: Collection[int] | None = None,
    *,
    before: Any = None,
    limit: int = 200,
) -> list[Said]:
    """What people said, the newest first: of these profiles, or of all."""
    left, right, newer = aliased(ProfileRow), aliased(ProfileRow), aliased(JudgementRow)
    superseded = exists().where(
        newer.left_id == JudgementRow.left_id,
        newer.right_id == JudgementRow.right_id,
        newer.id > JudgementRow.id,
    )
    statement = (
        select(
            JudgementRow.id,
            JudgementRow.left_id,
            left.normal.label("left"),
            JudgementRow.right_id,
            right.normal.label("right"),
            JudgementRow.verdict,
            JudgementRow.author,
            JudgementRow.reason,
            JudgementRow.made_at,
            (~superseded).label("holds"),
        )
        .join(left, left.id == JudgementRow.left_id)
        .join(right, right.id == JudgementRow.right_id)
        .order_by(JudgementRow.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(JudgementRow.id < before)
    if profiles is not None:
        ids = list(profiles)
        statement = statement.where(
            or_(JudgementRow.left_id.in_(ids), JudgementRow.right_id.in_(ids))
        )
    return [
        Said(**{**row._mapping, "verdict": Verdict(row.verdict), "holds": bool(row.holds)})
        for row in connection.execute(statement)
    ]


_PEOPLE: Final = select(
    PersonRow.id, PersonRow.name, PersonRow.birth_year, PersonRow.documents, PersonRow.mentions
).where(PersonRow.mentions > 0)
_PROPOSALS: Final = select(
    ProposalRow.id,
    ProposalRow.left_id,
    ProposalRow.right_id,
    ProposalRow.score,
    ProposalRow.automatic,
    ProposalRow.why,
    ProposalRow.state,
    ProposalRow.made_at,
)
_BEST_FIRST: Final = (ProposalRow.score.desc(), ProposalRow.id)


def _is_in(collection_id: int) -> Any:
    return exists().where(
        ProfileRow.person_id == PersonRow.id,
        ProfileRow.collection_id == collection_id,
        ProfileRow.mentions > 0,
    )


def _candidates(connection: Connection, statement: Any) -> list[Candidate]:
    rows = connection.execute(statement).all()
    ends = {each for row in rows for each in (row.left_id, row.right_id)}
    profiles = read_profiles(connection, ends)
    return [
        Candidate(
            id=row.id,
            left=profiles[row.left_id],
            right=profiles[row.right_id],
            score=row.score,
            automatic=row.automatic,
            why=tuple((said, values) for said, values in row.why),
            state=row.state,
            made_at=row.made_at,
        )
        for row in rows
    ]

"""Say for each name of a list who of the record may bear it, why, and where that person stands."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, func, select

from models.archive import ReferenceCode, parse_reference
from models.people.namesakes import Namesake, find_namesakes
from models.people.proposals import Matcher, told
from models.tables import MentionRow, PageRow, PersonRow, ProfileRow, SourceRow
from outputs.namelist.reading import Listed
from outputs.references import (
    REFERENCE_COLUMNS,
    cite,
    reference_of,
    with_reference,
)

MOST_PEOPLE: Final = 20
"""How many people are named for one name of a list."""

MOST_PAGES: Final = 10
"""How many pages are named for one person."""

Record = dict[str, Any]
Verdict = Literal["found", "maybe", "none", "unread"]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that names a person; `text` as it names the person first."""

    page_id: int
    source: str
    number: int
    reference: ReferenceCode | None
    text: str


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person who may bear a listed name; `pages` are the first of `page_count`."""

    person_id: int
    name: str
    birth_year: int | None
    certain: bool
    score: float
    why: tuple[tuple[str, dict[str, object]], ...]
    page_count: int
    pages: tuple[FoundPage, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one name of a list.

    Attributes:
        listed: the name.
        people: the likest first, at most `MOST_PEOPLE`.
        more: whether there are others, or more namesakes than could be compared.
    """

    listed: Listed
    people: tuple[FoundPerson, ...]
    more: bool = False

    @property
    def verdict(self) -> Verdict:
        """`found` for a person whom the names make one, `maybe` where somebody must look."""
        if not self.listed.person.name.normal:
            return "unread"
        if not self.people:
            return "none"
        return "found" if any(each.certain for each in self.people) else "maybe"

    def as_record(self) -> Record:
        """The answer as it is kept: reasons and references in no language yet."""
        return {
            "number": self.listed.number,
            "asked": self.listed.text,
            "birth_year": self.listed.person.birth_year,
            "verdict": self.verdict,
            "more": self.more,
            "people": [_person_record(each) for each in self.people],
        }


def answer(
    connection: Connection, listed: Listed, matcher: Matcher, *, collection_id: int | None = None
) -> Answer:
    """Look one name up."""
    if not listed.person.name.normal:
        return Answer(listed, ())
    namesakes = find_namesakes(connection, listed.person, matcher, collection_id=collection_id)
    shown = namesakes.found[:MOST_PEOPLE]
    more = namesakes.cut or len(namesakes.found) > MOST_PEOPLE
    return Answer(listed, tuple(_described(connection, shown)), more)


def _described(connection: Connection, shown: Collection[Namesake]) -> Iterator[FoundPerson]:
    ids = [each.person_id for each in shown]
    rows = connection.execute(
        select(PersonRow.id, PersonRow.name, PersonRow.birth_year).where(PersonRow.id.in_(ids))
    )
    people = {row.id: row for row in rows}
    counts = _page_counts(connection, ids)
    pages = _pages(connection, ids)
    for each in shown:
        if person := people.get(each.person_id):
            yield FoundPerson(
                person_id=person.id,
                name=person.name,
                birth_year=person.birth_year,
                certain=each.match.match is True,
                score=each.match.score,
                why=tuple(each.why),
                page_count=counts.get(person.id, 0),
                pages=tuple(pages[person.id]),
            )


def _page_counts(connection: Connection, people: Iterable[int]) -> dict[int, int]:
    counted = (
        select(ProfileRow.person_id, func.count(MentionRow.page_id.distinct()))
        .join(MentionRow, MentionRow.profile_id == ProfileRow.id)
        .where(ProfileRow.person_id.in_(list(people)))
        .group_by(ProfileRow.person_id)
    )
    return {person: count for person, count in connection.execute(counted) if person}


def _pages(connection: Connection, people: Iterable[int]) -> dict[int, list[FoundPage]]:
    """The first pages that name each of these people."""
    order = func.row_number().over(
        partition_by=ProfileRow.person_id, order_by=func.min(MentionRow.id)
    )
    first = (
        select(
            ProfileRow.person_id,
            MentionRow.page_id,
            func.min(MentionRow.id).label("mention_id"),
            order.label("place"),
        )
        .join(MentionRow, MentionRow.profile_id == ProfileRow.id)
        .where(ProfileRow.person_id.in_(list(people)))
        .group_by(ProfileRow.person_id, MentionRow.page_id)
        .subquery()
    )
    statement = with_reference(
        select(
            first.c.person_id,
            PageRow.id,
            SourceRow.name,
            PageRow.number,
            MentionRow.text,
            *REFERENCE_COLUMNS,
        )
        .select_from(first)
        .join(MentionRow, MentionRow.id == first.c.mention_id)
        .join(PageRow, PageRow.id == first.c.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
    )
    found: dict[int, list[FoundPage]] = defaultdict(list)
    kept = statement.where(first.c.place <= MOST_PAGES).order_by(first.c.person_id, first.c.place)
    for row in connection.execute(kept):
        found[row.person_id].append(
            FoundPage(row.id, row.name, row.number, reference_of(row), row.text)
        )
    return found


def _person_record(person: FoundPerson) -> Record:
    return {
        "id": person.person_id,
        "name": person.name,
        "birth_year": person.birth_year,
        "certain": person.certain,
        "score": person.score,
        "why": person.why,
        "page_count": person.page_count,
        "pages": [
            {
                "page_id": page.page_id,
                "source": page.source,
                "page": page.number,
                "reference": page.reference.normal_form() if page.reference else None,
                "text": page.text,
            }
            for page in person.pages
        ],
    }


def in_language(record: Record, language: str) -> Record:
    """A kept answer with its reasons and references as people of `language` read them."""
    return {**record, "people": [_worded(person, language) for person in record["people"]]}


def _worded(person: Record, language: str) -> Record:
    pages = [
        {**page, "reference": cite(parse_reference(page["reference"] or ""), language) or None}
        for page in person["pages"]
    ]
    return {**person, "why": told(person["why"]), "pages": pages}

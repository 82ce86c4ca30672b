"""People of the same pages: whom a person is named together with, and who is named where."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from sqlalchemy import Connection, Select, func, select

from models.tables import MentionRow, PersonRow, ProfileRow

_MOST: Final = 18


@dataclass(frozen=True, slots=True)
class Met:
    """A person named on pages that also name another; `page_id` is the first of them."""

    id: int
    name: str
    birth_year: int | None
    pages: int
    page_id: int


@dataclass(frozen=True, slots=True)
class Company:
    """People of the same pages, those of most pages first, and pairs of them with their pages."""

    met: tuple[Met, ...]
    pairs: dict[tuple[int, int], int]
    others: int

    def shared(self, one: int, other: int) -> int:
        """On how many of the person's pages two of the company stand together."""
        return self.pairs.get((min(one, other), max(one, other)), 0)


@dataclass(frozen=True, slots=True)
class NamedThere:
    """A person named on some of the pages asked for, and on how many of them."""

    id: int
    name: str
    birth_year: int | None
    pages: int


def list_named_there(
    connection: Connection, pages: Select[int], *, limit: int = 12
) -> tuple[NamedThere, ...]:
    """The people named on the pages that a statement gives, those of most pages first."""
    together = func.count(MentionRow.page_id.distinct()).label("pages")
    rows = connection.execute(
        select(PersonRow.id, PersonRow.name, PersonRow.birth_year, together)
        .join(ProfileRow, ProfileRow.person_id == PersonRow.id)
        .join(MentionRow, MentionRow.profile_id == ProfileRow.id)
        .where(MentionRow.page_id.in_(pages))
        .group_by(PersonRow.id, PersonRow.name, PersonRow.birth_year)
        .order_by(together.desc(), PersonRow.name, PersonRow.id)
        .limit(limit)
    )
    return tuple(NamedThere(*row) for row in rows)


def read_company(connection: Connection, person_id: int, *, limit: int = _MOST) -> Company:
    """The people named on the pages that name a person."""
    pages = (
        select(MentionRow.page_id)
        .join(ProfileRow, ProfileRow.id == MentionRow.profile_id)
        .where(ProfileRow.person_id == person_id)
    )
    together = func.count(MentionRow.page_id.distinct()).label("pages")
    counted = (
        select(
            PersonRow.id,
            PersonRow.name,
            PersonRow.birth_year,
            together,
            func.min(MentionRow.page_id).label("page_id"),
        )
        .join(ProfileRow, ProfileRow.person_id == PersonRow.id)
        .join(MentionRow, MentionRow.profile_id == ProfileRow.id)
        .where(MentionRow.page_id.in_(pages), PersonRow.id != person_id)
        .group_by(PersonRow.id, PersonRow.name, PersonRow.birth_year)
    )
    found = connection.execute(
        counted.order_by(together.desc(), PersonRow.name, PersonRow.id).limit(limit)
    )
    met = tuple(Met(*row) for row in found)
    total = connection.execute(select(func.count()).select_from(counted.subquery())).scalar_one()
    standing = (
        select(PersonRow.id, MentionRow.page_id)
        .join(ProfileRow, ProfileRow.person_id == PersonRow.id)
        .join(MentionRow, MentionRow.profile_id == ProfileRow.id)
        .where(MentionRow.page_id.in_(pages), PersonRow.id.in_([each.id for each in met]))
        .distinct()
    )
    by_page: dict[int, list[int]] = defaultdict(list)
    for other, page_id in connection.execute(standing):
        by_page[page_id].append(other)
    pairs: dict[tuple[int, int], int] = defaultdict(int)
    for people in by_page.values():
        for pair in combinations(sorted(people), 2):
            pairs[pair] += 1
    return Company(met, dict(pairs), total - len(met))

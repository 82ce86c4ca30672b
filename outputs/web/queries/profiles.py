"""Names in documents, of which people are put together, with the places where they stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from models.archive import ReferenceCode
from models.people.namesakes import PROFILE_PARTS
from models.tables import (
    CollectionRow,
    DocumentRow,
    MentionRow,
    PageRow,
    ProfileRow,
    SourceRow,
)
from outputs.references import (
    FILE_COLUMNS,
    REFERENCE_COLUMNS,
    AnyRow,
    reference_of,
    with_file,
    with_reference,
)

_PLACES_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a profile's name stands."""

    mention_id: int
    page_id: int
    page_number: int
    source: str
    reference: ReferenceCode | None
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A name within a document; `mentions` is 0 where it is no longer read there."""

    id: int
    person_id: int | None
    normal: str
    surname: str
    given: str
    patronymic: str
    initials: str
    sex: str
    birth_year: int | None
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: int
    collection: str
    document: str | None
    document_date: str | None
    reference: ReferenceCode | None
    places: tuple[Place, ...]


def read_profiles(connection: Connection, ids: Collection[int]) -> dict[int, ProfileView]:
    """Profiles by id, each with the first places where its name stands."""
    rows = connection.execute(_PROFILES.where(ProfileRow.id.in_(ids))).all()
    places = _places(connection, ids)
    return {row.id: _profile(row, places[row.id]) for row in rows}


_PROFILES: Final = with_file(
    select(
        *PROFILE_PARTS,
        ProfileRow.roles,
        ProfileRow.mentions,
        CollectionRow.code.label("collection"),
        DocumentRow.title.label("document"),
        DocumentRow.edtf.label("document_date"),
        *FILE_COLUMNS,
    )
    .join(CollectionRow, CollectionRow.id == ProfileRow.collection_id)
    .outerjoin(DocumentRow, DocumentRow.id == ProfileRow.document_id)
)


def _places(connection: Connection, profiles: Iterable[int]) -> dict[int, tuple[Place, ...]]:
    statement = with_reference(
        select(
            MentionRow.id,
            MentionRow.profile_id,
            MentionRow.page_id,
            MentionRow.text,
            MentionRow.start,
            PageRow.number,
            SourceRow.name.label("source"),
            *REFERENCE_COLUMNS,
        )
        .select_from(MentionRow)
        .join(PageRow, PageRow.id == MentionRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
    )
    found: dict[int, list[Place]] = defaultdict(list)
    order = (MentionRow.profile_id, MentionRow.page_id, MentionRow.start)
    of_these = MentionRow.profile_id.in_(list(profiles))
    for row in connection.execute(statement.where(of_these).order_by(*order)):
        if len(found[row.profile_id]) < _PLACES_SHOWN:
            found[row.profile_id].append(
                Place(
                    row.id, row.page_id, row.number, row.source, reference_of(row), row.text,
                    row.start,
                )
            )  # fmt: skip
    return defaultdict(tuple, {profile: tuple(places) for profile, places in found.items()})


def _profile(row: AnyRow, places: Sequence[Place]) -> ProfileView:
    columns = dict(row._mapping)
    reference = None
    if row.file is not None:
        reference = ReferenceCode(row.archive, row.fond, row.inventory, row.file, ())
    for name in ("archive", "fond", "inventory", "file"):
        del columns[name]
    return ProfileView(
        **{
            **columns,
            "aliases": tuple(row.aliases),
            "roles": tuple(row.roles),
            "reference": reference,
            "places": tuple(places),
        }
    )

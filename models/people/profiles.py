"""Gather the mentions of people into profiles: one for each name within each document."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, select

from models.canonical import digest
from models.entity import Label
from models.names import PersonName, parse_person
from models.places.birthplaces import Birthplace
from models.tables import DocumentRow, EntityRow, MentionRow, PageRow

ProfileKey = tuple[int, str, str, str]
"""(collection id, scope, name key, part): what makes a profile the same after a re-run."""

_BATCH: Final = 10_000
_CASES: Final = ("case", "personal_file")
_SHORTEST_NUMBER: Final = 3
_PARTS: Final = ("surname", "given", "patronymic", "initials", "sex")


@dataclass(slots=True)
class Profile:
    """A name within a document, with what the document says of who bears it.

    Attributes:
        key: identity; see `ProfileKey`.
        document_id: None where pages have no document.
        file_id: the archival unit, or None.
        name: of its mentions.
        birth_year: where the text gives one beside the name.
        roles: that its mentions have, sorted.
        cases: numbers of cases that the document names.
        birthplace: where the text gives one beside the name; the fullest of several.
        mentions: how many there are.
        links: ids of its mentions, and of the profile that the record gives each now.
        id: in the record; 0 for one that is not there yet.
    """

    key: ProfileKey
    document_id: int | None
    file_id: int | None
    name: PersonName
    birth_year: int | None = None
    roles: tuple[str, ...] = ()
    cases: frozenset[str] = frozenset()
    birthplace: Birthplace | None = None
    mentions: int = 0
    links: list[tuple[int, int | None]] = field(default_factory=list)
    id: int = 0

    @property
    def place(self) -> tuple[int, str]:
        """The document, as (collection id, scope)."""
        return self.key[:2]

    @property
    def name_key(self) -> str:
        """The key that it shares with equal names elsewhere."""
        return self.key[2]


@dataclass(slots=True)
class _Seen:
    """A mention of a person, as far as it is needed here."""

    id: int
    profile_id: int | None
    birth_year: int | None
    role: str | None
    name: PersonName
    birthplace: Birthplace | None


def read_profiles(connection: Connection) -> list[Profile]:
    """Gather all mentions of people, in the order in which their names were first found.

    Equal names are one object, since a million mentions bear far fewer.

    Where a document gives one name several birth years, it names several people: each year has a
    profile, and mentions without a year one more.
    """
    groups: dict[ProfileKey, list[_Seen]] = defaultdict(list)
    documents: dict[tuple[int, str], tuple[int | None, int | None]] = {}
    names: dict[PersonName, PersonName] = {}
    for row in _people(connection):
        scope = scope_of(row.document_key, row.source_id)
        documents[row.collection_id, scope] = (row.document_id, row.file_id)
        groups[row.collection_id, scope, row.key, ""].append(_seen(row, names))
    cases = _cases(connection)
    profiles = []
    for key in list(groups):
        for part, mentions in _parted(groups.pop(key)):
            document = documents[key[:2]]
            whole = (*key[:3], part)
            profiles.append(_profile(whole, document, mentions, cases.get(key[:2], frozenset())))
    return profiles


@lru_cache(maxsize=10_000)
def scope_of(document_key: str | None, source_id: int) -> str:
    """The name of a document that outlives its row: a digest of its key."""
    return digest(document_key)[:32] if document_key is not None else f"source {source_id}"


def name_of(normal: str, details: Mapping[str, Any] | None) -> PersonName:
    """The parts of a person's name, as the mention's details give them, else read from it."""
    if not details or not (details.get("surname") or details.get("given")):
        return parse_person(normal)
    parts = {part: str(details.get(part) or "") for part in _PARTS}
    return PersonName(normal=normal, aliases=tuple(details.get("aliases") or ()), **parts)


def _people(connection: Connection) -> Iterator[Any]:
    people = (
        select(
            MentionRow.id,
            MentionRow.profile_id,
            MentionRow.normal,
            MentionRow.details,
            EntityRow.key,
            PageRow.collection_id,
            PageRow.source_id,
            PageRow.document_id,
            DocumentRow.key.label("document_key"),
            DocumentRow.file_id,
        )
        .select_from(MentionRow)
        .join(EntityRow, EntityRow.id == MentionRow.entity_id)
        .join(PageRow, PageRow.id == MentionRow.page_id)
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
        .where(MentionRow.label == Label.PERSON)
        .order_by(MentionRow.id)
    )
    yield from connection.execute(people, execution_options={"yield_per": _BATCH})


def _seen(row: Any, names: dict[PersonName, PersonName]) -> _Seen:
    name = name_of(row.normal, row.details)
    details = row.details or {}
    year = details.get("birth_year")
    return _Seen(
        row.id,
        row.profile_id,
        year if isinstance(year, int) else None,
        details.get("role"),
        names.setdefault(name, name),
        Birthplace.of(details),
    )


def _parted(mentions: list[_Seen]) -> Iterable[tuple[str, list[_Seen]]]:
    years = {mention.birth_year for mention in mentions} - {None}
    if len(years) < 2:
        return [("", mentions)]
    parts: dict[str, list[_Seen]] = defaultdict(list)
    for mention in mentions:
        parts[str(mention.birth_year or "")].append(mention)
    return sorted(parts.items())


def _profile(
    key: ProfileKey,
    document: tuple[int | None, int | None],
    mentions: list[_Seen],
    cases: frozenset[str],
) -> Profile:
    years = {mention.birth_year for mention in mentions} - {None}
    return Profile(
        key=key,
        document_id=document[0],
        file_id=document[1],
        name=_usual(mention.name for mention in mentions),
        birth_year=min(filter(None, years), default=None),
        roles=tuple(sorted({mention.role for mention in mentions if mention.role})),
        cases=cases,
        birthplace=max(
            filter(None, (mention.birthplace for mention in mentions)),
            key=lambda place: len(place.keys),
            default=None,
        ),
        mentions=len(mentions),
        links=[(mention.id, mention.profile_id) for mention in mentions],
    )


def _usual(names: Iterable[PersonName]) -> PersonName:
    """The most frequent form; of several, the first in order of its letters."""
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], name.normal))


def _cases(connection: Connection) -> dict[tuple[int, str], frozenset[str]]:
    """The numbers of cases that each document names; short ones are as often of other things."""
    numbers: dict[tuple[int, str], set[str]] = defaultdict(set)
    rows = connection.execute(
        select(
            EntityRow.key,
            MentionRow.details,
            PageRow.collection_id,
            PageRow.source_id,
            DocumentRow.key.label("document"),
        )
        .select_from(MentionRow)
        .join(EntityRow, EntityRow.id == MentionRow.entity_id)
        .join(PageRow, PageRow.id == MentionRow.page_id)
        .outerjoin(DocumentRow, DocumentRow.id == PageRow.document_id)
        .where(MentionRow.label == Label.CASE)
    )
    for key, details, collection_id, source_id, document in rows:
        case = {"kind": "case", "number": key, **(details or {})}
        number = str(case["number"])
        if case["kind"] in _CASES and len(number) >= _SHORTEST_NUMBER:
            numbers[collection_id, scope_of(document, source_id)].add(number)
    return {place: frozenset(found) for place, found in numbers.items()}

"""Export as FollowTheMoney entities, for Aleph, OpenSanctions' tools and graphs of who is named."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import ClassVar, Final, TextIO

from sqlalchemy import select

from models.canonical import digest
from models.entity import Label
from models.jsonlines import json_line
from models.tables import EntityRow, PersonRow, ProfileRow
from outputs.export.archival.description import page_address
from outputs.export.format import ExportSource, Target
from outputs.export.pagetext.pagefiles import mention_id
from outputs.export.traversal import AnyRow, ExportedPage

_SCHEMATA: Final = {Label.PERSON: "Person", Label.ORG: "Organization", Label.PLACE: "Address"}
_LANGUAGES: Final = {"ru": "rus", "kk": "kaz"}
_SEXES: Final = {"m": "male", "f": "female"}
# What FollowTheMoney takes for a date is the beginning of one in ISO 8601.
_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}")

# What FollowTheMoney drops from every text; U+FFFD stands for each, so that offsets stay.
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2060-\u2064\ufeff\ud800-\udfff]"
)
_PROFILE: Final = (
    ProfileRow.person_id, ProfileRow.normal, ProfileRow.aliases, ProfileRow.surname,
    ProfileRow.given, ProfileRow.patronymic, ProfileRow.sex, ProfileRow.birth_year,
)  # fmt: skip

Properties = dict[str, list[str]]


class FollowTheMoney:
    """Writes `entities.ftm.json`, an entity a line; docs/formats.md says what becomes what."""

    name: ClassVar[str] = "ftm"
    media_type: ClassVar[str] = "application/json+ftm"
    by_unit: ClassVar[bool] = False

    def __init__(self, source: ExportSource) -> None:
        self._source = source
        self._stream: TextIO
        self._folders: set[str] = set()
        # By number in the record: identity, and the page that first names it, which proves it.
        self._people: dict[int, tuple[str, str]] = {}
        self._entities: dict[int, tuple[str, str]] = {}

    def open(self, target: Target) -> None:
        """Begin the file."""
        self._stream = target.inside("entities.ftm.json").open("w", encoding="utf-8", newline="")

    def feed(self, page: ExportedPage) -> None:
        """Write the page and its mentions, and its folder when it is the first of it."""
        folder, title = _folder(page)
        if folder not in self._folders:
            self._folders.add(folder)
            self._put(folder, "Folder", {"title": [title], "fileName": [title]})
        place = _id("page", page.row.collection, page.source, str(page.page))
        named = [each for each in page.mentions if each.label in _SCHEMATA]
        self._put(place, "Document", self._page(page, folder, named))
        for mention in named:
            self._put(
                f"{place}.{mention_id(mention)}", "Mention", self._mention(page, place, mention)
            )

    def close(self) -> None:
        """Write people, organisations and places, each with the page that first names it."""
        with self._stream:
            for identity, schema, properties in (*self._known_people(), *self._known_entities()):
                self._put(identity, schema, properties)

    def _page(self, page: ExportedPage, folder: str, named: list[AnyRow]) -> Properties:
        row = page.row
        places = {_entity(page, each) for each in named if each.label == Label.PLACE}
        return {
            "fileName": [page.name],
            "title": [f"{page.reference or page.source} {row.sheet or page.page}"],
            "parent": [folder],
            "bodyText": [_DROPPED.sub("\ufffd", page.text).rstrip()],
            "language": [_LANGUAGES.get(row.language, "")],
            "date": _dates(row.edtf),
            "processingError": [page.error or ""],
            "sourceUrl": [page_address(self._source.address, row.page_id)] if row.page_id else [],
            "addressEntity": sorted(places),
        }

    def _mention(self, page: ExportedPage, place: str, mention: AnyRow) -> Properties:
        """A mention; what its page is about stands there, since only people and bodies resolve."""
        if mention.person_id is not None:
            known, number = self._people, mention.person_id
            identity = _id("person", str(number))
        else:
            known, number = self._entities, mention.entity_id
            identity = _entity(page, mention)
        known.setdefault(number, (identity, place))
        return {
            "document": [place],
            "name": [_one_line(mention.text)],
            "resolved": [identity] if mention.label != Label.PLACE else [],
            "detectedSchema": [_SCHEMATA[mention.label]],
        }

    def _known_people(self) -> Iterator[tuple[str, str, Properties]]:
        """People, as it was worked out who is who, by the names that documents give them."""
        people = (
            select(PersonRow.name, *_PROFILE)
            .join(ProfileRow, ProfileRow.person_id == PersonRow.id)
            .order_by(PersonRow.id, ProfileRow.id)
        )
        rows = self._source.connection.execute(people)
        for number, profiles in groupby(rows, key=attrgetter("person_id")):
            if number in self._people:
                identity, page = self._people[number]
                yield identity, "Person", {**_person(list(profiles)), "proof": [page]}

    def _known_entities(self) -> Iterator[tuple[str, str, Properties]]:
        """Organisations and places; people too where nobody worked out yet who is who."""
        rows = select(EntityRow.id, EntityRow.label, EntityRow.normal).order_by(EntityRow.id)
        for row in self._source.connection.execute(rows):
            if row.id in self._entities:
                identity, page = self._entities[row.id]
                name = {"full": [row.normal]} if row.label == Label.PLACE else {}
                properties = {"name": [row.normal], **name, "proof": [page]}
                yield identity, _SCHEMATA[row.label], properties

    def _put(self, identity: str, schema: str, properties: Properties) -> None:
        told = {
            name: sorted({each for each in values if each}) for name, values in properties.items()
        }
        entity = {
            "id": identity,
            "schema": schema,
            "properties": {name: values for name, values in told.items() if values},
        }
        self._stream.write(json_line(entity))


def _person(profiles: list[AnyRow]) -> Properties:
    return {
        "name": [_one_line(each) for row in profiles for each in (row.name, row.normal)],
        "alias": [_one_line(alias) for row in profiles for alias in row.aliases],
        "lastName": [row.surname for row in profiles],
        "firstName": [row.given for row in profiles],
        "fatherName": [row.patronymic for row in profiles],
        "gender": [_SEXES.get(row.sex, "") for row in profiles],
        "birthDate": [str(row.birth_year or "") for row in profiles],
    }


def _folder(page: ExportedPage) -> tuple[str, str]:
    """Identity and title of the archival file, or of the delivered one."""
    if page.reference:
        return _id("file", page.reference), page.reference
    return _id("source", page.row.collection, page.source), page.source


def _entity(page: ExportedPage, mention: AnyRow) -> str:
    return _id("entity", page.row.collection, mention.label, mention.key)


def _id(*parts: str) -> str:
    """The same for the same thing in every export, whatever its row's number."""
    return f"aigaq-{parts[0]}-{digest(*parts[1:])[:40]}"


def _dates(edtf: str | None) -> list[str]:
    return [edtf] if edtf and _DATE.fullmatch(edtf) else []


def _one_line(name: str) -> str:
    """A name as FollowTheMoney keeps names: blanks and line ends are one blank."""
    return " ".join(_DROPPED.sub("", name).split())

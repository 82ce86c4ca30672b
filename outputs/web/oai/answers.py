"""The answers of OAI-PMH 2.0 as XML: one for each verb, and its errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection

from models.blobs import Blobs
from outputs.export.archival.description import Description, describe
from outputs.export.archival.dublincore import OAI_DC, OAI_DC_SCHEMA, oai_dc, terms_of
from outputs.export.archival.holdings import Holdings, Places, Text, named_by_digest
from outputs.export.archival.mets import METS, METS_SCHEMA, make_mets, mark
from outputs.export.archival.preservation import read_history
from outputs.export.pagetext.pagefiles import has_text
from outputs.export.traversal import ExportedPage, read_pages
from outputs.export.units import Unit
from outputs.export.xml import XSI, elements
from outputs.web.oai.options import OaiOptions
from outputs.web.oai.requests import Asked, Listed, OaiError, Place, check_format
from outputs.web.oai.units import Told, earliest, find_told, list_sets, list_told

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
_SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
_FORMATS: Final = {"oai_dc": (OAI_DC_SCHEMA, OAI_DC), "mets": (METS_SCHEMA, METS)}
_E: Final = elements(OAI, oai=OAI, xsi=XSI)
# METS tells of every page; a list of it is cut once it has told of so many.
_MOST_PAGES: Final = 1000


@dataclass(frozen=True, slots=True)
class Repository:
    """What answers are made of.

    Attributes:
        connection: to the record.
        blobs: stored files, whose sizes METS names.
        options: see there.
        room: address of the reading room, ending in "/".
        rights: addresses of the terms of use, by code of the collection; `*` for all others.
    """

    connection: Connection
    blobs: Blobs
    options: OaiOptions
    room: str
    rights: dict[str, str]

    @property
    def address(self) -> str:
        """Where harvesters ask."""
        return f"{self.room}oai"

    def answer(self, asked: Asked) -> Any:
        """The element that answers a request.

        Raises:
            OaiError: there is nothing to answer, or it cannot be asked for so.
        """
        match asked.verb:
            case "Identify":
                return self._identify()
            case "ListMetadataFormats":
                return self._list_formats(asked.arguments.get("identifier"))
            case "ListSets":
                return self._list_sets(asked)
            case "GetRecord":
                return self._get(asked.arguments)
            case _:
                return self._list(asked.verb, asked.listed)

    def _identify(self) -> Any:
        return _E.Identify(
            _E.repositoryName(self.options.name),
            _E.baseURL(self.address),
            _E.protocolVersion("2.0"),
            _E.adminEmail(self.options.email),
            _E.earliestDatestamp(stamp(earliest(self.connection))),
            _E.deletedRecord("persistent"),
            _E.granularity("YYYY-MM-DDThh:mm:ssZ"),
        )

    def _list_formats(self, identifier: str | None) -> Any:
        if identifier is not None:
            self._find(identifier)
        return _E.ListMetadataFormats(
            [
                _E.metadataFormat(
                    _E.metadataPrefix(prefix), _E.schema(schema), _E.metadataNamespace(space)
                )
                for prefix, (schema, space) in _FORMATS.items()
            ]
        )

    def _list_sets(self, asked: Asked) -> Any:
        if asked.arguments:
            raise OaiError("badResumptionToken", "All sets are given at once")
        sets = list_sets(self.connection, self.options.language)
        if not sets:
            raise OaiError("noSetHierarchy", "There is no collection yet")
        return _E.ListSets([_E.set(_E.setSpec(spec), _E.setName(name)) for spec, name in sets])

    def _get(self, arguments: dict[str, str]) -> Any:
        check_format(arguments["metadataPrefix"])
        told = self._find(arguments["identifier"])
        return _E.GetRecord(self._record(told, arguments["metadataPrefix"])[0])

    def _find(self, identifier: str) -> Told:
        beginning = f"oai:{self.options.domain}:"
        told = None
        if identifier.startswith(beginning):
            told = find_told(self.connection, identifier.removeprefix(beginning))
        if told is None:
            raise OaiError("idDoesNotExist", "There is no unit of this identifier")
        return told

    def _list(self, verb: str, listed: Listed) -> Any:
        most = self.options.records
        found = list_told(self.connection, listed, most + 1)
        before = listed.after.given if listed.after else 0
        if not found and not before:
            raise OaiError("noRecordsMatch", "Nothing changed in this time and set")
        given = found[:most]
        if verb == "ListIdentifiers":
            items = [self._header(each) for each in given]
        else:
            items = self._records(given, listed.prefix)
        token = None
        if len(items) < len(found):
            last = given[len(items) - 1]
            place = Place(last.changed_at, last.id, before + len(items))
            token = _E.resumptionToken({"cursor": before}, listed.token(place))
        elif before:
            token = _E.resumptionToken({"cursor": before})
        return _E(verb, items, token)

    def _records(self, given: Sequence[Told], prefix: str) -> list[Any]:
        records, pages = [], 0
        for each in given:
            record, told = self._record(each, prefix)
            records.append(record)
            pages += told if prefix == "mets" else 0
            if pages >= _MOST_PAGES:
                break
        return records

    def _header(self, told: Told) -> Any:
        return _E.header(
            {"status": None if told.unit else "deleted"},
            _E.identifier(f"oai:{self.options.domain}:{told.local}"),
            _E.datestamp(stamp(told.changed_at)),
            [_E.setSpec(each) for each in told.sets],
        )

    def _record(self, told: Told, prefix: str) -> tuple[Any, int]:
        """A record, and of how many pages it tells."""
        if told.unit is None:
            return _E.record(self._header(told)), 0
        described = describe(
            self.connection,
            told.unit,
            rights=self.rights.get(told.collection, self.rights.get("*", "")),
            room=self.room,
            language=self.options.language,
        )
        if prefix == "mets":
            # Names within METS are unique to the whole answer, which tells of many units.
            content = mark(self._mets(described, told.unit), f"unit-{told.id}")
        else:
            content = oai_dc(terms_of(described))
        return _E.record(self._header(told), _E.metadata(content)), described.pages

    def _mets(self, described: Description, unit: Unit) -> Any:
        places = Places(named_by_digest, self._text)
        holdings = Holdings(self.blobs, places, self.room, self.options.language)
        for page in read_pages(self.connection, unit=unit):
            holdings.add(page)
        return make_mets(described, holdings, read_history(self.connection, unit))

    def _text(self, page: ExportedPage) -> Text | None:
        """The text of a page as the reading room gives it."""
        if not has_text(page):
            return None
        place = f"{self.room}iiif/pages/{page.row.page_id}/text.txt"
        return Text(place, "text/plain", page.text.encode())


def document(asked: Asked | None, address: str, content: Any) -> Any:
    """The whole answer; arguments are repeated unless they could not be understood."""
    attributes = {"verb": asked.verb, **asked.arguments} if asked else {}
    return _E(
        "OAI-PMH",
        {f"{{{XSI}}}schemaLocation": f"{OAI} {_SCHEMA}"},
        _E.responseDate(stamp(datetime.now(UTC))),
        _E.request(attributes, address),
        content,
    )


def error(refused: OaiError) -> Any:
    """An error of the protocol."""
    return _E.error({"code": refused.code}, refused.said)


def stamp(at: datetime) -> str:
    """A moment to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

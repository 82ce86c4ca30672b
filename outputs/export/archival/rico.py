"""Records in Contexts (RiC-O 1.1) as JSON-LD: a unit among what it belongs to and tells of."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final
from urllib.parse import quote

from sqlalchemy import select

from models.entity import Label
from models.tables import FileRow, FondRow, InventoryRow
from outputs.export.archival.description import Description, Document, describe_target, page_address
from outputs.export.archival.holdings import named_by_digest
from outputs.export.archival.preservation import SOFTWARE, Event, read_history
from outputs.export.format import ExportSource, Target
from outputs.export.traversal import ExportedPage

_CONTEXT: Final = {
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "kind": "https://www.ica.org/standards/RiC/vocabularies/recordSetTypes#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_NAMED: Final = {
    Label.PERSON: "rico:Person",
    Label.PLACE: "rico:Place",
    Label.ORG: "rico:CorporateBody",
}
_MOMENT: Final = "xsd:dateTime"

Node = dict[str, Any]


class RicO:
    """One graph for each unit."""

    name: ClassVar[str] = "rico"
    media_type: ClassVar[str] = "application/ld+json"
    by_unit: ClassVar[bool] = True

    def __init__(self, source: ExportSource) -> None:
        self._source = source

    def open(self, target: Target) -> None:
        """Begin a unit."""
        self._target = target
        self._nodes: dict[str, Node] = {}

    def feed(self, page: ExportedPage) -> None:
        """Take in a page: the sheet, its scan, the file it came in, and what is named on it."""
        original = self._put(
            named_by_digest(page.source, page.row.source_sha256),
            "rico:Instantiation",
            **{"rico:name": page.source, "rico:instantiationExtent": _size(page.row.byte_size)},
        )
        if page.row.page_id is None:
            return
        sheet = self._put(
            self._page(page), "rico:RecordPart", **{"rico:name": page.row.sheet or page.name}
        )
        if page.row.document_id is not None:
            _add(sheet, "rico:isOrWasConstituentOf", self._document_id(page.row.document_id))
        _add(sheet, "rico:hasOrHadDigitalInstantiation", self._scan(page, original))
        for mention in page.mentions:
            if Label(mention.label) in _NAMED:
                _add(sheet, "rico:hasOrHadSubject", self._named(mention))

    def close(self) -> None:
        """Write the graph."""
        described = describe_target(self._source, self._target)
        for node in self._levels(described):
            self._nodes.setdefault(node["@id"], node)
        for document in described.documents:
            if document.id is not None:
                self._record(described, document)
        history = read_history(self._source.connection, described.unit)
        for of_pages in (history.scans, history.texts):
            for page_id, events in of_pages.items():
                self._happened(f"{page_address(self._source.address, page_id)}#scan", events)
        content = {"@context": _CONTEXT, "@graph": list(self._nodes.values())}
        text = json.dumps(content, ensure_ascii=False, indent=1)
        self._target.beside(".jsonld").write_text(text + "\n", encoding="utf-8")

    def _levels(self, described: Description) -> Iterator[Node]:
        """The unit, and what it lies in up to the fond."""
        if described.reference is None:
            yield _node(described.address, "rico:RecordSet", {"rico:title": described.title})
            return
        fond, inventory, archive = self._above(described)
        room, reference = self._source.address, described.reference
        holder = f"{room}archives/{archive}"
        yield _node(holder, "rico:CorporateBody", {"rico:name": described.archive})
        above = None
        for address, kind, number in (
            (f"{room}fonds/{fond}", "kind:Fonds", reference.fond),
            (f"{room}inventories/{inventory}", "kind:Series", reference.inventory),
            (described.address, "kind:File", reference.file),
        ):
            node = _node(address, "rico:RecordSet", {"rico:identifier": number})
            _add(node, "rico:hasRecordSetType", kind)
            _add(node, "rico:hasOrHadHolder", holder)
            if above:
                _add(node, "rico:isOrWasIncludedIn", above)
            above = address
            if kind == "kind:File":
                node["rico:title"] = described.title
                node["rico:identifier"] = described.identifier
                if described.rights:
                    node["rico:conditionsOfUse"] = described.rights
            yield node

    def _above(self, described: Description) -> Any:
        found = (
            select(FondRow.id, InventoryRow.id, FondRow.archive_id)
            .join(InventoryRow, InventoryRow.fond_id == FondRow.id)
            .join(FileRow, FileRow.inventory_id == InventoryRow.id)
            .where(FileRow.id == described.unit.file_id)
        )
        return self._source.connection.execute(found).one()

    def _record(self, described: Description, document: Document) -> None:
        record = self._put(self._document_id(document.id), "rico:Record")
        _add(record, "rico:isOrWasIncludedIn", described.address)
        said = {
            "rico:title": document.title,
            "rico:conditionsOfAccess": document.access,
            "rico:conditionsOfUse": described.rights or None,
        }
        record.update({name: text for name, text in said.items() if text})
        if document.language:
            code = document.language
            language = f"https://www.iso.org/iso-639-1#{code}"
            self._put(language, "rico:Language", **{"rico:identifier": code})
            _add(record, "rico:hasOrHadLanguage", language)
        if document.edtf:
            date = f"{record['@id']}-date"
            days = (document.lower, document.upper)
            bounds = "/".join(day.isoformat() if day else ".." for day in days)
            values = {"rico:expressedDate": document.edtf, "rico:normalizedDateValue": bounds}
            self._put(date, "rico:Date", **values)
            _add(record, "rico:hasCreationDate", date)

    def _scan(self, page: ExportedPage, original: Node) -> str:
        scan = self._put(f"{self._page(page)}#scan", "rico:Instantiation")
        if page.row.image_sha256:
            scan["rico:identifier"] = named_by_digest("", page.row.image_sha256)
        _add(scan, "rico:isOrWasDerivedFromInstantiation", original["@id"])
        return str(scan["@id"])

    def _named(self, mention: Any) -> str:
        address = f"{self._source.address}entities/{mention.entity_id}"
        kind = _NAMED[Label(mention.label)]
        self._put(address, kind, **{"rico:name": mention.normal})
        return address

    def _happened(self, about: str, events: Iterable[Event]) -> None:
        """What was done with a scan, when, and by whom."""
        for event in events:
            activity = self._put(
                f"{about}-{event.key.replace(' ', '-')}",
                "rico:Activity",
                **{"rico:type": event.kind, "rico:generalDescription": event.detail},
            )
            moment = {"@value": event.at.isoformat(), "@type": _MOMENT}
            activity["rico:endDate"] = moment
            agent = event.agent
            kind = "rico:Mechanism" if agent.kind == SOFTWARE else "rico:Person"
            who = f"{self._source.address}#{agent.kind}-{quote(agent.name)}"
            made = self._put(who, kind, **{"rico:name": agent.name})
            if agent.note:
                made["rico:technicalCharacteristics"] = agent.note
            _add(activity, "rico:isOrWasPerformedBy", who)
            _add(activity, "rico:affectsOrAffected", about)

    def _page(self, page: ExportedPage) -> str:
        return page_address(self._source.address, page.row.page_id)

    def _document_id(self, number: int | None) -> str:
        return f"{self._source.address}#document-{number}"

    def _put(self, address: str, kind: str, **values: Any) -> Node:
        return self._nodes.setdefault(address, _node(address, kind, values))


def _node(address: str, kind: str, values: dict[str, Any]) -> Node:
    return {"@id": address, "@type": kind, **{k: v for k, v in values.items() if v}}


def _add(node: Node, name: str, address: str) -> None:
    links = node.setdefault(name, [])
    if {"@id": address} not in links:
        links.append({"@id": address})


def _size(size: int | None) -> str | None:
    return None if size is None else f"{size} bytes"

"""METS with PREMIS 3: of what files and sheets a unit consists, and all that happened to them."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import groupby
from typing import Any, ClassVar, Final

from models.archive import Side
from outputs.export.archival.description import Description, Document, describe_target, relative
from outputs.export.archival.dublincore import DC, dc_elements, terms_of, terms_of_document
from outputs.export.archival.holdings import (
    Holdings,
    PageSide,
    Places,
    StoredFile,
    Text,
    named_by_digest,
)
from outputs.export.archival.premis import (
    PREMIS,
    premis_agent,
    premis_event,
    premis_object,
    premis_rights,
)
from outputs.export.archival.preservation import ORGANISATION, Agent, Event, History, read_history
from outputs.export.format import ExportSource, Target
from outputs.export.pagetext.alto import Alto
from outputs.export.pagetext.pagefiles import has_text
from outputs.export.traversal import ExportedPage
from outputs.export.xml import XLINK, XSI, elements, write_xml

METS: Final = "http://www.loc.gov/METS/"
METS_SCHEMA: Final = "http://www.loc.gov/standards/mets/mets.xsd"
_E: Final = elements(METS, mets=METS, dc=DC, premis=PREMIS, xlink=XLINK, xsi=XSI)
_LINK: Final = f"{{{XLINK}}}"
_USES: Final = ("original", "image", "fulltext")
_NAMES: Final = {"ID", "ADMID", "DMDID", "FILEID", f"{_LINK}from", f"{_LINK}to"}
"""Attributes of METS that are names within the document, or lead to them."""
_AGENTS: Final = "agents"


class Mets:
    """One METS file for each unit."""

    name: ClassVar[str] = "mets"
    media_type: ClassVar[str] = "application/mets+xml"
    by_unit: ClassVar[bool] = True

    def __init__(self, source: ExportSource) -> None:
        self._source = source
        self._alto = Alto(source)

    def open(self, target: Target) -> None:
        """Begin a unit."""
        self._target = target
        places = Places(named_by_digest, self._text)
        self._holdings = Holdings(
            self._source.blobs, places, self._source.address, self._source.language
        )

    def feed(self, page: ExportedPage) -> None:
        """Take in the files of a page."""
        self._holdings.add(page)

    def close(self) -> None:
        """Write the METS file of the unit."""
        described = describe_target(self._source, self._target)
        history = read_history(self._source.connection, described.unit)
        write_xml(self._target.beside(".xml"), make_mets(described, self._holdings, history))

    def _text(self, page: ExportedPage) -> Text | None:
        """The page's ALTO, where an export of both formats at once puts it."""
        unit = self._target.unit
        if unit is None or not has_text(page):
            return None
        path = f"{Alto.name}/{unit.path}/{page.name}{Alto.ending}"
        place = "../" * len(unit.path.split("/")) + relative(path)
        return Text(place, Alto.media_type, self._alto.content(page))


def make_mets(described: Description, holdings: Holdings, history: History) -> Any:
    """Tell of a unit: description, files with their histories, sheets and documents."""
    files, sides = holdings.files, holdings.sides
    latest = history.latest()
    return _E.mets(
        {
            f"{{{XSI}}}schemaLocation": f"{METS} {METS_SCHEMA}",
            "OBJID": described.identifier,
            "LABEL": described.title,
            "TYPE": "file" if described.unit.reference else "delivered file",
        },
        _E.metsHdr(
            {"CREATEDATE": latest.isoformat(timespec="seconds")} if latest else {},
            _E.agent(
                {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"},
                _E.name(f"aigaq {version('aigaq')}"),
            ),
            _E.agent({"ROLE": "CUSTODIAN", "TYPE": "ORGANIZATION"}, _E.name(described.archive))
            if described.archive
            else None,
        ),
        list(_descriptions(described)),
        list(_histories(described, holdings, history)),
        _rights(described, sides),
        _E.fileSec(list(_groups(files))) if files else None,
        _physical(described, sides),
        _logical(described, sides),
        _links(sides),
    )


def _wrapped(kind: str, *content: Any, other: str | None = None) -> Any:
    return _E.mdWrap({"MDTYPE": kind, "OTHERMDTYPE": other}, _E.xmlData(*content))


def _descriptions(described: Description) -> Iterator[Any]:
    whole = dc_elements(terms_of(described))
    yield _E.dmdSec({"ID": "dmd-unit"}, _wrapped("DC", whole))
    for document in _documents(described):
        terms = dc_elements(terms_of_document(document, described))
        yield _E.dmdSec({"ID": f"dmd-{document.id}"}, _wrapped("DC", terms))


def _documents(described: Description) -> list[Document]:
    return [each for each in described.documents if each.id is not None]


def _histories(described: Description, holdings: Holdings, history: History) -> Iterator[Any]:
    """A section for each file, and one for all who did something."""
    archive = _archive(described)
    agents: dict[Agent, None] = {archive: None} if archive else {}
    for file in holdings.files:
        events = _events(file, holdings, history)
        agents.update({each.agent: None for each in events})
        made_of = file.derived_from if file.use == "fulltext" else None
        wrapped = (_wrapped("PREMIS:EVENT", _event(each, file, made_of)) for each in events)
        yield _E.amdSec(
            {"ID": f"amd-{file.id}"},
            _E.techMD({"ID": f"object-{file.id}"}, _wrapped("PREMIS:OBJECT", premis_object(file))),
            [
                _E.digiprovMD({"ID": f"event-{file.id}-{number}"}, each)
                for number, each in enumerate(wrapped, 1)
            ],
        )
    if agents:
        yield _E.amdSec(
            {"ID": _AGENTS},
            [
                _E.digiprovMD({"ID": f"agent-{number}"}, _wrapped("PREMIS:AGENT", each))
                for number, each in enumerate(map(premis_agent, agents), 1)
            ],
        )


def _events(file: StoredFile, holdings: Holdings, history: History) -> list[Event]:
    """What happened to a file, in the order of time."""
    found = list(history.stored.get(file.sha256, ()))
    if file.use == "original":
        found += history.sources.get(file.source, ())
    for page_id in holdings.scanned[file.id]:
        found += history.scans.get(page_id, ())
    for page_id in holdings.read[file.id]:
        found += history.texts.get(page_id, ())
    return sorted(found, key=lambda each: each.at)


def _event(event: Event, file: StoredFile, made_of: StoredFile | None) -> Any:
    """What reads a scan makes its text; all else befalls one file."""
    if made_of is None:
        return premis_event(event, file.identifier)
    return premis_event(event, made_of.identifier, file.identifier)


def _archive(described: Description) -> Agent | None:
    """The archive, which says who may see what; None where none is described."""
    return Agent(described.archive, ORGANISATION) if described.archive else None


def _rights(described: Description, sides: Sequence[PageSide]) -> Any:
    sections = []
    for document in described.documents:
        about = [
            file.identifier
            for side in sides
            if side.document_id == document.id
            for file in side.files
        ]
        if about and (document.access or described.rights):
            statement = premis_rights(
                document, described.rights, dict.fromkeys(about), _archive(described)
            )
            wrapped = _wrapped("PREMIS:RIGHTS", statement)
            sections.append(_E.rightsMD({"ID": f"rights-{document.id or 0}"}, wrapped))
    return _E.amdSec({"ID": "rights"}, sections) if sections else None


def _groups(files: Iterable[StoredFile]) -> Iterator[Any]:
    for use in _USES:
        if members := [_file(each) for each in files if each.use == use]:
            yield _E.fileGrp({"USE": use}, members)


def _file(file: StoredFile) -> Any:
    is_address = not file.place.startswith("ni:")
    return _E.file(
        {
            "ID": file.id,
            "MIMETYPE": file.media_type,
            "SIZE": file.size,
            "CHECKSUM": file.sha256,
            "CHECKSUMTYPE": "SHA-256",
            "ADMID": f"amd-{file.id}",
        },
        _E.FLocat(
            {
                "LOCTYPE": "URL" if is_address else "OTHER",
                "OTHERLOCTYPE": None if is_address else "NI",
                f"{_LINK}href": file.place,
                f"{_LINK}type": "simple",
            }
        ),
    )


def _physical(described: Description, sides: Sequence[PageSide]) -> Any:
    """Sheets and their sides; a page without a sheet number stands alone."""
    numbered = list(enumerate(sides, 1))
    sheets = [
        _sheet(order, [*group])
        for order, (_key, group) in enumerate(groupby(numbered, key=_sheet_of), 1)
    ]
    whole = _E.div({"TYPE": "file", "LABEL": described.citation, "DMDID": "dmd-unit"}, sheets)
    return _E.structMap({"TYPE": "physical"}, whole)


def _sheet_of(numbered: tuple[int, PageSide]) -> tuple[object, ...]:
    number, side = numbered
    return (number,) if side.sheet is None else (side.sheet.number, side.sheet.letter)


def _sheet(order: int, sides: Sequence[tuple[int, PageSide]]) -> Any:
    first = sides[0][1].sheet
    divisions = [_side(number, side) for number, side in sides]
    if first is None:
        return divisions[0]
    label = f"{first.number}{first.letter}"
    return _E.div({"TYPE": "sheet", "ORDER": order, "ORDERLABEL": label}, divisions)


def _side(number: int, side: PageSide) -> Any:
    kind = "page" if side.sheet is None else side.sheet.side.value
    order = str(side.sheet) if side.sheet else None
    files = [_E.fptr({"FILEID": each.id}) for each in side.files]
    return _E.div(
        {
            "ID": f"side-{number}",
            "TYPE": kind,
            "ORDER": 2 if kind == Side.VERSO else 1,
            "ORDERLABEL": order,
            "LABEL": side.label,
        },
        files,
    )


def _logical(described: Description, sides: Sequence[PageSide]) -> Any:
    there = {each.document_id for each in sides}
    documents = [
        _E.div(
            {
                "ID": f"document-{each.id}",
                "TYPE": "document",
                "ORDER": order,
                "LABEL": each.title,
                "DMDID": f"dmd-{each.id}",
            }
        )
        for order, each in enumerate(_documents(described), 1)
        if each.id in there
    ]
    whole = {"ID": "unit", "TYPE": "file", "LABEL": described.title, "DMDID": "dmd-unit"}
    return _E.structMap({"TYPE": "logical"}, _E.div(whole, documents))


def _links(sides: Sequence[PageSide]) -> Any:
    links = [
        _E.smLink({f"{_LINK}from": f"document-{side.document_id}", f"{_LINK}to": f"side-{number}"})
        for number, side in enumerate(sides, 1)
        if side.document_id is not None
    ]
    return _E.structLink(links) if links else None


def mark(mets: Any, name: str) -> Any:
    """Begin every name within METS by another, since in one document none may come twice."""
    for element in mets.iter(f"{{{METS}}}*"):
        for attribute in _NAMES & set(element.attrib):
            names = element.get(attribute).split()
            element.set(attribute, " ".join(f"{name}-{each}" for each in names))
    return mets

"""Dublin Core: the fifteen plain words in which every catalogue can be told of a unit."""

from typing import Any, ClassVar, Final

from outputs.export.archival.description import Description, Document, describe_target
from outputs.export.format import ExportSource, Target
from outputs.export.traversal import ExportedPage
from outputs.export.xml import XSI, elements, write_xml

DC: Final = "http://purl.org/dc/elements/1.1/"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_TEXT: Final = "Text"  # of the DCMI types: pages to be read, whatever they were scanned from

_dc: Final = elements(DC, dc=DC)
_oai: Final = elements(OAI_DC, oai_dc=OAI_DC, dc=DC, xsi=XSI)

Terms = tuple[tuple[str, str], ...]
"""Names of Dublin Core and what they say; a name may come several times."""


def terms_of(described: Description) -> Terms:
    """Say in Dublin Core what is known of a unit.

    Nobody who is named in the papers is named here: harvesters spread it, and cannot be told of a
    correction at the place in the text.
    """
    return (
        ("title", described.title),
        *([("publisher", described.archive)] if described.archive else []),
        *_days(described.days),
        ("type", _TEXT),
        *(("format", media_type) for media_type in described.media_types),
        ("identifier", described.address),
        ("identifier", described.identifier),
        ("source", described.citation),
        *(("language", code) for code in described.languages),
        ("relation", described.unit.collection),
        *(("rights", words) for words in (described.rights, *described.access) if words),
    )


def terms_of_document(document: Document, described: Description) -> Terms:
    """Say in Dublin Core what is known of one document of a unit."""
    return (
        *([("title", document.title)] if document.title else []),
        *([("date", document.edtf)] if document.edtf else []),
        ("type", _TEXT),
        ("source", described.citation),
        *([("language", document.language)] if document.language else []),
        *([("rights", document.access)] if document.access else []),
    )


def dc_elements(terms: Terms) -> list[Any]:
    """The terms as elements, for whatever holds them."""
    return [_dc(name, text) for name, text in terms]


def oai_dc(terms: Terms) -> Any:
    """The terms as the record that OAI-PMH asks every repository for."""
    place = {f"{{{XSI}}}schemaLocation": f"{OAI_DC} {OAI_DC_SCHEMA}"}
    return _oai.dc(place, dc_elements(terms))


class DublinCore:
    """One record for each unit."""

    name: ClassVar[str] = "dublincore"
    media_type: ClassVar[str] = "application/xml"
    by_unit: ClassVar[bool] = True

    def __init__(self, source: ExportSource) -> None:
        self._source = source

    def open(self, target: Target) -> None:
        """Begin a unit."""
        self._target = target

    def feed(self, page: ExportedPage) -> None:
        """Pages are not told of one by one."""

    def close(self) -> None:
        """Write the record of the unit."""
        described = describe_target(self._source, self._target)
        write_xml(self._target.beside(".xml"), oai_dc(terms_of(described)))


def _days(days: tuple[Any, Any] | None) -> Terms:
    if days is None:
        return ()
    first, last = (day.isoformat() for day in days)
    return (("date", first if first == last else f"{first}/{last}"),)

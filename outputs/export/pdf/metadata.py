"""What a PDF says of itself in XMP: the archival reference, the title, the rights, PDF/A-2b."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any, Final

from lxml import etree
from pikepdf import Name, String
from PIL import ImageCms

from outputs.export.archival.description import Description
from outputs.export.pdf.objects import Stream, Value
from outputs.export.pdf.picture import deflated
from outputs.export.xml import XML, elements, legal

PRODUCER: Final = f"Aigaq {version('aigaq')}"

_SPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
_rdf, _dc, _pdf, _pdfaid, _xmp, _rights = (elements(each, **_SPACES) for each in _SPACES.values())
_meta: Final = elements("adobe:ns:meta/", x="adobe:ns:meta/")
_ABOUT: Final = f"{{{_SPACES['rdf']}}}about"
# The identity of every packet: XMP specification, part 1, 7.3.2.
_BEGIN: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_MADE: Final = struct.pack(">6H", 2024, 1, 1, 0, 0, 0)
_END: Final = b'\n<?xpacket end="r"?>'


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a unit.

    Attributes:
        described: by the record.
        languages: of its pages, the commonest first.
        received: when the last of its scans first came; None where no delivery is recorded.
    """

    described: Description
    languages: Sequence[str]
    received: datetime | None

    @property
    def title(self) -> str:
        """How the unit is cited, and what it is called."""
        citation, title = self.described.citation, self.described.title
        return legal(citation if title == citation else f"{citation}. {title}")

    @property
    def information(self) -> dict[str, Value]:
        """What programs read that know no XMP."""
        return {"Title": String(self.title), "Producer": String(PRODUCER)}

    @property
    def packet(self) -> Stream:
        """The XMP packet; not compressed, so that tools that know no PDF can read it."""
        described, rights = self.described, self.described.rights
        told = _rdf.Description(
            {_ABOUT: ""},
            _pdfaid.part("2"),
            _pdfaid.conformance("B"),
            _pdf.Producer(PRODUCER),
            _dc.format("application/pdf"),
            _dc.title(_in_any_language(self.title)),
            _dc.identifier(described.identifier),
            _dc.publisher(_bag([described.archive])) if described.archive else None,
            _dc.language(_bag(self.languages)) if self.languages else None,
            _dc.rights(_in_any_language(rights)) if rights else None,
            _rights.WebStatement(rights) if rights else None,
            _xmp.CreateDate(self.received.isoformat()) if self.received else None,
        )
        packet = etree.tostring(_meta.xmpmeta(_rdf.RDF(told)), encoding="UTF-8", pretty_print=True)
        return Stream({"Type": Name.Metadata, "Subtype": Name.XML}, _BEGIN + packet + _END)


def output_intent() -> dict[str, Value]:
    """What colours of no profile mean: sRGB, and its grey."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # ICC.1:2010, 7.2: the moment at which it was made, which here is just now.
    coded = deflated(profile[:24] + _MADE + profile[36:])
    return {
        "Type": Name.OutputIntent,
        "S": Name.GTS_PDFA1,
        "OutputConditionIdentifier": String("sRGB"),
        "Info": String("sRGB"),
        "DestOutputProfile": Stream({"N": 3, **coded.entries}, coded.content),
    }


def _in_any_language(text: str) -> Any:
    return _rdf.Alt(_rdf.li({f"{{{XML}}}lang": "x-default"}, text))


def _bag(values: Sequence[str]) -> Any:
    return _rdf.Bag([_rdf.li(value) for value in values])

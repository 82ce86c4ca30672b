"""Export as TEI P5: a file for each document, with its scans, its lines and what it names."""

from typing import Any, ClassVar, Final

from lxml import etree

from outputs.boxes import around
from outputs.export.archival.description import Description, Document, describe_target, page_address
from outputs.export.format import ExportSource, Target
from outputs.export.pagetext.pagefiles import has_text
from outputs.export.pagetext.teitext import Span, make, mark_up, when
from outputs.export.request import PROGRAM
from outputs.export.traversal import ExportedPage
from outputs.export.units import safe_name
from outputs.export.xml import XML

_ID: Final = f"{{{XML}}}id"
_LANGUAGE: Final = f"{{{XML}}}lang"
_METHOD: Final = (
    "The text is as a machine read it: line ends, hyphens and errors are kept. Names, places and"
    " dates were found by a machine; @cert is how sure it was."
)


class Tei:
    """One file for each document of a unit and for each delivered file that it lies in."""

    name: ClassVar[str] = "tei"
    media_type: ClassVar[str] = "application/tei+xml"
    by_unit: ClassVar[bool] = True

    def __init__(self, source: ExportSource) -> None:
        self._source = source

    def open(self, target: Target) -> None:
        """Begin a unit."""
        self._target = target
        self._described = describe_target(self._source, target)
        self._files: dict[tuple[str, int | None], _File] = {}

    def feed(self, page: ExportedPage) -> None:
        """Take in a page of one of its documents."""
        key = (page.source, page.row.document_id)
        if key not in self._files:
            self._files[key] = _File(self._described, self._source, page)
        self._files[key].add(page)

    def close(self) -> None:
        """Write the files."""
        for (source, document), file in self._files.items():
            ending = ".xml" if document is None else f".d{document}.xml"
            path = self._target.inside(safe_name(source) + ending)
            path.write_bytes(file.content())


class _File:
    """A document as it lies in one delivered file."""

    def __init__(self, described: Description, source: ExportSource, first: ExportedPage) -> None:
        self._described = described
        self._source = source
        self._first = first
        self._facsimile = make("facsimile")
        self._body = make("body")
        self._crossing = make("spanGrp")

    def add(self, page: ExportedPage) -> None:
        """Add the scan, its lines and its text."""
        key = f"p{page.page}"
        surface = _surface(page, key, self._source.address)
        self._facsimile.append(surface)
        facs = f"#{surface.get(_ID)}"
        sheet = page.row.sheet or page.page
        self._body.append(make("pb", n=sheet, facs=facs, **{_ID: key}))
        text = make("ab", **{_LANGUAGE: page.row.language, "corresp": f"#{key}"})
        self._body.append(text)
        if not has_text(page):
            text.append(make("gap", reason=page.error))
            return
        lines = _zones(surface, page, key)
        for span in mark_up(text, page, key, self._source.address, lines):
            self._crossing.append(_stand_off(span, page.text))

    def content(self) -> bytes:
        """The file, in UTF-8."""
        root = make("TEI", **{_LANGUAGE: self._first.row.language})
        text = make("text")
        text.append(self._body)
        stand_off = make("standOff")
        stand_off.append(self._crossing)
        root.extend([self._header(), self._facsimile, text])
        if len(self._crossing):
            root.append(stand_off)
        for part in root:
            part.tail = "\n"
            if part is not text:  # a blank in there would be one of the page
                etree.indent(part)
        for part in self._body:
            part.tail = "\n"
        content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        return content + b"\n"

    def _header(self) -> Any:
        described, document = self._described, self._document()
        title = (document and document.title) or described.title
        program, version = PROGRAM.split(" ", 1)
        language = (document and document.language) or self._first.row.language
        known = make("language", ident=language) if language else None
        return _nest(
            "teiHeader",
            _nest(
                "fileDesc",
                _nest("titleStmt", make("title", title)),
                _nest(
                    "publicationStmt",
                    make("publisher", described.archive or PROGRAM),
                    make("date", when=self._source.as_of.date().isoformat()),
                    self._availability(),
                ),
                _nest("sourceDesc", self._manuscript(document, title)),
            ),
            _nest(
                "encodingDesc",
                _nest("projectDesc", make("p", _METHOD)),
                _nest("appInfo", _program(program, version)),
            ),
            _nest("profileDesc", _nest("langUsage", known)) if known is not None else None,
        )

    def _availability(self) -> Any:
        """The terms of use, and the archive's own words on who may see the document."""
        rights, access = self._described.rights, self._first.row.access
        if not rights and not access:
            return None
        licence = make("licence", rights, target=rights) if rights else None
        return _nest("availability", licence, make("p", access) if access else None)

    def _manuscript(self, document: Document | None, title: str) -> Any:
        reference, source = self._described.reference, self._first.source
        if reference is None:
            known = [make("idno", self._described.identifier)]
        else:
            known = [
                make("repository", self._described.archive),
                make("collection", reference.fond, type="fond"),
                make("collection", reference.inventory, type="inventory"),
                make("idno", self._described.citation),
                _nest("altIdentifier", make("idno", self._described.identifier)),
            ]
        known.append(_nest("altIdentifier", make("idno", source, type="source")))
        days = when(document.lower, document.upper, document.edtf) if document else {}
        origin = make("origDate", (document and document.edtf) or None, **days)
        return _nest(
            "msDesc",
            _nest("msIdentifier", *known),
            _nest("msContents", _nest("msItem", make("title", title))),
            _nest("history", _nest("origin", origin)) if days else None,
        )

    def _document(self) -> Document | None:
        number = self._first.row.document_id
        found = (each for each in self._described.documents if each.id == number)
        return next(found, None) if number is not None else None


def _nest(tag: str, *children: Any) -> Any:
    made = make(tag)
    made.extend([each for each in children if each is not None])
    return made


def _program(name: str, version: str) -> Any:
    made = make("application", ident=name, version=version)
    made.append(make("label", "Aigaq"))
    return made


def _surface(page: ExportedPage, key: str, room: str) -> Any:
    """The scan, in its own pixels; which of the delivered file it is stands in `n`."""
    row = page.row
    size = {"lrx": row.width, "lry": row.height}
    corners = {"ulx": 0, "uly": 0, **size} if row.width else {}
    address = page_address(room, row.page_id) if row.page_id else None
    made = make("surface", n=page.page, corresp=address, **corners, **{_ID: f"{key}.scan"})
    if row.image_sha256:
        sizes = {"width": f"{row.width}px", "height": f"{row.height}px"} if row.width else {}
        made.append(make("graphic", url=f"urn:sha256:{row.image_sha256}", **sizes))
    return made


def _zones(surface: Any, page: ExportedPage, key: str) -> list[str]:
    """Add a zone for each line that has words; returns their names by line of the text."""
    words, names, offset = list(page.read_words()), list[str](), 0
    for line in page.text.split("\n"):
        inside = [word.box for word in words if offset <= word.start < offset + len(line)]
        names.append(f"{key}.l{len(names) + 1}" if inside else "")
        if inside:
            box = around(inside)
            corners = {"ulx": box.left, "uly": box.top, "lrx": box.right, "lry": box.bottom}
            surface.append(make("zone", type="line", **corners, **{_ID: names[-1]}))
        offset += len(line) + 1
    return names


def _stand_off(span: Span, text: str) -> Any:
    """A mention that crosses another, as a span between its two anchors."""
    told = span.element
    name = told.get(_ID)
    return make(
        "span",
        text[span.start : span.end],
        **{_ID: name, "from": f"#{name}.start", "to": f"#{name}.end"},
        type=told.get("type") or etree.QName(told).localname,
        corresp=told.get("ref"),
        cert=told.get("cert"),
    )

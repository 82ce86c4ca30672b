"""Export as PAGE 2024-07-15: regions, lines and words of each page, entities in `custom`."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, Final

from lxml import etree

from models.page import Box
from models.page.textids import word_id
from outputs.export.pagetext.pagefiles import CREATOR, PageFiles, add, number
from outputs.export.pagetext.pagelayout import Block, Group, Line, PageLayout, lay_out
from outputs.export.pagetext.reader import Reader, find_reader
from outputs.export.traversal import ExportedPage
from outputs.export.xml import XSI, xml_bytes

NAMESPACE: Final = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2024-07-15"
_SCHEMA: Final = f"{NAMESPACE} {NAMESPACE}/pagecontent.xsd"
_LANGUAGES: Final = {"ru": "Russian", "kk": "Kazakh"}
_GRAPHICS: Final = {"stamp": "stamp", "pencil": "handwritten-annotation"}


class PageXml(PageFiles):
    """One PAGE file a page, boxes in pixels of the scan."""

    name: ClassVar[str] = "page"
    media_type: ClassVar[str] = "application/vnd.prima.page+xml"
    ending: ClassVar[str] = ".xml"

    def content(self, page: ExportedPage) -> bytes:
        """The file of a page."""
        layout, geometry = lay_out(page), page.geometry
        assert geometry is not None
        root = etree.Element(etree.QName(NAMESPACE, "PcGts"), nsmap={None: NAMESPACE, "xsi": XSI})
        root.set(f"{{{XSI}}}schemaLocation", _SCHEMA)
        reader = find_reader(self.source.connection, page)
        # The schema wants a moment also where no run read the page.
        _describe(root, page, reader, reader.moment or self.source.as_of)
        sheet = add(
            root,
            "Page",
            imageFilename=page.source,
            imageWidth=geometry.width,
            imageHeight=geometry.height,
            imageXResolution=page.row.dpi,
            imageYResolution=page.row.dpi,
            imageResolutionUnit="PPI",
            custom=f"page {{number:{page.page};}} image {{sha256:{page.row.image_sha256};}}",
            # PAGE counts to 180 clockwise and from there back.
            orientation=geometry.rotation - 360 if geometry.rotation > 180 else geometry.rotation,
            primaryLanguage=_LANGUAGES.get(page.row.language or ""),
            conf=None if page.row.confidence is None else number(page.row.confidence, 4),
        )
        if layout.parts:
            order = add(add(sheet, "ReadingOrder"), "OrderedGroup", id="order")
            for index, part in enumerate(layout.parts):
                add(order, "RegionRefIndexed", index=index, regionRef=part.name)
        if layout.spelled is not None:
            add(add(sheet, "UserDefined"), "UserAttribute", name="text", value=layout.spelled)
        for each in layout.parts:
            _add_part(sheet, each, page, layout)
        return xml_bytes(root)


def _describe(root: Any, page: ExportedPage, reader: Reader, read_at: datetime) -> None:
    about = add(root, "Metadata", externalRef=page.reference)
    moment = read_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    add(about, "Creator", CREATOR)
    add(about, "Created", moment)
    add(about, "LastChange", moment)
    for name, value in (("program", reader.program), ("model", reader.model)):
        if value:
            add(about, "MetadataItem", type="processingStep", name=name, value=value)


def _add_part(sheet: Any, part: Block | Group, page: ExportedPage, layout: PageLayout) -> None:
    if isinstance(part, Block):
        _add_block(sheet, part, page, layout)
        return
    if part.kind == "table":
        cells = [block.cell for block in part.blocks if block.cell]
        region = add(
            sheet,
            "TableRegion",
            id=part.name,
            rows=1 + max(cell.row for cell in cells),
            columns=1 + max(cell.column for cell in cells),
        )
    else:
        region = add(sheet, "GraphicRegion", id=part.name, type=_GRAPHICS[part.kind])
    _add_coords(region, part.box)
    for block in part.blocks:
        _add_block(region, block, page, layout)


def _add_coords(parent: Any, box: Box) -> None:
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom))
    points = " ".join(f"{x},{y}" for x, y in (*corners, (box.left, box.bottom)))
    add(parent, "Coords", points=points)


def _add_block(parent: Any, block: Block, page: ExportedPage, layout: PageLayout) -> None:
    region = add(parent, "TextRegion", id=block.name, type="paragraph")
    _add_coords(region, block.box)
    if block.cell:
        row, column = block.cell.row, block.cell.column
        add(add(region, "Roles"), "TableCellRole", rowIndex=row, columnIndex=column)
    for line in block.lines:
        _add_line(region, line, page, layout)
    if block.lines:
        _add_text(region, "\n".join(_text_of(line, page) for line in block.lines))


def _add_line(parent: Any, line: Line, page: ExportedPage, layout: PageLayout) -> None:
    made = add(
        parent, "TextLine", id=line.name, custom=" ".join(_custom(line, page, layout)) or None
    )
    _add_coords(made, line.box)
    for word in line.words:
        each = add(made, "Word", id=word_id(word))
        _add_coords(each, word.box)
        _add_text(each, page.text[word.start : word.end], word.confidence)
    _add_text(made, _text_of(line, page))


def _add_text(parent: Any, text: str, confidence: float | None = None) -> None:
    conf = None if confidence is None else number(confidence)
    add(add(parent, "TextEquiv", conf=conf), "Unicode", text)


def _text_of(line: Line, page: ExportedPage) -> str:
    return page.text[line.words[0].start : line.words[-1].end]


def _custom(line: Line, page: ExportedPage, layout: PageLayout) -> Iterator[str]:
    """What is named on a line, as Transkribus writes it: offset and length within the line."""
    start, end = line.words[0].start, line.words[-1].end
    for mention in layout.named_on(line.words):
        first, last = max(start, mention.start), min(end, mention.end)
        within = f"offset:{first - start}; length:{last - first};"
        whole = f" continued:true; start:{mention.start}; end:{mention.end};"
        goes_on = first > mention.start or last < mention.end
        yield f"{mention.label.lower()} {{{within}{whole if goes_on else ''}}}"

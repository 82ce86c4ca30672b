"""Export as ALTO 4.4: the words of each page with their boxes, entities as tags."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, ClassVar, Final

from lxml import etree

from models.page import Box, Word
from models.page.textids import word_id
from outputs.export.pagetext.pagefiles import (
    CREATOR,
    PageFiles,
    add,
    mention_id,
    number,
)
from outputs.export.pagetext.pagelayout import Block, Group, Line, PageLayout, lay_out
from outputs.export.pagetext.reader import find_reader
from outputs.export.traversal import ExportedPage
from outputs.export.xml import XSI, xml_bytes
from outputs.references import mention_address

NAMESPACE: Final = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA: Final = f"{NAMESPACE} http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011\u00ac]\Z")


class Alto(PageFiles):
    """One ALTO file a page, boxes in pixels of the scan."""

    name: ClassVar[str] = "alto"
    media_type: ClassVar[str] = "application/alto+xml"
    ending: ClassVar[str] = ".xml"

    def content(self, page: ExportedPage) -> bytes:
        """The file of a page."""
        layout = lay_out(page)
        root = etree.Element(etree.QName(NAMESPACE, "alto"), nsmap={None: NAMESPACE, "xsi": XSI})
        root.set(f"{{{XSI}}}schemaLocation", _SCHEMA)
        root.set("SCHEMAVERSION", "4.4")
        self._describe(root, page)
        self._tag(root, page, layout)
        _lay(add(root, "Layout"), page, layout)
        return xml_bytes(root)

    def _describe(self, root: Any, page: ExportedPage) -> None:
        description = add(root, "Description")
        add(description, "MeasurementUnit", "pixel")
        image = add(description, "sourceImageInformation")
        add(image, "fileName", page.source)
        add(image, "fileIdentifier", page.row.image_sha256, fileIdentifierLocation="SHA-256")
        if page.reference:
            add(image, "documentIdentifier", page.reference)
        reader = find_reader(self.source.connection, page)
        step = add(description, "Processing", ID="ocr")
        add(step, "processingCategory", "contentGeneration")
        if reader.model:
            add(step, "processingStepSettings", f"model {reader.model}")
        if reader.program:
            software = add(step, "processingSoftware")
            name, _blank, rest = reader.program.partition(" ")
            add(software, "softwareName", name)
            if rest:
                add(software, "softwareVersion", rest.partition(" ")[0])
            add(software, "applicationDescription", reader.program)
        step = add(description, "Processing", ID="export")
        add(step, "processingCategory", "postOperation")
        add(add(step, "processingSoftware"), "softwareName", CREATOR)

    def _tag(self, root: Any, page: ExportedPage, layout: PageLayout) -> None:
        kinds = {part.kind for part in layout.parts if isinstance(part, Group)} - {"table"}
        if not (kinds or page.mentions or layout.spelled is not None):
            return
        tags = add(root, "Tags")
        for kind in sorted(kinds):
            add(tags, "LayoutTag", ID=kind, TYPE="region", LABEL=kind)
        for mention in _distinct(page.mentions):
            add(
                tags,
                "NamedEntityTag",
                ID=mention_id(mention),
                TYPE=mention.label,
                LABEL=mention.normal,
                DESCRIPTION=mention.text,
                URI=mention_address(self.source.address, page.row.page_id, mention),
            )
        if layout.spelled is not None:
            add(tags, "OtherTag", ID="text", TYPE="text", LABEL=layout.spelled)


def _distinct(mentions: Sequence[Any]) -> Iterator[Any]:
    """Each kind and place once, the surest: two may share both."""
    found: dict[str, Any] = {}
    for mention in mentions:
        same = found.setdefault(mention_id(mention), mention)
        if mention.confidence > same.confidence:
            found[mention_id(mention)] = mention
    yield from found.values()


def _lay(parent: Any, page: ExportedPage, layout: PageLayout) -> None:
    geometry = page.geometry
    assert geometry is not None
    sheet = add(
        parent,
        "Page",
        ID="page",
        PROCESSINGREFS="ocr",
        HEIGHT=geometry.height,
        WIDTH=geometry.width,
        PHYSICAL_IMG_NR=page.page,
        PRINTED_IMG_NR=page.row.sheet,
        PC=None if page.row.confidence is None else number(page.row.confidence, 4),
        # How far to turn the scan clockwise is how far its text lies turned counterclockwise.
        ROTATION=geometry.rotation,
        LANG=page.row.language,
    )
    box = layout.box
    space = add(sheet, "PrintSpace", **(_place(box) if box else {}))
    for part in layout.parts:
        if isinstance(part, Block):
            _add_block(space, part, page, layout)
            continue
        refs = None if part.kind == "table" else part.kind
        group = add(
            space, "ComposedBlock", ID=part.name, TAGREFS=refs, **_place(part.box), TYPE=part.kind
        )
        for block in part.blocks:
            _add_block(group, block, page, layout)
    _join_hyphens(sheet)


def _place(box: Box) -> dict[str, Any]:
    return {"HEIGHT": box.height, "WIDTH": box.width, "HPOS": box.left, "VPOS": box.top}


def _add_block(parent: Any, block: Block, page: ExportedPage, layout: PageLayout) -> None:
    made = add(parent, "TextBlock", ID=block.name, **_place(block.box))
    for line in block.lines:
        _add_line(add(made, "TextLine", ID=line.name, **_place(line.box)), line, page, layout)


def _add_line(made: Any, line: Line, page: ExportedPage, layout: PageLayout) -> None:
    before: Word | None = None
    for word in line.words:
        if before and word.start > before.end:
            gap = word.box.left - before.box.right
            add(made, "SP", WIDTH=max(0, gap), HPOS=before.box.right, VPOS=before.box.top)
        refs = [mention_id(mention) for mention in layout.named_on((word,))]
        add(
            made,
            "String",
            ID=word_id(word),
            TAGREFS=" ".join(dict.fromkeys(refs)) or None,
            **_place(word.box),
            CONTENT=page.text[word.start : word.end],
            WC=number(word.confidence),
        )
        before = word


def _join_hyphens(sheet: Any) -> None:
    """Say of the halves of a word that a hyphen parts at a line's end what they are together."""
    for line, following in pairwise(sheet.iter(f"{{{NAMESPACE}}}TextLine")):
        first, second = line[-1], following[0]
        content = first.get("CONTENT", "")
        hyphen = _HYPHEN.search(content)
        if hyphen is None or not second.get("CONTENT", "")[:1].islower():
            continue
        if line.getparent() is not following.getparent():
            continue
        if first.get("SUBS_TYPE"):
            continue  # the second half of a word cannot be the first of another in ALTO
        half = content[: hyphen.start()]
        whole = half + _HYPHEN.sub("", second.get("CONTENT", ""))
        first.set("CONTENT", half)
        for part, string in (("HypPart1", first), ("HypPart2", second)):
            string.set("SUBS_TYPE", part)
            string.set("SUBS_CONTENT", whole)
        add(line, "HYP", CONTENT=hyphen[0])

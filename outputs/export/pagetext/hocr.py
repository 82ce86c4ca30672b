"""Export as hOCR 1.2: the words of each page as XHTML, boxes and confidence in its titles."""

from typing import Any, ClassVar, Final

from lxml import etree

from models.page import Box, Word
from models.page.textids import word_id
from outputs.export.pagetext.pagefiles import PageFiles, add, mention_id, number
from outputs.export.pagetext.pagelayout import Block, Group, Line, PageLayout, lay_out
from outputs.export.pagetext.reader import find_reader
from outputs.export.traversal import ExportedPage
from outputs.export.xml import xml_bytes

NAMESPACE: Final = "http://www.w3.org/1999/xhtml"
_CAPABILITIES: Final = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_wconf"
_FLOATS: Final = {"table": "ocr_table", "stamp": "ocr_float", "pencil": "ocr_float"}


class Hocr(PageFiles):
    """One hOCR file a page, boxes in pixels of the scan."""

    name: ClassVar[str] = "hocr"
    media_type: ClassVar[str] = "text/vnd.hocr+html"
    ending: ClassVar[str] = ".hocr"

    def content(self, page: ExportedPage) -> bytes:
        """The file of a page."""
        layout, geometry = lay_out(page), page.geometry
        assert geometry is not None
        root = etree.Element(etree.QName(NAMESPACE, "html"), nsmap={None: NAMESPACE})
        classes = sorted({_FLOATS[part.kind] for part in layout.parts if isinstance(part, Group)})
        language = page.row.language
        spoken = ["ocrp_lang"] if language else []
        reader = find_reader(self.source.connection, page)
        head = add(root, "head")
        add(head, "title", page.name)
        for key, value in {
            "ocr-system": reader.program or reader.model or "unknown",
            "ocr-capabilities": " ".join((_CAPABILITIES, *classes, *spoken)),
            "ocr-number-of-pages": "1",
            "ocr-langs": language or "unknown",
            "ocr-scripts": "Cyrl",
            "aigaq-model": reader.model or None,
            "aigaq-rotation": str(geometry.rotation),
            "aigaq-confidence": page.row.confidence and number(page.row.confidence, 4),
            "aigaq-text": layout.spelled,
        }.items():
            if value is not None:
                add(head, "meta", name=key, content=value)
        scan = Box(0, 0, geometry.width, geometry.height)
        sheet = add(add(root, "body"), "div", class_="ocr_page", id="page", lang=language)
        title = [f'image "{_quotable(page.source)}"', _bbox(scan), f"ppageno {page.page - 1}"]
        if page.row.sheet and page.row.sheet.isdecimal():
            title.append(f"lpageno {page.row.sheet}")
        title += [f"scan_res {page.row.dpi} {page.row.dpi}", f"x_source {page.row.image_sha256}"]
        sheet.set("title", "; ".join(title))
        for part in layout.parts:
            if isinstance(part, Block):
                _add_block(sheet, part, page, layout)
                continue
            group = add(
                sheet, "div", class_=_FLOATS[part.kind], id=part.name, title=_bbox(part.box)
            )
            for block in part.blocks:
                _add_block(group, block, page, layout)
        return xml_bytes(root)


def _bbox(box: Box) -> str:
    return f"bbox {box.left} {box.top} {box.right} {box.bottom}"


def _quotable(name: str) -> str:
    """A file name within a title, whose properties quotes and semicolons would end."""
    return name.replace("%", "%25").replace('"', "%22").replace(";", "%3B")


def _add_block(parent: Any, block: Block, page: ExportedPage, layout: PageLayout) -> None:
    area = add(parent, "div", class_="ocr_carea", id=block.name, title=_bbox(block.box))
    paragraph = add(area, "p", class_="ocr_par", title=_bbox(block.box)) if block.lines else area
    for line in block.lines:
        _add_line(paragraph, line, page, layout)


def _add_line(parent: Any, line: Line, page: ExportedPage, layout: PageLayout) -> None:
    made = add(parent, "span", class_="ocr_line", id=line.name, title=_bbox(line.box))
    for word in line.words:
        _add_word(made, word, page, layout)


def _add_word(parent: Any, word: Word, page: ExportedPage, layout: PageLayout) -> None:
    refs = [mention_id(mention) for mention in layout.named_on((word,))]
    made = add(
        parent,
        "span",
        page.text[word.start : word.end],
        class_="ocrx_word",
        id=word_id(word),
        title=f"{_bbox(word.box)}; x_wconf {number(100 * word.confidence, 1)}",
    )
    if refs:
        # hOCR knows no entities, and its checkers refuse properties of others in a title.
        made.set("data-mentions", " ".join(dict.fromkeys(refs)))

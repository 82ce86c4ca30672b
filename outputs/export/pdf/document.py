"""Put pages together to a PDF: page tree, labels, outline, and what is said of the whole."""

import zlib
from pathlib import Path
from typing import Final

from pikepdf import Name, String

from models.page import Geometry, Word
from outputs.export.pdf.font import UnseenFont
from outputs.export.pdf.metadata import Told, output_intent
from outputs.export.pdf.objects import PdfWriter, Reference, Stream, Value, number
from outputs.export.pdf.picture import Picture
from outputs.export.pdf.textlayer import draw_text

_POINTS_PER_INCH: Final = 72
# ISO 32000-1, annex C: no side of a page is shorter.
_LEAST_POINTS: Final = 3


class PdfDocument:
    """A PDF that is being written; a page is on disk when `add_page` is done."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._writer = PdfWriter(self._file)
        self._font = UnseenFont(self._writer)
        self._tree = self._writer.reserve()
        self._pages: list[Reference] = []
        self._labels: list[str] = []
        self._chapters: list[tuple[str, Reference]] = []

    def __len__(self) -> int:
        return len(self._pages)

    def add_page(
        self, picture: Picture, geometry: Geometry, dpi: int, *, text: str,
        words: tuple[Word, ...], language: str | None, label: str,
    ) -> None:  # fmt: skip
        """Write a page: the picture as it is, shown upright, and the words over it.

        Args:
            picture: what is embedded.
            geometry: of the page image that the picture is, and how it is turned upright.
            dpi: of the page image.
            text: as read.
            words: of the text, boxes in pixels of the page image.
            language: of the text, None where it is not known.
            label: what the page is called.
        """
        scale = max(_POINTS_PER_INCH / dpi, _LEAST_POINTS / min(geometry.width, geometry.height))
        width, height = geometry.width * scale, geometry.height * scale
        if picture.turn % 180:
            width, height = height, width
        rotation = (picture.turn + geometry.rotation) % 360
        content = b"q %s 0 0 %s 0 0 cm /I Do Q\n" % (number(width), number(height))
        if words:
            layer = draw_text(text, words, geometry, self._font)
            turn = tuple(number(each) for each in _upright(rotation, width, height, scale))
            tongue = b"/Span <</Lang %s>> BDC\n" % String(language or "und").unparse()
            content += b"%sq %s %s %s %s %s %s cm\n%s\nQ EMC" % (tongue, *turn, layer)
        entries: dict[str, Value] = {
            "Type": Name.Page,
            "Parent": self._tree,
            "MediaBox": [0, 0, width, height],
            "Resources": {
                "XObject": {"I": picture.stream},
                "Font": {"F": self._font.reference},
            },
            "Contents": Stream({"Filter": Name.FlateDecode}, zlib.compress(content, 9)),
        }
        if rotation:
            entries["Rotate"] = rotation
        self._pages.append(self._writer.add(entries))
        self._labels.append(label)

    def add_chapter(self, title: str) -> None:
        """Let a line of the outline lead to the page that was added last."""
        self._chapters.append((title, self._pages[-1]))

    def finish(self, told: Told) -> None:
        """Write what names all pages, and close the file."""
        write = self._writer.add
        self._font.write(self._writer)
        pages: dict[str, Value] = {
            "Type": Name.Pages, "Kids": list(self._pages), "Count": len(self._pages)
        }  # fmt: skip
        write(pages, self._tree)
        catalogue: dict[str, Value] = {
            "Type": Name.Catalog,
            "Pages": self._tree,
            "Metadata": told.packet,
            "OutputIntents": [output_intent()],
            "PageLabels": {"Nums": _labels(self._labels)},
            "ViewerPreferences": {"DisplayDocTitle": True},
        }
        if told.languages:
            catalogue["Lang"] = String(told.languages[0])
        if self._chapters:
            catalogue["Outlines"] = self._outline()
        self._writer.finish(write(catalogue), write(told.information))
        self.close()

    def close(self) -> None:
        """Close the file, finished or not."""
        self._file.close()

    def _outline(self) -> Reference:
        root = self._writer.reserve()
        items = [self._writer.reserve() for _ in self._chapters]
        for place, (title, page) in enumerate(self._chapters):
            item: dict[str, Value] = {
                "Title": String(title), "Parent": root, "Dest": [page, Name.Fit]
            }  # fmt: skip
            if place:
                item["Prev"] = items[place - 1]
            if place + 1 < len(items):
                item["Next"] = items[place + 1]
            self._writer.add(item, items[place])
        return self._writer.add(
            {"Type": Name.Outlines, "First": items[0], "Last": items[-1], "Count": len(items)},
            root,
        )


def _labels(labels: list[str]) -> list[Value]:
    """A number tree in which each page has a label of its own."""
    tree: list[Value] = []
    for place, label in enumerate(labels):
        tree += [place, {"P": String(label)}]
    return tree


def _upright(
    rotation: int, width: float, height: float, scale: float
) -> tuple[float, float, float, float, float, float]:
    """The matrix from pixels of the upright page, origin bottom left, to the page as it lies."""
    match rotation:
        case 90:
            return 0, scale, -scale, 0, width, 0
        case 180:
            return -scale, 0, 0, -scale, width, height
        case 270:
            return 0, -scale, scale, 0, 0, height
        case _:
            return scale, 0, 0, scale, 0, 0

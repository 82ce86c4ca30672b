"""The font of the unseen text: one empty glyph, and a table that says which letter each code is."""

from functools import cache
from io import BytesIO
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Name, String

from outputs.export.pdf.objects import PdfWriter, Stream, Value
from outputs.export.pdf.picture import deflated

ADVANCE: Final = 0.5
"""Width of every letter, as a share of the font's size; a typewriter's are equal as well."""

RISE: Final = 0.5
"""Height of every letter: from the base line to the x-height, of which type has this share."""

_EM: Final = 1000
_RISE: Final = round(RISE * _EM)
_WIDTH: Final = round(ADVANCE * _EM)
_BLANK: Final = "blank"
_NAME: Final = Name.AigaqUnseen
_FIXED_PITCH_SYMBOLIC: Final = 0b101
# The first second of 2024, counted from 1904: any that programs believe.
_MADE: Final = 3_786_912_000
# As many as one section of a CMap may hold.
_SECTION: Final = 100
# What a string of a content stream would have to escape.
_SPECIAL: Final = frozenset(b"()\\\r\n")
_CMAP: Final = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{sections}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class _Codes(dict[int, int]):
    """Letters and their codes; a letter that is new gets the next."""

    def __missing__(self, letter: int) -> int:
        code = next(iter(reversed(self.values())), 0) + 1
        while not _SPECIAL.isdisjoint(code.to_bytes(2, "big")):
            code += 1
        self[letter] = code
        return code


class UnseenFont:
    """A font whose codes, of two bytes, are given to letters as they come, from 1."""

    def __init__(self, writer: PdfWriter) -> None:
        self.reference: Final = writer.reserve()
        self._codes = _Codes()

    def encode(self, text: str) -> bytes:
        """The codes of a text, as a string of a content stream."""
        return b"(" + text.translate(self._codes).encode("utf-16-be") + b")"

    def write(self, writer: PdfWriter) -> None:
        """Write the font, when all texts were encoded."""
        system: dict[str, Value] = {
            "Registry": String("Adobe"),
            "Ordering": String("Identity"),
            "Supplement": 0,
        }
        inner: dict[str, Value] = {
            "Type": Name.Font,
            "Subtype": Name.CIDFontType2,
            "BaseFont": _NAME,
            "CIDSystemInfo": system,
            "FontDescriptor": writer.add(_descriptor()),
            "DW": _WIDTH,
            # Code 0 is no letter; every other one is drawn by the one empty glyph.
            "CIDToGIDMap": deflated(b"\0\0" + b"\0\1" * max(self._codes.values(), default=0)),
        }
        outer: dict[str, Value] = {
            "Type": Name.Font,
            "Subtype": Name.Type0,
            "BaseFont": _NAME,
            "Encoding": Name("/Identity-H"),
            "DescendantFonts": [inner],
            "ToUnicode": deflated(self._letters().encode("ascii")),
        }
        writer.add(outer, self.reference)

    def _letters(self) -> str:
        lines = [
            f"<{code:04X}> <{chr(letter).encode('utf-16-be').hex().upper()}>\n"
            for letter, code in self._codes.items()
        ]
        return _CMAP.format(
            sections="".join(
                f"{len(section)} beginbfchar\n{''.join(section)}endbfchar\n"
                for section in (lines[at : at + _SECTION] for at in range(0, len(lines), _SECTION))
            )
        )


def _descriptor() -> dict[str, Value]:
    program = _program()
    coded = deflated(program)
    return {
        "Type": Name.FontDescriptor,
        "FontName": _NAME,
        "Flags": _FIXED_PITCH_SYMBOLIC,
        "FontBBox": [0, 0, _WIDTH, _RISE],
        "ItalicAngle": 0,
        "Ascent": _RISE,
        # Poppler takes 0 for not told, and assumes a third of the size.
        "Descent": -1,
        "CapHeight": _RISE,
        "StemV": 0,
        "FontFile2": Stream({"Length1": len(program), **coded.entries}, coded.content),
    }


@cache
def _program() -> bytes:
    """A TrueType font of nothing but the empty glyph, the same bytes at any time."""
    font = FontBuilder(_EM, isTTF=True)
    font.setupHead(unitsPerEm=_EM, created=_MADE, modified=_MADE)
    font.setupGlyphOrder([".notdef", _BLANK])
    font.setupGlyf({".notdef": Glyph(), _BLANK: _corners()})
    font.setupHorizontalMetrics({".notdef": (_WIDTH, 0), _BLANK: (_WIDTH, 0)})
    font.setupHorizontalHeader(ascent=_RISE, descent=0)
    font.setupMaxp()
    font.font.recalcTimestamp = False
    content = BytesIO()
    font.save(content)
    return content.getvalue()


def _corners() -> Glyph:
    """Two specks at opposite corners: nothing to see, but PDFium measures a letter by its ink."""
    pen = TTGlyphPen(None)
    for x, y, step in ((0, 0, 1), (_WIDTH, _RISE, -1)):
        pen.moveTo((x, y))
        pen.lineTo((x, y + step))
        pen.lineTo((x + step, y))
        pen.closePath()
    glyph: Glyph = pen.glyph()
    return glyph

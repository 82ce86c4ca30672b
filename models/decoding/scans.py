"""Find the scans in a delivered file: a TIFF's full frames, a PDF page that is but one image."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pikepdf
from PIL import Image

_NEW_SUBFILE_TYPE: Final = 254
_REDUCED: Final = 1
# How far an image may miss the edge of the page, as a share of the page's side.
_TOLERANCE: Final = 0.02
_INVISIBLE_TEXT: Final = frozenset({3, 7})
_TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
_PAINT: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"})
_PATH_END: Final = _PAINT | {"n"}
_PATH: Final = frozenset({"m", "l", "c", "v", "y", "h"})
# Annotations that put nothing on the page.
_UNSEEN_ANNOTATIONS: Final = frozenset({"/Link", "/Popup"})
_UNREADABLE: Final = (
    pikepdf.PikepdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    OverflowError,
)

# /Decode arrays that leave the samples as they are.
_UNCHANGED: Final[tuple[list[float], ...]] = ([], [0.0, 1.0], [0.0, 1.0] * 3)
# Deeper page trees are loops.
_TREE_DEPTH: Final = 50

Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` keeps and `Q` brings back."""

    matrix: pikepdf.Matrix
    text_mode: int = 0


def full_frames(image: Image.Image) -> Iterator[int]:
    """Yield the indices of a TIFF's full images; the reduced copies that scanners add are no pages.

    The image stands at the frame that was yielded last.
    """
    while True:
        tags: dict[int, int] = dict(getattr(image, "tag_v2", {}))
        if not int(tags.get(_NEW_SUBFILE_TYPE, 0)) & _REDUCED:
            yield image.tell()
        try:
            image.seek(image.tell() + 1)
        except EOFError:
            return


def find_scan(page: pikepdf.Page, *, turned: bool = False) -> pikepdf.PdfImage | None:
    """The only image of a page, if nothing but it is seen there, upright and unmasked.

    An invisible text layer does not count, nor what the image hides because it was painted
    before. Returns None whenever there is a doubt: the page is then rendered.

    Args:
        page: of a PDF.
        turned: whether the page may be shown turned, by `rotation_of` degrees.
    """
    try:
        images = dict(page.get_images(recursive=False))
        if len(images) != 1 or _has_seen_annotations(page):
            return None
        if rotation_of(page) not in ((0, 90, 180, 270) if turned else (0,)):
            return None
        ((name, stream),) = images.items()
        if not isinstance(stream, pikepdf.Stream):
            return None
        if not _is_plain(stream) or not _is_all_there_is(page, str(name)):
            return None
        scan = pikepdf.PdfImage(stream)
        return scan if _has_plain_colour(scan) else None
    except _UNREADABLE:
        return None


def rotation_of(page: pikepdf.Page) -> int:
    """Degrees clockwise by which a page is shown turned."""
    return int(_inherited(page, "/Rotate", 0)) % 360


def _inherited(page: pikepdf.Page, key: str, default: Any) -> Any:
    """An attribute of a page, or of the nearest node above it in the page tree."""
    node: Any = page.obj
    for _ in range(_TREE_DEPTH):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return default


def _has_seen_annotations(page: pikepdf.Page) -> bool:
    annotations: Iterable[Any] = page.obj.get("/Annots", ())
    return any(str(each.get("/Subtype")) not in _UNSEEN_ANNOTATIONS for each in annotations)


def _is_plain(stream: Any) -> bool:
    if any(key in stream for key in ("/SMask", "/Mask", "/OC", "/Alternates")):
        return False
    return not bool(stream.get("/ImageMask", False))


def _has_plain_colour(scan: pikepdf.PdfImage) -> bool:
    """Whether grey or RGB comes out; pikepdf applies an inverting /Decode, but not to raw JPEG."""
    decode = [float(value) for value in scan.obj.get("/Decode", ())]
    if scan.filters == ["/DCTDecode"]:
        transformed = any("/ColorTransform" in (each or {}) for each in scan.decode_parms)
        return scan.mode in ("L", "RGB") and not transformed and decode in _UNCHANGED
    return scan.mode in ("1", "L", "P", "RGB") and decode in (*_UNCHANGED, [1.0, 0.0])


def _is_all_there_is(page: pikepdf.Page, name: str) -> bool:
    """Follow the content stream: the image must fill the page, and nothing seen follow it."""
    canvas = _Canvas(page, name)
    for instruction in pikepdf.parse_content_stream(page):
        canvas.follow(str(instruction.operator), list(instruction.operands))
        if canvas.is_doubtful:
            return False
    return canvas.found


class _Canvas:
    """What of a page's content stream matters to whether one image is all that is seen."""

    def __init__(self, page: pikepdf.Page, name: str) -> None:
        self.found = False
        self.is_doubtful = False
        self._page = page
        self._name = name
        self._box = _edges(page.cropbox)
        self._state = _State(pikepdf.Matrix())
        self._kept: list[_State] = []
        self._rectangles: list[Edges] = []
        self._only_rectangles = True

    def follow(self, word: str, operands: list[Any]) -> None:
        """Take in one instruction."""
        match word:
            case "q":
                self._kept.append(self._state)
            case "Q":
                self._state = self._kept.pop() if self._kept else self._state
            case "cm":
                matrix = pikepdf.Matrix(*(float(each) for each in operands))
                self._state = replace(self._state, matrix=matrix @ self._state.matrix)
            case "Tr":
                self._state = replace(self._state, text_mode=int(operands[0]))
            case "re":
                self._rectangles.append(_placed(operands, self._state.matrix))
            case _ if word in _PATH:
                self._only_rectangles = False
            case _ if self._hides_or_adds(word, operands):
                self.is_doubtful = True
            case "Do" if str(operands[0]) == self._name:
                self.found = True
        if word in _PATH_END:
            self._rectangles, self._only_rectangles = [], True

    def _hides_or_adds(self, word: str, operands: list[Any]) -> bool:
        """Whether an instruction shows less than the whole image, or more than it."""
        match word:
            case "W" | "W*":
                whole = _all_contain(self._rectangles, self._box)
                return not (self._only_rectangles and whole)
            case "gs":
                return not _is_opaque(self._page, str(operands[0]))
            case "BDC":
                return str(operands[0]) == "/OC"
            case "Do" if str(operands[0]) == self._name:
                return not _fills(self._state.matrix, self._box)
            case _ if not self.found:
                # Whatever was painted before lies under the image.
                return False
            case _ if word in _TEXT:
                return self._state.text_mode not in _INVISIBLE_TEXT
            case _:
                return word == "Do" or word in _PAINT


def _is_opaque(page: pikepdf.Page, name: str) -> bool:
    settings = _inherited(page, "/Resources", {})["/ExtGState"][name]
    mask = settings.get("/SMask", pikepdf.Name("/None"))
    blend = settings.get("/BM", pikepdf.Name("/Normal"))
    return (
        str(mask) == "/None"
        and str(blend) in ("/Normal", "/Compatible")
        and float(settings.get("/ca", 1)) == 1
    )


def _edges(box: Iterable[Any]) -> Edges:
    left, bottom, right, top = (float(edge) for edge in box)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _placed(operands: Iterable[Any], matrix: pikepdf.Matrix) -> Edges:
    left, bottom, width, height = (float(each) for each in operands)
    corners = [
        matrix.transform((x, y)) for x in (left, left + width) for y in (bottom, bottom + height)
    ]
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _all_contain(rectangles: list[Edges], box: Edges) -> bool:
    slack_x, slack_y = _slack(box)
    return all(
        left <= box[0] + slack_x
        and bottom <= box[1] + slack_y
        and right >= box[2] - slack_x
        and top >= box[3] - slack_y
        for left, bottom, right, top in rectangles
    )


def _fills(matrix: pikepdf.Matrix, box: Edges) -> bool:
    """Whether the unit square lands upright on the page box, no more and no less."""
    if matrix.a <= 0 or matrix.d <= 0:
        return False
    slack_x, slack_y = _slack(box)
    if abs(matrix.b) > slack_y or abs(matrix.c) > slack_x:
        return False
    placed = _placed((0, 0, 1, 1), matrix)
    return all(
        abs(edge - wanted) <= slack
        for edge, wanted, slack in zip(
            placed, box, (slack_x, slack_y, slack_x, slack_y), strict=True
        )
    )


def _slack(box: Edges) -> tuple[float, float]:
    return (box[2] - box[0]) * _TOLERANCE, (box[3] - box[1]) * _TOLERANCE

"""What the sample delivery holds: which gold text is typed on which machine into which file."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samples.paper import Sheet
from samples.stamps import BLUE, Stamp
from samples.typewriter import KAZAKH, Machine


class Form(StrEnum):
    """How an archive's scanner wrote the file."""

    PDF = "pdf"
    LOCKED_PDF = "locked pdf"
    BILEVEL_TIFF = "bilevel tiff"
    GREY_JPEG = "grey jpeg"
    CUT_JPEG = "cut jpeg"
    PNG = "png"
    JP2 = "jp2"


@dataclass(frozen=True, slots=True)
class Paper:
    """One gold text and the sheets it is typed on; without a gold text, one blank sheet.

    Attributes:
        gold: id of the gold text (`ru01`), or empty for a blank sheet.
        machine: what it is typed on.
        sheets: one for each page that the text needs.
    """

    gold: str
    machine: Machine
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """One file of the delivery: its path below the delivery folder, its form, its papers."""

    path: str
    form: Form
    papers: tuple[Paper, ...]


WHITE: Final = (240, 237, 226)
YELLOW: Final = (228, 212, 174)
GREYISH: Final = (222, 217, 202)
CARBON: Final = (62, 46, 98)

PICA: Final = Machine()
WORN: Final = Machine(wear=0.6, ribbon=0.88)
ELITE: Final = Machine(pitch=25, columns=80, line_feed=70, left=330, wear=0.35)
TIGHT: Final = Machine(line_feed=66)
WIDE: Final = Machine(line_feed=100)
QAZAQ: Final = Machine(face=KAZAKH, wear=0.5, ribbon=0.86)
QAZAQ_COPY: Final = Machine(face=KAZAKH, wear=0.6, ribbon=0.8, spread=1.7)
QAZAQ_NEW: Final = Machine(face=KAZAKH, wear=0.75, ribbon=0.82, spread=1.1, line_feed=70)

SEAL: Final = Stamp(
    "УПРАВЛЕНИЕ НКВД * АЛМА-АТА * ", (1640, 2390), 215, -18, BLUE, round=True, strength=0.42
)
SECRET: Final = Stamp("СЕКРЕТНО", (640, 480), 70, 7, strength=0.42)
ARCHIVED: Final = Stamp("АРХИВ", (1800, 3080), 66, -4, strength=0.5)
DECLASSIFIED: Final = Stamp("РАССЕКРЕЧЕНО\nАкт № 14", (1900, 2930), 62, 5, BLUE, strength=0.5)

CASE: Final = DeliveredFile(
    "Дело 7843/Следственное дело 7843.pdf",
    Form.PDF,
    (
        Paper("ru01", PICA, (Sheet(skew=0.6, stamps=(SECRET, SEAL), folio="38", holes=True),)),
        Paper("ru02", TIGHT, (Sheet(paper=GREYISH, skew=-0.4, folio="39", show_through=0.05),)),
        Paper("ru03", WORN, (Sheet(paper=YELLOW, skew=0.9, folio="40", upside_down=True),)),
        Paper("ru04", ELITE, (Sheet(skew=-0.8, stamps=(ARCHIVED,), folio="41", holes=True),)),
        Paper(
            "ru05",
            WIDE,
            (
                Sheet(paper=YELLOW, skew=0.3, folio="42", folded=True, show_through=0.04),
                Sheet(paper=YELLOW, skew=-0.5, show_through=0.06),
            ),
        ),
    ),
)
SEMIPALATINSK: Final = DeliveredFile(
    "Семипалатинск/Акты и списки 1930-1938.tif",
    Form.BILEVEL_TIFF,
    (
        Paper("ru09", PICA, (Sheet(skew=-1.1, folio="7", holes=True),)),
        Paper("ru10", ELITE, (Sheet(skew=0.5, folio="8"),)),
        Paper("", PICA, (Sheet(skew=0.4),)),
    ),
)
SINGLES: Final = (
    DeliveredFile(
        "САДП/Ф. 109 Оп. 1 Д. 25/Л. 12.jpg",
        Form.GREY_JPEG,
        (Paper("ru06", PICA, (Sheet(skew=-0.7, folio="12", holes=True, folded=True),)),),
    ),
    DeliveredFile(
        "САДП/Ф. 109 Оп. 1 Д. 25/Л. 12об.jpg",
        Form.GREY_JPEG,
        (Paper("ru07", WORN, (Sheet(paper=GREYISH, skew=1.2, show_through=0.05),)),),
    ),
    DeliveredFile(
        "АП РК/Фонд 175/справка 1957.png",
        Form.PNG,
        (Paper("ru08", TIGHT, (Sheet(paper=WHITE, skew=0.4, stamps=(DECLASSIFIED,)),)),),
    ),
    DeliveredFile(
        "Қазақша/жауап 1943.jpg",
        Form.GREY_JPEG,
        (Paper("kk01", QAZAQ, (Sheet(paper=YELLOW, skew=-0.9, folio="3"),)),),
    ),
    DeliveredFile(
        "Қазақша/арыз 1956.jpg",
        Form.GREY_JPEG,
        (Paper("kk02", QAZAQ_COPY, (Sheet(skew=0.8, ink=CARBON, folio="61", folded=True),)),),
    ),
    DeliveredFile(
        "ҚР ОММ/1109-қор, 5-тізбе, 64-іс/18-парақ.jp2",
        Form.JP2,
        (Paper("kk03", QAZAQ_NEW, (Sheet(paper=WHITE, skew=-0.3),)),),
    ),
    DeliveredFile(
        "ҚР ПА/141-қор, 17-тізбе, 335-іс/12 арт. п.jpg",
        Form.GREY_JPEG,
        (Paper("kk04", QAZAQ_NEW, (Sheet(paper=WHITE, skew=0.2),)),),
    ),
)
BAD: Final = (
    DeliveredFile(
        "испорченные/Л. 14 обрезан.jpg",
        Form.CUT_JPEG,
        (Paper("ru06", WORN, (Sheet(skew=0.5, folio="14"),)),),
    ),
    DeliveredFile(
        "испорченные/Дело 31176 под паролем.pdf",
        Form.LOCKED_PDF,
        (Paper("ru04", ELITE, (Sheet(skew=0.2, folio="1"),)),),
    ),
)
DELIVERY: Final = (CASE, SEMIPALATINSK, *SINGLES, *BAD)

"""What a call of Tesseract is told beside the picture, said once for program and library."""

from dataclasses import dataclass
from typing import Final

ONE_BLOCK: Final = 6  # the page segmentation mode that looks for lines, not for columns


@dataclass(frozen=True, slots=True)
class Call:
    """How a picture is parted into lines and read.

    Attributes:
        model: name of the language model, such as "rus".
        psm: Tesseract's page segmentation mode, 1 to 13.
        dpi: of the picture.
        seconds: how long it may take.
        invert: doubtful lines are also read as white on black.
        keep_rows: rows are read, too, that look more like specks than like letters.
    """

    model: str
    psm: int
    dpi: int
    seconds: float
    invert: bool = False
    keep_rows: bool = False

    @property
    def variables(self) -> dict[str, str]:
        """What stands for `invert` and `keep_rows` among Tesseract's own variables."""
        return {
            "tessedit_do_invert": f"{self.invert:d}",
            "textord_noise_rejrows": f"{not self.keep_rows:d}",
        }

"""Lay rendered pages askew and scan them in black and white, as old scanners and fax did.

    python -m benchmarks.bilevel FOLDER OUT [--seed S]

FOLDER is made by benchmarks.rendered; of its pages the clean and the moderate ones are turned by
0.5 to 3 degrees either way and cut at Otsu's threshold. OUT gets one-bit PNG files at 300 dpi, each
with its text beside it.
"""

import argparse
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from benchmarks.goldpages import TRUTH, find_pages
from pipeline import imaging

_LEVELS: Final = ("clean", "moderate")  # carbon copies are black all over
_ASKEW: Final = (0.5, 3.0)  # degrees
_DPI: Final = 300


def in_black_and_white(
    scan: npt.NDArray[np.uint8], rng: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """A grey page laid askew; True is paper, rows x columns as in `scan`."""
    height, width = scan.shape
    degrees = float(rng.uniform(*_ASKEW) * rng.choice((-1, 1)))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    paper = int(np.median(scan))
    askew = cv2.warpAffine(scan, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    threshold, _ = cv2.threshold(askew, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(askew > threshold)


def main() -> None:
    """Make the scans."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(arguments.seed)
    for page in find_pages([arguments.folder]):
        if page.level in _LEVELS:
            image = Image.fromarray(in_black_and_white(imaging.load_grey(page.path), rng))
            image.save(arguments.out / f"{page.name}.png", dpi=(_DPI, _DPI))
            (arguments.out / f"{page.name}{TRUTH}").write_text(page.text, encoding="utf-8")
            print(page.name, flush=True)


if __name__ == "__main__":
    main()

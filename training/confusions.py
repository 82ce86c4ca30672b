"""Learn which letters the reading engine confuses, from pages whose text is known.

    python -m training.confusions DIR... [--out pipeline/reading/confusions.tsv]

Every image in the folders that has a `.gt.txt` beside it is read as the `ocr` stage reads it first;
its words are aligned to the true ones, and letters of words that differ in one letter are counted.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Levenshtein

from models.page import Cleaning, Page, PageImage
from pipeline import imaging
from pipeline.engines.ocr_tesseract import Options as TesseractOptions
from pipeline.stages.clean import Options as CleanOptions
from pipeline.stages.ocr import Options as OcrOptions
from pipeline.stages.orient import Options as OrientOptions
from pipeline.stages.route import Options as RouteOptions

OUT: Final = Path("pipeline/reading/confusions.tsv")
_WORD: Final = re.compile(r"[а-яё]+")
_LINE_END: Final = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")


def main() -> None:
    """Write the table: the letter read, the letter meant, how often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--least", type=int, default=3, help="Confusions seen less often go.")
    arguments = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for folder in arguments.folders:
        for truth in sorted(folder.glob("*.gt.txt")):
            image = next(iter(folder.glob(f"{truth.name.removesuffix('.gt.txt')}.[pj][np]g")))
            counts.update(confusions(words(truth.read_text(encoding="utf-8")), words(read(image))))
    rows = [
        f"{read}\t{meant}\t{count}"
        for (read, meant), count in counts.most_common()
        if count >= arguments.least
    ]
    head = "# read\tmeant\tcount; made by training/confusions.py"
    arguments.out.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def read(image: Path) -> str:
    """The text of an image as the first reading gives it."""
    height, width = imaging.load_grey(image).shape
    page = Page(PageImage(image.name, image, width, height, 300), cleaning=Cleaning())
    stages = (OrientOptions(), CleanOptions(), RouteOptions())
    for options in stages:
        page = options.build().process(page)
    once = OcrOptions(engine=TesseractOptions(), doubt_below=0).build().process(page)
    assert once.reading is not None
    return once.reading.text


def words(text: str) -> list[str]:
    """Words of Russian letters, in lower case, those broken at a line end in one piece."""
    return _WORD.findall(_LINE_END.sub("", text).lower())


def confusions(meant: list[str], read: list[str]) -> Iterator[tuple[str, str]]:
    """(letter read, letter meant) for aligned words of one length that differ in one letter."""
    for block in Levenshtein.opcodes(meant, read):
        if block.tag != "replace":
            continue
        pairs = zip(
            meant[block.src_start : block.src_end],
            read[block.dest_start : block.dest_end],
            strict=False,
        )
        for true, seen in pairs:
            if len(true) == len(seen):
                differing = [(s, t) for s, t in zip(seen, true, strict=True) if s != t]
                if len(differing) == 1:
                    yield differing[0]


if __name__ == "__main__":
    main()

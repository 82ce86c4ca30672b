"""Trains a model for typescript from one of Debian's, in three steps.

`python -m training.typewriter lines --pages SCANS --prose FILE.jsonl --base rus --out OUT`
cuts silver lines out of the page images (grey, 300 dpi) in SCANS and renders others;
`python -m training.typewriter train --base rus --out OUT --iterations 10000` trains on one core;
`python -m training.typewriter pack --base rus --out OUT --checkpoint FILE --model MODEL` makes an
integer model of a checkpoint. See training/README.md.
"""

import argparse
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, islice
from pathlib import Path
from typing import Final

import numpy as np
import pymorphy3
from PIL import Image
from pytesseract import pytesseract

from training.lines import TrainingLine, read_characters, write_lines
from training.network import make_float
from training.rendered import rendered_lines
from training.silver import SilverLine, silver_lines
from training.texts import case_lines, prose_lines
from training.wear import wear_again

TESSDATA: Final = Path("/usr/share/tesseract-ocr/5/tessdata")
TEACHERS: Final = ("rus", "Cyrillic")
"""The two models that read the pages for silver lines."""
WORN: Final = 0.5
"""Share of the undisputed silver lines that are shown as a worse copy only; disputed ones are shown
both as they are and as a worse copy."""
PAGES: Final = frozenset((".pgm", ".png", ".tif", ".tiff"))


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    lines = steps.add_parser("lines")
    lines.add_argument("--pages", type=Path, required=True)
    lines.add_argument("--prose", type=Path, required=True)
    lines.add_argument("--rendered", type=int, default=1500)
    lines.add_argument("--without", default="", help="leave out pages whose name begins so")
    train = steps.add_parser("train")
    train.add_argument("--start", type=Path, help="a checkpoint to go on from")
    train.add_argument("--iterations", type=int, default=10000)
    train.add_argument("--rate", type=float, default=2e-4)
    pack = steps.add_parser("pack")
    pack.add_argument("--checkpoint", type=Path, required=True)
    pack.add_argument("--model", type=Path, required=True)
    for step in (lines, train, pack):
        step.add_argument("--base", default="rus", help="one of Debian's models")
        step.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    {"lines": make_lines, "train": run_training, "pack": pack_model}[arguments.step](arguments)


def make_lines(arguments: argparse.Namespace) -> None:
    """Write silver and rendered lines, mixed, into OUT/lines.lstmf."""
    rng = np.random.default_rng(1937)
    characters = read_characters(_unpack(arguments.base, arguments.out))
    drawn = islice(rendered_lines(_texts(arguments.prose, rng), rng), arguments.rendered)
    lines = [
        line
        for line in (*_worn(_silver(arguments.pages, arguments.without), rng), *drawn)
        if line.text and characters.issuperset(line.text)  # others cannot be learned
    ]
    write_lines((lines[index] for index in rng.permutation(len(lines))), _lines_of(arguments.out))


def _lines_of(out: Path) -> Path:
    return out / "lines.lstmf"


def _silver(pages: Path, without: str) -> Iterator[SilverLine]:
    known = lru_cache(maxsize=None)(pymorphy3.MorphAnalyzer().word_is_known)
    for page in sorted(path for path in pages.iterdir() if path.suffix in PAGES):
        if without and page.name.startswith(without):
            continue
        first, second = (_read(page, teacher) for teacher in TEACHERS)
        yield from silver_lines(page, first, second, known)


def _read(page: Path, model: str) -> Path:
    """Give the hOCR of a page by a model, made once and kept beside the page."""
    path = page.with_name(f"{page.stem}.{model}.hocr")
    if not path.is_file():
        config = "-c tessedit_do_invert=0 --dpi 300"
        with Image.open(page) as image:
            hocr = pytesseract.image_to_pdf_or_hocr(image, model, config, extension="hocr")
        path.write_bytes(hocr)
    return path


def _worn(lines: Iterator[SilverLine], rng: np.random.Generator) -> Iterator[TrainingLine]:
    for line in lines:
        worn = rng.random() < WORN
        if line.disputed or not worn:
            yield line
        if line.disputed or worn:
            yield TrainingLine(wear_again(line.picture, rng), line.text)


def _texts(prose: Path, rng: np.random.Generator) -> Iterator[str]:
    running, forms = prose_lines(prose, rng), case_lines(rng)
    return (next(forms) if index % 2 else next(running) for index in count())


def _unpack(base: str, out: Path) -> Path:
    """Take the components of a model apart under OUT/base; gives its unicharset."""
    folder = out / "base"
    folder.mkdir(exist_ok=True)
    _run("combine_tessdata", "-u", str(TESSDATA / f"{base}.traineddata"), f"{folder}/{base}.")
    return folder / f"{base}.lstm-unicharset"


def run_training(arguments: argparse.Namespace) -> None:
    """Go on training the base, or a checkpoint, on the lines of OUT/lines.lstmf; on one core."""
    _unpack(arguments.base, arguments.out)
    start = arguments.start
    if start is None:
        network = (arguments.out / "base" / f"{arguments.base}.lstm").read_bytes()
        start = arguments.out / "base" / "float.lstm"
        start.write_bytes(make_float(network))
    documents = arguments.out / "lines.txt"
    documents.write_text(f"{_lines_of(arguments.out)}\n", "utf-8")
    _run(
        "lstmtraining",
        *("--continue_from", str(start)),
        *("--traineddata", str(TESSDATA / f"{arguments.base}.traineddata")),
        *("--train_listfile", str(documents)),
        *("--model_output", str(arguments.out / "model")),
        *("--max_iterations", str(arguments.iterations)),
        *("--reset_learning_rate", "--learning_rate", str(arguments.rate)),
    )


def pack_model(arguments: argparse.Namespace) -> None:
    """Make an integer model of a checkpoint, with the dictionaries of the base."""
    base = TESSDATA / f"{arguments.base}.traineddata"
    packed = arguments.out / "packed.traineddata"
    _run(
        "lstmtraining",
        "--stop_training",
        "--convert_to_int",
        *("--continue_from", str(arguments.checkpoint)),
        *("--traineddata", str(base)),
        *("--model_output", str(packed)),
    )
    shutil.move(packed, arguments.model)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


if __name__ == "__main__":
    main()

"""What better reading is worth: character errors and the F1 of mentions, read naively and by us.

    python -m benchmarks.endtoend [--levels sample,moderate,heavy] [--seed S] [--cache FOLDER]

The annotated texts of the samples are scanned at each level: `sample` as they are delivered, page
by page in colour; `moderate` and `heavy` typed anew on worn machines, in faces that no model of
ours was trained on, and damaged as benchmarks/damage.py says. Both go through the same commands,
`ingest`, `run`, `export jsonl`, with ./config.yaml and no description:

- naive: bare pytesseract, `rus+kaz`, one reading of the picture as it lies; its hOCR is delivered
  beside the scan, so that everything behind the reading is the same;
- ours: the scan alone.

A mention is right when label and span are, see benchmarks/scoring.py. Page by page the same seed
makes the same pictures. The folder keeps them and the exports.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pytesseract
from PIL import Image

from benchmarks.damage import choose_damage, make_scan
from benchmarks.quality import SAMPLES
from benchmarks.readers import LANGUAGES
from benchmarks.rendered import require_faces
from benchmarks.scoring import LABELS, WHOLE, GoldPage, Score, read_export, read_gold, score
from benchmarks.typedtexts import SCORED
from benchmarks.workspaces import export_workspace, fill_workspace
from samples.containers import JPEG_QUALITY
from samples.contents import DELIVERY, DeliveredFile
from samples.make_delivery import list_pages, paginate, scan_file
from samples.paper import Scan
from samples.typewriter import DPI, Typist, press

SAMPLE: Final = "sample"
LEVELS: Final = (SAMPLE, "moderate", "heavy")
READINGS: Final = ("naive", "ours")


def write_scans(folder: Path, level: str, seed: int) -> list[GoldPage]:
    """Write a delivery of one JPEG a page; gives what stands on each."""
    folder.mkdir(parents=True, exist_ok=True)
    gold = {(page.source, page.number): page for page in read_gold(SAMPLES)}
    written = []
    for file in DELIVERY:
        rows = [row for row in list_pages(file) if (row.path, row.page) in gold]
        if not rows:
            continue
        scans = scan_file(file) if level == SAMPLE else list(_worn(file, level, seed))
        for row in rows:
            name = f"{row.gold_id}-{row.page}.jpg"
            picture = Image.fromarray(scans[row.page - 1])
            picture.save(folder / name, dpi=(DPI, DPI), quality=JPEG_QUALITY)
            written.append(replace(gold[row.path, row.page], source=name, number=1))
    return written


def _worn(file: DeliveredFile, level: str, seed: int) -> Iterator[Scan]:
    """The pages of a file on worn machines and damaged sheets."""
    for paper in file.papers:
        for number, lines in enumerate(paginate(paper)):
            rng = np.random.default_rng([seed, number, *f"{level} {paper.gold}".encode()])
            damage = choose_damage(level, rng)
            face = SCORED.typed[rng.integers(len(SCORED.typed))]
            machine = replace(paper.machine, face=face, wear=damage.wear, ribbon=damage.ribbon)
            ink = press(Typist(machine, rng).type_page(lines, rng), rng, spread=damage.spread)
            yield make_scan(ink, ink, damage, rng)


def read_naively(folder: Path) -> None:
    """Put the reading of bare pytesseract beside every scan."""
    for path in sorted(folder.glob("*.jpg")):
        with Image.open(path) as image:
            hocr = pytesseract.image_to_pdf_or_hocr(image, lang=LANGUAGES, extension="hocr")
        path.with_suffix(".hocr").write_bytes(hocr)


def measure(folder: Path, level: str, reading: str, seed: int) -> Score:
    """Deliver the pages of a level, read one way, to a workspace of their own, and score it."""
    place = folder / f"{level}-{reading}"
    gold = write_scans(place / "delivery", level, seed)
    if reading == "naive":
        read_naively(place / "delivery")
    fill_workspace(place / "data", place / "delivery")
    return score(gold, read_export(export_workspace(place / "data", place / "pages.jsonl")))


def head() -> str:
    """The columns' names."""
    names = "".join(f"{name:>13}" for name in (*LABELS, WHOLE, "EDTF right"))
    return f"{'pages':<10}{'n':>4}  {'reading':<8}{'CER':>8}{names}"


def line(level: str, reading: str, result: Score) -> str:
    """A row of the table: CER, F1 of each label, the share of dates with the right value."""
    values = [tally.f1 for tally in result.labels.values()]
    values.append(result.labels["DATE"].value_share)
    cells = "".join(f"{value:>13.3f}" for value in values)
    return f"{level:<10}{len(result.pages):>4}  {reading:<8}{result.cer:>8.4f}{cells}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--levels", default=",".join(LEVELS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path, help="an empty folder")
    asked = parser.parse_args(arguments)
    require_faces()
    kept = nullcontext(str(asked.cache)) if asked.cache else tempfile.TemporaryDirectory()
    with kept as folder:
        print(head())
        for level in asked.levels.split(","):
            for reading in READINGS:
                result = measure(Path(folder), level, reading, asked.seed)
                print(line(level, reading, result), flush=True)


if __name__ == "__main__":
    main()

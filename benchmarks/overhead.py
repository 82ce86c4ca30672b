"""The whole pipeline against bare Tesseract on the same prepared pictures, in one run.

    python -m benchmarks.overhead [--copies N] [--engine tesserocr] [--once] [--beside bmp]

Every sample page with text is delivered N times as an upright JPEG whose language the manifest
tells. `aigaq run` on them, from its start to its end, is timed between two runs of bare `tesseract`
processes, two at a time, each with the model, page segmentation and prepared picture of the
pipeline. The pictures are grey BMP, as the pipeline hands them over, and in runs of their own grey
PGM, which the program is slower to decode, PNG, as pytesseract hands pictures over where nobody
does it for it, and the JPEG as it was delivered, neither levelled nor cleaned. What the pipeline
saves by reading that picture coarsely first, and spends on reading doubted words again, is in its
time; `--once` leaves the second reading out. A second look at a page on its head, or in Kazakh that
nobody described, does not occur here. Starting the workers costs the same however many pages there
are, so small deliveries show a larger ratio. Other work on the machine disturbs the ratio of CPU
seconds less than that of wall time, yet raises both.
"""

import argparse
import csv
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import yaml

from benchmarks.deliveries import make_delivery
from benchmarks.workspaces import aigaq_json
from models.page import Page, PageImage
from pipeline.engines.tesseract import model_folder
from pipeline.executors import ONE_CORE
from pipeline.imaging import load_grey, prepare
from pipeline.stages.clean import Options as CleanOptions
from pipeline.stages.orient import Options as OrientOptions
from pipeline.stages.route import Options as RouteOptions

AIM: Final = 1.10
SHIPPED: Final = Path("config.yaml")
SIDE_BY_SIDE: Final = 2
DPI: Final = 300
DELIVERED: Final = "jpg"
WAYS: Final = ("bmp", "pgm", "png", DELIVERED)


@dataclass(frozen=True, slots=True)
class Picture:
    """A prepared page picture and how the pipeline had it read.

    Attributes:
        path: without its ending: it lies there in each of the formats, and as it was delivered.
        model: name of the language model.
        dpi: of the picture.
    """

    path: Path
    model: str
    dpi: int


def main() -> None:
    """Print all times and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=8)
    parser.add_argument("--engine", choices=("tesseract", "tesserocr"), default="tesseract")
    parser.add_argument("--once", action="store_true", help="no doubted word is read again")
    parser.add_argument(
        "--beside", nargs="+", choices=WAYS, default=WAYS, help="forms that bare runs read"
    )
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory(dir="/dev/shm") as memory,
    ):
        workspace = Path(folder) / "data"
        delivery = make_delivery(Path(folder), arguments.copies)
        os.environ["AIGAQ_CONFIG"] = str(_config(Path(folder), arguments))
        pictures = prepared_pictures(delivery, Path(memory), arguments.beside)
        aigaq_json(workspace, "ingest", delivery, "--collection", "bench")
        before = [cost_of(partial(read_bare, pictures, name)) for name in arguments.beside]
        ours = cost_of(lambda: aigaq_json(workspace, "run"))
        after = [cost_of(partial(read_bare, pictures, name)) for name in arguments.beside]
    print(f"{len(pictures)} pages, by `aigaq run` between bare runs: wall and CPU seconds")
    print(f"{'aigaq run':<12} {ours[0]:6.1f} {ours[1]:6.1f}")
    for name, *costs in zip(arguments.beside, before, after, strict=True):
        wall, cpu = ((one + other) / 2 for one, other in zip(*costs, strict=True))
        for cost in costs:
            print(f"{'bare, ' + name:<12} {cost[0]:6.1f} {cost[1]:6.1f}")
        print(f"{'ratio':<12} {ours[0] / wall:6.3f} {ours[1] / cpu:6.3f} (aim: at most {AIM})")


def _config(folder: Path, arguments: argparse.Namespace) -> Path:
    """The shipped configuration, but for how it reads."""
    content = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    [stage] = (stage for stage in content["stages"] if stage["use"] == "ocr")
    stage["engine"] = {"name": arguments.engine}
    if arguments.once:
        stage["doubt_below"] = 0
    path = folder / "config.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def prepared_pictures(delivery: Path, memory: Path, ways: Sequence[str]) -> list[Picture]:
    """The pictures that the pipeline reads, in memory, at full resolution, in these forms."""
    models = {"ru": RouteOptions().ru, "kk": RouteOptions().kk}
    orient, clean = OrientOptions().build(), CleanOptions().build()
    pictures: list[Picture] = []
    with (delivery / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            path = delivery / row["path"]
            page = clean.process(orient.process(Page(PageImage(row["path"], path, 0, 0, DPI))))
            assert page.geometry is not None
            assert page.cleaning is not None
            picture = prepare(load_grey(path), page.geometry, page.cleaning)
            place = memory / f"{len(pictures):04}"
            for name in ways:
                if name == DELIVERED:
                    shutil.copy(path, f"{place}.{name}")
                else:
                    cv2.imwrite(f"{place}.{name}", np.asarray(picture))
            pictures.append(Picture(place, models[row["language"]], DPI))
    return pictures


def cost_of(work: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of all processes that the work starts and ends."""
    started, before = time.perf_counter(), _cpu_of_children()
    work()
    return time.perf_counter() - started, _cpu_of_children() - before


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read_bare(pictures: list[Picture], name: str) -> None:
    """One `tesseract` process a picture of that format, two at a time, one thread each."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        list(pool.map(partial(_read, name), pictures))


def _read(name: str, picture: Picture) -> None:
    dpi, base = str(picture.dpi), str(picture.path)
    models = str(model_folder(picture.model))
    command = ["tesseract", f"{base}.{name}", base, "--tessdata-dir", models]
    command += ["-l", picture.model, "--psm", "3"]
    subprocess.run(
        [*command, "--dpi", dpi, "-c", "tessedit_create_tsv=1"],
        check=True,
        capture_output=True,
        env={**os.environ, **ONE_CORE},
    )


if __name__ == "__main__":
    main()

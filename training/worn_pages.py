"""Make pages of known truth in every state from clean to unreadable, to learn from their readings.

`python -m training.worn_pages --texts FILE.jsonl... --scans DIR... --out OUT` types texts (records
with a `text`, Russian or Kazakh) and takes scans with a `.gt.txt` beside them, wears each in
several ways, and writes images with `.gt.txt` into OUT/fit and OUT/held: all pages of a document
on one side. The same arguments give the same pixels.
"""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.languages import KAZAKH, guess_language
from pipeline.engines.protocols import GreyImage
from samples import typewriter
from samples.paper import Sheet, scan_sheet, to_grey
from samples.typewriter import DPI, Machine, Typist, press, require_fonts
from samples.wrap import lay_out

Layer = NDArray[np.float32]
"""How much darker than the paper each pixel is."""

HELD_EVERY: Final = 3
"""Every third document is held back."""
_TEXT_LENGTH: Final = 1400
_LINES: Final = (9, 18)
LOSING: Final = 0.25
"""Share of the worn pages on which lines faded until hardly any of them is left."""
BILEVEL: Final = 0.25
"""Share of the worn pages that are scanned in black and white, as most real typescript is."""
OVERTURNED: Final = 0.05
"""Share of the worn pages that lie on their head."""
_PAGE: Final = re.compile(r"-p\d+$")


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page whose text is known.

    Attributes:
        name: of the page; pages of one document differ in `-pNNN` at the end only.
        image: grey, at 300 dpi.
        truth: the lines on it.
    """

    name: str
    image: GreyImage
    truth: str

    @property
    def document(self) -> str:
        """What it is held back with."""
        return _PAGE.sub("", self.name)


def read_scans(folder: Path) -> Iterator[TruePage]:
    """Pages of a folder of `NAME.png` or `NAME.jpg` and `NAME.gt.txt`."""
    for truth in sorted(folder.glob("*.gt.txt")):
        name = truth.name.removesuffix(".gt.txt")
        with Image.open(find_image(truth)) as scan:
            image = np.asarray(scan.convert("L"), dtype=np.uint8)
        yield TruePage(name, image, truth.read_text(encoding="utf-8"))


def find_image(truth: Path) -> Path:
    """The image beside a `NAME.gt.txt`.

    Raises:
        FileNotFoundError: there is none.
    """
    stem = truth.name.removesuffix(".gt.txt")
    for path in (truth.with_name(f"{stem}.png"), truth.with_name(f"{stem}.jpg")):
        if path.is_file():
            return path
    raise FileNotFoundError(f"no image beside {truth}")


def type_texts(path: Path, *, pages: int, seed: int) -> Iterator[TruePage]:
    """Type the beginning of `pages` passages of a file of records on paper of some age each."""
    rng = np.random.default_rng(seed)
    passages = list(read_passages(path))
    for number, chosen in enumerate(sorted(rng.choice(len(passages), pages, replace=False))):
        yield _typed(f"{path.stem}-{number:03}", passages[int(chosen)], rng)


def read_passages(path: Path) -> Iterator[str]:
    """Texts of at least a third of a page; short records are joined, of long ones the start."""
    gathered = ""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            gathered = f"{gathered} {json.loads(line)['text']}".strip()
            if len(gathered) >= _TEXT_LENGTH:
                yield gathered[:_TEXT_LENGTH]
                gathered = ""


def _typed(name: str, text: str, rng: np.random.Generator) -> TruePage:
    kazakh = guess_language(text) == KAZAKH
    machine = Machine(
        face=typewriter.KAZAKH if kazakh else typewriter.RUSSIAN,
        wear=float(rng.uniform(0.3, 0.9)),
        ribbon=float(rng.uniform(0.7, 0.95)),
        spread=float(rng.uniform(0.7, 2.2)),
    )
    lines = lay_out(text, machine.columns)[: int(rng.integers(*_LINES))]
    typist = Typist(machine, np.random.default_rng(int(rng.integers(1 << 30))))
    ink = press(typist.type_page(lines, rng), rng, spread=machine.spread)
    sheet = Sheet(skew=float(rng.uniform(-0.6, 0.6)), show_through=float(rng.uniform(0, 0.06)))
    height = typewriter.TOP + len(lines) * machine.line_feed + 120
    image = to_grey(scan_sheet(ink, sheet, rng))[:height]
    return TruePage(name, image, "\n".join(line.typed for line in lines))


def wear_out(image: GreyImage, rng: np.random.Generator, *, harm: float) -> tuple[GreyImage, int]:
    """Blur, fade, soil, coarsen and overturn a page, each by chance; returns it with its new dpi.

    Args:
        image: grey, at 300 dpi.
        rng: decides what happens and how much.
        harm: 0 leaves the page nearly as it is, 1 makes most of it unreadable.
    """
    blur, fade, noise, bleed, coarse = harm * rng.dirichlet((0.6,) * 5) * 2
    paper = np.float32(np.percentile(image[::16, ::16], 75))
    ink: Layer = paper - image.astype(np.float32)
    if bleed > 0.1:
        ink = ink + min(0.6, bleed) * _blurred(ink[:, ::-1], 2).clip(0)
    ink = _blurred(ink, 0.3 + 3.0 * min(1.0, blur)) * _fading(ink.shape, min(1.0, fade), rng)
    if harm and rng.random() < LOSING:
        _lose_lines(ink, rng)
    scale = 1 - 0.7 * min(1.0, coarse)
    size = (round(ink.shape[1] * scale), round(ink.shape[0] * scale))
    ink = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), dtype=np.float32)
    grain = rng.normal(0, 1 + 40 * min(1.0, noise), ink.shape)
    worn = (paper - ink + grain).clip(0, 255).astype(np.uint8)
    if harm and rng.random() < BILEVEL:
        worn = np.where(worn < paper * rng.uniform(0.5, 0.8), 0, 255).astype(np.uint8)
    if harm and rng.random() < OVERTURNED:
        worn = np.ascontiguousarray(worn[::-1, ::-1])
    return worn, round(DPI * scale)


def _blurred(layer: Layer, width: float) -> Layer:
    return np.asarray(cv2.GaussianBlur(layer, (0, 0), width), dtype=np.float32)


def _fading(shape: tuple[int, ...], fade: float, rng: np.random.Generator) -> Layer:
    """What share of the ink is left where; a page fades in patches."""
    coarse = rng.uniform(1 - fade, 1, (5, 4)).astype(np.float32) - 0.45 * fade
    patches = cv2.resize(coarse, shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(patches.clip(0.15, 1), dtype=np.float32)


def _lose_lines(ink: Layer, rng: np.random.Generator) -> None:
    """Leave next to nothing of the ink of some lines, in place, as where a ribbon runs dry."""
    height = len(ink)
    for _ in range(int(rng.integers(1, 4))):
        top, rows = rng.integers(height), rng.uniform(0.02, 0.15) * height
        ink[top : top + int(rows)] *= rng.uniform(0.04, 0.2)


def write_page(page: TruePage, image: GreyImage, dpi: int, folder: Path, *, state: int) -> None:
    """Write one worn page: `NAME~STATE.png`, which knows its resolution, and its truth."""
    # By Pillow, since OpenCV cannot say the resolution.
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{page.name}~{state}"
    Image.fromarray(image).save(folder / f"{stem}.png", dpi=(dpi, dpi))
    (folder / f"{stem}.gt.txt").write_text(page.truth, encoding="utf-8")


def write_states(pages: list[TruePage], out: Path, *, states: int, seed: int) -> None:
    """Write each page in several states, from sound to spoilt, held-back documents apart."""
    documents = sorted({page.document for page in pages})
    held = set(documents[1::HELD_EVERY])
    for number, page in enumerate(pages):
        folder = out / ("held" if page.document in held else "fit")
        for state in range(states):
            rng = np.random.default_rng([seed, number, state])
            harm = 0.0 if state == 0 else float(rng.beta(1.3, 1.0))
            image, dpi = wear_out(page.image, rng, harm=harm)
            write_page(page, image, dpi, folder, state=state)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="*", default=())
    parser.add_argument("--scans", type=Path, nargs="*", default=())
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--typed", type=int, default=14, help="pages typed of each file of texts")
    parser.add_argument("--states", type=int, nargs=2, default=(3, 6), help="of typed, of scanned")
    parser.add_argument("--seed", type=int, default=1937)
    asked = parser.parse_args()
    require_fonts()
    typed = [
        page
        for path in asked.texts
        for page in type_texts(path, pages=asked.typed, seed=asked.seed)
    ]
    scanned = [page for folder in asked.scans for page in read_scans(folder)]
    write_states(typed, asked.out, states=asked.states[0], seed=asked.seed)
    write_states(scanned, asked.out, states=asked.states[1], seed=asked.seed)


if __name__ == "__main__":
    main()

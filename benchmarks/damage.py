"""What happens to a typed page until it is a scan: worn machines, copies, stains, the scanner."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from samples.paper import Scan, Sheet, scan_sheet
from samples.stamps import BLUE, VIOLET, Colour, Stamp
from samples.typewriter import PAGE_SHAPE, Ink, clouds

LEVELS: Final = ("clean", "moderate", "heavy")
WHITE: Final[Colour] = (240, 237, 226)
YELLOW: Final[Colour] = (228, 212, 174)
BROWN: Final[Colour] = (214, 190, 146)
CARBON: Final[tuple[Colour, ...]] = ((78, 60, 122), (86, 84, 92))
BLACK: Final[Colour] = (38, 34, 40)
BED: Final = (19.0, 17.0, 16.0)
STAMPED: Final = ("СЕКРЕТНО", "АРХИВ", "КОПИЯ ВЕРНА", "В ДЕЛО")


@dataclass(frozen=True, slots=True)
class Damage:
    """How a page is damaged.

    Attributes:
        wear: of the machine, see samples.typewriter.Machine.
        ribbon: density of a strike, 0 to 1.
        spread: blur of a strike in pixels; a carbon copy has more than 1.5.
        sheet: paper, ink, stamps, holes, fold.
        reverse: density of another page's text that shows through, mirrored.
        stain: depth of a water stain, 0 to 1.
        skew: degrees, counter-clockwise.
        bed: pixels of the scanner's black bed that show at two edges.
        noise: of the scanner, standard deviation in grey levels.
        turn: degrees by which the page lies turned in the file, clockwise.
        quality: of the JPEG.
    """

    wear: float
    ribbon: float
    spread: float
    sheet: Sheet
    reverse: float
    stain: float
    skew: float
    bed: int
    noise: float
    turn: int
    quality: int


def choose_damage(level: str, rng: np.random.Generator) -> Damage:
    """Draw the damage of a page of a level."""
    match level:
        case "clean":
            return Damage(
                wear=rng.uniform(0.45, 0.75),
                ribbon=rng.uniform(0.84, 0.92),
                spread=rng.uniform(0.9, 1.1),
                sheet=Sheet(paper=WHITE),
                reverse=0.0,
                stain=0.0,
                skew=rng.uniform(-0.5, 0.5),
                bed=0,
                noise=1.5,
                turn=0,
                quality=92,
            )
        case "moderate":
            return Damage(
                wear=rng.uniform(0.7, 1.0),
                ribbon=rng.uniform(0.78, 0.88),
                spread=rng.uniform(1.1, 1.5),
                sheet=_worn_sheet(rng, stamps=1, paper=YELLOW, ink=BLACK),
                reverse=rng.uniform(0.0, 0.07),
                stain=0.0,
                skew=rng.uniform(-1.5, 1.5),
                bed=int(rng.choice([0, 0, 40])),
                noise=3.0,
                turn=0,
                quality=80,
            )
        case _:
            return Damage(
                wear=rng.uniform(0.6, 0.9),
                ribbon=rng.uniform(0.76, 0.88),
                spread=rng.uniform(1.5, 2.2),
                sheet=_worn_sheet(rng, stamps=2, paper=BROWN, ink=CARBON[rng.integers(2)]),
                reverse=rng.uniform(0.08, 0.2),
                stain=rng.uniform(0.1, 0.3) * int(rng.integers(2)),
                skew=rng.uniform(-3, 3),
                bed=int(rng.integers(30, 90)) * int(rng.integers(2)),
                noise=5.0,
                turn=int(rng.choice([0, 0, 0, 0, 0, 0, 90, 180, 270])),
                quality=65,
            )


def _worn_sheet(rng: np.random.Generator, *, stamps: int, paper: Colour, ink: Colour) -> Sheet:
    return Sheet(
        paper=paper,
        ink=ink,
        stamps=tuple(_stamp(rng) for _ in range(int(rng.integers(stamps + 1)))),
        holes=bool(rng.integers(2)),
        folded=bool(rng.integers(2)),
    )


def _stamp(rng: np.random.Generator) -> Stamp:
    return Stamp(
        words=str(rng.choice(STAMPED)),
        centre=(int(rng.integers(800, 1700)), int(rng.integers(600, 2900))),
        size=int(rng.integers(56, 72)),
        angle=rng.uniform(-12, 12),
        colour=(VIOLET, BLUE)[rng.integers(2)],
        strength=rng.uniform(0.3, 0.5),
    )


def make_scan(ink: Ink, reverse: Ink, damage: Damage, rng: np.random.Generator) -> Scan:
    """Scan a page, from its pressed ink and that of the page on its back."""
    scan = scan_sheet(ink, damage.sheet, rng).astype(np.float32)
    if damage.reverse:
        through = cv2.GaussianBlur(reverse[:, ::-1], (0, 0), 2.5) * damage.reverse
        scan *= 1 - through[..., None] * np.float32(0.8)
    if damage.stain:
        brown = np.array([0.5, 0.8, 1.2], dtype=np.float32)
        scan *= 1 - _stain(rng)[..., None] * damage.stain * brown
    scan = _laid_askew(scan, damage, rng)
    scan += rng.normal(0, damage.noise, scan.shape[:2]).astype(np.float32)[..., None]
    finished = np.clip(scan, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(finished, -damage.turn // 90))


def _stain(rng: np.random.Generator) -> Ink:
    """A blot of water with a darker edge, 0 to 1."""
    height, width = PAGE_SHAPE
    y, x = np.ogrid[:height, :width]
    cy, cx = rng.uniform(0.1, 0.9) * height, rng.uniform(0.1, 0.9) * width
    radius = rng.uniform(350, 800)
    distance = np.hypot(x - cx, y - cy) / radius + 0.12 * clouds(rng, cell=300)
    inside = 0.6 / (1 + np.exp(np.clip((distance - 1) * 60, -50, 50)))
    edge = 0.4 * np.exp(-(((distance - 0.98) / 0.03) ** 2))
    return np.asarray(inside + edge, dtype=np.float32)


def _laid_askew(scan: Ink, damage: Damage, rng: np.random.Generator) -> Ink:
    """Turn the sheet by its skew; with a bed, move it so that black shows at two edges."""
    height, width = PAGE_SHAPE
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), damage.skew, 1.0)
    matrix[:, 2] += np.array(rng.choice([-1, 1], 2)) * damage.bed
    border = cv2.BORDER_CONSTANT if damage.bed else cv2.BORDER_REPLICATE
    turned = cv2.warpAffine(
        scan, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=BED
    )
    return np.asarray(turned, dtype=np.float32)

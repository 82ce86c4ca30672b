"""Pictures of pages: decode a scan, look at it small, and apply the recorded recipe to it."""

from pipeline.imaging.background import evened, is_shaded
from pipeline.imaging.borders import MASK_BORDERS, dark_borders
from pipeline.imaging.folds import EVEN_FOLDS, find_folds
from pipeline.imaging.lifting import LIFT_STAMPS
from pipeline.imaging.marks import find_letters, ink_share, letters_of
from pipeline.imaging.negative import INVERT
from pipeline.imaging.perspective import find_perspective
from pipeline.imaging.recipe import (
    cleaned_scan,
    prepare,
    prepared,
    with_all_ink,
    with_type_alone,
)
from pipeline.imaging.scan import (
    colours_of,
    inverted,
    load_grey,
    overview_of,
    scan_of,
    small,
    stamp_ink_of,
)
from pipeline.imaging.stamps import find_stamps
from pipeline.imaging.turn import SKEW_LIMIT, find_skew, is_sideways

__all__ = [
    "EVEN_FOLDS",
    "INVERT",
    "LIFT_STAMPS",
    "MASK_BORDERS",
    "SKEW_LIMIT",
    "cleaned_scan",
    "colours_of",
    "dark_borders",
    "evened",
    "find_folds",
    "find_letters",
    "find_perspective",
    "find_skew",
    "find_stamps",
    "ink_share",
    "inverted",
    "is_shaded",
    "is_sideways",
    "letters_of",
    "load_grey",
    "overview_of",
    "prepare",
    "prepared",
    "scan_of",
    "small",
    "stamp_ink_of",
    "with_all_ink",
    "with_type_alone",
]

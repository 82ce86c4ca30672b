"""Take what a BagIt bag brings, if all of it is what the bag says."""

from pathlib import Path
from typing import Final

from models.errors import BAG_INVALID, FixityError

ORIGINALS: Final = "originals"
"""Folder of the payload with what is to be delivered, where there is more in the bag than that."""

_DECLARATION: Final = "bagit.txt"
_PAYLOAD: Final = "data"


def open_bag(path: Path) -> Path | None:
    """Check a bag by all its checksums; returns the folder to deliver, None where it is no bag.

    A bag of ours has more than scans in it, so of one with a folder `originals` only that is
    delivered, of any other the whole payload.

    Raises:
        FixityError: a file is missing, was added or changed, or the bag cannot be read.
    """
    if not (path / _DECLARATION).is_file():
        return None
    # Imported here: it takes a while, and few deliveries are bags.
    import bagit

    root = path.resolve()
    try:
        bagit.Bag(str(root)).validate()
    except (bagit.BagError, OSError, UnicodeError, ValueError) as error:
        raise FixityError(BAG_INVALID, f"{path}: {error}") from error
    originals = root / _PAYLOAD / ORIGINALS
    return originals if originals.is_dir() else root / _PAYLOAD

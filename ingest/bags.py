"""Take what a BagIt bag brings, if all of it is what the bag says."""

from pathlib import Path
from typing import Final

from models.errors import BAG_INVALID, FixityError

ORIGINALS: Final = "originals"
TEXTS: Final = "alto"
"""Folders of the payload with what is to be delivered, where there is more in the bag than that."""

_DECLARATION: Final = "bagit.txt"
_PAYLOAD: Final = "data"


def open_bag(path: Path) -> tuple[Path, ...]:
    """Check a bag by all its checksums; returns the folders to deliver, none where it is no bag.

    A bag of ours has more in it than scans and their texts, so of one with a folder `originals`
    only that and the folder of texts are delivered, of any other the whole payload.

    Raises:
        FixityError: a file is missing, was added or changed, or the bag cannot be read.
    """
    if not (path / _DECLARATION).is_file():
        return ()
    # Imported here: it takes a while, and few deliveries are bags.
    import bagit

    root = path.resolve()
    try:
        bagit.Bag(str(root)).validate()
    except (bagit.BagError, OSError, UnicodeError, ValueError) as error:
        raise FixityError(BAG_INVALID, f"{path}: {error}") from error
    payload = root / _PAYLOAD
    if not (payload / ORIGINALS).is_dir():
        return (payload,)
    return tuple(folder for name in (ORIGINALS, TEXTS) if (folder := payload / name).is_dir())

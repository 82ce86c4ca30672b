"""One writer to a folder at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import STORE_BUSY, STORE_FAILED, StoreError


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a second writer out of a folder; the lock goes with the process, however that ends.

    Raises:
        StoreError: another command is writing there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("w")
    except OSError as error:
        raise StoreError(STORE_FAILED, str(error)) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(STORE_BUSY, str(folder)) from error
        yield

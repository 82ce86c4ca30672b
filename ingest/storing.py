"""Translate what the file system raises while the workspace is written."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import STORE_FAILED, STORE_FULL, StoreError


@contextmanager
def storing() -> Iterator[None]:
    """Turn an OSError into a StoreError: the workspace is full, or cannot be written."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StoreError(STORE_FULL if full else STORE_FAILED, str(error)) from error

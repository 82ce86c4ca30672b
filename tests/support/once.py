"""What takes long is made once, however many processes share the tests."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest
from filelock import FileLock


def fill_once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]) -> Path:
    """A folder as `fill` leaves it; each process has a copy.

    A copy, since a workspace that another process has open is no longer still.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # that of the whole session
    place = base / f"{name}-once"
    with FileLock(f"{place}.lock"):
        if not place.exists():
            unfinished = Path(mkdtemp(dir=base))
            fill(unfinished)
            unfinished.rename(place)
    return Path(shutil.copytree(place, factory.mktemp(name) / "data"))

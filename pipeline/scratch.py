"""Where a run's scratch files lie: in memory where there is room, and never longer than the run."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

_SCRATCH: Final = "aigaq-run-"
_PICTURE: Final = 64 << 20  # room for one page picture and Tesseract's answer


def make_scratch(workers: int) -> Path:
    """Make the folder of this run's scratch files, in memory where there is room for it.

    Workers are killed without notice, so the run removes the folder, and the next run removes what
    a killed run left.
    """
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made inside
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > workers * _PICTURE
    parent = memory if roomy else Path(tempfile.gettempdir())
    for folder in parent.glob(f"{_SCRATCH}*"):
        owner = folder.name.removeprefix(_SCRATCH).split("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_SCRATCH}{os.getpid()}-", dir=parent))

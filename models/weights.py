"""Where trained files lie: in the wheel inside of this package, in the tree beside it."""

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
FOLDER: Final = next(
    (
        folder
        for folder in (_HERE / "weights", _HERE.parent / "weights")
        if (folder / "quality.json").is_file()
    ),
    _HERE.parent / "weights",
)
"""Holds `quality.json` and the models `<name>.traineddata`; see weights/README.md."""

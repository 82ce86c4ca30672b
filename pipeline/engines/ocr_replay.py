"""An engine that answers from recorded readings, for tests and demos without Tesseract."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from models.errors import ENGINE_FAILED, EngineError
from models.page import Box, Reading
from pipeline.engines.protocols import GreyImage, ReadingEngineOptions

_READING: Final = TypeAdapter(Reading)


def record(reading: Reading, folder: Path, *, digest: str) -> Path:
    """Keep an engine's reading, boxes in pixels of the prepared image, for a later replay."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest}.json"
    path.write_bytes(_READING.dump_json(reading, indent=1))
    return path


class ReplayReader:
    """Gives back what `record` kept for a scan."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def identity(self) -> str:
        """Digest of all recordings: a changed one makes its pages stale."""
        state = hashlib.sha256()
        for path in sorted(self._folder.glob("*.json")):
            state.update(path.name.encode())
            state.update(path.read_bytes())
        return f"replay {state.hexdigest()}"

    def read(self, image: GreyImage, *, digest: str, **_: object) -> Reading:
        """The recorded reading of the scan.

        Raises:
            EngineError: none was recorded, or it is not a reading.
        """
        path = self._folder / f"{digest}.json"
        try:
            return _READING.validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise EngineError(ENGINE_FAILED, f"replay: {path.name}: {error}") from error

    def read_lines(
        self, image: GreyImage, lines: Sequence[Box], **_: object
    ) -> tuple[Reading, ...]:
        """Nothing: a recording is what one model read on the whole page."""
        return tuple(Reading("", (), 0.0) for _ in lines)


class Options(ReadingEngineOptions):
    """Where the recordings are.

    Attributes:
        folder: holds `<digest of the scan>.json` files.
    """

    name: Literal["replay"] = "replay"
    folder: Path

    def build(self) -> ReplayReader:
        """Make the engine."""
        return ReplayReader(self.folder)

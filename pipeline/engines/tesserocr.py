"""Call Tesseract as a library: models stay loaded, and pictures are handed over in memory."""

import os
import time
from functools import lru_cache
from typing import Any, Final

import numpy as np

from models.errors import (
    ENGINE_FAILED,
    ENGINE_TIMEOUT,
    MODEL_MISSING,
    PROGRAM_MISSING,
    EngineError,
    EngineTimeout,
    MissingDependency,
)
from pipeline.engines.calls import Call
from pipeline.engines.protocols import GreyImage
from pipeline.engines.tesseract import model_folder

_MODELS_KEPT: Final = 4  # `rus` and `Cyrillic` together take 100 MB


def read_table(image: GreyImage, call: Call) -> str:
    """Recognise an image by the model kept in this process; returns Tesseract's TSV of words.

    The time is looked at between two words: a hang in the layout analysis is the executor's to end.

    Raises:
        MissingDependency: the library or the language model is not installed.
        EngineTimeout: no answer after `call.seconds`.
        EngineError: Tesseract failed.
    """
    tesseract = _load(call.model)
    rows, columns = image.shape
    started = time.monotonic()
    try:
        for name, value in call.variables.items():
            tesseract.SetVariable(name, value)
        tesseract.SetPageSegMode(call.psm)
        tesseract.SetImageBytes(np.ascontiguousarray(image).tobytes(), columns, rows, 1, columns)
        tesseract.SetSourceResolution(call.dpi)
        if tesseract.Recognize(round(call.seconds * 1000)):
            return str(tesseract.GetTSVText(0))
    except RuntimeError as error:
        raise EngineError(ENGINE_FAILED, f"tesserocr: {error}") from error
    finally:
        tesseract.Clear()  # the picture and its words would stay until the next page
    if time.monotonic() - started >= call.seconds:
        raise EngineTimeout(ENGINE_TIMEOUT, f"tesserocr: {call.seconds} s")
    raise EngineError(ENGINE_FAILED, f"tesserocr: {columns} x {rows} pixels")


@lru_cache(maxsize=1)
def version() -> str:
    """Name and version of the library and the Tesseract it carries.

    Raises:
        MissingDependency: it is not installed.
    """
    library = _library()
    program = library.tesseract_version().split("\n", 1)[0].strip()
    return f"{program} tesserocr {library.__version__}"


@lru_cache(maxsize=_MODELS_KEPT)
def _load(model: str) -> Any:
    """One instance for each model; no two threads may use it, which no worker does."""
    library = _library()
    try:
        return library.PyTessBaseAPI(path=f"{model_folder(model)}/", lang=model)
    except RuntimeError as error:
        raise MissingDependency(MODEL_MISSING, model) from error


def _library() -> Any:
    # Read by OpenMP when the library is loaded; several threads for one page are four times slower.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        import tesserocr
    except ImportError as error:
        raise MissingDependency(PROGRAM_MISSING, "tesserocr") from error
    # Its notes on odd boxes would stand between the lines that a run shows.
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    return tesserocr

"""Call Tesseract through pytesseract: paths in memory, one thread, and errors by their names."""

import errno
import os
import re
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import cv2

from models import weights
from models.decoding.complaints import complain
from models.errors import (
    ENGINE_FAILED,
    ENGINE_MEMORY,
    ENGINE_OUTPUT,
    ENGINE_TIMEOUT,
    MODEL_MISSING,
    PROGRAM_MISSING,
    STORE_FULL,
    EngineError,
    EngineLimit,
    EngineTimeout,
    MissingDependency,
    StoreError,
)
from pipeline.engines.calls import Call
from pipeline.engines.modelfiles import file_digest
from pipeline.engines.protocols import GreyImage

_NO_SPACE: Final = (errno.ENOSPC, errno.EDQUOT)
_BMP_HEAD: Final = 2048  # with its palette of greys
KEPT_MEMORY: Final = {
    "MALLOC_MMAP_THRESHOLD_": f"{32 << 20}",
    "MALLOC_TRIM_THRESHOLD_": f"{512 << 20}",
}
"""Memory given back to the kernel and asked for again costs Tesseract 2 % of a page, and a worker
3 % of its own share (glibc; others ignore it). Large pages gain nothing besides."""

# One thread is four times faster than OpenMP's two; pages run side by side in processes.
_ENVIRONMENT: Final = {"OMP_THREAD_LIMIT": "1", **KEPT_MEMORY}
# What it tells of every other page is no complaint.
_NEWS: Final = re.compile(r"Detected \d+ diacritics|Estimating resolution|Empty page")
_ANSWER_SECONDS: Final = 20  # for its version or its languages
_TESSDATA: Final = re.compile(r'"([^"]+)"')


@contextmanager
def scratch_image(image: GreyImage) -> Iterator[str]:
    """Write a grey BMP to the scratch folder, which lies in memory, and give its path.

    A path saves pytesseract from encoding a PNG, which took 43 % of a call (measured). Leptonica
    1.82 reads a PGM pixel by pixel, which cost 80 ms more for a page at 200 dpi.
    """
    with TemporaryDirectory(prefix="aigaq-") as folder:
        path = Path(folder, "page.bmp")
        if not cv2.imwrite(str(path), image):
            limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
            if 0 <= limit < image.nbytes + _BMP_HEAD:
                raise EngineLimit(ENGINE_OUTPUT, f"{image.nbytes >> 20} MB")
            raise StoreError(STORE_FULL, folder)
        yield str(path)


def read_table(image: GreyImage, call: Call) -> str:
    """Run one pytesseract call on an image; returns Tesseract's TSV of words.

    Raises:
        MissingDependency: the program or the language model is not installed.
        EngineTimeout: no answer after `call.seconds`.
        EngineError: Tesseract failed.
    """
    pytesseract = _library()
    # pytesseract hands its own process's environment to the program, there is no other way in.
    os.environ.update(_ENVIRONMENT)
    variables = " ".join(f"-c {name}={value}" for name, value in call.variables.items())
    try:
        with scratch_image(image) as path:
            return str(
                pytesseract.image_to_data(
                    path,
                    lang=call.model,
                    config=f'--tessdata-dir "{model_folder(call.model)}" '
                    f"--psm {call.psm} --dpi {call.dpi} {variables}",
                    timeout=call.seconds,
                    output_type=pytesseract.Output.STRING,
                )
            )
    except pytesseract.TesseractNotFoundError as error:
        raise MissingDependency(PROGRAM_MISSING, "tesseract") from error
    except pytesseract.TesseractError as error:
        detail = str(error.message)
        if "Failed loading language" in detail or "Error opening data file" in detail:
            raise MissingDependency(MODEL_MISSING, call.model) from error
        if "bad_alloc" in detail:
            raise EngineLimit(ENGINE_MEMORY, "tesseract") from error
        raise EngineError(ENGINE_FAILED, f"tesseract {error.status}: {detail[-300:]}") from error
    except RuntimeError as error:  # what pytesseract raises on a timeout
        raise EngineTimeout(ENGINE_TIMEOUT, f"tesseract: {call.seconds} s") from error
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise StoreError(STORE_FULL, str(error)) from error
        if error.errno == errno.EFBIG:
            raise EngineLimit(ENGINE_OUTPUT, "tesseract") from error
        raise EngineError(ENGINE_FAILED, f"tesseract: {error}") from error
    except UnicodeDecodeError as error:
        raise EngineError(ENGINE_FAILED, f"tesseract: {error}") from error


@lru_cache(maxsize=1)
def _library() -> Any:
    """pytesseract, made to pass on what Tesseract says when it succeeds, which it drops."""
    # Imported by the first page: planning, which needs the identity alone, stays quick.
    import pytesseract

    ending = pytesseract.pytesseract.timeout_manager

    @contextmanager
    def heard(process: subprocess.Popen[bytes], seconds: float | None = None) -> Iterator[bytes]:
        with ending(process, seconds) as errors:
            said = errors.decode("utf-8", "replace").splitlines()
            complain("tesseract", "\n".join(line for line in said if not _NEWS.match(line)))
            yield errors

    pytesseract.pytesseract.timeout_manager = heard
    return pytesseract


@lru_cache(maxsize=1)
def version() -> str:
    """Name and version of the installed program, such as "tesseract 5.3.0".

    Raises:
        MissingDependency: it is not installed.
        EngineTimeout: it does not answer.
    """
    return _ask("--version").split("\n", 1)[0].strip()


def model_folder(model: str) -> Path:
    """Where a model lies: among the project's own, else where the program keeps its.

    Raises:
        MissingDependency: the program is not installed or names no folder.
    """
    own = (weights.FOLDER / f"{model}.traineddata").is_file()
    return weights.FOLDER if own else _installed_models()


@lru_cache(maxsize=1)
def _installed_models() -> Path:
    """The program's folder, as `tesseract --list-langs` says."""
    named = _TESSDATA.search(_ask("--list-langs"))
    if named is None:
        raise MissingDependency(MODEL_MISSING, "tessdata")
    return Path(named.group(1))


def _ask(question: str) -> str:
    try:
        answer = subprocess.run(
            ["tesseract", question],
            capture_output=True,
            text=True,
            check=False,
            timeout=_ANSWER_SECONDS,
        )
    except FileNotFoundError as error:
        raise MissingDependency(PROGRAM_MISSING, "tesseract") from error
    except subprocess.TimeoutExpired as error:
        raise EngineTimeout(ENGINE_TIMEOUT, f"tesseract: {_ANSWER_SECONDS} s") from error
    return answer.stdout + answer.stderr


def model_digest(model: str) -> str:
    """SHA-256 of a model's file.

    Raises:
        MissingDependency: the model is not installed.
    """
    path = model_folder(model) / f"{model}.traineddata"
    try:
        return file_digest(path)
    except OSError as error:
        raise MissingDependency(MODEL_MISSING, model) from error

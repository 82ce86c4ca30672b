"""Let poppler draw a page of a PDF, and hear how that ended."""

import signal
import subprocess
from pathlib import Path
from typing import ClassVar, Final

import pdf2image.pdf2image
from pdf2image.exceptions import (
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PopplerNotInstalledError,
)

from models.decoding.complaints import complain
from models.errors import (
    PROGRAM_MISSING,
    SOURCE_CORRUPT,
    SOURCE_OUTPUT,
    SOURCE_TIMEOUT,
    MissingDependency,
    SourceError,
)

_REMARK_LENGTH: Final = 200
_OUT_OF_MEMORY: Final = ("Out of memory", "bad_alloc")


class _Poppler(subprocess.Popen[bytes]):
    """A program that pdf2image starts; how it ended is kept, since pdf2image drops that."""

    status: ClassVar[int] = 0
    complaint: ClassVar[str] = ""

    def communicate(
        self, input: bytes | None = None, timeout: float | None = None
    ) -> tuple[bytes, bytes]:
        """Wait for its end, as Popen does."""
        output, errors = super().communicate(input, timeout)
        _Poppler.status = self.returncode
        _Poppler.complaint = errors.decode("utf-8", "replace")
        return output, errors


pdf2image.pdf2image.Popen = _Poppler  # type: ignore[attr-defined, assignment]


def draw_page(path: Path, number: int, size: tuple[int, int], *, seconds: int, folder: str) -> str:
    """Let poppler write page.ppm; returns what it complained about, or an empty string.

    Args:
        path: the PDF.
        number: of the page, from 1.
        size: pixels wanted.
        seconds: that it may take.
        folder: for page.ppm, which is missing where poppler could not draw.

    Raises:
        SourceError: it took too long, wrote too much, or cannot open the file.
        MemoryError: it had no more.
        MissingDependency: it is not installed.
    """
    try:
        pdf2image.convert_from_path(
            path,
            first_page=number,
            last_page=number,
            # Only the long side: poppler keeps the proportions of what it takes for the page.
            size=max(size),
            use_cropbox=True,
            timeout=seconds,
            output_folder=folder,
            output_file="page",
            single_file=True,
            paths_only=True,
        )
    except PopplerNotInstalledError as error:
        raise MissingDependency(PROGRAM_MISSING, "poppler-utils") from error
    except PDFPopplerTimeoutError as error:
        raise SourceError(SOURCE_TIMEOUT, f"poppler > {seconds} s") from error
    except PDFPageCountError as error:
        _refuse_hunger()
        raise SourceError(SOURCE_CORRUPT, _short(str(error))) from error
    if _Poppler.status == -signal.SIGXFSZ:
        raise SourceError(SOURCE_OUTPUT, "poppler")
    _refuse_hunger()
    complain("poppler", _Poppler.complaint)
    return _short(_Poppler.complaint)


def _refuse_hunger() -> None:
    if _Poppler.status and any(sign in _Poppler.complaint for sign in _OUT_OF_MEMORY):
        raise MemoryError(_short(_Poppler.complaint))


def _short(complaint: str) -> str:
    return " ".join(complaint.split())[:_REMARK_LENGTH]

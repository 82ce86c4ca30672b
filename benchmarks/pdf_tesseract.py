"""Time Tesseract's own PDF renderer, apart from reading, by the library's C interface.

    python -m benchmarks.pdf_tesseract COPIES TARGET SCAN...

Every COPIES-th scan is read, and what was read is handed to the renderer COPIES times. Printed as
JSON: seconds of processor and of clock that the renderer took. Writes TARGET.pdf.
"""

import ctypes
import json
import os
import sys
import time
from ctypes import CDLL, c_void_p
from typing import Final

from pipeline.engines.tesseract import model_folder

_MODEL: Final = "Cyrillic"


def main() -> None:
    """Read, render, print."""
    copies, target, scans = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    library, images = _library("libtesseract.so.5"), _library("liblept.so.5")
    folder = os.fsencode(model_folder(_MODEL))
    reader = c_void_p(library.TessBaseAPICreate())
    if library.TessBaseAPIInit3(reader, folder, _MODEL.encode()):
        raise RuntimeError(f"Tesseract cannot load {_MODEL}")
    clocks = [_now()]
    spent = [0.0, 0.0]

    def begin() -> None:
        clocks[0] = _now()

    def end() -> None:
        for place, (before, now) in enumerate(zip(clocks[0], _now(), strict=True)):
            spent[place] += now - before

    begin()
    renderer = c_void_p(library.TessPDFRendererCreate(os.fsencode(target), folder, 0))
    library.TessResultRendererBeginDocument(renderer, b"pages")
    end()
    for scan in scans[::copies]:
        image = c_void_p(images.pixRead(os.fsencode(scan)))
        library.TessBaseAPISetInputName(reader, os.fsencode(scan))
        library.TessBaseAPISetImage2(reader, image)
        library.TessBaseAPIRecognize(reader, None)
        begin()
        for _ in range(copies):
            if not library.TessResultRendererAddImage(renderer, reader):
                raise RuntimeError(f"Tesseract cannot render {scan}")
        end()
        images.pixDestroy(ctypes.byref(image))
    begin()
    library.TessResultRendererEndDocument(renderer)
    library.TessDeleteResultRenderer(renderer)
    end()
    sys.stdout.write(json.dumps(spent))


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _library(name: str) -> CDLL:
    """A library whose functions take pointers, and give them where they make something."""
    found = CDLL(name)
    makes = {
        "libtesseract.so.5": ("TessBaseAPICreate", "TessPDFRendererCreate"),
        "liblept.so.5": ("pixRead",),
    }
    for function in makes[name]:
        getattr(found, function).restype = c_void_p
    return found


if __name__ == "__main__":
    main()

"""What OpenCV and Tesseract complain of although they succeed is heard."""

from pathlib import Path

import numpy as np
import pytesseract
import pytest

from models.decoding.complaints import complaints
from pipeline import imaging
from pipeline.engines import tesseract
from pipeline.engines.calls import ONE_BLOCK, Call

SCANS = Path(__file__).parents[3] / "data" / "scans"


def test_damage_that_a_decoder_reads_over_is_heard(tmp_path: Path) -> None:
    content = (SCANS / "lines.jpg").read_bytes()
    damaged = tmp_path / "damaged.jpg"
    damaged.write_bytes(content[:60_000] + b"\xff\x13" * 20 + content[60_040:])
    with complaints() as said:
        assert imaging.load_grey(damaged).shape == imaging.load_grey(SCANS / "lines.jpg").shape
    assert said == ["OpenCV: Corrupt JPEG data: premature end of data segment"]


def test_what_tesseract_says_is_heard_but_for_what_is_no_complaint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    said = "Detected 3 diacritics\\nError in pixScale: odd\\n"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] || printf \'{said}\' >&2\nexec tesseract "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(program))
    blank = np.full((60, 60), 255, np.uint8)
    with complaints() as heard:
        tesseract.read_table(blank, Call("rus", psm=ONE_BLOCK, dpi=300, seconds=20))
    assert heard == ["tesseract: Error in pixScale: odd"]

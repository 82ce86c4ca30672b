import struct
from pathlib import Path

import cv2
import numpy as np

from training.lines import TrainingLine, as_typed, read_characters, write_lines


def test_print_becomes_what_a_typewriter_has() -> None:
    assert as_typed("«Дело» —  №\u00a05… и\u0306") == '"Дело" - № 5... й'


def test_the_characters_of_a_model_are_read_from_its_unicharset(tmp_path: Path) -> None:
    path = tmp_path / "rus.lstm-unicharset"
    path.write_text("3\nNULL 0 Common 0\nК 5 0,255 К\nа 3 0,255 а\n", "utf-8")

    assert read_characters(path) == {" ", "К", "а"}


def test_a_line_is_written_as_lstmtraining_reads_it(tmp_path: Path) -> None:
    picture = np.arange(60, dtype=np.uint8).reshape(6, 10)
    path = tmp_path / "lines.lstmf"

    write_lines([TrainingLine(picture, "дело")], path)

    content = path.read_bytes()
    count, present, name, page, size = struct.unpack_from("<IBIiI", content)
    png, rest = content[17 : 17 + size], content[17 + size :]
    text = struct.pack("<I", 8) + "дело".encode()
    assert (count, present, name, page) == (1, 1, 0, 0)
    assert np.asarray(cv2.imdecode(np.frombuffer(png, np.uint8), -1)).tolist() == picture.tolist()
    assert rest == bytes(4) + text + bytes(4) + struct.pack("<I", 1) + text + b"\0"

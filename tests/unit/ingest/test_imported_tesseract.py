"""What Tesseract's own renderers write of one page is taken in alike, whichever of them wrote."""

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from ingest.imported.fitting import fit
from ingest.imported.reading import read_texts, text_kind
from models.page import Box, Imported, Reading
from models.page.imported import reading_of
from tests.conftest import SAMPLES
from tests.support.programs import need_program

SCAN = SAMPLES / "delivery/САДП/Ф. 109 Оп. 1 Д. 25/Л. 12.jpg"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The upper third of a typewritten page, read by Tesseract, as hOCR, ALTO, table and text."""
    need_program("tesseract")
    folder = tmp_path_factory.mktemp("tesseract")
    with Image.open(SCAN) as image:
        image.crop((0, 0, image.width, image.height // 3)).save(folder / "лист.png")
    subprocess.run(
        ["tesseract", "лист.png", "out", "-l", "rus", "hocr", "alto", "tsv", "txt"],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )
    return folder


def taken(path: Path) -> tuple[Imported, Reading]:
    kind = text_kind(path)
    assert kind is not None
    (text,) = read_texts(path, kind, 1 << 20)
    with Image.open(path.parent / "лист.png") as image:
        width, height = image.size
    made = fit(text, name=path.name, sha256="", width=width, height=height, dpi=300)
    return made, reading_of(made)


def test_hocr_and_alto_say_what_the_table_says(written: Path) -> None:
    rows = [line.split("\t") for line in (written / "out.tsv").read_text("utf-8").splitlines()]
    words = [row for row in rows if row[0] == "5" and row[11].strip()]
    plain = (written / "out.txt").read_text("utf-8").split()
    assert [row[11] for row in words] == plain
    for name in ("out.hocr", "out.xml"):
        made, reading = taken(written / name)
        assert reading.text.split() == plain
        found = [word.box for word in reading.words]
        assert found == [Box(*(int(cell) for cell in row[6:10])) for row in words]
        lines = [reading.words[0].line, *(word.line for word in reading.words)]
        assert len(set(lines)) == len({tuple(row[2:5]) for row in words})
        for word, row in zip(reading.words, words, strict=True):
            # hOCR and ALTO keep whole per cent, cut off.
            assert abs(word.confidence - float(row[10]) / 100) < 0.0101
        assert made.program.startswith("tesseract 5")
        assert made.language == "ru"

"""Reading and mentions end to end: worn pages are the samples' texts, each level its own scan."""

from pathlib import Path

import pytest
from PIL import Image

from benchmarks import endtoend
from benchmarks.quality import SAMPLES
from benchmarks.scoring import read_gold, score
from benchmarks.typedtexts import SCORED
from samples.contents import DELIVERY, DeliveredFile
from samples.typewriter import FONT_ROOT, PACKAGES

needs_faces = pytest.mark.skipif(
    not all((FONT_ROOT / face).is_file() for face in (*SCORED.typed, *PACKAGES)),
    reason="needs the Debian packages fonts-cmu, fonts-paratype and fonts-gnutypewriter",
)


def one_page(file: DeliveredFile) -> bool:
    return file.papers[0].gold == "ru08"


@needs_faces
def test_worn_pages_hold_the_samples_own_text_and_mentions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endtoend, "DELIVERY", tuple(filter(one_page, DELIVERY)))
    again = [endtoend.write_scans(tmp_path / str(n), "heavy", 1) for n in range(2)]
    assert again[0] == again[1]
    [page] = again[0]
    [truth] = [gold for gold in read_gold(SAMPLES) if "1957" in gold.source]
    assert (page.text, page.mentions) == (truth.text, truth.mentions)
    scans = [(tmp_path / str(n) / page.source).read_bytes() for n in range(2)]
    assert scans[0] == scans[1]
    with Image.open(tmp_path / "0" / page.source) as scan:
        assert scan.mode == "RGB"


def test_a_row_tells_errors_and_f1_of_every_label() -> None:
    gold = read_gold(SAMPLES)[:1]
    read = {(gold[0].source, gold[0].number): {"text": gold[0].text, "mentions": []}}
    cells = endtoend.line("heavy", "naive", score(gold, read)).split()
    assert cells == ["heavy", "1", "naive", "0.0000", *["0.000"] * 6]
    names = endtoend.head().replace("WHOLE PLACE", "WHOLE").replace("EDTF right", "EDTF").split()
    assert len(names) == len(cells)

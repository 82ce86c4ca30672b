from pathlib import Path

import numpy as np
import pytest

from samples.containers import write_file
from samples.contents import DELIVERY, SINGLES, Form
from samples.make_delivery import divide_pages, paginate, scan_file
from samples.typewriter import FONT_ROOT, PACKAGES, PAGE_SHAPE, require_fonts
from samples.wrap import lay_out

needs_fonts = pytest.mark.skipif(
    not all((FONT_ROOT / face).is_file() for face in PACKAGES),
    reason="needs the Debian packages fonts-gnutypewriter and fonts-cmu",
)


@needs_fonts
def test_typing_twice_gives_the_same_pixels_and_bytes(tmp_path: Path) -> None:
    file = SINGLES[0]
    first, second = scan_file(file), scan_file(file)
    assert first[0].shape == (*PAGE_SHAPE, 3)
    assert np.array_equal(first[0], second[0])
    for form in (Form.PDF, Form.LOCKED_PDF, Form.BILEVEL_TIFF):
        for scans, name in ((first, "first"), (second, "second")):
            write_file(tmp_path / name, form, scans)
        assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_every_paper_fits_its_sheets() -> None:
    for file in DELIVERY:
        for paper in file.papers:
            assert all(len(lines) <= paper.machine.lines_per_page for lines in paginate(paper))


def test_pages_end_behind_a_blank_line_where_there_is_one() -> None:
    lines = lay_out("раз\n\nдва\nтри\nчетыре", 64)
    assert [[line.typed for line in page] for page in divide_pages(lines, 4)] == [
        ["раз", ""],
        ["два", "три", "четыре"],
    ]


def test_missing_faces_name_their_debian_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samples.typewriter.FONT_ROOT", tmp_path)
    with pytest.raises(FileNotFoundError, match="fonts-cmu fonts-gnutypewriter"):
        require_fonts()

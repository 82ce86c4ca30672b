"""A delivery of scans with page text: every file has a line, every text the page it is of."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, insert, select, update

from ingest.receipt import Receipt, ReceiptLine
from models.canonical import from_json
from models.database import Database
from models.page import Imported
from models.tables import LedgerRow, PageRow, PageValueRow, PageWarningRow, SourceRow
from tests.support.deliveries import Ingest


def scan(path: Path, size: tuple[int, int] = (60, 80)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_noise(size, 90).save(path)


def alto(text: str, image: str = "", *, number: int = 1, size: tuple[int, int] = (60, 80)) -> str:
    return f"""<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description>
<MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation><fileName>{image}</fileName>
</sourceImageInformation></Description><Layout><Page ID="p" PHYSICAL_IMG_NR="{number}"
WIDTH="{size[0]}" HEIGHT="{size[1]}"><PrintSpace><TextBlock ID="b"><TextLine><String HPOS="1"
VPOS="2" WIDTH="30" HEIGHT="4" CONTENT="{text}"/></TextLine></TextBlock></PrintSpace></Page>
</Layout></alto>"""


def hocr(*pages: tuple[str, str, int]) -> str:
    body = "".join(
        f"""<div class="ocr_page" title='image "{image}"; bbox 0 0 60 80; ppageno {number}'>
<span class="ocr_line" title="bbox 0 0 9 9"><span class="ocrx_word" title="bbox 1 2 3 4">{text}
</span></span></div>"""
        for text, image, number in pages
    )
    return f'<html><head><meta name="ocr-system" content="x"/></head><body>{body}</body></html>'


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def imported(database: Database) -> dict[str, str]:
    """The delivered text of each page, by source and number."""
    with database.read() as connection:
        rows = connection.execute(
            select(SourceRow.name, PageRow.number, PageValueRow.content)
            .join(PageRow, PageRow.source_id == SourceRow.id)
            .join(PageValueRow, PageValueRow.page_id == PageRow.id)
            .where(PageValueRow.name == "imported")
        ).all()
    return {f"{name} {number}": from_json(Imported, content).text for name, number, content in rows}


def outcomes(receipt: Receipt) -> dict[str, str]:
    return {line.name: line.outcome for line in receipt.lines}


def line_of(receipt: Receipt, name: str) -> ReceiptLine:
    (line,) = [each for each in receipt.lines if each.name == name]
    return line


@pytest.fixture
def folder(delivery: Path) -> Path:
    return delivery


def test_texts_find_their_scans(folder: Path, take_in: Ingest, database: Database) -> None:
    for name in ("а/1.png", "а/2.png", "б/1.png", "б/лист 7.jpg", "в/x.png"):
        scan(folder / name)
    frames = [Image.new("L", (60, 80), shade) for shade in (1, 2, 3)]
    frames[0].save(folder / "книга.tif", save_all=True, append_images=frames[1:])
    write(folder / "а/1.xml", alto("stem", "1.tif"))
    write(folder / "а/alto/2.alto.xml", alto("elsewhere"))
    write(folder / "б/1.png.hocr", hocr(("whole", "", 0)))
    write(folder / "б/text.xml", alto("named", "C:\\\\тест\\лист 7.jpg"))
    write(folder / "книга.html", hocr(*((f"p{n}", "", n - 1) for n in (1, 2, 3))))
    write(folder / "all.hocr", hocr(("x", "в/x.png", 0), ("none", "y.png", 0)))
    receipt = take_in(folder)
    assert imported(database) == {
        "а/1.png 1": "stem",
        "а/2.png 1": "elsewhere",
        "б/1.png 1": "whole",
        "б/лист 7.jpg 1": "named",
        "в/x.png 1": "x",
        **{f"книга.tif {n}": f"p{n}" for n in (1, 2, 3)},
    }
    texts = {name for name, outcome in outcomes(receipt).items() if outcome == "imported"}
    assert texts == {
        "а/1.xml",
        "а/alto/2.alto.xml",
        "б/1.png.hocr",
        "б/text.xml",
        "книга.html",
        "all.hocr",
    }
    assert line_of(receipt, "книга.html").detail == "text of 3 pages"
    said = line_of(receipt, "all.hocr").detail
    assert said == "text of 1 pages; 1 of its pages have no scan"
    assert sum(line.pages for line in receipt.lines) == 8
    assert len(receipt.lines) == 12


def pretend_done(database: Database) -> None:
    with database.write() as connection:
        for page_id in connection.execute(select(PageRow.id)).scalars().all():
            row: dict[str, Any] = {"page_id": page_id, "stage": "ocr", "state": "done"}
            connection.execute(insert(LedgerRow).values(**row))
        connection.execute(update(PageRow).values(state="done"))


def states(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(PageRow.state).order_by(PageRow.id)).scalars())


def test_a_changed_text_makes_its_page_stale(
    folder: Path, take_in: Ingest, database: Database
) -> None:
    for name in "12":
        scan(folder / f"{name}.png")
        write(folder / f"{name}.xml", alto(f"text{name}"))
    take_in(folder)
    pretend_done(database)
    assert outcomes(take_in(folder))["1.xml"] == "unchanged"
    assert states(database) == ["done", "done"]
    write(folder / "2.xml", alto("better"))
    receipt = take_in(folder)
    assert outcomes(receipt) == {
        "1.png": "unchanged",
        "2.png": "unchanged",
        "1.xml": "unchanged",
        "2.xml": "imported",
    }
    assert states(database) == ["done", "pending"]
    assert imported(database) == {"1.png 1": "text1", "2.png 1": "better"}


def test_texts_may_come_after_the_scans(
    folder: Path, tmp_path: Path, take_in: Ingest, database: Database
) -> None:
    scan(folder / "1.png")
    take_in(folder)
    write(tmp_path / "later/1.xml", alto("later", "1.png"))
    assert outcomes(take_in(tmp_path / "later")) == {"1.xml": "imported"}
    assert imported(database) == {"1.png 1": "later"}


def test_a_text_that_is_no_use_harms_nothing(
    folder: Path, take_in: Ingest, database: Database
) -> None:
    for name in ("broken", "turned", "good"):
        scan(folder / f"{name}.png")
    write(folder / "broken.xml", alto("x")[:-9])
    write(folder / "turned.xml", alto("x", size=(80, 60)))
    write(folder / "good.xml", alto("x"))
    write(folder / "lonely.xml", alto("x", "nowhere.png"))
    write(folder / "other.xml", "<ead/>")
    receipt = take_in(folder)
    found = {line.name: (line.outcome, line.code) for line in receipt.lines}
    assert found["broken.xml"] == ("refused", "text-broken")
    assert found["turned.xml"] == ("refused", "text-unfit")
    assert found["lonely.xml"] == ("ignored", None)
    assert found["good.xml"] == ("imported", None)
    assert found["other.xml"][0] == "quarantined"
    assert line_of(receipt, "broken.xml").remedy
    with database.read() as connection:
        sources = set(connection.execute(select(SourceRow.name)).scalars())
        warned = connection.execute(select(PageWarningRow.detail)).scalars().all()
        states = connection.execute(select(func.count()).where(PageRow.state == "pending")).scalar()
    assert sources == {"broken.png", "turned.png", "good.png", "other.xml"}
    assert sorted(each.split(":")[0] for each in warned) == ["broken.xml", "turned.xml"]
    assert states == 3
    write(folder / "broken.xml", alto("mended"))
    take_in(folder)
    with database.read() as connection:
        assert connection.execute(select(func.count(PageWarningRow.page_id))).scalar() == 1


def test_another_scan_has_not_the_text_of_the_former(
    folder: Path, take_in: Ingest, database: Database
) -> None:
    scan(folder / "1.png")
    write(folder / "1.xml", alto("former"))
    take_in(folder)
    pretend_done(database)
    (folder / "1.xml").unlink()
    scan(folder / "1.png")
    assert outcomes(take_in(folder)) == {"1.png": "replaced"}
    assert imported(database) == {}
    assert states(database) == ["pending"]
    write(folder / "1.xml", alto("new"))
    scan(folder / "1.png")
    take_in(folder)
    assert imported(database) == {"1.png 1": "new"}

"""What manifests and names of folders say of pages, and what follows where they say it anew."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from models.database import Database
from models.tables import ArchiveRow, DocumentRow, FileRow, LedgerRow, PageRow
from tests.support.deliveries import Ingest, draw, draw_tiff, line_of, pages, pretend_done


def test_the_manifest_describes_and_announces(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw_tiff(delivery / "a.tif", 10, 20, 30)
    rows = [
        "path;page;archive;fond;opis;delo;list;title;date_from;language;shelf",
        "a.tif;1;ЦГА РК;109;1;25;12;Протокол;1937-11-15;ru;x",
        "a.tif;2;ЦГА РК;109;1;25;12об;Протокол;1937-11-15;ru;x",
        "a.tif;9;;;;;;Анкета;;;",
        "gone.tif;;;;;;;;;;",
    ]
    (delivery / "manifest.csv").write_text("\n".join(rows), encoding="utf-8-sig")
    receipt = take_in()
    assert line_of(receipt, "gone.tif").outcome == "missing"
    assert "shelf" in line_of(receipt, "manifest.csv").detail
    assert "9" in line_of(receipt, "a.tif").detail
    with database.read() as connection:
        found = connection.execute(
            select(PageRow.sheet, PageRow.sheet_order, DocumentRow.title, DocumentRow.edtf)
            .join(DocumentRow, DocumentRow.id == PageRow.document_id)
            .order_by(PageRow.number)
        ).all()
        assert connection.execute(select(FileRow.number)).scalars().all() == ["25"]
    assert [tuple(row) for row in found] == [
        ("12", 1200, "Протокол", "1937-11-15"),
        ("12об.", 1201, "Протокол", "1937-11-15"),
        (None, None, None, None),
    ]


def test_an_archive_under_its_names_in_two_languages_is_one(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw_tiff(delivery / "a.tif", 10, 20, 30)
    rows = [
        "path;page;archive;fond;opis;delo",
        "a.tif;1;ЦГА РК;109;1;25",
        "a.tif;2;ҚР ОММ;109;1;25",
        "a.tif;3;Архив села;109;1;25",
    ]
    (delivery / "manifest.csv").write_text("\n".join(rows), encoding="utf-8-sig")
    take_in()
    with database.read() as connection:
        archives = connection.execute(select(ArchiveRow.code).order_by(ArchiveRow.id))
        assert archives.scalars().all() == ["ЦГА РК", "Архив села"]
        assert connection.execute(select(func.count(FileRow.id))).scalar_one() == 2


@pytest.mark.parametrize(
    ("changed", "state"), [("title", "done"), ("date_from", "pending"), ("language", "pending")]
)
def test_a_changed_description_makes_stale_only_what_depends_on_it(
    take_in: Ingest, delivery: Path, database: Database, changed: str, state: str
) -> None:
    draw(delivery / "a.png")
    cells = {"path": "a.png", "title": "x", "date_from": "1937", "language": "ru"}
    manifest = delivery.parent / "facts.csv"

    def describe() -> None:
        manifest.write_text(",".join(cells) + "\n" + ",".join(cells.values()), encoding="utf-8")

    describe()
    take_in(manifest=manifest)
    pretend_done(database)
    cells[changed] = {"title": "y", "date_from": "1938", "language": "kk"}[changed]
    describe()
    assert line_of(take_in(manifest=manifest), "a.png").detail
    assert pages(database) == {("a.png", 1): state}
    take_in()
    with database.read() as connection:
        (document,) = connection.execute(select(DocumentRow.title, DocumentRow.edtf)).all()
    assert tuple(document) == (cells["title"], cells["date_from"])


def test_folder_names_give_the_reference(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw(delivery / "Ф. 109" / "Оп. 1" / "Д. 25" / "л. 12об.png")
    take_in()
    with database.read() as connection:
        assert connection.execute(select(PageRow.sheet)).scalar_one() == "12об."
        assert connection.execute(select(FileRow.number)).scalar_one() == "25"


def test_another_description_leaves_a_page_in_quarantine(
    take_in: Ingest, delivery: Path, database: Database
) -> None:
    draw(delivery / "a.png")
    take_in()
    pretend_done(database)
    with database.write() as connection:
        connection.execute(update(LedgerRow).values(state="quarantined"))
        connection.execute(update(PageRow).values(state="quarantined"))
    (delivery / "manifest.csv").write_text("path,language\na.png,kk", encoding="utf-8")
    take_in()
    assert set(pages(database).values()) == {"quarantined"}
    with database.read() as connection:
        assert connection.execute(select(LedgerRow.state)).scalar_one() == "quarantined"


@pytest.mark.parametrize(
    ("column", "values"),
    [("language", ("ru", "kk")), ("delo", ("1", "2")), ("access", ("A", "B"))],
)
def test_pages_described_differently_are_not_one_document(
    take_in: Ingest, delivery: Path, database: Database, column: str, values: tuple[str, str]
) -> None:
    draw_tiff(delivery / "a.tif", 10, 20)
    rows = [f"path,page,title,{column}", *(f"a.tif,{n},x,{v}" for n, v in enumerate(values, 1))]
    (delivery / "manifest.csv").write_text("\n".join(rows), encoding="utf-8")
    take_in()
    with database.read() as connection:
        found = connection.execute(
            select(DocumentRow.language, FileRow.number, DocumentRow.access)
            .join(PageRow, PageRow.document_id == DocumentRow.id)
            .outerjoin(FileRow, FileRow.id == DocumentRow.file_id)
            .order_by(PageRow.number)
        ).all()
    place = ["language", "delo", "access"].index(column)
    assert tuple(row[place] for row in found) == values
    pretend_done(database)
    assert line_of(take_in(), "a.tif").detail == ""
    assert set(pages(database).values()) == {"done"}

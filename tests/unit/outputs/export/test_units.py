"""The archival units of an export: every page is in one of them, and a disk takes its name."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from models.database import Database
from models.tables import CollectionRow, DocumentRow, PageRow, SourceRow
from outputs.export.format import Target
from outputs.export.selection import Selection
from outputs.export.traversal import read_pages
from outputs.export.units import Unit, in_unit, read_units, safe_name
from tests.support.factories import (
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
    word_boxes,
)

TEXT = "Іс № 25\nҚазақ АКСР"


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        cases = add_collection(connection, "cases")
        described = add_document(connection, cases, "d1", file_id=add_file(connection))
        undescribed = add_document(connection, cases, "d2")
        scan = add_source(connection, cases, "b.pdf")
        add_page(connection, scan, TEXT, document_id=described)
        add_page(connection, scan, "x", number=2, document_id=undescribed)
        add_page(connection, scan, "y", number=3)
        add_source(connection, cases, "папка/копия.pdf", duplicate_of_id=scan)
        add_source(connection, cases, "пустой.pdf", error_code="source-no-pages")
        add_page(connection, add_source(connection, add_collection(connection, "other"), "e.png"))
    yield database
    database.close()


def test_every_page_is_in_one_unit(database: Database) -> None:
    with database.read() as connection:
        every = [(page.source, page.page) for page in read_pages(connection)]
        by_unit = {
            unit.path: [(page.source, page.page) for page in read_pages(connection, None, unit)]
            for unit in read_units(connection)
        }
    assert by_unit == {
        "KZ-APRK/141/17/2": [("b.pdf", 1), ("папка/копия.pdf", 1)],
        "cases/b.pdf": [("b.pdf", 2), ("b.pdf", 3)],
        "cases/папка/копия.pdf": [("папка/копия.pdf", 2), ("папка/копия.pdf", 3)],
        "cases/пустой.pdf": [("пустой.pdf", 1)],
        "other/e.png": [("e.png", 1)],
    }
    assert sorted(page for pages in by_unit.values() for page in pages) == sorted(every)


def test_copies_in_a_unit_are_found_without_reading_every_source(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    pages = (
        select(PageRow.id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(CollectionRow, CollectionRow.id == SourceRow.collection_id)
        .join(DocumentRow, DocumentRow.id == PageRow.document_id)
        .where(in_unit(Unit("cases", file_id=1)))
    )
    with database.read() as connection:
        query = str(pages.compile(connection, compile_kwargs={"literal_binds": True}))
        plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    database.close()
    assert any("ix_source_duplicate_of_id" in step for step in plan)
    assert not any(step.startswith("SCAN source") for step in plan)


def test_units_of_one_collection(database: Database) -> None:
    with database.read() as connection:
        assert [unit.path for unit in read_units(connection, Selection(collection="other"))] == [
            "other/e.png"
        ]


def test_a_page_gives_its_words(database: Database) -> None:
    with database.read() as connection:
        page = next(page for page in read_pages(connection) if page.text == TEXT)
    assert page.read_words() == word_boxes(TEXT)
    assert page.geometry is not None
    assert page.geometry.upright_size == (1700, 2200)
    assert page.name == "b.pdf-0001"


@given(st.text())
def test_a_disk_takes_every_safe_name(name: str) -> None:
    made = safe_name(name)
    assert made not in {"", ".", ".."}
    assert not set(made) & set('/\\:*?"<>|\0\n')
    assert len(made.encode()) <= 189
    assert unicodedata.is_normalized("NFC", made)


def test_names_of_the_archive_survive() -> None:
    assert safe_name("ҚР ОМА, іс 14 «Ә»") == "ҚР ОМА, іс 14 «Ә»"


@given(st.lists(st.text(alphabet="аж/_ .~", max_size=200), min_size=2, max_size=2, unique=True))
def test_different_names_stay_different(names: list[str]) -> None:
    assert safe_name(names[0]) != safe_name(names[1])


def test_names_that_begin_alike_stay_different() -> None:
    assert safe_name("ә" * 100 + "1") != safe_name("ә" * 100 + "2")


def test_a_target_makes_the_folders_of_a_unit(tmp_path: Path) -> None:
    unit = Unit("cases", file_id=1, reference=("KZ-APRK", "141", "17", "../2"))
    target, changed = Target(tmp_path, unit), safe_name("../2")
    assert target.beside(".pdf") == tmp_path / f"KZ-APRK/141/17/{changed}.pdf"
    assert target.inside("a/b.xml") == tmp_path / f"KZ-APRK/141/17/{changed}/a/b.xml"
    assert target.inside("a/b.xml").parent.is_dir()

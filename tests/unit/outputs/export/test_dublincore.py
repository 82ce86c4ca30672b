"""Dublin Core says of a unit what the record says of it, and is valid."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy import update

from models.database import Database
from models.tables import DocumentRow
from outputs.export.archival.dublincore import DC, DublinCore, oai_dc
from outputs.export.xml import legal, xml_bytes
from tests.support.exporting import export_units
from tests.support.factories import (
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
)
from tests.support.schemas import faults


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        cases = add_collection(connection, "дела")
        file_id = add_file(connection, "ЦГА РК/109/1/25")
        scan = add_source(connection, cases, "папка/дело 25.pdf")
        for number in (1, 2):
            document = add_document(connection, cases, f"d{number}", file_id=file_id)
            add_page(connection, scan, number=number, document_id=document, sheet=str(number))
        connection.execute(
            update(DocumentRow).where(DocumentRow.key == "d2").values(access="D", language="kk")
        )
        add_page(connection, scan, number=3)
    yield database
    database.close()


def terms(content: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in etree.fromstring(content):
        found.setdefault(each.tag.removeprefix(f"{{{DC}}}"), []).append(each.text)
    return found


def test_a_unit_is_described(database: Database, tmp_path: Path) -> None:
    rights = "http://rightsstatements.org/vocab/NoC-OKLR/1.0/"
    written = export_units(database, DublinCore, tmp_path / "dc", rights=rights)
    assert list(written) == ["ЦГА РК/109/1/25.xml", "дела/папка/дело 25.pdf.xml"]
    assert terms(written["ЦГА РК/109/1/25.xml"]) == {
        "title": ["ЦГА РК. Ф. 109. Оп. 1. Д. 25"],
        "publisher": ["ЦГА РК"],
        "date": ["1937-11-01/1937-11-30"],
        "type": ["Text"],
        "format": ["image/png"],
        "identifier": ["https://room.example/files/1", "KZ-CGARK/109/1/25"],
        "source": ["ЦГА РК. Ф. 109. Оп. 1. Д. 25"],
        "language": ["kk", "ru"],
        "relation": ["дела"],
        "rights": [rights, "D"],
    }
    assert [faults(etree.fromstring(content)) for content in written.values()] == [[], []]


def test_what_nobody_described_has_its_name(database: Database, tmp_path: Path) -> None:
    written = export_units(database, DublinCore, tmp_path / "dc", language="kk")
    loose = terms(written["дела/папка/дело 25.pdf.xml"])
    assert loose["title"] == ["папка/дело 25.pdf"]
    assert loose["identifier"] == ["https://room.example/sources/1", "дела/папка/дело 25.pdf"]
    assert "date" not in loose
    assert terms(written["ЦГА РК/109/1/25.xml"])["publisher"] == ["ҚР ОММ"]


@given(st.text())
def test_xml_takes_every_text(text: str) -> None:
    record: Any = etree.fromstring(xml_bytes(oai_dc((("title", text),))))
    assert (record[0].text or "") == legal(text)
    assert len(legal(text)) == len(text)

"""EAD3: valid by its schema, and each document leads back to its sheets in the reading room."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from models.database import Database
from outputs.export.archival.ead import Ead
from tests.support.exporting import export_units
from tests.support.factories import open_database
from tests.support.histories import add_history
from tests.support.schemas import faults

SPACES = {"ead": "http://ead3.archivists.org/schema/"}


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        add_history(connection)
    yield database
    database.close()


def find(root: Any, path: str) -> Any:
    return root.xpath(path, namespaces=SPACES)


def test_an_inventory_is_described_down_to_its_documents(
    database: Database, tmp_path: Path
) -> None:
    rights = "http://rightsstatements.org/vocab/NoC-OKLR/1.0/"
    written = export_units(database, Ead, tmp_path / "ead3", rights=rights)
    assert list(written) == ["ЦГА РК/109/1.xml"]
    root = etree.fromstring(written["ЦГА РК/109/1.xml"])
    assert faults(root) == []
    levels = find(root, "//ead:archdesc | //ead:c")
    assert [(each.get("level"), find(each, "string(ead:did/ead:unitid)")) for each in levels] == [
        ("fonds", "109"),
        ("series", "1"),
        ("file", "25"),
        ("item", "Л. 12 – Л. 12об."),
        ("item", "Л. 13 – Л. 14"),
    ]
    assert find(root, "string(//ead:recordid)") == "KZ-CGARK/109/1"
    assert find(root, "//ead:c[@level='item']//ead:unitdate/text()") == ["1937-11", "1938"]
    assert find(root, "//ead:c[@level='file']//ead:langmaterial/ead:language/@langcode")[:2] == [
        "kaz", "rus",
    ]  # fmt: skip
    assert find(root, "string(//ead:accessrestrict/ead:p)") == "D"
    (event,) = find(root, "//ead:maintenanceevent")
    assert find(event, "string(ead:eventdatetime/@standarddatetime)") == "2026-01-02T01:00:00+00:00"


def test_documents_lead_to_their_sheets_and_names(database: Database, tmp_path: Path) -> None:
    written = export_units(database, Ead, tmp_path / "ead3", language="kk")
    root = etree.fromstring(written["ЦГА РК/109/1.xml"])
    first = find(root, "//ead:c[@level='item']")[0]
    scans = find(first, ".//ead:dao")
    assert [each.get("label") for each in scans] == ["12-парақ", "12 арт. п."]
    assert [each.get("href") for each in scans] == [
        "https://room.example/pages/1", "https://room.example/pages/2",
    ]  # fmt: skip
    named = find(first, "ead:controlaccess/*")
    assert [etree.QName(each).localname for each in named] == ["persname", "geogname"]
    assert [find(each, "string(ead:part)") for each in named] == ["Досымбеков Ахмет", "Карлаг"]

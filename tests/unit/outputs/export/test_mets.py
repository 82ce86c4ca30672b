"""METS with PREMIS: valid by its schemas, and true to the record in files, sheets and events."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree
from sqlalchemy import update

from models.database import Database
from models.tables import PageTextRow
from outputs.export.archival.mets import Mets
from outputs.export.pagetext.alto import Alto
from tests.support.exporting import export_units
from tests.support.factories import digest, open_database
from tests.support.histories import SCAN, add_history
from tests.support.schemas import faults

SPACES = {
    "mets": "http://www.loc.gov/METS/",
    "premis": "http://www.loc.gov/premis/v3",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
FILE = "ЦГА РК/109/1/25.xml"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(tmp_path_factory.mktemp("record"))
    with database.write() as connection:
        add_history(connection)
    yield database
    database.close()


@pytest.fixture(scope="module")
def written(database: Database, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return read(export_units(database, Mets, tmp_path_factory.mktemp("export") / "mets"))


def read(files: dict[str, bytes]) -> dict[str, Any]:
    return {name: etree.fromstring(content) for name, content in files.items()}


def find(root: Any, path: str) -> Any:
    return root.xpath(path, namespaces=SPACES)


def test_it_is_valid_whatever_the_database(tmp_path: Path, back_end: str) -> None:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        add_history(connection)
    written = read(export_units(database, Mets, tmp_path / "mets"))
    database.close()
    assert list(written) == [
        "ЦГА РК/109/1/25.xml", "дела/copy.pdf.xml", f"дела/{SCAN}.xml",
    ]  # fmt: skip
    assert {name: faults(root) for name, root in written.items()} == dict.fromkeys(written, [])


def test_every_file_has_its_digest_size_and_type(written: dict[str, Any]) -> None:
    root = written[FILE]
    files = {each.get("ID"): each for each in find(root, "//mets:file")}
    objects = {
        find(each, "ancestor::mets:amdSec")[0].get("ID").removeprefix("amd-"): each
        for each in find(root, "//premis:object")
    }
    assert list(objects) == [
        "original-1", "image-2", "fulltext-3", "original-4",
        "image-5", "fulltext-6", "image-7", "original-8", "fulltext-9",
    ]  # fmt: skip
    assert sorted(objects) == sorted(files)
    for name, file in files.items():
        said = find(objects[name], "string(.//premis:messageDigest)")
        assert file.get("CHECKSUM") == said
        assert file.get("SIZE") == (find(objects[name], "string(.//premis:size)") or None)
    assert files["original-8"].get("CHECKSUM") == digest("л. 14.png")
    assert files["original-8"].get("SIZE") == "1000"
    assert files["original-8"].get("MIMETYPE") == "image/png"
    derived = find(objects["image-7"], "string(.//premis:relatedObjectIdentifierValue)")
    assert derived == "дела/copy.pdf"  # the same bytes as the other


def test_texts_are_the_alto_files_beside_it(database: Database, tmp_path: Path) -> None:
    root = etree.fromstring(export_units(database, Mets, tmp_path / "mets")[FILE])
    alto = export_units(database, Alto, tmp_path / "alto")
    folder = (tmp_path / "mets" / FILE).parent
    texts = find(root, "//mets:fileGrp[@USE='fulltext']/mets:file")
    assert len(texts) == 3
    for file in texts:
        place = file[0].get(f"{{{SPACES['xlink']}}}href")
        path = (folder / unquote(place)).resolve().relative_to(tmp_path / "alto")
        content = alto[path.as_posix()]
        assert file.get("CHECKSUM") == sha256(content).hexdigest()
        assert file.get("SIZE") == str(len(content))


def test_sheets_and_documents(written: dict[str, Any]) -> None:
    sheets = find(written[FILE], "//mets:structMap[@TYPE='physical']/mets:div/mets:div")
    assert [
        (each.get("ORDERLABEL"), [(side.get("TYPE"), side.get("LABEL")) for side in each])
        for each in sheets
    ] == [
        ("12", [("recto", "Л. 12"), ("verso", "Л. 12об.")]),
        ("13", [("recto", "Л. 13")]),
        ("14", [("recto", "Л. 14")]),
    ]
    links = [
        tuple(each.get(f"{{{SPACES['xlink']}}}{end}") for end in ("from", "to"))
        for each in find(written[FILE], "//mets:smLink")
    ]
    assert links == [
        ("document-1", "side-1"),
        ("document-1", "side-2"),
        ("document-2", "side-3"),
        ("document-2", "side-4"),
    ]
    (loose,) = find(written[f"дела/{SCAN}.xml"], "//mets:div[@TYPE='page']")
    assert loose.get("LABEL") == f"{SCAN} [4]"


def test_what_happened_stands_at_its_file_with_its_time_and_who_did_it(
    written: dict[str, Any],
) -> None:
    root = written[FILE]
    events = [
        (
            find(each, "ancestor::mets:amdSec")[0].get("ID"),
            *(
                find(each, f"string(.//premis:{name})")
                for name in ("eventType", "eventOutcome", "linkingAgentIdentifierValue")
            ),
            find(each, "string(.//premis:eventDateTime)")[11:16],
        )
        for each in find(root, "//premis:event")
    ]
    read = [
        ("optical character recognition", "success", "software aigaq ocr 7 e6deb242c949", "05:00"),
        ("named entity recognition", "success", "software aigaq mentions 7 53dec3d81273", "05:00"),
    ]
    delivered = [
        ("ingestion", "success", "software aigaq", "01:00"),
        ("message digest calculation", "success", "software aigaq", "01:00"),
        ("fixity check", "success", "software aigaq", "09:00"),
    ]
    assert events == [
        *(("amd-fulltext-3", *each) for each in read),
        ("amd-fulltext-3", "review", "same", "person архивист", "10:00"),
        *(("amd-original-4", *each) for each in delivered),
        *(("amd-fulltext-6", *each) for each in read),
        ("amd-image-7", "quarantine", "released", "software aigaq", "03:04"),
        ("amd-image-7", "unquarantine", "released", "person А. Б.", "08:00"),
        *(("amd-original-8", *each) for each in delivered),
    ]
    agents = find(root, "//premis:agent//premis:agentIdentifierValue/text()")
    assert set(agents) == {each[3] for each in events} | {"organization ЦГА РК"}
    assert find(root, "//premis:agentNote/text()") == [
        "tesseract 5.3 rus:e16e", "spacy 3.8 rules 12ab",
    ]  # fmt: skip


def test_what_the_archive_allows_stands_at_the_files_of_the_document(
    written: dict[str, Any],
) -> None:
    (said,) = find(written[FILE], "//premis:rightsStatement")
    assert find(said, "string(.//premis:restriction)") == "D"
    grantor = find(said, "string(.//premis:linkingAgentIdentifierValue)")
    assert grantor == "organization ЦГА РК"
    assert find(said, ".//premis:linkingObjectIdentifierValue/text()") == [
        f"дела/{SCAN}#page=3", "дела/л. 14.png", "дела/л. 14.png#page=1&text",
    ]  # fmt: skip


def test_nothing_of_it_comes_from_the_clock(database: Database, tmp_path: Path) -> None:
    first = export_units(database, Mets, tmp_path / "1")
    assert export_units(database, Mets, tmp_path / "2") == first
    assert b'CREATEDATE="2026-01-02T10:00:00+00:00"' in first[FILE]


def test_of_text_that_came_with_the_scan_no_engine_is_named(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    with database.write() as connection:
        add_history(connection)
        model = "imported ABBYY FineReader 12"
        connection.execute(update(PageTextRow).where(PageTextRow.page_id == 1).values(model=model))
    root = etree.fromstring(export_units(database, Mets, tmp_path / "mets")[FILE])
    database.close()
    event = find(root, "//premis:event[premis:eventType='import of delivered text']")
    assert [find(each, "string(.//premis:linkingAgentIdentifierValue)") for each in event] == [
        "software ABBYY FineReader 12"
    ]
    kinds = find(root, "//premis:eventType/text()")
    assert kinds.count("optical character recognition") == 1

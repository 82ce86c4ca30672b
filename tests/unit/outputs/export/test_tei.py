"""TEI documents: valid by the consortium's schema, and each mention at its own characters."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from models.database import Database
from tests.support.exports import LETTER, PROTOCOL, blobs_beside, export_to, fill_archive
from tests.support.factories import (
    Named,
    add_collection,
    add_page,
    add_source,
    add_stamp,
    open_database,
)
from tests.support.schemas import tei_faults

NS = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
CROSSED = "тов. Омаров Ахмет Қызылорда, 5 мая 1938 г.\nАРХИВ «ЦГА» \x00"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        fill_archive(connection, blobs_beside(tmp_path / "out"))
        more = add_collection(connection, "more")
        named = [
            Named(label="PERSON", text="Омаров Ахмет"),
            Named(label="PLACE", text="Ахмет Қызылорда"),
            Named(label="ORG", text="«ЦГА»"),
            Named(label="MARK", text="АРХИВ"),
            Named(label="MARK", text="АРХИВ", key="another"),
        ]
        page = add_page(connection, add_source(connection, more, "ә.png"), CROSSED, mentions=named)
        add_stamp(connection, page, CROSSED.index("АРХИВ"), len(CROSSED))
    yield database
    database.close()


@pytest.fixture
def folder(database: Database, tmp_path: Path) -> Path:
    export_to(tmp_path / "out", database, "tei", rights="https://example.org/rights")
    return tmp_path / "out" / "tei"


def documents(folder: Path) -> dict[str, Any]:
    return {
        path.relative_to(folder).as_posix(): etree.parse(path) for path in folder.rglob("*.xml")
    }


def found(document: Any, path: str) -> Any:
    return document.xpath(path, namespaces=NS)


def test_every_document_is_valid(folder: Path) -> None:
    made = documents(folder)
    assert len(made) == 7
    for name, document in made.items():
        assert tei_faults(document) == [], name
    found(document, "//t:body")[0].set("unheard-of", "x")
    assert tei_faults(document)


def test_the_text_of_a_page_is_all_the_text_of_its_element(folder: Path) -> None:
    texts = [
        "".join(each.itertext())
        for document in documents(folder).values()
        for each in found(document, "//t:ab")
    ]
    assert PROTOCOL in texts
    assert LETTER in texts
    assert CROSSED.replace("\x00", "\ufffd") in texts
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


def test_a_name_is_an_element_around_its_characters(folder: Path) -> None:
    (document,) = (
        each
        for name, each in documents(folder).items()
        if "Хаттама" in name and "көшірме" not in name
    )
    (person,) = found(document, "//t:persName")
    assert "".join(person.itertext()) == "Омаров Ахмет"
    assert person.get(ID).startswith("p1.PERSON.")
    (date,) = found(document, "//t:date[@when-custom]")
    assert (date.get("when"), date.get("when-custom")) == ("1937-11-19", "1937-11-19")
    (inner,) = found(document, "//t:orgName/t:placeName")
    assert "".join(inner.itertext()) == "Қазақ АКСР"
    assert found(document, "string(//t:msIdentifier/t:collection[1])") == "141"
    assert found(document, "string(//t:licence/@target)") == "https://example.org/rights"
    assert found(document, "//t:pb/@n") == ["1", "1об", "2"]
    assert found(document, "//t:gap/@reason") == ["engine-timeout"]


def test_lines_lead_to_their_place_on_the_scan(folder: Path) -> None:
    (document,) = (each for name, each in documents(folder).items() if "d2" in name)
    first, second = found(document, "//t:lb")
    zone = found(document, f"//t:zone[@xml:id='{second.get('facs')[1:]}']")[0]
    assert [zone.get(name) for name in ("ulx", "uly", "lry")] == ["100", "160", "200"]
    assert (first.get("break"), second.get("break")) == (None, "no")
    (person,) = found(document, "//t:persName")
    assert "".join(person.itertext()) == "Петро-\nва Анна"
    surface = found(document, "//t:surface")[0]
    assert (surface.get("lrx"), surface.get("lry")) == ("1700", "2200")


def test_a_mention_that_crosses_another_stands_between_anchors(folder: Path) -> None:
    document = documents(folder)["more/ә.png/ә.png.xml"]
    (span,) = found(document, "//t:standOff//t:span")
    assert span.text == "Ахмет Қызылорда"
    text = "".join(found(document, "//t:ab")[0].itertext())
    start, end = (offset_of(document, span.get(side)[1:]) for side in ("from", "to"))
    assert text[start:end] == "Ахмет Қызылорда"
    (stamp,) = found(document, "//t:stamp")
    assert "".join(stamp.itertext()) == "АРХИВ «ЦГА» \ufffd"
    assert found(document, "string(//t:stamp/t:orgName)") == "«ЦГА»"
    assert found(document, "string(//t:stamp/t:rs[@type='mark'])") == "АРХИВ"
    assert found(document, "string(//t:rs/t:rs/@xml:id)") == "p1.MARK.43.48.2"


def offset_of(document: Any, name: str) -> int:
    """How much text of the page stands before an element."""
    before = f"//t:ab//text()[following::*[@xml:id='{name}']]"
    return sum(map(len, found(document, before)))

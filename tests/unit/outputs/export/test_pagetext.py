"""ALTO, hOCR, PAGE and plain text say letter by letter and pixel by pixel what was read."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from models.database import Database
from outputs.export.annotations import Annotations
from outputs.export.pagetext.alto import NAMESPACE, Alto
from outputs.export.pagetext.hocr import Hocr
from outputs.export.pagetext.pagexml import NAMESPACE as PAGE_NAMESPACE
from outputs.export.pagetext.pagexml import PageXml
from outputs.export.pagetext.plaintext import PlainText
from tests.support.exporting import ROOM, export_units
from tests.support.factories import add_collection, add_page, add_source, open_database
from tests.support.pagetexts import KAZAKH, NAMED, typed, write_typed
from tests.support.schemas import ALTO, PAGE, faults_of

PAGE_TEXT = typed()
FORMATS = (Alto, Annotations, Hocr, PageXml, PlainText)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        cases = add_collection(connection, "дела")
        write_typed(connection, cases, "скан 1.png", PAGE_TEXT)
        add_page(connection, add_source(connection, cases, "б.png"), state="blank")
        add_page(connection, add_source(connection, cases, "в.png"), error="engine-timeout")
    yield database
    database.close()


def of_page(database: Database, tmp_path: Path, exporter: Any) -> bytes:
    written = export_units(database, exporter, tmp_path / exporter.name)
    (content,) = (content for name, content in written.items() if "скан 1.png-0001" in name)
    return content


def test_pages_that_were_not_read_have_no_file(database: Database, tmp_path: Path) -> None:
    for exporter in FORMATS:
        written = export_units(database, exporter, tmp_path / exporter.name)
        assert [Path(name).name for name in written] == [
            f"б.png-0001{exporter.ending}",
            f"скан 1.png-0001{exporter.ending}",
        ]


def test_plain_text_is_the_text(database: Database, tmp_path: Path) -> None:
    assert of_page(database, tmp_path, PlainText).decode() == PAGE_TEXT.text


def names(root: Any, kind: str, attribute: str = "id") -> dict[str, Any]:
    return {
        each.get(attribute): each
        for each in root.iter()
        if str(each.get(attribute) or "").split(".")[0] == kind
    }


def test_alto_is_valid_and_has_every_word(database: Database, tmp_path: Path) -> None:
    root = etree.fromstring(of_page(database, tmp_path, Alto))
    space = {"a": NAMESPACE}
    (sheet,) = root.findall(".//a:Page", space)
    assert (sheet.get("LANG"), sheet.get("ROTATION")) == ("ru", "90")
    assert sheet.get("PRINTED_IMG_NR") == "12об."
    words = names(root, "w", "ID")
    for word in PAGE_TEXT.words:
        string = words[f"w.{word.start}.{word.end}"]
        place = [int(string.get(side)) for side in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
        assert place == [word.box.left, word.box.top, word.box.width, word.box.height]
        assert float(string.get("WC")) == word.confidence
        hyphen = string.getnext() if string.get("SUBS_TYPE") == "HypPart1" else None
        text = string.get("CONTENT") + ("" if hyphen is None else hyphen.get("CONTENT"))
        assert text == PAGE_TEXT.text[word.start : word.end]
    halves = [each for each in words.values() if each.get("SUBS_TYPE")]
    assert [each.get("CONTENT") for each in halves] == ["Семипа", "латинске."]
    assert {each.get("SUBS_CONTENT") for each in halves} == {"Семипалатинске."}
    assert len(names(root, "cell", "ID")) == 6
    assert root.find(".//a:ComposedBlock[@TYPE='stamp']", space).get("TAGREFS") == "stamp"
    del sheet.attrib["LANG"], sheet.attrib["ROTATION"]  # of 4.4, see tests/support/schemas.py
    assert faults_of(root, ALTO) == []


def test_alto_tags_every_mention(database: Database, tmp_path: Path) -> None:
    root = etree.fromstring(of_page(database, tmp_path, Alto))
    tags = {each.get("ID"): each for each in root.iter(f"{{{NAMESPACE}}}NamedEntityTag")}
    assert len(tags) == len(NAMED)
    for name, tag in tags.items():
        label, start, end = name.split(".")
        assert PAGE_TEXT.text[int(start) : int(end)] == tag.get("DESCRIPTION")
        assert tag.get("URI") == f"{ROOM}iiif/pages/1/mentions/{label.lower()}#{start}-{end}"
        strings = [
            each
            for each in root.iter(f"{{{NAMESPACE}}}String")
            if name in (each.get("TAGREFS") or "").split()
        ]
        first, last = strings[0].get("ID").split("."), strings[-1].get("ID").split(".")
        assert int(first[1]) <= int(start) < int(first[2])
        assert int(last[1]) < int(end) <= int(last[2])
    assert {tag.get("LABEL") for tag in tags.values()} == {each.normal for each in NAMED}


def test_page_is_valid_and_has_every_word(database: Database, tmp_path: Path) -> None:
    content = of_page(database, tmp_path, PageXml)
    root = etree.fromstring(content)
    assert root[1].get("orientation") == "90"
    words = names(root, "w")
    for word in PAGE_TEXT.words:
        each = words[f"w.{word.start}.{word.end}"]
        left, top = each[0].get("points").split()[0].split(",")
        right, bottom = each[0].get("points").split()[2].split(",")
        box = word.box
        assert (int(left), int(top)) == (box.left, box.top)
        assert (int(right), int(bottom)) == (box.right, box.bottom)
        assert float(each[1].get("conf")) == word.confidence
        assert each[1][0].text == PAGE_TEXT.text[word.start : word.end]
    order = [each.get("regionRef") for each in root.iter(f"{{{PAGE_NAMESPACE}}}RegionRefIndexed")]
    kinds = ["block", "block", "table", "stamp", "pencil"]
    assert [each.split(".")[0] for each in order] == kinds
    older = content.replace(
        PAGE_NAMESPACE.encode(), PAGE_NAMESPACE.replace("2024", "2019").encode()
    )
    assert faults_of(etree.fromstring(older), PAGE) == []


def test_page_names_mentions_within_their_lines(database: Database, tmp_path: Path) -> None:
    root = etree.fromstring(of_page(database, tmp_path, PageXml))
    found: dict[str, list[str]] = {}
    for line in root.iter(f"{{{PAGE_NAMESPACE}}}TextLine"):
        text = line.find(f"{{{PAGE_NAMESPACE}}}TextEquiv")[0].text
        for kind, offset, length in re.findall(
            r"(\w+) \{offset:(\d+); length:(\d+);", line.get("custom") or ""
        ):
            said = text[int(offset) : int(offset) + int(length)]
            found[kind] = [*found.get(kind, []), said]
    assert found == {
        "person": [KAZAKH],
        "date": ["19 ноября 1937 г."],
        "place": ["Семипа-", "латинске"],
    }


def test_hocr_has_every_word_and_passes_the_checker(database: Database, tmp_path: Path) -> None:
    content = of_page(database, tmp_path, Hocr)
    root = etree.fromstring(content)
    words = names(root, "w")
    for word in PAGE_TEXT.words:
        each, box = words[f"w.{word.start}.{word.end}"], word.box
        bbox, conf = each.get("title").split("; ")
        assert bbox == f"bbox {box.left} {box.top} {box.right} {box.bottom}"
        assert float(conf.removeprefix("x_wconf ")) == round(100 * word.confidence, 1)
        assert each.text == PAGE_TEXT.text[word.start : word.end]
    named = [each.get("data-mentions") for each in words.values() if each.get("data-mentions")]
    assert {each.split(".")[0] for each in named} == {"PERSON", "DATE", "PLACE"}
    path = tmp_path / "page.hocr"
    # The checker asks for elements without a namespace.
    path.write_bytes(content.replace(b' xmlns="http://www.w3.org/1999/xhtml"', b""))
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("hocr-spec")), "--profile", "standard", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ERROR" not in checked.stdout, checked.stdout
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("exporter", [Alto, Hocr, PageXml])
def test_a_text_that_words_do_not_give_is_spelled_out(tmp_path: Path, exporter: Any) -> None:
    database = open_database(tmp_path)
    page = typed("\t\x01\ufffe")
    with database.write() as connection:
        write_typed(connection, add_collection(connection, "дела"), "скан 1.png", page)
    root = etree.fromstring(of_page(database, tmp_path, exporter))
    said = [value for each in root.iter() for value in each.attrib.values()]
    assert page.text.replace("\x01", "\ufffd").replace("\ufffe", "\ufffd") in said
    database.close()


def test_annotations_lead_to_the_characters_and_to_the_scan(
    database: Database, tmp_path: Path
) -> None:
    content = json.loads(of_page(database, tmp_path, Annotations))
    assert content["id"] == f"{ROOM}iiif/pages/1/mentions"
    assert len(content["items"]) == len(NAMED)
    for item in content["items"]:
        on_text, *on_scan = item["target"]
        position, quote = on_text["selector"]
        start, end = position["start"], position["end"]
        assert PAGE_TEXT.text[start:end] == quote["exact"]
        assert PAGE_TEXT.text[:start].endswith(quote["prefix"])
        assert PAGE_TEXT.text[end:].startswith(quote["suffix"])
        assert item["id"].endswith(f"#{start}-{end}")
        touched = [word for word in PAGE_TEXT.words if word.start < end and start < word.end]
        assert len(on_scan) == len({word.line for word in touched})
        box = touched[0].box
        first = on_scan[0]["selector"]["value"]
        assert first.startswith(f"xywh=pixel:{box.left},{box.top},")

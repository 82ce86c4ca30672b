"""Where each export says that a mention stands: one form for all formats that name mentions."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow.parquet as pq
from lxml import etree

from models.entity import Label
from outputs.export.units import safe_name

_TEI: Final = {"t": "http://www.tei-c.org/ns/1.0"}
_ALTO: Final = "{http://www.loc.gov/standards/alto/ns-v4#}"
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_MENTIONS: Final = "//t:ab//*[@cert] | //t:standOff//t:span"


class Lead(NamedTuple):
    """A mention: name of its page, kind, offsets, and the characters there."""

    page: str
    label: str
    start: int
    end: int
    text: str


def _page(source: str, number: int | str) -> str:
    return f"{safe_name(source)}-{int(number):04}"


def _of_rows(rows: Any) -> Iterator[Lead]:
    for row in rows:
        where = _page(row["source"], row["page"])
        yield Lead(where, row["label"], int(row["start"]), int(row["end"]), row["text"])


def _csv(folder: Path) -> Iterator[Lead]:
    with (folder / "mentions.csv").open(encoding="utf-8-sig", newline="") as stream:
        yield from _of_rows(csv.DictReader(stream))


def _parquet(folder: Path) -> Iterator[Lead]:
    return _of_rows(pq.read_table(folder / "mentions.parquet").to_pylist())


def _sqlite(folder: Path) -> Iterator[Lead]:
    with closing(sqlite3.connect(folder / "aigaq.db")) as connection:
        connection.row_factory = sqlite3.Row
        yield from _of_rows(connection.execute("SELECT * FROM mentions").fetchall())


def _jsonl(folder: Path) -> Iterator[Lead]:
    for line in (folder / "pages.jsonl").read_text("utf-8").split("\n"):
        page = json.loads(line or "{}")
        for each in (*page.get("mentions", ()), *page.get("findings", ())):
            where = _page(page["source"], page["page"])
            text = page["text"][each["start"] : each["end"]]
            yield Lead(where, each["label"], each["start"], each["end"], text)


def _ftm(folder: Path) -> Iterator[Lead]:
    """The characters are those of the page's body; the name is the same but for line ends."""
    lines = (folder / "entities.ftm.json").read_text("utf-8").split("\n")
    entities = {entity["id"]: entity for entity in map(json.loads, filter(None, lines))}
    for entity in entities.values():
        if entity["schema"] == "Mention":
            page = entities[entity["properties"]["document"][0]]["properties"]
            _of_page, label, start, end = entity["id"].rsplit(".", 3)
            text = page["bodyText"][0][int(start) : int(end)]
            assert entity["properties"]["name"] == [" ".join(text.split())]
            yield Lead(page["fileName"][0], label, int(start), int(end), text)


def _tei(folder: Path) -> Iterator[Lead]:
    """Offsets are counted in the text before the element, or the anchor, within its page."""
    for path in folder.rglob("*.xml"):
        document: Any = etree.parse(path)
        source = document.xpath("string(//t:idno[@type='source'])", namespaces=_TEI)
        for each in document.xpath(_MENTIONS, namespaces=_TEI):
            number, label, start, end = each.get(_ID).split(".")[:4]
            text = "".join(each.itertext())
            begins = each.get("from", f"#{each.get(_ID)}").removeprefix("#")
            page = f"//t:ab[@corresp='#{number}']"
            before = f"{page}//text()[following::*[@xml:id='{begins}']]"
            inside = f"{page}//text()[ancestor::*[@xml:id='{begins}']]"
            ahead = "".join(document.xpath(before, namespaces=_TEI))
            assert len(ahead) == int(start)
            assert "from" in each.attrib or "".join(document.xpath(inside, namespaces=_TEI)) == text
            yield Lead(_page(source, number[1:]), label, len(ahead), int(end), text)


def _annotations(folder: Path) -> Iterator[Lead]:
    for path in folder.rglob("*.json"):
        for item in json.loads(path.read_text("utf-8"))["items"]:
            position, quote = item["target"][0]["selector"]
            label = item["body"][0]["value"]
            yield Lead(path.stem, label, position["start"], position["end"], quote["exact"])


def _alto(folder: Path) -> Iterator[Lead]:
    for path in folder.rglob("*.xml"):
        for tag in etree.parse(path).iter(f"{_ALTO}NamedEntityTag"):
            label, start, end = str(tag.get("ID")).split(".")
            yield Lead(path.stem, label, int(start), int(end), str(tag.get("DESCRIPTION")))


READERS: Final[dict[str, Callable[[Path], Iterator[Lead]]]] = {
    "alto": _alto,
    "annotations": _annotations,
    "csv": _csv,
    "ftm": _ftm,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "tei": _tei,
}
"""By format. hOCR and PAGE tell mentions word by word and line by line; tests of their own read
them. The others name no mentions."""
ALL: Final = frozenset(Label)
TOLD: Final = {"ftm": frozenset({Label.PERSON, Label.PLACE, Label.ORG})}
"""Formats that know only some kinds."""

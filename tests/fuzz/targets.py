"""What fuzzers feed: our own parsers by name, each with what must hold whatever it is given."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ingest.delivery import list_files
from ingest.imported.fitting import fit
from ingest.imported.reading import read_texts, text_kind
from ingest.manifest import read_manifest
from models.archive import find_references, parse_reference, parse_sheet
from models.dates import bounds, find_dates
from models.errors import ConfigError, SourceError, StoreError
from models.names import match_texts, name_key, parse_name_line, parse_person
from models.page import Box
from models.page.imported import reading_of
from models.page.wordboxes import decode_words, encode_words
from models.printable import printable
from outputs.search.queries.query import QueryError, parse_question
from outputs.web.iiif.parameters import read_drawing
from tests.support.foreigntexts import ABBYY, OURS, TESSERACT, TRANSKRIBUS

FINDS: Final = Path(__file__).parent / "finds"
"""Inputs that once broke a target, in a folder of its name; a test feeds them again."""
_DATA: Final = Path(__file__).parents[1] / "data"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def references(data: bytes) -> None:
    """Offsets lie in the text, and a normal form is read as itself."""
    text = _text(data)
    for found in find_references(text):
        assert 0 <= found.start < found.end <= len(text)
        normal = found.reference.normal_form()
        again = parse_reference(normal)
        assert again is None or again.normal_form() == normal
    parse_reference(text)
    parse_sheet(text)


def dates(data: bytes) -> None:
    """Offsets lie in the text in order, bounds are in order and those of the EDTF."""
    text = _text(data)
    before = 0
    for found in find_dates(text):
        assert before <= found.start < found.end <= len(text)
        before = found.end
        if found.date.lower and found.date.upper:
            assert found.date.lower <= found.date.upper
        if found.date.edtf:
            bounds(found.date.edtf)


def names(data: bytes) -> None:
    """Names of any writing have parts and a key, and two of them an order-free answer."""
    first, _, second = _text(data).partition("\n")
    for text in (first, second):
        name_key(parse_person(text))
        parse_name_line(text)
    assert match_texts(first, second).match == match_texts(second, first).match


def manifest(data: bytes) -> None:
    """A manifest is read or refused with its code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "manifest.csv")
        path.write_bytes(data)
        try:
            read = read_manifest(path)
        except ConfigError:
            return
    for name in read.rows:
        read.facts(name, 1)
        read.pages_beyond(name, 1)


def query(data: bytes) -> None:
    """A query is read, or refused with a place in it."""
    text = _text(data)
    try:
        parse_question(text)
    except QueryError as error:
        assert error.position is None or 0 <= error.position <= len(text)


def word_boxes(data: bytes) -> None:
    """A blob is refused, or gives words that pack and unpack to the same."""
    try:
        words = decode_words(data)
    except StoreError:
        return
    assert decode_words(encode_words(words)) == words


def image_address(data: bytes) -> None:
    """What is drawn lies in the picture, and its canonical address means the same."""
    parts = _text(data).split("/")
    if len(parts) != 4:
        return
    full = (2480, 3508)
    try:
        drawing = read_drawing(full, *parts)
    except ConfigError:
        return
    region = drawing.region
    whole = Box(0, 0, *full)
    assert region.width > 0 < region.height
    assert whole.left <= region.left < region.right <= whole.right
    assert whole.top <= region.top < region.bottom <= whole.bottom
    assert drawing.width > 0 < drawing.height
    assert read_drawing(full, *drawing.canonical(full).split("/")) == drawing


def file_names(data: bytes) -> None:
    """A name that a disk takes is listed once, and shown in one storable line."""
    name = data.replace(b"\0", b"").replace(b"/", b"")[:255]
    if name in (b"", b".", b".."):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name.decode("utf-8", "surrogateescape"))
        path.write_bytes(b"")
        (given,) = list_files([Path(folder)])
    assert given.path.name == path.name
    assert printable(given.name) == given.name
    assert given.name.encode("utf-8")


def page_text(data: bytes) -> None:
    """Page text is no page text, or refused, or gives words in order, each on the scan."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.xml")
        path.write_bytes(data)
        kind = text_kind(path)
        try:
            pages = read_texts(path, kind, len(data)) if kind else ()
        except SourceError:
            return
    for page in pages:
        try:
            made = fit(page, name="a", sha256="", width=2100, height=2970, dpi=300)
        except SourceError:
            continue
        reading, before = reading_of(made), 0
        for word in reading.words:
            assert before <= word.start < word.end <= len(reading.text)
            assert not any(letter.isspace() for letter in reading.text[word.start : word.end])
            assert 0 <= word.box.left < word.box.right <= 2100
            assert 0 <= word.box.top < word.box.bottom <= 2970
            assert 0 <= word.confidence <= 1
            before = word.end
        for region in made.layout.regions:
            assert 0 <= (region.start or 0) <= (region.end or 0) <= len(reading.text)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "references": references,
    "dates": dates,
    "names": names,
    "manifest": manifest,
    "query": query,
    "word_boxes": word_boxes,
    "image_address": image_address,
    "file_names": file_names,
    "page_text": page_text,
}
"""By name."""


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with: good ones of the target's kind, from the test data."""
    match target:
        case "references":
            yield from _column("refs/archival_refs.tsv")
        case "dates":
            yield from _column("dates/soviet_dates.tsv")
            yield from _column("dates/dates_edtf.tsv")
        case "names":
            for line in (_DATA / "names" / "name_pairs.tsv").read_text("utf-8").splitlines()[1:]:
                yield "\n".join(line.split("\t")[1:3]).encode()
        case "manifest":
            yield b'path,page,date,fond,sheet\n"a/1.jpg",,1937-10-15,175,12v\na/2.pdf,3,,,\n'
            yield "path;archive;title\nа.jpg;АП РК;«Дело»\n".encode()
        case "query":
            yield 'Сакен OR (person:"Ахмет Байтурсынов" AND NOT place:Алматы)'.encode()
            yield "date:1937/1938 арест* NEAR/5 троика -fond:175".encode()
        case "word_boxes":
            yield encode_words(())
        case "page_text":
            yield from (text.encode() for text in (ABBYY, OURS, TESSERACT, TRANSKRIBUS))
        case "image_address":
            yield b"0,0,1024,1024/512,/!90/default.jpg"
            yield b"pct:10,10,50.5,.5/^!200,200/0/bitonal.png"
        case _:
            yield "Ф. 109 Оп. 1/лист 12об.jpg".encode()


def _column(name: str) -> Iterator[bytes]:
    lines = (_DATA / name).read_text("utf-8").splitlines()[1:]
    yield from (line.split("\t")[0].encode() for line in lines if not line.startswith("#"))

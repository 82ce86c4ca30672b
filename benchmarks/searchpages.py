"""Make a record of made-up pages to search in: words by Zipf's law, names, dates, types."""

import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from sqlalchemy import Table, insert

from models.canonical import to_json
from models.database import Database
from models.documents.doc_types import DocTypeGuess
from models.page import SMALL_VALUES, Terms
from models.tables import (
    CollectionRow,
    EntityRow,
    MentionRow,
    PageRow,
    PageTextRow,
    PageValueRow,
    SourceRow,
)
from outputs.search.backends.tantivy import TantivyIndex
from tests.support.factories import A_MOMENT

COMMON, MIDDLING, RARE = "общее", "среднее", "редкое"
"""Words of a quarter, a hundredth and a ten-thousandth of the pages."""

SHARES: Final = ((COMMON, 0.25), (MIDDLING, 0.01), (RARE, 0.0001))
NAMES: Final = {"PERSON": (3, 0.2), "PLACE": (2, 0.005), "ORG": (1, 0.002)}
"""Of each label how many a page names, and how many different ones there are for each page."""

_WORDS: Final = 60_000
_POOL: Final = 8_000_000
_BATCH: Final = 5_000
_TYPES: Final = ("interrogation_protocol", "troika_extract", "arrest_resolution", "letter")
_SEED: Final = 1937


@dataclass(frozen=True, slots=True)
class Built:
    """A record with its tantivy index, and a plain FTS5 table `plain` in the same file."""

    database: Database
    index: TantivyIndex
    path: Path


def build(folder: Path, pages: int) -> Built:
    """Make the record unless the folder has it already."""
    path = folder / f"{pages}" / "record.sqlite"
    built = Built(Database(f"sqlite:///{path}"), TantivyIndex(path.parent / "index"), path)
    done = path.parent / "done"
    if done.is_file():
        built.index.settle(built.database)  # an index of an earlier layout is made again
        return built
    path.parent.mkdir(parents=True, exist_ok=True)
    started, cpu = time.perf_counter(), time.process_time()
    built.database.upgrade()
    _fill(built, pages)
    print(f"record: {_spent(started, cpu)}")
    started, cpu = time.perf_counter(), time.process_time()
    built.index.settle(built.database)
    print(f"tantivy: {_spent(started, cpu)}")
    started, cpu = time.perf_counter(), time.process_time()
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE plain USING fts5(body)")
    connection.execute("INSERT INTO plain(rowid, body) SELECT page_id, text FROM page_text")
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
    print(f"plain FTS5: {_spent(started, cpu)}")
    done.touch()
    return built


def _spent(started: float, cpu: float) -> str:
    wall, used = time.perf_counter() - started, time.process_time() - cpu
    return f"{wall:.0f} s, {used:.0f} s of CPU"


def texts(pages: int) -> Iterator[str]:
    """Page texts of 60 to 180 words; a term of ours is a word of the analyzer already."""
    chance = np.random.default_rng(_SEED)
    weights = 1 / np.arange(1, _WORDS + 1)
    shares = np.cumsum(weights / weights.sum())
    pool = np.searchsorted(shares, chance.random(_POOL))
    words = np.array([f"слово{number}" for number in range(_WORDS)], dtype=object)
    lengths = chance.integers(60, 180, pages)
    starts = chance.integers(0, _POOL - 200, pages)
    marked = {word: chance.random(pages) < share for word, share in SHARES}
    times = chance.geometric(0.5, pages)
    for page in range(pages):
        body = words[pool[starts[page] : starts[page] + lengths[page]]].tolist()
        for word, is_on in marked.items():
            if is_on[page]:
                for place in range(int(times[page])):
                    body.insert((place * 37 + page) % len(body), word)
        yield " ".join(body)


def _fill(built: Built, pages: int) -> None:
    entities = {label: max(int(pages * share), 5) for label, (_count, share) in NAMES.items()}
    with built.database.write() as connection:
        collection = {"id": 1, "code": "made", "created_at": A_MOMENT}
        connection.execute(insert(CollectionRow).values(**collection))
        source = {"id": 1, "collection_id": 1, "name": "made", "sha256": "0" * 64, "byte_size": 1}
        connection.execute(insert(SourceRow).values(**source))
        built.index.prepare(connection)
        first = 1
        for label, count in entities.items():
            ids = range(first, first + count)
            _add(connection, EntityRow, (_entity(number, label) for number in ids))
            first += count
        _add(connection, EntityRow, (_entity(first + day, "DATE") for day in range(1, 366 * 40)))
    batch: list[tuple[int, str]] = []
    for page_id, text in enumerate(texts(pages), 1):
        batch.append((page_id, text))
        if len(batch) == _BATCH or page_id == pages:
            _write(built, batch, entities)
            batch = []


def _write(built: Built, batch: list[tuple[int, str]], entities: dict[str, int]) -> None:
    chance = random.Random(batch[0][0])
    with built.database.write() as connection:
        _add(connection, PageRow, (_page(page_id) for page_id, _ in batch))
        _add(connection, PageTextRow, (_text(page_id, text) for page_id, text in batch))
        guesses = [to_json(SMALL_VALUES["doc_types"], (DocTypeGuess(t, 0.8),)) for t in _TYPES]
        values = ((page, chance.choice(guesses)) for page, _ in batch)
        rows = ({"page_id": page, "name": "doc_types", "content": each} for page, each in values)
        _add(connection, PageValueRow, rows)
        mentions = (each for page_id, _ in batch for each in _mentions(page_id, chance, entities))
        _add(connection, MentionRow, mentions)
        for page_id, text in batch:
            built.index.put(connection, page_id, Terms(text, "", ""))


def _add(connection: Any, row: Any, rows: Iterator[dict[str, Any]]) -> None:
    table: Table = row.__table__
    connection.execute(insert(table), list(rows))


def _entity(number: int, label: str) -> dict[str, Any]:
    name = f"{label} {number}"
    return {"id": number, "collection_id": 1, "label": label, "key": name, "normal": name}


def _page(page_id: int) -> dict[str, Any]:
    return {
        "id": page_id,
        "source_id": 1,
        "number": page_id,
        "collection_id": 1,
        "state": "done",
    }


def _text(page_id: int, text: str) -> dict[str, Any]:
    return {
        "page_id": page_id,
        "text": text,
        "words": b"",
        "word_count": 0,
        "confidence": 0.9,
        "language": "kk" if page_id % 10 == 0 else "ru",
        "image_sha256": "",
        "model": "",
    }


def _mentions(
    page_id: int, chance: random.Random, entities: dict[str, int]
) -> Iterator[dict[str, Any]]:
    first = 1
    common = {
        "page_id": page_id,
        "start": 0,
        "end": 1,
        "text": "",
        "normal": "",
        "confidence": 0.9,
        "source": "",
    }
    for label, count in entities.items():
        for _ in range(NAMES[label][0]):
            # The square makes some names far more frequent than others.
            number = first + int(count * chance.random() ** 2)
            yield {**common, "label": label, "entity_id": number, "lower": None, "upper": None}
        first += count
    day = chance.randrange(1, 366 * 40)
    at = A_MOMENT.date().replace(year=1918 + day // 366, month=1 + day % 12, day=1 + day % 28)
    yield {**common, "label": "DATE", "entity_id": first + day, "lower": at, "upper": at}

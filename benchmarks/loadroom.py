"""Make a workspace of made-up pages that has all a reading room shows: scans, boxes, sources."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from benchmarks.deliveries import make_delivery, read_pages
from benchmarks.searchpages import Built, build
from models.page import Box, Word
from models.page.wordboxes import encode_words

COPIES: Final = 12
"""Of each sample page in the delivery that is read meanwhile: more than a minute's work."""

SCANS: Final = 2_000
"""How many different scans the pages have: so many that pictures are seldom made already."""

PAGES_OF_A_SOURCE: Final = 100

RECORD: Final = "aigaq.db"

_COLUMNS: Final = 100
_WORD: Final = re.compile(r"\S+")
_SIZE: Final = (2480, 3508)


def make_room(cache: Path, pages: int) -> tuple[Path, Path]:
    """Make the workspace and a delivery to read beside it, unless they are there: their folders."""
    built = build(cache, pages)
    batch = cache / "batch"
    if not (batch / "delivery" / "manifest.csv").is_file():
        shutil.rmtree(batch, ignore_errors=True)
        batch.mkdir()
        make_delivery(batch, COPIES)
    return furnish(built, batch / "samples"), batch / "delivery"


@contextmanager
def fresh(room: Path) -> Iterator[Path]:
    """A copy of the workspace to write to, without pictures that an earlier call made."""
    workspace = room.parent / "work"
    shutil.rmtree(workspace, ignore_errors=True)
    (workspace / "blobs").mkdir(parents=True)
    shutil.copy(room / RECORD, workspace / RECORD)
    shutil.copytree(room / "index", workspace / "index")
    shutil.copytree(room / "blobs", workspace / "blobs", copy_function=os.link, dirs_exist_ok=True)
    try:
        yield workspace
    finally:
        shutil.rmtree(workspace)


def furnish(built: Built, samples: Path) -> Path:
    """Make the workspace beside the built record, unless it is there; returns its folder."""
    room = built.path.parent / "room"
    done = room / "done"
    if done.is_file():
        return room
    shutil.rmtree(room, ignore_errors=True)
    scans = _link_scans(samples, room / "blobs")
    shutil.copytree(built.path.parent / "index", room / "index")
    with (
        closing(sqlite3.connect(built.path)) as source,
        closing(sqlite3.connect(room / RECORD)) as target,
    ):
        source.backup(target)
        target.execute("DROP TABLE plain")
        _part_sources(target)
        _give_scans(target, scans)
        _settle(target, samples)
        target.commit()
        target.execute("ANALYZE")
    done.touch()
    return room


def _link_scans(samples: Path, blobs: Path) -> list[str]:
    """Scans of the samples under many digests, so that no picture of one serves another."""
    scans = [path for _, _, path, geometry, _ in read_pages(samples) if not geometry.rotation]
    digests = []
    for number in range(SCANS):
        digest = sha256(str(number).encode()).hexdigest()
        path = blobs / digest[:2] / digest[2:4] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.hardlink_to(scans[number % len(scans)])
        digests.append(digest)
    return digests


def _part_sources(target: sqlite3.Connection) -> None:
    (pages,) = target.execute("SELECT max(id) FROM page").fetchone()
    target.executemany(
        "INSERT INTO source (id, collection_id, name, sha256, byte_size) VALUES (?, 1, ?, ?, 1)",
        (
            (number, f"{number:05}.pdf", sha256(str(number).encode()).hexdigest())
            for number in range(2, 2 + (pages - 1) // PAGES_OF_A_SOURCE)
        ),
    )
    target.execute(
        "UPDATE page SET source_id = 1 + (id - 1) / ?, number = 1 + (id - 1) % ?",
        [PAGES_OF_A_SOURCE, PAGES_OF_A_SOURCE],
    )


def _give_scans(target: sqlite3.Connection, scans: list[str]) -> None:
    texts = target.execute("SELECT page_id, text FROM page_text").fetchall()
    target.executemany(
        "UPDATE page SET image_sha256 = ?, width = ?, height = ?, dpi = 300 WHERE id = ?",
        ((scans[page % SCANS], *_SIZE, page) for page, _ in texts),
    )
    set_texts = ((page, set_type(text)) for page, text in texts)
    target.executemany(
        "UPDATE page_text SET words = ?, word_count = ?, image_sha256 = ? WHERE page_id = ?",
        ((encode_words(words), len(words), scans[page % SCANS], page) for page, words in set_texts),
    )


def set_type(text: str) -> tuple[Word, ...]:
    """Boxes as a typewriter would set a text: 20 by 40 pixels a character, 100 a line."""
    words = []
    for found in _WORD.finditer(text):
        line, column = divmod(found.start(), _COLUMNS)
        box = Box(120 + 20 * column, 150 + 60 * line, 20 * len(found.group()), 40)
        words.append(Word(found.start(), found.end(), box, 0.9, 0, line))
    return tuple(words)


def _settle(target: sqlite3.Connection, samples: Path) -> None:
    """Count every stage of every page as done, so that a run looks at new pages only."""
    with closing(sqlite3.connect(samples / RECORD)) as source:
        stages = source.execute("SELECT DISTINCT stage FROM ledger").fetchall()
    for (stage,) in stages:
        target.execute(
            "INSERT INTO ledger (page_id, stage, state, blank, executions, failures)"
            " SELECT id, ?, 'done', false, 1, 0 FROM page",
            [stage],
        )

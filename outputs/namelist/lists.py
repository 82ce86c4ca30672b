"""Lists that are looked up behind the scenes: kept as files, taken up again after a restart."""

import fcntl
import json
import re
import secrets
import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Final

from models import audit
from models.database import Database
from models.errors import (
    LIST_FAILED,
    LIST_UNKNOWN,
    LISTS_BUSY,
    AigaqError,
    ConfigError,
)
from models.people.proposals import Matcher
from outputs.collections import collection_id
from outputs.namelist.answers import Record, answer
from outputs.namelist.reading import Listed, read_names

KEPT: Final = timedelta(days=30)
"""How long a list is kept after it was sent."""

MOST_WAITING: Final = 20
"""How many lists may wait or be worked on; who sends one more is asked to come back."""

_CHUNK: Final = 50  # names between two looks at the record, and two signs of progress
_KEY: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class ListState:
    """How far a list is.

    Attributes:
        key: its name in addresses, which nobody can guess.
        total: its names.
        done: those that were looked up.
        collection: code of the collection that is searched, None for all.
        sent_at: when it came.
        failed: code of the error that ended it, or None.
    """

    key: str
    total: int
    done: int
    collection: str | None
    sent_at: datetime
    failed: str | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.failed is not None or self.done == self.total


class NameLists:
    """The lists under one folder; several processes may share it."""

    def __init__(self, folder: Path, database: Database, matcher: Matcher) -> None:
        self._folder = folder
        self._database = database
        self._matcher = matcher
        self._waiting: SimpleQueue[str] = SimpleQueue()
        self._worker: Thread | None = None
        self._starting = Lock()

    def resume(self) -> None:
        """Take up what an earlier process left undone."""
        for key in self._keys():
            if not self.find(key).ended:
                self._enqueue(key)

    def submit(self, text: str, *, actor: str, collection: str | None = None) -> ListState:
        """Take a list in; it is looked up in its turn.

        Args:
            text: the list.
            actor: who sends it, for the audit, which does not name the key: it opens the list.
            collection: code of the collection to search, None for all.

        Raises:
            ConfigError: the list cannot be read, there is no such collection, or too many wait.
        """
        names = read_names(text)
        with self._database.read() as connection:
            collection_id(connection, collection)
        self._forget_old()
        if sum(not self.find(key).ended for key in self._keys()) >= MOST_WAITING:
            raise ConfigError(LISTS_BUSY, str(MOST_WAITING))
        key = secrets.token_hex(16)
        place = self._folder / key
        place.mkdir(parents=True)
        (place / "answers.jsonl").touch()
        (place / "names.txt").write_text(text, encoding="utf-8", newline="")
        _write_json(place / "progress.json", {"done": 0, "bytes": 0, "failed": None})
        # Written last: a list without it was never acknowledged.
        sent_at = datetime.now(UTC).isoformat(timespec="seconds")
        asked = {"total": len(names), "collection": collection, "sent_at": sent_at}
        with self._database.write() as connection:
            about = {"names": len(names), "collection": collection}
            audit.take_down(connection, actor, "send list", "list of names", **about)
            _write_json(place / "asked.json", asked)
        self._enqueue(key)
        return self.find(key)

    def find(self, key: str) -> ListState:
        """The state of a list.

        Raises:
            ConfigError: `list-unknown`.
        """
        place = self._place(key)
        asked, progress = _read_json(place / "asked.json"), _read_json(place / "progress.json")
        return ListState(
            key=key,
            total=asked["total"],
            done=progress["done"],
            collection=asked["collection"],
            sent_at=datetime.fromisoformat(asked["sent_at"]),
            failed=progress["failed"],
        )

    def answers(self, key: str, *, start: int = 0, limit: int | None = None) -> Iterator[Record]:
        """The answers that are there, in the list's order, from the `start`-th on."""
        done = self.find(key).done
        end = done if limit is None else min(done, start + limit)
        with (self._place(key) / "answers.jsonl").open(encoding="utf-8") as lines:
            for line in islice(lines, start, max(start, end)):
                yield json.loads(line)

    def _place(self, key: str) -> Path:
        place = self._folder / key
        if not _KEY.fullmatch(key) or not (place / "asked.json").is_file():
            raise ConfigError(LIST_UNKNOWN)
        return place

    def _keys(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        return sorted(
            each.name for each in self._folder.iterdir() if (each / "asked.json").is_file()
        )

    def _forget_old(self) -> None:
        """Remove the lists sent too long ago, and what a kill left of ones never acknowledged."""
        oldest = (datetime.now(UTC) - KEPT).timestamp()
        for place in self._folder.iterdir() if self._folder.is_dir() else ():
            asked = place / "asked.json"
            if (asked if asked.is_file() else place).stat().st_mtime < oldest:
                shutil.rmtree(place, ignore_errors=True)

    def _enqueue(self, key: str) -> None:
        self._waiting.put(key)
        with self._starting:
            if self._worker is None:
                # It only reads the record and its files outlive it, so it may die with the process.
                self._worker = Thread(target=self._work, name="name lists", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        while True:
            key = self._waiting.get()
            with suppress(OSError, ConfigError):  # forgotten meanwhile, or held by another process
                self._look_up(self._place(key))

    def _look_up(self, place: Path) -> None:
        with _held(place):
            progress = _read_json(place / "progress.json")
            try:
                for done, size in _answer_all(place, progress, self._database, self._matcher):
                    progress = {"done": done, "bytes": size, "failed": None}
                    _write_json(place / "progress.json", progress)
            except AigaqError as error:
                _write_json(place / "progress.json", {**progress, "failed": error.code})
            except Exception:  # noqa: BLE001 - a bug that one list meets must not stop the others
                traceback.print_exc()
                _write_json(place / "progress.json", {**progress, "failed": LIST_FAILED})


def answer_names(
    names: list[Listed], database: Database, matcher: Matcher, *, collection: str | None = None
) -> Iterator[list[Record]]:
    """Look names up, some at a time, each time in the record as it is then."""
    for start in range(0, len(names), _CHUNK):
        with database.read() as connection:
            chosen = collection_id(connection, collection)
            yield [
                answer(connection, each, matcher, collection_id=chosen).as_record()
                for each in names[start : start + _CHUNK]
            ]


def _answer_all(
    place: Path, progress: dict[str, Any], database: Database, matcher: Matcher
) -> Iterator[tuple[int, int]]:
    """Write what is missing of a list's answers; yields how many there are, and their bytes."""
    asked = _read_json(place / "asked.json")
    names = read_names((place / "names.txt").read_bytes().decode("utf-8"))
    done = progress["done"]
    with (place / "answers.jsonl").open("r+b") as file:
        file.truncate(progress["bytes"])  # what was written but not acknowledged
        file.seek(progress["bytes"])
        rest = names[done:]
        for records in answer_names(rest, database, matcher, collection=asked["collection"]):
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            file.flush()
            done += len(records)
            yield done, file.tell()


@contextmanager
def _held(place: Path) -> Iterator[None]:
    """Keep other processes from the list; raises OSError while one has it."""
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _write_json(path: Path, content: dict[str, Any]) -> None:
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)

"""Make a workspace out of a backup, every file held against its digest on the way."""

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from ingest.storing import storing
from models.bag import PAYLOAD, Bag, Item
from models.blobs import BlobStore, digest_of
from models.errors import (
    ARGUMENT_INVALID,
    BACKUP_DAMAGED,
    RESTORE_ELSEWHERE,
    WORKSPACE_FILLED,
    ConfigError,
    FixityError,
)
from models.holding import held
from pipeline.backup import (
    BLOBS,
    CONFIG,
    IDENTITY,
    MADE_AT,
    RECEIPTS,
    RECORD,
    THREADS,
    copy_blob,
    with_uses,
)
from pipeline.soundness import Fault
from pipeline.verify import missing_files
from pipeline.workspace import Workspace

# The record takes its name last, so a workspace that is half restored is known by this one.
_PART: Final = "aigaq.db.part"
_RESTORED: Final = {"lock", _PART, BLOBS, RECEIPTS, CONFIG, "cache"}
_BATCH: Final = 1024


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a backup: when it was made, how many files came back, what is not whole."""

    made_at: str
    files: int
    faults: list[Fault]


def restore(
    workspace: Workspace,
    folder: Path,
    *,
    stopped: Callable[[], bool],
    progress: Callable[[float], None],
) -> Restored | None:
    """Fill an empty workspace; one that was broken off is gone on with.

    Without a whole record nothing is restored. Of the stored files those that are whole are, and
    the others are named. Indexes and caches are not in a backup: they are made anew.

    Returns:
        None when it was broken off.

    Raises:
        ConfigError: the workspace is not empty, or the folder is no backup.
        FixityError: the backup's manifest or record is damaged.
        StoreError: the workspace cannot be written.
    """
    if workspace.settings.database is not None:
        raise ConfigError(RESTORE_ELSEWHERE, "database")
    bag = Bag(folder)
    if IDENTITY not in bag.info():
        raise ConfigError(ARGUMENT_INVALID, str(folder))
    with held(workspace.root), storing():
        _refuse_filled(workspace.root)
        _bring_record(bag, workspace.root)
        files, broken = 0, dict[str, Fault]()
        total = int(bag.info()["Payload-Oxum"].partition(".")[2])
        for fault in _bring_files(bag, workspace):
            files += 1
            progress(files / total)
            if fault is not None:
                broken[fault.subject] = fault
            if stopped():
                return None
        if workspace.settings.blobs is None:  # others may be writing to a shared folder
            workspace.blobs.drop_unfinished()
        (workspace.root / _PART).replace(workspace.root / "aigaq.db")
        faults = with_uses(missing_files(workspace.database, workspace.blobs), broken)
    return Restored(bag.info()[MADE_AT], files - len(broken) + 1, faults)


def _refuse_filled(root: Path) -> None:
    there = {path.name for path in root.iterdir()}
    allowed = _RESTORED if _PART in there else {"lock"}
    if not there <= allowed:
        raise ConfigError(WORKSPACE_FILLED, str(root))


def _bring_record(bag: Bag, root: Path) -> None:
    items = [item for item in bag.items() if PurePosixPath(item.path).match(f"{PAYLOAD}/{RECORD}")]
    if len(items) != 1:
        raise FixityError(BACKUP_DAMAGED, f"{len(items)} × {RECORD}")
    fault = _bring(items[0], bag, root / _PART)
    if fault is not None:
        (root / _PART).unlink(missing_ok=True)
        raise FixityError(BACKUP_DAMAGED, items[0].path)


def _bring_files(bag: Bag, workspace: Workspace) -> Iterator[Fault | None]:
    """All files but the record, some at a time; gives None, or the fault, for each."""
    waiting = (
        item for item in bag.items() if not PurePosixPath(item.path).match(f"{PAYLOAD}/{RECORD}")
    )
    with ThreadPoolExecutor(THREADS) as threads:
        while batch := list(islice(waiting, _BATCH)):
            yield from threads.map(partial(_bring_file, bag, workspace), batch)


def _bring_file(bag: Bag, workspace: Workspace, item: Item) -> Fault | None:
    """Bring one file to its place; a manifest leads to no other."""
    blobs = BlobStore(bag.payload / BLOBS)
    if item.path == blobs.path(item.sha256).relative_to(bag.root).as_posix():
        return copy_blob(blobs, workspace.blobs, item.sha256)
    match PurePosixPath(item.path).parts:
        case (root, name) if root == PAYLOAD and name == CONFIG:
            return _bring(item, bag, workspace.root / CONFIG)
        case (root, folder, name) if (root, folder) == (PAYLOAD, RECEIPTS) and name != "..":
            return _bring(item, bag, workspace.receipts / name)
    return Fault(BACKUP_DAMAGED, item.path, "")


def _bring(item: Item, bag: Bag, target: Path) -> Fault | None:
    source = bag.root / item.path
    if not source.is_file():
        return Fault(BACKUP_DAMAGED, item.path, "")
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as stream, target.open("wb") as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        os.fsync(copy.fileno())
    return None if digest_of(target) == item.sha256 else Fault(BACKUP_DAMAGED, item.path, "")

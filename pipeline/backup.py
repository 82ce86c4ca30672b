"""Copy a workspace, in use or not, into a bag; what the bag has already is not copied again."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import yaml
from sqlalchemy import URL, select

from ingest.storing import storing
from models.bag import Bag, Item
from models.blobs import Blobs, BlobStore, digest_of, fixity
from models.canonical import digest
from models.database import Database
from models.errors import (
    ARGUMENT_INVALID,
    BACKUP_FOREIGN,
    ConfigError,
    FixityError,
    StoreError,
)
from models.holding import held
from models.tables import CollectionRow
from pipeline.doctor import show_settings
from pipeline.soundness import Fault
from pipeline.verify import look, missing_files
from pipeline.workspace import Workspace

RECORD: Final = "aigaq-*.db"
CONFIG: Final = "config.yaml"
BLOBS: Final = "blobs"
RECEIPTS: Final = "receipts"
IDENTITY: Final = "Internal-Sender-Identifier"
MADE_AT: Final = "Aigaq-Made-At"
THREADS: Final = 8
"""Each waits for the medium after each file; together they wait once."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds now.

    Attributes:
        files: in the bag.
        bytes: of them together.
        copied: stored files that the bag did not have before.
        faults: of the workspace: stored files that could not be taken into the bag.
        complete: False when it was broken off; the bag is the former one then.
    """

    files: int
    bytes: int
    copied: int
    faults: list[Fault]
    complete: bool = True


def back_up(
    workspace: Workspace,
    folder: Path,
    *,
    stopped: Callable[[], bool],
    progress: Callable[[float], None],
) -> BackedUp:
    """Bring a bag up to the state of the workspace, which may be written to meanwhile.

    The record is copied first, the stored files after it: a file is stored before the record
    names it and never removed, so all that the copy names is found. The former bag stays whole
    until the new manifest takes the place of its own.

    Raises:
        ConfigError: the folder holds something else.
        StoreError: the folder cannot be written, or another backup is writing to it.
    """
    if folder.is_relative_to(workspace.root):
        raise ConfigError(ARGUMENT_INVALID, f"{folder} lies in {workspace.root}")
    database, bag = workspace.existing(), Bag(folder)
    identity = _identity(database)
    _refuse_foreign(bag, identity)
    with held(folder), storing():
        now = datetime.now(UTC)
        info = {"Bag-Software-Agent": f"aigaq {version('aigaq')}", IDENTITY: identity}
        if not bag.info():
            bag.declare(info)
        record = bag.payload / RECORD.replace("*", now.strftime("%Y%m%dT%H%M%S%fZ"))
        database.copy_to(record)
        blobs = BlobStore(bag.payload / BLOBS)
        copied, broken = 0, dict[str, Fault]()
        for fault in _copy_new(workspace.blobs, blobs, progress):
            if fault is None:
                copied += 1
            else:
                broken[fault.subject] = fault
            if stopped():
                return BackedUp(0, 0, copied, list(broken.values()), complete=False)
        faults = _faults_of_copy(record, blobs, broken)
        _copy_receipts(workspace.receipts, bag.payload / RECEIPTS)
        _write_config(workspace, bag.payload / CONFIG)
        blobs.drop_unfinished()
        info |= {"Bagging-Date": now.date().isoformat(), MADE_AT: now.isoformat()}
        files, size = bag.seal(_items(bag, record), info)
        for former in set(bag.payload.glob("aigaq-*")) - {record}:
            former.unlink()
    return BackedUp(files, size, copied, faults)


def _identity(database: Database) -> str:
    """What stays of a workspace for ever: when, to the microsecond, its first collection began."""
    first = select(CollectionRow.code, CollectionRow.created_at).order_by(CollectionRow.id)
    with database.read() as connection:
        row = connection.execute(first.limit(1)).first()
    return digest(f"{row.code} {row.created_at.isoformat()}".encode() if row else b"")


def _refuse_foreign(bag: Bag, identity: str) -> None:
    known = bag.info().get(IDENTITY)
    is_filled = bag.root.exists() and any(each.name != "lock" for each in bag.root.iterdir())
    if known != identity and (known is not None or is_filled):
        raise ConfigError(BACKUP_FOREIGN, str(bag.root))


def _copy_new(
    blobs: Blobs, copies: BlobStore, progress: Callable[[float], None]
) -> Iterator[Fault | None]:
    """Copy what is not there yet; gives None, or the fault, for each file."""
    with ThreadPoolExecutor(THREADS) as threads:
        for number, prefix in enumerate(fixity.PREFIXES):
            new = [name for name in sorted(blobs.digests(prefix)) if name not in copies]
            yield from threads.map(partial(copy_blob, blobs, copies), new)
            progress((number + 1) / len(fixity.PREFIXES))


def copy_blob(blobs: Blobs, copies: Blobs, name: str) -> Fault | None:
    """Copy one file under its digest, unless it is there; gives what is wrong with it, if so.

    Raises:
        StoreError: the file is whole, and its copy cannot be written.
    """
    if name in copies:
        return None
    try:
        with blobs.open(name) as stream:
            copies.take_over(name, stream)
    except (FixityError, StoreError, OSError):
        outcome = look(name, partial(blobs.rehash, name))
        if outcome == fixity.INTACT:
            raise
        return Fault(outcome, name, "")
    return None


def with_uses(missing: Iterable[Fault], broken: Mapping[str, Fault]) -> list[Fault]:
    """Say of what is missing in a copy who needs it, and what was wrong when it was copied."""
    needed = [
        replace(each, code=broken[each.subject].code) if each.subject in broken else each
        for each in missing
    ]
    named = {each.subject for each in needed}
    return [*needed, *(each for each in broken.values() if each.subject not in named)]


def _faults_of_copy(record: Path, blobs: BlobStore, broken: Mapping[str, Fault]) -> list[Fault]:
    copy = Database(str(URL.create("sqlite", database=str(record))))
    try:
        return with_uses(missing_files(copy, blobs), broken)
    finally:
        copy.close()


def _copy_receipts(receipts: Path, copies: Path) -> None:
    """Receipts are few and small: all are copied."""
    copies.mkdir(exist_ok=True)
    for path in receipts.glob("delivery-*[nv]"):
        shutil.copyfile(path, copies / path.name)


def _write_config(workspace: Workspace, path: Path) -> None:
    """The effective settings, their secrets hidden."""
    shown: dict[str, Any] = show_settings(workspace.settings)
    path.write_text(yaml.safe_dump(shown, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _items(bag: Bag, record: Path) -> Iterator[Item]:
    blobs = BlobStore(bag.payload / BLOBS)
    for prefix in fixity.PREFIXES:
        for name in sorted(blobs.digests(prefix)):
            yield Item(blobs.path(name).relative_to(bag.root).as_posix(), name)
    for path in (record, bag.payload / CONFIG, *(bag.payload / RECEIPTS).iterdir()):
        yield Item(path.relative_to(bag.root).as_posix(), digest_of(path))

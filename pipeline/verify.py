"""Hash the stored files again, a round at a time, and hold them against the record both ways."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from models.blobs import Blobs, digest_of, fixity
from models.blobs.fixity import Check
from models.database import Database
from models.errors import (
    BLOB_CHANGED,
    BLOB_MISSING,
    BLOB_UNREADABLE,
    SOURCE_CHANGED,
    SOURCE_UNREADABLE,
)
from pipeline.soundness import Fault

_BATCH: Final = 64

Named = dict[str, list[str | None]]


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a call got.

    Attributes:
        round: number of the round it belongs to.
        started_at: of that round, which may be an earlier call's.
        ended: whether every stored file was looked at in this round.
        share: of the round that is done, 0 to 1.
        files: looked at in this call.
        unnamed: of these, how many the record does not name: replaced ones, or not yet named.
    """

    round: int
    started_at: datetime
    ended: bool
    share: float
    files: int
    unnamed: int


class Verifier:
    """Looks at stored files in the order of their digests, and goes on where it stopped.

    Digests are spread evenly, so the last one says which share of a round is done.
    """

    def __init__(self, database: Database, blobs: Blobs, *, threads: int) -> None:
        self._database = database
        self._blobs = blobs
        self._threads = threads

    def check(self, *, stopped: Callable[[], bool], progress: Callable[[float], None]) -> Checked:
        """Go on with the round, or begin one, until it ends or `stopped` says so.

        At least one batch is looked at, so that calls with however little time end the round.
        """
        with self._database.write() as connection:
            begun = fixity.open_round(connection)
        position, files, unnamed = begun.position, 0, 0
        with ThreadPoolExecutor(self._threads) as threads:
            for batch, named in self._batches(begun.position):
                found = threads.map(self._look, batch, map(named.get, batch))
                position, files = batch[-1], files + len(batch)
                unnamed += sum(digest not in named for digest in batch)
                self._write(list(found), begun.id, position, begun.files + files)
                progress(_share(position))
                if stopped():
                    share = _share(position)
                    return Checked(begun.id, begun.started_at, False, share, files, unnamed)
        with self._database.write() as connection:
            total = begun.files + files
            fixity.move_round(connection, begun.id, position=position, files=total, ended=True)
        progress(1.0)
        return Checked(begun.id, begun.started_at, True, 1.0, files, unnamed)

    def _batches(self, after: str) -> Iterator[tuple[list[str], Named]]:
        """All that is named or stored, in order; named is read first, so nothing new is missed."""
        for prefix in fixity.PREFIXES:
            if prefix < after[:1]:
                continue
            with self._database.read() as connection:
                named = fixity.named_files(connection, prefix)
            there = self._blobs.digests(prefix)
            waiting = iter(sorted(each for each in {*named, *there} if each > after))
            while batch := list(islice(waiting, _BATCH)):
                yield batch, named

    def _write(self, found: Sequence[Check], number: int, position: str, files: int) -> None:
        with self._database.write() as connection:
            fixity.write_checks(connection, found, datetime.now(UTC))
            fixity.move_round(connection, number, position=position, files=files)

    def _look(self, digest: str, places: Sequence[str | None] | None) -> Check:
        elsewhere = [Path(place) for place in places or () if place is not None]
        if len(elsewhere) == len(places or ()) and elsewhere and digest not in self._blobs:
            return Check(digest, _best(digest, elsewhere))
        return Check(digest, look(digest, partial(self._blobs.rehash, digest)))

    def look_again(self) -> None:
        """Look again at what was not intact, since that may have been mended."""
        with self._database.read() as connection:
            known = [each.sha256 for each in fixity.standing_faults(connection)]
            named = {each: fixity.named_files(connection, each).get(each) for each in known}
        found = [
            self._look(each, named[each])
            for each in known
            if named[each] is not None or each in self._blobs
        ]
        with self._database.write() as connection:
            fixity.write_checks(connection, found, datetime.now(UTC))

    def standing_faults(self) -> list[Fault]:
        """What was not intact at its last look, and is needed or could be taken for whole."""
        with self._database.read() as connection:
            standing = [
                (each, fixity.uses_of(connection, each.sha256))
                for each in fixity.standing_faults(connection)
            ]
        return [
            Fault(each.outcome, each.sha256, ", ".join(uses))
            for each, uses in standing
            if uses or each.sha256 in self._blobs
        ]


def missing_files(database: Database, blobs: Blobs) -> Iterator[Fault]:
    """Find what the record names and the blob store does not have, without reading a file."""
    for prefix in fixity.PREFIXES:
        with database.read() as connection:
            named = fixity.named_files(connection, prefix)
            needed = {each for each, places in named.items() if None in places}
            for digest in sorted(needed.difference(blobs.digests(prefix))):
                uses = ", ".join(fixity.uses_of(connection, digest))
                yield Fault(BLOB_MISSING, digest, uses)


def _share(position: str) -> float:
    return int(position[:8], 16) / 16**8


def _best(digest: str, places: Sequence[Path]) -> str:
    """The outcome for an original that was left where it lies, perhaps in several places."""
    outcomes = {look(digest, partial(digest_of, place, from_medium=True)) for place in places}
    if fixity.INTACT in outcomes:
        return fixity.INTACT
    return SOURCE_CHANGED if BLOB_CHANGED in outcomes else SOURCE_UNREADABLE


def look(digest: str, rehash: Callable[[], str]) -> str:
    """Hash a file again: `INTACT`, or the code of what is wrong with it."""
    try:
        found = rehash()
    except FileNotFoundError:
        return BLOB_MISSING
    except OSError:
        return BLOB_UNREADABLE
    return fixity.INTACT if found == digest else BLOB_CHANGED

"""What a hostile file, a killed child or a killed program may do to a delivery: nothing lasting."""

import errno
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import func, select

from benchmarks.bombs import nested_forms
from ingest.accession import ingest
from ingest.options import IngestOptions, Limits
from ingest.receipt import ReceiptLine
from models.blobs import BlobStore
from models.database import Database
from models.decoding.confinement import allow_seconds, can_cut_off_network
from models.decoding.decoders import Decoders, Failure
from models.errors import (
    SOURCE_CORRUPT,
    SOURCE_MEMORY,
    SOURCE_OUTPUT,
    SOURCE_TIMEOUT,
    SOURCE_TOO_LARGE,
)
from models.tables import DeliveryItemRow, DeliveryRow, PageRow, SourceRow


def start_a_long_child(seconds: int) -> None:
    subprocess.run(["sleep", str(seconds)], check=False)


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def swell(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def be_refused_memory(number: int) -> None:
    raise OSError(number, os.strerror(number))


LEAKED: list[bytearray] = []


def leak(megabytes: int) -> None:
    LEAKED.append(bytearray(megabytes << 20))


def burn(seconds: int) -> None:
    allow_seconds(0)
    ends = time.process_time() + seconds
    while time.process_time() < ends:
        pass


def write(megabytes: int) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(bytes(megabytes << 20))


def keep(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        BlobStore(Path(folder)).add_bytes(bytes(megabytes << 20))


def connect(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=2).close()


def misbehave() -> None:
    raise LookupError("a bug")


def make_decoders(limits: Limits) -> Decoders:
    return Decoders(1, limits.bounds, pixels=limits.pixels)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ((time.sleep, 60), SOURCE_TIMEOUT),
        ((die, signal.SIGSEGV), SOURCE_CORRUPT),
        ((die, signal.SIGKILL), SOURCE_MEMORY),
        ((swell, 4000), SOURCE_MEMORY),
        ((be_refused_memory, errno.ENOMEM), SOURCE_MEMORY),
        ((be_refused_memory, errno.EIO), SOURCE_CORRUPT),
        ((burn, 60), SOURCE_TIMEOUT),
        ((write, 9), SOURCE_OUTPUT),
        ((keep, 9), SOURCE_OUTPUT),
    ],
)
def test_what_happens_to_a_child_has_a_code_and_the_next_call_works(
    monkeypatch: pytest.MonkeyPatch, call: tuple[Callable[..., None], int], code: str
) -> None:
    monkeypatch.setattr("models.decoding.decoders._GRACE_SECONDS", 0)
    decoders = make_decoders(Limits(seconds=2, megabytes=1024, file_megabytes=8))
    try:
        failure = decoders.finish(decoders.start(*call))
        assert isinstance(failure, Failure)
        assert failure.code == code
        assert decoders.finish(decoders.start(swell, 1)) == 1 << 20
    finally:
        decoders.stop()


def test_a_file_does_not_pay_for_what_the_files_before_it_leaked() -> None:
    decoders = make_decoders(Limits(seconds=20, megabytes=1024))
    try:
        assert decoders.finish(decoders.start(leak, 400)) is None
        assert decoders.finish(decoders.start(swell, 400)) == 400 << 20
        assert decoders.finish(decoders.start(swell, 401)) == 401 << 20
    finally:
        decoders.stop()


@pytest.mark.skipif(not can_cut_off_network(), reason="this system forbids it")
def test_a_decoder_reaches_no_network() -> None:
    decoders = make_decoders(Limits(seconds=20))
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            connect(server.getsockname()[1])
            failure = decoders.finish(decoders.start(connect, server.getsockname()[1]))
    finally:
        decoders.stop()
    assert isinstance(failure, Failure)
    assert "unreachable" in failure.detail


def test_an_unforeseen_error_keeps_its_traceback() -> None:
    decoders = make_decoders(Limits(seconds=20))
    try:
        failure = decoders.finish(decoders.start(misbehave))
        assert isinstance(failure, Failure)
        assert "misbehave" in (failure.traceback or "")
    finally:
        decoders.stop()


def test_a_program_that_a_child_started_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.decoding.decoders._GRACE_SECONDS", 0)
    decoders = make_decoders(Limits(seconds=1))
    # A number of seconds that nothing else on the machine sleeps for.
    seconds = 86000 + os.getpid() % 1000
    try:
        failure = decoders.finish(decoders.start(start_a_long_child, seconds))
        assert isinstance(failure, Failure)
        assert failure.code == SOURCE_TIMEOUT
    finally:
        decoders.stop()
    command = ["sleep", str(seconds)]
    left = [each for each in Path("/proc").glob("[0-9]*/cmdline") if _command(each) == command]
    assert left == []


def _command(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\0")[:-1]
    except OSError:
        return []


def test_a_bomb_costs_the_limit_and_the_rest_goes_on(tmp_path: Path) -> None:
    delivery = tmp_path / "delivery"
    delivery.mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page().MediaBox = pikepdf.Array([0, 0, 1_000_000, 1_000_000])
        pdf.save(delivery / "a_bomb.pdf")
    (delivery / "b_bomb.pdf").write_bytes(nested_forms())
    Image.new("L", (60, 80), 90).save(delivery / "c.png")
    database = _record(tmp_path)
    began = time.monotonic()
    receipt = ingest(
        [delivery],
        collection="cases",
        manifest=None,
        database=database,
        blobs=BlobStore(tmp_path / "blobs"),
        options=IngestOptions(limits=Limits(seconds=2, megabytes=1024)),
        workers=1,
        receipts=tmp_path,
        on_file=lambda line, done, total: None,
    )
    database.close()
    assert time.monotonic() - began < 30
    codes = [line.code for line in receipt.lines]
    assert codes == [SOURCE_TOO_LARGE, SOURCE_TIMEOUT, None]
    assert list((tmp_path / "blobs" / "incoming").iterdir()) == []


def _record(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder / 'record.sqlite'}")
    database.upgrade()
    return database


KILLED = """
import os, signal, sys
from pathlib import Path
from ingest.accession import ingest
from ingest.options import IngestOptions
from models.blobs import BlobStore
from models.decoding.confinement import allow_seconds, can_cut_off_network
from models.database import Database

folder = Path(sys.argv[1])

def on_file(line, done, total):
    if done == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    database = Database(f"sqlite:///{folder / 'record.sqlite'}")
    database.upgrade()
    ingest([folder / "delivery"], collection="cases", manifest=None, database=database,
           blobs=BlobStore(folder / "blobs"), options=IngestOptions(), workers=2,
           receipts=folder / "receipts", on_file=on_file)
"""


def test_after_kill_9_the_same_call_completes_the_rest(tmp_path: Path) -> None:
    (tmp_path / "delivery").mkdir()
    for number in range(8):
        Image.new("L", (60, 80), number * 20).save(tmp_path / "delivery" / f"{number}.png")
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}

    def call(files: int) -> int:
        command = [sys.executable, str(script), str(tmp_path), str(files)]
        return subprocess.run(command, env=environment, check=False, timeout=60).returncode

    assert call(3) == -signal.SIGKILL
    assert call(-1) == 0
    database = _record(tmp_path)
    with database.read() as connection:
        for table, count in ((SourceRow, 8), (PageRow, 8), (DeliveryRow, 2)):
            found = connection.execute(select(func.count()).select_from(table)).scalar_one()
            assert found == count
        outcomes = connection.execute(
            select(DeliveryItemRow.outcome).where(DeliveryItemRow.delivery_id == 2)
        ).scalars()
        assert sorted(outcomes) == ["registered"] * 5 + ["unchanged"] * 3
    database.close()


class _StopError(Exception):
    pass


def test_stopping_midway_leaves_no_child_and_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "delivery").mkdir()
    for number in range(12):
        Image.new("L", (60, 80), number * 20).save(tmp_path / "delivery" / f"{number}.png")
    database = _record(tmp_path)

    def stop(line: ReceiptLine, done: int, total: int) -> None:
        raise _StopError

    with pytest.raises(_StopError):
        ingest(
            [tmp_path / "delivery"],
            collection="cases",
            manifest=None,
            database=database,
            blobs=BlobStore(tmp_path / "blobs"),
            options=IngestOptions(),
            workers=2,
            receipts=tmp_path,
            on_file=stop,
        )
    assert multiprocessing.active_children() == []
    with database.read() as connection:
        for table in (SourceRow, PageRow, DeliveryItemRow):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 1
        ended = connection.execute(select(DeliveryRow.ended_at)).scalar_one()
    assert ended is None
    database.close()

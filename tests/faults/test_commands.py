"""The command line under bad luck: interrupted, killed, a full disk, two at once, a lost image."""

import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.rerun import derived_rows
from benchmarks.workspaces import AIGAQ, aigaq, aigaq_json
from tests.conftest import SAMPLES
from tests.support.programs import need_program

SHEETS = SAMPLES / "delivery" / "САДП"


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace to which two sheets were delivered."""
    need_program("tesseract")
    place = tmp_path_factory.mktemp("delivered") / "data"
    aigaq_json(place, "ingest", SHEETS, "--collection", "c")
    return place


@pytest.fixture
def workspace(delivered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two pages to read, and no mention engine to wait for."""
    light = tmp_path / "light.yaml"
    shipped = Path("config.yaml").read_text(encoding="utf-8")
    light.write_text(shipped.replace("name: spacy", "name: 'null'"), encoding="utf-8")
    monkeypatch.setenv("AIGAQ_CONFIG", str(light))
    return Path(shutil.copytree(delivered, tmp_path / "data"))


def start(workspace: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [AIGAQ, "--workspace", workspace, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def is_reading(process: subprocess.Popen[str]) -> bool:
    """Whether a Tesseract of the process's session is at work on a page."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            session = int((folder / "stat").read_text().rsplit(") ", 1)[1].split()[3])
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if session == process.pid and command.startswith(b"tesseract") and b".bmp" in command:
            return True
    return False


def pages(workspace: Path) -> dict[str, int]:
    counts: dict[str, int] = aigaq_json(workspace, "status")["pages"]
    assert counts["in"] == sum(
        counts[state] for state in ("done", "blank", "quarantined", "pending")
    )
    return counts


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(workspace: Path, name: str) -> None:
    process = start(workspace, "run")
    wait_until(lambda: is_reading(process))
    process.send_signal(signal.Signals[name])
    _, notes = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in notes
    assert pages(workspace)["pending"] > 0
    assert pages(workspace)["quarantined"] == 0
    assert aigaq_json(workspace, "run")["outcome"] == "done"
    assert pages(workspace)["done"] == 2


def test_a_killed_run_is_finished_by_the_next_and_equals_an_undisturbed_one(
    workspace: Path, tmp_path: Path
) -> None:
    undisturbed = Path(shutil.copytree(workspace, tmp_path / "undisturbed"))
    aigaq_json(undisturbed, "run")
    process = start(workspace, "run")
    wait_until(lambda: is_reading(process))
    process.kill()
    process.communicate()
    assert pages(workspace)["in"] == 2
    aigaq_json(workspace, "run")
    assert derived_rows(workspace) == derived_rows(undisturbed)


@pytest.mark.usefixtures("one_worker")
def test_a_second_writer_is_told_to_wait(workspace: Path) -> None:
    process = start(workspace, "run")
    wait_until(lambda: is_reading(process))
    process.send_signal(signal.SIGSTOP)  # else a busy machine may start the second after its end
    second = aigaq(workspace, "run")
    reading = aigaq(workspace, "status")
    process.send_signal(signal.SIGCONT)
    process.communicate(timeout=120)
    assert second.returncode == 4
    assert "store-busy" in second.stderr
    assert reading.returncode == 0


@pytest.mark.usefixtures("one_worker")
def test_a_full_disk_stops_with_status_4_and_loses_nothing(workspace: Path) -> None:
    """A file size limit stands for the full disk: every growing write fails at once."""
    size = 1 << 16  # of the write-ahead log, long before what two pages give is in it

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        # The hard limit stays: workers set their own below it, so the record alone meets this one.
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))

    stopped = subprocess.run(
        [AIGAQ, "--workspace", workspace, "run"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert stopped.returncode == 4, stopped.stderr
    assert "store-" in stopped.stderr
    assert pages(workspace)["in"] == 2
    assert aigaq_json(workspace, "run")["outcome"] == "done"
    assert pages(workspace)["done"] == 2


@pytest.mark.usefixtures("one_worker")
def test_a_lost_page_image_is_that_pages_trouble_alone(workspace: Path) -> None:
    blobs = sorted((workspace / "blobs").glob("??/??/*"), key=lambda path: path.stat().st_size)
    blobs[0].unlink()
    done = aigaq(workspace, "run")
    assert done.returncode == 5
    assert pages(workspace) == {"in": 2, "done": 1, "blank": 0, "quarantined": 1, "pending": 0}
    (entry,) = aigaq_json(workspace, "quarantine", "list")
    assert entry["code"] == "blob-missing"
    blobs[0].write_bytes((SHEETS / "Ф. 109 Оп. 1 Д. 25" / "Л. 12об.jpg").read_bytes())
    aigaq(workspace, "quarantine", "retry", str(entry["id"]))
    assert aigaq_json(workspace, "run")["outcome"] == "done"


@pytest.mark.usefixtures("one_worker")
def test_a_page_can_be_released_by_a_person_with_a_reason(workspace: Path) -> None:
    blob = sorted((workspace / "blobs").glob("??/??/*"))[0]
    blob.write_bytes(b"not a picture")
    aigaq(workspace, "run")
    (entry,) = aigaq_json(workspace, "quarantine", "list")
    assert entry["code"] == "source-corrupt"
    released = aigaq(
        workspace, "quarantine", "release", str(entry["id"]), "--reason", "a photograph"
    )
    assert released.returncode == 0
    assert pages(workspace)["done"] == 2
    assert aigaq_json(workspace, "quarantine", "list") == []
    shown = aigaq_json(workspace, "quarantine", "show", str(entry["id"]))
    assert (shown[0]["state"], shown[0]["reason"]) == ("released", "a photograph")
    assert shown[0]["decided_by"]


def test_an_engine_that_is_not_installed_stops_before_work(workspace: Path) -> None:
    bare = {"PATH": str(AIGAQ.parent)}
    stopped = aigaq(workspace, "run", environment=bare)
    assert stopped.returncode == 3
    assert "program-missing" in stopped.stderr
    assert pages(workspace)["pending"] == 2

"""A backup brings back the workspace as it was, whatever broke off, was damaged or went on."""

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import connect
from typing import Any

import bagit
import pytest
import yaml
from sqlalchemy import delete, insert, select

from models.blobs import BlobStore
from models.database.copying import copy_record
from models.errors import (
    ARGUMENT_INVALID,
    BACKUP_DAMAGED,
    BACKUP_FOREIGN,
    BLOB_CHANGED,
    BLOB_MISSING,
    FIXITY_FAILED,
    RESTORE_ELSEWHERE,
    WORKSPACE_FILLED,
    AigaqError,
)
from models.tables import PageRow, SourceRow
from pipeline import backup
from pipeline.backup import BackedUp
from pipeline.settings import read_settings
from pipeline.soundness import record_faults
from pipeline.verify import missing_files
from pipeline.workspace import Workspace
from tests.support import factories
from tests.support.databases import POSTGRESQL, RECORDS
from tests.support.deliveredplace import DeliveredPlace


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> DeliveredPlace:
    return DeliveredPlace(tmp_path_factory.mktemp("delivered"))


@pytest.fixture
def place(delivered: DeliveredPlace, tmp_path: Path) -> DeliveredPlace:
    copied = object.__new__(DeliveredPlace)
    copied.root, copied.config = tmp_path / "data", delivered.config
    copied.delivery = tmp_path / "delivery"
    shutil.copytree(delivered.root, copied.root)
    shutil.copytree(delivered.delivery, copied.delivery)
    return copied


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return tmp_path / "bag"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    return tmp_path / "restored"


def back_up(place: DeliveredPlace, bag: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(place.call("backup", str(bag), "--json").stdout)
    return answer


def back_up_by_hand(workspace: Workspace, bag: Path) -> BackedUp:
    return backup.back_up(workspace, bag, stopped=lambda: False, progress=lambda share: None)


def rows(root: Path) -> list[str]:
    """The whole record as text."""
    with closing(connect(root / "aigaq.db")) as connection:
        return list(connection.iterdump())


def files(root: Path) -> dict[str, bytes]:
    kept = [path for name in ("blobs", "receipts") for path in (root / name).rglob("*")]
    return {str(p.relative_to(root)): p.read_bytes() for p in kept if p.is_file()}


def code_of(place: DeliveredPlace, *call: str, root: Path | None = None) -> str:
    told = place.call(*call, root=root).exception
    assert isinstance(told, AigaqError)
    return told.code


def test_a_restored_workspace_is_the_same(
    place: DeliveredPlace, bag: Path, elsewhere: Path
) -> None:
    told = place.call("backup", str(bag))
    assert told.exit_code == 0
    assert "3 copied just now" in told.stdout
    told = place.call("restore", str(bag), root=elsewhere)
    assert told.exit_code == 0
    assert rows(elsewhere) == rows(place.root)
    assert files(elsewhere) == files(place.root)
    assert place.call("verify", root=elsewhere).exit_code == 0
    settings = yaml.safe_load((elsewhere / "config.yaml").read_text(encoding="utf-8"))
    assert settings["stages"][0]["use"] == "route"


def test_other_tools_find_the_backup_whole(place: DeliveredPlace, bag: Path) -> None:
    for _ in range(2):
        back_up(place, bag)
        bagit.Bag(str(bag)).validate()
    damaged = next((bag / "data" / "blobs").glob("??/??/*"))
    damaged.write_bytes(b"other")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_only_what_is_new_is_copied_again(
    place: DeliveredPlace, bag: Path, elsewhere: Path
) -> None:
    assert back_up(place, bag)["copied"] == 3
    assert back_up(place, bag)["copied"] == 0
    place.deliver(40)
    answer = back_up(place, bag)
    assert (answer["copied"], answer["files"]) == (1, 4 + 1 + 1 + 2 * 2)
    assert len(list((bag / "data").glob("aigaq-*"))) == 1
    assert place.call("restore", str(bag), root=elsewhere).exit_code == 0
    assert rows(elsewhere) == rows(place.root)


def test_a_backup_of_a_workspace_that_is_written_to_agrees_with_itself(
    place: DeliveredPlace, tmp_path: Path
) -> None:
    workspace = place.opened()
    enough = threading.Event()

    def write() -> None:
        number = 100
        while not enough.is_set():
            digest = workspace.blobs.add_bytes(b"scan %d" % number)
            with workspace.database.write() as connection:
                factories.add_page(connection, 1, "слово", number=number, image_sha256=digest)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            assert back_up(place, tmp_path / "bag")["ok"]
            restored = tmp_path / f"restored {number}"
            assert place.call("restore", str(tmp_path / "bag"), root=restored).exit_code == 0
    finally:
        enough.set()
        writer.join()
    found = []
    for number in range(3):
        copy = place.opened(tmp_path / f"restored {number}")
        assert list(missing_files(copy.database, copy.blobs)) == []
        assert list(record_faults(copy.database)) == []
        with copy.database.read() as connection:
            found.append(len(connection.execute(PageRow.__table__.select()).all()))
    assert found == sorted(found)
    assert found[0] < found[-1]


class _Killed(BaseException):
    """No handler of ours catches it, as none outlives a kill."""


@contextmanager
def killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], bool]]:
    """Break off at the n-th time that something is made to last or takes its name."""
    lasting: list[str] = []
    places: list[tuple[Any, str]] = [(os, "fsync"), (Path, "replace"), (Path, "unlink")]

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            lasting.append(original.__name__)
            if len(lasting) >= step:
                raise _Killed
            return original(*arguments, **named)

        return call

    with monkeypatch.context() as patched:
        for owner, name in places:
            patched.setattr(owner, name, counted(getattr(owner, name)))
        yield lambda: len(lasting) >= step


def test_a_killed_backup_leaves_the_former_one_whole_and_is_gone_on_with(
    place: DeliveredPlace, bag: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(place, bag)
    former = rows(place.root)
    place.deliver(40)
    step, was_killed = 0, True
    states = set()
    while was_killed:
        step += 1
        with killed_at(step, monkeypatch) as reached, suppress(_Killed):
            place.call("backup", str(bag))
        was_killed = reached()
        shutil.rmtree(elsewhere, ignore_errors=True)
        told = place.call("restore", str(bag), root=elsewhere)
        if isinstance(told.exception, AigaqError):
            # Between three renames in a row the seal fits neither manifest.
            assert told.exception.code == BACKUP_DAMAGED
            states.add("renaming")
            continue
        found = rows(elsewhere)
        assert found in (former, rows(place.root))
        states.add("former" if found == former else "new")
    assert {"former", "new"} <= states
    assert step > 8
    assert found == rows(place.root)
    bagit.Bag(str(bag)).validate()


def test_a_killed_restore_is_gone_on_with(
    place: DeliveredPlace, bag: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(place, bag)
    step, was_killed = 0, True
    while was_killed:
        step += 1
        with killed_at(step, monkeypatch) as reached, suppress(_Killed):
            place.call("restore", str(bag), root=elsewhere)
        was_killed = reached()
    assert step > 4
    assert rows(elsewhere) == rows(place.root)
    assert files(elsewhere) == files(place.root)
    assert code_of(place, "restore", str(bag), root=elsewhere) == WORKSPACE_FILLED


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(("damage", "code"), [(spoil, BLOB_CHANGED), (Path.unlink, BLOB_MISSING)])
def test_of_a_damaged_backup_what_is_whole_comes_back_and_the_rest_is_named(
    place: DeliveredPlace,
    bag: Path,
    elsewhere: Path,
    damage: Callable[[Path], None],
    code: str,
) -> None:
    back_up(place, bag)
    lost = sorted((bag / "data" / "blobs").glob("??/??/*"))[1]
    damage(lost)
    told = place.call("restore", str(bag), "--json", root=elsewhere)
    assert isinstance(told.exception, AigaqError)
    assert (told.exception.code, told.exception.exit_status) == (FIXITY_FAILED, 6)
    (fault,) = json.loads(told.stdout)["faults"]
    assert (fault["code"], fault["subject"]) == (code, lost.name)
    assert fault["detail"].startswith("Л. ")
    assert len(files(elsewhere)) == len(files(place.root)) - 1
    assert rows(elsewhere) == rows(place.root)


def cut_short(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("data/aigaq-*.db", spoil),
        ("data/aigaq-*.db", Path.unlink),
        ("manifest-sha256.txt", cut_short),
        ("manifest-sha256.txt", Path.unlink),
        ("tagmanifest-sha256.txt", Path.unlink),
        ("bag-info.txt", cut_short),
    ],
)
def test_without_a_whole_record_or_manifest_nothing_is_restored(
    place: DeliveredPlace,
    bag: Path,
    elsewhere: Path,
    name: str,
    damage: Callable[[Path], None],
) -> None:
    back_up(place, bag)
    damage(next(bag.glob(name)))
    assert code_of(place, "restore", str(bag), root=elsewhere) == BACKUP_DAMAGED
    assert {path.name for path in elsewhere.iterdir()} == {"lock"}


def test_a_manifest_leads_to_no_place_outside_the_workspace(
    place: DeliveredPlace, bag: Path, elsewhere: Path
) -> None:
    place.opened().receipts.joinpath("delivery-x.csv").write_text("ours")
    back_up(place, bag)
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        path = bag / name
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("data/receipts/delivery-x.csv", "data/receipts/../../../outside")
        )
    manifest = bag / "manifest-sha256.txt"
    seal = bag / "tagmanifest-sha256.txt"
    other = [line for line in seal.read_text().splitlines() if "manifest" not in line]
    digest = BlobStore(bag / "x").add_bytes(manifest.read_bytes())
    seal.write_text("\n".join([*other, f"{digest}  manifest-sha256.txt", ""]))
    (bag.parent / "outside").write_text("theirs")
    assert code_of(place, "restore", str(bag), root=elsewhere) == FIXITY_FAILED
    assert (bag.parent / "outside").read_text() == "theirs"


def test_a_damaged_workspace_is_saved_as_far_as_it_goes(place: DeliveredPlace, bag: Path) -> None:
    lost, changed, _ = place.blobs
    lost.unlink()
    spoil(changed)
    answer = back_up(place, bag)
    assert not answer["ok"]
    assert answer["complete"]
    found = {fault["subject"]: fault["code"] for fault in answer["faults"]}
    assert found == {lost.name: BLOB_MISSING, changed.name: BLOB_CHANGED}
    bagit.Bag(str(bag)).validate()


def test_damage_does_not_reach_the_copies_that_are_there(place: DeliveredPlace, bag: Path) -> None:
    back_up(place, bag)
    spoil(place.blobs[0])
    place.blobs[1].unlink()
    assert back_up(place, bag)["ok"]
    bagit.Bag(str(bag)).validate()


def test_a_folder_that_holds_something_else_is_left_alone(
    place: DeliveredPlace, bag: Path, tmp_path: Path
) -> None:
    bag.mkdir()
    (bag / "letter.txt").write_text("dear")
    assert code_of(place, "backup", str(bag)) == BACKUP_FOREIGN
    assert [path.name for path in bag.iterdir()] == ["letter.txt"]
    assert code_of(place, "backup", str(place.root / "bag")) == ARGUMENT_INVALID
    assert code_of(place, "restore", str(bag), root=tmp_path / "x") == ARGUMENT_INVALID


def test_two_workspaces_do_not_share_a_backup(
    place: DeliveredPlace, bag: Path, tmp_path: Path
) -> None:
    back_up(place, bag)
    assert code_of(DeliveredPlace(tmp_path / "other"), "backup", str(bag)) == BACKUP_FOREIGN


def test_a_workspace_in_use_is_not_restored_over(place: DeliveredPlace, bag: Path) -> None:
    back_up(place, bag)
    before = rows(place.root)
    assert code_of(place, "restore", str(bag)) == WORKSPACE_FILLED
    assert rows(place.root) == before


def test_a_record_in_postgresql_comes_back_in_sqlite(
    place: DeliveredPlace, bag: Path, elsewhere: Path
) -> None:
    former = place.opened()
    server = RECORDS.make(bag, POSTGRESQL)
    copy_record(former.database, server, lambda _: None)
    with server.write() as connection:
        later = {"name": "later", "sha256": factories.digest("x"), "byte_size": 0}
        added = [{"id": 90, "duplicate_of_id": 91, **later}, {"id": 91, **later, "name": "last"}]
        for row in reversed(added):
            connection.execute(insert(SourceRow).values(collection_id=1, **row))
        lost = factories.add_page(connection, 90, "слово")
        connection.execute(delete(PageRow).where(PageRow.id == lost))
    settings = read_settings(place.config, workspace=place.root)
    workspace = Workspace(settings.model_copy(update={"database": server.url}))
    done = back_up_by_hand(workspace, bag)
    assert [fault.subject for fault in done.faults] == [factories.digest("x")]
    with server.read() as connection:
        rows_there = connection.execute(select(PageRow.__table__)).all()
    server.close()
    workspace.database.close()
    place.call("restore", str(bag), root=elsewhere)
    restored = place.opened(elsewhere).database
    with restored.write() as connection:
        assert connection.execute(select(PageRow.__table__)).all() == rows_there
        assert factories.add_page(connection, 91, "слово") == lost + 1


def test_stored_files_come_back_into_a_shared_folder_beside_what_arrives_there(
    place: DeliveredPlace, bag: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(place, bag)
    shared = elsewhere.parent / "shared"
    (shared / "incoming").mkdir(parents=True)
    (shared / "incoming" / "arriving").write_text("another workspace's")
    monkeypatch.setenv("AIGAQ_BLOBS", str(shared))
    assert place.call("restore", str(bag), root=elsewhere).exit_code == 0
    assert place.call("verify", root=elsewhere).exit_code == 0
    assert len(list(shared.glob("??/??/*"))) == len(place.blobs)
    assert (shared / "incoming" / "arriving").is_file()


def test_a_backup_is_not_restored_into_another_database(
    place: DeliveredPlace, bag: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(place, bag)
    monkeypatch.setenv("AIGAQ_DATABASE", "postgresql://nobody@127.0.0.1:1/nothing")
    assert code_of(place, "restore", str(bag), root=elsewhere) == RESTORE_ELSEWHERE

"""A bag that was exported proves itself to others, and comes in again as what it was."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from zipfile import ZipFile

import bagit
import pytest
from PIL import Image

from models.errors import BAG_INVALID, FixityError
from outputs.export.traversal import read_pages
from outputs.export.units import read_units
from pipeline.workspace import Workspace
from tests.support.deliveredplace import DeliveredPlace

LONGEST = "ұ" * 125 + "1.png"  # 255 bytes, the most that a disk takes
NAMES = ("Іс 25/Л. 1 & 100%.png", "Іс 25/л. 1 об.png", f"Іс 25/{LONGEST}", "без описания.png")
MANIFEST = f"""path,archive,fond,opis,delo,list,title,date_from,date_to,access,language
{NAMES[0]},ЦГА РК,109,1,25,1,"Хаттама, «бірінші»",1937-11-19,,A,kk
{NAMES[1]},ЦГА РК,109,1,25,1об,Протокол,19.11.1937,21.11.1937,D,ru
{NAMES[2]},ЦГА РК,109,1,26,,,,,,
"""
UNITS = ["ЦГА РК/109/1/25", "ЦГА РК/109/1/26", "c/без описания.png"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> DeliveredPlace:
    """A workspace of four scans, one of which was delivered twice, and its bags."""
    place = DeliveredPlace(tmp_path_factory.mktemp("delivered"), shades=())
    (place.delivery / "Іс 25").mkdir()
    for shade, name in enumerate((*NAMES, "Іс 25/көшірме.png")):
        scan = Image.new("L", (60, 80), 60 * (shade % 4))
        scan.save(place.delivery / name, "PNG", dpi=(200, 200))
    (place.delivery / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    place.deliver()
    exported = place.call("export", "bagit", "--out", str(place.bags.parent))
    assert exported.exit_code == 0, exported.output
    return place


@pytest.fixture
def bag(place: DeliveredPlace, tmp_path: Path) -> Path:
    """A copy of the first bag, to be damaged."""
    subprocess.run(["cp", "-r", str(place.bags / UNITS[0]), str(tmp_path / "bag")], check=True)
    return tmp_path / "bag"


def described(workspace: Workspace, *units: str) -> list[tuple[object, ...]]:
    """All that the record says of the pages of some units beside what was read on them."""
    with workspace.existing().read() as connection:
        return [
            (unit.path, page.source, page.page, page.duplicate_of, page.reference, *row)
            for unit in read_units(connection)
            if unit.path in units
            for page in read_pages(connection, unit=unit)
            for row in [
                [
                    getattr(page.row, name)
                    for name in (
                        "sheet",
                        "image_sha256",
                        "source_sha256",
                        "byte_size",
                        "media_type",
                        "title",
                        "edtf",
                        "access",
                        "language",
                        "document_key",
                    )  # fmt: skip
                ]
            ]
        ]


def test_every_unit_is_a_bag_that_others_find_whole(place: DeliveredPlace) -> None:
    bags = sorted(path.parent for path in place.bags.rglob("bagit.txt"))
    assert {path.relative_to(place.bags).as_posix() for path in bags} == set(UNITS)
    for path in bags:
        bagit.Bag(str(path)).validate()
    names = {path.name for path in (place.bags / UNITS[0]).rglob("*.png")}
    assert names == {"Л. 1 & 100%.png", "л. 1 об.png", "көшірме.png"}


@pytest.mark.parametrize("unit", UNITS)
def test_a_bag_comes_in_as_what_it_was(place: DeliveredPlace, tmp_path: Path, unit: str) -> None:
    taken = place.call(
        "ingest", str(place.bags / unit), "--collection", "c", root=tmp_path / "again"
    )
    assert taken.exit_code == 0, taken.output
    again = place.opened(tmp_path / "again")
    assert described(again, *UNITS) == described(place.opened(), unit)
    exported = place.call("export", "bagit", "--out", str(tmp_path / "out"), root=again.root)
    assert exported.exit_code == 0, exported.output
    first, second = (
        {
            path.relative_to(root): path.read_bytes()
            for path in (root / unit / "data/originals").rglob("*")
            if path.is_file()
        }
        for root in (place.bags, tmp_path / "out/bagit")
    )
    assert first == second


def test_names_survive_in_zip(place: DeliveredPlace, tmp_path: Path) -> None:
    packed, root = tmp_path / "bag.zip", place.bags / UNITS[1]
    with ZipFile(packed, "w") as archive:
        for path in sorted(root.rglob("*")):
            archive.write(path, path.relative_to(root))
    with ZipFile(packed) as archive:
        archive.extractall(tmp_path / "unpacked")
    bagit.Bag(str(tmp_path / "unpacked")).validate()
    assert (tmp_path / "unpacked/data/originals/Іс 25" / LONGEST).is_file()


def change(bag: Path) -> None:
    scan = next(bag.rglob("*.png"))
    content = scan.read_bytes()
    scan.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def remove(bag: Path) -> None:
    next(bag.rglob("*.png")).unlink()


def add(bag: Path) -> None:
    (bag / "data/originals/чужой.png").write_bytes(b"x")


def cut(bag: Path) -> None:
    (bag / "manifest-sha256.txt").write_text("")


def escape(bag: Path) -> None:
    with (bag / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{'0' * 64}  data/../../bag2.txt\n")


def garble(bag: Path) -> None:
    (bag / "bagit.txt").write_bytes(b"\xff\xfe")


def undo(bag: Path) -> None:
    rmtree(bag / "data")


@pytest.mark.parametrize("damage", [change, remove, add, cut, escape, garble, undo])
def test_nothing_of_a_damaged_bag_comes_in(
    place: DeliveredPlace, bag: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(bag)
    refused = place.call("ingest", str(bag), "--collection", "c", root=tmp_path / "again")
    assert isinstance(refused.exception, FixityError)
    assert refused.exception.code == BAG_INVALID
    again = place.opened(tmp_path / "again")
    assert described(again, *UNITS) == []
    with again.existing().read() as connection:
        assert list(read_units(connection)) == []


def test_of_a_foreign_bag_the_whole_payload_comes_in(place: DeliveredPlace, tmp_path: Path) -> None:
    folder = tmp_path / "Ф. 109 Оп. 1 Д. 25"
    folder.mkdir()
    Image.new("L", (60, 80), 99).save(folder / "Л. 7.png", dpi=(200, 200))
    bagit.make_bag(str(folder), checksums=["md5", "sha512"])
    taken = place.call("ingest", str(folder), "--collection", "c", root=tmp_path / "again")
    assert taken.exit_code == 0, taken.output
    with place.opened(tmp_path / "again").existing().read() as connection:
        (page,) = read_pages(connection)
    assert (page.source, page.reference) == ("Л. 7.png", None)

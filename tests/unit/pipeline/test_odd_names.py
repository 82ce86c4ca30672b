"""Names that strangers gave their files are shown letter by letter, whatever they look like."""

from pathlib import Path

import pytest

from tests.support.deliveredplace import DeliveredPlace

NAME = "л. [1 [b] c] :key:.png"
CLOSING = "x [/y].png"  # a folder and a file in it


@pytest.fixture
def place(tmp_path: Path) -> DeliveredPlace:
    place = DeliveredPlace(tmp_path, shades=())
    for number, name in enumerate((NAME, CLOSING)):
        path = place.delivery / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([number]))
    return place


def test_brackets_and_colons_of_names_are_shown(place: DeliveredPlace) -> None:
    receipt = place.call("ingest", str(place.delivery), "--collection", "c")
    assert receipt.exit_code == 5, receipt.output
    listed = place.call("quarantine", "list").output
    shown = place.call("quarantine", "show", "1", "2").output
    for told in (receipt.output, listed, shown):
        assert NAME in told and CLOSING in told

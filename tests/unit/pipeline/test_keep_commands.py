"""What `aigaq verify` says and ends with, as a person or a timer meets it."""

import json
from pathlib import Path

import pytest

from models.errors import BLOB_MISSING, FIXITY_FAILED, FixityError
from tests.support.deliveredplace import DeliveredPlace


@pytest.fixture
def place(tmp_path: Path) -> DeliveredPlace:
    return DeliveredPlace(tmp_path)


def test_a_sound_workspace_ends_with_0(place: DeliveredPlace) -> None:
    done = place.call("verify")
    assert done.exit_code == 0
    assert "pages in 3 = done 0 + blank 0 + quarantined 0 + pending 3" in done.stdout
    assert "Round 1" in done.stdout
    assert "is complete" in done.stdout


def test_a_lost_file_is_told_until_it_is_back(place: DeliveredPlace) -> None:
    lost = place.blobs[0]
    content = lost.read_bytes()
    lost.unlink()
    for _ in range(2):
        told = place.call("verify", "--budget", "0", "--json")
        assert isinstance(told.exception, FixityError)
        assert (told.exception.code, told.exception.exit_status) == (FIXITY_FAILED, 6)
        (fault,) = json.loads(told.stdout)["faults"]
        assert (fault["code"], fault["subject"]) == (BLOB_MISSING, lost.name)
        assert fault["detail"].startswith("Л. ")
    shown = place.call("verify").stdout
    assert fault["remedy"] in shown
    lost.write_bytes(content)
    assert place.call("verify").exit_code == 0


def test_calls_without_time_still_end_the_round(place: DeliveredPlace) -> None:
    answers = [json.loads(place.call("verify", "--budget", "0", "--json").stdout) for _ in range(4)]
    assert [answer["files"] for answer in answers].count(1) == len(place.blobs) == 3
    assert [answer["ended"] for answer in answers] == [False, False, False, True]

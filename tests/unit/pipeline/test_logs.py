"""What is logged can be read by programs, and keeps secrets and searched names to itself."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.accounts.roles import Role
from outputs.web.guard.rules import Access
from pipeline.logs import LogOptions, set_up_logs
from tests.support.webroom import HERE, Reader, make_webroom


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    ours = logging.getLogger("aigaq")
    before = (ours.handlers[:], ours.level, ours.propagate)
    yield
    ours.handlers[:], ours.level, ours.propagate = before


def test_a_line_of_json_has_its_details_as_keys(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(LogOptions(format="json", level="info"))
    logging.getLogger("aigaq.run").info("run ended", extra={"run": 3, "outcome": "сделан"})
    logging.getLogger("aigaq.run").debug("not said")
    try:
        raise ZeroDivisionError("why")
    except ZeroDivisionError:
        logging.getLogger("aigaq.web").exception("failed")
    said, failed = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert said.pop("at").endswith("+00:00")
    assert said == {
        "level": "info",
        "logger": "aigaq.run",
        "event": "run ended",
        "run": 3,
        "outcome": "сделан",
    }
    assert "ZeroDivisionError: why" in failed["traceback"]


def test_a_line_of_text_has_its_details_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(LogOptions(level="info"))
    logging.getLogger("aigaq.run").info("run ended", extra={"run": 3})
    assert capsys.readouterr().err.endswith("INFO run ended run=3\n")


def test_what_is_asked_for_makes_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(LogOptions(level="info"))
    extra = {"path": "/\n2026-11-23 INFO request user=root"}
    logging.getLogger("aigaq.web").info("request", extra=extra)
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("queries", [False, True])
def test_requests_are_logged_without_what_was_searched_unless_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], queries: bool
) -> None:
    room = make_webroom(tmp_path / "room", access=Access(here=Role.OPERATOR), log_queries=queries)
    set_up_logs(LogOptions(format="json", level="info"))
    reader = Reader(room.app, address=HERE)
    answer = reader.get("/search", params={"q": "Dosymbekov"}, headers={"cookie": "secret=1"})
    reader.get("/names/" + "ab" * 16)
    reader.post("/sign-in", form={"name": "aisha", "password": "correct horse"})
    reader.get("/review", headers={"authorization": "Bearer aigaq_secret"})
    text = capsys.readouterr().err
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["path"] for line in lines] == ["/search", "/names/…", "/sign-in", "/review"]
    assert (lines[0]["request"], lines[0]["status"]) == (answer.headers["x-request-id"], 200)
    assert lines[0]["milliseconds"] > 0
    assert ("Dosymbekov" in text) == queries
    assert not any(secret in text for secret in ("correct horse", "aigaq_secret", "secret=1"))
    assert "ab" * 16 not in text

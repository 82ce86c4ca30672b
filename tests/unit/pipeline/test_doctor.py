"""The doctor names what is wrong, never ends with a traceback, and tells nobody the password."""

import os
from pathlib import Path

import pytest

from models.errors import CONFIG_INVALID, STORE_FAILED
from pipeline import doctor
from pipeline.settings import Settings, read_settings
from pipeline.workspace import Workspace

URL = "postgresql+psycopg://reader:geheim@archive.example/aigaq"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(None, workspace=tmp_path / "data")


def test_settings_are_shown_without_the_password(settings: Settings) -> None:
    shown = doctor.show_settings(settings.model_copy(update={"database": URL}))
    assert shown["database"] == URL.replace("geheim", "***")
    assert shown["stages"]


@pytest.mark.parametrize("url", ["nonsense", "geheim"])
def test_what_is_no_address_is_hidden_whole(settings: Settings, url: str) -> None:
    assert doctor.show_settings(settings.model_copy(update={"database": url}))["database"] == "***"


def test_settings_without_a_database_are_shown_as_they_are(settings: Settings) -> None:
    assert doctor.show_settings(settings) == settings.model_dump(mode="json")


def test_the_finding_about_the_database_keeps_the_password(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings.workspace / "aigaq.db"
    workspace = Workspace(settings)
    _ = workspace.database
    monkeypatch.setattr(Settings, "database_url", f"sqlite://reader:geheim@/{path}")
    finding = doctor.Finding("database", True, doctor._database(workspace))
    assert "geheim" not in finding.found
    assert "reader" in finding.found


def test_an_address_that_cannot_be_read_is_a_finding(settings: Settings) -> None:
    workspace = Workspace(settings.model_copy(update={"database": "geheim"}))
    finding = doctor._checked("database", lambda: doctor._database(workspace))
    assert not finding.ok
    assert finding.found.startswith(CONFIG_INVALID)
    assert "geheim" not in finding.found


def test_a_driver_that_is_not_ours_is_a_finding(settings: Settings) -> None:
    url = "postgresql+pg8000://reader:geheim@archive.example/aigaq"
    workspace = Workspace(settings.model_copy(update={"database": url}))
    finding = doctor._checked("database", lambda: doctor._database(workspace))
    assert finding.found.startswith(CONFIG_INVALID)
    assert "pg8000" in finding.found
    assert "geheim" not in finding.found


def test_a_workspace_that_is_no_folder_is_a_finding(settings: Settings) -> None:
    settings.workspace.write_text("not a folder", encoding="utf-8")
    under = settings.model_copy(update={"workspace": settings.workspace / "below"})
    finding = doctor._space(Workspace(under))
    assert not finding.ok
    assert finding.found.startswith(STORE_FAILED)
    assert finding.remedy


def test_a_folder_with_space_is_well(settings: Settings) -> None:
    settings.workspace.mkdir()
    finding = doctor._space(Workspace(settings))
    assert finding.ok == ("GiB free" in finding.found and not finding.found.startswith("0."))


@pytest.mark.parametrize("does", ["exec sleep 60", "exit 0"])
def test_a_program_that_says_nothing_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    program = tmp_path / "pdftoppm"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(doctor, "_ANSWER_SECONDS", 0.5)
    finding = doctor._program("pdftoppm", "poppler-utils")
    assert finding.ok == (does == "exit 0")
    assert finding.ok != bool(finding.remedy)

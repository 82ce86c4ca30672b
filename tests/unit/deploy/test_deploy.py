"""What deploy/ starts is a command that there is, set up by settings that there are."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from benchmarks.workspaces import AIGAQ
from pipeline.cli.app import app
from pipeline.settings import read_settings
from tests.support.programs import need_program

DEPLOY = Path(__file__).parents[3] / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
PROGRAM = "/opt/aigaq/bin/aigaq"
COMPOSE: Any = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
COMMANDS = {
    name: service["command"]
    for name, service in COMPOSE["services"].items()
    if "command" in service
}


def parse(arguments: list[str]) -> None:
    """Raise what a person would be told who typed this; nothing is run."""
    command: Any = typer.main.get_command(app)
    context = command.make_context("aigaq", list(arguments))
    name, inner, rest = command.resolve_command(context, [*context._protected_args, *context.args])
    inner.make_context(name, rest, parent=context)


def unit(path: Path) -> RawConfigParser:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they would lie on a machine, but for the place of the program."""
    placed = Path(shutil.copytree(DEPLOY / "systemd", tmp_path / "units"))
    for path in placed.glob("*.service"):
        path.write_text(path.read_text(encoding="utf-8").replace(PROGRAM, str(AIGAQ)))
    return placed


def analyze(units: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    need_program("systemd-analyze")
    return subprocess.run(
        ["systemd-analyze", *arguments],
        cwd=units,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{units}:"},
        capture_output=True,
        text=True,
        check=False,
    )


def problems(units: Path) -> str:
    names = [f"./{path.name}" for path in (*SERVICES, *TIMERS)]
    checked = analyze(units, "verify", "--man=no", *names)
    return checked.stderr + ("" if checked.returncode == 0 else f"status {checked.returncode}")


def test_systemd_takes_the_units(units: Path) -> None:
    assert problems(units) == ""


@pytest.mark.parametrize(
    ("good", "bad"), [("Restart=", "Restrat="), ("serve", "serve\nExecStart=/nowhere/aigaq")]
)
def test_systemd_would_say_so_otherwise(units: Path, good: str, bad: str) -> None:
    path = units / "aigaq-serve.service"
    path.write_text(path.read_text(encoding="utf-8").replace(good, bad, 1))
    assert problems(units) != ""


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_confined(units: Path, path: Path) -> None:
    judged = analyze(units, "security", "--offline=yes", "--threshold=25", path.name)
    assert judged.returncode == 0, judged.stdout


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_starts_a_command_that_there_is(path: Path) -> None:
    program, *arguments = shlex.split(unit(path)["Service"]["ExecStart"])
    assert program == PROGRAM
    parse(arguments)


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.name)
def test_a_timer_has_its_service(path: Path) -> None:
    assert path.with_suffix(".service") in SERVICES


@pytest.mark.parametrize("name", COMMANDS)
def test_a_container_starts_a_command_that_there_is(name: str) -> None:
    parse(COMMANDS[name])


def environments() -> Iterator[tuple[str, str]]:
    hardening = unit(DEPLOY / "systemd" / "aigaq-.service.d" / "hardening.conf")
    for pair in shlex.split(hardening["Service"]["Environment"]):
        yield pair.partition("=")[0], pair.partition("=")[2]
    for line in (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("ENV "):
            for pair in shlex.split(line.removeprefix("ENV ")):
                yield pair.partition("=")[0], pair.partition("=")[2]
    for name, value in COMPOSE["x-aigaq"]["environment"].items():
        yield name, value.partition(":-")[2].rstrip("}") or value


@pytest.mark.parametrize(("name", "value"), list(environments()))
def test_a_variable_is_a_setting(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    if name == "AIGAQ_CONFIG":  # names the file that is read here
        return
    before = read_settings(None)
    monkeypatch.setenv(name, value)
    assert read_settings(None) != before


def test_containers_keep_what_must_last_in_volumes() -> None:
    mounted = {
        volume.partition(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service["volumes"]
    }
    assert set(COMPOSE["volumes"]) <= mounted
    assert "VOLUME /var/lib/aigaq" in (DEPLOY / "Containerfile").read_text(encoding="utf-8")

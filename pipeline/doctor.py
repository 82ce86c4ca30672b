"""Examine what the configuration needs of this machine, and say what is missing and the remedy."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from typing import Any, Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from models.decoding.confinement import can_cut_off_network
from models.errors import (
    CONFIG_INVALID,
    PROGRAM_MISSING,
    STORE_FAILED,
    AigaqError,
    ConfigError,
    MissingDependency,
    StoreError,
)
from models.i18n import _
from pipeline.plan import make_plan
from pipeline.settings import Settings
from pipeline.stage import StageOptions
from pipeline.workspace import Workspace

PROGRAMS: Final = {"tesseract": "tesseract-ocr", "pdftoppm": "poppler-utils"}
"""Program to Debian package."""
LIBRARIES: Final = (
    "pytesseract",
    "tesserocr",
    "pdf2image",
    "pikepdf",
    "spacy",
    "slovnet",
    "pymorphy3",
    "SQLAlchemy",
)
_FREE_BYTES: Final = 1 << 30
_ANSWER_SECONDS: Final = 20  # for a program to say its version


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined: what was found, and what to do where that is not well."""

    subject: str
    ok: bool
    found: str
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


def examine(workspace: Workspace) -> list[Finding]:
    """Examine programs, libraries, stages with their engines, network, database, free space."""
    return [
        *(_program(name, package) for name, package in PROGRAMS.items()),
        *(Finding(name, True, version(name)) for name in LIBRARIES),
        *_stages(workspace),
        _network(),
        _checked(_("database"), lambda: _database(workspace)),
        _checked(_("stored files"), lambda: _stored_files(workspace)),
        _space(workspace),
    ]


def show_settings(settings: Settings) -> dict[str, Any]:
    """The effective settings for a screen or a report; the database's password is hidden."""
    shown = settings.model_dump(mode="json")
    if settings.database is not None:
        try:
            shown["database"] = _without_password(settings.database)
        except ConfigError:
            shown["database"] = "***"  # no telling which part of it is a password
    return shown


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError as error:
        raise ConfigError(CONFIG_INVALID, "database") from error


def _program(name: str, package: str) -> Finding:
    path = shutil.which(name)
    if path is None:
        missing = MissingDependency(PROGRAM_MISSING, name)
        return Finding(name, False, str(missing), f"apt-get install {package}")
    flag = "--version" if name == "tesseract" else "-v"
    try:
        answer = subprocess.run(
            [path, flag], capture_output=True, text=True, timeout=_ANSWER_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding(name, False, str(error), f"apt-get install --reinstall {package}")
    return Finding(name, True, (answer.stdout or answer.stderr).partition("\n")[0])


def _network() -> Finding:
    """Not a fault: decoders have no use for a network, and the other limits hold without this."""
    subject = _("network of decoders")
    if can_cut_off_network():
        return Finding(subject, True, _("cut off"))
    return Finding(subject, True, _("open: this system lets nobody cut it off but the super-user"))


def _stages(workspace: Workspace) -> Iterator[Finding]:
    """Build every stage by itself, so that one missing model does not hide another."""
    for options in workspace.settings.stages:
        name = _("stage {name}").format(name=options.use)
        yield _checked(name, partial(_identity, options))
    yield _checked(
        _("order of stages"), lambda: " → ".join(make_plan(workspace.settings.stages).names)
    )


def _identity(options: StageOptions) -> str:
    return options.build().identity or _("built in")


def _database(workspace: Workspace) -> str:
    address = _without_password(workspace.settings.database_url)
    with workspace.database.read() as connection:
        return f"{connection.dialect.name}, {address}"


def _stored_files(workspace: Workspace) -> str:
    next(workspace.blobs.digests("0"), None)  # asks a store elsewhere, and reads a folder
    return workspace.settings.blobs or str(workspace.root / "blobs")


def _checked(subject: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, True, look())
    except AigaqError as error:
        return Finding(subject, False, f"{error.code}: {error}", error.remedy)


def _space(workspace: Workspace) -> Finding:
    subject = _("space in {folder}").format(folder=workspace.root)
    try:
        free = shutil.disk_usage(workspace.root).free
    except OSError as error:
        fault = StoreError(STORE_FAILED, str(error))
        return Finding(subject, False, f"{fault.code}: {fault}", fault.remedy)
    return Finding(
        subject,
        free >= _FREE_BYTES,
        _("{gigabytes:.1f} GiB free").format(gigabytes=free / (1 << 30)),
        _("Free space, or choose another workspace by --workspace."),
    )

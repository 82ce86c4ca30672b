"""List every file of a delivery, with the name by which the collection knows it."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from models.errors import ARGUMENT_INVALID, ConfigError
from models.i18n import _
from models.printable import printable

# What operating systems leave in folders.
_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx"})


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file of a delivery.

    Attributes:
        name: POSIX path within the delivery, printable: its identity in the collection.
        path: where it lies.
        ignored: why it is not taken, or an empty string.
        spelling: the path whose names may spell its reference, if another one than `path`.
    """

    name: str
    path: Path
    ignored: str = ""
    spelling: Path | None = None


def list_files(paths: Sequence[Path]) -> list[GivenFile]:
    """List the files of all given folders and files, in the order of their names per path.

    Two files of one folder may have names that differ in normal form only: the first is taken.

    Raises:
        ConfigError: a path does not exist, or files of two paths would have the same name.
    """
    given: dict[str, GivenFile] = {}
    hidden: list[GivenFile] = []
    for root in dict.fromkeys(path.resolve() for path in paths):
        if not root.exists():
            raise ConfigError(ARGUMENT_INVALID, f"{root}: " + _("no such file or folder"))
        for each in _under(root):
            other = given.setdefault(each.name, each)
            if other.path == each.path:
                continue
            if other.path.is_relative_to(root):
                hidden.append(replace(each, ignored=_("another file has the same name")))
            else:
                detail = _("two files of this delivery have the same name; give their folder")
                raise ConfigError(ARGUMENT_INVALID, f"{detail}: {other.path}, {each.path}")
    return [*given.values(), *hidden]


def _under(root: Path) -> Iterator[GivenFile]:
    if not root.is_dir():
        yield _given(root.name, root)
        return
    for folder, subfolders, files in os.walk(root):
        # Sorted in place: os.walk follows this order.
        subfolders.sort()
        here = Path(folder)
        links = [each for each in subfolders if (here / each).is_symlink()]
        for name in sorted([*files, *links]):
            yield _given((here / name).relative_to(root).as_posix(), here / name)


def _given(name: str, path: Path) -> GivenFile:
    return GivenFile(printable(name), path, _reason_to_ignore(name, path))


def _reason_to_ignore(name: str, path: Path) -> str:
    parts = name.split("/")
    if any(part.startswith(".") or part.lower() in _LITTER for part in parts):
        return _("a hidden or system file")
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return _("a link; deliver what it leads to")
    if not stat.S_ISREG(mode):
        return _("not a regular file")
    return ""

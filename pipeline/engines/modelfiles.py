"""Digests of model files, kept from call to call: 40 MB of models are not hashed for a look."""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path


def file_digest(path: Path) -> str:
    """SHA-256 of a file, computed again only when the file changes.

    What has changed is told as git's index tells it: by inode, size, and the times of the last
    change to content and to inode, of which nobody can set the latter. Where nothing can be kept,
    every call computes.

    Raises:
        OSError: the file cannot be read.
    """
    state = path.stat()
    key = f"{state.st_dev}:{state.st_ino}:{state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}"
    return _digest(path, key)


def kept_digests() -> Path:
    """Where they are kept, one file a model; may be removed at any time.

    Raises:
        RuntimeError: the user has no home, as that of a service may.
    """
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "aigaq" / "models"


@lru_cache(maxsize=64)
def _digest(path: Path, key: str) -> str:
    name = f"{hashlib.sha256(str(path).encode()).hexdigest()[:16]}.json"
    with suppress(OSError, RuntimeError, ValueError, KeyError, TypeError):
        known = json.loads((kept_digests() / name).read_text("utf-8"))
        if (known["path"], known["state"]) == (str(path), key):
            return str(known["sha256"])
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    _keep(name, {"path": str(path), "state": key, "sha256": digest})
    return digest


def _keep(name: str, known: dict[str, str]) -> None:
    with suppress(OSError, RuntimeError):  # without a home to write to it costs time, nothing else
        folder = kept_digests()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            draft = Path(place, name)
            draft.write_text(json.dumps(known), encoding="utf-8")
            draft.replace(folder / name)

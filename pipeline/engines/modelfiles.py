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
    """Where they are kept, one file a model; may be removed at any time."""
    caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(caches).expanduser() / "aigaq" / "models"


@lru_cache(maxsize=64)
def _digest(path: Path, key: str) -> str:
    kept = kept_digests() / f"{hashlib.sha256(str(path).encode()).hexdigest()[:16]}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(kept.read_text("utf-8"))
        if (known["path"], known["state"]) == (str(path), key):
            return str(known["sha256"])
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    _keep(kept, {"path": str(path), "state": key, "sha256": digest})
    return digest


def _keep(kept: Path, known: dict[str, str]) -> None:
    with suppress(OSError):  # a home that cannot be written to costs time, nothing else
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=kept.parent, delete=False) as draft:
            json.dump(known, draft)
        Path(draft.name).replace(kept)

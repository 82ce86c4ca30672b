"""One byte form per value, so that equal values have equal digests on every machine."""

import hashlib
import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(kind: Any, value: object) -> bytes:
    """Dump a value of type `kind` as compact JSON with sorted keys, UTF-8."""
    plain = _adapter(kind).dump_python(value, mode="json")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_json(kind: Any, content: bytes) -> Any:
    """Read back what `to_json` wrote, validated."""
    return _adapter(kind).validate_json(content)


def digest(*parts: bytes | str) -> str:
    """SHA-256, hex, of parts kept apart by their lengths, so that no two lists collide."""
    hasher = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        hasher.update(f"{len(content)}:".encode())
        hasher.update(content)
    return hasher.hexdigest()

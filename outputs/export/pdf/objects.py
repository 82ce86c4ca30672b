"""Write a PDF object by object, so that a file of a thousand scans is never held in memory."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final

import pikepdf

# The comment of four bytes above 127 that tells transports, and PDF/A wants, that this is binary.
_HEAD: Final = b"%PDF-1.7\n%\xd0\xb0\xd2\x93\n"
_FREE: Final = b"0000000000 65535 f \n"


@dataclass(frozen=True, slots=True)
class Reference:
    """An object by its number, whether or not it was written yet."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes with the dictionary that says how they are coded; `/Length` is added."""

    entries: Mapping[str, "Value"]
    content: bytes = field(repr=False)


Value = (
    bool | int | float | bytes | list["Value"] | dict[str, "Value"] | Reference | Stream
    | pikepdf.Name | pikepdf.String
)  # fmt: skip
"""What stands in a PDF; bytes are written as they are, a stream as a reference to it."""


class PdfWriter:
    """Objects go out as they come; of each only its place is remembered.

    Equal input gives equal bytes: the identity in the trailer is the digest of what was written.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self._position = 0
        self._places: list[int] = []
        self._streams: dict[bytes, Reference] = {}
        self._put(_HEAD)

    def reserve(self) -> Reference:
        """Number an object that others name before it is written."""
        self._places.append(0)
        return Reference(len(self._places))

    def add(self, value: Value, reference: Reference | None = None) -> Reference:
        """Write an object; a stream that was written before is not written again."""
        if not isinstance(value, Stream):
            content = self._serialised(value)
            return self._write(reference or self.reserve(), content)
        entries = self._serialised({**value.entries, "Length": len(value.content)})
        key = hashlib.sha256(entries + value.content).digest()
        if reference is None and key in self._streams:
            return self._streams[key]
        reference = reference or self.reserve()
        self._streams[key] = reference
        return self._write(reference, entries, b"\nstream\n", value.content, b"\nendstream")

    def finish(self, root: Reference, information: Reference) -> None:
        """Write the table of places and the trailer."""
        size = len(self._places) + 1
        identity = b"<" + self._digest.hexdigest()[:32].encode() + b">"
        table = self._position
        self._put(b"xref\n0 %d\n" % size, _FREE)
        self._put(*(b"%010d 00000 n \n" % place for place in self._places))
        trailer = self._serialised(
            {"Size": size, "Root": root, "Info": information, "ID": [identity, identity]}
        )
        self._put(b"trailer\n", trailer, b"\nstartxref\n%d\n%%%%EOF\n" % table)

    def _write(self, reference: Reference, *content: bytes) -> Reference:
        self._places[reference.number - 1] = self._position
        self._put(b"%d 0 obj\n" % reference.number, *content, b"\nendobj\n")
        return reference

    def _put(self, *parts: bytes) -> None:
        for part in parts:
            self._target.write(part)
            self._digest.update(part)
            self._position += len(part)

    def _serialised(self, value: Value) -> bytes:
        match value:
            case bool():
                return b"true" if value else b"false"
            case int():
                return b"%d" % value
            case float():
                return number(value)
            case bytes():
                return value
            case Reference():
                return b"%d 0 R" % value.number
            case Stream():
                return self._serialised(self.add(value))
            case list():
                return b"[" + b" ".join(map(self._serialised, value)) + b"]"
            case dict():
                pairs = (
                    f"/{name} ".encode() + self._serialised(each) for name, each in value.items()
                )
                return b"<<" + b" ".join(pairs) + b">>"
            case _:
                return value.unparse()


def number(value: float) -> bytes:
    """A real number of at most four decimals, without idle zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()

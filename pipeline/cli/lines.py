"""Lines of standard input, and an answer to each on standard output."""

import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader
from typing import Any, Final, cast

from models.errors import INPUT_INVALID, ConfigError
from models.i18n import _
from models.jsonlines import json_line

_BYTE_ORDER_MARK: Final = "\ufeff"
_AT_ONCE: Final = 64
"""Lines are read together up to so many; more save no more time, and answers would come late."""
_BYTES: Final = 1 << 16


def input_batches() -> Iterator[list[str]]:
    """Yield the lines of standard input without their ends, those together that are there.

    Nobody waits: who writes one line gets it alone, who pipes a file in gets many at once.

    Raises:
        ConfigError: a line is not UTF-8; the lines before it were given.
    """
    number, batch = 0, list[str]()
    for lines in _available():
        for given in lines:
            number += 1
            try:
                line = given.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                if batch:
                    yield batch
                told = _("line {number} is not UTF-8").format(number=number)
                raise ConfigError(INPUT_INVALID, told) from error
            batch.append(line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line)
            if len(batch) == _AT_ONCE:
                yield batch
                batch = []
        if batch:
            yield batch
            batch = []


def _available() -> Iterator[list[bytes]]:
    """Whole lines with their ends, as many as have arrived; the last may have no end."""
    pieces: list[bytes] = []
    arriving = cast(BufferedReader, sys.stdin.buffer)
    while given := arriving.read1(_BYTES):
        whole, end, rest = given.rpartition(b"\n")
        if end:
            yield b"".join((*pieces, whole)).split(b"\n")
            pieces = []
        if rest:
            pieces.append(rest)
    if pieces:
        yield [b"".join(pieces)]


def input_lines() -> Iterator[str]:
    """Yield the lines of standard input one by one; see `input_batches`."""
    for batch in input_batches():
        yield from batch


def write_answers(answers: Iterable[dict[str, Any]]) -> None:
    """Write each object as a line, and let them go: who wrote lines to us may wait for them."""
    for answer in answers:
        # A lone surrogate, which JSON can spell, has no UTF-8; it goes back as it was spelt.
        sys.stdout.buffer.write(json_line(answer).encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()

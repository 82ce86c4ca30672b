"""Lines of standard input, and an answer to each on standard output."""

import json
import sys
from collections.abc import Iterator
from typing import Any, Final

from models.errors import INPUT_INVALID, ConfigError
from models.i18n import _

_BYTE_ORDER_MARK: Final = "\ufeff"


def input_lines() -> Iterator[str]:
    """Yield the lines of standard input without their ends.

    Raises:
        ConfigError: a line is not UTF-8.
    """
    for number, given in enumerate(sys.stdin.buffer, start=1):
        try:
            line = given.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            told = _("line {number} is not UTF-8").format(number=number)
            raise ConfigError(INPUT_INVALID, told) from error
        yield line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line


def write_answer(answer: dict[str, Any]) -> None:
    """Write one object as a line at once: who writes lines to us may wait for the answer."""
    text = json.dumps(answer, ensure_ascii=False)
    # A lone surrogate, which JSON can spell, has no UTF-8; it goes back as it was spelt.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()

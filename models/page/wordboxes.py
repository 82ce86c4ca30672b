"""A page's words as one small blob: columns of differences, bytes shuffled, then zstd."""

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
import zstandard

from models.errors import STORE_FAILED, StoreError
from models.page import Box, Word

_VERSION: Final = 1
_LEVEL: Final = 9
_CONFIDENCE_STEPS: Final = 1000
_COLUMNS: Final = 9
_BYTES_PER_WORD: Final = _COLUMNS * 4
# A damaged header must not ask for gigabytes; no page comes near a million words.
_MAX_BYTES: Final = 1_000_000 * _BYTES_PER_WORD


def encode_words(words: tuple[Word, ...]) -> bytes:
    """Pack the words of a page, in their order; the text itself is stored beside them.

    One column per field (start, length, left, top, width, height, confidence, block, line), the
    difference from word to word, least significant bytes together: 1.7 KB a page where a row per
    word costs 12.7 KB. Fields must fit 32 bits; confidence is kept to a thousandth.
    """
    rows = [
        (
            word.start,
            word.end - word.start,
            word.box.left,
            word.box.top,
            word.box.width,
            word.box.height,
            round(word.confidence * _CONFIDENCE_STEPS),
            word.block,
            word.line,
        )
        for word in words
    ]
    columns = np.array(rows, dtype=np.int32).reshape(-1, _COLUMNS).T
    shuffled = _fold_signs(_differences(columns)).view(np.uint8).reshape(-1, 4).T
    return bytes([_VERSION]) + _compress(shuffled.tobytes())


def decode_words(
    blob: bytes, touching: Iterable[tuple[int, int]] | None = None
) -> tuple[Word, ...]:
    """Unpack what `encode_words` packed.

    Args:
        blob: of a page.
        touching: stretches of its text; only the words that have a character in any of them are
            given, which is much quicker for a few.

    Raises:
        StoreError: the blob is damaged or of a version that this program does not know.
    """
    if blob[:1] != bytes([_VERSION]):
        raise StoreError(STORE_FAILED, f"word boxes of unknown version {blob[:1].hex()}")
    shuffled = np.frombuffer(_decompress(blob[1:]), dtype=np.uint8)
    folded = shuffled.reshape(4, -1).T.copy().view("<u4").reshape(_COLUMNS, -1)
    columns = np.cumsum(_unfold_signs(folded), axis=1, dtype=np.int32)
    if touching is not None:
        columns = columns[:, _touched(columns[0], columns[0] + columns[1], touching)]
    return tuple(
        Word(start, start + length, Box(*box), steps / _CONFIDENCE_STEPS, block, line)
        for start, length, *box, steps, block, line in columns.T.tolist()
    )


def _touched(
    starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32], stretches: Iterable[tuple[int, int]]
) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(starts), dtype=np.bool_)
    for first, last in stretches:
        found |= (starts < last) & (ends > first)
    return found


def _compress(content: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(content)


def _decompress(frame: bytes) -> bytes:
    try:
        size = zstandard.frame_content_size(frame)
        if not 0 <= size <= _MAX_BYTES or size % _BYTES_PER_WORD:
            raise StoreError(STORE_FAILED, f"word boxes of {size} bytes")
        if not size and frame != _compress(b""):
            # The library takes a frame that claims to be empty at its word.
            raise StoreError(STORE_FAILED, "word boxes of 0 bytes in a frame that holds more")
        return zstandard.ZstdDecompressor().decompress(frame)
    except zstandard.ZstdError as error:
        raise StoreError(STORE_FAILED, f"word boxes: {error}") from error


def _differences(columns: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    # 32-bit arithmetic wraps around both ways, so even extreme values come back.
    return np.diff(columns, axis=1, prepend=np.int32(0)).astype(np.int32)


def _fold_signs(numbers: npt.NDArray[np.int32]) -> npt.NDArray[np.uint32]:
    """Map 0, -1, 1, -2, … to 0, 1, 2, 3, …, so that small steps back have zero high bytes."""
    folded = (numbers << 1) ^ (numbers >> 31)
    return np.ascontiguousarray(folded).astype("<i4").view("<u4")


def _unfold_signs(folded: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
    halves = (folded >> 1).astype(np.int32)
    signs = (folded & 1).astype(np.int32)
    return halves ^ -signs

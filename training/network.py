"""Makes Debian's integer Tesseract models float again, since lstmtraining refuses integer ones.

Format: tesseract 5, `src/lstm/*.cpp` (`Serialize`) and `src/ccstruct/matrix.h`; little-endian.
A network is a tree of layers; only the weight matrices differ between the two forms.
"""

import struct
from io import BytesIO
from typing import BinaryIO, Final

import numpy as np

INTEGER: Final = 1
ADAM: Final = 4
DOUBLES: Final = 128
"""Flags of a weight matrix: int8 with a scale a row; Adam's sums kept; written since 2017."""

OWN_RATES: Final = 64
"""Flag of a layer: a series or parallel ends with a learning rate for each member."""

INTEGER_MODEL: Final = 1
"""Flag of a recogniser that runs on int8."""

GATES: Final = 4
"""Weight matrices of a one-dimensional LSTM: cell input, input, forget, output."""

PLUMBING: Final = frozenset(
    ("Series", "Parallel", "Replicated", "ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM")
)
REVERSED: Final = frozenset(("RTLReversed", "TTBReversed", "XYTranspose"))
CONNECTED: Final = frozenset(
    ("Logistic", "LinLogistic", "LinTanh", "Tanh", "Relu", "Linear", "Softmax", "SoftmaxNoCTC")
)
FIXED: Final = {"Input": 20, "Convolve": 8, "Maxpool": 8, "Reconfig": 8}
"""Bytes of the layers without weights, after the common head."""


class UnknownNetwork(ValueError):
    """The bytes are no network this reader knows."""


class Copier:
    """Copies a serialised recogniser from `source`, writing float matrices for integer ones."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._sink = BytesIO()
        self.matrices = 0

    def copy(self) -> bytes:
        """Copy the network, then what follows it, with the integer flag cleared.

        Raises:
            UnknownNetwork: a layer or matrix of an unknown kind, or the bytes end too soon.
        """
        self._copy_layer()
        self._copy_string()  # the specification, e.g. [1,36,0,1Ct3,3,16...]
        (flags,) = struct.unpack("<i", self._take(4))
        self._sink.write(struct.pack("<i", flags & ~INTEGER_MODEL))
        self._sink.write(self._source.read())
        return self._sink.getvalue()

    def _take(self, size: int) -> bytes:
        taken = self._source.read(size)
        if len(taken) != size:
            raise UnknownNetwork("the network ends too soon")
        return taken

    def _copy_bytes(self, size: int) -> bytes:
        taken = self._take(size)
        self._sink.write(taken)
        return taken

    def _copy_count(self) -> int:
        return int(struct.unpack("<I", self._copy_bytes(4))[0])

    def _copy_string(self) -> str:
        return self._copy_bytes(self._copy_count()).decode("utf-8")

    def _copy_layer(self) -> None:
        self._copy_bytes(1)  # 0: the type follows by name
        kind = self._copy_string()
        self._copy_bytes(2)  # training, needs back-propagation
        (flags, inputs, outputs, _) = struct.unpack("<4i", self._copy_bytes(16))
        self._copy_string()  # name
        if kind in FIXED:
            self._copy_bytes(FIXED[kind])
        elif kind in PLUMBING | REVERSED:
            for _ in range(self._copy_count()):
                self._copy_layer()
            if flags & OWN_RATES:
                self._copy_bytes(4 * self._copy_count())
        elif kind in CONNECTED:
            self._copy_matrix()
        elif kind in ("LSTM", "SummLSTM"):
            self._copy_gates(inputs, outputs)
        else:
            raise UnknownNetwork(f"unknown layer {kind!r}")

    def _copy_gates(self, inputs: int, outputs: int) -> None:
        (seen,) = struct.unpack("<i", self._copy_bytes(4))
        if seen != inputs + outputs:
            raise UnknownNetwork("two-dimensional LSTM")
        for _ in range(GATES):
            self._copy_matrix()

    def _copy_matrix(self) -> None:
        (mode,) = self._take(1)
        if mode & DOUBLES == 0:
            raise UnknownNetwork("weights in the form of before 2017")
        self._sink.write(bytes((mode & ~INTEGER,)))
        cell = 1 if mode & INTEGER else 8
        rows, columns = struct.unpack("<2i", self._copy_bytes(8))
        empty, cells = self._take(cell), self._take(rows * columns * cell)
        if mode & INTEGER:
            empty, cells = bytes(8), self._scale(cells, rows)
        self._sink.write(empty + cells)
        self.matrices += 1

    def _scale(self, cells: bytes, rows: int) -> bytes:
        (size,) = struct.unpack("<I", self._take(4))
        scales = np.frombuffer(self._take(8 * size), "<f8")[:rows]
        whole = np.frombuffer(cells, np.int8).reshape(rows, -1).astype("<f8")
        return bytes((whole * scales[:, None]).tobytes())


def make_float(network: bytes) -> bytes:
    """Give the `lstm` component of a model with float weights instead of int8 times row scale.

    Raises:
        UnknownNetwork: it is no network this reader knows.
    """
    return Copier(BytesIO(network)).copy()

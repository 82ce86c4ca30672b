import struct

import numpy as np
import pytest

from training.network import ADAM, DOUBLES, INTEGER, OWN_RATES, UnknownNetwork, make_float


def counted(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode()


def layer(kind: str, body: bytes, *, inputs: int = 2, outputs: int = 3, flags: int = 0) -> bytes:
    head = b"\0" + counted(kind) + b"\0\0" + struct.pack("<4i", flags, inputs, outputs, 9)
    return head + counted("name") + body


def integer_matrix(cells: list[list[int]], scales: list[float]) -> bytes:
    whole = np.array(cells, np.int8)
    head = bytes((INTEGER | ADAM | DOUBLES,)) + struct.pack("<2i", *whole.shape) + b"\0"
    return head + whole.tobytes() + struct.pack(f"<I{len(scales)}d", len(scales), *scales)


def float_matrix(cells: list[list[float]]) -> bytes:
    whole = np.array(cells, "<f8")
    return bytes((ADAM | DOUBLES,)) + struct.pack("<2i", *whole.shape) + bytes(8) + whole.tobytes()


def recogniser(network: bytes, flags: int) -> bytes:
    return network + counted("[1,36,0,1]") + struct.pack("<i", flags) + b"the rest"


def series(members: list[bytes]) -> bytes:
    rates = struct.pack("<I2f", 2, 0.5, 0.25)
    body = struct.pack("<I", len(members)) + b"".join(members) + rates
    return layer("Series", body, flags=OWN_RATES)


INTEGERS = integer_matrix([[127, -64, 0], [1, 2, 3]], [0.5, 0.25])
FLOATS = float_matrix([[63.5, -32.0, 0.0], [0.25, 0.5, 0.75]])


def test_every_row_is_multiplied_by_its_scale_and_nothing_else_changes() -> None:
    def whole(matrix: bytes) -> bytes:
        gates = layer("LSTM", struct.pack("<i", 5) + matrix * 4)
        return series([layer("Input", bytes(20)), gates, layer("Softmax", matrix)])

    assert make_float(recogniser(whole(INTEGERS), 65)) == recogniser(whole(FLOATS), 64)


def test_scales_beyond_the_rows_are_padding() -> None:
    padded = integer_matrix([[127, -64, 0], [1, 2, 3]], [0.5, 0.25, 9.0, 9.0])

    made = make_float(recogniser(layer("Tanh", padded), 1))

    assert made == recogniser(layer("Tanh", FLOATS), 0)


def test_a_float_network_stays_as_it_is() -> None:
    network = recogniser(layer("Tanh", FLOATS), 64)

    assert make_float(network) == network


@pytest.mark.parametrize(
    ("network", "message"),
    [
        (layer("TensorFlow", b""), "unknown layer 'TensorFlow'"),
        (layer("Tanh", INTEGERS)[:-1], "ends too soon"),
        (layer("Tanh", bytes((INTEGER,)) + INTEGERS[1:]), "before 2017"),
        (layer("LSTM", struct.pack("<i", 8) + INTEGERS * 4), "two-dimensional"),
    ],
)
def test_what_it_cannot_read_is_named(network: bytes, message: str) -> None:
    with pytest.raises(UnknownNetwork, match=message):
        make_float(network)

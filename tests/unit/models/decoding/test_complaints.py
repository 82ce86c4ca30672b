"""What libraries and programs say is kept once, bounded, and only where somebody listens."""

import os

from models.decoding.complaints import complain, complaints, hearing


def test_each_line_is_kept_once_with_who_said_it() -> None:
    with complaints() as said:
        complain("poppler", "Syntax  Error: a\n\nSyntax Error: b\nSyntax Error: a\n")
    complain("poppler", "nobody listens")
    assert said == ["poppler: Syntax Error: a", "poppler: Syntax Error: b"]


def test_a_flood_is_cut() -> None:
    with complaints() as said:
        complain("decoder", "\n".join(f"{number} {'x' * 1000}" for number in range(1000)))
    assert len(said) == 10
    assert {len(line) for line in said} == {200}


def test_what_is_written_past_python_is_heard_and_standard_error_comes_back() -> None:
    before = os.fstat(2)
    with complaints() as said, hearing("libjpeg") as heard:
        os.write(2, b"Corrupt JPEG data\n")
    assert heard == ["Corrupt JPEG data\n"]
    assert said == ["libjpeg: Corrupt JPEG data"]
    assert os.path.samestat(os.fstat(2), before)


def test_more_than_a_pipe_holds_does_not_block() -> None:
    with hearing("libtiff") as heard:
        for _ in range(100):
            try:
                os.write(2, b"x" * 4096)
            except BlockingIOError:
                break
    assert 4096 <= len(heard[0]) <= 1 << 16

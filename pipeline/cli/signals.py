"""Ctrl-C and a polite kill, taken as a wish to end well."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stop_on_signal() -> Iterator[Callable[[], bool]]:
    """Let what is in hand be committed before the end; gives a question whether to end."""
    asked = threading.Event()
    names = (signal.SIGINT, signal.SIGTERM)
    former = {name: signal.signal(name, lambda *_: asked.set()) for name in names}
    try:
        yield asked.is_set
    finally:
        for name, handler in former.items():
            signal.signal(name, handler)

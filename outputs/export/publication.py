"""Publish files all at once or not at all: they are written aside and renamed at the end."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import TextIO

from models.errors import STORE_FAILED, STORE_FULL, StoreError


@contextmanager
def publish(*paths: Path, encoding: str = "utf-8") -> Iterator[tuple[TextIO, ...]]:
    """Open a text stream for each path; the files take their names when the block ends well.

    Folders are made as needed. Lines end as written: no translation of line ends.

    Raises:
        StoreError: a file cannot be written; nothing was published then.
    """
    drafts = [path.with_name(f".{path.name}.partial") for path in paths]
    try:
        with ExitStack() as streams:
            for path in paths:
                path.parent.mkdir(parents=True, exist_ok=True)
            yield tuple(
                streams.enter_context(draft.open("w", encoding=encoding, newline=""))
                for draft in drafts
            )
        for draft, path in zip(drafts, paths, strict=True):
            draft.replace(path)
    except OSError as error:
        code = STORE_FULL if error.errno == ENOSPC else STORE_FAILED
        raise StoreError(code, f"{error.filename}: {error.strerror}") from error
    finally:
        for draft in drafts:
            if draft.is_file():
                draft.unlink()

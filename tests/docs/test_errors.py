from collections.abc import Iterator

import pytest

from models.errors import KINDS, AigaqError
from pipeline.cli.session import FINISHED_WITH_QUARANTINE, INTERRUPTED
from tests.docs.markdown import DOCS, names, tables

ROWS = [row for rows in tables(DOCS / "errors.md").values() for row in rows]
BY_CODE = {row[0].strip("`"): row for row in ROWS}


@pytest.mark.parametrize("code", KINDS)
def test_an_error_is_documented_in_its_own_words(code: str) -> None:
    _code, meaning, when, remedy = BY_CODE[code]
    assert (meaning, remedy) == (KINDS[code].meaning, KINDS[code].remedy)
    assert when


def test_no_error_is_documented_that_is_not_there() -> None:
    assert names(ROWS) == set(KINDS)
    assert len(ROWS) == len(KINDS)


def kinds_of_error(root: type[AigaqError]) -> Iterator[type[AigaqError]]:
    yield root
    for kind in root.__subclasses__():
        yield from kinds_of_error(kind)


def test_every_exit_status_is_documented() -> None:
    documented = {int(row[0]) for row in tables(DOCS / "operator.md")["Exit statuses"]}
    of_errors = {kind.exit_status for kind in kinds_of_error(AigaqError)}
    assert documented == {0, FINISHED_WITH_QUARANTINE, INTERRUPTED} | of_errors

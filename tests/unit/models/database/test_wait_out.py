"""A server that is away is waited for; no other failure is."""

import pytest

from models.database import wait_out
from models.errors import STORE_AWAY, STORE_FULL, StoreError


def failing(*codes: str) -> list[StoreError]:
    return [StoreError(code, "test") for code in codes]


def test_work_is_done_again_until_the_server_is_back() -> None:
    errors = failing(STORE_AWAY, STORE_AWAY)

    def work() -> str:
        if errors:
            raise errors.pop()
        return "done"

    assert wait_out(work) == "done"


@pytest.mark.parametrize(("code", "seconds"), [(STORE_FULL, 60.0), (STORE_AWAY, 0.25)])
def test_another_failure_or_one_that_lasts_is_raised(code: str, seconds: float) -> None:
    tries: list[str] = []

    def work() -> None:
        tries.append(code)
        raise StoreError(code, "test")

    with pytest.raises(StoreError) as caught:
        wait_out(work, seconds=seconds)
    assert caught.value.code == code
    assert len(tries) == (1 if code == STORE_FULL else 2)

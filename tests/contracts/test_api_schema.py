"""Whatever a program sends, the API answers as its own description says.

`AIGAQ_API_EXAMPLES=30` draws that many requests of each sort for every operation; the usual run
draws two. `pytest -s` prints how many were sent.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import APIOperation, BaseSchema, Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok

from tests.support.webroom import make_webroom

EXAMPLES = int(os.environ.get("AIGAQ_API_EXAMPLES", "2"))
# What no schema can say is refused by 400 (a query that cannot be read, a cursor that nobody gave);
# what is not there, by 404; what nobody may do who did not sign in, by 401.
ANSWERS = ["2xx", 400, 401, 404]
REFUSALS = [400, 401, 404, 414, 422]
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ANSWERS},
            "negative_data_rejection": {"expected-statuses": REFUSALS},
        },
        # A body of plain text that is no text cannot be sent: `null` is a name of four letters.
        "operations": [
            {
                "include-path": "/api/v1/name-lists",
                "checks": {"negative_data_rejection": {"enabled": False}},
            }
        ],
    }
)
PARTS = 4
Operation = APIOperation[Any, Any, Any, Any]


@pytest.fixture(scope="module")
def sent() -> Iterator[Counter[str]]:
    """How many requests were sent to each operation."""
    counted: Counter[str] = Counter()
    yield counted
    print(f"\n{counted.total()} requests to {len(counted)} operations")  # noqa: T201


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    room = make_webroom(tmp_path_factory.mktemp("room"))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", room.app, config=CONFIG)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_answer_is_as_described(
    api: BaseSchema, sent: Counter[str], subtests: pytest.Subtests, part: int
) -> None:
    found = list(api.get_all_operations())
    operations = [each.ok() for each in found if isinstance(each, Ok)]
    assert len(operations) == len(found)
    assert len(operations) > 20
    for operation in operations[part::PARTS]:
        for mode in _modes(operation):
            with subtests.test(operation.label, mode=mode):
                _try(operation, mode, sent)


def _modes(operation: Operation) -> list[GenerationMode]:
    """What fits the description and what does not; without parameters all requests fit."""
    takes_any = any(operation.iter_parameters()) or len(operation.body) > 0
    return list(GenerationMode) if takes_any else [GenerationMode.POSITIVE]


def _try(operation: Operation, mode: GenerationMode, sent: Counter[str]) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def try_one(case: Case[Operation]) -> None:
        sent[operation.label] += 1
        case.call_and_validate()

    try_one()

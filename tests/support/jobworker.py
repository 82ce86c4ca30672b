"""A worker of the toy stages in a process of its own.

python -m tests.support.jobworker ADDRESS STAGES LOSSES QUEUES
"""

import json
import sys
from pathlib import Path

from models.blobs import BlobStore
from models.database import Database
from outputs.search.backends.tsvector import TsVectorIndex
from pipeline.executors import InlineExecutor
from pipeline.jobs.lane import Lane, plan_digest
from pipeline.jobs.worker import Worker
from pipeline.plan import make_plan
from pipeline.settings import RunOptions
from tests.support.toy_stages import ReadOptions, toy_stages

# Short, so that tests need not wait long for those who fall silent.
STALLED_SECONDS = 3


def main(address: str, options: str, losses: str, queues: str) -> None:
    database = Database(address)
    plan = make_plan(toy_stages(ReadOptions.model_validate(json.loads(options))))
    Worker(
        database,
        plan_digest(plan),
        lambda stopped: Lane(
            database,
            BlobStore(Path("nowhere")),
            TsVectorIndex(),
            plan,
            queues=queues.split(","),
            options=RunOptions(commit_pages=2, losses=int(losses)),
            make_executor=lambda: InlineExecutor(plan),
            stopped=stopped,
        ),
        queues=queues.split(","),
        lanes=1,
        stalled_seconds=STALLED_SECONDS,
        tell=lambda text: print(text, flush=True),  # noqa: T201
    ).run()
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

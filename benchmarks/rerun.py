"""What a second run, a changed option and a changed page cost, against the first run.

python -m benchmarks.rerun
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from benchmarks.deliveries import make_delivery
from benchmarks.workspaces import aigaq_json
from models.database import Database, back_end_of

AIM: Final = 0.03


def main() -> None:
    """Print stage executions and seconds of each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=4)
    copies = parser.parse_args().copies
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "data"
        delivery = make_delivery(Path(folder), copies)
        aigaq_json(workspace, "ingest", delivery, "--collection", "samples")
        first = timed_run(workspace, "first run")
        second = timed_run(workspace, "second run")
        print(f"second / first: {second / first:.3f} (aim: under {AIM})")
        changed = Path(folder) / "changed.yaml"
        shipped = Path("config.yaml").read_text(encoding="utf-8")
        changed.write_text(
            shipped.replace("name: spacy", "name: spacy\n      min_confidence: 0.3"), "utf-8"
        )
        timed_run(workspace, "mention option changed", "--config", changed)
        timed_run(workspace, "and changed back")
        change_page(delivery / "0000.jpg")
        aigaq_json(workspace, "ingest", delivery, "--collection", "samples")
        timed_run(workspace, "one page's image changed")
        clean = Path(folder) / "clean"
        aigaq_json(clean, "ingest", delivery, "--collection", "samples")
        timed_run(clean, "clean run of the same")
        same = derived_rows(workspace) == derived_rows(clean)
        print(f"equal to the clean run, row by row: {same}")


def timed_run(workspace: Path, title: str, *options: str | Path) -> float:
    """Run, print what ran, return wall seconds of the command."""
    started = time.perf_counter()
    answer = aigaq_json(workspace, *options, "run")
    seconds = time.perf_counter() - started
    print(f"{title:<26} {seconds:6.2f} s  executions {answer['executions']}")
    return seconds


def change_page(path: Path) -> None:
    """Paint a strip of a JPEG white."""
    image = cv2.imdecode(np.fromfile(path, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    image[1700:1900] = 255
    cv2.imencode(".jpg", image)[1].tofile(path)


_DERIVED: Final = {
    "page": "SELECT source_id, number, image_sha256, state FROM page",
    "text": "SELECT page_id, text, words, confidence, language, model FROM page_text",
    "quality": "SELECT page_id, expected_cer FROM page_quality",
    "value": "SELECT page_id, name, content FROM page_value",
    "ledger": "SELECT page_id, stage, state, recipe, fingerprint, output FROM ledger",
    "mention": (
        'SELECT page_id, m.label, start, "end", text, m.normal, confidence, edtf, places, key'
        " FROM mention m JOIN entity e ON e.id = m.entity_id"
    ),
    "entity": "SELECT label, key, normal, lower, upper FROM entity",
}
_INDEX: Final = {
    "sqlite": "SELECT rowid, body, person, place, org FROM search_page",
    "postgresql": "SELECT page_id, body, person, place, org FROM search_page",
}


def derived_rows(record: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that the stages made, without run numbers, times and surrogate ids.

    Args:
        record: the workspace that it lies in, or a database's address.
    """
    address = record if isinstance(record, str) else f"sqlite:///{record / 'aigaq.db'}"
    database = Database(address)
    queries = {**_DERIVED, "index": _INDEX[back_end_of(address)]}
    with database.read() as connection:
        rows = {
            name: sorted(map(tuple, connection.exec_driver_sql(query)), key=repr)
            for name, query in queries.items()
        }
    database.close()
    return rows


if __name__ == "__main__":
    main()

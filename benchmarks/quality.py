"""How well the samples are read, from pixels to people, places and dates.

Run `python -m benchmarks.quality` to read the samples with ./config.yaml in a workspace of its
own, or give an export: `python -m benchmarks.quality EXPORT.jsonl [--misses]`.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.scoring import read_export, read_gold, score, table
from benchmarks.workspaces import export_workspace, fill_workspace

SAMPLES: Final = Path(__file__).parent.parent / "samples"


def main() -> None:
    """Print the table, and with --misses every span that differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", nargs="?", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        export = arguments.export
        if export is None:
            workspace = Path(folder) / "data"
            fill_workspace(workspace, SAMPLES / "delivery")
            export = export_workspace(workspace, Path(folder) / "samples.jsonl")
        result = score(read_gold(SAMPLES), read_export(export))
    print("\n".join(table(result)))
    if arguments.misses:
        print("\n".join(result.misses))


if __name__ == "__main__":
    main()

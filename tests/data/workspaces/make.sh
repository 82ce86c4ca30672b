#!/bin/sh
# Make a record as an earlier version of the program made it, and write it down as text:
#   tests/data/workspaces/make.sh COMMIT tests/data/workspaces/NNNN.sql
# The code of COMMIT reads two sheets and a broken scan of the samples; where it knows how, somebody signs in and
# says of two people that they are one. Needs .venv, Tesseract and the program sqlite3.
set -eu
commit=$1
out=$(realpath "$2")
python=${PYTHON:-$PWD/.venv/bin/python}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
git archive "$commit" | tar -x -C "$place"
cd "$place"
# Engines come by the entry points of that time, not by those of the installed program.
"$python" - <<'PYTHON'
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
folder = Path("aigaq-0.dist-info")
folder.mkdir()
(folder / "METADATA").write_text("Metadata-Version: 2.1\nName: aigaq\nVersion: 0\n")
groups = {"console_scripts": project["scripts"], **project.get("entry-points", {})}
with (folder / "entry_points.txt").open("w") as points:
    for group, entries in groups.items():
        points.write(f"[{group}]\n" + "".join(f"{name} = {at}\n" for name, at in entries.items()))
PYTHON
mkdir delivery
cp -r samples/delivery/САДП delivery/
cp samples/delivery/испорченные/*.jpg delivery/

export PYTHONPATH="$place" LOGNAME=operator
aigaq() { "$python" -W ignore -c 'from pipeline.cli import main; main()' --workspace "$place/data" "$@"; }
knows() { aigaq "$1" --help >/dev/null 2>&1; }
allow_quarantine() { "$@" || { status=$?; [ "$status" = 5 ] || exit "$status"; }; }

allow_quarantine aigaq ingest delivery --collection дела
allow_quarantine aigaq run
if knows people; then
    aigaq people merge 1 2 --reason 'для проверки' --author архивист
fi
if knows users; then
    echo 'пароль для проверки' | aigaq users add архивист --role archivist --stdin
    aigaq keys add программа --role reader >/dev/null
fi
if knows verify; then
    aigaq verify
fi
sqlite3 "$place/data/aigaq.db" .dump >"$out"

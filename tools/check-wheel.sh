#!/bin/sh
# Build the wheel, install it into an empty environment and run the command from `/`.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
.venv/bin/python -m build --wheel --outdir "$place" . >/dev/null
if .venv/bin/python -m zipfile --list "$place"/*.whl | grep -qE '^(tests|samples|benchmarks|training)/'; then
    echo "The wheel holds what it must not: tests, samples, benchmarks or training" >&2
    exit 1
fi
python3 -m venv "$place/venv" 2>/dev/null || .venv/bin/python -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --constraint constraints.txt "$place"/*.whl
cd /
"$place/venv/bin/aigaq" --workspace "$place/data" doctor --json >/dev/null
"$place/venv/bin/aigaq" --help >/dev/null
echo "The wheel works from /"

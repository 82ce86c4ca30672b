#!/bin/sh
# Fetch into .cache/iiif what only the tests of IIIF use: Mirador (its bundle, which holds all that it needs), the
# consortium's checker of image servers, and iiif-prezi3. The last two come without their dependencies, since they
# would hold back the Pillow that reads the scans.
set -eu
place=.cache/iiif
mirador=4.0.0

rm -rf "$place"
mkdir -p "$place/mirador"
npm pack --silent --pack-destination "$place" "mirador@$mirador" >/dev/null
tar -xzf "$place/mirador-$mirador.tgz" -C "$place/mirador" --strip-components=1 \
    package/LICENSE package/package.json package/dist/mirador.min.js
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --target "$place/python" \
    bottle==0.13.4 iiif-prezi3==3.1.1 iiif-validator==1.0.5 python-magic==0.4.27
touch "$place/.installed"

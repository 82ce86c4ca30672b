"""How well and how fast pages are read: naive pytesseract, OCRmyPDF and ours, in one run.

    python -m benchmarks.ocr FOLDER... [--systems naive,ocrmypdf,pytesseract,tesserocr]
                             [--describe] [--pages N] [--json FILE] [--texts FOLDER]

A folder holds images at 300 dpi with their true text beside each (`x.png`, `x.gt.txt`), made by
benchmarks.realpages or benchmarks.rendered. Every system reads a page before the next page comes.

- naive: `pytesseract.image_to_string(PIL image, lang="rus+kaz")`.
- ocrmypdf: `--deskew --rotate-pages --clean -l rus+kaz --sidecar`, one job; its sidecar is scored.
- pytesseract, tesserocr: the stages of ./config.yaml before the mentions (orient, clean, route,
  ocr), in this process, with this engine. The language is unknown to them, as on a page nobody
  described; `--describe` tells it. The rank correlation below the table is between the CER that
  they expect and the true one, by page.

All run on one thread (OMP_THREAD_LIMIT=1). Seconds are of the wall and of the processor (user and
system, children included), a page; loading a model for the first page counts. A page on which a
system fails counts as wholly wrong. `words` is the share of the true words that were read, in
whatever order; CER and WER are edits, so wrong order counts there.

Characters are folded before they are compared, in the true and in the read text alike:

- Latin letters that look like Cyrillic ones are Cyrillic (A B C E H K M O P T X Y, a c e i k o p x
  y h, and schwa and barred o, which stand for Kazakh letters);
- I, І, l and | are 1, capital О is 0, capital З is 3, superscript two and three are 2 and 3;
- ё is е;
- quotes and primes of every kind are ", also two or more together, and two commas;
- dashes of every kind are -, also two or more together;
- a hyphen at a line end between letters joins the lines;
- four or more leader dots, two or more underlines, are a blank; … is three dots;
- runs of blanks and line ends are one blank. Unicode is composed (NFC).

Capitals, punctuation and spaces between words count.
"""

import argparse
import json
import resource
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import StatisticsError, correlation
from subprocess import SubprocessError
from typing import Final

from benchmarks.folding import NONE, Errors, count_errors
from benchmarks.goldpages import GoldPage, find_pages
from benchmarks.readers import READERS, Reader, make_reader
from models.errors import AigaqError

FAILURES: Final = (AigaqError, SubprocessError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One system on one page; `failure` says why there is no text."""

    page: GoldPage
    system: str
    errors: Errors
    wall_seconds: float
    cpu_seconds: float
    expected_cer: float | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One system on a group of pages; seconds are a page."""

    group: str
    system: str
    pages: int
    cer: float
    wer: float
    words_right: float
    wall_seconds: float
    cpu_seconds: float


def measure(
    page: GoldPage, system: str, reader: Reader, *, describe: bool
) -> tuple[Measurement, str]:
    """Read a page and compare; also gives the text that was read, empty after a failure."""
    language = page.language if describe and page.language in ("ru", "kk") else None
    text, expected, failure = None, None, None
    wall, cpu = time.perf_counter(), _cpu_seconds()
    try:
        read = reader.read(page.path, language=language)
        text, expected = read.text, read.expected_cer
    except FAILURES as error:
        failure = f"{type(error).__name__}: {error}"
    wall, cpu = time.perf_counter() - wall, _cpu_seconds() - cpu
    errors = count_errors(page.text, text)
    return Measurement(page, system, errors, wall, cpu, expected, failure), text or ""


def _cpu_seconds() -> float:
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


GROUPINGS: Final[tuple[Callable[[GoldPage], str], ...]] = (
    lambda page: f"{page.level} {page.language} {page.kind}",
    lambda page: page.level,
    lambda page: "all",
)


def make_rows(measurements: Sequence[Measurement], systems: Sequence[str]) -> list[Row]:
    """Sum up by level, language and kind, by level, and over all; a group said once is enough."""
    rows: list[Row] = []
    seen: set[frozenset[str]] = set()
    for grouping in GROUPINGS:
        for group in dict.fromkeys(grouping(measured.page) for measured in measurements):
            members = [m for m in measurements if grouping(m.page) == group]
            names = frozenset(str(m.page.path) for m in members)
            if names not in seen:
                seen.add(names)
                rows += [_row(group, s, [m for m in members if m.system == s]) for s in systems]
    return rows


def _row(group: str, system: str, members: Sequence[Measurement]) -> Row:
    errors, count = sum((m.errors for m in members), NONE), len(members)
    return Row(
        group,
        system,
        count,
        errors.cer,
        errors.wer,
        errors.right,
        sum(m.wall_seconds for m in members) / count,
        sum(m.cpu_seconds for m in members) / count,
    )


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as lines of text, with the ratios to OCRmyPDF and to naive pytesseract."""
    yield (
        f"{'pages':<26}{'n':>4}  {'system':<12}{'CER':>7}{'WER':>7}{'words':>7}{'wall s':>8}"
        f"{'CPU s':>8} |{'CER/ocrmypdf':>13}{'CPU/ocrmypdf':>13}{'CER/naive':>10}{'CPU/naive':>10}"
    )
    by_key = {(row.group, row.system): row for row in rows}
    for row in rows:
        yield (
            f"{row.group:<26}{row.pages:>4}  {row.system:<12}{row.cer:>7.4f}{row.wer:>7.3f}"
            f"{row.words_right:>7.3f}{row.wall_seconds:>8.2f}{row.cpu_seconds:>8.2f} |"
            f"{_ratio(row, by_key.get((row.group, 'ocrmypdf')), 'cer'):>13}"
            f"{_ratio(row, by_key.get((row.group, 'ocrmypdf')), 'cpu_seconds'):>13}"
            f"{_ratio(row, by_key.get((row.group, 'naive')), 'cer'):>10}"
            f"{_ratio(row, by_key.get((row.group, 'naive')), 'cpu_seconds'):>10}"
        )


def _ratio(row: Row, other: Row | None, value: str) -> str:
    base: float = getattr(other, value) if other else 0.0
    return f"{getattr(row, value) / base:.2f}" if base and row is not other else "-"


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Rank correlation, ties by their mean rank; 0 where one of the two does not vary."""
    try:
        return correlation(_ranks(first), _ranks(second))
    except StatisticsError:
        return 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [(bisect_left(ordered, v) + bisect_right(ordered, v)) / 2 for v in values]


def _foretold(measurements: Sequence[Measurement], systems: Sequence[str]) -> Iterator[str]:
    for system in systems:
        told = [m for m in measurements if m.system == system and m.expected_cer is not None]
        if len(told) > 2:
            value = spearman([m.expected_cer or 0.0 for m in told], [m.errors.cer for m in told])
            yield f"{system}: Spearman of expected and true CER {value:.2f} on {len(told)} pages"


def write_json(path: Path, measurements: Sequence[Measurement], rows: Sequence[Row]) -> None:
    """Write every page's figures and the table."""
    pages = [
        {
            "page": m.page.name,
            "level": m.page.level,
            "language": m.page.language,
            "kind": m.page.kind,
            "system": m.system,
            "cer": m.errors.cer,
            "wer": m.errors.wer,
            "counts": asdict(m.errors),
            "wall_seconds": m.wall_seconds,
            "cpu_seconds": m.cpu_seconds,
            "expected_cer": m.expected_cer,
            "failure": m.failure,
        }
        for m in measurements
    ]
    content = {"pages": pages, "groups": [asdict(row) for row in rows]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--systems", default=",".join(READERS))
    parser.add_argument("--describe", action="store_true")
    parser.add_argument("--pages", type=int)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--texts", type=Path)
    return parser.parse_args()


def main() -> None:
    """Print a line a page and system as it is read, then the table."""
    arguments = _arguments()
    readers: dict[str, Reader] = {}
    for name in arguments.systems.split(","):
        made = make_reader(name)
        if isinstance(made, str):
            print(f"{name}: left out: {made}", flush=True)
        else:
            readers[name] = made
    measurements: list[Measurement] = []
    for page in find_pages(arguments.folders)[: arguments.pages]:
        for name, reader in readers.items():
            measured, text = measure(page, name, reader, describe=arguments.describe)
            measurements.append(measured)
            print(_line(measured), flush=True)
            if arguments.texts:
                arguments.texts.mkdir(parents=True, exist_ok=True)
                (arguments.texts / f"{page.name}.{name}.txt").write_text(text, encoding="utf-8")
    rows = make_rows(measurements, list(readers))
    print("\n".join([*table(rows), *_foretold(measurements, list(readers))]))
    if arguments.json:
        write_json(arguments.json, measurements, rows)


def _line(m: Measurement) -> str:
    figures = f"CER {m.errors.cer:.4f}  {m.wall_seconds:6.2f} s wall {m.cpu_seconds:6.2f} s CPU"
    return f"  {m.page.name:<34}{m.system:<12}{figures}  {m.failure or ''}"


if __name__ == "__main__":
    main()

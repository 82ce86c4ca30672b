r"""Score which event a date is said to belong to, on sentences whose dates are marked by hand.

    python -m benchmarks.events TABLE... [--rate 0.03 --rounds 5] [--misses]

A table is tab-separated with a heading, `lang` and `text`; in a text `{5 мая 1938 г.|arrest}` is a
date and its event, `{1929 г.|}` a date of none, and `\n` a line end. Noise is that of
`training.noise`. A wrong event counts apart from none: what is not said can be looked up, what is
said wrongly misleads.
"""

import argparse
import csv
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from models.dates.events import event_of
from training.noise import Noise

_DATE: Final = re.compile(r"\{(?P<surface>[^|}]+)\|(?P<event>\w*)\}")


class Dated(NamedTuple):
    """A date of a text, and the event that it belongs to, None for none."""

    text: str
    start: int
    end: int
    event: str | None
    language: str


def main() -> None:
    """Print the counts of each table, by language and by event."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--rate", type=float, default=0.0, help="share of letters spoilt")
    parser.add_argument("--rounds", type=int, default=1, help="times each text is spoilt")
    parser.add_argument("--misses", action="store_true", help="list what was not told right")
    arguments = parser.parse_args()
    for table in arguments.tables:
        dates = read_table(table)
        if arguments.rate:
            dates = spoilt(dates, Noise.read(), arguments.rate, arguments.rounds)
        print(f"{table.name}: {len(dates)} dates, {_line(verdicts(dates))}")
        for language in sorted({one.language for one in dates}):
            spoken = [one for one in dates if one.language == language]
            print(f"  {language}: {len(spoken)} dates, {_line(verdicts(spoken))}")
        for event, counts in sorted(by_event(dates).items()):
            print(f"  {event or '(none)'}: {_line(counts)}")
        if arguments.misses:
            _print_misses(dates)


def read_table(path: Path) -> list[Dated]:
    """The marked dates of a table, with their texts as they would stand on a page."""
    rows = csv.DictReader(
        path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return [one for row in rows for one in _dates(row["text"].replace("\\n", "\n"), row["lang"])]


def _dates(marked: str, language: str) -> Iterable[Dated]:
    text = _DATE.sub(lambda found: found["surface"], marked)
    taken = 0  # marks before this one
    for found in _DATE.finditer(marked):
        start = found.start() - taken
        end = start + len(found["surface"])
        taken += len(found[0]) - len(found["surface"])
        yield Dated(text, start, end, found["event"] or None, language)


def spoilt(dates: Sequence[Dated], noise: Noise, rate: float, rounds: int) -> list[Dated]:
    """Every date in its text as the engine misreads it, the same each time the program runs."""
    rng = random.Random(4)
    misread = ((one, *noise.apply(one.text, rate, rng)) for _ in range(rounds) for one in dates)
    return [
        one._replace(text=text, start=places[one.start], end=places[one.end])
        for one, text, places in misread
    ]


def verdicts(dates: Iterable[Dated]) -> Counter[str]:
    """How many events were told right, told wrong, or not told."""
    return Counter(_verdict(one, told(one)) for one in dates)


def told(one: Dated) -> str | None:
    """The event that we say."""
    return event_of(one.text, one.start, one.end)


def by_event(dates: Iterable[Dated]) -> Mapping[str, Counter[str]]:
    """`verdicts` of the dates of each event, those of no event under an empty name."""
    kinds: dict[str, list[Dated]] = defaultdict(list)
    for one in dates:
        kinds[one.event or ""].append(one)
    return {event: verdicts(group) for event, group in kinds.items()}


def _verdict(one: Dated, event: str | None) -> str:
    if event == one.event:
        return "right"
    return "none" if event is None else "wrong"


def _line(counts: Counter[str]) -> str:
    total = counts.total()
    return ", ".join(f"{name} {counts[name]}" for name in ("right", "wrong", "none")) + (
        f" ({counts['right'] / total:.3f})"
    )


def _print_misses(dates: Iterable[Dated]) -> None:
    for one in dates:
        event = told(one)
        if event != one.event:
            print(f"  - {one.text!r} [{one.text[one.start : one.end]}] {one.event} {event}")


if __name__ == "__main__":
    main()

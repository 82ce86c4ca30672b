"""How well and how fast names are matched, beside rapidfuzz and nomenklatura, in one run.

    python -m benchmarks.names PAIRS.tsv… [--cluster MENTIONS]

A table has the columns a, b and match (1 or 0). Ours answers yes, no, or leaves it to a person; the
baselines give a score and get the best threshold on the very table, which flatters them.
"""

import argparse
import csv
import importlib.util
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from models.declension import listed_given_names
from models.names import Person, match_texts, parse_person
from models.names.clustering import cluster

Score = Callable[[str, str], float]
_FATHERS: Final = ("Ахмет", "Ибрай", "Касым", "Галим", "Оспан", "Жунус", "Иван", "Петр", "Степан")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two written names and whether they may be one person's."""

    first: str
    second: str
    is_match: bool


def main() -> None:
    """Score every table, then cluster invented mentions where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("tables", nargs="*", type=Path, metavar="PAIRS.tsv")
    parser.add_argument("--misses", action="store_true", help="print what ours answers wrongly")
    parser.add_argument("--cluster", type=int, metavar="MENTIONS", help="cluster invented mentions")
    arguments = parser.parse_args()
    for table in arguments.tables:
        report(table, misses=arguments.misses)
    if arguments.cluster:
        report_clustering(arguments.cluster)


# -- pairs ----------------------------------------------------------------------------------------


def read_pairs(path: Path) -> list[Pair]:
    """Read a table of pairs."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(row["a"], row["b"], row["match"] == "1") for row in rows]


def report(path: Path, *, misses: bool) -> None:
    """Print what each method makes of one table."""
    pairs = read_pairs(path)
    print(f"{path}: {len(pairs)} pairs, {sum(pair.is_match for pair in pairs)} of one person")
    match_texts("Иванов", "Петров")  # dictionaries are loaded once, not once a pair
    started = time.process_time()
    found = [match_texts(pair.first, pair.second) for pair in pairs]
    seconds = time.process_time() - started
    answers = [each.match is True for each in found]
    opened = sum(each.match is None for each in found)
    print_row("ours", pairs, answers, seconds, f"left to a person {opened}")
    for name, score in (("rapidfuzz token_sort", _token_sort), ("nomenklatura logic-v2", _logic())):
        if score is None:
            print(f"  {name:24} not installed")
            continue
        started = time.process_time()
        scores = [score(pair.first, pair.second) for pair in pairs]
        seconds = time.process_time() - started
        threshold = best_threshold(pairs, scores)
        given = [value >= threshold for value in scores]
        print_row(name, pairs, given, seconds, f"threshold {threshold:.2f}, the best here")
    if misses:
        for pair, each in zip(pairs, found, strict=True):
            if (each.match is True) != pair.is_match:
                print(f"    {pair.first} | {pair.second} | {each.match} | {'; '.join(each.why)}")


def print_row(
    name: str, pairs: Sequence[Pair], answers: Sequence[bool], seconds: float, remark: str
) -> None:
    """Print right answers, false matches and speed of one method."""
    right = sum(answer == pair.is_match for pair, answer in zip(pairs, answers, strict=True))
    false = sum(answer and not pair.is_match for pair, answer in zip(pairs, answers, strict=True))
    speed = len(pairs) / max(seconds, 1e-6)
    balanced = balanced_accuracy(pairs, answers)
    print(
        f"  {name:24} right {right}/{len(pairs)}, balanced {balanced:.3f}, false matches {false}"
        f"  {speed:,.0f} pairs/CPU-s  {remark}"
    )


def balanced_accuracy(pairs: Sequence[Pair], answers: Sequence[bool]) -> float:
    """Return the mean of the shares right among the pairs of one person and of two."""
    shares = []
    for truth in {pair.is_match for pair in pairs}:
        given = [
            answer for pair, answer in zip(pairs, answers, strict=True) if pair.is_match == truth
        ]
        shares.append(given.count(truth) / len(given))
    return sum(shares) / len(shares)


def best_threshold(pairs: Sequence[Pair], scores: Sequence[float]) -> float:
    """Return the score at which the balanced accuracy is highest."""
    return max(
        sorted({*scores, max(scores) + 1.0}),
        key=lambda limit: balanced_accuracy(pairs, [score >= limit for score in scores]),
    )


def _token_sort(first: str, second: str) -> float:
    return fuzz.token_sort_ratio(first, second) / 100


def _logic() -> Score | None:
    """Return nomenklatura's matcher, which is compared where somebody installed it."""
    try:
        # By name: the types of what need not be there cannot be asked for.
        model = importlib.import_module("followthemoney").model
        matching = importlib.import_module("nomenklatura.matching")
    except ImportError:
        return None
    config = matching.ScoringConfig.defaults()

    def person(name: str) -> object:
        return model.get_proxy({"id": name, "schema": "Person", "properties": {"name": [name]}})

    def score(first: str, second: str) -> float:
        return float(matching.LogicV2.compare(person(first), person(second), config).score)

    return score


# -- clusters -------------------------------------------------------------------------------------


def invented_mentions(count: int, *, seed: int = 7) -> Iterator[tuple[str, int | None, int]]:
    """Yield (name as written, birth year or `None`, person) of invented people, about 4 a person.

    Names are drawn evenly from lists; mentions are spelt, shortened, capitalised and turned round
    in the ways of the files.
    """
    rng = random.Random(seed)
    surnames = listed_surnames()
    given = sorted(name.capitalize() for name in listed_given_names() if 3 < len(name) < 11)
    for number in range(count):
        if number % 4 == 0:
            surname = rng.choice(surnames)
            name, father = rng.choice(given), rng.choice(_FATHERS) + "ович"
            year = rng.randrange(1870, 1920)
        shown = year if rng.random() < 0.5 else None
        patronymic = father if rng.random() < 0.6 else ""
        yield _written(rng, surname, name, patronymic), shown, number // 4


def listed_surnames() -> list[str]:
    """Return the surnames of natasha's list (MIT)."""
    spec = importlib.util.find_spec("natasha")
    assert spec is not None and spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "data" / "dict" / "last.txt"
    return [name.capitalize() for name in path.read_text(encoding="utf-8").split()]


def _written(rng: random.Random, surname: str, name: str, patronymic: str) -> str:
    if rng.random() < 0.2:
        surname = rng.choice(
            [surname.upper(), surname.replace("а", "о", 1), surname.translate(_KK)]
        )
    if rng.random() < 0.1:
        name = name[0] + "."
        patronymic = patronymic[:1] + "." if patronymic else ""
    parts = [surname, name, patronymic] if rng.random() < 0.8 else [name, patronymic, surname]
    return " ".join(filter(None, parts))


_KK: Final = str.maketrans({"к": "қ", "г": "ғ", "е": "е"})


def report_clustering(count: int) -> None:
    """Print the seconds of parsing and clustering, and how sound the clusters are."""
    mentions = list(invented_mentions(count))
    started = time.process_time()
    parsed = {text: parse_person(text) for text in {text for text, _, _ in mentions}}
    parsing = time.process_time() - started
    people = [Person(parsed[text], year) for text, year, _ in mentions]
    started = time.process_time()
    labels = cluster(people)
    clustering = time.process_time() - started
    owner = [person for _, _, person in mentions]
    joined = [(label, index) for index, label in enumerate(labels) if label != index]
    wrong = sum(owner[label] != owner[index] for label, index in joined)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:,} mentions, {len(parsed):,} wordings, {len(set(people)):,} distinct with year\n"
        f"  parsing {parsing:.0f} CPU-s ({len(parsed) / parsing:,.0f} names/CPU-s),"
        f" clustering {clustering:.0f} CPU-s, {memory:,.0f} MB\n"
        f"  {len(joined):,} mentions joined to an earlier one, {wrong:,} of them another person's"
    )


if __name__ == "__main__":
    main()

"""`aigaq people match`: whether two written names may be one person's, without a workspace."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from models.errors import ARGUMENT_INVALID, ConfigError
from models.i18n import _
from models.names.matching import Match, Reason, match_texts
from pipeline.cli.lines import input_lines, write_answers


def match(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="Two; or else pairs, a tab between, on standard input."
        ),
    ] = None,
) -> None:
    """Say whether two names may be one person's, and why; one JSON object a pair."""
    pairs: Iterable[tuple[str, str]]
    if names is None:
        pairs = _pairs(input_lines())
    elif len(names) == 2:
        pairs = [(names[0], names[1])]
    else:
        raise ConfigError(ARGUMENT_INVALID, " ".join(names))
    for first, second in pairs:
        write_answers([answer(match_texts(first, second))])


def answer(found: Match) -> dict[str, object]:
    """Return the answer as it is written, the reasons in the language of the call."""
    return {"match": found.match, "score": found.score, "why": [in_words(why) for why in found.why]}


def in_words(why: str) -> str:
    """Return a reason in the language of the call."""
    if isinstance(why, Reason):
        return _(why.message).format(**dict(why.values))
    return _(why)


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the two names of each line; a line without a tab has no second name."""
    for line in lines:
        first, _tab, second = line.partition("\t")
        yield first, second.partition("\t")[0]

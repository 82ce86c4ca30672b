"""`aigaq parse`: lines of standard input, read as the pipeline reads pages, without a workspace."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Final

import typer

from models.dates import DateContext, HistoricalDate
from pipeline.cli.lines import input_batches, write_answers

# The readers are imported by the command that needs them: each takes a while.


class Language(StrEnum):
    """Languages that lines can be in."""

    RUSSIAN = "ru"
    KAZAKH = "kk"


Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of lines that do not say it themselves."),
]


_WORD: Final = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line to read: its text, and what the line says of itself."""

    text: str
    language: str | None = None
    year: int | None = None


Answer = dict[str, Any]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(
        help="Read lines from standard input; write one JSON object a line.", no_args_is_help=True
    )
    for command in (text, dates, names, refs):
        group.command()(command)
    app.add_typer(group, name="parse")


def text(lang: Lang = None) -> None:
    """Find people, places, dates, bodies, charges, punishments, marks, numbers, references."""
    from pipeline.cli.parsetext import TextReader

    _answer(TextReader().read_together, lang)


def dates(lang: Lang = None) -> None:
    """Give the value of a date in EDTF, with its first and last day."""
    _answer(partial(map, read_date), lang)


def names(lang: Lang = None) -> None:
    """Part a name into surname, given name and patronymic, in the nominative."""
    _answer(partial(map, read_name), lang)


def refs(lang: Lang = None) -> None:
    """Part an archival reference into archive, fond, inventory, file and sheets."""
    _answer(partial(map, read_reference), lang)


def _answer(read: Callable[[Sequence[Line]], Iterable[Answer]], lang: Language | None) -> None:
    for lines in read_lines(lang):
        write_answers(read(lines))


def read_lines(lang: str | None) -> Iterator[list[Line]]:
    """Yield the lines of standard input, those together that have arrived.

    Raises:
        ConfigError: a line is not UTF-8.
    """
    return ([read_line(line, lang) for line in batch] for batch in input_batches())


def read_line(line: str, lang: str | None = None) -> Line:
    """Read a JSON object with `text`, and `lang` and `year` where known; else plain text."""
    if not line.lstrip().startswith("{"):
        return Line(line, lang)
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return Line(line, lang)
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        return Line(line, lang)
    known, year = given.get("lang"), given.get("year")
    language = known if known in tuple(Language) else lang
    return Line(given["text"], language, year if type(year) is int and 0 < year < 9999 else None)


def read_date(line: Line) -> Answer:
    """Return the value of the line's date; null where it has none, several, or half of one."""
    from models.dates import find_dates, parse_date
    from models.dates.grammar.lexicon import look_up

    context = DateContext(year=line.year)
    date = parse_date(line.text, context=context)
    if date is None:
        found = find_dates(line.text, context=context)
        if len(found) == 1:
            rest = f"{line.text[: found[0].start]} {line.text[found[0].end :]}"
            # «31 февраля 1937 г.»: the year alone is not what the line says.
            is_half = any(look_up(word.lower()) for word in _WORD.findall(rest))
            date = None if is_half else found[0].date
    return {"text": line.text, **date_keys(date)}


def date_keys(date: HistoricalDate | None) -> Answer:
    """Return the keys of a date; null each without one."""
    return {
        "edtf": date.edtf if date else None,
        "lower": date.lower.isoformat() if date and date.lower else None,
        "upper": date.upper.isoformat() if date and date.upper else None,
        "calendar": date.calendar if date else None,
        "precision": date.precision if date else None,
    }


def read_name(line: Line) -> Answer:
    """Return the parts of the line's name; null for what it lacks."""
    from models.names.line import parse_name_line

    return parse_name_line(line.text, line.language)


def read_reference(line: Line) -> Answer:
    """Return the levels of the line's first reference; null for what it lacks."""
    from models.archive import find_references, parse_reference
    from models.documents.findings import reference_details

    found = find_references(line.text)
    reference = found[0].reference if found else parse_reference(line.text)
    levels = reference_details(reference) if reference else {}
    return {
        "text": line.text,
        **{level: levels.get(level) for level in ("archive", "fond", "opis", "delo", "list")},
    }

"""`aigaq bulk`: look up a list of names, and write a report of who was found."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from models.errors import ARGUMENT_INVALID, ConfigError
from models.i18n import _, current_language
from models.jsonlines import json_line
from models.people import is_stale
from pipeline.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(bulk)


def bulk(
    context: typer.Context,
    names: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or text; - reads the input.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Report: .csv, or .jsonl for programs.")
    ] = None,
    collection: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only this collection.")
    ] = None,
) -> None:
    """Look up a list of names among the people of the collections; the report is a CSV table."""
    from models.people.matcher import NameMatcher
    from models.spreadsheets import BYTE_ORDER_MARK
    from outputs.namelist.lists import answer_names
    from outputs.namelist.reading import LONGEST_LIST, decode_list, read_names
    from outputs.namelist.report import VERDICTS, csv_lines

    session: Session = context.obj
    listed = read_names(decode_list(_content(names, LONGEST_LIST + 1)))
    database = session.workspace.existing()
    chunks = answer_names(listed, database, NameMatcher(), collection=collection)
    counts: Counter[str] = Counter()

    def records() -> Iterator[dict[str, object]]:
        for chunk in chunks:
            for record in chunk:
                counts[str(record["verdict"])] += 1
                yield record

    shown = track(
        records(), _("Looking up"), total=len(listed), console=session.notes, transient=True
    )
    if out is None:
        _print(csv_lines(shown, current_language()))
    elif out.suffix.lower() == ".jsonl":
        _write(map(json_line, shown), out)
    else:
        _write(chain([BYTE_ORDER_MARK], csv_lines(shown, current_language())), out)
    told = (f"{_(name)} {counts[verdict]}" for verdict, name in VERDICTS.items() if counts[verdict])
    session.notes.print(", ".join(told))
    with database.read() as connection:
        if is_stale(connection):
            told_how = _(
                "Names were read since: `aigaq people candidates --refresh` takes them in."
            )
            session.notes.print(told_how)


def _content(path: Path, most: int) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(most)
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise ConfigError(ARGUMENT_INVALID, str(error)) from error


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line.encode())


def _write(lines: Iterable[str], out: Path) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        raise ConfigError(ARGUMENT_INVALID, str(error)) from error

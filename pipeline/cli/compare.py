"""`aigaq compare`: delivered page text beside our own reading of the same pages."""

from typing import Annotated

import typer
from rich.table import Table

from models.i18n import _
from outputs.collections import collection_id
from pipeline.cli.session import AsJson, Session, show_json

_SHOWN = 20


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(compare)


def compare(
    context: typer.Context,
    collection: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only this collection.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say how far page text that was delivered and our own reading differ."""
    from pipeline.compare import compare as compare_texts

    session: Session = context.obj
    with session.workspace.existing().read() as connection:
        collection_id(connection, collection)
        found = compare_texts(connection, collection)
    worst = [
        {
            "source": each.source,
            "page": each.page,
            "cer": round(each.cer, 4),
            "program": each.program,
        }
        for each in found.differences[:_SHOWN]
        if each.edits
    ]
    if as_json:
        pages = len(found.differences)
        answer = {"pages": pages, "unread": found.unread, "cer": round(found.cer, 4)}
        show_json({**answer, "most_different": worst})
        return
    session.console.print(
        _("{pages} pages have both texts; they differ by {cer} of the delivered characters").format(
            pages=len(found.differences), cer=f"{found.cer:.1%}"
        )
    )
    if found.unread:
        session.console.print(
            _("{count} pages have the delivered text only").format(count=found.unread)
        )
    table = Table(box=None, pad_edge=False, show_header=False)
    for page in worst:
        table.add_row(f"{page['cer']:.1%}", f"{page['source']} [{page['page']}]")
    session.console.print(table)

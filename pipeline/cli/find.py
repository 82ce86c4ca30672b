"""`aigaq search` and `summary`: what people get out of a collection."""

import shlex
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from models.dates import bounds
from models.errors import ARGUMENT_INVALID, ConfigError
from models.i18n import _, ngettext
from pipeline.cli.options import (
    After,
    Collection,
    DateFrom,
    DateTo,
    Limit,
    Person,
    Place,
    PlacesAcrossTime,
    Widening,
)
from pipeline.cli.session import AsJson, Session, show_json
from pipeline.cli.work import sum_of_pages
from pipeline.status import read_status
from pipeline.summary import CertainPerson, most_certain_people

# Search is imported by the command that needs it: it takes a while.
if TYPE_CHECKING:
    from outputs.search.service import SearchHit
    from outputs.search.spellings.widening import Expansion, Widen


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(search)
    app.command()(summary)


def search(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(help='Words, "a phrase", prefix*, NEAR/5, OR, NOT, field:value.')
    ] = "",
    person: Person = None,
    place: Place = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    collection: Collection = None,
    widen: Widening = "near",
    places_across_time: PlacesAcrossTime = False,
    limit: Limit = 20,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """Find pages; dates match where what is written can lie between --from and --to."""
    from outputs.search.index import Cursor
    from outputs.search.service import Search, SearchRequest

    session: Session = context.obj
    workspace = session.workspace
    request = SearchRequest(
        query=query,
        person=person,
        place=place,
        date_from=day(date_from, 0),
        date_to=day(date_to, 1),
        collection=collection,
        widen=level(widen),
        places_across_time=places_across_time,
        limit=limit,
        after=Cursor.parse(after) if after else None,
    )
    found = Search(workspace.existing(), workspace.index, workspace.vocabulary).search(request)
    if as_json:
        show_json(found.as_json())
        return
    for expansion in found.expansions:
        _show_expansion(session, expansion)
    for number, hit in enumerate(found.hits):
        if hit.widened and not (number and found.hits[number - 1].widened):
            session.console.print(_("Found by widening only:"), style="italic")
        _show_hit(session, hit)
    told = ngettext("{total} page found.", "{total} pages found.", found.total)
    session.console.print(told.format(total=found.total))
    if found.next:
        session.console.print(_("More: --after {next}").format(next=found.next))


def day(edtf: str | None, side: int) -> date | None:
    """Return the first (0) or the last day (1) of a date that was typed as EDTF."""
    if edtf is None:
        return None
    try:
        found = bounds(edtf)[side]
    except ValueError as error:
        raise ConfigError(ARGUMENT_INVALID, edtf) from error
    if found is None:
        raise ConfigError(ARGUMENT_INVALID, edtf)
    return found


def level(widen: str) -> "Widen":
    """Return how far a search is widened, as it was typed."""
    from outputs.search.spellings.widening import LEVELS

    for each in LEVELS:
        if widen == each:
            return each
    raise ConfigError(ARGUMENT_INVALID, f"--widen {widen}")


def _show_expansion(session: Session, expansion: "Expansion") -> None:
    told = {
        "form": _("{asked}: in its forms {terms}"),
        "noise": _("{asked}: misread as {terms}"),
        "script": _("{asked}: also spelled {terms}"),
        "place": _("{asked}: named in other times {terms}"),
    }[expansion.kind]
    line = told.format(asked=expansion.asked, terms=", ".join(expansion.terms))
    session.console.print(Text(line, style="dim"))


def _show_hit(session: Session, hit: "SearchHit") -> None:
    place = Text(_("{source}, page {page}").format(source=hit.source, page=hit.page_number))
    place.stylize("bold")
    if hit.reference:
        place.append("  " + "/".join(part or "" for part in hit.reference), style="dim")
    snippet = Text(hit.snippet.text)
    for start, end in hit.snippet.ranges:
        snippet.stylize("bold yellow", start, end)
    session.console.print(place)
    session.console.print(snippet)
    session.console.print()


def summary(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what the workspace holds: pages, people, places, dates, and the surest names."""
    session: Session = context.obj
    names = tuple(options.use for options in session.settings.stages)
    with session.workspace.existing().read() as connection:
        status = read_status(connection, names)
        people = most_certain_people(connection)
    if as_json:
        listed = [
            {name: getattr(person, name) for name in CertainPerson.__dataclass_fields__}
            for person in people
        ]
        show_json({**status.as_json(), "most_certain_people": listed})
        return
    console = session.console
    told = ngettext("{count} file delivered", "{count} files delivered", status.sources)
    console.print(told.format(count=status.sources))
    console.print(sum_of_pages(status.pages))
    words = {
        "PERSON": _("people"),
        "PLACE": _("places"),
        "DATE": _("dates"),
        "ORG": _("organisations"),
        "ARTICLE": _("articles"),
        "SENTENCE": _("punishments"),
        "MARK": _("marks"),
        "CASE": _("numbers"),
        "REFERENCE": _("references"),
    }
    table = Table("", _("mentions"), _("different"), box=None, pad_edge=False)
    for label, (found, distinct) in status.labels.items():
        table.add_row(words.get(label, label), str(found), str(distinct))
    console.print(table)
    console.print()
    _show_people(session, people)
    console.print(_("Reading room: {command}").format(command=_serve_command(session)))


def _show_people(session: Session, people: list[CertainPerson]) -> None:
    columns = (_("most certain people"), _("certainty"), _("mentions"), _("where"))
    table = Table(*columns, box=None, pad_edge=False)
    for person in people:
        where = _("{source}, page {page}").format(source=person.source, page=person.page)
        if person.sheet:
            where += " (" + _("sheet {number}").format(number=person.sheet) + ")"
        table.add_row(person.name, f"{person.confidence:.2f}", str(person.mentions), where)
    session.console.print(table)
    session.console.print()


def _serve_command(session: Session) -> str:
    return shlex.join([*session.called_as, "serve"])

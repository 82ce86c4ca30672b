"""`aigaq people`: who is who, and what people say of that."""

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from models.errors import ARGUMENT_INVALID, PERSON_UNKNOWN, ConfigError
from models.i18n import _
from models.people import is_stale, refresh
from models.people.merging import merge as merge_people
from models.people.merging import split as split_person
from models.people.persons import OPEN, STATES
from models.people.proposals import told
from outputs.collections import collection_id
from pipeline.cli.match import match
from pipeline.cli.options import After, Collection, Limit
from pipeline.cli.session import AsJson, Session, show_json

# The reading room's queries, and the rules of names, are imported by the command that needs them.
if TYPE_CHECKING:
    from outputs.web.queries.people import Candidate, PersonView
    from outputs.web.queries.profiles import ProfileView

Author = Annotated[str | None, typer.Option(help="Who says so; default: the login.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with the judgement.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(help="Who is who across documents.", no_args_is_help=True)
    group.command("list")(list_people)
    group.command()(show)
    group.command()(merge)
    group.command()(split)
    group.command()(candidates)
    group.command()(match)
    app.add_typer(group, name="people")


def list_people(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name in any spelling; all people if empty.")] = "",
    collection: Collection = None,
    limit: Limit = 60,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """List people, or those who may bear a name."""
    from models.people.matcher import NameMatcher
    from outputs.web.api.answers_people import answer_person
    from outputs.web.queries import people as queries

    session: Session = context.obj
    with session.workspace.existing().read() as connection:
        chosen = collection_id(connection, collection)
        following = None
        if name:
            found = queries.find_people(
                connection, name, NameMatcher(), collection_id=chosen, limit=limit
            )
        else:
            listing = queries.list_people(connection, chosen, after=after, limit=limit)
            found, following = list(listing.items), listing.next
        stale = is_stale(connection)
    if as_json:
        items = [answer_person(each).model_dump(mode="json") for each in found]
        show_json({"people": items, "next": following, "stale": stale})
        return
    columns = (_("no."), _("name"), _("born"), _("documents"), _("mentions"))
    table = Table(*columns, box=None, pad_edge=False)
    for each in found:
        counts = (str(each.documents), str(each.mentions))
        table.add_row(str(each.id), Text(each.name), str(each.birth_year or ""), *counts)
    session.console.print(table)
    _show_more(session, following)
    _warn(session, stale)


def show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="Number of a person or profile.")],
    as_json: AsJson = False,
) -> None:
    """Show a person: the names in documents, why they are thought one, and who else it may be."""
    from outputs.web.api.answers_people import answer_person_page

    session: Session = context.obj
    person = _person(session, number)
    if as_json:
        show_json(answer_person_page(person).model_dump(mode="json"))
        return
    born = f", {_('born')} {person.birth_year}" if person.birth_year else ""
    session.console.print(Text(f"{person.id}  {person.name}{born}", style="bold"))
    for profile in person.profiles:
        _show_profile(session, profile)
    if person.ties:
        session.console.print(Text(_("Why they are thought one"), style="bold"))
        _show_candidates(session, person.ties)
    if person.candidates:
        session.console.print(Text(_("Who else it may be"), style="bold"))
        _show_candidates(session, person.candidates)
    for said in person.judgements:
        line = f"{said.made_at:%Y-%m-%d} {said.author}: {said.left_id} {said.verdict.value} "
        line += f"{said.right_id}. {said.reason}"
        session.console.print(Text(line, style="" if said.holds else "dim"))


def merge(
    context: typer.Context,
    numbers: Annotated[list[int], typer.Argument(metavar="ID…", help="Two people or more.")],
    reason: Reason,
    author: Author = None,
    as_json: AsJson = False,
) -> None:
    """Say that people are one; `split` takes it back."""
    session: Session = context.obj
    with session.workspace.existing().write() as connection:
        person = merge_people(
            connection,
            numbers,
            author=author or getpass.getuser(),
            reason=reason,
            actor=session.actor,
        )
    if as_json:
        show_json({"people": [person]})
        return
    session.console.print(_("One person now: {number}").format(number=person))


def split(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="PERSON", help="Number of a person.")],
    profiles: Annotated[
        list[int], typer.Argument(metavar="PROFILE…", help="Those that are somebody else.")
    ],
    reason: Reason,
    author: Author = None,
    as_json: AsJson = False,
) -> None:
    """Say that profiles are somebody else; what is tied to them alone goes with them."""
    session: Session = context.obj
    with session.workspace.existing().write() as connection:
        people = split_person(
            connection,
            number,
            profiles,
            author=author or getpass.getuser(),
            reason=reason,
            actor=session.actor,
        )
    if as_json:
        show_json({"people": people})
        return
    numbers = ", ".join(map(str, people))
    session.console.print(_("Different people now: {numbers}").format(numbers=numbers))


def candidates(
    context: typer.Context,
    renew: Annotated[
        bool, typer.Option("--refresh", help="Work out anew first who is who.")
    ] = False,
    collection: Collection = None,
    state: Annotated[str, typer.Option(help="open, joined, refused, unsure or covered.")] = OPEN,
    limit: Limit = 20,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """List pairs that may be one person, the likest first; `merge` or `split` decides."""
    from outputs.web.api.answers_people import answer_candidate
    from outputs.web.queries.people import list_candidates

    session: Session = context.obj
    if state not in STATES:
        raise ConfigError(ARGUMENT_INVALID, state)
    database = session.workspace.existing()
    if renew:
        from models.people.matcher import NameMatcher

        with session.workspace.lock():
            refresh(database, NameMatcher())
    with database.read() as connection:
        chosen = collection_id(connection, collection)
        listing = list_candidates(connection, chosen, state=state, after=after, limit=limit)
        stale = is_stale(connection)
    if as_json:
        items = [answer_candidate(each).model_dump(mode="json") for each in listing.items]
        show_json({"candidates": items, "next": listing.next, "stale": stale})
        return
    _show_candidates(session, listing.items)
    if not listing.items:
        session.console.print(_("There is no such pair."))
    _show_more(session, listing.next)
    _warn(session, stale)


# -- showing --------------------------------------------------------------------------------------


def _person(session: Session, number: int) -> "PersonView":
    from outputs.web.queries.people import find_person

    with session.workspace.existing().read() as connection:
        person = find_person(connection, number)
    if person is None:
        raise ConfigError(PERSON_UNKNOWN, str(number))
    return person


def _show_profile(session: Session, profile: "ProfileView") -> None:
    line = Text(f"  {profile.id}  {profile.normal}")
    said = [str(profile.birth_year or ""), *profile.roles, profile.document or ""]
    line.append("  " + ", ".join(filter(None, said)), style="dim")
    session.console.print(line)
    for place in profile.places:
        where = _("{source}, page {page}").format(source=place.source, page=place.page_number)
        session.console.print(Text(f"        «{place.text}»  {where}", style="dim"))


def _show_candidates(session: Session, listed: "Sequence[Candidate]") -> None:
    for each in listed:
        line = Text(f"{each.score:.2f}  {each.left.id} {each.left.normal}")
        line.append(f" ({_where(each.left)})", style="dim")
        line.append(f" = {each.right.id} {each.right.normal}")
        line.append(f" ({_where(each.right)})", style="dim")
        session.console.print(line)
        session.console.print(Text("      " + "; ".join(told(each.why)), style="dim"))


def _where(profile: "ProfileView") -> str:
    said: list[Any] = [profile.document or profile.collection, profile.birth_year]
    return ", ".join(str(each) for each in said if each)


def _show_more(session: Session, following: str | None) -> None:
    if following:
        session.console.print(_("More: --after {next}").format(next=following))


def _warn(session: Session, stale: bool) -> None:
    if stale:
        told_how = _("Names were read since: `aigaq people candidates --refresh` takes them in.")
        session.notes.print(told_how)

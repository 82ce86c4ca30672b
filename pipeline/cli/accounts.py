"""`aigaq users`, `keys` and `audit`: who may do what in the reading room, and who did what."""

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from models.accounts.roles import GIVEN, Role
from models.errors import ARGUMENT_INVALID, AUDIT_BROKEN, ConfigError, FixityError
from models.i18n import N_, _
from pipeline.cli.session import AsJson, Session, show_json

# Hashing and the tables are imported by the command that needs them.
if TYPE_CHECKING:
    from models.audit import Head

Name = Annotated[str, typer.Argument(metavar="NAME")]
ToRole = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="reader, archivist or operator.")
]
Stdin = Annotated[
    bool, typer.Option("--stdin", help="Take the password from the first line of standard input.")
]
HEADINGS = {
    "name": N_("name"),
    "role": N_("role"),
    "since": N_("since"),
    "until": N_("until"),
    "revoked": N_("revoked"),
    "number": N_("no."),
    "made_at": N_("when"),
    "actor": N_("who"),
    "act": N_("what"),
    "target": N_("on what"),
    "details": N_("in detail"),
}
FAULTS = {
    "changed": N_("row {number} is not as it was written"),
    "missing": N_("rows are missing from {number} on"),
    "misplaced": N_("row {number} does not follow the one before"),
    "unknown": N_("row {number} was written past the audit"),
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(help="People who may sign in.", no_args_is_help=True)
    group.command("add")(add_user)
    group.command("list")(list_users)
    group.command("remove")(remove_user)
    group.command("password")(change_password)
    app.add_typer(group, name="users")
    group = typer.Typer(help="Keys of programs.", no_args_is_help=True)
    group.command("add")(add_key)
    group.command("list")(list_keys)
    group.command("revoke")(revoke_key)
    app.add_typer(group, name="keys")
    group = typer.Typer(help="Who did what.", no_args_is_help=True)
    group.command("list")(list_audit)
    group.command("verify")(verify_audit)
    app.add_typer(group, name="audit")


def add_user(context: typer.Context, name: Name, role: ToRole, stdin: Stdin = False) -> None:
    """Open an account; the password is asked for twice."""
    from models.accounts import users

    session: Session = context.obj
    chosen, password = _role(role), _password(stdin)
    with session.workspace.database.write() as connection:
        users.add_user(connection, name, password, chosen, actor=session.actor)
    session.console.print(_("{name} may sign in as {role}.").format(name=name, role=chosen))


def list_users(context: typer.Context, as_json: AsJson = False) -> None:
    """List the accounts."""
    from models.accounts import users

    session: Session = context.obj
    with session.workspace.database.read() as connection:
        found = users.list_users(connection)
    rows = [{"name": each.name, "role": each.role, "since": each.created_at} for each in found]
    _show(session, rows, as_json)


def remove_user(context: typer.Context, name: Name) -> None:
    """Close an account and sign it out everywhere; what it did stays in the audit."""
    from models.accounts import users

    session: Session = context.obj
    with session.workspace.database.write() as connection:
        users.remove_user(connection, name, actor=session.actor)
    session.console.print(_("{name} may sign in no more.").format(name=name))


def change_password(context: typer.Context, name: Name, stdin: Stdin = False) -> None:
    """Set another password and sign the account out everywhere."""
    from models.accounts import users

    session: Session = context.obj
    password = _password(stdin)
    with session.workspace.database.write() as connection:
        users.change_password(connection, name, password, actor=session.actor)
    session.console.print(_("{name} has another password.").format(name=name))


def add_key(
    context: typer.Context,
    name: Name,
    role: ToRole,
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it opens.")] = 365,
) -> None:
    """Make a key and show it, this once."""
    from models.accounts import keys

    session: Session = context.obj
    chosen, lasts = _role(role), timedelta(days=days)
    with session.workspace.database.write() as connection:
        key = keys.add_key(connection, name, chosen, lasts=lasts, actor=session.actor)
    session.notes.print(_("Keep it well: it is not shown again."))
    sys.stdout.write(key + "\n")


def list_keys(context: typer.Context, as_json: AsJson = False) -> None:
    """List the keys, those revoked and ended among them."""
    from models.accounts import keys

    session: Session = context.obj
    with session.workspace.database.read() as connection:
        found = keys.list_keys(connection)
    rows = [
        {
            "name": each.name,
            "role": each.role,
            "since": each.created_at,
            "until": each.expires_at,
            "revoked": each.revoked_at,
        }
        for each in found
    ]
    _show(session, rows, as_json)


def revoke_key(context: typer.Context, name: Name) -> None:
    """End a key at once."""
    from models.accounts import keys

    session: Session = context.obj
    with session.workspace.database.write() as connection:
        keys.revoke_key(connection, name, actor=session.actor)
    session.console.print(_("The key {name} opens nothing any more.").format(name=name))


def list_audit(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    before: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Only what came before this row.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List who did what to what, the newest first."""
    from models.audit import newest

    session: Session = context.obj
    with session.workspace.existing().read() as connection:
        found = newest(connection, limit=limit, before=before)
    names = ("number", "made_at", "actor", "act", "target", "details")
    _show(session, [{name: getattr(row, name) for name in names} for row in found], as_json)


def verify_audit(
    context: typer.Context,
    known: Annotated[
        str | None,
        typer.Option(metavar="NUMBER:DIGEST", help="An end that was shown earlier."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read the audit again and name every row that was changed, is missing or was put elsewhere."""
    from models.audit import verify

    session: Session = context.obj
    with session.workspace.existing().read() as connection:
        head, faults = verify(connection, known=_head(known))
    found = [{"number": each.number, "fault": each.kind} for each in faults]
    if as_json:
        show_json({"rows": head.number, "head": f"{head.number}:{head.digest}", "faults": found})
    else:
        for fault in faults:
            session.console.print(_(FAULTS[fault.kind]).format(number=fault.number))
        session.console.print(f"{head.number}:{head.digest}")
    if faults:
        raise FixityError(AUDIT_BROKEN, str(len(faults)))


def _role(text: str) -> Role:
    for role in GIVEN:
        if text == role:
            return role
    raise ConfigError(ARGUMENT_INVALID, f"--role {text}")


def _password(stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = typer.prompt(_("Password"), hide_input=True, confirmation_prompt=True, err=True)
    return asked


def _head(text: str | None) -> "Head | None":
    from models.audit import Head

    if text is None:
        return None
    number, _colon, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise ConfigError(ARGUMENT_INVALID, f"--known {text}")
    return Head(int(number), digest)


def _show(session: Session, rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        show_json(rows)
        return
    headings = (_(HEADINGS[name]) for name in rows[0]) if rows else ()
    table = Table(*headings, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(_shown(each)) for each in row.values()))
    session.console.print(table)


def _shown(value: object) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value or "")

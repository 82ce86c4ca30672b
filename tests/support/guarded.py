"""A reading room that lets in those who sign in, and some who try."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from models.accounts.roles import Role
from models.accounts.users import add_user
from models.database import Database
from outputs.web.guard.options import LimitOptions
from outputs.web.guard.rules import Access
from tests.support.factories import open_database
from tests.support.reindex import own_index
from tests.support.webroom import Reader, room_over

PASSWORD = "сорок тысяч дел"  # noqa: S105
ROOM = "http://room.test"
SIGN_IN: dict[str, str | int] = {"name": "Айша", "password": PASSWORD, "back": "/review"}
FEW = LimitOptions(requests="30/minute", searches="5/minute", lists="2/hour", sign_ins="3/minute")


@contextmanager
def guarded(folder: Path) -> Iterator[FastAPI]:
    """Opened to those who sign in, and to visitors at the machine itself."""
    app = app_for(
        folder,
        access=Access(Role.NOBODY, Role.VISITOR),
        limits=FEW,
        trusted_proxies=["10.0.0.1"],
    )
    with database_of(app).write() as connection:
        add_user(connection, "айша", PASSWORD, Role.ARCHIVIST, actor="test")
    yield app
    database_of(app).close()


def app_for(folder: Path, **how: Any) -> FastAPI:
    """A reading room without a page."""
    database = open_database(folder)
    with database.write() as connection:
        own_index(database).prepare(connection)
    return room_over(database, folder, **how)


def database_of(app: FastAPI) -> Database:
    database: Database = app.state.room.database
    return database


def stranger(room: FastAPI, client: str = "192.0.2.7", *, key: str = "") -> Reader:
    return Reader(room, address=ROOM, client=client, key=key)


def signed_in(room: FastAPI, address: str = ROOM) -> Reader:
    reader = Reader(room, address=address, client="192.0.2.7")
    answer = reader.post("/sign-in", form=SIGN_IN, headers={"origin": address})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review"), answer.text
    return reader

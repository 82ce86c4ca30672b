"""Pictures wait for their turn, pages do not, and a slow receiver keeps nobody waiting."""

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send

from outputs.web.pictures.turns import PicturesInTurn


class Kitchen:
    """An application that notes what it works on, and is done when told."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.made = anyio.Event()
        self.received = anyio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun.append(scope["path"])
        await self.made.wait()
        if scope["path"].endswith("broken/line.jpg"):
            raise ValueError("torn")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await self.received.wait()


async def nothing() -> Message:
    return {"type": "http.disconnect"}


async def ignore(message: Message) -> None:
    """Take an answer in."""


def test_pictures_wait_for_a_turn_that_ends_when_the_answer_begins() -> None:
    async def check() -> None:
        kitchen = Kitchen()
        app = PicturesInTurn(kitchen, at_once=1)
        async with anyio.create_task_group() as group:
            for path in ("/pages/1/line.jpg", "/iiif/image/2/full/max/0/gray.png", "/search"):
                group.start_soon(app, {"type": "http", "path": path}, nothing, ignore)
            await anyio.wait_all_tasks_blocked()
            assert kitchen.begun == ["/pages/1/line.jpg", "/search"]
            kitchen.made.set()
            await anyio.wait_all_tasks_blocked()
            assert len(kitchen.begun) == 3, "one that is being received holds the next one up"
            kitchen.received.set()

    anyio.run(check)


def test_a_turn_comes_back_from_a_picture_that_could_not_be_made() -> None:
    async def check() -> None:
        kitchen = Kitchen()
        app = PicturesInTurn(kitchen, at_once=1)
        kitchen.made.set()
        kitchen.received.set()
        with pytest.raises(ValueError, match="torn"):
            await app({"type": "http", "path": "/broken/line.jpg"}, nothing, ignore)
        with anyio.fail_after(1):
            await app({"type": "http", "path": "/pages/1/line.jpg"}, nothing, ignore)

    anyio.run(check)

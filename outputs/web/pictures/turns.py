"""Make pictures a few at a time, so that the pages of other readers do not wait behind them."""

import os
import re
from asyncio import Semaphore
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PICTURE: Final = re.compile(r"/(line|image|cleaned)\.jpg$|^/iiif/image/.+\.(jpg|png|webp)$")


class PicturesInTurn:
    """ASGI middleware: two pictures a core are worked on, so that one decodes while another reads.

    A page of results asks for many pictures, each of which decodes a scan; together they would take
    every thread of the server. Who waits here holds no thread, and who only receives, no turn.
    """

    def __init__(self, app: ASGIApp, *, at_once: int = 2 * (os.cpu_count() or 1)) -> None:
        self._app = app
        self._turns = Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a picture wait for its turn, and anything else pass."""
        if scope["type"] != "http" or not _PICTURE.search(scope["path"]):
            await self._app(scope, receive, send)
            return
        await self._turns.acquire()
        is_held = True

        def give_back() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._turns.release()

        async def send_on(message: Message) -> None:
            give_back()  # it is made once the answer begins
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            give_back()

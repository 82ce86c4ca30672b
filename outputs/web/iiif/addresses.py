"""The addresses under which viewers find images, sheets, files and what is said about them."""

from dataclasses import dataclass
from typing import Self

from fastapi import Request


@dataclass(frozen=True, slots=True)
class Addresses:
    """Absolute addresses, as IIIF wants all of them.

    Attributes:
        room: of the reading room, without a slash at its end.
    """

    room: str

    @classmethod
    def of(cls, request: Request) -> Self:
        """Those under which the request reached this server."""
        return cls(str(request.base_url).rstrip("/"))

    def image(self, page_id: int) -> str:
        """The image of a page, turned upright."""
        return f"{self.room}/iiif/image/{page_id}"

"""The addresses under which viewers find images, sheets, files and what is said about them."""

from dataclasses import dataclass
from typing import Self

from fastapi import Request

from models.page import Box
from outputs.web.room import make_url


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

    def page(self, page_id: int, part: str) -> str:
        """What is said about a page."""
        return f"{self.room}/iiif/pages/{page_id}/{part}"

    def canvas(self, page_id: int, box: Box | None = None) -> str:
        """The surface that the image of a page lies on, or a part of it."""
        place = f"#xywh={box.left},{box.top},{box.width},{box.height}" if box else ""
        return f"{self.page(page_id, 'canvas')}{place}"

    def collection(self, path: str = "collection", after: str | None = None) -> str:
        """A list of files or of further lists, or a later part of one."""
        return make_url(f"{self.room}/iiif/{path}", after=after)

    def manifest(self, path: str) -> str:
        """An archival or delivered file, such as `files/5`."""
        return f"{self.room}/iiif/{path}/manifest"

    def search(self, path: str, version: int) -> str:
        """The search within a file, as one of the two versions of its interface speaks."""
        return f"{self.room}/iiif/{path}/search{version}"

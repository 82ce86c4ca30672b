"""What the formats with a file for each page share: which pages have one, and how it is written."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final

from lxml import etree

from outputs.export.format import ExportSource, Target
from outputs.export.traversal import AnyRow, ExportedPage
from outputs.export.xml import legal

CREATOR: Final = "Aigaq"


class PageFiles(ABC):
    """A format that writes one file for each page that was read, blank ones included.

    Of a page that could not be read, or not yet, there is none: an empty file would say that
    nothing stands there.
    """

    name: ClassVar[str]
    media_type: ClassVar[str]
    ending: ClassVar[str]
    by_unit: ClassVar[bool] = True

    def __init__(self, source: ExportSource) -> None:
        self.source = source
        self._target: Target | None = None

    def open(self, target: Target) -> None:
        """Begin a unit."""
        self._target = target

    def feed(self, page: ExportedPage) -> None:
        """Write the file of a page."""
        assert self._target is not None
        if has_text(page):
            path = self._target.inside(f"{page.name}{self.ending}")
            path.write_bytes(self.content(page))

    def close(self) -> None:
        """End the unit; each file was finished when it was written."""
        self._target = None

    @abstractmethod
    def content(self, page: ExportedPage) -> bytes:
        """The file of a page."""


def has_text(page: ExportedPage) -> bool:
    """Whether there is a file of a page: it was read, if only to find it blank."""
    return page.error is None and page.geometry is not None


def add(parent: Any, tag: str, text: str | None = None, **attributes: object) -> Any:
    """Append an element of its parent's namespace; attributes that are None are left out.

    An attribute that Python reserves is given with a trailing underscore.
    """
    namespace = parent.tag.rpartition("}")[0]
    made = etree.SubElement(parent, f"{namespace}}}{tag}")
    for key, value in attributes.items():
        if value is not None:
            made.set(key.rstrip("_"), legal(str(value)))
    if text is not None:
        made.text = legal(text)
    return made


def number(value: float, digits: int = 3) -> str:
    """A number as short as it can be written."""
    return f"{round(value, digits):.{digits}f}".rstrip("0").rstrip(".") or "0"


def mention_id(mention: AnyRow) -> str:
    """Name of a mention within its page: what it is and where it stands."""
    return f"{mention.label}.{mention.start}.{mention.end}"

"""Export as plain text: what was read on each page, and nothing else."""

from typing import ClassVar

from outputs.export.pagetext.pagefiles import PageFiles
from outputs.export.traversal import ExportedPage


class PlainText(PageFiles):
    """One text file a page, UTF-8, lines as on the page; offsets of mentions count in it."""

    name: ClassVar[str] = "text"
    media_type: ClassVar[str] = "text/plain"
    ending: ClassVar[str] = ".txt"

    def content(self, page: ExportedPage) -> bytes:
        """The file of a page."""
        return page.text.encode()

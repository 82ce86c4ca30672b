"""What of a page its reader wants to see, as the address says it from page to page."""

from dataclasses import dataclass
from typing import Literal

Switch = Literal["on", "off"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The switches of the page view; each is a parameter of its address.

    Attributes:
        picture: the scan, or the picture as it was cleaned before it was read.
        doubt: whether doubtful words are shaded.
        cells: whether the cells of tables are outlined.
    """

    picture: Literal["scan", "cleaned"] = "scan"
    doubt: Switch = "on"
    cells: Switch = "on"

    @property
    def params(self) -> dict[str, str]:
        """The parameters of an address that shows the same; what is usual is left out."""
        usual = Shown()
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in values.items() if value != getattr(usual, name)}

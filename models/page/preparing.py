"""What is decided on a page before it is read: how to clean it, which model reads it."""

from dataclasses import dataclass

from models.languages import KAZAKH
from models.page.layout import Region


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Which cleaning steps the page earned; none is the default, the raw page.

    Attributes:
        steps: names of the steps applied, in order, see pipeline/imaging/recipe.py.
        ink: share of the page area that is ink, 0..1, from which blank sheets are known.
        gains: for each recipe that was tried, its steps joined by "+" and by how much the mean
            confidence of the lines read on trial rose, -1..1; kept also where the page stays raw.
        regions: what was stamped, written or drawn on the page in coloured ink.
        ghosts: share of the letters that shine through from the back of the sheet, 0..1.
    """

    steps: tuple[str, ...] = ()
    ink: float = 1.0
    gains: tuple[tuple[str, float], ...] = ()
    regions: tuple[Region, ...] = ()
    ghosts: float = 0.0


@dataclass(frozen=True, slots=True)
class Route:
    """Which model reads the page.

    Attributes:
        language: "ru", "kk", or None when the description does not say.
        model: the engine's model name: "rus", "kaz" or "Cyrillic".
        kazakh: the model to read with instead when the reading turns out to be Kazakh, or None.
        second: the model that reads doubted lines again, or None.
        second_kazakh: that reads them on a page that turns out to be Kazakh; None: `second`.
    """

    language: str | None
    model: str
    kazakh: str | None = None
    second: str | None = None
    second_kazakh: str | None = None

    def second_of(self, language: str | None) -> str | None:
        """The model that reads doubted lines of a page in this language again, or None."""
        return self.second_kazakh or self.second if language == KAZAKH else self.second

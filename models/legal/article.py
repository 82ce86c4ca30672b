"""What a person was charged under: a provision, and provisions that are named together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One provision that a person was charged under.

    Attributes:
        norm: its code: `RSFSR-1926:58-10/2`, `USSR:1932-08-07`, `NKVD:KRD`.
        kind: article, decree, acronym or order.
        code: the body of law, such as `RSFSR-1926`.
        number: of the article or order, such as `58-10`; empty for a decree or an acronym.
        part: its part (часть), or None.
        point: its point (пункт), or None; of article 58 the points are part of the number.
    """

    norm: str
    kind: str
    code: str
    number: str = ""
    part: int | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class FoundArticles:
    """Provisions named together, and where: half-open code points of the searched text."""

    start: int
    end: int
    articles: tuple[Article, ...]


Stretch = tuple[int, int, tuple[Article, ...]]
"""The same while it is being found: start, end, provisions."""

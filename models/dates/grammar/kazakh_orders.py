"""Dates whose month stands before the days, or whose parts follow it, as Kazakh orders them."""

from typing import Final

from models.dates.grammar import builders as build
from models.dates.grammar.blocks import LEFT, NAMED_MONTH, NO_YEAR_NEXT, RIGHT, YEAR, day
from models.dates.grammar.shapes import Shape, Start, shape

_MONTH_OF: Final = rf"(?P<m>{NAMED_MONTH})(?: айыны[ңн])? "
_FROM_TO: Final = (
    rf"{day('d')}(?:-[днт][ае]н)?(?: ?- ?| (?:(?:мен|пен|бен) )?){day('d2')}(?:-[қкғгн][ае])?"
    r" (?:[дш]ей[іи]н(?:гі)?|[қк]ара[ғг]ан т[үу]н[а-яі]{0,4}|арал[ыи][ғг][а-яі]{2,5}"
    r"|к[үу]нд[а-яі]{2,6})"
)
_TO: Final = ("ейін", "ейин", "ған т", "ган т", "арал", "күнд", "кунд")

KAZAKH_ORDERS: Final[tuple[Shape, ...]] = (
    # 1937 жылғы мамырдың 5-інен 10-ына дейін, 1937 жылғы шілденің 3-інен 4-іне қараған түні
    shape(
        build.days,
        Start.YEAR | Start.YEAR_WORD,
        rf"{LEFT}{YEAR}[ ,]{{1,2}}{_MONTH_OF}{_FROM_TO}{RIGHT}",
        dated=True,
        near=_TO,
    ),
    # сентябрьдің 5-нен 10-на дейін 1943 жыл
    shape(
        build.days,
        Start.MONTH,
        rf"{LEFT}{_MONTH_OF}{_FROM_TO}(?:[ ,]{{1,2}}{YEAR}|{RIGHT}{NO_YEAR_NEXT})",
        near=_TO,
    ),
)

"""What narrows a search besides its words: conditions on what the record says of a page."""

from dataclasses import dataclass
from datetime import date

from models.entity import Label
from outputs.search.terms import Sought


@dataclass(frozen=True, slots=True)
class Named:
    """Terms that must stand together in the name of one person, place or organisation.

    A place is also known by its gazetteer name, an organisation by its usual one.
    """

    label: Label
    sought: Sought


@dataclass(frozen=True, slots=True)
class Said:
    """The text says this, without a part in the order of the answer."""

    sought: Sought


@dataclass(frozen=True, slots=True)
class Entities:
    """Any of these entities is named, whatever its label."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class People:
    """Any of these people is named, as far as it was worked out who is who."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class BornIn:
    """Somebody named is said to have been born in any of these places or in a part of it.

    The keys are those of `models.places.birthplaces`.
    """

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date of the page overlaps `lower` to `upper`; an end that is None is open.

    Attributes:
        event: the date must be this event's, as `models.dates.events` names them; None: any date.
    """

    lower: date | None = None
    upper: date | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class DocTypes:
    """The likeliest type of the page is any of these."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Languages:
    """The page is written in any of these, such as `ru` or `kk`."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Collections:
    """The page is in any of these collections."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Described:
    """The page is of this archive, fond, inventory and file; a level that is None may be any."""

    archive: str | None = None
    fond: str | None = None
    inventory: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An article, sentence, mark, case or reference whose normal form begins with `code`.

    It begins so at the end of a number or word: `58-1` covers `RSFSR-1926:58-1a` but not `58-10`,
    `ITL` covers `ITL 10`. The law's name before the colon may be left out.
    """

    label: Label
    code: str

    def covers(self, normal: str) -> bool:
        """Whether a mention of this normal form answers."""
        forms = [form.casefold() for item in normal.split(", ") for form in _forms(item)]
        return any(_begins(form, self.code.casefold()) for form in forms)


@dataclass(frozen=True, slots=True)
class Pages:
    """Only these pages."""

    ids: frozenset[int]


Condition = (
    Named
    | Said
    | Entities
    | People
    | BornIn
    | DateRange
    | DocTypes
    | Languages
    | Collections
    | Described
    | Finding
    | Pages
)


@dataclass(frozen=True, slots=True)
class Filters:
    """All of `wanted` and none of `unwanted` hold.

    Attributes:
        wanted: conditions that a page must answer.
        unwanted: conditions that it must not answer.
        confidence: of the mention, or the guess of the document type, that answers a wanted
            condition, the least; 0 to 1, counted in whole tenths. It rules nothing out by itself.
    """

    wanted: tuple[Condition, ...] = ()
    unwanted: tuple[Condition, ...] = ()
    confidence: float = 0.0

    @property
    def tenths(self) -> int:
        """The least confidence in tenths, rounded down."""
        return tenths(self.confidence)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def tenths(confidence: float) -> int:
    """Return a confidence in whole tenths; 0.7 counts as 7 although 0.7 * 10 is a little less."""
    return int(confidence * 10 + 1e-6)


def _forms(item: str) -> tuple[str, str]:
    return item, item.partition(":")[2]


def _begins(form: str, code: str) -> bool:
    if not code or not form.startswith(code):
        return False
    last, following = code[-1], form[len(code) : len(code) + 1]
    return not (
        (last.isdigit() and following.isdigit()) or (last.isalpha() and following.isalpha())
    )

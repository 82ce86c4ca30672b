"""The tables that CSV, Parquet and SQLite share: each column with its type and what it means."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.i18n import N_


class Kind(StrEnum):
    """Types of columns, by the names of the Frictionless Table Schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    DAY = "date"
    MOMENT = "datetime"
    JSON = "object"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `leads_to` is the table whose `id` it holds."""

    name: str
    kind: Kind
    meaning: str
    leads_to: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the columns of `key` together tell its rows apart."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Of its columns."""
        return tuple(column.name for column in self.columns)


def _text(name: str, meaning: str) -> Column:
    return Column(name, Kind.TEXT, meaning)


def _whole(name: str, meaning: str, leads_to: str | None = None) -> Column:
    return Column(name, Kind.WHOLE, meaning, leads_to)


def _number(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, meaning)


_ID: Final = _whole("id", N_("Number in the record"))
_COLLECTION: Final = _text("collection", N_("Code of the collection"))
_REFERENCE: Final = _text("reference", N_("archive/fond/inventory/file"))
_SOURCE: Final = _text("source", N_("Name of the delivered file"))
_PAGE: Final = _whole("page", N_("Number of the page in the delivered file, from 1"))
_START: Final = _whole(
    "start", N_("Where it begins in the text of the page, in code points from 0")
)
_END: Final = _whole("end", N_("Where it ends there; the code point of this number is not in it"))
_LABEL: Final = _text(
    "label", N_("PERSON, PLACE, DATE, ORG, ARTICLE, SENTENCE, MARK, CASE or REFERENCE")
)
_EDTF: Final = _text("edtf", N_("The date in EDTF (ISO 8601-2)"))
_LOWER: Final = Column("lower", Kind.DAY, N_("First day that the date can mean"))
_UPPER: Final = Column("upper", Kind.DAY, N_("Last day that the date can mean"))

DOCUMENTS: Final = Table(
    "documents",
    N_("Documents, as the archive describes them"),
    ("id",),
    (
        _ID,
        _COLLECTION,
        _text("key", N_("Identity within the collection")),
        _text("title", N_("Title in the description")),
        _EDTF,
        _LOWER,
        _UPPER,
        _text("language", N_("Language in the description")),
        _REFERENCE,
    ),
)
PAGES: Final = Table(
    "pages",
    N_("Page sides of every delivered file, read or not"),
    ("source", "page"),
    (
        _SOURCE,
        _PAGE,
        _text("error", N_("Why the page was not read: an error code, or pending")),
        _text("duplicate_of", N_("Name of the file with the same bytes, whose pages these are")),
        _REFERENCE,
        _whole("document_id", N_("The document that the page belongs to"), "documents"),
        _text("sheet", N_("Number of the sheet as the archive counts, with its side")),
        _text("state", N_("done, blank, quarantined or pending")),
        _text("language", N_("Language in which the page was read: ru or kk")),
        _number("confidence", N_("Mean confidence of the words, 0 to 1")),
        _whole("width", N_("Width of the page image in pixels")),
        _whole("height", N_("Height of the page image in pixels")),
        _whole("dpi", N_("Pixels of the page image to an inch")),
        _text("image_sha256", N_("SHA-256 of the page image")),
        _text("doc_type", N_("Likeliest type of document")),
        _number("doc_type_confidence", N_("Confidence of that type, 0 to 1")),
        _text("text", N_("Text of the page as it was read")),
    ),
)
WORDS: Final = Table(
    "words",
    N_("Words of the pages, with their places on the scan"),
    ("source", "page", "start"),
    (
        _SOURCE,
        _PAGE,
        _START,
        _END,
        _text("text", N_("The word")),
        _whole("left", N_("Left edge of its box, in pixels of the scan")),
        _whole("top", N_("Upper edge of its box, in pixels of the scan")),
        _whole("width", N_("Width of its box")),
        _whole("height", N_("Height of its box")),
        _number("confidence", N_("Confidence of the reading, 0 to 1")),
        _whole("block", N_("Number of the block on the page, from 0")),
        _whole("line", N_("Number of the line on the page, from 0")),
    ),
)
MENTIONS: Final = Table(
    "mentions",
    N_("What the pages name or state: people, places, dates, organisations and findings"),
    ("source", "page", "id"),
    (
        _SOURCE,
        _PAGE,
        _ID,
        _whole("entity_id", N_("What the mention is taken to name"), "entities"),
        _LABEL,
        _START,
        _END,
        _text("text", N_("The wording")),
        _text("normal", N_("The form to read in a list: nominative name, EDTF")),
        _EDTF,
        _LOWER,
        _UPPER,
        _text("calendar", N_("Calendar in which the date was written")),
        _text("precision", N_("How exact the date is")),
        _number("confidence", N_("Confidence of the mention, 0 to 1")),
        _whole("profile_id", N_("The name within this document, of a person")),
        _whole("person_id", N_("The person, as far as it was worked out who is who"), "people"),
        _text("place_id", N_("Best candidate of the gazetteer")),
        _text("place_name", N_("Name of that place")),
        Column("details", Kind.JSON, N_("What else was read in it, as JSON")),
    ),
)
ENTITIES: Final = Table(
    "entities",
    N_("What mentions of one form within a collection name"),
    ("id",),
    (
        _ID,
        _COLLECTION,
        _LABEL,
        _text("key", N_("What its mentions share")),
        _text("normal", N_("Name to show")),
        _LOWER,
        _UPPER,
        _whole("mentions", N_("How many mentions there are in the record")),
    ),
)
PEOPLE: Final = Table(
    "people",
    N_("People, as last worked out who is who"),
    ("id",),
    (
        _whole("id", N_("Number of the person: that of its oldest profile")),
        _text("name", N_("Fullest name")),
        _whole("birth_year", N_("Year of birth, where one is known")),
        _whole("documents", N_("How many documents name the person, in all collections")),
        _whole("mentions", N_("How many mentions there are in the record")),
    ),
)
JUDGEMENTS: Final = Table(
    "judgements",
    N_("What people said of two names in documents; the newest on a pair holds"),
    ("id",),
    (
        _ID,
        _whole("left", N_("One profile")),
        _text("left_name", N_("How it is called")),
        _whole("left_person_id", N_("Who it is now"), "people"),
        _text("left_document", N_("Key of its document")),
        _whole("right", N_("The other profile")),
        _text("right_name", N_("How it is called")),
        _whole("right_person_id", N_("Who it is now"), "people"),
        _text("right_document", N_("Key of its document")),
        _text("verdict", N_("same, different or unsure")),
        _text("author", N_("Who said so")),
        _text("reason", N_("Why")),
        Column("made_at", Kind.MOMENT, N_("When, in UTC")),
        _number("score", N_("What the matcher gave the pair then, 0 to 1")),
    ),
)
TABLES: Final = (DOCUMENTS, PAGES, WORDS, MENTIONS, ENTITIES, PEOPLE, JUDGEMENTS)

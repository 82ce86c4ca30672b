"""From the fields of a query to conditions on pages: what a value typed loosely stands for."""

import re
from collections.abc import Mapping, Set
from datetime import date
from typing import Final

from sqlalchemy import Connection, select

from models.archive import ReferenceCode, SheetRange, parse_reference, parse_sheet
from models.archive.known import archive_named
from models.archive.levels import canonical_level
from models.dates import bounds, parse_date
from models.documents.doc_types import doc_types
from models.documents.findings import find_further
from models.entity import Label
from models.i18n import _
from models.languages import KAZAKH, RUSSIAN
from models.misreading.homoglyphs import fold_letters
from models.places import Gazetteer
from models.tables import (
    ArchiveRow,
    CollectionRow,
    DocumentRow,
    FileRow,
    FondRow,
    InventoryRow,
    PageRow,
)
from outputs.search.queries.fields import EVENTS, Field, FieldTerm
from outputs.search.queries.filters import (
    BornIn,
    Collections,
    Condition,
    DateRange,
    Described,
    DocTypes,
    Finding,
    Languages,
    Pages,
)
from outputs.search.queries.lexemes import QueryError

_SHARE: Final = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)(?P<percent>%?)")
_LANGUAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("russian", "русский", "рус", "орысша", "орыс"), "ru"),
    **dict.fromkeys(("kazakh", "казахский", "каз", "қазақша", "қазақ", "kz"), "kk"),
}
_READ: Final = frozenset({RUSSIAN, KAZAKH})
"""The languages that pages are read in; a description may tell of others."""
_MOST_TOLD: Final = 20
_FOUND: Final = {
    Field.ARTICLE: Label.ARTICLE,
    Field.SENTENCE: Label.SENTENCE,
    Field.MARK: Label.MARK,
}
_LEAD: Final = 0.1
"""A place whose score is less by no more may be meant as well."""
_LEVELS: Final = {Field.FOND: "fond", Field.OPIS: "inventory", Field.FILE: "file"}


def read_condition(term: FieldTerm) -> Condition:
    """Return what `term` asks of a page; names, sheets and the confidence are not read here.

    Raises:
        QueryError: the value is none that the field can have.
    """
    match term.field:
        case Field.TYPE:
            return DocTypes(frozenset(code for part in _parts(term) for code in _types(term, part)))
        case Field.LANG:
            return Languages(frozenset(_language(part) for part in _parts(term)))
        case Field.COLLECTION:
            return Collections(frozenset(_parts(term)))
        case Field.ARCHIVE:
            return Described(archive=_archive(term.value))
        case Field.FOND | Field.OPIS | Field.FILE:
            return Described(**{_LEVELS[term.field]: canonical_level(term.value.lower())})
        case Field.ARTICLE | Field.SENTENCE | Field.MARK:
            return _finding(_FOUND[term.field], term.value)
        case Field.BORN_IN:
            return _born_in(term)
        case _:
            return _dates(term)


def check_code(connection: Connection, term: FieldTerm) -> None:
    """Refuse a language or a collection that no page can have, and name those that there are.

    Raises:
        QueryError: it is none that the record knows.
    """
    if term.field is Field.LANG:
        if {_language(part) for part in _parts(term)} <= _READ:
            return
        said = select(DocumentRow.language).where(DocumentRow.language.is_not(None)).distinct()
        spoken = _READ | {code for code in connection.scalars(said) if code}
        if not {_language(part) for part in _parts(term)} <= spoken:
            raise refuse(term, _("a language of the pages: {codes}").format(codes=_listed(spoken)))
    elif term.field is Field.COLLECTION:
        known = set(connection.scalars(select(CollectionRow.code)))
        if not set(_parts(term)) <= known:
            raise refuse(term, _("a collection: {codes}").format(codes=_listed(known)))


def read_confidence(term: FieldTerm) -> float:
    """Return the least confidence asked for: «0.8», «0,8» or «80%».

    Raises:
        QueryError: it is no share.
    """
    found = _SHARE.fullmatch(term.value)
    share = float(found["number"].replace(",", ".")) if found else 2.0
    share = share / 100 if found and found["percent"] else share
    if share > 1 or term.negated:
        raise refuse(term, _("a number from 0 to 1"))
    return share


def read_reference(connection: Connection, term: FieldTerm) -> Condition:
    """Return the pages of a reference typed as in a footnote, down to its sheets.

    Raises:
        QueryError: it is none.
    """
    reference = parse_reference(term.value)
    if reference is None:
        raise refuse(term, _("a reference, such as «Ф. 109 Оп. 1 Д. 25 Л. 12»"))
    archive = _archive(reference.archive) if reference.archive else None
    unit = Described(archive, reference.fond, reference.inventory, reference.file)
    if not reference.sheets:
        return unit
    return Pages(_pages_of(connection, unit, reference))


def refuse(term: FieldTerm, expected: str) -> QueryError:
    """Return the error that a value is not what its field expects."""
    told = _("{field}: “{value}” is not {expected}")
    return QueryError(
        term.position, told.format(field=term.field, value=term.value, expected=expected)
    )


def _listed(codes: Set[str]) -> str:
    """Codes for a message; of many the first."""
    most = sorted(codes)[:_MOST_TOLD]
    return ", ".join(most) + ", …" * (len(codes) > len(most))


def _language(part: str) -> str:
    return _LANGUAGES.get(part.lower(), part.lower())


def _parts(term: FieldTerm) -> list[str]:
    """The values between commas, any of which a page may have."""
    parts = [part.strip() for part in term.value.split(",") if part.strip()]
    if not parts:
        raise refuse(term, _("a value"))
    return parts


def _types(term: FieldTerm, part: str) -> list[str]:
    """The types of this code, or with these words in their Russian or Kazakh title."""
    folded = fold_letters(part)
    codes = [each.code for each in doc_types() if each.code == part.lower()] or [
        each.code
        for each in doc_types()
        if folded and any(folded in fold_letters(title) for title in each.titles.values())
    ]
    if not codes:
        raise refuse(term, _("a type of document, such as {codes}").format(codes=_some_types()))
    return codes


def _some_types() -> str:
    return ", ".join(each.code for each in doc_types()[:4])


def _archive(name: str) -> str:
    """The record keeps known archives under their short Russian name, others as written."""
    known = archive_named(name)
    return known.names["ru"] if known else name


def _finding(label: Label, value: str) -> Finding:
    """«58-10 ч. 2», «10 лет ИТЛ», «Сов. секретно» by their norm, anything else as the norm."""
    found = [mention for mention in find_further(value) if mention.span.label is label]
    return Finding(label, found[0].normal if found else value)


def _born_in(term: FieldTerm) -> BornIn:
    """The places that a name may be; which of several, it alone does not say."""
    found = [each for each in Gazetteer.load().candidates(term.value) if not each.is_guess]
    if not found:
        raise refuse(term, _("a place that the gazetteer knows; place: finds any"))
    least = found[0].score * (1 - _LEAD)
    return BornIn(frozenset(f"={each.place_id}" for each in found if each.score >= least))


def _dates(term: FieldTerm) -> DateRange:
    """EDTF, `first..last` with an open end, or a date in words."""
    event = EVENTS.get(term.field)
    is_range = ".." in term.value and term.value[0] not in "[{"
    first, last = term.value.split("..", 1) if is_range else (term.value, term.value)
    lower = _bounds(term, first)[0] if first.strip() else None
    upper = _bounds(term, last)[1] if last.strip() else None
    if lower is None and upper is None:
        raise _no_date(term)
    if lower and upper and upper < lower:
        raise refuse(term, _("a range from the earlier to the later"))
    return DateRange(lower, upper, event)


def _bounds(term: FieldTerm, text: str) -> tuple[date | None, date | None]:
    try:
        return bounds(text.strip())
    except (ValueError, OverflowError):
        found = parse_date(text)
        if found is None:
            raise _no_date(term) from None
        return found.lower, found.upper


def _no_date(term: FieldTerm) -> QueryError:
    return refuse(term, _("a date, such as 1937-11, 1937-11..1938-02 or «5 мая 1937»"))


def _pages_of(connection: Connection, unit: Described, reference: ReferenceCode) -> frozenset[int]:
    levels = (
        (ArchiveRow.code, unit.archive),
        (FondRow.number, unit.fond),
        (InventoryRow.number, unit.inventory),
        (FileRow.number, unit.file),
    )
    pages = (
        select(PageRow.id, PageRow.sheet)
        .join(DocumentRow, DocumentRow.id == PageRow.document_id)
        .join(FileRow, FileRow.id == DocumentRow.file_id)
        .join(InventoryRow, InventoryRow.id == FileRow.inventory_id)
        .join(FondRow, FondRow.id == InventoryRow.fond_id)
        .join(ArchiveRow, ArchiveRow.id == FondRow.archive_id)
        .where(PageRow.sheet.is_not(None))
        .where(*(column == value for column, value in levels if value is not None))
    )
    return frozenset(
        page_id
        for page_id, sheet in connection.execute(pages)
        if sheet and any(_holds(asked, sheet) for asked in reference.sheets)
    )


def _holds(asked: SheetRange, text: str) -> bool:
    """Whether a sheet lies in the range; a sheet asked for without a side may be either side."""
    sheet = parse_sheet(text)
    if sheet is None:
        return False
    if asked.first == asked.last:
        return (sheet.number, sheet.letter) == (asked.first.number, asked.first.letter) and (
            asked.first.side == sheet.side or asked.first.side == "recto"
        )
    return asked.first <= sheet <= asked.last

"""What archivists call the units of description, their sheets and the years they span."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from babel.numbers import format_decimal

from models.archive import ReferenceCode, SheetRange, parse_sheet
from models.archive.known import archive_named
from models.i18n import N_, _, current_language, ngettext
from outputs.references import cite
from outputs.web.queries.archive import Level, Unit
from outputs.web.wording.locales import locale

_WORDS: Final = {
    Level.FOND: N_("Fond %(number)s"),
    Level.INVENTORY: N_("Inventory %(number)s"),
    Level.FILE: N_("File %(number)s"),
}
# A description may leave a level out.
_UNKNOWN: Final = {
    Level.ARCHIVE: N_("Archive not stated"),
    Level.FOND: N_("Fond not stated"),
    Level.INVENTORY: N_("Inventory not stated"),
    Level.FILE: N_("File not stated"),
}
_FOLDERS: Final = {
    Level.ARCHIVE: "archives",
    Level.FOND: "fonds",
    Level.INVENTORY: "inventories",
    Level.FILE: "files",
}


def unit(unit: Unit) -> str:
    """«Фонд 109»; an archive by its name in the reader's language."""
    if not unit.number:
        return _(_UNKNOWN[unit.level])
    if unit.level in _WORDS:
        return _(_WORDS[unit.level]) % {"number": unit.number}
    known = archive_named(unit.number)
    # As in a citation, which is Russian where it is not Kazakh.
    names = known.names if known else {}
    return names.get(current_language()) or names.get("ru") or unit.number


def unit_path(unit: Unit) -> str:
    """The address of a unit's page."""
    return f"/{_FOLDERS[unit.level]}/{unit.id}"


def parts(count: int, level: Level) -> str:
    """How many units lie one level below a unit of this level."""
    match level:
        case Level.ARCHIVE:
            text = ngettext("%(count)s fond", "%(count)s fonds", count)
        case Level.FOND:
            text = ngettext("%(count)s inventory", "%(count)s inventories", count)
        case Level.INVENTORY:
            text = ngettext("%(count)s file", "%(count)s files", count)
        case Level.FILE:
            text = ngettext("%(count)s document", "%(count)s documents", count)
    return text % {"count": format_decimal(count, locale=locale())}


def sheet(written: str | None) -> str:
    """«Л. 12об.» for a sheet as the record keeps it; what cannot be read is shown as it is."""
    read = parse_sheet(written) if written else None
    if read is None:
        return written or ""
    return cite(
        ReferenceCode(None, None, None, None, (SheetRange(read, read),)), current_language()
    )


def years(lower: date | None, upper: date | None) -> str:
    """«1937–1957», «1937», or nothing where neither is known."""
    known = sorted({each.year for each in (lower, upper) if each})
    return "–".join(map(str, known))


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    each.__name__: each for each in (unit, unit_path, parts, sheet, years)
}

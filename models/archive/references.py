"""Read archival references, one by itself or all in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from models.archive.folding import LONGEST, fold_letter, fold_reference, read_figures
from models.archive.known import archive_named, find_archive, short_name_at_end
from models.archive.letters import from_latin
from models.archive.levels import COMPONENT, canonical_level, collect_levels
from models.archive.sheets import read_sheets
from models.archive.units import ReferenceCode
from models.misreading.homoglyphs import repair_homoglyphs

_NORMAL: Final = re.compile(
    r"(?P<code>[A-Z]{2}-[A-Z-]+|-)/(?P<fond>[\w-]*)/(?P<inventory>[\w.]*)/(?P<file>[\w.-]*)"
    r"(?:/(?P<sheets>[\w,-]*))?"
)
_BETWEEN: Final = re.compile(r"[ .,;:()-]{0,4}(?:(?:и|на)[ ])?")


def parse_reference(text: str) -> ReferenceCode | None:
    """Return the first archival reference of `text` (Russian, Kazakh or normal form), else `None`.

    At least a fond with one more level, or an archive with a file, must be there: «д. 5» alone is
    a house. Only the first 600 code points are read.
    """
    normal = _NORMAL.fullmatch(text[:LONGEST].strip())
    if normal:
        return _from_normal_form(normal)
    folded = fold_reference(text)
    components = list(COMPONENT.finditer(folded))
    first = components[0].start() if components else len(folded)
    # Folding keeps the words, so the archive is read from the unfolded words before the components.
    words = len(folded[:first].split())
    before = " ".join(repair_homoglyphs(text[:LONGEST]).split()[:words])
    return collect_levels(components).reference(find_archive(before, only_known=False))


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference and where it stands: half-open code points of the searched text."""

    start: int
    end: int
    reference: ReferenceCode


def find_references(text: str) -> list[FoundReference]:
    """Find the archival references in running text, in its order.

    A reference is a row of components («Ф. 3. Оп. 1. Д. 1187») and the archive before it, a known
    one or one by the form of its short name («РГВА»); fond and one more level, or archive and
    file, must be there, as for `parse_reference`.
    """
    repaired = repair_homoglyphs(text)
    same = repaired if len(repaired) == len(text) else text
    folded = read_figures("".join(map(fold_letter, same)))
    found = []
    for row in _rows(folded):
        start = row[0].start()
        begin, archive = _archive_before(same, start)
        reference = collect_levels(row).reference(archive)
        if reference is not None:
            found.append(FoundReference(begin, row[-1].end(), reference))
    return found


def _rows(folded: str) -> Iterator[list[re.Match[str]]]:
    """Yield components that stand side by side; a level named again begins a new row."""
    row: list[re.Match[str]] = []
    for match in COMPONENT.finditer(folded):
        kind = (match.lastgroup or "").removeprefix("kk_")
        named = {(each.lastgroup or "").removeprefix("kk_") for each in row}
        near = row and _BETWEEN.fullmatch(folded, row[-1].end(), match.start())
        if row and (not near or kind in named & {"fond", "inventory", "file", "sheets"}):
            yield row
            row = []
        row.append(match)
    if row:
        yield row


def _archive_before(text: str, end: int) -> tuple[int, str | None]:
    """Return where the name of the archive that ends at `end` begins, and its short name."""
    begin = max(0, end - 120)
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", text[begin:end])]
    for start in starts[-12:]:
        name = text[begin + start : end].strip(' \t\n.,;:()«»"/')
        if name and archive_named(" ".join(name.split())):
            found = find_archive(name, only_known=True)
            return text.index(name.split()[0], begin + start), found
    short = short_name_at_end(text[begin:end])
    return (begin + short.start(), " ".join(short[0].split())) if short else (end, None)


def _from_normal_form(match: re.Match[str]) -> ReferenceCode | None:
    archive = archive_named(match["code"])
    if archive is None and match["code"] != "-":
        return None
    fond, inventory, file = (
        # In a normal form letters stand for sounds: its P is П, where a typed one may be Р.
        canonical_level(from_latin(match[each].lower())).replace(".", "/") or None
        for each in ("fond", "inventory", "file")
    )
    sheets = read_sheets((match["sheets"] or "").lower())
    return ReferenceCode(archive.names["ru"] if archive else None, fond, inventory, file, sheets)

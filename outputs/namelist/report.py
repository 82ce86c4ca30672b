"""The report of a list as a table for spreadsheets: a row for each person who was found."""

from collections.abc import Iterable, Iterator
from typing import Final

from models.i18n import N_, _
from models.spreadsheets import csv_line
from outputs.namelist.answers import Record, in_language

_HEADINGS: Final = (
    N_("row"), N_("name in the list"), N_("found"), N_("person"), N_("name in the documents"),
    N_("born"), N_("score"), N_("why"), N_("pages"), N_("references"), N_("page numbers"),
)  # fmt: skip
VERDICTS: Final = {
    "found": N_("found"),
    "maybe": N_("perhaps"),
    "none": N_("not found"),
    "unread": N_("no name in it"),
}
"""What a verdict is called."""


def csv_lines(records: Iterable[Record], language: str) -> Iterator[str]:
    """Yield the table line by line, after its headings."""
    yield csv_line([_(heading) for heading in _HEADINGS])
    for record in records:
        for row in _rows(in_language(record, language)):
            yield csv_line(row)


def _rows(record: Record) -> Iterator[list[object]]:
    asked = [record["number"], record["asked"]]
    if not record["people"]:
        verdict = VERDICTS[record["verdict"]]
        yield [*asked, _(verdict), *[""] * (len(_HEADINGS) - 3)]
    for person in record["people"]:
        pages = person["pages"]
        verdict = VERDICTS["found" if person["certain"] else "maybe"]
        yield [
            *asked,
            _(verdict),
            person["id"],
            person["name"],
            person["birth_year"] or "",
            person["score"],
            "; ".join(person["why"]),
            person["page_count"],
            "; ".join(dict.fromkeys(page["reference"] or page["source"] for page in pages)),
            " ".join(str(page["page_id"]) for page in pages),
        ]

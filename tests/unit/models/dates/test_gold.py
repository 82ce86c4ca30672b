"""Every expression of the two gold tables gets its value, alone and inside a sentence."""

import csv
from datetime import date
from pathlib import Path

import pytest
from edtf import parse_edtf

from models.dates import DateContext, bounds, find_dates, parse_date

GOLD = Path(__file__).parents[3] / "data" / "dates"
DOCUMENT = DateContext(year=1937, day=date(1937, 10, 15))
# The age names two dates, the questionnaire's and the birth's; a page yields only the written one.
ONLY_ALONE = "38 лет (анкета 21.XI.1937)"


def rows(name: str) -> list[dict[str, str]]:
    text = (GOLD / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


SOVIET = rows("soviet_dates.tsv")
GENERAL = rows("dates_edtf.tsv")


def test_tables_are_whole() -> None:
    assert (len(SOVIET), len(GENERAL)) == (59, 42)


@pytest.mark.parametrize("row", SOVIET, ids=lambda row: row["surface"])
def test_soviet_expression(row: dict[str, str]) -> None:
    read = parse_date(row["surface"], context=DOCUMENT)
    assert read is not None
    assert (read.edtf, read.calendar) == (row["edtf"], row["calendar"])
    assert read.surface == row["surface"]


@pytest.mark.parametrize("row", GENERAL, ids=lambda row: row["expression"])
def test_general_expression(row: dict[str, str]) -> None:
    read = parse_date(row["expression"])
    assert read is not None
    assert read.edtf in row["edtf"].split("|")


@pytest.mark.parametrize("row", SOVIET + GENERAL, ids=lambda row: next(iter(row.values())))
def test_found_in_a_sentence(row: dict[str, str]) -> None:
    expression = row.get("surface") or row["expression"]
    if expression == ONLY_ALONE:
        return
    context = DOCUMENT if "surface" in row else DateContext()
    found = find_dates(f"Он сообщил: {expression} и больше ничего не сказал.", context=context)
    assert [one.date.edtf for one in found][0] in row["edtf"].split("|")
    assert len(found) == 1


@pytest.mark.parametrize("edtf", sorted({row["edtf"] for row in SOVIET}))
def test_values_are_edtf(edtf: str) -> None:
    parse_edtf(edtf)  # raises when the syntax is wrong
    lower, upper = bounds(edtf)
    assert lower is None or upper is None or lower <= upper

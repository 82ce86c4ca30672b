"""The page on the query language: its examples can be read, and no field is left out."""

import re

import pytest

from outputs.search.fields import ALSO, Field, field_named
from outputs.search.query import parse_question
from outputs.search.reading import QuestionReader
from tests.docs.markdown import DOCS

PAGE = (DOCS / "researcher.md").read_text(encoding="utf-8")
LANGUAGE = PAGE[PAGE.index("## The search language") : PAGE.index("### Fields")]
FIELDS = PAGE[PAGE.index("### Fields") : PAGE.index("### Misread words")]
WIDENED = PAGE[PAGE.index("### Misread words") : PAGE.index("## Filters")]
CODE = re.compile(r"`([^`]+)`")
NAME = re.compile(r"\w+:")
TYPED = re.compile(r"^\| (`.+`) \|", re.MULTILINE)


def examples() -> list[str]:
    typed = [code for cell in TYPED.findall(LANGUAGE) for code in CODE.findall(cell)]
    further = [code for code in CODE.findall(FIELDS + WIDENED) if re.search(r"\w:\S", code)]
    return [code for code in [*typed, *further] if code != "field:value"]


def test_there_are_examples() -> None:
    assert len(examples()) > 20


@pytest.mark.parametrize("text", examples())
def test_an_example_asks_for_something(text: str) -> None:
    question = parse_question(text)
    if any(term.field is Field.REF for term in question.fields):
        return  # read against the record; see tests/unit/outputs/test_search_resolving.py
    reading = QuestionReader(None).read(question, text)  # type: ignore[arg-type]
    whole = reading.whole
    asks = whole.sought or whole.filters or whole.filters.confidence
    assert asks


def test_every_field_is_there_under_names_that_are_its_own() -> None:
    named = {field_named(code[:-1]) for code in CODE.findall(FIELDS) if NAME.fullmatch(code)}
    assert None not in named
    assert named == set(Field)
    told = {code[:-1] for code in CODE.findall(FIELDS) if NAME.fullmatch(code)}
    assert {field for field, names in ALSO.items() if told & set(names.split())} == set(Field)

"""The page on the query language: its examples can be read, and no field is left out."""

import re
from collections.abc import Iterator

import pytest

from models.database import Database
from outputs.search.queries.fields import ALSO, Field, field_named
from outputs.search.queries.query import parse_question
from outputs.search.reading import QuestionReader
from tests.docs.markdown import DOCS
from tests.support.factories import open_database

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


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(tmp_path_factory.mktemp("record"))
    yield database
    database.close()


@pytest.mark.parametrize("text", examples())
def test_an_example_asks_for_something(record: Database, text: str) -> None:
    question = parse_question(text)
    with record.read() as connection:
        reading = QuestionReader(connection).read(question, text)
    whole = reading.whole
    asks = whole.sought or whole.filters or whole.filters.confidence
    assert asks


def test_every_field_is_there_under_names_that_are_its_own() -> None:
    named = {field_named(code[:-1]) for code in CODE.findall(FIELDS) if NAME.fullmatch(code)}
    assert None not in named
    assert named == set(Field)
    told = {code[:-1] for code in CODE.findall(FIELDS) if NAME.fullmatch(code)}
    assert {field for field, names in ALSO.items() if told & set(names.split())} == set(Field)

"""A field goes into a query and out of it as if it had been typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.search.queries.fields import Field
from outputs.search.queries.query import QueryError, parse_question
from outputs.search.queries.rewriting import add_field, remove_field


@pytest.mark.parametrize(
    ("query", "field", "value", "expected"),
    [
        ("", Field.PERSON, "Иванов", "person:Иванов"),
        ("тройка", Field.PERSON, "Иванов П.", 'тройка person:"Иванов П."'),
        ("Карлаг OR Долинка", Field.LANG, "kk", "(Карлаг OR Долинка) lang:kk"),
        ("", Field.ORG, "колхоз «Заря»", 'org:"колхоз Заря"'),
        ("type:letter тройка", Field.TYPE, "decree", "тройка type:letter,decree"),
        ("type:letter", Field.TYPE, "letter", "type:letter"),
        ("date:1937 тройка", Field.DATE, "1938", "тройка date:1938"),
        ("-lang:ru", Field.LANG, "kk", "-lang:ru lang:kk"),
        ("person:Иванов", Field.PERSON, "Петров", "person:Иванов person:Петров"),
    ],
)
def test_a_field_is_added(query: str, field: Field, value: str, expected: str) -> None:
    assert add_field(query, field, value) == expected


def test_a_query_that_cannot_be_read_gets_no_field() -> None:
    with pytest.raises(QueryError):
        add_field('"тройка', Field.LANG, "kk")


@pytest.mark.parametrize(
    ("query", "number", "expected"),
    [
        ("тройка person:Иванов арест", 0, "тройка арест"),
        ("тройка AND NOT person:Иванов", 0, "тройка"),
        ("person:Иванов AND тройка", 0, "тройка"),
        ('-place:"Алма Ата" lang:ru', 0, "lang:ru"),
        ('-place:"Алма Ата" lang:ru', 1, '-place:"Алма Ата"'),
    ],
)
def test_a_field_is_taken_away(query: str, number: int, expected: str) -> None:
    position = parse_question(query).fields[number].position
    assert position is not None
    assert remove_field(query, position) == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_any_name_with_a_letter_can_be_asked_for_and_taken_away(name: str) -> None:
    query = add_field("тройка", Field.PERSON, f"Я {name}")
    [term] = parse_question(query).fields
    assert term.value.startswith("Я")
    assert term.position is not None
    assert remove_field(query, term.position) == "тройка"

"""The query language: what is read, what is refused and where, and no text reaches MATCH raw."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import QUERY_INVALID, ConfigError
from outputs.search.expansion import AllOf, AnyOf, Near, Phrase, expand, expand_name
from outputs.search.fts5 import match_expression
from outputs.search.index import Cursor, Filters
from outputs.search.query import And, Or, Words, parse_query


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", None),
        ("  \n", None),
        ("слово", Words("слово")),
        ("слов*", Words("слов", prefix=True)),
        ('"два слова"', Words("два слова")),
        ("«два слова»*", Words("два слова", prefix=True)),
        ("а б", And((Words("а"), Words("б")))),
        ("а AND б", And((Words("а"), Words("б")))),
        ("а OR б в", Or((Words("а"), And((Words("б"), Words("в")))))),
        ("(а OR б) в", And((Or((Words("а"), Words("б"))), Words("в")))),
        ("а -б", And((Words("а"),), (Words("б"),))),
        ("-б а", And((Words("а"),), (Words("б"),))),
        ("а NOT (б в)", And((Words("а"),), (And((Words("б"), Words("в"))),))),
        ("Алма-Ата", Words("Алма-Ата")),
        ("а - б", And((Words("а"), Words("-"), Words("б")))),
        ("or not", And((Words("or"), Words("not")))),
    ],
)
def test_parse(text: str, asked: object) -> None:
    assert parse_query(text) == asked


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('а "б', 3),
        ("(а", 1),
        ("а)", 2),
        ("а OR", 5),
        ("OR а", 1),
        ("а AND OR б", 7),
        ("NOT а", 1),
        ("а OR -б", 6),
        ("()", 2),
        ("а NOT NOT б", 7),
        ("(" * 60 + "а", 51),
        ("а" * 2001, 2001),
    ],
)
def test_what_cannot_be_read_says_where(text: str, position: int) -> None:
    with pytest.raises(ConfigError, match=rf"\(character {position}\)") as caught:
        parse_query(text)
    assert caught.value.code == QUERY_INVALID


def test_expansion() -> None:
    asked = parse_query("казаков -«Алма-Ата» Караганди*")
    assert asked is not None
    assert expand(asked) == AllOf(
        (
            AnyOf((Phrase(("казаков",)), Phrase(("казак",)))),
            AnyOf((Phrase(("караганди",), prefix=True), Phrase(("караганд",)))),
        ),
        (Phrase(("алм", "ат")),),
    )
    assert expand(Words("№")) is None
    assert expand_name("Иванов И.") == Near((Phrase(("иванов",)), Phrase(("и",), prefix=True)))
    assert expand_name(" . ") is None


@given(st.text(alphabet="абв\"«»()*-: ^+{}ANDORTE,¶'\\0", max_size=30))
def test_whatever_is_typed_fts5_can_read_it(text: str) -> None:
    try:
        asked = parse_query(text)
    except ConfigError as error:
        assert error.code == QUERY_INVALID
        return
    sought = expand(asked) if asked else None
    name = expand_name(text)
    expression = match_expression(sought, Filters(person=name, place=name))
    if not expression:
        return
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search_page USING fts5(body, person, place)")
    connection.execute("SELECT rowid FROM search_page WHERE search_page MATCH ?", [expression])
    connection.close()


@given(st.floats(-1e6, 1e6), st.integers(0, 10**18 - 1))
def test_cursor_comes_back(score: float, page_id: int) -> None:
    assert Cursor.parse(str(Cursor(score, page_id))) == Cursor(score, page_id)


@pytest.mark.parametrize(
    "text", ["", "_", "0x1p0", "0x1p0_x", "1e999999_3_4", "nan_1", "inf_1", "0x1.0p+9999_1"]
)
def test_a_cursor_that_is_none(text: str) -> None:
    with pytest.raises(ConfigError):
        Cursor.parse(text)

"""The query language: what is read, what is refused and where, and no text reaches MATCH raw."""

import sqlite3
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import QUERY_INVALID, ConfigError
from outputs.search.analyzer import query_terms
from outputs.search.backends.fts5 import match_expression
from outputs.search.expansion import expand, expand_name
from outputs.search.index import Cursor
from outputs.search.queries.fields import ALSO, Field, FieldTerm, field_named
from outputs.search.queries.query import (
    And,
    Nearby,
    Or,
    QueryError,
    Question,
    Words,
    parse_question,
)
from outputs.search.terms import AllOf, AnyOf, Near, Phrase


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
        ("а ИЛИ б НЕ в", Or((Words("а"), And((Words("б"),), (Words("в"),))))),
        ("а НЕМЕСЕ б", Or((Words("а"), Words("б")))),
        ("Иванов И", And((Words("Иванов"), Words("И")))),
        ("а NEAR/5 б", Nearby((Words("а"), Words("б")), 5)),
        ('а NEAR "б в" NEAR г*', Nearby((Words("а"), Words("б в"), Words("г", prefix=True)), 10)),
        ("а РЯДОМ/2 б в", And((Nearby((Words("а"), Words("б")), 2), Words("в")))),
        ("12:30", Words("12:30")),
        ("«а:б»", Words("а:б")),
        ("протокол: допрос", And((Words("протокол:"), Words("допрос")))),
    ],
)
def test_parse(text: str, asked: object) -> None:
    assert parse_question(text) == Question(asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words", "fields"),
    [
        ("type:medical", None, [FieldTerm(Field.TYPE, "medical")]),
        (
            'person:"Иванов И. И." тройка -lang:kk',
            Words("тройка"),
            [
                FieldTerm(Field.PERSON, "Иванов И. И."),
                FieldTerm(Field.LANG, "kk", 30, negated=True),
            ],
        ),
        ("(а OR б) date:1937-11..1938-02", Or((Words("а"), Words("б"))), None),
        ("а AND NOT Фонд:109", Words("а"), [FieldTerm(Field.FOND, "109", 10, negated=True)]),
        ("РАССТРЕЛЯНА:1937~", None, [FieldTerm(Field.EXECUTED, "1937~")]),
        ("адам:«Бөкейхан Ә.»", None, [FieldTerm(Field.PERSON, "Бөкейхан Ә.")]),
        (
            "осужден:1938 осуждён:1938",
            None,
            [*[FieldTerm(Field.SENTENCED, "1938", p) for p in (0, 13)]],
        ),
    ],
)
def test_fields(text: str, words: object, fields: list[FieldTerm] | None) -> None:
    question = parse_question(text)
    assert question.words == words
    assert fields is None or list(question.fields) == fields
    assert parse_question(" ".join(map(str, question.fields))).words is None


@pytest.mark.parametrize("text", ["-а NOT «б в»", "-а person:г NOT «б в»", "date:1937 -а -«б в»"])
def test_what_must_not_occur_may_stand_alone(text: str) -> None:
    question = parse_question(text)
    assert (question.words, question.unwanted) == (None, (Words("а"), Words("б в")))


def test_marks_beside_their_letters_are_read_as_one() -> None:
    assert parse_question(normalize("NFD", "обвинён:1937 район")) == Question(
        Words("район"), (FieldTerm(Field.CHARGED, "1937"),)
    )


@given(
    st.sampled_from(Field),
    st.text("аб .-()OR*", min_size=1).filter(str.strip).map(str.strip),
    st.booleans(),
)
def test_a_field_is_read_back_from_its_own_wording(field: Field, value: str, negated: bool) -> None:
    (term,) = parse_question(str(FieldTerm(field, value, negated=negated))).fields
    assert (term.field, term.value, term.negated) == (field, value, negated)


def test_no_two_fields_share_a_name() -> None:
    names = [name for field, also in ALSO.items() for name in [field, *also.split()]]
    assert len({name.replace("ё", "е") for name in names}) == len(names)
    assert {field_named(name) for name in names} == set(Field)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('а "б', 3),
        ("(а", 1),
        ("а)", 2),
        ("а OR", 5),
        ("OR а", 1),
        ("а AND OR б", 7),
        ("-б OR а", 1),
        ("а (-б)", 4),
        ("(-а)", 2),
        ("а OR -б", 6),
        ("()", 2),
        ("а NOT NOT б", 7),
        ("(" * 11 + "а", 11),
        ("а" * 101 + "*", 1),
        (" NEAR ".join("абвгде"), 31),
        ("а" * 2001, 2001),
        ("а person:", 3),
        ("а person: б", 3),
        ('person:""', 1),
        ('person:"а', 8),
        ("а nobody:б", 3),
        ("а OR person:б", 6),
        ("person:б а OR в", 1),
        ("(а person:б)", 4),
        ("а NOT (person:б)", 8),
        ("а NEAR (б в)", 8),
        ("(а б) NEAR в", 7),
        ("а NEAR person:б", 8),
        ("а NEAR", 7),
        ("а NEAR/99 б", 3),
        ("а NEAR/2 б NEAR/3 в", 12),
    ],
)
def test_what_cannot_be_read_says_where(text: str, position: int) -> None:
    with pytest.raises(QueryError, match=rf"\(character {position}\)") as caught:
        parse_question(text)
    assert (caught.value.code, caught.value.position) == (QUERY_INVALID, position - 1)


def test_near_stands_for_every_choice_of_terms() -> None:
    asked = parse_question("казаков NEAR/3 дело").words
    assert asked is not None
    assert expand(asked, query_terms) == AnyOf(
        (
            Near((Phrase(("казаков",)), Phrase(("дел",))), 3),
            Near((Phrase(("казак",)), Phrase(("дел",))), 3),
        )
    )


def test_expansion() -> None:
    asked = parse_question("казаков -«Алма-Ата» Караганди*").words
    assert asked is not None
    assert expand(asked, query_terms) == AllOf(
        (
            AnyOf((Phrase(("казаков",)), Phrase(("казак",)))),
            AnyOf((Phrase(("караганди",), prefix=True), Phrase(("караганд",)))),
        ),
        (Phrase(("алм", "ат")),),
    )
    assert expand(Words("№")) is None
    assert expand_name("Иванов И.", query_terms) == Near(
        (Phrase(("иванов",)), Phrase(("и",), prefix=True))
    )
    assert expand_name(" . ") is None


def test_of_a_long_quotation_the_likeliest_terms_are_sought() -> None:
    found = expand(Words("дело " * 400), lambda _: ("дел", "делов"))
    assert isinstance(found, AnyOf)
    assert found.parts[:2] == (
        Phrase(("дел",) * 400),
        Phrase((*("дел",) * 399, "делов")),
    )
    assert len(found.parts) == 64


def test_a_name_of_many_words_stands_as_typed() -> None:
    name = "Особое совещание при Народном комиссаре внутренних дел СССР"
    found = expand_name(name, lambda word: (word,))
    assert found == Phrase(tuple(name.split()))


@pytest.mark.parametrize("level", ["(а OR б (", "а -(", "(а OR б в -(", "(«а б» OR в NEAR г ("])
def test_fts5_can_read_the_deepest_parentheses(level: str) -> None:
    query = level * (10 // level.count("(")) + "а OR казаков"
    asked = parse_question(query + ")" * query.count("(")).words
    sought = expand(asked) if asked else None
    assert sought
    only_widened = AllOf((AnyOf((sought, Phrase(("а",)))),), (sought,))
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search_page USING fts5(body)")
    question = match_expression("body", only_widened)
    assert not connection.execute("SELECT * FROM search_page(?)", [question]).fetchall()
    connection.close()


@given(st.text(alphabet="абв\"«»()*-: ^+{}ANDORTE/3,¶'\\0", max_size=30))
def test_whatever_is_typed_fts5_can_read_it(text: str) -> None:
    try:
        asked = parse_question(text).words
    except ConfigError as error:
        assert error.code == QUERY_INVALID
        return
    sought = expand(asked) if asked else None
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search_page USING fts5(body, person, place, org)")
    for field, part in (("body", sought), ("person", expand_name(text))):
        if part:
            connection.execute(
                "SELECT rowid FROM search_page WHERE search_page MATCH ?",
                [match_expression(field, part)],
            )
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

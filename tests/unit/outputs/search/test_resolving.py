"""Values of fields: what is typed loosely means one thing, and what means nothing is refused."""

from datetime import date

import pytest

from models.entity import Label
from models.errors import QUERY_INVALID
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
)
from outputs.search.queries.query import QueryError, parse_question
from outputs.search.queries.resolving import read_condition, read_confidence


def read(text: str) -> Condition:
    (term,) = parse_question(text).fields
    return read_condition(term)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("date:1937-11..1938-02", DateRange(date(1937, 11, 1), date(1938, 2, 28))),
        ("date:..1938", DateRange(None, date(1938, 12, 31))),
        ("date:1937..", DateRange(date(1937, 1, 1), None)),
        ("date:1937-11/1938-02", DateRange(date(1937, 11, 1), date(1938, 2, 28))),
        ("born:189X", DateRange(date(1890, 1, 1), date(1899, 12, 31), "birth")),
        ("born:[1898..1899]", DateRange(date(1898, 1, 1), date(1899, 12, 31), "birth")),
        (
            'расстрелян:"21 ноября 1937 г."',
            DateRange(date(1937, 11, 21), date(1937, 11, 21), "execution"),
        ),
        ("born_in:Верный", BornIn(frozenset({"=almaty"}))),
        ('уроженец:"Алматы қаласы"', BornIn(frozenset({"=almaty"}))),
        ('туған_жері:"Каркаралинского уезда"', BornIn(frozenset({"=karkaralinsk_uezd"}))),
        ("type:medical", DocTypes(frozenset({"medical"}))),
        (
            'type:"протокол допроса",petition',
            DocTypes(frozenset({"interrogation_protocol", "petition"})),
        ),
        ("lang:kk,русский", Languages(frozenset({"kk", "ru"}))),
        ("collection:cases,letters", Collections(frozenset({"cases", "letters"}))),
        ('archive:"ҚР ОММ"', Described(archive="ЦГА РК")),
        ("archive:Домашний", Described(archive="Домашний")),
        ("fond:р9414", Described(fond="Р-9414")),
        ("опись:1а", Described(inventory="1а")),
        ("дело:25", Described(file="25")),
        ("article:58-10", Finding(Label.ARTICLE, "RSFSR-1926:58-10")),
        ('статья:"ст. 58-10 ч. 2"', Finding(Label.ARTICLE, "RSFSR-1926:58-10/2")),
        ("article:107", Finding(Label.ARTICLE, "107")),
        ('sentence:"10 лет ИТЛ"', Finding(Label.SENTENCE, "ITL 10")),
        ("sentence:ITL", Finding(Label.SENTENCE, "ITL")),
        ('mark:"Сов. секретно"', Finding(Label.MARK, "top_secret")),
    ],
)
def test_values(text: str, condition: Condition) -> None:
    assert read(text) == condition


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("а date:вчера", 3),
        ("date:..", 1),
        ("date:1938..1937", 1),
        ("date:1937-13", 1),
        ("а type:nothing", 3),
        ("type:,", 1),
    ],
)
def test_what_a_field_cannot_be_is_refused_where_it_stands(text: str, position: int) -> None:
    with pytest.raises(QueryError, match=rf"\(character {position}\)") as caught:
        read(text)
    assert caught.value.code == QUERY_INVALID


def test_an_option_beside_the_query_has_no_place_in_it() -> None:
    with pytest.raises(QueryError) as caught:
        read_condition(FieldTerm(Field.DATE, "вчера", position=None))
    assert "character" not in str(caught.value)


@pytest.mark.parametrize(("value", "share"), [("0.8", 0.8), ("0,8", 0.8), ("80%", 0.8), ("1", 1)])
def test_confidence(value: str, share: float) -> None:
    assert read_confidence(FieldTerm(Field.CONFIDENCE, value)) == share


@pytest.mark.parametrize("value", ["80", "high", "-1"])
def test_confidence_is_a_share(value: str) -> None:
    with pytest.raises(QueryError):
        read_confidence(FieldTerm(Field.CONFIDENCE, value))


def test_every_event_that_a_text_can_name_is_a_field() -> None:
    from models.dates.event_cues import NAMES

    named = set(NAMES) - {"", "review"} | {"document"}
    assert set(EVENTS.values()) == named

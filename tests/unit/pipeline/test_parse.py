"""`aigaq parse`: one line in, one object out, with no workspace anywhere."""

import json
import sys
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from models.errors import ConfigError
from pipeline.cli.app import app
from pipeline.cli.parse import Line, read_date, read_line, read_lines, read_name, read_reference
from pipeline.cli.parsetext import TextReader, composed


def run(command: str, *lines: str, options: tuple[str, ...] = ()) -> list[Any]:
    done = CliRunner().invoke(app, ["parse", command, *options], input="\n".join(lines) + "\n")
    assert done.exception is None, done.exception
    return [json.loads(line) for line in done.stdout.splitlines()]


# -- lines --


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("ст. 58-10", Line("ст. 58-10", "ru")),
        ('{"text": "а\\nб"}', Line("а\nб", "ru")),
        ('{"text": "а", "lang": "kk"}', Line("а", "kk")),
        ('{"text": "а", "lang": "en", "year": 1937}', Line("а", "ru", 1937)),
        ('{"text": "а", "lang": ["kk"], "year": "x"}', Line("а", "ru")),
        ("{без конца", Line("{без конца", "ru")),
        ('{"line": 1}', Line('{"line": 1}', "ru")),
        ('{"text": 5}', Line('{"text": 5}', "ru")),
        ('["text"]', Line('["text"]', "ru")),
        ("", Line("", "ru")),
        ("{" * 100_000, Line("{" * 100_000, "ru")),
    ],
)
def test_a_line_is_plain_text_or_an_object_with_a_text(given: str, line: Line) -> None:
    assert read_line(given, "ru") == line


def stdin(monkeypatch: pytest.MonkeyPatch, given: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(given)))


def test_line_ends_and_a_byte_order_mark_are_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, "\ufeffа\r\n\nб".encode())
    assert [line.text for lines in read_lines(None) for line in lines] == ["а", "", "б"]


def test_bad_utf8_is_named_by_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, "а\n".encode() + b"\xff\n")
    lines = read_lines(None)
    assert [line.text for line in next(lines)] == ["а"]
    with pytest.raises(ConfigError, match="2") as caught:
        next(lines)
    assert caught.value.code == "input-invalid"


class Arriving:
    """Standard input that hands over what has arrived, as a pipe does."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    def read1(self, _size: int) -> bytes:
        return self.pieces.pop(0) if self.pieces else b""


def test_lines_are_answered_as_they_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = ("а\nб\n".encode(), "в".encode(), "г\n".encode(), b"\n", "д".encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Arriving(*pieces)))
    lines = [[line.text for line in lines] for lines in read_lines(None)]
    assert lines == [["а", "б"], ["вг"], [""], ["д"]]


def test_many_lines_come_in_batches_of_a_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"".join(f"{number}\n".encode() for number in range(1000)))
    batches = list(read_lines(None))
    assert max(map(len, batches)) <= 64
    assert [line.text for lines in batches for line in lines] == [str(n) for n in range(1000)]


# -- answers --


def test_refs_in_order_null_where_nothing_can_be_said() -> None:
    lines = [
        "АП РК. Ф. 708. Оп. 2/1. Д. 5, л. 42об",
        "ничего",
        '{"text": "ГАРФ Ф. 7 Оп. 1 Д. 9"}',
        "",
    ]
    assert run("refs", *lines) == [
        {
            "text": lines[0],
            **{"archive": "АП РК", "fond": "708", "opis": "2/1", "delo": "5", "list": "42v"},
        },
        {"text": "ничего", **dict.fromkeys(("archive", "fond", "opis", "delo", "list"))},
        {
            "text": "ГАРФ Ф. 7 Оп. 1 Д. 9",
            **{"archive": "ГАРФ", "fond": "7", "opis": "1", "delo": "9", "list": None},
        },
        {"text": "", **dict.fromkeys(("archive", "fond", "opis", "delo", "list"))},
    ]


def test_a_date_has_its_days_and_takes_the_line_s_year() -> None:
    found = read_date(Line("12/III с. г.", year=1930))
    assert (found["edtf"], found["lower"], found["upper"]) == ("1930-03-12",) * 3
    assert read_date(Line("вчера"))["edtf"] is None
    assert set(found) == {"text", "edtf", "lower", "upper", "calendar", "precision"}


def test_a_name_has_its_parts() -> None:
    found = read_name(Line("СЕЙТКАЛИЕВУ Айшу Омаровну"))
    assert (found["surname"], found["given"], found["sex"]) == ("Сейткалиева", "Айша", "f")
    assert read_name(Line(""))["surname"] is None


@pytest.mark.parametrize(
    "line",
    [
        "1937",
        "нет сведений",
        "Чимкентская область",
        "НКВД Казахской ССР",
        "г. Алма-Ата",
        "без отчества",
    ],
)
def test_a_line_that_names_nobody(line: str) -> None:
    answer = read_name(Line(line))
    assert {answer[key] for key in ("surname", "given", "patronymic", "birth_year")} == {None}


def test_letters_without_a_name_are_read_over() -> None:
    assert read_name(Line("\U00017000\U00017001\U00017002\U00017003 Омаров"))["sex"] == "m"


def test_a_name_in_small_letters_is_one() -> None:
    assert read_name(Line("иванова петра семеновича"))["normal"] == "Иванов Петр Семенович"


def test_a_lone_surrogate_comes_back_as_it_was_spelt() -> None:
    (answer,) = run("refs", '{"text": "\\ud800"}')
    assert answer["text"] == "\ud800"


def test_reference_of_a_line_in_running_text() -> None:
    found = read_reference(Line("Смотри также САДП. Ф. 3. Оп. 1. Д. 11. Л. 5 и далее"))
    assert (found["archive"], found["delo"], found["list"]) == ("САДП", "11", "5")


# -- texts --


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader()


def test_a_district_has_a_name_of_its_own_and_the_place_of_its_seat(reader: TextReader) -> None:
    [place] = reader.read(Line("проживает в Баян-Аульском районе", "ru"))["mentions"]
    assert (place["normal"], place["place_id"]) == ("Баян-Аульский район", "bayanaul")
    assert place["seat"] == place["place_id"]


def test_a_text_gives_its_mentions_with_what_they_mean(reader: TextReader) -> None:
    text = "г. Караганда, 5 мая 1938 г. ИВАНОВ Петр осужден по ст. 58-10 УК РСФСР к 10 годам ИТЛ"
    answer = reader.read(Line(text, "ru"))
    found = {mention["label"]: mention for mention in answer["mentions"]}
    assert set(found) == {"PLACE", "DATE", "PERSON", "ARTICLE", "SENTENCE"}
    for mention in answer["mentions"]:
        assert mention["text"] == text[mention["start"] : mention["end"]]
    assert found["PLACE"]["place_id"] == found["PLACE"]["candidates"][0]["place_id"] == "karaganda"
    assert found["DATE"]["edtf"] == found["DATE"]["lower"] == "1938-05-05"
    assert (found["PERSON"]["surname"], found["PERSON"]["patronymic"]) == ("Иванов", None)
    assert found["ARTICLE"]["articles"][0]["norm"] == "RSFSR-1926:58-10"
    assert (found["SENTENCE"]["type"], found["SENTENCE"]["years"]) == ("ITL", 10)
    assert answer["doc_type"] is None


def test_texts_read_together_get_the_answers_they_get_alone(reader: TextReader) -> None:
    lines = [
        Line("Арестован 5 мая 1938 г. Оспанов Касым Ахметович в г. Алма-Ата.", "ru"),
        Line(""),
        Line("Қасым Оспанов 1938 жылғы 5 мамырда Алматыда тұтқындалды.", "kk"),
        Line("П р о т о к о л\nдопроса свидетеля ИБРАЕВА Н. К.\nҚасым Оспанов Алматыда тұрады."),
        Line(" \n "),
    ]
    assert list(reader.read_together(lines)) == [reader.read(line) for line in lines]


def test_a_text_says_its_type(reader: TextReader) -> None:
    answer = reader.read(Line("ПРОТОКОЛ ДОПРОСА\nВОПРОС: Кто?\nОТВЕТ: Никто."))
    assert answer["doc_type"]["code"] == "interrogation_protocol"
    empty: dict[str, object] = {"text": "", "mentions": [], "doc_type": None, "contradictions": []}
    assert reader.read(Line("")) == empty


def test_offsets_count_the_text_as_given(reader: TextReader) -> None:
    text = "и\u0306ый. По ст. 58-10 УК РСФСР"  # й in two code points
    (mention,) = reader.read(Line(text, "ru"))["mentions"]
    assert text[mention["start"] : mention["end"]] == mention["text"] == "ст. 58-10 УК РСФСР"


def test_a_text_with_a_lone_surrogate_is_read_around_it(reader: TextReader) -> None:
    answer = reader.read(Line("\ud800 по ст. 58-10 УК РСФСР", "ru"))
    assert answer["text"][0] == "\ud800"
    assert [mention["text"] for mention in answer["mentions"]] == ["ст. 58-10 УК РСФСР"]


@pytest.mark.parametrize("text", ["", "а", "\u0306а", "е\u0308\u0301б", "й\u0306", "각"])
def test_composing_keeps_every_offset_in_range(text: str) -> None:
    nfc, offsets = composed(text)
    if offsets is not None:
        assert len(offsets) == len(nfc) + 1
        assert list(offsets) == sorted(offsets)
        assert offsets[-1] == len(text)


def test_pairs_are_read_as_lines_are() -> None:
    given = "\ufeffОмаров Ахмет\tОмаров А.\r\nОмаров\n".encode()
    done = CliRunner().invoke(app, ["people", "match"], input=given)
    assert [json.loads(line)["match"] for line in done.stdout.splitlines()] == [True, None]
    done = CliRunner().invoke(app, ["people", "match"], input=b"\xff\tx\n")
    assert isinstance(done.exception, ConfigError)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("31 февраля 1937 г.", None), ("утром 5 июля 1938 г.", "1938-07-05")],
)
def test_half_of_a_date_is_none(text: str, edtf: str | None) -> None:
    assert read_date(Line(text))["edtf"] == edtf


@pytest.mark.parametrize(
    ("arrested", "found"),
    [
        ("1887", [("birth", "arrest", "1889", "1887-10-15")]),
        ("1937", []),
    ],
)
def test_dates_that_cannot_both_be_right_are_named_together(
    reader: TextReader, arrested: str, found: list[tuple[str, str, str, str]]
) -> None:
    text = f"Иванов Петр, 1889 г. р., арестован 15 октября {arrested} г."
    answer = reader.read(Line(text, "ru"))
    assert [tuple(each.values()) for each in answer["contradictions"]] == found

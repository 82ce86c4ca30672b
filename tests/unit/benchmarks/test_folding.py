"""The measure of all reading: what is folded, and that nothing else is."""

import pytest

from benchmarks.folding import NONE, count_errors, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AБEC", "АБЕС"),
        ("cоxрaн", "сохран"),
        ("XVI", "ХV1"),
        ("I93I", "1931"),
        ("l2", "12"),
        ("1О0", "100"),
        ("З7", "37"),
        ("Ещё", "Еще"),
        ("«да»", '"да"'),
        ("„да“", "''да''"),
        ("а – б — в", "а - б -- в"),
        ("про-\nграмма", "программа"),
        ("про-\n\nграмма", "программа"),
        ("Введение ........ 3", "Введение 3"),
        ("Введение . . . . . 3", "Введение 3"),
        ("ФИО ____ Иванов", "ФИО Иванов"),
        ("D²", "D2"),
        ("и так далее…", "и так далее..."),
        ("кə\u0301з", "кә\u0301з"),
        ("раз  два\n\nтри", "раз два три"),
    ],
)
def test_look_alikes_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Дом", "дом"),
        ("да.", "да,"),
        ("все же", "всеже"),
        ("шапка", "щапка"),
        ("қала", "кала"),
        ("1938", "1988"),
        ("о", "0"),
        ("кое-как", "коекак"),
        ("...", ""),
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_dash_between_lines_does_not_join_them() -> None:
    assert fold("а -\nб") == "а - б"


def test_errors_are_counted_by_characters_and_by_words() -> None:
    errors = count_errors("раз два три четыре", "раз дba четыре три")
    assert (errors.characters, errors.words) == (18, 4)
    assert errors.word_errors == 3
    assert errors.words_right == 3  # in whatever order
    assert count_errors("раз два", "раз дза").cer == pytest.approx(1 / 7)


def test_an_exact_reading_has_no_errors() -> None:
    errors = count_errors("раз два", "раз\nдва")
    assert (errors.cer, errors.wer, errors.right) == (0, 0, 1)


def test_a_failure_has_everything_wrong() -> None:
    errors = count_errors("раз два", None)
    assert (errors.cer, errors.wer, errors.right) == (1, 1, 0)


def test_pages_add_up_by_their_length() -> None:
    total = count_errors("да", None) + count_errors("двадцать", "двадцать")
    assert total.cer == pytest.approx(0.2)
    assert NONE.cer == 0

"""Other forms of a query word: found from the base form, without letting other names in."""

import csv
from pathlib import Path

import pytest

from outputs.search.analyzer import analyze
from outputs.search.expansion import exact_terms
from outputs.search.spellings.paradigm import form_terms

TABLE = Path("tests/data/search/surname_forms.tsv")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def test_every_form_of_thirty_surnames_is_found_from_the_base_form() -> None:
    missed = [
        form
        for row in rows()
        for number in range(1, 8)
        if analyze(form := row[f"form{number}"])[0].term not in exact_terms(row["base"])
    ]
    assert len(rows()) == 30
    assert len(missed) <= 0.05 * 210, missed


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("отец", "отца"),
        ("отца", "отец"),
        ("человек", "людям"),
        ("день", "днем"),
        ("идти", "шла"),
        ("хаттама", "хаттамасында"),
        ("Иванов", "Ивановпен"),
        ("Бөкейханның", "Бөкейханда"),
    ],
)
def test_forms_that_no_stem_joins(word: str, form: str) -> None:
    assert analyze(form)[0].term in exact_terms(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Петров", "Петр"),
        ("Петр", "Петров"),
        ("Ким", "Кимов"),
        ("соловей", "Соловьев"),
        ("Верный", "вера"),
        ("Ильин", "ил"),
        ("Майлин", "Майлы"),
    ],
)
def test_what_is_another_word_stays_out(word: str, other: str) -> None:
    assert analyze(other)[0].term not in exact_terms(word)


def test_numbers_initials_and_words_in_other_letters_have_no_forms() -> None:
    assert form_terms("Kasymbek") == ()
    assert [form_terms(word) for word in ("1937", "И", "58-10")] == [(), (), ()]

"""`aigaq search`: what was widened is told, hits found by it stand apart, options are checked."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from outputs.search.spellings.vocabularies import VocabularyFolder
from pipeline.cli.app import app
from tests.support.factories import add_collection, add_page, add_source, open_database
from tests.support.reindex import own_index, rebuild

PAGES = ("Допрошен Тулегенов.", "Арестован Тулегенон.", "Этап из Акмолинска.")


@pytest.fixture
def options(tmp_path: Path) -> list[str]:
    """Global options of a workspace with three pages."""
    database = open_database(tmp_path)
    with database.write() as connection:
        source = add_source(connection, add_collection(connection, "cases"), "a.pdf")
        for number, text in enumerate(PAGES, 1):
            add_page(connection, source, text, number=number)
    rebuild(database, own_index(database))
    with database.read() as connection:
        VocabularyFolder(tmp_path / "cache" / "vocabulary").keep_up(connection, own_index(database))
    database.close()
    (tmp_path / "record.sqlite").rename(tmp_path / "aigaq.db")
    config = tmp_path / "config.yaml"
    config.write_text("stages: [{use: route}]\n", encoding="utf-8")
    return ["--config", str(config), "--workspace", str(tmp_path), "search"]


def shown(*arguments: str) -> str:
    return CliRunner().invoke(app, arguments, catch_exceptions=False).output


def test_widened_hits_stand_apart_and_tell_why(options: list[str]) -> None:
    told = shown(*options, "Тулегенов")
    assert "Тулегенов: misread as тулегенон" in told
    exact, widened = told.split("Found by widening only:")
    assert "Допрошен Тулегенов" in exact
    assert "Арестован Тулегенон" in widened
    assert "2 pages found." in told


def test_widening_is_switched_off(options: list[str]) -> None:
    told = shown(*options, "Тулегенов", "--widen", "none")
    assert "1 page found." in told
    assert "misread" not in told


def test_places_across_time(options: list[str]) -> None:
    assert "0 pages found." in shown(*options, "Астана")
    told = shown(*options, "Астана", "--places-across-time")
    assert "1 page found." in told
    assert "Акмолинск" in told


def test_a_level_that_there_is_not_is_refused(options: list[str]) -> None:
    result = CliRunner().invoke(app, [*options, "Тулегенов", "--widen", "much"])
    assert getattr(result.exception, "code", None) == "argument-invalid"

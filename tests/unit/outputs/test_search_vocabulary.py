"""The words of a collection: found by near spelling and by sound, kept in files, bounded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from models.database import Database
from outputs.search.analyzer import make_terms
from outputs.search.memory import MemoryIndex
from outputs.search.vocabularies import VocabularyFolder
from outputs.search.vocabulary import CountedTerm, Vocabulary
from tests.factories import open_database

LETTERS = "абвгө"


def of(*terms: str, named: bool = True, most: int = 100) -> Vocabulary:
    counted = (CountedTerm(term, number, named) for number, term in enumerate(terms, 1))
    return Vocabulary.build(counted, most=most)


@given(
    st.lists(st.text(LETTERS, min_size=4, max_size=7), min_size=1, max_size=20, unique=True),
    st.data(),
)
def test_one_letter_more_less_or_other_is_near(terms: list[str], data: st.DataObject) -> None:
    term = data.draw(st.sampled_from(terms))
    place = data.draw(st.integers(0, len(term) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    vocabulary = of(*terms)
    changed = (term[:place] + term[place + 1 :], term[:place] + letter + term[place + 1 :])
    for asked in (*changed, term[:place] + letter + term[place:], term):
        assert term in vocabulary.near([asked])


def test_what_is_two_letters_off_is_not_near() -> None:
    vocabulary = of("тулегенов", "сакенов")
    assert vocabulary.near(["тулагинов"]) == {}
    assert vocabulary.near(["тулегинов", "сакинов"]) == {"тулегенов": 1, "сакенов": 2}


def test_sounds() -> None:
    vocabulary = of("бокейхан", "букейханов", "иванов")
    assert set(vocabulary.alike("pkn")) == {"бокейхан", "букейханов"}
    assert of("бокейхан", named=False).alike("pkn") == {}


def test_only_words_are_kept_and_of_too_many_the_frequent_ones() -> None:
    assert len(of("1937", "дом", "а" * 25, "58бв")) == 0
    vocabulary = of("первый", "второй", "третий", most=2)
    assert [vocabulary.pages(term) for term in ("первый", "второй", "третий")] == [0, 2, 3]


def test_it_is_the_same_from_files(tmp_path: Path) -> None:
    of("тулегенов", "сакенов").save(tmp_path / "v")
    vocabulary = Vocabulary.load(tmp_path / "v")
    assert vocabulary.near(["тулегенон"]) == {"тулегенов": 1}
    assert vocabulary.pages("сакенов") == 2


def test_an_empty_collection_has_an_empty_vocabulary(tmp_path: Path) -> None:
    of().save(tmp_path / "v")
    assert Vocabulary.load(tmp_path / "v").near(["тулегенов"]) == {}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    database: Database = open_database(tmp_path)
    with database.read() as connection:
        yield connection
    database.close()


def test_the_newest_state_is_read_and_older_ones_go(tmp_path: Path, connection: Connection) -> None:
    index, folder = MemoryIndex(), VocabularyFolder(tmp_path / "vocabulary")
    assert (folder(), folder.state) == (None, None)
    index.put(connection, 1, make_terms("Тулегенов", ()))
    folder.refresh(connection, index, 3)
    first = folder()
    assert first and first.pages("тулегенов") == 1
    index.put(connection, 2, make_terms("Тулегенов", ()))
    VocabularyFolder(tmp_path / "vocabulary").refresh(connection, index, 12)  # another process
    assert folder.state == 12
    second = folder()
    assert second and second.pages("тулегенов") == 2
    assert first.near(["тулегенон"]) == {"тулегенов": 1}  # its files are gone, not its content
    assert len(list((tmp_path / "vocabulary").iterdir())) == 1

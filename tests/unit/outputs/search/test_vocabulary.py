"""The words of a collection: found by near spelling and by sound, kept in files, bounded."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database import Database
from outputs.search.analyzer import ANALYZER_VERSION, make_terms
from outputs.search.spellings.vocabularies import VocabularyFolder
from outputs.search.spellings.vocabulary import Vocabulary
from outputs.search.terms import CountedTerm
from tests.support.factories import add_collection, add_page, add_source, open_database
from tests.support.reindex import own_index, rebuild

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
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.write() as connection:
        source = add_source(connection, add_collection(connection, "cases"), "a.pdf")
        for number in range(1, 301):
            add_page(connection, source, "Слово", number=number)
    yield database
    database.close()


def put(database: Database, text: str, page_ids: Iterable[int]) -> None:
    with database.write() as connection:
        for page_id in page_ids:
            own_index(database).put(connection, page_id, make_terms(text, ()))


def keep_up(database: Database, path: Path) -> bool:
    """As another process does it, which knows nothing of an open folder."""
    with database.read() as connection:
        return VocabularyFolder(path).keep_up(connection, own_index(database))


def test_it_keeps_up_with_the_index(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "vocabulary"
    folder = VocabularyFolder(path)
    assert (folder(), folder.state) == (None, None)
    rebuild(database, own_index(database))
    put(database, "Тулегенов", [1])
    assert keep_up(database, path)
    first = folder()
    assert first and first.pages("тулегенов") == 1
    assert not keep_up(database, path)  # nothing changed
    put(database, "Тулегенов", [2])
    assert not keep_up(database, path)  # one page of 300
    put(database, "Тулегенов", [3, 4])
    assert keep_up(database, path)
    second = folder()
    assert second and second.pages("тулегенов") == 4
    assert first.near(["тулегенон"]) == {"тулегенов": 1}  # its files are gone, not its content
    assert len(list(path.iterdir())) == 1


def test_one_that_is_dropped_while_it_is_opened_gives_way_to_the_newer(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vocabulary"
    rebuild(database, own_index(database))
    keep_up(database, path)
    load = Vocabulary.load

    def load_late(folder: Path) -> Vocabulary:
        monkeypatch.undo()
        put(database, "Тулегенов", range(1, 10))
        assert keep_up(database, path)
        return load(folder)

    monkeypatch.setattr(Vocabulary, "load", load_late)
    found = VocabularyFolder(path)()
    assert found and found.pages("тулегенов") == 9


def test_a_vocabulary_of_another_record_is_made_anew(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "vocabulary"
    rebuild(database, own_index(database))
    of("чужое").save(path / f"analyzer{ANALYZER_VERSION}-999999")
    assert keep_up(database, path)
    found = VocabularyFolder(path)()
    assert found and (found.pages("чужое"), found.pages("слов")) == (0, 300)

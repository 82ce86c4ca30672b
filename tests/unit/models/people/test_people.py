"""Who is who is worked out from judgements, which no re-run loses and any later one takes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.database import Database
from models.errors import ConfigError
from models.people import refresh
from models.people.clusters import Verdict
from models.people.judgements import Judgement
from models.people.merging import judge, merge, person_of, split
from models.people.persons import JOINED, OPEN, REFUSED
from models.tables import JudgementRow, PersonRow, ProposalRow
from tests.support.factories import add_collection, open_database
from tests.support.people import BORN, MAN, MATCHER, add, ids_of, people, say, states


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        add_collection(connection)
    yield database
    database.close()


def groups(database: Database) -> list[list[str]]:
    return sorted(sorted(names) for names in people(database).values())


def test_two_people_who_only_share_a_name_stay_two(database: Database) -> None:
    add(database, "a", MAN)
    add(database, "b", MAN)
    add(database, "c", "Иванов Иван Иванович")
    add(database, "d", "Иванов Иван Иванович")
    refresh(database, MATCHER)
    assert groups(database) == [["Иванов Иван Иванович"]] * 2 + [[MAN]] * 2
    assert states(database) == {OPEN: 2}


def test_one_name_and_one_birth_year_are_one_person(database: Database) -> None:
    add(database, "a", (MAN, BORN))
    add(database, "b", (MAN, BORN))
    add(database, "c", (MAN, {"birth_year": 1902}))
    refresh(database, MATCHER)
    assert groups(database) == [[MAN], [MAN, MAN]]
    assert states(database) == {JOINED: 1}


def test_one_name_in_two_documents_of_one_case(database: Database) -> None:
    add(database, "a", MAN, case="7843")
    add(database, "b", MAN, case="7843")
    add(database, "c", MAN, case="7844")
    refresh(database, MATCHER)
    assert groups(database) == [[MAN], [MAN, MAN]]
    with database.read() as connection:
        why = connection.execute(select(ProposalRow.why).where(ProposalRow.automatic)).scalar_one()
    assert ["both documents name case {number}", {"number": "7843"}] in why


def test_one_place_of_birth_supports_and_two_give_caution(database: Database) -> None:
    name = "Иванов Иван Ильич"
    chilik = {"birth_place": [{"name": "Чилик", "key": "=shelek"}]}
    verny = {"birth_place": [{"name": "Верный", "key": "=almaty"}]}
    add(database, "a", (name, chilik))
    add(database, "b", (name, chilik))
    add(database, "c", (name, {**verny, **BORN}))
    add(database, "d", (name, {**chilik, **BORN}))
    refresh(database, MATCHER)
    assert groups(database) == [[name], [name] * 3]
    with database.read() as connection:
        told = connection.execute(select(ProposalRow.automatic, ProposalRow.why)).all()
    joined = [each for each in told if each.automatic]
    assert all(["both were born in {place}", {"place": "Чилик"}] in each.why for each in joined)
    apart = [{"place": "Верный", "other": "Чилик"}, {"place": "Чилик", "other": "Верный"}]
    said = [reason for each in told for reason in each.why if "the other in" in reason[0]]
    assert said
    assert all(values in apart for _, values in said)


def test_a_short_form_is_the_only_such_name_of_its_document(database: Database) -> None:
    add(database, "a", "Бердников Юрий Павлович", "Бердников Ю. П.")
    add(database, "b", "Абдрахманов Сабит", "Абдрахманов Марат", "Абдрахманов М.", "Абдрахманов")
    refresh(database, MATCHER)
    assert groups(database) == [
        ["Абдрахманов"],
        ["Абдрахманов М.", "Абдрахманов Марат"],
        ["Абдрахманов Сабит"],
        ["Бердников Ю. П.", "Бердников Юрий Павлович"],
    ]


def test_one_name_with_two_birth_years_in_a_list_is_two_people(database: Database) -> None:
    other = "Тулегенова Касымбека"
    add(database, "a", (MAN, BORN), (other, {"birth_year": 1902}))
    refresh(database, MATCHER)
    with database.read() as connection:
        years = connection.execute(select(PersonRow.birth_year).order_by(PersonRow.id)).scalars()
        assert list(years) == [1889, 1902]


def test_a_clerks_misspelling_waits_for_a_person(database: Database) -> None:
    add(database, "ru09", ("Досымбеков Нимет", {"birth_year": 1895}))
    add(database, "kk04", "Досымбеков Ниғмет")
    refresh(database, MATCHER)
    assert states(database) == {OPEN: 1}
    left, right = ids_of(database, "Досымбеков Нимет") + ids_of(database, "Досымбеков Ниғмет")
    say(database, left, right, Verdict.SAME)
    assert groups(database) == [["Досымбеков Нимет", "Досымбеков Ниғмет"]]
    assert states(database) == {JOINED: 1}


def test_a_merge_is_taken_back_by_a_split(database: Database) -> None:
    add(database, "a", MAN, "Тулегенов К.")
    add(database, "b", MAN, "Тулегенов К.")
    refresh(database, MATCHER)
    before = people(database)
    one, other = sorted(before)
    with database.write() as connection:
        assert merge(connection, [one, other], author="Айша", reason="одно дело") == one
    assert people(database) == {one: [*before[one], *before[other]]}
    with database.write() as connection:
        assert split(connection, one, [other], author="Дана", reason="разные") == [one, other]
    assert people(database) == before
    refresh(database, MATCHER)
    assert people(database) == before
    with database.read() as connection:
        said = connection.execute(select(JudgementRow.author, JudgementRow.verdict))
        assert [tuple(row) for row in said] == [("Айша", "same"), ("Дана", "different")]


def test_what_the_matcher_joined_can_be_parted(database: Database) -> None:
    for key in "abc":
        add(database, key, (MAN, BORN))
    refresh(database, MATCHER)
    first, second, _third = ids_of(database, MAN)
    with database.write() as connection:
        split(connection, first, [first], author="Айша", reason="другой отец")
    assert people(database) == {first: [MAN], second: [MAN, MAN]}
    assert states(database) == {REFUSED: 2, JOINED: 1}


def test_a_refused_candidate_is_not_asked_again(database: Database) -> None:
    add(database, "a", MAN)
    add(database, "b", MAN)
    refresh(database, MATCHER)
    left, right = ids_of(database, MAN)
    say(database, left, right, Verdict.DIFFERENT)
    assert states(database) == {REFUSED: 1}
    refresh(database, MATCHER)
    assert states(database) == {REFUSED: 1}
    say(database, left, right, Verdict.UNSURE)
    assert states(database) == {"unsure": 1}


def test_a_judgement_needs_two_profiles_an_author_and_a_reason(database: Database) -> None:
    add(database, "a", MAN)
    refresh(database, MATCHER)
    for wrong in (
        Judgement(1, 1, Verdict.SAME, "Айша", "x"),
        Judgement(1, 99, Verdict.SAME, "Айша", "x"),
        Judgement(1, 2, Verdict.SAME, " ", "x"),
        Judgement(1, 2, Verdict.SAME, "Айша", ""),
    ):
        with pytest.raises(ConfigError), database.write() as connection:
            judge(connection, [wrong])


def test_a_former_number_leads_to_the_person(database: Database) -> None:
    add(database, "a", MAN)
    add(database, "b", MAN)
    refresh(database, MATCHER)
    one, other = ids_of(database, MAN)
    say(database, one, other, Verdict.SAME)
    with database.read() as connection:
        assert person_of(connection, other) == one
        with pytest.raises(ConfigError):
            person_of(connection, 99)

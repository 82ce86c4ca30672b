"""Who is who is worked out from judgements, which no re-run loses and any later one takes back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update

from models.clusters import Verdict
from models.database import Database
from models.errors import ConfigError
from models.grouping import JOINED, OPEN, REFUSED
from models.judgements import Judgement
from models.judging import judge, merge, person_of, split
from models.people import is_stale, refresh
from models.tables import (
    DocumentRow,
    EntityRow,
    JudgementRow,
    MentionRow,
    PageRow,
    PersonRow,
    ProfileRow,
    ProposalRow,
)
from tests.factories import add_collection, add_file, open_database
from tests.people import MATCHER, add_names, people, person

MAN = "Тулегенов Касымбек"
BORN = {"birth_year": 1889}


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        add_collection(connection)
    yield database
    database.close()


def add(database: Database, key: str, *names: Any, **values: Any) -> int:
    with database.write() as connection:
        return add_names(connection, 1, key, names, **values)


def groups(database: Database) -> list[list[str]]:
    return sorted(sorted(names) for names in people(database).values())


def states(database: Database) -> dict[str, int]:
    with database.read() as connection:
        counted = select(ProposalRow.state, func.count()).group_by(ProposalRow.state)
        return {row.state: row[1] for row in connection.execute(counted)}


def ids_of(database: Database, normal: str) -> list[int]:
    with database.read() as connection:
        query = select(ProfileRow.id).where(ProfileRow.normal == normal).order_by(ProfileRow.id)
        return list(connection.execute(query).scalars())


def say(database: Database, left: int, right: int, verdict: Verdict) -> None:
    with database.write() as connection:
        judge(connection, [Judgement(left, right, verdict, "Айша", "по анкете")])


def read_anew(database: Database, page_id: int, old: str, new: str) -> None:
    """What a re-run with another OCR does: the text changes, and mentions get other ids."""
    with database.write() as connection:
        connection.execute(
            delete(MentionRow).where(MentionRow.page_id == page_id, MentionRow.text == old)
        )
        named = person(new)
        entity = connection.execute(
            insert(EntityRow)
            .values(collection_id=1, label="PERSON", key=named.key, normal=named.normal)
            .returning(EntityRow.id)
        ).scalar_one()
        connection.execute(
            insert(MentionRow).values(
                page_id=page_id,
                entity_id=entity,
                label="PERSON",
                start=0,
                end=len(new),
                text=new,
                normal=named.normal,
                confidence=0.9,
                source="replay",
            )
        )


# -- what the matcher does alone --


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


# -- people's words --


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


# -- re-runs --


def test_a_refresh_changes_nothing_where_nothing_changed(database: Database) -> None:
    add(database, "a", (MAN, BORN), "Тулегенов К.")
    add(database, "b", (MAN, BORN))
    add(database, "c", MAN)
    refresh(database, MATCHER)

    def rows() -> list[Any]:
        with database.read() as connection:
            tables = (PersonRow, ProfileRow, ProposalRow)
            return [connection.execute(select(each.__table__)).all() for each in tables]

    before = rows()
    refresh(database, MATCHER)
    assert rows() == before


def test_decisions_outlive_another_reading_of_the_names(database: Database) -> None:
    pages = [add(database, key, MAN) for key in "ab"]
    apart = add(database, "c", MAN)
    refresh(database, MATCHER)
    one, other, third = ids_of(database, MAN)
    say(database, one, other, Verdict.SAME)
    say(database, one, third, Verdict.DIFFERENT)
    read_anew(database, pages[1], MAN, "Тулегенев Касымбек")
    read_anew(database, apart, MAN, "Тулегенов Касымбак")
    with database.read() as connection:
        assert is_stale(connection)
    refresh(database, MATCHER)
    alive = {tuple(sorted(names)) for names in _standing(database)}
    assert alive == {("Тулегенев Касымбек", MAN), ("Тулегенов Касымбак",)}
    assert states(database).get(OPEN) is None


def test_a_judged_name_that_comes_back_is_itself_again(database: Database) -> None:
    page = add(database, "a", MAN)
    add(database, "b", MAN)
    refresh(database, MATCHER)
    one, other = ids_of(database, MAN)
    say(database, one, other, Verdict.SAME)
    read_anew(database, page, MAN, "Нечитаемый Текст")
    refresh(database, MATCHER)
    assert sorted(map(sorted, _standing(database))) == [["Нечитаемый Текст", MAN]]
    read_anew_again(database, page)
    refresh(database, MATCHER)
    assert people(database) == {one: [MAN, MAN]}
    with database.read() as connection:
        assert person_of(connection, other) == one


def read_anew_again(database: Database, page_id: int) -> None:
    with database.write() as connection:
        entity = connection.execute(
            select(EntityRow.id).where(EntityRow.normal == MAN)
        ).scalar_one()
        connection.execute(
            update(MentionRow)
            .where(MentionRow.page_id == page_id)
            .values(entity_id=entity, normal=MAN, profile_id=None)
        )


def test_decisions_outlive_another_description_of_the_pages(database: Database) -> None:
    """A new manifest gives the pages other documents; the old ones are deleted."""
    for key in "ab":
        add(database, key, MAN)
    refresh(database, MATCHER)
    one, other = ids_of(database, MAN)
    say(database, one, other, Verdict.SAME)
    with database.write() as connection:
        new = connection.execute(
            insert(DocumentRow).values(collection_id=1, key="b\nПротокол").returning(DocumentRow.id)
        ).scalar_one()
        old = connection.execute(select(PageRow.document_id).where(PageRow.id == 2)).scalar_one()
        connection.execute(update(PageRow).where(PageRow.id == 2).values(document_id=new))
        connection.execute(delete(DocumentRow).where(DocumentRow.id == old))
    refresh(database, MATCHER)
    assert list(_standing(database)) == [[MAN, MAN]]


def _standing(database: Database) -> list[list[str]]:
    with database.read() as connection:
        rows = connection.execute(
            select(ProfileRow.person_id, ProfileRow.normal).where(ProfileRow.mentions > 0)
        )
        found: dict[int | None, list[str]] = {}
        for person_id, normal in rows:
            found.setdefault(person_id, []).append(normal)
    return list(found.values())


def test_names_that_nobody_judged_go_with_their_mentions(database: Database) -> None:
    page = add(database, "a", MAN)
    refresh(database, MATCHER)
    with database.write() as connection:
        connection.execute(delete(MentionRow).where(MentionRow.page_id == page))
        assert is_stale(connection)
    refresh(database, MATCHER)
    assert people(database) == {}


def test_it_is_known_when_people_are_out_of_date(database: Database) -> None:
    def stale() -> bool:
        with database.read() as connection:
            return is_stale(connection, MATCHER)

    assert not stale()
    add(database, "a", MAN)
    assert stale()
    refresh(database, MATCHER)
    assert not stale()


# -- many --


def test_putting_a_part_together_gives_what_the_whole_would(database: Database) -> None:
    with database.write() as connection:
        file = add_file(connection)
    for number in range(12):
        names = [(MAN, BORN), "Тулегенов К."] if number % 2 else [MAN, "Ли Бен Су"]
        add(database, f"d{number}", *names, case=str(number % 3), file_id=file)
    refresh(database, MATCHER)
    every = ids_of(database, MAN)
    said = [
        (every[0], every[5], Verdict.SAME),
        (every[1], every[3], Verdict.DIFFERENT),
        (every[2], every[4], Verdict.SAME),
        (every[0], every[2], Verdict.DIFFERENT),
        (every[0], every[5], Verdict.DIFFERENT),
        (every[1], every[3], Verdict.UNSURE),
    ]
    for left, right, verdict in said:
        say(database, left, right, verdict)
        partly = (_rows(database, ProfileRow), _rows(database, PersonRow), _states(database))
        refresh(database, MATCHER)
        whole = (_rows(database, ProfileRow), _rows(database, PersonRow), _states(database))
        assert partly == whole


def _rows(database: Database, table: Any) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(select(table.__table__).order_by(table.id)).all())


def _states(database: Database) -> list[Any]:
    def read(connection: Connection) -> list[Any]:
        pairs = select(ProposalRow.left_id, ProposalRow.right_id, ProposalRow.state)
        return list(connection.execute(pairs.order_by(ProposalRow.id)).all())

    with database.read() as connection:
        return read(connection)

"""What people decided of names outlives whatever is read or described anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from models.database import Database
from models.people import is_stale, refresh
from models.people.anchors import anchor, find_heirs
from models.people.clusters import Verdict
from models.people.merging import person_of
from models.people.persons import OPEN
from models.tables import (
    AnchorRow,
    DocumentRow,
    EntityRow,
    MentionRow,
    PageRow,
    PersonRow,
    ProfileRow,
    ProposalRow,
)
from tests.support.factories import add_collection, add_file, open_database
from tests.support.people import BORN, MAN, MATCHER, add, ids_of, people, person, say, states


@pytest.fixture
def database(tmp_path: Path, back_end: str) -> Iterator[Database]:
    database = open_database(tmp_path, back_end)
    with database.write() as connection:
        add_collection(connection)
    yield database
    database.close()


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


def test_more_people_are_judged_than_a_statement_takes_parameters(database: Database) -> None:
    add(database, "a", (MAN, BORN))
    refresh(database, MATCHER)
    (profile,) = ids_of(database, MAN)
    with database.write() as connection:
        anchor(connection, range(70_000))
        rows = connection.execute(select(AnchorRow.profile_id)).scalars().all()
        assert rows == [profile]
        assert find_heirs(connection, range(70_000)) == {profile: profile}

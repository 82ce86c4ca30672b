"""What the two databases say differently means the same."""

from sqlalchemy import select

from models.database import Database
from models.database.expressions import among, holds_any, json_in, numbered
from models.tables import CollectionRow, MentionRow, PageValueRow
from tests.support.factories import Named, add_collection, add_page, add_source

VERNY = [{"key": "almaty", "name": "Верный"}, {"key": "o'brien", "name": "Ы"}]


def test_any_number_of_ids_and_words_is_one_parameter(database: Database) -> None:
    with database.write() as connection:
        ids = [add_collection(connection, code) for code in ("а", "б'\\\"", "{в}", "№ 4, [5]")]
        codes = CollectionRow.code

        def found(condition: object) -> set[int]:
            return set(connection.scalars(select(CollectionRow.id).where(condition)))  # type: ignore[arg-type]

        assert found(among(CollectionRow.id, [*ids[1:3], *range(10**6, 10**6 + 40_000)])) == set(
            ids[1:3]
        )
        assert found(among(CollectionRow.id, [])) == set()
        assert found(among(codes, ["б'\\\"", "{в}", "№ 4, [5]", "г"])) == set(ids[1:])
        assert found(~among(codes, ["а"])) == set(ids[1:])


def test_numbered_ids_keep_their_places(database: Database) -> None:
    with database.read() as connection:
        table = numbered([7, 5, 6])
        rows = connection.execute(select(table.c.key, table.c.value).order_by(table.c.key)).all()
    assert [tuple(row) for row in rows] == [(0, 7), (1, 5), (2, 6)]


def test_an_object_in_a_list_is_found_by_its_key(database: Database) -> None:
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.pdf")
        named = [
            Named(label="PERSON", text="А", details={"birth_place": VERNY}),
            Named(label="PERSON", text="Б", details={"role": "accused"}),
            Named(label="PERSON", text="В"),
        ]
        add_page(connection, source, "А Б В", mentions=named)

        def found(*keys: str) -> list[str]:
            condition = holds_any(MentionRow.details, "birth_place", "key", keys)
            return list(connection.scalars(select(MentionRow.text).where(condition)))

        assert found("almaty") == found("o'brien", "verny") == ["А"]
        assert found("Верный") == found() == []


def test_json_is_read_out_of_bytes(database: Database) -> None:
    with database.write() as connection:
        source = add_source(connection, add_collection(connection), "a.pdf")
        add_page(connection, source, "А")
        guesses = json_in(PageValueRow.content)
        asked = select(guesses[(0, "code")].as_string(), guesses[(0, "confidence")].as_float())
        assert tuple(connection.execute(asked).one()) == ("interrogation_protocol", 0.7)

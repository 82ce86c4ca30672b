"""RiC-O: others read the graph, and find in it the levels, sheets, names and activities."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from models.database import Database
from outputs.export.archival.rico import RicO
from tests.support.exporting import ROOM, export_units
from tests.support.factories import open_database
from tests.support.histories import add_history

# rdflib's reader of JSON-LD uses what rdflib itself calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
RICO = Namespace("https://www.ica.org/standards/RiC/ontology#")
KIND = Namespace("https://www.ica.org/standards/RiC/vocabularies/recordSetTypes#")
HERE = Namespace(ROOM)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(tmp_path_factory.mktemp("record"))
    with database.write() as connection:
        add_history(connection)
    yield database
    database.close()


@pytest.fixture(scope="module")
def graph(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    written = export_units(database, RicO, tmp_path_factory.mktemp("export") / "rico")
    assert list(written) == [
        "ЦГА РК/109/1/25.jsonld", "дела/copy.pdf.jsonld", "дела/папка/дело 25 & ко.pdf.jsonld",
    ]  # fmt: skip
    return Graph().parse(data=written["ЦГА РК/109/1/25.jsonld"].decode(), format="json-ld")


def test_it_has_as_many_of_each_as_the_record(graph: Graph) -> None:
    kinds = {
        kind: len(set(graph.subjects(RDF.type, RICO[kind])))
        for kind in (
            "RecordSet", "Record", "RecordPart", "Person", "Place", "Language", "Date", "Mechanism",
        )
    }  # fmt: skip
    assert kinds == {
        "RecordSet": 3, "Record": 2, "RecordPart": 4, "Person": 3, "Place": 1,
        "Language": 2, "Date": 2, "Mechanism": 3,
    }  # fmt: skip
    # Four scans, two of them of one delivered file, which came twice with the same bytes.
    assert len(set(graph.subjects(RDF.type, RICO.Instantiation))) == 4 + 3
    assert len(set(graph.subjects(RDF.type, RICO.Activity))) == 7
    spaces = {str(each).rpartition("#")[0] for each in graph.predicates() if each != RDF.type}
    assert spaces == {str(RICO).removesuffix("#")}
    assert [each for each in graph.objects() if isinstance(each, URIRef) and " " in each] == []


def test_the_unit_lies_in_its_inventory_and_fond(graph: Graph) -> None:
    inventory = graph.value(HERE["files/1"], RICO.isOrWasIncludedIn)
    fond = graph.value(inventory, RICO.isOrWasIncludedIn)
    chain = [HERE["files/1"], inventory, fond]
    assert [graph.value(each, RICO.hasRecordSetType) for each in chain] == [
        KIND.File, KIND.Series, KIND.Fonds,
    ]  # fmt: skip
    assert [str(graph.value(each, RICO.identifier)) for each in chain] == [
        "KZ-CGARK/109/1/25", "1", "109",
    ]  # fmt: skip
    holder = graph.value(fond, RICO.hasOrHadHolder)
    assert graph.value(holder, RICO.name) == Literal("ЦГА РК")
    assert all(quote(str(each), safe=":/#;&=?-._~@") == str(each) for each in chain)


def test_a_name_leads_to_the_sheet_its_document_and_its_scan(graph: Graph) -> None:
    person = graph.value(predicate=RICO.name, object=Literal("Досымбеков Ахмет"))
    (sheet,) = graph.subjects(RICO.hasOrHadSubject, person)
    assert sheet == HERE["pages/1"]
    record = graph.value(sheet, RICO.isOrWasConstituentOf)
    assert graph.value(record, RICO.title) == Literal("Документ протокол")
    assert graph.value(record, RICO.isOrWasIncludedIn) == HERE["files/1"]
    date = graph.value(record, RICO.hasCreationDate)
    assert str(graph.value(date, RICO.normalizedDateValue)) == "1937-11-01/1937-11-30"
    scan = graph.value(sheet, RICO.hasOrHadDigitalInstantiation)
    done = {
        (str(graph.value(each, RICO.type)), str(graph.value(agent, RICO.name)))
        for each in graph.subjects(RICO.affectsOrAffected, scan)
        for agent in graph.objects(each, RICO.isOrWasPerformedBy)
    }
    assert done == {
        ("optical character recognition", "aigaq ocr 7"),
        ("named entity recognition", "aigaq mentions 7"),
        ("review", "архивист"),
    }
    assert "ni:///sha-256;" in str(graph.value(scan, RICO.isOrWasDerivedFromInstantiation))


def test_whatever_the_database_it_is_the_same(
    tmp_path: Path, back_end: str, database: Database
) -> None:
    other = open_database(tmp_path, back_end)
    with other.write() as connection:
        add_history(connection)
    assert export_units(other, RicO, tmp_path / "1") == export_units(database, RicO, tmp_path / "2")
    other.close()

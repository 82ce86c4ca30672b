import csv
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from ingest.receipt import ReceiptLine
from models.database import Database
from outputs.export.formats import FORMATS as FORMATS_OF_EXPORTS
from outputs.export.tabular.csv_tables import CsvTables
from outputs.export.tabular.tables import WORDS
from outputs.search.service import Search, SearchRequest
from outputs.web.api.answers_people import (
    CandidateAnswer,
    JudgementAnswer,
    PersonAnswer,
    PersonPageAnswer,
    ProfileAnswer,
    StandAnswer,
)
from pipeline.cli.app import app
from pipeline.cli.keep import verify_json
from pipeline.cli.quarantine import entry_json
from pipeline.cli.work import summary_json
from pipeline.doctor import Finding
from pipeline.runner import RunSummary
from pipeline.soundness import Fault
from pipeline.status import Counts
from pipeline.summary import CertainPerson
from pipeline.verify import Checked
from tests.docs.markdown import DOCS, codes, names, tables
from tests.support import factories
from tests.support.exports import export_plain, export_to
from tests.support.reindex import own_index, rebuild

FORMATS = tables(DOCS / "formats.md")
# Without a program or a model: what is examined here is the form of the answers.
CONFIG = "stages: [{use: route}]\n"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Every case that an export knows: read, copied, in quarantine, with a reference."""
    database = factories.open_database(tmp_path)
    with database.write() as connection:
        cases = factories.add_collection(connection)
        document = factories.add_document(
            connection, cases, "d", file_id=factories.add_file(connection)
        )
        scan = factories.add_source(connection, cases, "a.pdf")
        named = [
            factories.Named(label="DATE", text="1937", edtf="1937", details={"event": "arrest"})
        ]
        page = factories.add_page(
            connection, scan, "в 1937\n\nАРХИВ", mentions=named, document_id=document
        )
        factories.add_stamp(connection, page, 8, 13)
        factories.add_page(connection, scan, number=2, error="engine-timeout")
        factories.add_source(connection, cases, "copy.pdf", duplicate_of_id=scan)
    yield database
    database.close()


def test_json_lines(database: Database, tmp_path: Path) -> None:
    export_plain(database, "jsonl", tmp_path / "pages.jsonl")
    lines = (tmp_path / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    pages = [json.loads(line) for line in lines]
    mentions = [mention for page in pages for mention in page["mentions"]]
    found = {key for item in [*pages, *mentions] for key in item}
    assert names(FORMATS["JSON Lines"]) == found
    assert [line["stamps"] for line in pages if "stamps" in line] == 2 * [[{"start": 8, "end": 13}]]


@pytest.mark.parametrize("table", [f"{each.name}.csv" for each in CsvTables.tables])
def test_csv_columns(database: Database, tmp_path: Path, table: str) -> None:
    export_plain(database, "csv", tmp_path)
    with (tmp_path / table).open(encoding="utf-8-sig", newline="") as stream:
        header = next(csv.reader(stream))
    assert names(FORMATS[table]) == set(header)


def test_every_format_of_an_export_is_described() -> None:
    assert set(FORMATS_OF_EXPORTS) <= names(FORMATS["An export"])


def test_report_of_an_export(database: Database, tmp_path: Path) -> None:
    export_to(tmp_path / "out", database, "csv", "jsonl")
    report = json.loads((tmp_path / "out/export.json").read_text(encoding="utf-8"))
    documented = FORMATS["export.json"]
    assert names(documented) == set(report)
    said = {row[0].strip("`"): set(codes(row[1])) for row in documented}
    for key in ("request", "pages"):
        assert set(report[key]) <= said[key]
    assert set(report["formats"][0]) <= said["formats"]


def test_words_columns() -> None:
    assert names(FORMATS["words.parquet"]) == set(WORDS.names)


def test_receipt_columns() -> None:
    assert names(FORMATS["Receipt"]) == {field.name for field in fields(ReceiptLine)}


@pytest.fixture
def workspace(tmp_path: Path) -> list[str]:
    """Global options of a workspace into which an empty folder was delivered."""
    config, empty = tmp_path / "config.yaml", tmp_path / "empty"
    config.write_text(CONFIG, encoding="utf-8")
    empty.mkdir()
    options = ["--config", str(config), "--workspace", str(tmp_path / "data")]
    CliRunner().invoke(app, [*options, "ingest", str(empty), "--collection", "x"])
    return options


def answer(arguments: list[str]) -> dict[str, Any]:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    return cast("dict[str, Any]", json.loads(result.stdout))


def test_answer_of_ingest(workspace: list[str], tmp_path: Path) -> None:
    given = [str(tmp_path / "empty"), "--collection", "x"]
    found = answer([*workspace, "ingest", *given, "--json"])
    assert names(FORMATS["`aigaq ingest --json`"]) == set(found)


@pytest.mark.parametrize("command", ["doctor", "plan", "status"])
def test_answers(workspace: list[str], command: str) -> None:
    found = answer([*workspace, command, "--json"])
    assert names(FORMATS[f"`aigaq {command} --json`"]) == set(found)


def test_answer_of_verify(workspace: list[str]) -> None:
    found = answer([*workspace, "verify", "--json"])
    documented = FORMATS["`aigaq verify --json`"]
    assert names(documented) == set(found)
    checked = Checked(1, factories.A_MOMENT, True, 1.0, 0, 0)
    (fault,) = verify_json(Counts(), checked, [Fault("blob-missing", "x", "y")])["faults"]
    assert set(fault) <= set(codes(documented[-1][1]))


def test_answers_of_backup_and_restore(workspace: list[str], tmp_path: Path) -> None:
    bag, place = str(tmp_path / "bag"), str(tmp_path / "restored")
    found = answer([*workspace, "backup", bag, "--json"])
    assert names(FORMATS["`aigaq backup --json`"]) == set(found)
    found = answer([*workspace[:2], "--workspace", place, "restore", bag, "--json"])
    assert names(FORMATS["`aigaq restore --json`"]) == set(found)


def test_answer_of_summary(workspace: list[str]) -> None:
    found = answer([*workspace, "summary", "--json"])
    documented = FORMATS["`aigaq summary --json`"]
    assert names(documented) == set(found) - set(answer([*workspace, "status", "--json"]))
    person = set(codes(documented[0][1]))
    assert person == {field.name for field in fields(CertainPerson)}


def test_answer_of_run_with_and_without_work(workspace: list[str]) -> None:
    documented = names(FORMATS["`aigaq run --json`"])
    assert documented == {*summary_json(RunSummary(1)), "status"}
    idle = set(answer([*workspace, "run", "--json"]))
    assert idle == {"run", "outcome", "pages", "executions"}


def test_answer_of_search(database: Database) -> None:
    index = own_index(database)
    rebuild(database, index)
    found = Search(database, index).search(SearchRequest()).as_json()
    documented = names(FORMATS["`aigaq search --json`"])
    assert documented == set(found) | set(found["hits"][0])


def test_answer_of_quarantine() -> None:
    entry = SimpleNamespace(
        id=1,
        source="a.pdf",
        number=1,
        stage="ocr",
        code="engine-failed",
        detail="",
        state="open",
        created_at=factories.A_MOMENT,
        decided_by=None,
        reason=None,
    )
    found = entry_json(cast("Any", entry))
    assert names(FORMATS["`aigaq quarantine list --json`"]) == set(found)


def test_finding() -> None:
    described = FORMATS["`aigaq doctor --json`"][1][1]
    assert set(codes(described)) == set(Finding("x", True, "y").as_json())


def test_answers_about_people() -> None:
    shown = FORMATS["`aigaq people show --json`"]
    assert names(shown) == set(PersonPageAnswer.model_fields)
    said = " ".join(cell for row in shown for cell in row)
    fields = {*ProfileAnswer.model_fields, *StandAnswer.model_fields, *JudgementAnswer.model_fields}
    assert not [field for field in fields if f"`{field}`" not in said]
    pairs = " ".join(cell for row in FORMATS["`aigaq people candidates --json`"] for cell in row)
    assert not [field for field in CandidateAnswer.model_fields if f"`{field}`" not in pairs]
    listed = " ".join(cell for row in FORMATS["`aigaq people list --json`"] for cell in row)
    assert not [field for field in PersonAnswer.model_fields if f"`{field}`" not in listed]


def test_answer_of_a_match() -> None:
    found = CliRunner().invoke(app, ["people", "match", "Омаров Ахмет", "Омаров А."])
    assert names(FORMATS["`aigaq people match`"]) == set(json.loads(found.stdout))

"""From a delivery to answers, by the command line alone, as a user goes."""

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from benchmarks.rerun import change_page, derived_rows
from benchmarks.workspaces import aigaq, aigaq_json, export_workspace
from tests.conftest import SAMPLES
from tests.support.leads import ALL, READERS, TOLD

pytestmark = pytest.mark.usefixtures("one_worker")
JPEGS = ("САДП/Ф. 109 Оп. 1 Д. 25/Л. 12.jpg", "САДП/Ф. 109 Оп. 1 Д. 25/Л. 12об.jpg")


@pytest.fixture
def small_delivery(tmp_path: Path) -> Path:
    """Two sheets of one file."""
    folder = tmp_path / "delivery"
    for name in JPEGS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / "delivery" / name, folder / name)
    return folder


def test_pages_add_up_and_bad_files_are_named_with_remedy(read_samples: Path) -> None:
    status = aigaq_json(read_samples, "status")
    pages = status["pages"]
    assert pages == {"in": 18, "done": 15, "blank": 1, "quarantined": 2, "pending": 0}
    for stage in status["stages"]:
        assert stage["in"] == 18
        assert stage["done"] + stage["blank"] + stage["quarantined"] + stage["pending"] == 18
    entries = aigaq_json(read_samples, "quarantine", "list")
    assert {(entry["source"].split("/")[-1], entry["code"]) for entry in entries} == {
        ("Л. 14 обрезан.jpg", "source-truncated"),
        ("Дело 31176 под паролем.pdf", "source-encrypted"),
    }
    listed = aigaq(read_samples, "quarantine", "list").stdout
    for entry in entries:
        assert entry["code"] in listed
        assert entry["remedy"].split()[0] in listed


def test_a_second_run_does_nothing(samples_copy: Path) -> None:
    before = derived_rows(samples_copy)
    answer = aigaq_json(samples_copy, "run")
    assert answer["executions"] == {}
    assert derived_rows(samples_copy) == before


def test_the_same_delivery_again_adds_nothing(samples_copy: Path) -> None:
    before = derived_rows(samples_copy)
    receipt = aigaq_json(samples_copy, "ingest", SAMPLES / "delivery", "--collection", "samples")
    outcomes = {line["outcome"] for line in receipt["files"]}
    assert outcomes <= {"unchanged", "quarantined", "ignored"}
    assert derived_rows(samples_copy) == before


def test_an_option_of_the_mentions_stage_reruns_no_ocr(samples_copy: Path, tmp_path: Path) -> None:
    config = tmp_path / "changed.yaml"
    shipped = Path("config.yaml").read_text(encoding="utf-8")
    config.write_text(
        shipped.replace("      name: spacy", "      name: spacy\n      min_confidence: 0.3"),
        encoding="utf-8",
    )
    planned = aigaq_json(samples_copy, "--config", config, "plan")
    assert {item["stage"] for item in planned["stages"]} == {"mentions", "normalise", "index"}
    before = derived_rows(samples_copy)
    answer = aigaq_json(samples_copy, "--config", config, "run")
    assert set(answer["executions"]) <= {"mentions", "normalise", "index"}
    assert answer["executions"]["mentions"] == 15
    assert derived_rows(samples_copy)["text"] == before["text"]


def test_one_changed_image_reruns_that_page_alone_and_equals_a_clean_run(
    small_delivery: Path, tmp_path: Path
) -> None:
    workspace = tmp_path / "data"
    aigaq_json(workspace, "ingest", small_delivery, "--collection", "c")
    assert aigaq_json(workspace, "run")["executions"]["ocr"] == 2
    change_page(small_delivery / JPEGS[1])
    aigaq_json(workspace, "ingest", small_delivery, "--collection", "c")
    answer = aigaq_json(workspace, "run")
    assert answer["executions"]["ocr"] == 1
    assert answer["pages"] == {"done": 1}
    clean = tmp_path / "clean"
    aigaq_json(clean, "ingest", small_delivery, "--collection", "c")
    aigaq_json(clean, "run")
    assert derived_rows(workspace) == derived_rows(clean)


def test_search_by_words_names_places_and_dates(read_samples: Path) -> None:
    def sources(*arguments: str) -> set[tuple[str, int]]:
        answer = aigaq_json(read_samples, "search", *arguments)
        return {(hit["source"].split("/")[-1], hit["page"]) for hit in answer["hits"]}

    case = "Следственное дело 7843.pdf"
    assert sources("Тулегенова") == sources("Тулегенов") >= {(case, 1), (case, 5)}
    assert (case, 5) in sources("--person", "Тулегенов Касымбек", "--from", "1937-11")
    assert ("Л. 12об.jpg", 1) in sources("--place", "Кзыл-Орда")
    assert sources("--from", "1993", "--to", "1993") <= sources("--from", "1990")
    assert sources("слованеттакого") == set()


def test_export_gives_every_page_with_exact_offsets(read_samples: Path, tmp_path: Path) -> None:
    path = export_workspace(read_samples, tmp_path / "out.jsonl")
    pages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(pages) == 18
    assert [(page["source"], page["page"]) for page in pages] == sorted(
        (page["source"], page["page"]) for page in pages
    )
    assert {page["error"] for page in pages if "error" in page} == {
        "source-truncated",
        "source-encrypted",
    }
    for page in pages:
        for mention in page["mentions"]:
            assert page["text"][mention["start"] : mention["end"]] == mention["text"]
            assert mention["label"] in {"PERSON", "PLACE", "DATE", "ORG"}
            assert 0 <= mention["confidence"] <= 1
            assert mention["label"] == "DATE" or mention["edtf"] is None
    findings = [(page["text"], finding) for page in pages for finding in page["findings"]]
    assert {finding["label"] for _, finding in findings} >= {"ARTICLE", "SENTENCE", "CASE"}
    assert all(text[each["start"] : each["end"]] == each["text"] for text, each in findings)


def test_every_format_takes_the_samples_away(read_samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    listed = aigaq(read_samples, "export", "--list").stdout.splitlines()
    formats = [line.partition("\t")[0] for line in listed]
    done = aigaq(read_samples, "export", ",".join(formats), "--out", out)
    assert done.returncode == 0, done.stderr
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"], cwd=out, check=False
    )
    assert checked.returncode == 0
    report = json.loads((out / "export.json").read_text("utf-8"))
    assert report["pages"] == {"in": 18, "written": 16, "in_error": 2}
    assert [each["name"] for each in report["formats"]] == formats
    leads = {name: set(read(out / name)) for name, read in READERS.items()}
    assert len(leads["jsonl"]) > 300
    for name, found in leads.items():
        kinds = TOLD.get(name, ALL)
        assert found == {lead for lead in leads["jsonl"] if lead.label in kinds}, name


def test_every_mention_leads_back_to_words_image_engines_and_options(read_samples: Path) -> None:
    connection = sqlite3.connect(read_samples / "aigaq.db")
    mentions = connection.execute("SELECT count(*) FROM mention").fetchone()[0]
    chains = connection.execute(
        "SELECT m.id, r.stage, r.engine, r.options FROM mention m"
        " JOIN page p ON p.id = m.page_id"
        " JOIN page_text t ON t.page_id = p.id AND t.image_sha256 = p.image_sha256"
        " JOIN ledger l ON l.page_id = p.id AND length(l.fingerprint) = 64"
        " JOIN recipe r ON r.digest = l.recipe WHERE length(t.words) > 0"
    ).fetchall()
    engines = {"ocr": "tesseract 5", "mentions": "spacy 3", "normalise": "gazetteer sha256:"}
    assert mentions > 250
    for stage, program in engines.items():
        traced = {
            number for number, name, engine, _ in chains if name == stage and program in engine
        }
        assert len(traced) == mentions
    assert all(json.loads(options)["use"] == stage for _, stage, _, options in chains)


def test_doctor_finds_this_machine_fit(read_samples: Path) -> None:
    answer = aigaq_json(read_samples, "doctor")
    assert answer["ok"], [finding for finding in answer["findings"] if not finding["ok"]]


def test_mistakes_end_with_the_documented_status_and_a_remedy(tmp_path: Path) -> None:
    config = tmp_path / "wrong.yaml"
    config.write_text("stages:\n  - use: ocr\n    engine: {name: tesseract, pms: 3}\n")
    wrong = aigaq(tmp_path / "data", "--config", config, "plan")
    assert wrong.returncode == 2
    assert "config-invalid" in wrong.stderr
    assert "pms" in wrong.stderr
    empty = aigaq(tmp_path / "data", "status")
    assert (empty.returncode, "workspace-missing" in empty.stderr) == (2, True)
    order = tmp_path / "order.yaml"
    order.write_text("stages:\n  - use: index\n")
    assert "index: reading" in aigaq(tmp_path / "data", "--config", order, "plan").stderr


def test_who_is_who_across_the_samples_outlives_a_re_run(samples_copy: Path) -> None:
    """ru01 and ru05 are one man; a clerk's misspelling in ru09 waits for a person's word."""
    [man] = aigaq_json(samples_copy, "people", "list", "Тулегенов Касымбек")["people"]
    assert (man["birth_year"], man["documents"]) == (1889, 2)
    pairs = aigaq_json(samples_copy, "people", "candidates")["candidates"]
    [pair] = [each for each in pairs if each["left"]["surname"] == "Досымбеков"]
    ids = sorted(pair[side]["id"] for side in ("left", "right"))
    assert {pair["left"]["name"], pair["right"]["name"]} == {
        "Досымбеков Нимет",
        "Досымбеков Ниғмет",
    }
    said = ["--reason", "ошибка писаря", "--author", "Айша"]
    one = aigaq_json(samples_copy, "people", "merge", *map(str, ids), *said)["people"]
    assert one == ids[:1]
    assert aigaq_json(samples_copy, "run", "--redo", "normalise")["executions"]["normalise"] == 15
    shown = aigaq_json(samples_copy, "people", "show", str(ids[1]))
    assert [each["id"] for each in shown["profiles"]] == ids
    assert [each["author"] for each in shown["judgements"]] == ["Айша"]
    parted = aigaq_json(samples_copy, "people", "split", *map(str, ids), *said)["people"]
    assert parted == ids

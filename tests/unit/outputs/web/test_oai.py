"""OAI-PMH: harvesters of others take all of it, also while it grows, and learn what is gone."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from oaipmh_scythe import Scythe
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch
from sqlalchemy import delete, select, update

from models.accounts.roles import Role
from models.database import Database
from models.tables import DocumentRow, PageRow
from outputs.web.guard.options import LimitOptions
from outputs.web.guard.rules import OPEN, Access
from outputs.web.oai.options import OaiOptions
from outputs.web.oai.requests import OaiError, read_request
from tests.support.factories import (
    add_collection,
    add_document,
    add_file,
    add_page,
    add_source,
    open_database,
)
from tests.support.histories import add_history
from tests.support.reindex import own_index, rebuild
from tests.support.schemas import faults
from tests.support.webroom import Reader, room_over

DOMAIN = "archive.example.org"
OAI = "{http://www.openarchives.org/OAI/2.0/}"


@dataclass(frozen=True)
class Repository:
    """A record, and the server that harvesters ask."""

    database: Database
    app: FastAPI

    def ask(self, **arguments: str) -> Any:
        """A valid answer; `from_` stands for what Python keeps for itself."""
        asked = {name.rstrip("_"): value for name, value in arguments.items()}
        answer = Reader(self.app).get("/oai", params=dict(asked))
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "text/xml; charset=utf-8"
        root = etree.fromstring(answer.content)
        assert faults(root) == []
        return root

    def error(self, **arguments: str) -> str:
        (found,) = self.ask(**arguments).iter(f"{OAI}error")
        return str(found.get("code"))

    def stamps(self, **arguments: str) -> dict[str, str]:
        """Identifiers with their datestamps."""
        root = self.ask(verb="ListIdentifiers", metadataPrefix="oai_dc", **arguments)
        return {each[0].text: each[1].text for each in root.iter(f"{OAI}header")}


@contextmanager
def repository(folder: Path, back_end: str | None = None, *, records: int = 100) -> Iterator[Any]:
    database = open_database(folder, back_end)
    with database.write() as connection:
        add_history(connection)
        others = add_collection(connection, "others")
        for number in range(1, 7):
            file_id = add_file(connection, f"ГАКО{number}/1/2/{number}")
            document = add_document(connection, others, f"o{number}", file_id=file_id)
            source = add_source(connection, others, f"o{number}.png")
            add_page(connection, source, "мәтін", document_id=document, sheet="1")
    rebuild(database, own_index(database))
    app = room_over(
        database,
        folder,
        harvest=OaiOptions(records=records, seconds=0),
        rights={"others": "http://rightsstatements.org/vocab/NoC-OKLR/1.0/"},
    )
    yield Repository(database, app)
    database.close()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Repository]:
    with repository(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """One record for all questions that change nothing."""
    with repository(tmp_path_factory.mktemp("quiet")) as made:
        yield made


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application on a port of this machine, for harvesters that know only addresses."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/oai"
        finally:
            server.should_exit = True
            thread.join()


IDS = {
    f"oai:{DOMAIN}:%D0%B4%D0%B5%D0%BB%D0%B0/{unit}"
    for unit in ("files/1", "sources/1", "sources/2")
} | {f"oai:{DOMAIN}:others/files/{number}" for number in range(2, 8)}


@pytest.mark.parametrize("records", [100, 3])
def test_harvesters_of_others_take_everything(tmp_path: Path, records: int) -> None:
    with repository(tmp_path, records=records) as archive, served(archive.app) as address:
        sickle = Sickle(address)
        assert sickle.Identify().repositoryName == "Aigaq"
        sets = {each.setSpec: each.setName for each in sickle.ListSets()}
        assert list(sets)[:3] == ["~1", "others", "fond-1"]
        assert sets["fond-1"] == "ЦГА РК. Ф. 109"
        assert [each.metadataPrefix for each in sickle.ListMetadataFormats()] == ["oai_dc", "mets"]
        for prefix in ("oai_dc", "mets"):
            taken = [each.header.identifier for each in sickle.ListRecords(metadataPrefix=prefix)]
            assert sorted(taken) == sorted(IDS)
        found = [each.identifier for each in sickle.ListIdentifiers(metadataPrefix="oai_dc")]
        assert sorted(found) == sorted(IDS)
        one = sickle.GetRecord(identifier=min(IDS), metadataPrefix="oai_dc")
        assert one.metadata["identifier"][1] == "KZ-CGARK/109/1/25"
        with pytest.raises(NoRecordsMatch):
            sickle.ListRecords(metadataPrefix="oai_dc", set="unknown")
        with Scythe(address) as scythe:
            again: list[Any] = list(scythe.list_records())
            assert sorted(each.header.identifier for each in again) == sorted(IDS)
            of_set: list[Any] = list(scythe.list_identifiers(set_="others"))
            assert len(of_set) == 6


def test_a_harvest_misses_nothing_while_the_record_grows(tmp_path: Path) -> None:
    with repository(tmp_path, records=3) as archive, served(archive.app) as address:
        taken = []
        for number, each in enumerate(Sickle(address).ListRecords(metadataPrefix="oai_dc")):
            taken.append(each.header.identifier)
            if number in (1, 4):
                with archive.database.write() as connection:
                    add_source(connection, 1, f"new {number}.png", error_code="source-no-pages")
                    first = select(PageRow.id).where(PageRow.source_id == 4).limit(1)
                    changed = connection.execute(first).scalar_one()
                    connection.execute(
                        update(PageRow).where(PageRow.id == changed).values(state="blank")
                    )
        assert set(taken) >= IDS
        assert len(set(taken)) == len(IDS) + 2


def test_every_answer_is_valid(quiet: Repository) -> None:
    for verb in ("Identify", "ListSets", "ListMetadataFormats"):
        assert len(quiet.ask(verb=verb).findall(f"{OAI}{verb}")) == 1
    for prefix in ("oai_dc", "mets"):
        root = quiet.ask(verb="ListRecords", metadataPrefix=prefix)
        assert len(root[2]) == 9
    titles = root.xpath("//dc:title/text()", namespaces={"dc": "http://purl.org/dc/elements/1.1/"})
    assert "ЦГА РК. Ф. 109. Оп. 1. Д. 25" in titles
    rights = root.xpath("//dc:rights/text()", namespaces={"dc": "http://purl.org/dc/elements/1.1/"})
    assert rights.count("http://rightsstatements.org/vocab/NoC-OKLR/1.0/") == 6


def test_post_is_answered_as_get_is(quiet: Repository) -> None:
    asked = {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": min(IDS)}
    posted = etree.fromstring(Reader(quiet.app).post("/oai", form=dict(asked)).content)
    got = quiet.ask(**asked)
    assert etree.tostring(posted[2]) == etree.tostring(got[2])
    assert dict(posted[1].attrib) == asked


def test_what_is_gone_is_told_as_deleted(tmp_path: Path, back_end: str) -> None:
    with repository(tmp_path, back_end) as archive:
        before = archive.stamps()
        identifier = f"oai:{DOMAIN}:others/files/3"
        time.sleep(1)
        with archive.database.write() as connection:
            documents = select(DocumentRow.id).where(DocumentRow.file_id == 3)
            connection.execute(delete(PageRow).where(PageRow.document_id.in_(documents)))
            connection.execute(delete(DocumentRow).where(DocumentRow.file_id == 3))
        after = archive.stamps()
        # The delivered file has no page any more: it is a unit that nobody described.
        assert after.keys() - before.keys() == {f"oai:{DOMAIN}:others/sources/5"}
        changed = {each for each in before if before[each] != after[each]}
        assert changed == {identifier}
        root = archive.ask(verb="GetRecord", metadataPrefix="mets", identifier=identifier)
        (header,) = root.iter(f"{OAI}header")
        assert header.get("status") == "deleted"
        assert root.find(f".//{OAI}metadata") is None
        with archive.database.write() as connection:
            document = add_document(connection, 2, "again", file_id=3)
            page = add_page(connection, 5, "мәтін", document_id=document)
            assert page
        root = archive.ask(verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier)
        assert root.find(f".//{OAI}metadata") is not None


def test_at_first_a_unit_changed_when_something_last_happened_to_it(quiet: Repository) -> None:
    stamps = quiet.stamps()
    assert stamps[min(IDS)] == "2026-01-02T10:00:00Z"
    assert quiet.stamps() == stamps


def test_days_and_seconds_bound_a_list(quiet: Repository) -> None:
    first = f"oai:{DOMAIN}:%D0%B4%D0%B5%D0%BB%D0%B0/sources/1"
    file = min(IDS)
    assert set(quiet.stamps(until="2026-01-02")) == {first, file}
    assert set(quiet.stamps(until="2026-01-02T10:00:00Z")) == {first, file}
    assert set(quiet.stamps(until="2026-01-02T09:59:59Z")) == {first}
    at = {"from_": "2026-01-02T10:00:00Z", "until": "2026-01-02T10:00:00Z"}
    assert set(quiet.stamps(**at)) == {file}
    assert len(quiet.stamps(from_="2026-01-03")) == 7
    assert set(quiet.stamps(set="fond-1")) == {file}
    assert set(quiet.stamps(set="~1", from_="2026-01-03")) == {
        f"oai:{DOMAIN}:%D0%B4%D0%B5%D0%BB%D0%B0/sources/2"
    }


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("badVerb", {}),
        ("badVerb", {"verb": "ListEverything"}),
        ("badArgument", {"verb": "Identify", "set": "others"}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {"verb": "GetRecord", "metadataPrefix": "oai_dc"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "вчера"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "дела"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-13-01"}),
        (
            "badArgument",
            {
                "verb": "ListRecords",
                "metadataPrefix": "oai_dc",
                "from": "2026-01-02",
                "until": "2026-01-03T00:00:00Z",
            },
        ),
        (
            "badArgument",
            {
                "verb": "ListRecords",
                "metadataPrefix": "oai_dc",
                "from": "2026-01-04",
                "until": "2026-01-03",
            },
        ),
        (
            "badArgument",
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"},
        ),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "x"}),
        ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "marc"}),
        (
            "cannotDisseminateFormat",
            {"verb": "GetRecord", "metadataPrefix": "marc", "identifier": min(IDS)},
        ),
        (
            "idDoesNotExist",
            {"verb": "GetRecord", "metadataPrefix": "mets", "identifier": "oai:x:y"},
        ),
        (
            "idDoesNotExist",
            {"verb": "ListMetadataFormats", "identifier": f"oai:{DOMAIN}:others/files/99"},
        ),
        ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "mets", "set": "unknown"}),
        (
            "noRecordsMatch",
            {"verb": "ListIdentifiers", "metadataPrefix": "mets", "until": "1990-01-01"},
        ),
    ],
)
def test_what_cannot_be_answered_has_its_code(
    quiet: Repository, code: str, asked: dict[str, str]
) -> None:
    assert quiet.error(**asked) == code


@given(st.lists(st.tuples(st.sampled_from(["verb", "set", "from", "x"]), st.text(max_size=9))))
@settings(max_examples=50)
def test_every_request_is_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    try:
        assert read_request(pairs).verb
    except OaiError as refused:
        assert refused.code in ("badVerb", "badArgument")


_WORDS = st.sampled_from(
    ["ListRecords", "GetRecord", "ListIdentifiers", "ListMetadataFormats", "oai_dc", "mets", "~1"]
    + ["2026-01-02", "9999-12-31", "0001-01-01T00:00:00Z", min(IDS), f"oai:{DOMAIN}:%00/files/1"]
)
_NAMES = ["verb", "metadataPrefix", "identifier", "set", "from", "until", "resumptionToken", "x"]


@given(st.dictionaries(st.sampled_from(_NAMES), _WORDS | st.text(max_size=9)))
@settings(max_examples=60, deadline=None)
def test_whatever_is_asked_the_answer_is_valid(quiet: Repository, asked: dict[str, str]) -> None:
    root = etree.fromstring(Reader(quiet.app).post("/oai", form=dict(asked)).content)
    assert faults(root) == []


def test_a_list_may_end_at_the_end_of_time(quiet: Repository) -> None:
    assert quiet.stamps(until="9999-12-31") == quiet.stamps()
    assert (
        quiet.stamps(until="9999-12-31T23:59:59Z", from_="0001-01-01T00:00:00Z") == quiet.stamps()
    )


def test_only_those_are_answered_who_may_read_and_not_too_often(
    quiet: Repository, tmp_path: Path
) -> None:
    def ask(access: Access) -> tuple[int, int]:
        limits = LimitOptions(searches="1/hour")
        app = room_over(quiet.database, tmp_path, access=access, limits=limits)
        reader = Reader(app, client="203.0.113.7")
        first, second = (reader.get("/oai", params={"verb": "Identify"}) for _ in range(2))
        return first.status_code, second.status_code

    assert ask(OPEN) == (200, 429)
    assert ask(Access(Role.NOBODY, Role.NOBODY)) == (401, 429)

import csv
import errno
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.receipt import ReceiptLine, remedy_for, write_receipt
from models.errors import SOURCE_EMPTY, STORE_FAILED, STORE_FULL, StoreError


def test_both_files_list_every_line(tmp_path: Path) -> None:
    lines = (
        ReceiptLine("Дело, 5/л. 1.jpg", "registered", pages=1, sha256="ab", byte_size=3),
        ReceiptLine('=HYPERLINK("http://x")', "ignored"),
        ReceiptLine("x", "quarantined", SOURCE_EMPTY, "", remedy_for(SOURCE_EMPTY), 1, 1),
    )
    receipt = write_receipt(
        tmp_path / "receipts",
        delivery_id=7,
        collection="cases",
        received_at=datetime(2026, 1, 2, tzinfo=UTC),
        lines=lines,
    )
    assert receipt.csv_path.read_bytes().startswith(b"\xef\xbb\xbf")
    with receipt.csv_path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["name"] for row in rows] == [
        "Дело, 5/л. 1.jpg",
        '\'=HYPERLINK("http://x")',
        "x",
    ]
    assert rows[2]["remedy"] == "Copy it again from the original medium."
    content = json.loads(receipt.json_path.read_text(encoding="utf-8"))
    assert content["outcomes"] == {"registered": 1, "ignored": 1, "quarantined": 1}
    assert content["files"][1]["name"] == '=HYPERLINK("http://x")'
    assert content["files"][0]["sha256"] == "ab"
    assert sorted(path.name for path in (tmp_path / "receipts").iterdir()) == [
        "delivery-000007.csv",
        "delivery-000007.json",
    ]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, STORE_FULL), (errno.EACCES, STORE_FAILED)]
)
def test_a_receipt_that_cannot_be_written_is_the_workspaces_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError) as caught:
        write_receipt(
            tmp_path,
            delivery_id=7,
            collection="cases",
            received_at=datetime(2026, 1, 2, tzinfo=UTC),
            lines=(),
        )
    assert caught.value.code == code

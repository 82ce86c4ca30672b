"""The receipt: what became of every file that was given, for people (CSV) and programs (JSON)."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from ingest.storing import storing
from models.errors import kind_of
from models.i18n import _
from models.spreadsheets import csv_line

Outcome = Literal[
    "registered",
    "unchanged",
    "replaced",
    "duplicate",
    "quarantined",
    "imported",
    "refused",
    "ignored",
    "missing",
]

_NUMBERS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One file and what became of it.

    Attributes:
        name: of the file within the delivery.
        outcome: "missing" is a file that the manifest names and nobody gave; "imported" and
            "refused" are files of page text.
        code: why it, or the first of its pages, could not be read; else None.
        detail: what there is to say besides.
        remedy: what a person can do about the code.
        pages: how many the file has now in the collection.
        quarantined_pages: how many of them cannot be read.
        sha256: of the file, hex; None where it was not read.
        byte_size: of the file.
    """

    name: str
    outcome: Outcome
    code: str | None = None
    detail: str = ""
    remedy: str = ""
    pages: int = 0
    quarantined_pages: int = 0
    sha256: str | None = None
    byte_size: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one call of ingest did, and where that is written down."""

    delivery_id: int
    lines: tuple[ReceiptLine, ...]
    csv_path: Path
    json_path: Path

    @property
    def outcomes(self) -> Counter[str]:
        """How many files had which outcome."""
        return Counter(line.outcome for line in self.lines)


def remedy_for(code: str | None) -> str:
    """The remedy of an error code, in the language of the user."""
    return _(kind_of(code).remedy) if code else ""


def some_pages(numbers: list[int]) -> str:
    """Numbers of pages, of which a long list is cut short."""
    shown = ", ".join(str(number) for number in numbers[:_NUMBERS_SHOWN])
    return shown if len(numbers) <= _NUMBERS_SHOWN else f"{shown}… ({len(numbers)})"


def write_receipt(
    folder: Path,
    *,
    delivery_id: int,
    collection: str,
    received_at: datetime,
    lines: tuple[ReceiptLine, ...],
) -> Receipt:
    """Write `delivery-ID.csv` and `delivery-ID.json` into a folder, each whole or not at all.

    Raises:
        StoreError: the folder cannot be written.
    """
    stem = folder / f"delivery-{delivery_id:06}"
    receipt = Receipt(delivery_id, lines, stem.with_suffix(".csv"), stem.with_suffix(".json"))
    content = {
        "delivery": delivery_id,
        "collection": collection,
        "received_at": received_at.isoformat(),
        "outcomes": dict(receipt.outcomes),
        "files": [asdict(line) for line in lines],
    }
    with storing():
        folder.mkdir(parents=True, exist_ok=True)
        # With a byte order mark: spreadsheets take Cyrillic for another encoding without it.
        _replace(receipt.csv_path, _as_csv(lines), encoding="utf-8-sig")
        _replace(receipt.json_path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return receipt


def _as_csv(lines: tuple[ReceiptLine, ...]) -> str:
    """A name that a spreadsheet would calculate is harmless here; the JSON has it as it is."""
    heading = csv_line(field.name for field in fields(ReceiptLine))
    return heading + "".join(csv_line(asdict(line).values()) for line in lines)


def _replace(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    temporary = path.with_name(path.name + ".part")
    with temporary.open("w", encoding=encoding, newline="") as stream:
        stream.write(text)
    temporary.replace(path)

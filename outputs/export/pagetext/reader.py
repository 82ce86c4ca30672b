"""Who read a page: program and model, and when, for the formats that say so of each page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from models.canonical import from_json
from models.page import Imported
from models.page.imported import IMPORTED
from models.tables import LedgerRow, PageValueRow, RecipeRow, RunRow
from outputs.export.traversal import ExportedPage

_STAGE = "ocr"


@dataclass(frozen=True, slots=True)
class Reader:
    """What made the text of a page.

    Attributes:
        program: engines with their versions and the digests of their models.
        model: that read the page; empty where none did.
        moment: the beginning of the run; None where no run read it.
    """

    program: str = ""
    model: str = ""
    moment: datetime | None = None


def find_reader(connection: Connection, page: ExportedPage) -> Reader:
    """Say who read a page, from the ledger."""
    made = connection.execute(
        select(RecipeRow.engine, RunRow.started_at)
        .select_from(LedgerRow)
        .outerjoin(RecipeRow, RecipeRow.digest == LedgerRow.recipe)
        .outerjoin(RunRow, RunRow.id == LedgerRow.run_id)
        .where(LedgerRow.page_id == page.row.page_id, LedgerRow.stage == _STAGE)
    ).first()
    model = page.row.model or ""
    imported = _imported(connection, page) if model.split(" ")[0] == IMPORTED else None
    if imported is not None:
        moment = made.started_at if made else None
        return Reader(imported.program, imported.model, moment)
    return Reader(made.engine or "", model, made.started_at) if made else Reader(model=model)


def _imported(connection: Connection, page: ExportedPage) -> Imported | None:
    """What was delivered with the scan, if the text of the page is that."""
    content = connection.execute(
        select(PageValueRow.content).where(
            PageValueRow.page_id == page.row.page_id, PageValueRow.name == IMPORTED
        )
    ).scalar_one_or_none()
    return None if content is None else from_json(Imported, content)

"""The record's tables, gathered here so that `Record.metadata` knows all of them."""

from models.tables.accounts import AccountRow, ApiKeyRow, SignInRow
from models.tables.audit import AuditHeadRow, AuditRow
from models.tables.base import Id, Record, UtcDateTime
from models.tables.delivery import DeliveryItemRow, DeliveryRow, PageRow, SourceRow
from models.tables.description import (
    ArchiveRow,
    CollectionRow,
    DocumentRow,
    FileRow,
    FondRow,
    InventoryRow,
)
from models.tables.fixity import FixityRoundRow, FixityRow
from models.tables.harvest import HarvestRow
from models.tables.mentions import EntityRow, MentionRow
from models.tables.people import (
    AnchorRow,
    JudgementRow,
    PeopleStateRow,
    PersonRow,
    ProfileKeyRow,
    ProfileRow,
    ProposalRow,
)
from models.tables.readings import PageQualityRow, PageTextRow, PageValueRow, PageWarningRow
from models.tables.work import AttemptRow, LedgerRow, QuarantineRow, RecipeRow, RunRow

__all__ = [
    "AccountRow",
    "AnchorRow",
    "ApiKeyRow",
    "ArchiveRow",
    "AttemptRow",
    "AuditHeadRow",
    "AuditRow",
    "CollectionRow",
    "DeliveryItemRow",
    "DeliveryRow",
    "DocumentRow",
    "EntityRow",
    "FileRow",
    "FixityRoundRow",
    "FixityRow",
    "FondRow",
    "HarvestRow",
    "Id",
    "InventoryRow",
    "JudgementRow",
    "LedgerRow",
    "MentionRow",
    "PageQualityRow",
    "PageRow",
    "PageTextRow",
    "PageValueRow",
    "PageWarningRow",
    "PeopleStateRow",
    "PersonRow",
    "ProfileKeyRow",
    "ProfileRow",
    "ProposalRow",
    "QuarantineRow",
    "RecipeRow",
    "Record",
    "RunRow",
    "SignInRow",
    "SourceRow",
    "UtcDateTime",
]

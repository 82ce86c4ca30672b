"""Why what is stored is not what was stored, or a backup cannot be made or used."""

from models.errors.kinds import add_kind
from models.i18n import N_

BLOB_MISSING = add_kind(
    "blob-missing",
    N_("A stored file is missing from the workspace"),
    N_("Restore it from a backup or deliver the original again."),
)
BLOB_CHANGED = add_kind(
    "blob-changed",
    N_("A stored file has other bytes than when it was stored"),
    N_("Restore it from a backup or deliver the original again; then look after the medium."),
)
BLOB_UNREADABLE = add_kind(
    "blob-unreadable",
    N_("A stored file cannot be read"),
    N_("Check its permissions and the medium; restore it from a backup or deliver it again."),
)
RECORD_UNSOUND = add_kind(
    "record-unsound",
    N_("The database contradicts itself"),
    N_("Keep the workspace as it is, restore the newest backup elsewhere and compare."),
)
AUDIT_BROKEN = add_kind(
    "audit-broken",
    N_("The audit is not as it was written"),
    N_("Compare the database with a backup, and find out who could write to it."),
)
FIXITY_FAILED = add_kind(
    "fixity-failed",
    N_("Not all that is stored is whole"),
    N_("`aigaq verify` names each fault and what to do about it."),
)
BACKUP_FOREIGN = add_kind(
    "backup-foreign",
    N_("The folder holds something else than a backup of this workspace"),
    N_("Give the folder of an earlier backup of this workspace, or an empty one."),
)
BACKUP_DAMAGED = add_kind(
    "backup-damaged",
    N_("The backup is not whole"),
    N_("Take another copy of it, or make it anew by `aigaq backup` while the workspace is there."),
)
RESTORE_ELSEWHERE = add_kind(
    "restore-elsewhere",
    N_("A backup is restored into a workspace of its own, not into another database"),
    N_("Restore without `database` in config.yaml, then move the record by `aigaq db copy`."),
)
WORKSPACE_FILLED = add_kind(
    "workspace-filled",
    N_("The workspace is not empty"),
    N_("Restore into another folder: aigaq --workspace FOLDER restore BACKUP."),
)

"""Why the record cannot be read or written: the transaction is rolled back, the command stops."""

from models.errors.kinds import add_kind
from models.i18n import N_

STORE_FAILED = add_kind(
    "store-failed",
    N_("The database or a file of the workspace could not be read or written"),
    N_("Check free space and permissions of the workspace, then run the same command again."),
)
STORE_FULL = add_kind(
    "store-full",
    N_("There is no space left for the workspace"),
    N_("Free space, then run the same command again: nothing that was acknowledged is lost."),
)
STORE_BUSY = add_kind(
    "store-busy",
    N_("Another aigaq command is writing to this workspace"),
    N_("Wait until it ends, then run the same command again."),
)
STORE_AWAY = add_kind(
    "store-away",
    N_("The database server cannot be reached"),
    N_("Start it, or check the address in `database`; workers go on by themselves."),
)
BLOBS_AWAY = add_kind(
    "blobs-away",
    N_("The store of scans and originals cannot be reached"),
    N_("Check the network, `blobs` and AWS_ENDPOINT_URL; workers go on by themselves."),
)
STORE_OLD = add_kind(
    "store-old",
    N_("The database is of another version than this program"),
    N_("Run the newest aigaq; it upgrades an older workspace by itself."),
)
TARGET_NOT_EMPTY = add_kind(
    "target-not-empty",
    N_("The database to copy to holds rows already"),
    N_("Copy to a new database; an interrupted copy leaves none."),
)
COPY_DIFFERS = add_kind(
    "copy-differs",
    N_("What was read back is not what was copied"),
    N_("Nothing was kept of the copy. Check both databases, then copy again."),
)
INDEX_OLD = add_kind(
    "index-old",
    N_("The search index was made by another version of the analyzer"),
    N_("Run `aigaq run`: it makes the index anew from what was read."),
)

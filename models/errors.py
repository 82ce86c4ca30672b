"""Every failure the project expects, each with a stable code, a scope and a remedy."""

from dataclasses import dataclass
from typing import ClassVar, Final

from models.i18n import N_, _


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """What is known of an error code beforehand: its wording and its remedy, both translatable."""

    code: str
    meaning: str
    remedy: str


KINDS: Final[dict[str, ErrorKind]] = {}


def _kind(code: str, meaning: str, remedy: str) -> str:
    KINDS[code] = ErrorKind(code, meaning, remedy)
    return code


class AigaqError(Exception):
    """Root of all expected failures.

    Attributes:
        code: stable, documented in docs/errors.md, used in receipts, quarantine and `--json`.
        retriable: whether the same work may succeed when tried again unchanged.
        exit_status: what the command line ends with when the error stops the whole command.
    """

    retriable: ClassVar[bool] = False
    exit_status: ClassVar[int] = 1

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    @property
    def kind(self) -> ErrorKind:
        """The registered meaning and remedy of this error's code."""
        return KINDS[self.code]

    @property
    def remedy(self) -> str:
        """What a person can do about it, in the language of the user."""
        return _(self.kind.remedy)

    def __str__(self) -> str:
        meaning = _(self.kind.meaning)
        return f"{meaning}: {self.detail}" if self.detail else meaning


class ConfigError(AigaqError):
    """The configuration or the command's arguments are wrong; nothing was started."""

    exit_status = 2


class MissingDependency(AigaqError):  # noqa: N818 - the field's usual name
    """A program, a language model or weights are not installed; nothing was started."""

    exit_status = 3


class StoreError(AigaqError):
    """The database or the blob store could not be written; the transaction was rolled back."""

    exit_status = 4


class FixityError(AigaqError):
    """What is stored is not, or not all, of what was stored; nothing was changed."""

    exit_status = 6


class ExportError(AigaqError):
    """A format of an export failed; nothing of it was published, the others went on."""


class SourceError(AigaqError):
    """A delivered file or a page of it cannot be read: to quarantine with it, the rest goes on."""


class EngineError(AigaqError):
    """An engine failed on one page; tried again a few times, then quarantined."""

    retriable = True


class EngineLimit(EngineError):  # noqa: N818 - as EngineTimeout, which is one
    """A page met a limit; it would meet it again, so it is not tried again."""

    retriable = False


class EngineTimeout(EngineLimit):
    """An engine did not answer within the configured seconds."""


# -- configuration (stop before work, exit 2) -----------------------------------------------------
CONFIG_INVALID = _kind(
    "config-invalid",
    N_("The configuration is not valid"),
    N_("Correct the named line of config.yaml; docs/operator.md lists every setting."),
)
CONFIG_MISSING = _kind(
    "config-missing",
    N_("The configuration file was not found"),
    N_("Give its path by --config or AIGAQ_CONFIG."),
)
STAGE_UNKNOWN = _kind(
    "stage-unknown",
    N_("There is no stage or engine of this name"),
    N_("Run `aigaq doctor` to see the stages and engines that are installed."),
)
STAGE_ORDER = _kind(
    "stage-order",
    N_("A stage needs what no stage before it gives"),
    N_("Put the stage that gives it earlier in config.yaml."),
)
ARGUMENT_INVALID = _kind(
    "argument-invalid",
    N_("An argument is not valid"),
    N_("Run the command with --help."),
)
BAG_INVALID = _kind(
    "bag-invalid",
    N_("The bag is not what its checksums say"),
    N_("Ask for it again, or copy it anew; nothing of it was registered."),
)
INPUT_INVALID = _kind(
    "input-invalid",
    N_("Standard input cannot be read"),
    N_("Give it lines of text in UTF-8; iconv turns other encodings into it."),
)
QUERY_INVALID = _kind(
    "query-invalid",
    N_("The query cannot be read"),
    N_(
        "Close every quote, put a word on both sides of AND and OR;"
        " fields are person:, place:, org:, date:, type:, fond:, article: and others."
    ),
)
LIST_INVALID = _kind(
    "list-invalid",
    N_("The list of names cannot be read"),
    N_("Save it as CSV or plain text with a name on each line, headings in the first line if any."),
)
LIST_TOO_LONG = _kind(
    "list-too-long",
    N_("The list of names is too long"),
    N_("Part it into several lists."),
)
LISTS_BUSY = _kind(
    "lists-busy",
    N_("Too many lists of names are waiting"),
    N_("Try again when the others are done, or use `aigaq bulk` on the machine itself."),
)
LIST_FAILED = _kind(
    "list-failed",
    N_("A list of names failed in a way nobody foresaw"),
    N_("Report it with the traceback that `aigaq serve` printed."),
)
LIST_UNKNOWN = _kind(
    "list-unknown",
    N_("There is no list of names under this address"),
    N_("Lists are kept for a month; send it again."),
)
MANIFEST_INVALID = _kind(
    "manifest-invalid",
    N_("The manifest cannot be used"),
    N_("Check its column names and encoding (UTF-8) against docs/archivist.md."),
)
WORKSPACE_MISSING = _kind(
    "workspace-missing",
    N_("The workspace holds no collection yet"),
    N_("Bring scans in first: aigaq ingest PATH --collection CODE."),
)
EXECUTOR_UNFIT = _kind(
    "executor-unfit",
    N_("Machines can share a run only by a record and a search index in PostgreSQL"),
    N_("Set `database` to a PostgreSQL address and `search` to `database`."),
)
DATABASE_UNFIT = _kind(
    "database-unfit",
    N_("The PostgreSQL database would sort or keep letters otherwise than the record needs"),
    N_("Create it by createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 NAME."),
)
TARGET_NOT_EMPTY = _kind(
    "target-not-empty",
    N_("The database to copy to holds rows already"),
    N_("Copy to a new database; an interrupted copy leaves none."),
)
QUARANTINE_UNKNOWN = _kind(
    "quarantine-unknown",
    N_("There is no open quarantine entry of this number"),
    N_("`aigaq quarantine list` shows the open ones."),
)
QUARANTINE_NO_IMAGE = _kind(
    "quarantine-no-image",
    N_("The file could not be opened, so there is no page to go on with"),
    N_("Deliver a readable copy under the same name; it then takes the place of this one."),
)
PERSON_UNKNOWN = _kind(
    "person-unknown",
    N_("There is no person or profile of this number"),
    N_("`aigaq people list` shows people, `aigaq people show ID` the profiles of one."),
)
SIGN_IN_NEEDED = _kind(
    "sign-in-needed",
    N_("This needs somebody who signed in"),
    N_("Sign in, or send a key as `Authorization: Bearer`; an operator gives both."),
)
SIGN_IN_REFUSED = _kind(
    "sign-in-refused",
    N_("The name or the password is not right"),
    N_("Try again, or ask an operator for a new password: aigaq users password NAME."),
)
ROLE_TOO_LOW = _kind(
    "role-too-low",
    N_("Your role may not do this"),
    N_("Ask an operator for another role."),
)
FOREIGN_REQUEST = _kind(
    "foreign-request",
    N_("This was sent by a page of another server"),
    N_("Open the reading room itself and do it there; programs send a key."),
)
TOO_MANY_REQUESTS = _kind(
    "too-many-requests",
    N_("Too many requests came from you"),
    N_("Wait as long as Retry-After says; serve.limits in config.yaml sets how many may come."),
)
REQUEST_TOO_LARGE = _kind(
    "request-too-large",
    N_("The request is longer than anything that is asked here"),
    N_("Send less at once."),
)
ACCOUNT_UNKNOWN = _kind(
    "account-unknown",
    N_("There is no account or key of this name"),
    N_("`aigaq users list` and `aigaq keys list` show them."),
)
ACCOUNT_TAKEN = _kind(
    "account-taken",
    N_("There is an account or a key of this name already"),
    N_("Take another name, or remove the other first."),
)
PASSWORD_WEAK = _kind(
    "password-weak",
    N_("The password is too short or too long"),
    N_("Take 12 to 200 characters; some words that are easy to remember will do."),
)
NOT_OFFERED = _kind(
    "not-offered",
    N_("This is not offered here"),
    N_("The address with /info.json at its end tells what is offered."),
)
BACKUP_FOREIGN = _kind(
    "backup-foreign",
    N_("The folder holds something else than a backup of this workspace"),
    N_("Give the folder of an earlier backup of this workspace, or an empty one."),
)
RESTORE_ELSEWHERE = _kind(
    "restore-elsewhere",
    N_("A backup is restored into a workspace of its own, not into another database"),
    N_("Restore without `database` in config.yaml, then move the record by `aigaq db copy`."),
)
WORKSPACE_FILLED = _kind(
    "workspace-filled",
    N_("The workspace is not empty"),
    N_("Restore into another folder: aigaq --workspace FOLDER restore BACKUP."),
)
# -- missing dependencies (stop before work, exit 3) ----------------------------------------------
PROGRAM_MISSING = _kind(
    "program-missing",
    N_("A program that is needed is not installed"),
    N_("Run `make setup`, or `aigaq doctor` to see the exact package."),
)
PACKAGE_MISSING = _kind(
    "package-missing",
    N_("A Python package that the configuration asks for is not installed"),
    N_('For `blobs: s3://…` install the extra `s3`: pip install "aigaq[s3]".'),
)
MODEL_MISSING = _kind(
    "model-missing",
    N_("A language model that is needed is not installed"),
    N_("Run `make setup`, or `aigaq doctor` to see the exact package."),
)
# -- delivered files (quarantine, not retried) ----------------------------------------------------
SOURCE_EMPTY = _kind(
    "source-empty",
    N_("The file is empty"),
    N_("Copy it again from the original medium."),
)
SOURCE_TYPE_UNKNOWN = _kind(
    "source-type-unknown",
    N_("The file is not a PDF, TIFF, JPEG, PNG or JPEG 2000"),
    N_("Convert it to one of these formats, or leave it out of the delivery."),
)
SOURCE_ARCHIVE = _kind(
    "source-archive",
    N_("The file is an archive (ZIP, RAR, 7z, tar), which is not opened"),
    N_("Unpack it and deliver the folder."),
)
SOURCE_TRUNCATED = _kind(
    "source-truncated",
    N_("The file ends before its content does"),
    N_("Copy or scan it again; what arrived is kept unchanged."),
)
SOURCE_CORRUPT = _kind(
    "source-corrupt",
    N_("The file is damaged and cannot be decoded"),
    N_("Copy or scan it again; what arrived is kept unchanged."),
)
SOURCE_ENCRYPTED = _kind(
    "source-encrypted",
    N_("The PDF is protected by a password"),
    N_("Save it without a password and deliver it again under the same name."),
)
SOURCE_NO_PAGES = _kind(
    "source-no-pages",
    N_("The file holds no page"),
    N_("Check the original; an empty container holds nothing to read."),
)
SOURCE_UNREADABLE = _kind(
    "source-unreadable",
    N_("The file cannot be opened"),
    N_("Check its permissions and the medium it lies on."),
)
TEXT_BROKEN = _kind(
    "text-broken",
    N_("The file of page text cannot be read"),
    N_("Its pages are read by OCR instead. Deliver an undamaged copy to have its text."),
)
TEXT_UNFIT = _kind(
    "text-unfit",
    N_("The page text was made from a scan of another shape"),
    N_("Its pages are read by OCR instead. Deliver the text that belongs to these scans."),
)
TEXT_IMPLAUSIBLE = _kind(
    "text-implausible",
    N_("The text over a scan makes no sense"),
    N_("The page is read by OCR instead. Nothing has to be done."),
)
SOURCE_CHANGED = _kind(
    "source-changed",
    N_("The original was changed where it lies since it was delivered"),
    N_("Deliver it again under the same name; its pages are then read anew."),
)
SOURCE_TOO_MANY_PAGES = _kind(
    "source-too-many-pages",
    N_("The file has more pages than the limit"),
    N_("Split it, or raise ingest.limits.pages in config.yaml."),
)
SOURCE_TOO_LARGE = _kind(
    "source-too-large",
    N_("A page has more pixels than the limit"),
    N_("Scan it at a lower resolution, or raise ingest.limits.pixels in config.yaml."),
)
SOURCE_TIMEOUT = _kind(
    "source-timeout",
    N_("Decoding took longer than the limit"),
    N_("Look at the file by hand, or raise ingest.limits.seconds in config.yaml."),
)
SOURCE_MEMORY = _kind(
    "source-memory",
    N_("Decoding needed more memory than the limit"),
    N_("Look at the file by hand, or raise ingest.limits.megabytes in config.yaml."),
)
SOURCE_OUTPUT = _kind(
    "source-output",
    N_("Decoding wrote a larger file than the limit"),
    N_("Look at the file by hand, or raise ingest.limits.file_megabytes in config.yaml."),
)
# -- engines (limited retry, then quarantine) -----------------------------------------------------
ENGINE_FAILED = _kind(
    "engine-failed",
    N_("An engine failed on this page"),
    N_("Run `aigaq quarantine show ID`, mend the cause, then `aigaq quarantine retry ID`."),
)
ENGINE_TIMEOUT = _kind(
    "engine-timeout",
    N_("An engine did not answer in time"),
    N_("Raise run.seconds_per_page in config.yaml, then `aigaq quarantine retry ID`."),
)
ENGINE_MEMORY = _kind(
    "engine-memory",
    N_("The page needed more memory than the limit"),
    N_("Raise run.megabytes in config.yaml, then `aigaq quarantine retry ID`."),
)
ENGINE_OUTPUT = _kind(
    "engine-output",
    N_("Work on the page wrote a larger file than the limit"),
    N_("Raise run.file_megabytes in config.yaml, then `aigaq quarantine retry ID`."),
)
WORKER_DIED = _kind(
    "worker-died",
    N_("The worker process died while it held this page"),
    N_("Look for a lack of memory, then `aigaq quarantine retry ID`."),
)
STAGE_BUG = _kind(
    "stage-bug",
    N_("A stage failed in a way nobody foresaw"),
    N_("Report it with the traceback of `aigaq quarantine show ID`; the page stays safe."),
)
# -- exports (nothing of that format is published, exit 1) ----------------------------------------
EXPORT_FAILED = _kind(
    "export-failed",
    N_("A format of an export failed in a way nobody foresaw"),
    N_("Report it with the traceback above it; the other formats were written."),
)
# -- the record (roll back, stop, exit 4) ---------------------------------------------------------
STORE_FAILED = _kind(
    "store-failed",
    N_("The database or a file of the workspace could not be read or written"),
    N_("Check free space and permissions of the workspace, then run the same command again."),
)
STORE_FULL = _kind(
    "store-full",
    N_("There is no space left for the workspace"),
    N_("Free space, then run the same command again: nothing that was acknowledged is lost."),
)
STORE_BUSY = _kind(
    "store-busy",
    N_("Another aigaq command is writing to this workspace"),
    N_("Wait until it ends, then run the same command again."),
)
STORE_AWAY = _kind(
    "store-away",
    N_("The database server cannot be reached"),
    N_("Start it, or check the address in `database`; workers go on by themselves."),
)
BLOBS_AWAY = _kind(
    "blobs-away",
    N_("The store of scans and originals cannot be reached"),
    N_("Check the network, `blobs` and AWS_ENDPOINT_URL; workers go on by themselves."),
)
STORE_OLD = _kind(
    "store-old",
    N_("The database is of another version than this program"),
    N_("Run the newest aigaq; it upgrades an older workspace by itself."),
)
COPY_DIFFERS = _kind(
    "copy-differs",
    N_("What was read back is not what was copied"),
    N_("Nothing was kept of the copy. Check both databases, then copy again."),
)
INDEX_OLD = _kind(
    "index-old",
    N_("The search index was made by another version of the analyzer"),
    N_("Run `aigaq run`: it makes the index anew from what was read."),
)
AUDIT_BROKEN = _kind(
    "audit-broken",
    N_("The audit is not as it was written"),
    N_("Compare the database with a backup, and find out who could write to it."),
)
BLOB_MISSING = _kind(
    "blob-missing",
    N_("A stored file is missing from the workspace"),
    N_("Restore it from a backup or deliver the original again."),
)
BLOB_CHANGED = _kind(
    "blob-changed",
    N_("A stored file has other bytes than when it was stored"),
    N_("Restore it from a backup or deliver the original again; then look after the medium."),
)
BLOB_UNREADABLE = _kind(
    "blob-unreadable",
    N_("A stored file cannot be read"),
    N_("Check its permissions and the medium; restore it from a backup or deliver it again."),
)
RECORD_UNSOUND = _kind(
    "record-unsound",
    N_("The database contradicts itself"),
    N_("Keep the workspace as it is, restore the newest backup elsewhere and compare."),
)
BACKUP_DAMAGED = _kind(
    "backup-damaged",
    N_("The backup is not whole"),
    N_("Take another copy of it, or make it anew by `aigaq backup` while the workspace is there."),
)
FIXITY_FAILED = _kind(
    "fixity-failed",
    N_("Not all that is stored is whole"),
    N_("`aigaq verify` names each fault and what to do about it."),
)

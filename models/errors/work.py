"""What goes wrong with a page at work, or with a format of an export; the others go on."""

from models.errors.kinds import add_kind
from models.i18n import N_

ENGINE_FAILED = add_kind(
    "engine-failed",
    N_("An engine failed on this page"),
    N_("Run `aigaq quarantine show ID`, mend the cause, then `aigaq quarantine retry ID`."),
)
ENGINE_TIMEOUT = add_kind(
    "engine-timeout",
    N_("An engine did not answer in time"),
    N_("Raise run.seconds_per_page in config.yaml, then `aigaq quarantine retry ID`."),
)
ENGINE_MEMORY = add_kind(
    "engine-memory",
    N_("The page needed more memory than the limit"),
    N_("Raise run.megabytes in config.yaml, then `aigaq quarantine retry ID`."),
)
ENGINE_OUTPUT = add_kind(
    "engine-output",
    N_("Work on the page wrote a larger file than the limit"),
    N_("Raise run.file_megabytes in config.yaml, then `aigaq quarantine retry ID`."),
)
WORKER_DIED = add_kind(
    "worker-died",
    N_("The worker process died while it held this page"),
    N_("Look for a lack of memory, then `aigaq quarantine retry ID`."),
)
STAGE_BUG = add_kind(
    "stage-bug",
    N_("A stage failed in a way nobody foresaw"),
    N_("Report it with the traceback of `aigaq quarantine show ID`; the page stays safe."),
)
EXPORT_FAILED = add_kind(
    "export-failed",
    N_("A format of an export failed in a way nobody foresaw"),
    N_("Report it with the traceback above it; the other formats were written."),
)

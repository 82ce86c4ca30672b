"""What is wrong with the configuration or the installation, seen before any work begins."""

from models.errors.kinds import add_kind
from models.i18n import N_

CONFIG_INVALID = add_kind(
    "config-invalid",
    N_("The configuration is not valid"),
    N_("Correct the named line of config.yaml; docs/operator.md lists every setting."),
)
CONFIG_MISSING = add_kind(
    "config-missing",
    N_("The configuration file was not found"),
    N_("Give its path by --config or AIGAQ_CONFIG."),
)
STAGE_UNKNOWN = add_kind(
    "stage-unknown",
    N_("There is no stage or engine of this name"),
    N_("Run `aigaq doctor` to see the stages and engines that are installed."),
)
STAGE_ORDER = add_kind(
    "stage-order",
    N_("A stage needs what no stage before it gives"),
    N_("Put the stage that gives it earlier in config.yaml."),
)
WORKSPACE_MISSING = add_kind(
    "workspace-missing",
    N_("The workspace holds no collection yet"),
    N_("Bring scans in first: aigaq ingest PATH --collection CODE."),
)
EXECUTOR_UNFIT = add_kind(
    "executor-unfit",
    N_("Machines can share a run only by a record and a search index in PostgreSQL"),
    N_("Set `database` to a PostgreSQL address and `search` to `database`."),
)
DATABASE_UNFIT = add_kind(
    "database-unfit",
    N_("The PostgreSQL database would sort or keep letters otherwise than the record needs"),
    N_("Create it by createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 NAME."),
)
PROGRAM_MISSING = add_kind(
    "program-missing",
    N_("A program that is needed is not installed"),
    N_("Run `make setup`, or `aigaq doctor` to see the exact package."),
)
PACKAGE_MISSING = add_kind(
    "package-missing",
    N_("A Python package that the configuration asks for is not installed"),
    N_('For `blobs: s3://…` install the extra `s3`: pip install "aigaq[s3]".'),
)
MODEL_MISSING = add_kind(
    "model-missing",
    N_("A language model that is needed is not installed"),
    N_("Run `make setup`, or `aigaq doctor` to see the exact package."),
)

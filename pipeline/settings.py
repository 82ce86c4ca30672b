"""config.yaml and the environment, read once at the edge into frozen settings."""

import os
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeGuard

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)
from sqlalchemy import URL

from ingest.options import IngestOptions
from models.canonical import digest, to_json
from models.decoding.confinement import Bounds
from models.errors import CONFIG_INVALID, CONFIG_MISSING, ConfigError
from outputs.web.guard.options import LimitOptions, OpenTo, RoleHere
from pipeline.logs import LogOptions
from pipeline.stage import StageOptions, read_options

PREFIX: Final = "AIGAQ_"
_HERE: Final = Path(__file__).parent
# In a wheel the shipped configuration lies inside the package, in a checkout at the top.
SHIPPED: Final = next(
    path for path in (_HERE / "config.yaml", _HERE.parent / "config.yaml") if path.is_file()
)


def _stage(content: object) -> object:
    return read_options("stages", content, key="use", package="pipeline.stages")


AnyStage = Annotated[SerializeAsAny[StageOptions], BeforeValidator(_stage)]


class RunOptions(BaseModel):
    """How the runner works; nothing here changes a result."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workers: int = Field(default=0, ge=0, le=256, description="Processes; 0 means one per core.")
    seconds_per_page: float = Field(default=300, gt=0, description="After that a page is stopped.")
    megabytes: int = Field(default=4096, ge=1024, description="Address space of a worker.")
    file_megabytes: int = Field(default=1024, ge=64, description="Largest file it may write.")
    attempts: int = Field(default=3, ge=1, le=10, description="Tries before quarantine.")
    commit_pages: int = Field(default=64, ge=1, le=1000, description="Pages in a transaction.")
    executor: Literal["pool", "procrastinate"] = Field(
        default="pool", description="Processes of this machine, or workers on any."
    )
    job_pages: int = Field(default=16, ge=1, le=1000, description="Pages in a worker's job.")
    jobs_waiting: int = Field(default=1000, ge=2, le=100_000, description="Jobs queued ahead.")
    stalled_seconds: float = Field(
        default=30, ge=1, le=3600, description="A worker silent for so long loses its jobs."
    )
    losses: int = Field(
        default=5, ge=1, le=100, description="Workers lost over a page before quarantine."
    )
    commit_seconds: float = Field(default=5.0, gt=0, le=60, description="Longest wait for one.")

    @property
    def processes(self) -> int:
        """Number of worker processes."""
        return self.workers or len(os.sched_getaffinity(0))

    @property
    def bounds(self) -> Bounds:
        """What a worker may take."""
        return Bounds(self.seconds_per_page, self.megabytes, self.file_megabytes)


# As section 3.3 of the IIIF Presentation API has it, with http:, as these sites name their own.
_RIGHTS: Final = (
    r"^http://(creativecommons\.org/(licenses|publicdomain)/[A-Za-z0-9./+-]+"
    r"|rightsstatements\.org/vocab/[A-Za-z0-9-]+/1\.0/)$"
)
RightsUri = Annotated[str, Field(pattern=_RIGHTS)]


class ServeOptions(BaseModel):
    """Where the reading room listens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    processes: int = Field(default=1, ge=1, le=256, description="That share the address.")
    open_to: OpenTo = Field(default="this-machine", description="Who reads without signing in.")
    role_here: RoleHere = Field(
        default="visitor", description="Of those at this machine who do not sign in."
    )
    sign_in_hours: float = Field(default=12, gt=0, le=720, description="How long it lasts.")
    trusted_proxies: tuple[str, ...] = Field(
        default=("127.0.0.1", "::1"), description="Whose X-Forwarded-For is believed."
    )
    limits: LimitOptions = LimitOptions()
    foreign_viewers: bool | None = Field(
        default=None,
        description="Let viewers on other sites show files; unset: where everybody reads.",
    )
    rights: dict[str, RightsUri] = Field(
        default={}, description="Terms of use by collection; `*` for all others."
    )
    oai_name: str = Field(
        default="Aigaq", min_length=1, description="What the archive calls itself to harvesters."
    )
    oai_email: str = Field(
        default="archive@example.org",
        pattern=r"^\S+@(\S+\.)+\S+$",
        description="Whom harvesters may write to.",
    )
    oai_domain: str = Field(
        default="archive.example.org",
        pattern=r"^[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+$",
        description="Of the identifiers of units; never to be changed once they were harvested.",
    )
    oai_records: int = Field(default=100, ge=1, le=1000, description="Given to them at once.")


def is_remote(place: str | None) -> TypeGuard[str]:
    """Whether blobs lie under an address, and in no folder."""
    return place is not None and "://" in place


def _blob_place(place: str) -> str:
    """Keys stand in the environment, where no backup and no report shows them."""
    if is_remote(place) and {"@", "?"}.intersection(place):
        raise ValueError("an address with keys or options; these go into AWS_… variables")
    return place


BlobPlace = Annotated[str, AfterValidator(_blob_place)]


class Settings(BaseSettings):
    """All that config.yaml says. Environment variables override single values.

    `AIGAQ_RUN__WORKERS=4` overrides `run.workers`. Unknown keys are errors.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__"
    )

    workspace: Path = Path("data")
    blobs: BlobPlace | None = Field(default=None, description="Default: in the workspace.")
    blobs_kept_megabytes: int = Field(
        default=10_240, ge=256, description="Of blobs elsewhere, copies on this machine."
    )
    database: str | None = Field(default=None, description="SQLAlchemy URL; default SQLite.")
    language: Literal["kk", "ru", "en"] = "en"
    ingest: IngestOptions = IngestOptions()
    stages: tuple[AnyStage, ...] = Field(min_length=1)
    run: RunOptions = RunOptions()
    search: Literal["database", "fts5", "tsvector", "tantivy"] = "database"
    serve: ServeOptions = ServeOptions()
    log: LogOptions = LogOptions()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file; there are no other sources."""
        return env_settings, init_settings

    @property
    def database_url(self) -> str:
        """Where the record is."""
        if self.database:
            return self.database
        path = str(self.workspace / "aigaq.db")
        return URL.create("sqlite", database=path).render_as_string(hide_password=False)

    @property
    def digest(self) -> str:
        """Digest of the settings that a run was made with."""
        return digest(to_json(Settings, self))


def read_settings(config: Path | None, *, workspace: Path | None = None) -> Settings:
    """Read the configuration.

    Args:
        config: a file that must be there; None takes ./config.yaml, else the shipped one.
        workspace: overrides the file and the environment.

    Raises:
        ConfigError: not there, not YAML, or a key or value that is not valid, with its place.
    """
    path = config or _default_config()
    if not path.is_file():
        raise ConfigError(CONFIG_MISSING, str(path))
    content = _read_yaml(path)
    try:
        settings = Settings(**content)
    except ValidationError as error:
        raise ConfigError(CONFIG_INVALID, _explain(path, error)) from error
    except SettingsError as error:
        raise ConfigError(CONFIG_INVALID, str(error)) from error
    chosen = workspace or settings.workspace
    blobs = settings.blobs
    if blobs and not is_remote(blobs):
        blobs = str(Path(blobs).expanduser().resolve())
    return settings.model_copy(update={"workspace": chosen.expanduser().resolve(), "blobs": blobs})


def _default_config() -> Path:
    here = Path("config.yaml")
    return here if here.is_file() else SHIPPED


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(CONFIG_INVALID, f"{path}: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise ConfigError(CONFIG_INVALID, f"{path}: not a mapping of settings")
    return content


def _explain(path: Path, error: ValidationError) -> str:
    problems = (
        f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
        for problem in error.errors(include_url=False, include_input=False)
    )
    return f"{path}: " + "; ".join(problems)

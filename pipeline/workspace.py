"""The folder that a configuration works in: record, blobs, receipts and the writer's lock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.blobs import Blobs, BlobStore
from models.database import POSTGRESQL, SCHEMA_REVISION, Database, back_end_of
from models.errors import (
    CONFIG_INVALID,
    EXECUTOR_UNFIT,
    STORE_FAILED,
    WORKSPACE_MISSING,
    ConfigError,
    StoreError,
)
from models.holding import held
from outputs.search.backends.fts5 import Fts5Index
from outputs.search.index import SearchIndex
from outputs.search.spellings.vocabularies import VocabularyFolder
from pipeline.settings import Settings, is_remote

# What few commands need is imported where it is needed: a short command is mostly imports.
if TYPE_CHECKING:
    from outputs.search.counting.facets import Facets


class Workspace:
    """Everything under the configured workspace, opened when first asked for."""

    def __init__(
        self, settings: Settings, *, on_upgrade: Callable[[str, str], None] = lambda *_: None
    ) -> None:
        """Open nothing yet; `on_upgrade` is told of the schemas before and after an upgrade."""
        self.settings = settings
        self.root: Path = settings.workspace
        self._on_upgrade = on_upgrade

    @cached_property
    def database(self) -> Database:
        """The record, created or upgraded on the way.

        Raises:
            StoreError: a newer program made it; or it is to be upgraded while another writes.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(STORE_FAILED, str(error)) from error
        database = Database(self.settings.database_url)
        older = database.older_revision()
        if older is None:
            database.upgrade()
            return database
        with held(self.root):  # an older program may be at work on it
            database.upgrade()
        self._on_upgrade(older, SCHEMA_REVISION)
        return database

    def existing(self) -> Database:
        """The record of a workspace that something was ingested into.

        Raises:
            ConfigError: there is none yet.
        """
        if self.settings.database is None and not (self.root / "aigaq.db").is_file():
            raise ConfigError(WORKSPACE_MISSING, str(self.root))
        return self.database

    @cached_property
    def blobs(self) -> Blobs:
        """Originals and page images."""
        place = self.settings.blobs
        if not is_remote(place):
            return BlobStore(Path(place) if place else self.root / "blobs")
        from models.blobs.remote import RemoteBlobs

        most = self.settings.blobs_kept_megabytes << 20
        return RemoteBlobs(place, self.cache / "blobs", most_bytes=most)

    @cached_property
    def index(self) -> SearchIndex:
        """The configured search back end.

        Raises:
            ConfigError: it is one of another database.
        """
        if self.settings.search == "tantivy":
            from outputs.search.backends.tantivy import TantivyIndex

            return TantivyIndex(self.root / "index")
        back_end = back_end_of(self.settings.database_url)
        own = self._own_index(back_end)
        if self.settings.search not in ("database", own.name):
            raise ConfigError(CONFIG_INVALID, f"search: {self.settings.search}, {back_end}")
        return own

    @staticmethod
    def _own_index(back_end: str) -> SearchIndex:
        if back_end == POSTGRESQL:
            from outputs.search.backends.tsvector import TsVectorIndex

            return TsVectorIndex()
        return Fts5Index()

    def prepare_jobs(self) -> None:
        """Make the record ready for jobs that workers of any machine take.

        Raises:
            ConfigError: `executor-unfit`, the record or its index lies on this machine.
        """
        from pipeline.jobs import store

        if self.settings.search == "tantivy":
            raise ConfigError(EXECUTOR_UNFIT, "search: tantivy")
        store.prepare(self.database)

    @cached_property
    def vocabulary(self) -> VocabularyFolder:
        """The words of the search index, by which a search is widened."""
        return VocabularyFolder(self.cache / "vocabulary")

    @cached_property
    def facets(self) -> "Facets":
        """Counts beside the answers of the search index."""
        from outputs.search.counting.facets import Facets

        return Facets(self.cache / "facets")

    @property
    def receipts(self) -> Path:
        """Folder of the receipts of deliveries."""
        return self.root / "receipts"

    @property
    def cache(self) -> Path:
        """Folder of what can be made again at any time."""
        return self.root / "cache"

    @property
    def pyramids(self) -> Path:
        """Folder of the pyramids that were made ahead; `aigaq pictures` makes them again."""
        return self.root / "pyramids"

    @property
    def lists(self) -> Path:
        """Folder of the lists of names that readers sent, and of what was found for them."""
        return self.root / "lists"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep a second writer out; the lock goes with the process, however that ends.

        Raises:
            StoreError: another command is writing.
        """
        _ = self.database  # an upgrade takes the lock for itself
        with held(self.root), self.database.alone():
            yield

"""What a stage is: a name, a version, what it needs and gives, and one pure method on a page."""

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, ClassVar, Final, Protocol

from pydantic import BaseModel, ConfigDict

from models.errors import STAGE_UNKNOWN, ConfigError
from models.page import Page

GIVEN: Final = ("image", "context", "imported")
"""Fields of a page that ingest gives; every other field is given by a stage."""


class Stage(Protocol):
    """One step of a page's way.

    A stage never touches database, ledger, configuration or clock; it raises an error from
    models.errors or returns the page with the fields in `gives` filled in. A page that it marks
    `blank` goes no further.
    """

    name: ClassVar[str]
    version: ClassVar[str]
    needs: ClassVar[tuple[str, ...]]
    gives: ClassVar[tuple[str, ...]]

    @property
    def identity(self) -> str:
        """Identity of the engine inside, or "" where the stage is all there is."""
        ...

    def process(self, page: Page) -> Page:
        """Take a page, return it with what this stage gives."""
        ...


class StageOptions(BaseModel):
    """Base of every stage's options: frozen, no unknown keys; `use` chooses the stage."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    use: str

    def build(self) -> Stage:
        """Make the stage. Cheap: weights are loaded when the first page comes."""
        raise NotImplementedError


def find_options(kind: str, name: str, *, package: str, prefix: str = "") -> type[Any]:
    """Find the options model of a stage or engine by the name used in config.yaml.

    Ours are the modules of `package`, each with a class `Options`; those of others come by entry
    point, group `aigaq.<kind>`.

    Raises:
        ConfigError: there is none of this name.
    """
    module = f"{package}.{prefix}{name}"
    if name.isidentifier():
        try:
            return import_module(module).Options  # type: ignore[no-any-return]
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
        except AttributeError:
            pass  # a module beside the stages, not one of them
    for entry in entry_points(group=f"aigaq.{kind}", name=name):
        return entry.load()  # type: ignore[no-any-return]
    raise ConfigError(STAGE_UNKNOWN, f"{kind}: {name}")


def read_options(kind: str, content: object, *, key: str, package: str, prefix: str = "") -> object:
    """Turn a mapping of config.yaml into the options model that its `key` names."""
    if not isinstance(content, Mapping):
        return content
    name = content.get(key)
    if not isinstance(name, str):
        raise ConfigError(STAGE_UNKNOWN, f"{kind}: {name}")
    return find_options(kind, name, package=package, prefix=prefix).model_validate(content)

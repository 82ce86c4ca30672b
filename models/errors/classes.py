"""The classes of failures the project expects: what each stops, and whether to try again."""

from typing import ClassVar

from models.errors.kinds import ErrorKind, kind_of
from models.i18n import _


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
        return kind_of(self.code)

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

"""One gettext catalogue for every string a user can see, read straight from its .po files."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("kk", "ru", "en")
SOURCE_LANGUAGE: Final = "en"
CATALOGUES: Final = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


@cache
def translations(language: str) -> NullTranslations:
    """Compile the catalogue of one language in memory; English is the language of the keys."""
    path = CATALOGUES / language / "aigaq.po"
    if language == SOURCE_LANGUAGE or not path.is_file():
        return NullTranslations()
    # Imported here: what is asked in English does without them, and they take 0.06 s to load.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def use_language(language: str) -> None:
    """Set the language of this context (a request, a command); an unknown one means English."""
    _language.set(language if language in LANGUAGES else SOURCE_LANGUAGE)


def current_language() -> str:
    """The language that `_` translates to in this context."""
    return _language.get()


@contextmanager
def language(code: str) -> Iterator[None]:
    """Translate to `code` inside the block."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str) -> str:
    """Translate one string to the language of this context."""
    # The empty string is where a catalogue keeps its own header.
    return translations(_language.get()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a string that depends on a count."""
    return translations(_language.get()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark a string for extraction where it is declared; it is translated where it is shown."""
    return message

"""The reader's language as Babel knows it, for numbers and dates."""

from babel.core import Locale, UnknownLocaleError

from models.i18n import current_language


def locale() -> Locale:
    """The locale of this request."""
    try:
        return Locale.parse(current_language())
    except UnknownLocaleError:
        return Locale("en")


def spaced(text: str) -> str:
    """A date without Babel's narrow spaces, with which «1937 г.» runs together on a screen."""
    return text.replace("\u202f", "\u00a0")

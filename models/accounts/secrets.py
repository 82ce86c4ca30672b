"""Passwords and tokens: what is kept of them never gives them back."""

import secrets
import unicodedata
from functools import cache
from hashlib import sha256
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from models.errors import PASSWORD_WEAK, ConfigError

SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 200
# RFC 9106, second choice: 64 MiB and three passes, some 50 ms.
_HASHER: Final = PasswordHasher()
_KEY_PREFIX: Final = "aigaq_"  # by which scanners for leaked secrets know a key


def hash_password(password: str) -> str:
    """What is kept of a password.

    Raises:
        ConfigError: `password-weak`.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ConfigError(PASSWORD_WEAK)
    return _HASHER.hash(_normal(password))


def is_password(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept; where none is kept, it takes as long to say no."""
    try:
        return _HASHER.verify(kept or _nobodys(), _normal(password)) and kept is not None
    except VerificationError:
        return False


def make_token() -> str:
    """What a browser shows that is signed in."""
    return secrets.token_urlsafe(32)


def make_key() -> str:
    """What a program shows."""
    return _KEY_PREFIX + secrets.token_urlsafe(32)


def digest_token(token: str) -> str:
    """What is kept of a token or key: 256 random bits need no salt and no slow hash."""
    return sha256(token.encode()).hexdigest()


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)  # RFC 8265, OpaqueString


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))

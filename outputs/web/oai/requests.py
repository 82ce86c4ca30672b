"""What a harvester asks, read as OAI-PMH 2.0 has it, or refused by one of its errors."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from models.errors import ConfigError
from outputs.web.cursors import pack_cursor, unpack_cursor

FORMATS: Final = ("oai_dc", "mets")
"""Prefixes of the formats that every record can be had in."""
# Of each verb: arguments that it needs, and those that it may have.
_VERBS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
_LISTS: Final = ("ListIdentifiers", "ListRecords")
_TOKEN: Final = "resumptionToken"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
# Of formats and sets, as the schema of the protocol has them: what else is given is not repeated.
_WORDS: Final = re.compile(r"[A-Za-z0-9_.!~*'()-]+(:[A-Za-z0-9_.!~*'()-]+)*")
# What RFC 3986 lets stand in an address.
_URI: Final = re.compile(r"([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_END_OF_TIME: Final = datetime.max.replace(tzinfo=UTC)
_TOKEN_PARTS: Final = (str, str, str, str, str, int, int)


class OaiError(Exception):
    """One of the errors of the protocol, with a sentence for a person."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class Place:
    """How far a list was given: behind which record, and how many before the next one."""

    changed_at: datetime
    id: int
    given: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What of the archive a list is asked for.

    Attributes:
        prefix: of the format.
        set: spec of a set, or empty.
        first: the first day or second, as it was asked for, or empty.
        last: the last, likewise.
        after: where the list goes on; None at its beginning.
    """

    prefix: str
    set: str = ""
    first: str = ""
    last: str = ""
    after: Place | None = None

    @property
    def lower(self) -> datetime | None:
        """The first moment that is asked for."""
        return _moment(self.first) if self.first else None

    @property
    def upper(self) -> datetime | None:
        """The first moment after the last that is asked for."""
        if not self.last:
            return None
        step = timedelta(days=1) if _DAY.fullmatch(self.last) else timedelta(seconds=1)
        last = _moment(self.last)
        return last + step if last < _END_OF_TIME - step else _END_OF_TIME

    def token(self, after: Place) -> str:
        """What to ask for the rest by: all of the request, so that nothing is kept here."""
        asked = (self.prefix, self.set, self.first, self.last)
        return pack_cursor((*asked, after.changed_at.isoformat(), after.id, after.given))


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the protocol knows."""

    verb: str
    arguments: dict[str, str]

    @property
    def listed(self) -> Listed:
        """What list is asked for.

        Raises:
            OaiError: the list cannot be given so.
        """
        if _TOKEN in self.arguments:
            return _resumed(self.arguments[_TOKEN])
        given = self.arguments
        listed = Listed(
            given["metadataPrefix"],
            given.get("set", ""),
            given.get("from", ""),
            given.get("until", ""),
        )
        _check(listed)
        return listed


def read_request(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Read verb and arguments.

    Raises:
        OaiError: `badVerb`, `badArgument`.
    """
    given = list(pairs)
    counts = Counter(name for name, _value in given)
    arguments = dict(given)
    verb = arguments.pop("verb", "")
    if verb not in _VERBS or counts["verb"] > 1:
        raise OaiError("badVerb", "Ask for one of: " + ", ".join(_VERBS))
    needed, allowed = _VERBS[verb]
    if verb in _LISTS and _TOKEN in arguments:
        needed, allowed = frozenset({_TOKEN}), frozenset()
    for name in counts.keys() - {"verb"}:
        if counts[name] > 1:
            raise OaiError("badArgument", f"{name} is given twice")
        if name not in needed | allowed:
            raise OaiError("badArgument", f"{name} cannot be given here")
    if missing := needed - arguments.keys():
        raise OaiError("badArgument", f"{min(missing)} is missing")
    for name in ("metadataPrefix", "set"):
        if name in arguments and not _WORDS.fullmatch(arguments[name]):
            raise OaiError("badArgument", f"{name} has letters that no {name} has")
    if "identifier" in arguments and not _URI.fullmatch(arguments["identifier"]):
        raise OaiError("badArgument", "identifier is no URI")
    return Asked(verb, arguments)


def check_format(prefix: str) -> None:
    """Refuse a format that no record can be had in.

    Raises:
        OaiError: `cannotDisseminateFormat`.
    """
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", "Ask for one of: " + ", ".join(FORMATS))


def _check(listed: Listed) -> None:
    for name, value in (("from", listed.first), ("until", listed.last)):
        if value and not (_DAY.fullmatch(value) or _SECOND.fullmatch(value)):
            raise OaiError("badArgument", f"{name} is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ")
    try:
        lower, upper = listed.lower, listed.upper
    except (ValueError, OverflowError) as error:
        raise OaiError("badArgument", str(error)) from error
    if lower and upper:
        if len(listed.first) != len(listed.last):
            raise OaiError("badArgument", "from is a day and until a second, or the reverse")
        if lower >= upper:
            raise OaiError("badArgument", "from comes after until")
    check_format(listed.prefix)


def _resumed(token: str) -> Listed:
    try:
        *asked, changed_at, row_id, given = unpack_cursor(token, _TOKEN_PARTS)
        prefix, spec, first, last = map(str, asked)
        at = datetime.fromisoformat(str(changed_at)).astimezone(UTC)
        listed = Listed(prefix, spec, first, last, Place(at, int(row_id), int(given)))
        _check(listed)
        return listed
    except (ConfigError, OaiError, ValueError, OverflowError) as error:
        raise OaiError("badResumptionToken", "This is no token of this repository") from error


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)

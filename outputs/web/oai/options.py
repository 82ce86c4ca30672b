"""How the archive calls itself to harvesters, and how much it gives at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OaiOptions:
    """The settings `serve.oai_…`; `language` is that of labels that a person reads."""

    name: str = "Aigaq"
    email: str = "archive@example.org"
    domain: str = "archive.example.org"
    records: int = 100
    language: str = "ru"
    seconds: float = 30.0
    """Between two looks at what changed."""

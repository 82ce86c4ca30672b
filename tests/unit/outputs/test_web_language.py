"""No string of the reading room or of an error is left without its Russian and Kazakh."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from models.i18n import CATALOGUES

ROOT = CATALOGUES.parent.parent
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}


def wanted() -> set[str]:
    """Every message that is shown, by its singular."""
    found = set()
    for folder in ("outputs/web", "models"):
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder,
            method_map=[
                ("errors.py", "python"),
                ("**/templates/**.html", "jinja2"),
                ("templates/**.html", "jinja2"),
                ("*.py", "python"),
            ],
            keywords=KEYWORDS,
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found - {""}


def catalogue(language: str) -> Catalog:
    path = CATALOGUES / language / "aigaq.po"
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def entries(language: str) -> dict[str, Message]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalogue(language)
        if message.id
    }


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_message_is_translated(language: str) -> None:
    known = entries(language)
    missing = [each for each in sorted(wanted()) if each not in known]
    assert missing == []
    empty = [key for key, message in known.items() if not all(_strings(message))]
    assert empty == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_placeholders_and_commands_survive_translation(language: str) -> None:
    pattern = re.compile(r"%\(\w+\)s|`[^`]+`|[\w.]+\.(?:yaml|md)")
    for key, message in entries(language).items():
        for text in _strings(message):
            assert sorted(pattern.findall(text)) == sorted(pattern.findall(key)), key


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_the_messages_are_found_where_they_are_written() -> None:
    assert {"Collections", "%(count)s page found", "The file is empty"} <= wanted()


def test_the_catalogues_lie_beside_the_code() -> None:
    assert Path(ROOT / "outputs/web/templates").is_dir()

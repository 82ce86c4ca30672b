"""No string that a user can see is left without its Russian and Kazakh."""

import os
import re
import subprocess
import sys
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from typer import rich_utils

from models.i18n import CATALOGUES, _, language
from pipeline.cli.app import app
from pipeline.cli.translated import FRAME, parts, translated

ROOT = CATALOGUES.parent.parent
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(
    r"%\(\w+\)s|\{[^{}]*\}|`[^`]+`|--[a-z]+|\[/?[a-z]*\](?=')|[\w.]+\.(?:yaml|md|csv)"
)
Key = str | tuple[str, ...]


@cache
def extracted() -> frozenset[Key]:
    """Every message of the code and the templates, found as `make messages` finds them."""
    with (CATALOGUES / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    wanted: set[Key] = set()
    for folder in ("ingest", "models", "outputs", "pipeline"):
        for found in extract_from_dir(
            ROOT / folder,
            method_map=[(pattern.removeprefix(f"{folder}/"), how) for pattern, how in methods],
            options_map={key.removeprefix(f"{folder}/"): value for key, value in options.items()},
            keywords=KEYWORDS,
        ):
            wanted.add(found[2])
    return frozenset(wanted)


@cache
def entries(code: str) -> dict[Key, Message]:
    with (CATALOGUES / code / "aigaq.po").open("rb") as stream:
        return {
            message.id if isinstance(message.id, str) else tuple(message.id): message
            for message in read_po(stream, locale=code)
            if message.id
        }


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_messages_are_found_where_they_are_written() -> None:
    assert {
        "Collections",  # a template
        ("%(count)s page found", "%(count)s pages found"),
        "The file is empty",  # an error
        "the manifest of this delivery",  # ingest
        "never done",  # a command
        "Files and folders.",  # help of an argument
        "List open entries with their remedy.",  # help of a command in a group
        "Show this message and exit.",
    } <= extracted()


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_catalogues_hold_exactly_the_messages_there_are(code: str) -> None:
    known = set(entries(code))
    assert sorted(map(str, extracted() - known)) == [], "missing: make messages, then translate"
    assert sorted(map(str, known - extracted())) == [], "no longer used: make messages"


@pytest.mark.parametrize(("code", "forms"), [("ru", 3), ("kk", 2)])
def test_every_message_and_every_plural_form_is_translated(code: str, forms: int) -> None:
    for key, message in entries(code).items():
        wanted = 1 if isinstance(key, str) else forms
        assert len(strings(message)) == wanted, key
        assert all(text.strip() for text in strings(message)), key
        assert not message.fuzzy, key


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_placeholders_and_commands_survive_translation(code: str) -> None:
    for key, message in entries(code).items():
        source = key if isinstance(key, str) else key[0]
        for text in strings(message):
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(source)), key


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_headers_stay_the_same_from_run_to_run(code: str) -> None:
    header = (CATALOGUES / code / "aigaq.po").read_text(encoding="utf-8").partition("\n\n")[0]
    names = re.findall(r'^"([\w-]+):', header, flags=re.MULTILINE)
    assert names == [
        "Language",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Plural-Forms",
    ]


@pytest.fixture
def typer_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put typer's own words back at the end: `translated` changes them for the whole process."""
    for name in FRAME:
        monkeypatch.setattr(rich_utils, name, getattr(rich_utils, name))


def test_typer_still_has_the_words_we_translate() -> None:
    assert {name: getattr(rich_utils, name) for name in FRAME} == FRAME


@pytest.mark.usefixtures("typer_words")
def test_every_help_text_is_shown_in_the_language_of_the_user() -> None:
    shown = []
    for code in ("en", "ru", "kk"):
        with language(code):
            shown.append([part.help for part in parts(translated(app))])
            assert _("Options") == rich_utils.OPTIONS_PANEL_TITLE
    alike = {texts[0] for texts in zip(*shown, strict=True) if len(set(texts)) < 3}
    assert alike == {"EDTF."}


@pytest.mark.parametrize(("code", "word"), [("ru", "Параметры"), ("kk", "Параметрлер")])
def test_help_speaks_the_language_of_the_environment(code: str, word: str) -> None:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "run", "--help"]
    environment = {**os.environ, "AIGAQ_LANGUAGE": code, "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
    assert word in answer.stdout
    assert "Options" not in answer.stdout

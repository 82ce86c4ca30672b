import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli.app import app
from tests.docs.markdown import DOCS, MANUALS, ROOT, codes, prose, shown_commands, tables

AIGAQ: Any = typer.main.get_command(app)


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield " ".join(path), command
        return
    for name, inner in command.commands.items():
        yield from leaves(inner, (*path, name))


LEAVES = dict(leaves(AIGAQ))
ROWS = {row[0].strip("`"): row for row in tables(DOCS / "operator.md")["Commands"]}
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def long_options(command: Any) -> set[str]:
    return {name for param in command.params for name in param.opts if name.startswith("--")}


@pytest.mark.parametrize("path", LEAVES)
def test_a_command_is_documented_with_its_options(path: str) -> None:
    rows = [row for shown, row in ROWS.items() if f"{shown} ".startswith(f"aigaq {path} ")]
    assert len(rows) == 1, f"docs/operator.md, Commands: one row for aigaq {path}"
    documented = {option.split()[0] for option in codes(rows[0][1])}
    assert documented == long_options(LEAVES[path]) - {"--help"}


def test_no_command_is_documented_that_is_not_there() -> None:
    assert len(ROWS) == len(LEAVES)


def test_the_global_options_are_documented() -> None:
    text = prose(DOCS / "operator.md")
    missing = [option for option in long_options(AIGAQ) if f"`{option}" not in text]
    assert not missing


def parse(arguments: list[str]) -> None:
    """Raise what a person would be told who typed this; nothing is run."""
    context = AIGAQ.make_context("aigaq", arguments)
    command = AIGAQ
    while hasattr(command, "commands"):
        _name, command, rest = command.resolve_command(
            context, [*context._protected_args, *context.args]
        )
        context = command.make_context(command.name, rest, parent=context)


SHOWN = [
    (page.relative_to(ROOT).as_posix(), line) for page in MANUALS for line in shown_commands(page)
]


@pytest.mark.parametrize(("page", "line"), SHOWN)
def test_a_command_that_is_shown_can_be_typed(page: str, line: str) -> None:
    program, *arguments = shlex.split(line)
    match Path(program).name:
        case "aigaq":
            parse(arguments)
        case "make":
            assert set(arguments) <= TARGETS
        case "python":
            assert arguments[0] == "-m" and find_spec(arguments[1]), line
        case "createdb" | "curl" | "pre-commit" | "python3.11":
            pass
        case other:
            pytest.fail(f"{page}: is {other} a program that people have?")


@pytest.mark.parametrize(
    "arguments", [["serch", "x"], ["run", "--onyl", "ocr"], ["ingest", "x"], ["export", "xml"]]
)
def test_the_check_above_would_notice(arguments: list[str]) -> None:
    with pytest.raises(Exception, match=r"No such|Missing"):
        parse(arguments)


@pytest.mark.parametrize("page", MANUALS, ids=lambda page: page.name)
def test_a_command_in_the_prose_exists(page: Path) -> None:
    for code in codes(prose(page)):
        program, *words = code.split()
        if program == "make":
            assert set(words) <= TARGETS, code
        if program == "python" and words[:1] == ["-m"]:
            assert find_spec(words[1]), code
        if program != "aigaq" or not words or words[0] == "--workspace":
            continue
        known = [path for path in LEAVES if f"{code} ".startswith(f"aigaq {path} ")]
        groups = {path.split()[0] for path in LEAVES if " " in path}
        assert known or (words[0] in groups and len(words) == 1), code
        options = {word for word in words if word.startswith("--")}
        assert all(options <= long_options(LEAVES[path]) for path in known), code

"""The four packages have plain names: nothing else that is installed may own one of them."""

import tomllib
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
NOT_SHIPPED = {"samples", "benchmarks", "training"}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_comes_from_this_tree(name: str) -> None:
    module = import_module(name)
    assert module.__file__ is not None
    assert Path(module.__file__).is_relative_to(ROOT / name)


@pytest.mark.parametrize("name", PACKAGES)
def test_no_other_distribution_owns_the_name(name: str) -> None:
    assert set(packages_distributions().get(name, ())) <= {"aigaq"}


def test_every_package_is_shipped_and_under_the_import_contract() -> None:
    here = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert set(PACKAGES) == here - NOT_SHIPPED
    assert set(PYPROJECT["tool"]["importlinter"]["root_packages"]) == set(PACKAGES)


def test_what_is_taken_into_the_wheel_from_elsewhere_is_there() -> None:
    taken = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {"config.yaml", "weights/quality.json", "weights/typescript_rus.traineddata"} <= set(
        taken
    )
    for source, place in taken.items():
        assert (ROOT / source).exists(), source
        assert place.split("/")[0] in PACKAGES


def test_tests_are_no_package() -> None:
    # With an __init__.py they would be one, and could end up in the wheel.
    assert not list((ROOT / "tests").rglob("__init__.py"))

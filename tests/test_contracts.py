"""Each part of the source has its place in the contracts of pyproject.toml, which `make lint` checks."""

import json
import re
import tomllib
from pathlib import Path
from pkgutil import iter_modules

TOP = Path(__file__).parents[1]
CONTRACTS = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]


def layers_of(package):
    """The names in the layers of the contract for what is directly below *package*."""
    (contract,) = (each for each in CONTRACTS["contracts"] if each.get("containers") == [package])
    return {name for layer in contract["layers"] for name in re.findall(r"\w+", layer)}


def packages_in(folder):
    return {found.name for found in iter_modules([str(folder)]) if found.ispkg}


def test_every_package_of_the_source_is_checked():
    assert packages_in(TOP) - {"bench", "testphone", "tests"} <= set(CONTRACTS["root_packages"])


def test_every_package_of_the_portal_has_a_layer():
    assert packages_in(TOP / "app") <= layers_of("app")


def test_every_package_of_the_flow_language_has_a_layer():
    assert packages_in(TOP / "designer") <= layers_of("designer")


def test_each_folder_of_scripts_says_what_it_may_not_import():
    biome = json.loads((TOP / "biome.json").read_text())
    folders = {name for name in biome["files"]["includes"] if name.endswith("/**")}
    assert {name for each in biome["overrides"] for name in each["includes"]} == folders
    assert all("noRestrictedImports" in each["linter"]["rules"]["style"] for each in biome["overrides"])

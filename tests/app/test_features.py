"""Features are found by folder; one that can't be wired stops the portal."""

import sys
from pathlib import Path

import pytest

import app as portal
from app import NO_FEATURES, NoFeature, features


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A package with the features "anna" and "ben", both whole."""
    (tmp_path / "trial").mkdir()
    (tmp_path / "trial" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("anna", "ben"):
        write(tmp_path / "trial" / name, "def init_app(app): ...\n")
    yield tmp_path / "trial"
    for name in [name for name in sys.modules if name.partition(".")[0] == "trial"]:
        del sys.modules[name]


def write(folder, source):
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").write_text(source)


def names(folder):
    return [module.__name__ for module in features(folder, "trial")]


def test_a_folder_is_a_feature(folder):
    write(folder / "carla", "def init_app(app): ...\n")
    assert names(folder) == ["trial.anna", "trial.ben", "trial.carla"]


def test_a_feature_comes_after_those_that_it_names(folder):
    write(folder / "anna", 'WIRED_AFTER = ("ben",)\ndef init_app(app): ...\n')
    assert names(folder) == ["trial.ben", "trial.anna"]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", "packages without init_app: \\['carla'\\]"),
        ("def initapp(app): ...\n", "carla"),
        ('WIRED_AFTER = ("bne",)\ndef init_app(app): ...\n', "no feature is called {'bne'}"),
        ("import not_there\n", "not_there"),
    ],
)
def test_a_broken_feature_is_an_error(folder, source, fault):
    write(folder / "carla", source)
    with pytest.raises(ImportError, match=fault):
        names(folder)


def test_a_folder_that_is_no_package_is_an_error(folder):
    (folder / "carla").mkdir()
    (folder / "carla" / "routes.py").touch()
    with pytest.raises(NoFeature, match="carla"):
        names(folder)


def test_what_is_no_feature_exists_and_the_rest_is_wired():
    root = Path(portal.__file__).parent
    assert all((root / name / "__init__.py").exists() for name in NO_FEATURES)
    assert {"app.calls", "app.settings"} <= {module.__name__ for module in features(root, "app")}

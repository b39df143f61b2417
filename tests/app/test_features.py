"""Features are found by folder; one that can't be wired stops the portal."""

import sys
from pathlib import Path

import pytest

import app as portal
from app.features import NO_FEATURES, NoFeature, features


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
        ("", "carla: there is no init_app"),
        ("def initapp(app): ...\n", "carla: there is no init_app"),
        ("init_app = 5\n", "carla: init_app is no function"),
        ("def init_app(): ...\n", "carla: init_app must take the app"),
        ("def init_app(app, config): ...\n", "carla: init_app must take the app"),
        ('WIRED_AFTER = ("bne",)\ndef init_app(app): ...\n', "carla: no feature is called 'bne'"),
        ('WIRED_AFTER = "ben"\ndef init_app(app): ...\n', "carla: WIRED_AFTER must be a tuple"),
        ("WIRED_AFTER = (1,)\ndef init_app(app): ...\n", "carla: WIRED_AFTER must be a tuple"),
        ('WIRED_AFTR = ("ben",)\ndef init_app(app): ...\n', "carla: WIRED_AFTR must be spelt WIRED_AFTER"),
        ('WIRED_AFTER = ("carla",)\ndef init_app(app): ...\n', "wait for each other by WIRED_AFTER: .'carla'"),
        ("import not_there\n", "not_there"),
    ],
)
def test_a_broken_feature_is_an_error(folder, source, fault):
    write(folder / "carla", source)
    with pytest.raises(ImportError, match=fault):
        names(folder)


@pytest.mark.parametrize("path", ["carla/routes.py", "carla/routes/__init__.py"])
def test_a_folder_that_is_no_package_is_an_error(folder, path):
    (folder / path).parent.mkdir(parents=True)
    (folder / path).touch()
    with pytest.raises(NoFeature, match="carla: there is Python in the folder, but no __init__"):
        names(folder)


def test_a_feature_is_no_module(folder):
    (folder / "carla.py").write_text("def init_app(app): ...\n")
    with pytest.raises(NoFeature, match="a feature is a folder, so init_app belongs into carla"):
        names(folder)


def test_what_is_no_feature_exists_and_the_rest_is_wired():
    root = Path(portal.__file__).parent
    assert all((root / name / "__init__.py").exists() for name in NO_FEATURES)
    assert {"app.calls", "app.settings"} <= {module.__name__ for module in features(root, "app")}

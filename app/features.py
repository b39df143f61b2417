"""Finds the features of the portal, each a package of ``app``, and refuses one that can't be wired."""

import inspect
import re
from collections.abc import Iterator
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

FOUNDATIONS = ("db", "web")
"""Packages that all features stand on; they are wired first, in this order."""

NO_FEATURES = frozenset({*FOUNDATIONS, "company", "gateways", "ports"})
"""Packages that are no features. Each other package of ``app`` is one, and has ``init_app(app)``: it registers
blueprints, commands, jobs, and its place on the menu. ``WIRED_AFTER`` in it names features that must come before it."""

AFTER = "WIRED_AFTER"
INIT_APP = re.compile(r"^def init_app\b", re.MULTILINE)


class NoFeature(ImportError):
    """Raised when something in ``app`` is no whole feature, or names one that does not exist."""


def features(folder: Path, package: str) -> list[ModuleType]:
    """Return the features below *folder*, those that others must follow first. Raise NoFeature for what is none."""
    _refuse([fault for path in sorted(folder.iterdir()) for fault in _faults_of_path(path)], package)
    names = sorted(info.name for info in iter_modules([str(folder)]) if info.ispkg and info.name not in NO_FEATURES)
    found = {name: import_module(f"{package}.{name}") for name in names}
    _refuse([f"{name}: {fault}" for name, module in found.items() for fault in _faults_of(module)], package)
    before = {name: set(getattr(module, AFTER, ())) for name, module in found.items()}
    unknown = [(name, other) for name, others in before.items() for other in others - found.keys()]
    _refuse([f"{name}: no feature is called {other!r}, which is in {AFTER}" for name, other in unknown], package)
    try:
        return [found[name] for name in TopologicalSorter(before).static_order()]
    except CycleError as problem:
        raise NoFeature(f"{package}: features wait for each other by {AFTER}: {problem.args[1]}") from problem


def _refuse(faults: list[str], package: str) -> None:
    if faults:
        raise NoFeature(f"{package} can't be wired. {'; '.join(faults)}")


def _faults_of_path(path: Path) -> Iterator[str]:
    """Yield what is wrong with a folder without ``__init__.py``, or a module that would be a feature."""
    if path.is_dir() and any(path.rglob("*.py")) and not (path / "__init__.py").exists():
        yield f"{path.name}: there is Python in the folder, but no __init__.py"
    is_module = path.suffix == ".py" and path.stem != "__init__"
    if is_module and INIT_APP.search(path.read_text("utf-8")):
        yield f"{path.name}: a feature is a folder, so init_app belongs into {path.stem}/__init__.py"


def _faults_of(module: ModuleType) -> Iterator[str]:
    """Yield what is wrong with ``init_app`` and ``WIRED_AFTER`` of a feature."""
    if not hasattr(module, "init_app"):
        yield "there is no init_app"
    elif not callable(module.init_app):
        yield "init_app is no function"
    elif not _takes_an_app(module):
        yield "init_app must take the app, and nothing else"
    after = getattr(module, AFTER, ())
    if not isinstance(after, tuple) or not all(isinstance(name, str) for name in after):
        yield f'{AFTER} must be a tuple of names, such as ("auth",)'
    for name in get_close_matches(AFTER, vars(module), n=3, cutoff=0.8):
        if name != AFTER:
            yield f"{name} must be spelt {AFTER}"


def _takes_an_app(module: ModuleType) -> bool:
    try:
        inspect.signature(module.init_app).bind(object())
    except TypeError:
        return False
    return True

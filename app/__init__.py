"""Builds the portal: one folder per thing on the menu, wired together here."""

from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from flask import Flask

from config import Config

FOUNDATIONS = ("db", "web")
"""Packages that all features stand on; they are wired first, in this order."""

NO_FEATURES = frozenset({*FOUNDATIONS, "company", "gateways", "ports"})
"""Packages that are no features. Each other package of ``app`` is one, and has ``init_app(app)``: it registers
blueprints, commands, jobs, and its place on the menu. ``WIRED_AFTER`` in it names features that must come before it."""


class NoFeature(ImportError):
    """Raised when a folder of ``app`` is no package, has no ``init_app``, or names a feature that does not exist."""


def create_app(config: Config, testing: bool = False) -> Flask:
    """Return the Flask application.

    *testing* lets unexpected exceptions through and runs Socket.IO on threads.
    """
    app = Flask(__name__, static_folder="../static", static_url_path="/static")
    app.config.update(
        ZENTRALE=config,
        TESTING=testing,
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=20 * 2**20,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    for name in FOUNDATIONS:
        import_module(f"app.{name}").init_app(app)
    for feature in features(Path(__file__).parent, "app"):
        feature.init_app(app)
    return app


def features(folder: Path, package: str) -> list[ModuleType]:
    """Return the features below *folder*, those that others must follow first. Raise NoFeature for what is none."""
    if broken := [
        path.name for path in folder.iterdir() if any(path.glob("*.py")) and not (path / "__init__.py").exists()
    ]:
        raise NoFeature(f"{package} has folders without __init__.py: {broken}")
    names = sorted(info.name for info in iter_modules([str(folder)]) if info.ispkg and info.name not in NO_FEATURES)
    found = {name: import_module(f"{package}.{name}") for name in names}
    if odd := [name for name, module in found.items() if not hasattr(module, "init_app")]:
        raise NoFeature(f"{package} has packages without init_app: {odd}")
    before = {name: set(getattr(module, "WIRED_AFTER", ())) for name, module in found.items()}
    if unknown := set().union(*before.values()) - found.keys():
        raise NoFeature(f"no feature is called {unknown}")
    return [found[name] for name in TopologicalSorter(before).static_order()]

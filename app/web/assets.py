"""Makes the tags for the browser's code that Vite built, and the icons."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from markupsafe import Markup, escape

from app.rights import public
from app.web.security import csp_nonce

STATIC = Path(__file__).resolve().parents[2] / "static"
BUILT = STATIC / "dist"
ICONS = STATIC / "icons"


class NotBuilt(Exception):
    """Says that static/dist lacks an entry: run `npm run build`."""


def vite(source: str) -> Markup:
    """Return the script and style tags for an entry of vite.config.ts, named by its source file."""
    manifest = _manifest(BUILT / ".vite" / "manifest.json")
    if source not in manifest:
        raise NotBuilt(source)
    styles = "".join(f'<link rel="stylesheet" href="{_url(name)}">' for name in _styles(manifest, source))
    script = f'<script type="module" nonce="{csp_nonce()}" src="{_url(manifest[source]["file"])}"></script>'
    return Markup(styles + script)


@cache
def icon(name: str) -> Markup:
    """Return a Tabler icon as SVG, for decoration only."""
    return Markup((ICONS / f"{name}.svg").read_text("utf-8"))


def _url(name: str) -> str:
    return str(escape(url_for("static", filename=f"dist/{name}")))


def _styles(manifest: dict[str, Any], source: str) -> list[str]:
    """Return the styles of an entry and of all that it imports, the imported ones first."""
    found: dict[str, None] = {}
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name not in seen:
            seen.add(name)
            for imported in manifest[name].get("imports", []):
                visit(imported)
            found.update(dict.fromkeys(manifest[name].get("css", [])))

    visit(source)
    return list(found)


def _manifest(path: Path) -> dict[str, Any]:
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise NotBuilt(str(path)) from None


@cache
def _read(path: Path, _changed_ns: int) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return manifest


def theme() -> str | None:
    """Return the theme chosen in this browser, or None to follow the browser's own."""
    chosen = request.cookies.get("theme")
    return chosen if chosen in ("light", "dark") else None


def init_app(app: Flask) -> None:
    """Add the functions that templates use."""
    public(app.view_functions["static"])
    app.context_processor(lambda: {"theme": theme()})
    app.jinja_env.globals.update(vite=vite, icon=icon)

"""Writes docs/rights.md from the rights and from what views declare: ``python -m app.rights_doc > docs/rights.md``."""

import sys
import tempfile
from collections.abc import Iterator

from flask import Flask

from app import create_app
from app.auth.models import ROLES
from app.rights import PUBLIC, RIGHTS, SAFE, Requirement, declaration_of
from config import Config

HEAD = """# Who may do what

`make docs` writes this page from `app/rights.py` and from the `@right` above each view. Own: what belongs to the user.
Groups: the calls and recordings of the user's groups; a supervisor's account may be limited to some of them. All
employees and the other settings can be seen whatever the limit.
A recorded talk goes with its call, and a message with the group it was left to, whichever other groups the call rang.
All: what belongs to the company as a whole.
"""


def document(app: Flask) -> str:
    """Return the page: the roles that have each right, and the right that each view asks for."""
    with app.test_request_context():
        return "\n".join((HEAD, *_roles(), "", *_views(app), ""))


def _roles() -> Iterator[str]:
    yield f"| Right | Allows to | {' | '.join(str(label) for label in ROLES.values())} |"
    yield "|---|---|" + "---|" * len(ROLES)
    for name, right in RIGHTS.items():
        marks = ["yes" if role in right.roles else "" for role in ROLES]
        if right.of_the_only_owner:
            marks[list(ROLES).index("owner")] = "in an installation of one company"
        yield f"| {name} | {right.label} | {' | '.join(marks)} |"


def _views(app: Flask) -> Iterator[str]:
    yield "| View | To look | To change | Scope |"
    yield "|---|---|---|---|"
    for endpoint in sorted(app.view_functions):
        methods = {method for rule in app.url_map.iter_rules(endpoint) for method in rule.methods or ()} - {"OPTIONS"}
        yield f"| {endpoint} | {' | '.join(_columns(declaration_of(endpoint), methods))} |"


def _columns(declared: object, methods: set[str]) -> tuple[str, str, str]:
    if declared == PUBLIC:
        return "everybody", "everybody" if methods - SAFE else "", ""
    assert isinstance(declared, Requirement)
    return declared.read if methods & SAFE else "", declared.change if methods - SAFE else "", declared.scope


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        sys.stdout.write(document(create_app(Config.from_env({"ZENTRALE_HOME": home}))))

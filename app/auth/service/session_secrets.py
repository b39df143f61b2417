"""Keeps secrets in the session's cookie until they are confirmed or shown.

The cookie is signed, but anybody who holds it can read it, so they are encrypted.
"""

import json
from typing import Any

from flask import session

from app.encrypted import Unreadable, decrypt, encrypt

PURPOSE = "secrets in the session"


def put(name: str, value: Any) -> None:
    """Store *value*, plain JSON."""
    session[name] = encrypt(json.dumps(value), PURPOSE)


def get(name: str) -> Any:
    """Return the stored value, or None if there is none that can be read."""
    try:
        return json.loads(decrypt(str(session.get(name, "")), PURPOSE))
    except Unreadable:
        return None


def pop(name: str) -> Any:
    """Return the stored value and delete it."""
    found = get(name)
    session.pop(name, None)
    return found

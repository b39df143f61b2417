"""Publishing: what is written into the table ``switch_entries``, the truth that the switch loads when it starts.

Nothing here talks to Kamailio; ``app.exchange.switching`` does, once the route has committed.
"""

import json
from typing import Any

from sqlalchemy import select

from app.db import db, now
from app.exchange.models import SwitchEntry
from designer.extension import extension_program
from designer.program import Program, canonical, sha256

NOTED = "switch_keys_written"


def set_program(number: str, company: str, program: Program) -> None:
    """Let *number* of the company with this customer number do *program* from the next call on."""
    _set(f"p:{program.sha}", program.text)
    _set(f"n:{number}", canonical({"company": company, "program": program.sha}))


def remove_number(number: str) -> None:
    _remove(f"n:{number}")


def set_directory(company: str, directory: dict[str, Any]) -> str:
    """People, groups, voice and hours of a company for every call that begins from now on; returns its hash."""
    text = canonical(directory)
    sha = sha256(text)
    _set(f"d:{sha}", text)
    _set(f"c:{company}", canonical({"directory": sha}))
    inner = extension_program()
    _set(f"p:{inner.sha}", inner.text)
    _set(f"x:{company}:*", canonical({"program": inner.sha}))
    return sha


def set_phone(account: str, company: str, extension: str, ha1: str) -> None:
    _set(f"a:{account}", canonical({"company": company, "extension": extension, "ha1": ha1}))


def remove_phone(account: str) -> None:
    _remove(f"a:{account}")


def entry(key: str) -> dict[str, Any] | None:
    """What the table says about *key*."""
    row = _row(key)
    return json.loads(row.key_value) if row and row.key_value else None


def published_on(number: str) -> tuple[str, Program, dict[str, Any]] | None:
    """(customer number, program, directory) that a call to *number* goes by from now on; None: nothing."""
    found = entry(f"n:{number}")
    company = entry(f"c:{found['company']}") if found else None
    if not found or not company:
        return None
    program, directory = entry(f"p:{found['program']}"), entry(f"d:{company['directory']}")
    if program is None or directory is None:
        return None
    return found["company"], Program.parse(canonical(program)), directory


def _set(key: str, value: str) -> None:
    row = _row(key)
    if row is None:
        db.session.add(SwitchEntry(key_name=key, key_value=value))
        db.session.flush()
    elif row.key_value != value or row.unused_since is not None:
        row.key_value, row.unused_since = value, None
    _note(key)


def _remove(key: str) -> None:
    """Leave an empty value, which the switch takes as nothing: so a removal that didn't reach it is made up for."""
    row = _row(key)
    if row and row.key_value:
        row.key_value, row.unused_since = "", now()
        _note(key)


def _row(key: str) -> SwitchEntry | None:
    return db.session.scalar(select(SwitchEntry).where(SwitchEntry.key_name == key))


def _note(key: str) -> None:
    """``switching.go_live`` takes these keys to the switch after the commit."""
    db.session.info.setdefault(NOTED, {})[key] = None

"""Publishes: writes the tables ``switch_entries`` and ``switch_texts``, the truth about the switch.

Nothing here talks to Kamailio; ``app.exchange.switching`` does, after the commit.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from sqlalchemy import or_, select

from app.db import db, now
from app.exchange import room, texts
from app.exchange.models import SwitchEntry, SwitchText
from app.port import Memory
from designer.drawing.extension import callback_program, extension_program
from designer.runtime.directory import Directory
from designer.runtime.program import Program, canonical, sha256
from switch.settings import BROWSER_SUFFIX

NOTED = "switch_keys_written"
BATCH = 500
SOUND = re.compile(r'"file":"([0-9a-f]{64}\.au)"')


def key_of(number: str, company: str) -> str:
    """Return the key of an E.164 number, unique in the installation, or of a company's internal number."""
    return f"n:{number}" if number.startswith("+") else f"x:{company}:{number}"


def set_program(number: str, company: str, program: Program) -> None:
    """Let *number* of a company run *program* from the next call on. Raise TooManyPublications if there is no room for
    more."""
    texts.keep(f"p:{program.sha}", program.text, company)
    _name(key_of(number, company), "p", program.sha, company=company)


def set_trial(program: Program, company: str) -> None:
    """Publish *program* for a trial, without a number. It is deleted a day later. Raise TooManyPublications if there is
    no room for more."""
    texts.keep(f"p:{program.sha}", program.text, company)
    _note(f"p:{program.sha}")


def inner_numbers(company: str) -> set[str]:
    """Return the company's internal numbers that do something, without the extensions."""
    begin = f"x:{company}:"
    keys = select(SwitchEntry.key_name).where(SwitchEntry.key_name.startswith(begin), SwitchEntry.key_value != "")
    return {key.removeprefix(begin) for key in db.session.scalars(keys)}


def remove_number(number: str, company: str) -> None:
    """Let a number do nothing."""
    _remove(key_of(number, company))


def set_directory(company: str, directory: Directory) -> str:
    """Publish a company's directory for all calls that begin from now on, and return its hash.

    Raise TooManyPublications if there is no room for more.
    """
    text = canonical(directory)
    sha = sha256(text)
    texts.keep(f"d:{sha}", text, company)
    _name(f"c:{company}", "d", sha)
    for name, program in (("*", extension_program()), ("callback", callback_program())):
        texts.keep(f"p:{program.sha}", program.text, "")
        _name(f"x:{company}:{name}", "p", program.sha)
    return sha


WORDS = {"p": "program", "d": "directory"}
"""The key in an entry's value for the text of each kind."""


def _name(key: str, kind: str, sha: str, **more: str) -> None:
    """Let the entry *key* name this text; until the switch can read it, calls use the one *before*."""
    word, found = WORDS[kind], entry(key) or {}
    old = found.get(word)
    before = found.get("before") if old == sha else old
    _set(key, canonical({**more, word: sha, **({"before": before} if before else {})}))
    if old and old != sha and not _is_named(kind, old):
        texts.retire(f"{kind}:{old}")


def _is_named(kind: str, sha: str) -> bool:
    db.session.flush()
    is_one = or_(*(SwitchEntry.key_name.startswith(prefix) for prefix in NAMING))
    values = db.session.scalars(select(SwitchEntry.key_value).where(is_one, SwitchEntry.key_value.contains(sha)))
    return any(f"{kind}:{sha}" in named_by(value) for value in values)


NAMING = ("c:", "x:", "n:")
"""Prefixes of entries that name programs and directories."""


def named_by(value: str | None) -> list[str]:
    """Return the texts that an entry with this value names: "p:<sha>" or "d:<sha>"."""
    data = json.loads(value or "{}")
    return [f"{kind}:{data[word]}" for kind, word in WORDS.items() if word in data]


def set_phone(account: str, company: str, extension: str, ha1: str) -> None:
    """Let a phone register and call."""
    set_phones(company, [(account, extension, ha1)])


def set_phones(company: str, phones: Iterable[tuple[str, str, str]]) -> None:
    """Let phones, given as (SIP account, extension, HA1), register and call."""
    values = {
        f"a:{account}": canonical({"company": company, "extension": extension, "ha1": ha1})
        for account, extension, ha1 in phones
    }
    _set_all(values)


def browser_account(company: str, extension: str) -> str:
    """Return the SIP account of an employee's phone in the browser."""
    return f"{company}-{extension}{BROWSER_SUFFIX}"


def is_browser(account: str) -> bool:
    """Return whether a SIP account is that of a phone in the browser."""
    return account.endswith(BROWSER_SUFFIX)


def set_browser_phone(account: str, company: str, extension: str, ha1: str, line: str, until_ms: int) -> None:
    """Let a browser register and call until *until_ms*; *line* identifies it."""
    values = {"company": company, "extension": extension, "ha1": ha1, "line": line, "until_ms": until_ms}
    _set(f"a:{account}", canonical(values))


def remove_phone(account: str) -> None:
    """Let a phone no longer register or call."""
    _remove(f"a:{account}")


def entry(key: str) -> dict[str, Any] | None:
    """Return the value of *key*, which may also be a text's name; None if there is none."""
    if texts.is_text(key):
        text = texts.read(key)
        return json.loads(text) if text else None
    row = _row(key)
    return json.loads(row.key_value) if row and row.key_value else None


def program_text(sha: str) -> str | None:
    """Return the text of a program that is, or was recently, published; else None."""
    return texts.read(f"p:{sha}")


def directory_text(sha: str) -> str | None:
    """Return the text of a directory that is, or was recently, in force; else None."""
    return texts.read(f"d:{sha}")


def directory_of(company: str) -> Directory | None:
    """Return the directory of a company's calls that begin from now on; None if there is none."""
    named = entry(f"c:{company}")
    found = entry(f"d:{named['directory']}") if named else None
    return cast(Directory | None, found)


def published_on(number: str) -> tuple[str, Program, Directory] | None:
    """Return (customer number, program, directory) of calls to *number* from now on, or None."""
    found = entry(f"n:{number}")
    company = entry(f"c:{found['company']}") if found else None
    if not found or not company:
        return None
    program, directory = entry(f"p:{found['program']}"), directory_of(found["company"])
    if program is None or directory is None:
        return None
    return found["company"], Program.parse(canonical(program)), directory


def numbers_of(company: str) -> list[str]:
    """Return the company's outside numbers that do something."""
    is_number = SwitchEntry.key_name.startswith("n:")
    query = select(SwitchEntry).where(is_number, SwitchEntry.key_value != "").order_by(SwitchEntry.key_name)
    rows = [row for row in db.session.scalars(query) if json.loads(row.key_value)["company"] == company]
    return [row.key_name.removeprefix("n:") for row in rows]


def programs_of(company: str) -> list[str]:
    """Return the texts of the programs that the company's numbers run."""
    is_number = or_(SwitchEntry.key_name.startswith("n:"), SwitchEntry.key_name.startswith(f"x:{company}:"))
    values = db.session.scalars(select(SwitchEntry.key_value).where(is_number, SwitchEntry.key_value != ""))
    entries = [json.loads(value) for value in values]
    names = {f"p:{each['program']}" for each in entries if each.get("company") == company}
    return [text for _name, text in texts.read_all(names)]


def sounds_of_directories() -> set[str]:
    """Return the names of the sound files in all directories that the switch still has."""
    found = db.session.scalars(select(SwitchText.content).where(SwitchText.name.startswith("d:")))
    return {name for text in found.yield_per(20) for name in SOUND.findall(text)}


_sounds_by_directory: Memory[dict[str, set[str]]] = Memory(dict)


def sounds_in_force() -> set[str]:
    """Return the names of the sound files in the directories of calls that begin now."""
    is_company = SwitchEntry.key_name.startswith("c:")
    values = db.session.scalars(select(SwitchEntry.key_value).where(is_company, SwitchEntry.key_value != ""))
    names = {name for value in values for name in named_by(value)}
    known = _sounds_by_directory()
    for name in known.keys() - names:
        known.pop(name, None)
    known |= {name: set(SOUND.findall(text)) for name, text in texts.read_all(names - known.keys())}
    return set().union(*(known[name] for name in names & known.keys()))


def _set(key: str, value: str) -> None:
    row = _row(key)
    if row is None:
        room.refuse_if_full({key: value})
        db.session.add(SwitchEntry(key_name=key, key_value=value))
        db.session.flush()
    elif row.key_value != value or row.unused_since is not None:
        row.key_value, row.unused_since = value, None
    _note(key)


def _set_all(values: Mapping[str, str]) -> None:
    """Set several entries like ``_set``, with as few queries as possible."""
    for keys in batches(values):
        known = {row.key_name: row for row in db.session.scalars(_ROW.where(SwitchEntry.key_name.in_(keys)))}
        room.refuse_if_full({key: values[key] for key in keys if key not in known})
        for key in keys:
            if row := known.get(key):
                row.key_value, row.unused_since = values[key], None
            else:
                db.session.add(SwitchEntry(key_name=key, key_value=values[key]))
            _note(key, is_new=key not in known)
    db.session.flush()


def batches(keys: Iterable[str]) -> Iterator[list[str]]:
    """Yield the keys in batches that fit into a query."""
    found = list(keys)
    for begin in range(0, len(found), BATCH):
        yield found[begin : begin + BATCH]


def _remove(key: str) -> None:
    """Set an empty value, which the switch treats as none, so that a removal that did not reach it is repaired."""
    row = _row(key)
    if row and row.key_value:
        row.key_value, row.unused_since = "", now()
        _note(key)


def _row(key: str) -> SwitchEntry | None:
    return db.session.scalar(_ROW.where(SwitchEntry.key_name == key))


_ROW = select(SwitchEntry)


def _note(key: str, is_new: bool = False) -> None:
    """Note a key for ``switching.go_live`` to bring to the switch; *is_new*: it has nothing there yet."""
    noted = db.session.info.setdefault(NOTED, {})
    noted[key] = is_new and noted.get(key, True)

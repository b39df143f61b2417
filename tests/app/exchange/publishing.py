"""Publishing in tests of the switch."""

import json
import os
import time
from datetime import timedelta

from sqlalchemy import select, update

from app.config import config
from app.db import db, now
from app.exchange import service, switching
from app.exchange.models import SwitchEntry, SwitchText
from app.web.saving import live_warning
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.play import Play
from designer.runtime.program import Program
from switch.published import path_of

NUMBER = "+4930555010"


def program(prompt):
    blocks = {"a": (Play(prompt), Branch((("next", "b"),))), "b": (Hangup("normal"),)}
    return Program("a", blocks)


OLD, NEW = program("old"), program("new")


def publish(what, number=NUMBER):
    service.set_program(number, "1001", what)
    db.session.commit()
    return live_warning()


def truth():
    rows = db.session.execute(select(SwitchEntry.key_name, SwitchEntry.key_value))
    return {key: value for key, value in rows if value}


def live(switch, number=NUMBER):
    return json.loads(switch.entries[f"n:{number}"])["program"]


def set_directory(number):
    sha = service.set_directory("1001", {"company": "1001", "number": number})
    db.session.commit()
    return sha


def reconcile_anew(app):
    """As the worker does it after a restart, and every ten minutes."""
    switching.reconciliation.forget(app)
    return switching.reconcile()


def age(name, hours):
    """Nobody has named it for so long; neither has its file been wanted."""
    db.session.execute(
        update(SwitchText).where(SwitchText.name == name).values(unused_since=now() - timedelta(hours=hours))
    )
    db.session.commit()
    then = time.time() - hours * 3600
    os.utime(path_of(config().home, name), (then, then))

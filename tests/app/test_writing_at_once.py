"""Several processes write to one SQLite database: one at a time, and the others wait for their turn."""

import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from app import create_app
from app.db import company_scope, db
from app.outbox import service
from app.outbox.models import OutgoingMail
from app.outbox.sending import look_after
from config import Config
from tests.waiting import until

LONGER_THAN_IT_USED_TO_WAIT_S = 6
WRITES = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("begin immediate")
connection.execute("create table written (at)")
print("writes", flush=True)
sys.stdin.readline()
connection.execute("commit")
"""


@pytest.fixture
def config(tmp_path, two_companies):
    """Of an installation on SQLite, whatever the others are on."""
    config = Config.from_env({"ZENTRALE_HOME": str(tmp_path / "data")})
    shutil.copy(two_companies.url.database, config.home / "zentrale.db")
    return config


@pytest.fixture
def app(config):
    app = create_app(config, testing=True)
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def another_that_writes(config):
    """Another process, in the middle of a transaction; what is yielded lets it go on and end."""
    command = [sys.executable, "-c", WRITES, str(config.home / "zentrale.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "writes\n"
        yield lambda: process.communicate("\n", timeout=10)
    assert process.returncode == 0


class Other(threading.Thread):
    """Does *work* in the background and keeps what it raised."""

    def __init__(self, app, work):
        super().__init__()
        self._app, self._work = app, work
        self.problem = None
        self.start()

    def run(self):
        try:
            with self._app.app_context():
                self._work()
        except Exception as problem:  # noqa: BLE001 - told in the test
            self.problem = problem


def test_looking_after_mail_keeps_nobody_from_writing_while_there_is_none(app, config):
    with another_that_writes(config) as end:
        other = Other(app, look_after)
        other.join(LONGER_THAN_IT_USED_TO_WAIT_S)
        assert not other.is_alive()
        end()
    assert other.problem is None


def test_who_wants_to_write_waits_for_another_that_takes_long(app, config, company_id):
    def write():
        with company_scope(company_id):
            service.queue(company_id, "anna@firm.example", "Hello", "Hello")
            db.session.commit()

    with another_that_writes(config) as end:
        other = Other(app, write)
        other.join(LONGER_THAN_IT_USED_TO_WAIT_S)
        assert other.is_alive(), other.problem
        end()
        other.join(10)
    assert other.problem is None
    with app.app_context(), company_scope(company_id):
        assert db.session.scalars(select(OutgoingMail.to)).all() == ["anna@firm.example"]


def test_who_has_read_before_waits_as_well(app, config, company_id):
    """Within a savepoint, which begins a transaction in a way of its own."""

    def write():
        with company_scope(company_id), db.session.begin_nested():
            db.session.scalars(select(OutgoingMail.to)).all()
            has_read.set()
            service.queue(company_id, "anna@firm.example", "Hello", "Hello")
        db.session.commit()

    has_read = threading.Event()
    with another_that_writes(config) as end:
        other = Other(app, write)
        until(has_read.is_set, 1)
        end()
        other.join(10)
    assert other.problem is None

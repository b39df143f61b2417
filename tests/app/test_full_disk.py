"""Pages while the disk is full: they are shown, say why nothing is saved, and save again as soon as there is room."""

import errno
import os
import shutil
from datetime import timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.exc import OperationalError

from app.auth.models import UserSession
from app.db import db, every_company, now
from app.db.full_disk import is_full_disk
from app.gateways.ffmpeg import NoRoom
from app.heartbeat import Trouble, give_sign, read_sign, sign_file
from app.rights import public
from config import Config
from tests.app.german import GERMAN
from tests.small_disk import small_disk


def caused(error, cause):
    error.__cause__ = cause
    return error


class OfPostgres(Exception):
    sqlstate = "53100"


@pytest.mark.parametrize(
    ("error", "is_full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (caused(NoRoom("a sound"), OSError(errno.ENOSPC, "No space left on device")), True),
        (OperationalError("insert", {}, Exception("database or disk is full")), True),
        (OperationalError("insert", {}, OfPostgres("could not extend file")), True),
        (OperationalError("insert", {}, Exception("database is locked")), False),
        (KeyError("x"), False),
    ],
)
def test_a_full_disk_is_told_from_other_troubles(error, is_full):
    assert is_full_disk(error) is is_full


@pytest.fixture
def set_room(app):
    """Whether the database may grow: SQLite itself can be told that the disk is full."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL can't be told that its disk is full")
    is_there = [True]

    def limit(connection, *_):
        if not is_there[0]:
            pages = connection.execute("pragma page_count").fetchone()[0]
            connection.execute(f"pragma max_page_count = {pages}")

    def set_room(now_there):
        is_there[0] = now_there
        engine.dispose()

    event.listen(engine, "connect", limit)
    yield set_room
    event.remove(engine, "connect", limit)


LETTER = {"title": "Hello", "text": "x" * 5_000, "to": "company"}


def test_what_can_not_be_saved_is_said_to_be_for_lack_of_room(app, client, set_room):
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    set_room(False)
    from_page = {"Referer": "http://localhost/messages/new"}
    answers = [client.post("/messages/new", data=LETTER, headers=from_page) for _ in range(10)]
    assert answers[-1].status_code == 507
    assert "is full, so nothing was saved" in answers[-1].text
    assert client.get_cookie("kept").value == "/messages/new"  # there the browser fills it in again
    assert "ist voll" in client.post("/messages/new", data=LETTER, headers=GERMAN).text
    told = client.post("/messages/new", data=LETTER, headers={"Accept": "application/json"}).json
    assert told["error"]["code"] == "disk_full"
    set_room(True)
    assert client.post("/messages/new", data=LETTER).status_code == 302


def test_other_troubles_are_still_ours(app, client):
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.view_functions["health.healthz"] = public(lambda: 1 / 0)
    assert client.get("/healthz").status_code == 500


class TestOnARealDisk:
    """One that has not a byte left."""

    @pytest.fixture
    def disk(self, tmp_path):
        with small_disk(tmp_path / "small", 30) as disk:
            yield disk

    @pytest.fixture
    def config(self, disk, system_sounds):
        config = Config.from_env({"ZENTRALE_HOME": str(disk.folder / "data")})
        shutil.copytree(system_sounds, config.prompts_dir)
        return config

    @pytest.mark.proof
    def test_pages_are_shown_and_nothing_is_lost(self, app, client, disk, journal, ingest):
        with app.app_context(), every_company():
            db.session.execute(update(UserSession).values(seen_at=now() - timedelta(hours=1)))
            db.session.commit()
        journal.call("a")
        disk.fill()
        assert [client.get(page).status_code for page in ("/status/", "/calls/", "/account")] == [200] * 3
        app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
        assert client.post("/messages/new", data=LETTER).status_code == 507
        with pytest.raises(OperationalError, match="disk is full"):
            ingest()
        disk.make_room()
        ingest()
        assert "+4917012345" in client.get("/calls/").text
        assert client.post("/messages/new", data=LETTER).status_code == 302

    @pytest.mark.proof
    def test_the_worker_gives_signs_of_life(self, disk):
        sign = sign_file(disk.folder)
        give_sign(sign, ())
        os.utime(sign, (0, 0))
        disk.fill()
        give_sign(sign, (Trouble("send mail", 0, "x"),))
        assert read_sign(sign).age_s < 60

"""The exchange is started whether or not the database is there; calls go by what was published last."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from app import create_app
from app.db import db
from app.exchange import service, switching
from app.exchange.models import SwitchEntry
from app.exchange.published_files import NotWritten
from app.first_start.start import FirstStart
from app.ports.health import State, check_health
from app.web.saving import live_warning
from config import Config
from switch.snapshot import Snapshot
from tests.app.prepared import config_of, copy_installation
from tests.ports import free_ports


def copy_sounds(system_sounds, home):
    """Make *home* a folder in which nothing is but the sounds that take long to make."""
    copy_installation(system_sounds.parent, home)
    (home / "secret_key").unlink()
    return home


@pytest.fixture
def without_database(tmp_path):
    (port,) = free_ports(1)
    variables = {"ZENTRALE_HOME": str(tmp_path), "ZENTRALE_DATABASE_URL": f"postgresql://nobody@127.0.0.1:{port}/none"}
    app = create_app(Config.from_env(variables), testing=True)
    with app.app_context():
        yield app.config["ZENTRALE"]


def test_a_started_exchange_goes_on_without_its_database(without_database):
    entries = Snapshot(without_database.snapshot)
    entries.replace({"n:+49301": "{}"})
    first_start = FirstStart()
    first_start.prepare()
    assert any("database can't be used" in line for line in first_start.greeting())
    assert entries.entries() == {"n:+49301": "{}"}


def test_the_portal_runs_without_its_database(without_database):
    """Whoever runs it must not take it for dead, and stop the calls because of it."""
    client = current_app.test_client()
    assert client.get("/livez").status_code == 200
    with pytest.raises(OperationalError):
        client.get("/healthz")


def test_a_first_start_needs_the_database(without_database):
    with pytest.raises(OperationalError):
        FirstStart().prepare()


def test_what_could_not_be_prepared_is_made_up_for(tmp_path, system_sounds):
    config = config_of(copy_sounds(system_sounds, tmp_path))
    with create_app(config, testing=True).app_context():
        config.run_dir.mkdir()
        unprepared = config.run_dir / "unprepared"
        FirstStart().finish_preparing()
        assert not config.snapshot.exists()
        unprepared.touch()
        FirstStart().finish_preparing()
        assert not unprepared.exists()
        assert "c:1001" in Snapshot(config.snapshot).entries()


NUMBER = "n:+4930555011"


@pytest.fixture(scope="module")
def a_day(tmp_path_factory, system_sounds):
    """(home, the database of yesterday) of an exchange in which a number was published today."""
    config = config_of(copy_sounds(system_sounds, tmp_path_factory.mktemp("day")))
    with create_app(config, testing=True).app_context():
        FirstStart().prepare()
        yesterday = (config.home / "zentrale.db").read_bytes()
        db.session.add(SwitchEntry(key_name=NUMBER, key_value="{}"))
        db.session.commit()
        switching.write_folder()
        db.session.remove()
        db.engine.dispose()
    assert NUMBER in Snapshot(config.snapshot).entries()
    return config.home, yesterday


@pytest.fixture
def after_a_day(tmp_path, a_day):
    """(settings, the database of yesterday) of a copy of that exchange."""
    home, yesterday = a_day
    return config_of(Path(shutil.copytree(home, tmp_path / "home"))), yesterday


def empty_all(database):
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        database.execute(f"DELETE FROM {name}")


CHANGES = {
    "no rows": empty_all,
    "no entries": lambda database: database.execute("DELETE FROM switch_entries"),
    "no programs": lambda database: database.execute("DELETE FROM switch_texts"),
    "a table less": lambda database: database.execute("DROP TABLE switch_entries"),
    "no version": lambda database: database.execute("DROP TABLE alembic_version"),
    "of a newer program": lambda database: database.execute("UPDATE alembic_version SET version_num = 'ffff'"),
}


@pytest.mark.parametrize("fault", ["gone", "empty", "damaged", "half", "older", *CHANGES])
def test_a_database_that_is_not_the_right_one_takes_no_number_off(after_a_day, fault):
    config, yesterday = after_a_day
    file, published = config.home / "zentrale.db", Snapshot(config.snapshot).entries()
    whole = file.read_bytes()
    for each in config.home.glob("zentrale.db*"):
        each.unlink()
    contents = {"empty": b"", "damaged": b"no database " * 500, "half": whole[: len(whole) // 2], "older": yesterday}
    if fault != "gone":
        file.write_bytes(contents.get(fault, whole))
    if fault in CHANGES:
        with closing(sqlite3.connect(file)) as database, database:
            CHANGES[fault](database)
    with create_app(config, testing=True).app_context():
        first_start = FirstStart()
        first_start.prepare()
        assert any("database can't be used" in line for line in first_start.greeting())
        with suppress(SQLAlchemyError, switching.OtherDatabase):
            switching.write_folder()
        if fault == "older":  # what somebody saves in it waits
            service.set_phone("1001-101", "1001", "101", "another")
            service.remove_number("+4930555010", "1001")
            db.session.commit()
            assert "it is not live yet" in str(live_warning())
            with pytest.raises(switching.OtherDatabase):
                switching.reconcile()
        assert Snapshot(config.snapshot).entries() == published
        if fault not in ("no version", "of a newer program"):  # with these the parts that run know what they need
            found = {each.name: each.finding for each in check_health()}
            assert found["database"].state == State.FAULT
            assert str(file) in found["database"].to_do
        db.session.remove()
        db.engine.dispose()
    for each in config.home.glob("zentrale.db*"):
        each.unlink()
    file.write_bytes(whole)
    with create_app(config, testing=True).app_context():
        FirstStart().finish_preparing()
        assert {each.name: each.finding for each in check_health()}["database"].state == State.OK
        assert Snapshot(config.snapshot).entries() == published


def test_a_snapshot_that_is_busy_is_not_taken_for_damaged(after_a_day):
    config, _yesterday = after_a_day
    with create_app(config, testing=True).app_context(), closing(sqlite3.connect(config.snapshot)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotWritten):
            switching.write_folder()
        holder.rollback()
        assert switching.write_folder() == []
        assert NUMBER in Snapshot(config.snapshot).entries()
    assert [each.name for each in config.run_dir.glob("entries.db*")] == ["entries.db"]


def test_the_database_is_on_the_disk_before_the_snapshot_tells_of_it(after_a_day, monkeypatch):
    """A power cut must not leave a snapshot that knows more than the database."""
    config, _yesterday = after_a_day
    synced = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(Path(f"/proc/self/fd/{file}").resolve().name))
    with create_app(config, testing=True).app_context():
        service.set_phone("1001-177", "1001", "177", "secret")
        db.session.commit()
    assert synced[0] == "zentrale.db-wal"
    assert "a:1001-177" in Snapshot(config.snapshot).entries()

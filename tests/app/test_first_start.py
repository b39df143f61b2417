"""The exchange is started whether or not the database is there; calls go by what was published last."""

import pytest
from flask import current_app
from sqlalchemy.exc import OperationalError

from app import create_app
from app.first_start.start import FirstStart
from app.ports.health import State, examine
from config import Config
from switch.snapshot import Snapshot
from tests.ports import free_ports


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


def test_what_could_not_be_prepared_is_made_up_for(tmp_path):
    config = Config.from_env({"ZENTRALE_HOME": str(tmp_path)})
    with create_app(config, testing=True).app_context():
        config.run_dir.mkdir()
        unprepared = config.run_dir / "unprepared"
        FirstStart().make_up()
        assert not config.snapshot.exists()
        unprepared.touch()
        FirstStart().make_up()
        assert not unprepared.exists()
        assert "c:1001" in Snapshot(config.snapshot).entries()


@pytest.fixture
def after_a_day(tmp_path):
    """The folder of an exchange that was started once, with a number that somebody has published since."""
    config = Config.from_env({"ZENTRALE_HOME": str(tmp_path)})
    with create_app(config, testing=True).app_context():
        FirstStart().prepare()
    entries = Snapshot(config.snapshot)
    entries.replace({**entries.entries(), "n:+4930555011": "{}"})
    return config


@pytest.mark.parametrize("fault", ["gone", "empty", "damaged", "half"])
def test_a_database_that_is_lost_takes_no_number_off(after_a_day, fault):
    file = after_a_day.home / "zentrale.db"
    whole = file.read_bytes()
    for each in after_a_day.home.glob("zentrale.db*"):
        each.unlink()
    if fault != "gone":
        file.write_bytes(
            {"empty": b"", "damaged": b"no database at all " * 500, "half": whole[: len(whole) // 2]}[fault]
        )
    with create_app(after_a_day, testing=True).app_context():
        first_start = FirstStart()
        first_start.prepare()
        assert any("database can't be used" in line for line in first_start.greeting())
        assert "n:+4930555011" in Snapshot(after_a_day.snapshot).entries()
        found = {each.name: each.finding for each in examine()}
        assert found["database"].state == State.FAULT
        assert str(file) in found["database"].to_do
    file.write_bytes(whole)
    with create_app(after_a_day, testing=True).app_context():
        FirstStart().make_up()
        assert {each.name: each.finding for each in examine()}["database"].state == State.OK

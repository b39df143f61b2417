import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.db import db, now
from app.exchange import service, switching
from app.exchange.models import SwitchEntry
from app.gateways.kamailio import KamailioDown, Registration
from designer.program import Branch, Hangup, Play, Program

NUMBER = "+4930555010"


def program(prompt):
    blocks = {"a": (Play(prompt), Branch((("next", "b"),))), "b": (Hangup("normal"),)}
    return Program("a", blocks)


OLD, NEW = program("old"), program("new")


def publish(what, number=NUMBER):
    service.set_program(number, "1001", what)
    db.session.commit()
    return switching.go_live()


def truth():
    rows = db.session.execute(select(SwitchEntry.key_name, SwitchEntry.key_value))
    return {key: value for key, value in rows if value}


def live(switch, number=NUMBER):
    return json.loads(switch.entries[f"n:{number}"])["program"]


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(service, "MOST_RETIRED", 3)


def set_directory(number):
    sha = service.set_directory("1001", {"company": "1001", "number": number})
    db.session.commit()
    switching.go_live()
    return sha


def test_directories_that_are_in_force_no_longer_do_not_pile_up(in_company, switch, few):
    shas = [set_directory(number) for number in range(6)]
    kept = {key for key in switch.entries if key.startswith("d:")}
    assert kept == {f"d:{sha}" for sha in shas[2:]}
    assert kept == {key for key in truth() if key.startswith("d:")}


def test_a_directory_that_is_in_force_again_stays(in_company, switch, few):
    first = set_directory(0)
    for number in (1, 2, 0, 3, 0, 4, 5, 6):
        set_directory(number)
    assert f"d:{first}" in switch.entries
    for number in (7, 8, 0):
        set_directory(number)
    assert json.loads(switch.entries["c:1001"])["directory"] == first
    assert f"d:{first}" in switch.entries


class Recorder:
    """Wraps the twin and remembers the order of what was written."""

    def __init__(self, table):
        self._table = table
        self.written = []

    def __getattr__(self, name):
        return getattr(self._table, name)

    def put(self, key, value):
        self.written.append(key)
        self._table.put(key, value)


def test_a_published_program_is_live(in_company, switch):
    assert publish(OLD) is None
    assert switch.entries == truth()
    assert live(switch) == OLD.sha
    assert Program.parse(switch.entries[f"p:{OLD.sha}"]) == OLD


def test_the_program_is_there_before_the_number_does_it(app, in_company, switch):
    recorder = app.extensions["switch_table"] = Recorder(switch)
    publish(OLD)
    service.set_directory("1001", {"format": 1, "company": "1001", "employees": {}})
    db.session.commit()
    switching.go_live()
    kinds = [key.partition(":")[0] for key in recorder.written]
    assert kinds.index("p") < kinds.index("n")
    assert kinds.index("d") < kinds.index("c")
    assert kinds.index("p") < kinds.index("x")


def test_nothing_goes_live_that_is_not_committed(in_company, switch):
    publish(OLD)
    service.set_program(NUMBER, "1001", NEW)
    db.session.rollback()
    assert switching.go_live() is None
    assert live(switch) == OLD.sha


def test_publishing_without_the_switch_is_kept_and_said(in_company, switch):
    publish(OLD)
    switch.is_down = True
    assert "not live yet" in publish(NEW)
    (state,) = switching.status()
    assert (state.published, state.live, state.is_live) == (NEW.sha, None, False)
    assert state.error
    switch.is_down = False
    (state,) = switching.status()
    assert (state.published, state.live, state.is_live, state.error) == (NEW.sha, OLD.sha, False, None)


def test_what_did_not_reach_the_switch_is_repaired(in_company, switch):
    publish(OLD)
    switch.is_down = True
    publish(NEW)
    with pytest.raises(KamailioDown):
        switching.reconcile()
    switch.is_down = False
    assert switching.reconcile() == sorted([f"n:{NUMBER}", f"p:{NEW.sha}"])
    assert live(switch) == NEW.sha
    assert switching.reconcile() == []


def test_a_switch_that_lost_everything_gets_it_again(in_company, switch):
    publish(OLD)
    service.set_directory("1001", {"format": 1, "company": "1001"})
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    db.session.commit()
    switching.go_live()
    assert switching.reconcile() == []
    switch.restart({})
    switching.reconcile()
    assert switch.entries == truth()


def test_a_changed_entry_is_put_right(in_company, switch):
    publish(OLD)
    switching.reconcile()
    switch.entries[f"n:{NUMBER}"] = "{}"
    assert switching.reconcile() == [f"n:{NUMBER}"]
    assert live(switch) == OLD.sha


def test_a_missing_program_is_no_live_number(in_company, switch):
    publish(OLD)
    del switch.entries[f"p:{OLD.sha}"]
    (state,) = switching.status()
    assert not state.is_live
    assert OLD.sha in state.error


def test_a_removal_that_did_not_reach_the_switch_is_made_up_for(in_company, switch):
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    db.session.commit()
    switching.go_live()
    switch.is_down = True
    service.remove_phone("1001-101")
    db.session.commit()
    switching.go_live()
    switch.is_down = False
    assert "a:1001-101" in switch.entries
    switching.reconcile()
    assert "a:1001-101" not in switch.entries


def test_many_phones_are_put_at_once_and_who_had_an_old_password_registers_anew(in_company, switch):
    many = [(f"1001-{each}", str(each), "0" * 32) for each in range(100, 1300)]
    service.set_phones("1001", many)
    db.session.commit()
    assert switching.go_live() is None
    assert switch.entries == truth()
    here = [Registration("Softphone", "192.0.2.7:5060", 300)]
    switch.registered |= {"1001-100": here, "1001-101": here}
    service.set_phones("1001", [("1001-100", "100", "1" * 32), ("1001-2000", "2000", "1" * 32)])
    db.session.commit()
    switching.go_live()
    assert switch.entries == truth()
    assert list(switch.registered) == ["1001-101"]


def test_a_phone_that_comes_back_registers_anew(in_company, switch):
    """Its removal may not have reached the switch."""
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    service.remove_phone("1001-101")
    db.session.commit()
    switching.go_live()
    switch.registered["1001-101"] = [Registration("Softphone", "192.0.2.7:5060", 300)]
    service.set_phones("1001", [("1001-101", "101", "1" * 32)])
    db.session.commit()
    switching.go_live()
    assert switch.registered == {}


def age(key, hours):
    db.session.execute(
        update(SwitchEntry).where(SwitchEntry.key_name == key).values(unused_since=now() - timedelta(hours=hours))
    )
    db.session.commit()


def test_an_old_program_is_kept_a_day_for_the_calls_that_began_with_it(app, in_company, switch):
    publish(OLD)
    publish(NEW)
    old = f"p:{OLD.sha}"
    for hours, is_kept in ((0, True), (23, True), (25, False)):
        app.extensions.pop("switch_reconcile", None)
        switching.reconcile()
        if hours:
            age(old, hours)
            app.extensions.pop("switch_reconcile", None)
            switching.reconcile()
        assert (old in switch.entries, old in truth()) == (is_kept, is_kept)
    assert live(switch) == NEW.sha


def test_a_program_that_is_published_again_is_no_longer_old(app, in_company, switch):
    publish(OLD)
    publish(NEW)
    switching.reconcile()
    age(f"p:{OLD.sha}", 25)
    publish(OLD)
    app.extensions.pop("switch_reconcile", None)
    switching.reconcile()
    assert switch.entries[f"p:{OLD.sha}"] == OLD.text


def test_the_status_command_tells_programs_and_people(app, in_company, switch):
    runner = app.test_cli_runner()
    publish(OLD)
    done = runner.invoke(args=["switch", "status"])
    (number,) = json.loads(done.output)
    assert (done.exit_code, number["number"], number["is_live"]) == (0, NUMBER, True)
    switch.entries[f"n:{NUMBER}"] = json.dumps({"company": "1001", "program": NEW.sha})
    done = runner.invoke(args=["switch", "status"])
    assert (done.exit_code, json.loads(done.output)[0]["is_live"]) == (1, False)
    assert json.loads(runner.invoke(args=["switch", "reconcile"]).output)["repaired"]
    assert runner.invoke(args=["switch", "status"]).exit_code == 0
    switch.is_down = True
    assert runner.invoke(args=["switch", "status"]).exit_code == 1
    assert runner.invoke(args=["switch", "reconcile"]).exit_code == 1

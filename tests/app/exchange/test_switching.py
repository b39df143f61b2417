import json
import shutil

import pytest
from sqlalchemy import delete

from app.config import config
from app.db import as_committed, db
from app.db.commits import after_commit
from app.exchange import published_files, service, switching
from app.exchange.models import SwitchText
from app.exchange.switching import reconciliation
from app.gateways.kamailio import KamailioDown, Registration, switch_table
from app.web.saving import live_warning
from designer.runtime.program import Program
from switch.published import FOLDERS, path_of
from switch.snapshot import Snapshot
from tests.app.exchange.publishing import NEW, NUMBER, OLD, live, publish, reconcile_anew, set_directory, truth


class Recorder:
    """Wraps the twin and remembers, of each entry that was written, whether the switch could read what it names."""

    def __init__(self, table):
        self._table = table
        self.written = {}

    def __getattr__(self, name):
        return getattr(self._table, name)

    def put(self, key, value):
        self.written[key] = [published_files.is_whole(config().home, name) for name in service.named_by(value)]
        self._table.put(key, value)


def test_a_published_program_is_live(in_company, switch):
    assert publish(OLD) is None
    assert switch.entries == truth()
    assert live(switch) == OLD.sha
    assert Program.parse(switch.text(f"p:{OLD.sha}")) == OLD


def test_the_program_is_there_before_the_number_does_it(app, in_company, switch):
    recorder = Recorder(switch)
    switch_table.replace(app, recorder)
    publish(OLD)
    service.set_directory("1001", {"format": 1, "company": "1001", "employees": {}})
    db.session.commit()
    assert recorder.written == {
        f"n:{NUMBER}": [True],
        "c:1001": [True],
        "x:1001:*": [True],
        "x:1001:callback": [True],
    }


def test_what_another_process_has_committed_meanwhile_exists_too(app, in_company, switch):
    """An import and another change at the same time: the entry of the company names what the other one has made."""
    recorder = Recorder(switch)
    switch_table.replace(app, recorder)
    hooks, newest = after_commit.of(app), []

    def commit_as_another_process():
        after_commit.replace(app, hooks)
        with as_committed(), switching.going_live_later():
            newest.append(service.set_directory("1001", {"company": "1001", "number": 2}))
            db.session.commit()
            db.session.remove()

    after_commit.replace(app, (commit_as_another_process, *hooks))
    service.set_directory("1001", {"company": "1001", "number": 1})
    db.session.commit()
    assert [json.loads(switch.entries["c:1001"])["directory"]] == newest
    assert recorder.written["c:1001"] == [True]


def test_an_entry_whose_text_is_nowhere_is_left_as_it_was(in_company, switch, caplog):
    publish(OLD)
    service.set_program(NUMBER, "1001", NEW)
    db.session.execute(delete(SwitchText).where(SwitchText.name == f"p:{NEW.sha}"))
    db.session.commit()
    assert live(switch) == OLD.sha
    assert json.loads(snapshot()[f"n:{NUMBER}"])["program"] == OLD.sha
    assert f"n:{NUMBER} names a text that is in no table" in caplog.text


def snapshot():
    return Snapshot(config().snapshot).entries()


def test_the_switch_would_start_with_what_is_published_even_when_it_is_away(in_company, switch):
    switch.is_down = True
    publish(OLD)
    set_directory(1)
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    service.set_phone("1001-102", "1001", "102", "0" * 32)
    db.session.commit()
    service.remove_phone("1001-102")
    db.session.commit()
    assert snapshot() == truth()
    assert {name for value in snapshot().values() for name in service.named_by(value)} <= switch.texts(
        "p"
    ) | switch.texts("d")
    assert config().snapshot.stat().st_mode & 0o077 == 0
    assert path_of(config().home, f"p:{OLD.sha}").stat().st_mode & 0o077 == 0
    assert (config().home / "programs").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["gone", "damaged", "empty", "a folder"])
def test_a_snapshot_that_can_t_be_read_is_made_anew(app, in_company, switch, damage):
    publish(OLD)
    path = config().snapshot
    path.unlink()
    if damage == "a folder":
        (path / "something").mkdir(parents=True)
    elif damage != "gone":
        path.write_bytes(b"no database at all" * 100 if damage == "damaged" else b"")
    reconcile_anew(app)
    assert snapshot() == truth()


def test_a_change_goes_live_though_the_snapshot_is_damaged(in_company, switch):
    publish(OLD)
    config().snapshot.write_bytes(b"no database at all" * 100)
    publish(NEW)
    switching.keep_live()
    assert live(switch) == NEW.sha
    assert snapshot() == truth()


def test_a_file_that_is_damaged_is_written_again(app, in_company, switch):
    publish(OLD)
    path_of(config().home, f"p:{OLD.sha}").write_text("{}")
    assert reconcile_anew(app) == [f"p:{OLD.sha}"]
    assert switch.text(f"p:{OLD.sha}") == OLD.text


@pytest.mark.parametrize("is_down", [False, True])
def test_files_that_somebody_deletes_are_there_again_within_seconds(app, in_company, switch, is_down):
    """Also those that only calls in progress go by, and while Kamailio does not answer."""
    publish(OLD)
    publish(NEW)
    switching.keep_live()
    for folder in FOLDERS.values():
        shutil.rmtree(config().home / folder, ignore_errors=True)
    switch.is_down = is_down
    switching.keep_live()
    assert switch.texts("p") >= {f"p:{OLD.sha}", f"p:{NEW.sha}"}


def test_nothing_goes_live_that_is_not_committed(in_company, switch):
    publish(OLD)
    service.set_program(NUMBER, "1001", NEW)
    db.session.rollback()
    assert live_warning() is None
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
    assert switching.reconcile() == [f"n:{NUMBER}"]
    assert live(switch) == NEW.sha
    assert switching.reconcile() == []


def test_a_switch_that_lost_everything_gets_it_again(in_company, switch):
    publish(OLD)
    service.set_directory("1001", {"format": 1, "company": "1001"})
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    db.session.commit()
    switching.reconcile()
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


EVIL = ("a:1001-evil", "n:+4930666", "x:1001:66", "c:66")


def test_what_nobody_has_published_is_shown_and_removed(app, in_company, switch):
    """Somebody else on the machine may have put it there."""
    publish(OLD)
    switching.reconcile()
    right = dict(switch.entries)
    switch.entries |= dict.fromkeys(EVIL, "{}")
    switch.registered["1001-evil"] = [Registration("Softphone", "192.0.2.7:5060", 300)]
    runner = app.test_cli_runner()
    done = runner.invoke(args=["switch", "status"])
    shown = [each["entry"] for each in json.loads(done.output) if "entry" in each]
    assert (done.exit_code, shown) == (1, sorted(EVIL))
    reconciliation.forget(app)  # another process: the command has none of the worker's memory
    done = runner.invoke(args=["switch", "reconcile"])
    assert (done.exit_code, json.loads(done.output)) == (0, {"repaired": sorted(EVIL)})
    assert switch.entries == right
    assert switch.registered == {}
    assert runner.invoke(args=["switch", "status"]).exit_code == 0


def test_what_was_removed_is_not_called_unpublished(in_company, switch):
    """Kamailio loads an empty value for it when it starts."""
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    service.remove_phone("1001-101")
    db.session.commit()
    switch.restart({"a:1001-101": ""})
    assert switching.unpublished() == []


def test_a_missing_program_is_no_live_number(in_company, switch):
    publish(OLD)
    path_of(config().home, f"p:{OLD.sha}").unlink()
    (state,) = switching.status()
    assert not state.is_live
    assert OLD.sha in state.error


def test_a_removal_that_did_not_reach_the_switch_is_made_up_for(in_company, switch):
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    db.session.commit()
    switch.is_down = True
    service.remove_phone("1001-101")
    db.session.commit()
    switch.is_down = False
    assert "a:1001-101" in switch.entries
    switching.reconcile()
    assert "a:1001-101" not in switch.entries


def test_many_phones_are_put_at_once_and_who_had_an_old_password_registers_anew(in_company, switch):
    many = [(f"1001-{each}", str(each), "0" * 32) for each in range(100, 1300)]
    service.set_phones("1001", many)
    db.session.commit()
    assert live_warning() is None
    assert switch.entries == truth()
    here = [Registration("Softphone", "192.0.2.7:5060", 300)]
    switch.registered |= {"1001-100": here, "1001-101": here}
    service.set_phones("1001", [("1001-100", "100", "1" * 32), ("1001-2000", "2000", "1" * 32)])
    db.session.commit()
    assert switch.entries == truth()
    assert list(switch.registered) == ["1001-101"]


def test_a_phone_that_comes_back_registers_anew(in_company, switch):
    """Its removal may not have reached the switch."""
    service.set_phone("1001-101", "1001", "101", "0" * 32)
    service.remove_phone("1001-101")
    db.session.commit()
    switch.registered["1001-101"] = [Registration("Softphone", "192.0.2.7:5060", 300)]
    service.set_phones("1001", [("1001-101", "101", "1" * 32)])
    db.session.commit()
    assert switch.registered == {}


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

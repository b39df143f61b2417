"""What changes the directory is published with the transaction, once, and by whoever commits."""

import errno
import json
import os

import pytest
from sqlalchemy import delete, insert, update

from app.company.models import Company
from app.company.service import own_company
from app.company.stale import ManyDirectories, mark_stale
from app.db import company_scope, db, every_company
from app.lists.models import CallerEntry, CallerList
from app.lists.service import add_caller_list, remove_callers
from app.people.models import Employee, EmployeePhoto
from app.settings import directory
from app.web.errors import Refused
from app.web.saving import live_warning


@pytest.fixture
def compiled(app):
    """The customer numbers of the companies whose directory was compiled, one for each time."""
    found = []

    def note(_spoken):
        found.append(own_company().customer_number)
        return {}

    directory.PARTS.add(app, note)
    return found


def anna():
    employee = Employee(extension="101", name="Anna", email="", skills=[])
    db.session.add(employee)
    return employee


def published(switch):
    return json.loads(switch.text(f"d:{json.loads(switch.entries['c:1001'])['directory']}"))


def test_a_row_of_the_directory_is_live_with_its_commit(in_company, switch):
    employee = anna()
    db.session.commit()
    assert published(switch)["employees"]["101"]["name"] == "Anna"
    employee.name = "Anna Berg"
    db.session.commit()
    assert published(switch)["employees"]["101"]["name"] == "Anna Berg"
    db.session.delete(employee)
    db.session.commit()
    assert published(switch)["employees"] == {}


def test_a_transaction_compiles_once(in_company, switch, compiled):
    anna()
    db.session.flush()
    vips = add_caller_list("VIPs", ["+4930111", "+4930222"])
    db.session.flush()
    vips.label = "Best customers"
    db.session.commit()
    assert compiled == ["1001"]


def test_what_is_in_no_directory_compiles_nothing(in_company, switch, compiled):
    employee = anna()
    db.session.commit()
    compiled.clear()
    db.session.add(EmployeePhoto(employee_id=employee.id, jpeg=b""))
    db.session.commit()
    assert compiled == []


def test_many_rows_at_once_count_as_well(in_company, switch, compiled):
    vips = add_caller_list("VIPs", ["+4930111"])
    db.session.commit()
    row = {"list_id": vips.id, "entry": "+4930222", "note": "", "company_id": vips.company_id}
    db.session.execute(insert(CallerEntry), [row])
    db.session.commit()
    assert published(switch)["lists"][vips.name] == ["+4930111", "+4930222"]
    remove_callers(vips, [db.session.query(CallerEntry).filter_by(entry="+4930111").one().id])
    db.session.commit()
    assert published(switch)["lists"][vips.name] == ["+4930222"]


def test_each_company_gets_its_own(app, company_id, other_company_id, switch, compiled):
    with app.app_context():
        for each in (other_company_id, company_id):
            with company_scope(each):
                db.session.add(CallerList(name="vip", label="VIPs", revision=1))
                db.session.flush()
        db.session.commit()
    assert sorted(compiled) == ["1001", "1002"]


def test_nothing_removed_compiles_nothing(in_company, switch, compiled):
    vips = add_caller_list("VIPs", ["+4930111"])
    db.session.commit()
    compiled.clear()
    assert remove_callers(vips, [vips.id + 1000]) == 0
    db.session.commit()
    assert compiled == []


@pytest.mark.parametrize("statement", [update(Employee).values(email=""), delete(CallerEntry)])
def test_many_rows_of_all_companies_at_once_are_refused(app, company_id, statement):
    with app.app_context(), every_company(), pytest.raises(ManyDirectories):
        db.session.execute(statement)


def test_many_companies_at_once_are_refused(in_company):
    with pytest.raises(ManyDirectories):
        db.session.execute(update(Company).values(name="Bakery"))


def test_a_commit_that_was_refused_is_published_by_the_next_one(app, in_company, switch):
    refusals = [Refused("there is no room")]

    def refuse_once(_spoken):
        if refusals:
            raise refusals.pop()
        return {}

    directory.PARTS.add(app, refuse_once)
    anna()
    with pytest.raises(Refused):
        db.session.commit()
    db.session.commit()
    assert published(switch)["employees"]["101"]["name"] == "Anna"


def test_what_is_rolled_back_is_forgotten(in_company, switch, compiled):
    anna()
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert compiled == []
    assert "c:1001" not in switch.entries


def test_a_company_can_be_marked_without_a_change(in_company, company_id, switch, compiled):
    mark_stale(company_id)
    db.session.commit()
    assert compiled == ["1001"]


def test_a_change_of_the_company_is_one_of_its_directory(in_company, company_id, switch):
    db.session.get(Company, company_id).name = "Bakery"
    db.session.commit()
    assert published(switch)["name"] == "Bakery"


def test_while_the_switch_is_away_the_person_is_told_in_one_place(client, switch):
    switch.is_down = True
    page = client.post("/settings/lists/ready-made", follow_redirects=True)
    assert page.text.count("is not live yet") == 1


def test_a_disk_that_is_full_after_the_commit_does_not_say_that_nothing_was_saved(client, in_company, monkeypatch):
    def is_full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", is_full)
        page = client.post("/settings/lists/ready-made", follow_redirects=True)
    assert page.status_code == 200
    assert "is not live yet" in page.text
    assert db.session.query(CallerList).count() > 0


def test_the_warning_is_of_the_last_commit(in_company, switch):
    switch.is_down = True
    employee = anna()
    db.session.commit()
    assert "not live yet" in live_warning()
    switch.is_down = False
    employee.name = "Anna Berg"
    db.session.commit()
    assert live_warning() is None


def test_nothing_is_asked_of_the_switch_when_nothing_was_published(in_company, switch, caplog):
    switch.is_down = True
    db.session.commit()
    assert live_warning() is None
    assert caplog.text == ""

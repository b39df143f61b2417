"""Whatever a person changes is written down, with what was there before."""

import pytest
from flask_login import login_user

from app.audit.audited import HIDDEN
from app.audit.models import AuditEntry
from app.auth.models import User
from app.db import company_scope, db
from app.lists.models import CallerList
from app.people.models import Phone
from app.people.service.employees import add_employee
from app.people.service.groups import add_group


def entries(kind):
    db.session.expire_all()
    found = db.session.query(AuditEntry).filter_by(kind=kind).order_by(AuditEntry.id)
    return [(each.action, each.name, each.before, each.after, each.who) for each in found]


@pytest.fixture
def as_olga(app, company_id):
    """The request of somebody who is signed in."""
    with app.test_request_context(), company_scope(company_id):
        login_user(db.session.query(User).one())
        yield
        db.session.remove()


def test_an_added_a_changed_and_a_deleted_row(as_olga):
    vips = CallerList(name="vip", label="VIP")
    db.session.add(vips)
    db.session.commit()
    vips.label = "Our best"
    db.session.commit()
    vips.label = "Our best"
    db.session.commit()
    db.session.delete(vips)
    db.session.commit()
    added, changed, deleted = entries("caller_lists")
    assert (added[0], added[1], added[3]["name"]) == ("added", "VIP", "vip")
    assert changed == ("changed", "Our best", {"label": "VIP"}, {"label": "Our best"}, "Olga Owner")
    assert (deleted[0], deleted[2]["label"]) == ("deleted", "Our best")


def test_who_is_taken_out_of_a_group_is_written_down(as_olga):
    anna, ben = (add_employee(extension, name)[0] for extension, name in (("101", "Anna"), ("102", "Ben")))
    group = add_group("Sales", [anna, ben])
    db.session.commit()
    group.members.remove(group.members[0])
    db.session.commit()
    (taken_out,) = [each for each in entries("group_members") if each[0] == "deleted"]
    assert (taken_out[2]["employee_id"], taken_out[4]) == (anna.id, "Olga Owner")


def test_secrets_are_not_in_it(as_olga):
    _anna, phone, _password = add_employee("101", "Anna Berg")
    db.session.commit()
    phone.ha1 = "0" * 32
    db.session.commit()
    added, changed = entries("phones")
    assert added[3]["ha1"] == HIDDEN
    assert changed[2:4] == ({"ha1": HIDDEN}, {"ha1": HIDDEN})
    assert db.session.query(Phone).one().ha1 == "0" * 32


def test_what_is_taken_back_leaves_no_entry(as_olga):
    db.session.add(CallerList(name="vip", label="VIP"))
    db.session.flush()
    db.session.rollback()
    assert entries("caller_lists") == []


def test_what_a_command_does_is_no_persons_change(in_company):
    add_employee("101", "Anna Berg")
    db.session.commit()
    assert db.session.query(AuditEntry).count() == 0


def test_the_owner_reads_it_and_another_company_does_not(client, other_client):
    client.post("/settings/employees/new", data={"name": "Anna Berg", "extension": "101"})
    page = client.get("/audit/?kind=employees").text
    assert "Anna Berg" in page
    assert "Olga Owner" in page
    assert "Anna Berg" not in client.get("/audit/?kind=prompts").text
    assert "Anna Berg" not in other_client.get("/audit/").text

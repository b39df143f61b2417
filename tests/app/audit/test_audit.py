"""Whatever a person changes is written down, with what was there before."""

from app.audit.audited import HIDDEN
from app.audit.models import AuditEntry
from app.db import company_scope, db


def entries(app, company_id, kind):
    with app.app_context(), company_scope(company_id):
        found = db.session.query(AuditEntry).filter_by(kind=kind).order_by(AuditEntry.id).all()
        return [(each.action, each.name, each.before, each.after, each.who) for each in found]


def add_anna(client):
    return client.post("/settings/employees/new", data={"name": "Anna Berg", "extension": "101", "skills": "french"})


def test_an_added_a_changed_and_a_deleted_employee(app, client, company_id):
    add_anna(client)
    client.post("/settings/employees/1", data={"name": "Anna Kranz", "skills": "french"})
    client.post("/settings/employees/1", data={"name": "Anna Kranz", "skills": "french"})
    client.post("/settings/employees/1/delete")
    added, changed, deleted = entries(app, company_id, "employees")
    assert added[:2] == ("added", "Anna Berg")
    assert added[3]["extension"] == "101"
    assert added[3]["skills"] == ["french"]
    assert changed == ("changed", "Anna Kranz", {"name": "Anna Berg"}, {"name": "Anna Kranz"}, "Olga Owner")
    assert deleted[0] == "deleted"
    assert deleted[2]["name"] == "Anna Kranz"


def test_secrets_are_not_in_it(app, client, company_id):
    add_anna(client)
    ((action, _name, _before, after, _who), *_) = entries(app, company_id, "phones")
    assert (action, after["ha1"]) == ("added", HIDDEN)


def test_what_is_refused_leaves_no_entry(app, client, company_id):
    add_anna(client)
    assert add_anna(client).status_code == 422
    assert len(entries(app, company_id, "employees")) == 1


def test_what_a_command_does_is_no_persons_change(app, in_company, company_id):
    from app.settings.service.employees import add_employee

    add_employee("101", "Anna Berg")
    db.session.commit()
    assert db.session.query(AuditEntry).count() == 0


def test_the_owner_reads_it_and_another_company_does_not(client, other_client):
    add_anna(client)
    page = client.get("/audit/?kind=employees").text
    assert "Anna Berg" in page
    assert "Olga Owner" in page
    assert "Anna Berg" not in client.get("/audit/?kind=prompts").text
    assert "Anna Berg" not in other_client.get("/audit/").text

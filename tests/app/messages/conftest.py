import pytest

from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db
from app.journal import service
from app.people.models import Employee
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from designer.drawing.compiler import compile_flow
from tests.designer.drawing import KNOWN, flow, node


def telling(*texts, employee="101"):
    nodes = [node(f"n{index}", "notify", employee=employee, text=text) for index, text in enumerate(texts)]
    wires = [(f"n{index}", "next", f"n{index + 1}") for index in range(len(texts) - 1)]
    return flow([*nodes, node("end", "hangup")], *wires, (f"n{len(texts) - 1}", "next", "end"))


@pytest.fixture
def call(app, journal):
    """A call that lets an employee be told these texts."""

    def call(name, *texts, employee="101", **how):
        journal.program = compile_flow(telling(*texts, employee=employee), KNOWN).program
        journal.call(name, **how)
        with app.app_context():
            service.ingest()

    return call


@pytest.fixture
def team(app, company_id):
    """Anna and Ben sell, Clara does not."""
    with app.app_context(), company_scope(company_id):
        people = {
            each: add_employee(each, name)[0] for each, name in (("101", "Anna"), ("102", "Ben"), ("103", "Clara"))
        }
        db.session.flush()
        add_group("Sales", [people["101"], people["102"]], "sales")
        db.session.commit()


@pytest.fixture
def sign_in(app, company_id):
    """Gives somebody an account, with the employee of *extension*, and signs them in."""

    def sign_in(name, extension=None, role="employee", company_id=company_id):
        with app.app_context(), company_scope(company_id):
            company = db.session.get_one(Company, company_id)
            employee = extension and db.session.query(Employee).filter_by(extension=extension).one()
            mail = f"{name.lower()}@{company.customer_number}.example"
            user = User(name=name, email=mail, role=role, password_hash="-", employee_id=employee and employee.id)
            db.session.add(user)
            db.session.commit()
            db.session.refresh(user)
            assert user.company
        return app.test_client(user=user)

    return sign_in


def count(client):
    """On any page."""
    page = client.get("/messages/mail").text
    return int(page.partition("data-unread-count>")[2].partition("<")[0])
